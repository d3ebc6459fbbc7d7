import type { Expression, ObjectEntry } from './ast.ts';
import { CLOSE_BRACE, CLOSE_BRACKET, COLON, COMMA, DOT, EQUAL, GREATER, LF, OPEN_BRACE, QUOTE, startsIdentifier } from './chars.ts';
import type { Cursor, ReadExpression } from './cursor.ts';
import { peek, peekAt, report } from './cursor.ts';
import { loopHead } from './loop.ts';
import { atKeyword, atLineStart, isCloser, skip, space, startsItem } from './scan.ts';

/** Reads `[…]`, a list or a `for` expression. */
export function list(c: Cursor, expression: ReadExpression): Expression {
  const { newlines } = c;
  const start = c.pos++;
  c.newlines = false;
  space(c);
  let result: Expression;
  if (atFor(c)) result = loop(c, start, CLOSE_BRACKET, expression);
  else {
    const items: Expression[] = [];
    const { end, spread } = elements(c, start, CLOSE_BRACKET, items, expression);
    if (spread) report(c, start, end, 'Only the last argument of a call can be expanded with "...".');
    result = { kind: 'list', start, end, items };
  }
  c.newlines = newlines;
  return result;
}

/** Reads values between commas to the closing bracket into `items`, and tells where they end and whether the last is expanded with `...`. */
export function elements(
  c: Cursor,
  open: number,
  closer: number,
  items: Expression[],
  expression: ReadExpression,
): { readonly end: number; readonly spread: boolean } {
  let spread = false;
  for (;;) {
    space(c);
    const code = peek(c);
    if (code === closer) return { end: ++c.pos, spread };
    if (atForeignEnd(c, code)) {
      report(c, open, open + 1, unclosed);
      return { end: items.at(-1)?.end ?? open + 1, spread };
    }
    const start = c.pos;
    const item = expression(c);
    items.push(item);
    const next = peek(c);
    if (next === COMMA) {
      c.pos++;
      continue;
    }
    if (next === closer || atForeignEnd(c, next)) continue;
    if (next === DOT && peekAt(c, 1) === DOT && peekAt(c, 2) === DOT) {
      c.pos += 3;
      spread = true;
      continue;
    }
    report(c, c.pos, c.pos + 1, 'A comma is missing here.');
    if (c.pos === start) c.pos++;
  }
}

const unclosed = 'This bracket is not closed.';

/** Whether what stands at the cursor belongs to something outside of the brackets that are being read. */
function atForeignEnd(c: Cursor, code: number): boolean {
  return code < 0 || isCloser(code) || (startsIdentifier(c.text, c.pos) && startsItem(c) && atLineStart(c));
}

/** Reads the bracket that closes what opens at `open`, over what does not belong there, and returns where it ends. `last` is where its content ends. */
export function close(c: Cursor, open: number, closer: number, last: number): number {
  space(c);
  if (peek(c) === closer) return ++c.pos;
  report(c, open, open + 1, unclosed);
  if (!atForeignEnd(c, peek(c))) skip(c, true);
  return peek(c) === closer ? ++c.pos : last;
}

/** Reads `{…}` in an expression, an object or a `for` expression. */
export function object(c: Cursor, expression: ReadExpression): Expression {
  const { newlines } = c;
  const start = c.pos++;
  space(c, true);
  c.newlines = !atFor(c);
  let result: Expression;
  if (!c.newlines) result = loop(c, start, CLOSE_BRACE, expression);
  else {
    const entries: ObjectEntry[] = [];
    const end = objectEntries(c, start, entries, expression);
    result = { kind: 'object', start, end, entries };
  }
  c.newlines = newlines;
  return result;
}

function objectEntries(c: Cursor, open: number, entries: ObjectEntry[], expression: ReadExpression): number {
  for (;;) {
    space(c, true);
    const code = peek(c);
    if (code === CLOSE_BRACE) return ++c.pos;
    if (code < 0 || isCloser(code)) break;
    if (code === COMMA) {
      report(c, c.pos, c.pos + 1, 'This comma follows nothing.');
      c.pos++;
      continue;
    }
    const start = c.pos;
    const key = expression(c);
    const separator = peek(c);
    if (separator === EQUAL || separator === COLON) {
      c.pos++;
      if (peek(c) === GREATER) report(c, c.pos - 1, ++c.pos, 'Only a "for" expression has "=>".');
    } else if (key.kind === 'variable' && (separator === OPEN_BRACE || separator === QUOTE) && atLineStart(c, start)) {
      // A block: the object in which it seems to stand has lost its brace.
      c.pos = start;
      break;
    } else {
      report(c, key.start, key.end, 'An equals sign and a value are missing here.');
      if (c.pos === start) {
        skip(c, true);
        if (c.pos === start) c.pos++;
        continue;
      }
    }
    const value = expression(c);
    entries.push({ start: key.start, end: value.end, key, value });
    const next = peek(c);
    if (next === COMMA) c.pos++;
    else if (next !== LF && next !== CLOSE_BRACE && next >= 0) report(c, c.pos, c.pos + 1, 'A comma or a new line is missing here.');
  }
  report(c, open, open + 1, unclosed);
  return entries.at(-1)?.end ?? open + 1;
}

/** Whether a `for` expression starts at the cursor. */
function atFor(c: Cursor): boolean {
  if (!atKeyword(c, 'for')) return false;
  const start = c.pos;
  c.pos += 3;
  space(c, true);
  const found = c.pos < c.end && startsIdentifier(c.text, c.pos);
  c.pos = start;
  return found;
}

/** Reads a `for` expression behind its opening bracket. */
function loop(c: Cursor, start: number, closer: number, expression: ReadExpression): Expression {
  c.pos += 3;
  const head = loopHead(c, expression);
  if (!head || peek(c) !== COLON) {
    report(c, c.pos, c.pos, 'A colon is missing here.');
    skip(c, false);
    if (peek(c) === closer) c.pos++;
    return { kind: 'missing', start, end: c.pos };
  }
  c.pos++;
  let resultKey: Expression | undefined;
  let result = expression(c);
  if (peek(c) === EQUAL && peekAt(c, 1) === GREATER) {
    if (closer === CLOSE_BRACKET) report(c, c.pos, c.pos + 2, 'A list has no keys.');
    c.pos += 2;
    resultKey = result;
    result = expression(c);
  } else if (closer === CLOSE_BRACE) report(c, c.pos, c.pos, 'The "=>" between key and value is missing here.');
  let last = result.end;
  const group = peek(c) === DOT && peekAt(c, 1) === DOT && peekAt(c, 2) === DOT;
  if (group) {
    c.pos += 3;
    last = c.pos;
    space(c);
  }
  let condition: Expression | undefined;
  if (atKeyword(c, 'if')) {
    c.pos += 2;
    condition = expression(c);
    last = condition.end;
  }
  const end = close(c, start, closer, last);
  return { kind: 'for', start, end, ...head, resultKey, result, group, condition };
}
