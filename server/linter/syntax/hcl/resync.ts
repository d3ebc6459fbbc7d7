import {
  CR,
  identifierEnd,
  isAsciiIdentifierPart,
  isSpace,
  LESS,
  LF,
  MINUS,
  OPEN_BRACE,
  QUOTE,
  SPACE,
  startsIdentifier,
  TAB,
} from './chars.ts';
import type { Cursor } from './cursor.ts';
import { find, report } from './cursor.ts';

/** The blocks of Terraform's language that stand at the top of a file, with their number of labels. https://developer.hashicorp.com/terraform/language */
const topLevel: ReadonlyMap<string, number> = new Map([
  ['action', 2],
  ['check', 1],
  ['data', 2],
  ['ephemeral', 2],
  ['import', 0],
  ['locals', 0],
  ['module', 1],
  ['moved', 0],
  ['output', 1],
  ['provider', 1],
  ['removed', 0],
  ['resource', 2],
  ['terraform', 0],
  ['variable', 1],
]);

/**
 * Whether the line that starts at `pos` is the unindented header of a top-level block. Nothing valid that is still open
 * can hold one but a heredoc or a comment, so that it tells where broken text ends.
 */
export function startsTopLevelBlock(c: Cursor, pos: number): boolean {
  const { text } = c;
  const first = text.charCodeAt(pos);
  if (!(first >= 0x61 && first <= 0x7a)) return false;
  let at = pos + 1;
  while (isAsciiIdentifierPart(text.charCodeAt(at)) && at - pos < 10) at++;
  const type = text.slice(pos, at);
  const labels = topLevel.get(type);
  if (labels === undefined || (c.nestsData && type === 'data')) return false;
  for (let label = 0; label <= labels; label++) {
    at = blanksEnd(text, at);
    if (label === labels) break;
    if (text.charCodeAt(at) === QUOTE) {
      at = labelEnd(text, at + 1);
      if (text.charCodeAt(at) !== QUOTE) return false;
      at++;
    } else if (startsIdentifier(text, at)) at = identifierEnd(text, at);
    else return false;
  }
  return text.charCodeAt(at) === OPEN_BRACE;
}

function blanksEnd(text: string, pos: number): number {
  let at = pos;
  while (text.charCodeAt(at) === SPACE || text.charCodeAt(at) === TAB) at++;
  return at;
}

function labelEnd(text: string, pos: number): number {
  for (let at = pos; at < text.length; at++) {
    const code = text.charCodeAt(at);
    if (code === QUOTE || code === LF) return at;
  }
  return text.length;
}

/** Where the line that `pos` stands in ends: at its newline or the end of the text. */
export function lineEnd(c: Cursor, pos: number): number {
  return Math.min(find(c, c.newline, pos), c.end);
}

function nextTopLevelBlock(c: Cursor, from: number, to: number): number {
  for (let at = lineEnd(c, from) + 1; at < to; at = lineEnd(c, at) + 1) if (startsTopLevelBlock(c, at)) return at;
  return -1;
}

/**
 * Where the comment that opens at `pos` with `/*` ends. One that is not closed, or seems to be closed by the end of a later comment, ends
 * at the next top-level block.
 */
export function commentEnd(c: Cursor, pos: number): number {
  const close = find(c, c.commentClose, pos + 2);
  const closed = close + 2 <= c.end;
  const header = nextTopLevelBlock(c, pos, closed ? close : c.end);
  if (closed && (header < 0 || !(closesAnother(c, close) || opensComment(c, header, close)))) return close + 2;
  report(c, pos, pos + 2, 'This comment is not closed.');
  if (header >= 0) c.end = header;
  return c.end;
}

/** Whether the end of a comment at `close` stands in a string, or ends a comment that opens in its own line. */
function closesAnother(c: Cursor, close: number): boolean {
  if (c.patience <= 0) return false;
  const { text } = c;
  const line = text.slice(text.lastIndexOf('\n', close) + 1, close);
  c.patience -= line.length;
  return line.includes('/*') || line.split('"').length % 2 === 0;
}

function opensComment(c: Cursor, from: number, to: number): boolean {
  if (c.patience <= 0) return false;
  for (let at = from; at < to; at = lineEnd(c, at) + 1) {
    if (!c.text.startsWith('/*', blanksEnd(c.text, at))) continue;
    c.patience -= at - from;
    return true;
  }
  return false;
}

/** `<<MARKER` or `<<-MARKER` at the end of a line. */
export interface HeredocOpening {
  readonly marker: string;
  /** Whether the indentation that all lines share is stripped. */
  readonly flush: boolean;
  /** Where the first line of the content starts. */
  readonly content: number;
}

/** The heredoc that opens at `pos`, if one does. */
export function heredocOpening(c: Cursor, pos: number): HeredocOpening | undefined {
  const { text } = c;
  if (text.charCodeAt(pos + 1) !== LESS) return undefined;
  const flush = text.charCodeAt(pos + 2) === MINUS;
  const start = pos + (flush ? 3 : 2);
  if (!startsIdentifier(text, start)) return undefined;
  const end = identifierEnd(text, start);
  const newline = text.charCodeAt(end) === CR ? end + 1 : end;
  if (newline >= c.end || text.charCodeAt(newline) !== LF) return undefined;
  return { marker: text.slice(start, end), flush, content: newline + 1 };
}

/**
 * Where the line that closes a heredoc starts. One that is not closed, or seems to be closed by the end of a later heredoc,
 * ends at the next top-level block, or with the text; then `closed` is false.
 */
export function heredocEnd(c: Cursor, { marker, content }: HeredocOpening): { readonly at: number; readonly closed: boolean } {
  let header = -1;
  for (let at = content; at < c.end; at = lineEnd(c, at) + 1) {
    if (isClosingLine(c, at, marker)) return { at, closed: true };
    if (header < 0) {
      if (!startsTopLevelBlock(c, at)) continue;
      header = at;
      if (!((closingLines(c).get(marker) ?? -1) > at)) break;
    } else if (c.patience > 0 && opensHeredoc(c, at, marker)) {
      c.patience -= at - header;
      break;
    }
  }
  if (header >= 0) c.end = header;
  return { at: c.end, closed: false };
}

function isClosingLine({ text, end }: Cursor, pos: number, marker: string): boolean {
  const start = blanksEnd(text, pos);
  if (!text.startsWith(marker, start)) return false;
  let at = start + marker.length;
  while (at < end && text.charCodeAt(at) !== LF) if (!isSpace(text.charCodeAt(at++))) return false;
  return true;
}

function opensHeredoc(c: Cursor, pos: number, marker: string): boolean {
  let end = lineEnd(c, pos);
  if (c.text.charCodeAt(end - 1) === CR) end--;
  const start = end - marker.length;
  return c.text.startsWith(marker, start) && (c.text.endsWith('<<', start) || c.text.endsWith('<<-', start)) && start - 2 >= pos;
}

function closingLines(c: Cursor): Map<string, number> {
  if (c.closingLines) return c.closingLines;
  c.closingLines = new Map();
  for (let at = 0, next = 0; at < c.text.length; at = next) {
    const newline = c.text.indexOf('\n', at);
    next = newline < 0 ? c.text.length : newline + 1;
    const start = blanksEnd(c.text, at);
    if (!startsIdentifier(c.text, start)) continue;
    const end = identifierEnd(c.text, start);
    if (c.text.slice(end, next).trim() === '') c.closingLines.set(c.text.slice(start, end), at);
  }
  return c.closingLines;
}
