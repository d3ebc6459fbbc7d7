import type { Template, TemplatePart, TemplateText } from './ast.ts';
import { BACKSLASH, CLOSE_BRACE, CR, DOLLAR, identifierEnd, isSpace, LF, OPEN_BRACE, PERCENT, QUOTE, TILDE } from './chars.ts';
import type { Cursor, ReadExpression } from './cursor.ts';
import { peek, peekAt, report } from './cursor.ts';
import { directiveContent, type Piece, structure } from './directive.ts';
import { type HeredocOpening, heredocEnd, lineEnd } from './resync.ts';
import { space } from './scan.ts';

/** What is collected of a template before its directives are paired. */
interface Pieces {
  readonly list: Piece[];
  readonly quoted: boolean;
  /** Whether white space at the start of the next text goes, because of `~}`. */
  trim: boolean;
  directives: boolean;
}

/** How many levels of nesting a template inside a template counts for: they are rare, and reading on behind a broken one is slow. */
const templateDepth = 8;

/** Reads the quoted template whose quote stands at the cursor. One that is not closed ends with its line. */
export function quoted(c: Cursor, expression: ReadExpression): Template {
  const { text, end } = c;
  const start = c.pos;
  let pos = start + 1;
  for (; pos < end; pos++) {
    const code = text.charCodeAt(pos);
    if (code === QUOTE) {
      c.pos = pos + 1;
      const parts: TemplatePart[] =
        pos === start + 1 ? [] : [{ kind: 'text', start: start + 1, end: pos, text: text.slice(start + 1, pos) }];
      return { kind: 'template', start, end: c.pos, parts, heredoc: false };
    }
    if (code === BACKSLASH || code === LF || code === CR || ((code === DOLLAR || code === PERCENT) && pos + 1 < end)) break;
  }
  c.pos = start + 1;
  const pieces: Pieces = { list: [], quoted: true, trim: false, directives: false };
  read(c, pieces, expression);
  if (peek(c) === QUOTE) c.pos++;
  else report(c, start, c.pos, 'This string is not closed on its line.');
  return { kind: 'template', start, end: c.pos, parts: parts(c, pieces), heredoc: false };
}

/** Reads the heredoc whose `opening` stands at the cursor. */
export function heredoc(c: Cursor, opening: HeredocOpening, expression: ReadExpression): Template {
  const start = c.pos;
  const { at, closed } = heredocEnd(c, opening);
  if (!closed) report(c, start, opening.content - 1, `This heredoc has no line with ${opening.marker} that closes it.`);
  const { end } = c;
  c.end = at;
  c.pos = opening.content;
  const pieces: Pieces = { list: [], quoted: false, trim: false, directives: false };
  read(c, pieces, expression);
  c.end = end;
  c.pos = at;
  if (closed) {
    while (isSpace(peek(c))) c.pos++;
    c.pos = identifierEnd(c.text, c.pos);
  }
  return { kind: 'template', start, end: c.pos, parts: parts(c, pieces, opening.flush), heredoc: true };
}

/** Reads what is left of the text as a template without quotes, in which a backslash is one. */
export function bare(c: Cursor, expression: ReadExpression): Template {
  const start = c.pos;
  const pieces: Pieces = { list: [], quoted: false, trim: false, directives: false };
  read(c, pieces, expression);
  return { kind: 'template', start, end: c.pos, parts: parts(c, pieces), heredoc: false };
}

function parts(c: Cursor, { list, directives }: Pieces, flush = false): readonly TemplatePart[] {
  const pieces = flush ? unindent(list) : list;
  return directives ? structure(c, pieces) : (pieces as TemplatePart[]);
}

/** Reads a template to its closing quote, its line's end, or the end of the heredoc. */
function read(c: Cursor, pieces: Pieces, expression: ReadExpression): void {
  const { text } = c;
  let from = c.pos;
  while (c.pos < c.end) {
    const code = text.charCodeAt(c.pos);
    if (code === DOLLAR || code === PERCENT) {
      const next = peekAt(c, 1);
      if (next === OPEN_BRACE) {
        pushSource(c, pieces, from, c.pos);
        if (peekAt(c, 2) === TILDE) trimEnd(pieces);
        readSequence(c, pieces, code, expression);
        from = c.pos;
      } else if (next === code && peekAt(c, 2) === OPEN_BRACE) {
        pushSource(c, pieces, from, c.pos);
        push(pieces, c.pos, c.pos + 3, text.slice(c.pos + 1, c.pos + 3));
        from = c.pos += 3;
      } else c.pos++;
    } else if (pieces.quoted) {
      if (code === QUOTE || code === LF || code === CR) break;
      if (code === BACKSLASH) {
        pushSource(c, pieces, from, c.pos);
        readEscape(c, pieces);
        from = c.pos;
      } else c.pos++;
    } else {
      c.pos++;
      if (code !== LF) continue;
      pushSource(c, pieces, from, c.pos);
      from = c.pos;
    }
  }
  pushSource(c, pieces, from, c.pos);
}

function pushSource(c: Cursor, pieces: Pieces, start: number, end: number): void {
  if (end > start) push(pieces, start, end, c.text.slice(start, end));
}

