import type { Identifier, Missing } from './ast.ts';
import {
  BACKSLASH,
  CLOSE_BRACE,
  CLOSE_BRACKET,
  CLOSE_PAREN,
  CR,
  EQUAL,
  GREATER,
  HASH,
  identifierEnd,
  LESS,
  LF,
  OPEN_BRACE,
  OPEN_BRACKET,
  OPEN_PAREN,
  QUOTE,
  SLASH,
  SPACE,
  STAR,
  startsIdentifier,
  TAB,
} from './chars.ts';
import type { Cursor } from './cursor.ts';
import { report } from './cursor.ts';
import { commentEnd, heredocEnd, heredocOpening, lineEnd, startsTopLevelBlock } from './resync.ts';

/** Moves over blanks and comments, and over newlines unless they mean something. */
export function space(c: Cursor, overNewlines = !c.newlines): void {
  // Mostly there is nothing: no blank, newline or comment starts with a unit beyond "/".
  if (!(c.text.charCodeAt(c.pos) > SLASH)) moveOverSpace(c, overNewlines);
}

function moveOverSpace(c: Cursor, overNewlines: boolean): void {
  const { text } = c;
  let pos = c.pos;
  while (pos < c.end) {
    const code = text.charCodeAt(pos);
    if (code === SPACE || code === TAB || code === CR) pos++;
    else if (code === LF) {
      if (!overNewlines) break;
      pos++;
      if (c.depth > 0 && startsTopLevelBlock(c, pos)) c.end = pos;
    } else if (code === HASH) pos = lineEnd(c, pos);
    else if (code === SLASH) {
      const next = pos + 1 < c.end ? text.charCodeAt(pos + 1) : -1;
      if (next === SLASH) pos = lineEnd(c, pos);
      else if (next === STAR) pos = commentEnd(c, pos);
      else break;
    } else break;
  }
  c.pos = pos;
}

/** Whether an identifier starts at the cursor. */
export function atIdentifier(c: Cursor): boolean {
  return c.pos < c.end && startsIdentifier(c.text, c.pos);
}

/** Reads the identifier at the cursor. */
export function identifier(c: Cursor): Identifier {
  const start = c.pos;
  const end = identifierEnd(c.text, start);
  c.pos = end;
  return { start, end, text: c.text.slice(start, end) };
}

/** Whether `keyword` stands at the cursor as a whole identifier. */
export function atKeyword(c: Cursor, keyword: string): boolean {
  return c.pos < c.end && c.text.startsWith(keyword, c.pos) && identifierEnd(c.text, c.pos) === c.pos + keyword.length;
}

/** Whether an attribute or a block seems to start at the cursor: `name =`, `name {` or `name "label"`. */
export function startsItem(c: Cursor): boolean {
  if (!atIdentifier(c)) return false;
  const { text } = c;
  let at = identifierEnd(text, c.pos);
  while (text.charCodeAt(at) === SPACE || text.charCodeAt(at) === TAB) at++;
  const code = text.charCodeAt(at);
  if (code !== EQUAL) return code === OPEN_BRACE || code === QUOTE;
  const next = text.charCodeAt(at + 1);
  return next !== EQUAL && next !== GREATER;
}

/** Whether only blanks stand before the cursor, or `pos`, in its line. */
export function atLineStart({ text, pos: cursor }: Cursor, pos = cursor): boolean {
  let at = pos - 1;
  while (at >= 0 && (text.charCodeAt(at) === SPACE || text.charCodeAt(at) === TAB)) at--;
  return at < 0 || text.charCodeAt(at) === LF;
}

/** Whether a unit closes a bracket. */
export function isCloser(code: number): boolean {
  return code === CLOSE_BRACE || code === CLOSE_BRACKET || code === CLOSE_PAREN;
}

/** Moves over what cannot be read, bracketed groups as a whole, to a closing bracket that nothing here has opened, or to the end of the line if `inLine`. */
export function skip(c: Cursor, inLine: boolean): void {
  const { text } = c;
  let open = 0;
  while (c.pos < c.end) {
    switch (text.charCodeAt(c.pos)) {
      case LF:
        if (inLine && open === 0) return;
        c.pos++;
        if (startsTopLevelBlock(c, c.pos)) c.end = c.pos;
        break;
      case QUOTE:
        c.pos = stringEnd(c);
        break;
      case HASH:
        c.pos = lineEnd(c, c.pos);
        break;
      case SLASH:
        if (text.charCodeAt(c.pos + 1) === SLASH) c.pos = lineEnd(c, c.pos);
        else if (text.charCodeAt(c.pos + 1) === STAR) c.pos = commentEnd(c, c.pos);
        else c.pos++;
        break;
      case LESS: {
        const opening = heredocOpening(c, c.pos);
        c.pos = opening ? heredocEnd(c, opening).at : c.pos + 1;
        break;
      }
      case OPEN_PAREN:
      case OPEN_BRACKET:
      case OPEN_BRACE:
        open++;
        c.pos++;
        break;
      case CLOSE_PAREN:
      case CLOSE_BRACKET:
      case CLOSE_BRACE:
        if (open === 0) return;
        open--;
        c.pos++;
        break;
      default:
        c.pos++;
    }
  }
}

function stringEnd({ text, pos, end }: Cursor): number {
  for (let at = pos + 1; at < end; at++) {
    const code = text.charCodeAt(at);
    if (code === QUOTE) return at + 1;
    if (code === LF) return at;
    if (code === BACKSLASH && text.charCodeAt(at + 1) !== LF) at++;
  }
  return end;
}

/** Reports that an expression is wanted at the cursor. */
export function missing(c: Cursor): Missing {
  report(c, c.pos, c.pos, 'An expression is missing here.');
  return { kind: 'missing', start: c.pos, end: c.pos };
}

/** Skips what is nested beyond `maxDepth`. */
export function tooDeep(c: Cursor): Missing {
  const start = c.pos;
  report(c, start, start + 1, 'This is nested too deeply to be read.');
  skip(c, c.newlines);
  return { kind: 'missing', start, end: c.pos };
}