function push(pieces: Pieces, start: number, end: number, text: string): void {
  if (!pieces.trim) {
    pieces.list.push({ kind: 'text', start, end, text });
    return;
  }
  const skipped = leadingSpace(text);
  // `~}` reaches over the whole text that follows in a quoted template, but only to the end of the line in a heredoc.
  pieces.trim = pieces.quoted && skipped === text.length;
  if (skipped < text.length) pieces.list.push({ kind: 'text', start: start + skipped, end, text: text.slice(skipped) });
}

function leadingSpace(text: string): number {
  let at = 0;
  while (at < text.length && isSpace(text.charCodeAt(at))) at++;
  return at;
}

function trimEnd({ list, quoted }: Pieces): void {
  do {
    const last = list.at(-1);
    if (last?.kind !== 'text') return;
    list.pop();
    let length = last.text.length;
    while (length > 0 && isSpace(last.text.charCodeAt(length - 1))) length--;
    if (length > 0) {
      list.push({ ...last, end: last.end - (last.text.length - length), text: last.text.slice(0, length) });
      return;
    }
  } while (quoted);
}

const escapes: ReadonlyMap<string, string> = new Map([
  ['n', '\n'],
  ['r', '\r'],
  ['t', '\t'],
  ['"', '"'],
  ['\\', '\\'],
]);

function readEscape(c: Cursor, pieces: Pieces): void {
  const start = c.pos;
  const selector = c.text.charAt(start + 1);
  const simple = escapes.get(selector);
  if (simple !== undefined) {
    c.pos += 2;
    push(pieces, start, c.pos, simple);
    return;
  }
  const length = selector === 'u' ? 4 : selector === 'U' ? 8 : 0;
  const digits = c.text.slice(start + 2, start + 2 + length);
  const code = length > 0 && digits.length === length && /^[0-9a-fA-F]+$/.test(digits) ? Number.parseInt(digits, 16) : -1;
  if (code >= 0 && code <= 0x10ffff && !(code >= 0xd800 && code <= 0xdfff)) {
    c.pos += 2 + length;
    push(pieces, start, c.pos, String.fromCodePoint(code));
    return;
  }
  report(c, start, Math.min(start + 2, c.end), 'This is not an escape sequence of HCL.');
  c.pos++;
  push(pieces, start, c.pos, '\\');
}

/** Reads `${…}` or `%{…}`. */
function readSequence(c: Cursor, pieces: Pieces, opener: number, expression: ReadExpression): void {
  const start = c.pos;
  const { newlines } = c;
  c.newlines = false;
  c.depth += templateDepth;
  c.pos += peekAt(c, 2) === TILDE ? 3 : 2;
  let close: (end: number) => Piece | undefined;
  let last = c.pos;
  let reported = false;
  if (opener === DOLLAR) {
    const inner = expression(c);
    last = inner.end;
    close = (end) => ({ kind: 'interpolation', start, end, expression: inner });
  } else {
    const content = directiveContent(c, expression);
    last = content?.last ?? last;
    reported = !content;
    pieces.directives ||= content !== undefined;
    close = (end) => content && { kind: 'directive', start, end, content };
  }
  space(c);
  pieces.trim = peek(c) === TILDE && peekAt(c, 1) === CLOSE_BRACE;
  if (pieces.trim) c.pos++;
  if (peek(c) === CLOSE_BRACE) c.pos++;
  else {
    if (!reported) report(c, start, start + 2, 'This template sequence is not closed.');
    endSequence(c, pieces, last);
  }
  c.depth -= templateDepth;
  c.newlines = newlines;
  const piece = close(c.pos);
  if (piece) pieces.list.push(piece);
}

/** Looks for the end of a sequence that is not closed where it should be: behind other units, or where the string or the line ends. */
function endSequence(c: Cursor, pieces: Pieces, last: number): void {
  c.pos = last;
  const end = lineEnd(c, last);
  while (c.pos < end) {
    const code = peek(c);
    if (code === CLOSE_BRACE) {
      c.pos++;
      return;
    }
    if (pieces.quoted && (code === QUOTE || code === CR)) return;
    c.pos++;
  }
}

/**
 * Takes the indentation that all lines of a heredoc share off each. Only text at the start of a line counts, lines of
 * nothing but white space do not, and each unit is one column. https://github.com/hashicorp/hcl/blob/main/hclsyntax/spec.md#template-literals
 */
function unindent(list: Piece[]): Piece[] {
  let indentation = Number.POSITIVE_INFINITY;
  let lineStarts = true;
  const leading: number[] = [];
  for (const [index, piece] of list.entries()) {
    if (lineStarts) {
      if (piece.kind === 'text') {
        const spaces = leadingSpace(piece.text);
        if (spaces < piece.text.length || !piece.text.endsWith('\n')) {
          indentation = Math.min(indentation, spaces);
          leading.push(index);
        }
      } else indentation = 0;
    }
    lineStarts = piece.kind === 'text' && piece.text.endsWith('\n');
  }
  if (indentation === 0) return list;
  for (const index of leading) {
    const piece = list[index] as TemplateText;
    list[index] = { ...piece, start: piece.start + indentation, text: piece.text.slice(indentation) };
  }
  return list.filter((piece) => piece.kind !== 'text' || piece.text !== '');
}
