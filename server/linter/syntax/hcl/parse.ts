import type { Attribute, Block, Body, Document, Expression, Identifier, Label } from './ast.ts';
import { CLOSE_BRACE, CLOSE_BRACKET, CLOSE_PAREN, EQUAL, LF, OPEN_BRACE, QUOTE } from './chars.ts';
import type { Cursor } from './cursor.ts';
import { cursorAt, maxDepth, peek, report } from './cursor.ts';
import { expression } from './expression.ts';
import { lineEnd } from './resync.ts';
import { atIdentifier, atLineStart, identifier, missing, skip, space, startsItem } from './scan.ts';
import { quoted } from './template.ts';

/**
 * Parses HCL's native syntax. Never throws, takes time in proportion to the text, and goes on behind what it cannot read:
 * what surrounds a fault keeps its nodes. Spans of nodes lie within those of their parents.
 */
export function parse(text: string): Document {
  const c = cursorAt(text);
  const attributes: Attribute[] = [];
  const blocks: Block[] = [];
  while (atItem(c)) readItem(c, attributes, blocks);
  return { body: { start: 0, end: text.length, attributes, blocks }, problems: c.problems };
}

/** Moves to the next item of the file, which is read like its first; whether there is one. */
export function atItem(c: Cursor): boolean {
  space(c, true);
  c.end = c.text.length;
  c.nestsData = false;
  return c.pos < c.end;
}

/** Reads an item of the file, to the end of its line. */
export function readItem(c: Cursor, attributes: Attribute[], blocks: Block[]): void {
  if (peek(c) === CLOSE_BRACE) {
    report(c, c.pos, c.pos + 1, 'This brace closes nothing.');
    c.pos++;
  } else {
    item(c, attributes, blocks);
    itemEnd(c, false);
  }
}

/** Reads an attribute or a block. */
function item(c: Cursor, attributes: Attribute[], blocks: Block[]): void {
  const name = atIdentifier(c) ? identifier(c) : quotedName(c);
  if (!name) {
    report(c, c.pos, c.pos + 1, 'An argument or a block should start here.');
    return;
  }
  space(c);
  if (peek(c) === EQUAL) {
    attributes.push(attribute(c, name));
    return;
  }
  const labels: Label[] = [];
  for (let code = peek(c); code === QUOTE || atIdentifier(c); code = peek(c)) {
    labels.push(code === QUOTE ? quotedLabel(c) : { ...identifier(c), quoted: false });
    space(c);
  }
  const last = labels.at(-1);
  if (peek(c) === OPEN_BRACE) blocks.push(block(c, name, labels));
  else if (peek(c) === EQUAL && last && !last.quoted) {
    report(c, name.start, last.start, 'An argument has one name.');
    attributes.push(attribute(c, { start: last.start, end: last.end, text: last.text }));
  } else {
    report(c, name.start, last?.end ?? name.end, 'This is neither an argument with "=" nor a block with "{".');
    if (indentedBehind(c, name.start)) blocks.push(block(c, name, labels));
  }
}

/** Reads the name of an argument that stands in quotes by mistake, as in JSON. */
function quotedName(c: Cursor): Identifier | undefined {
  if (peek(c) !== QUOTE) return undefined;
  const start = c.pos;
  const label = quotedLabel(c);
  space(c);
  if (peek(c) !== EQUAL || label.text === '') {
    c.pos = start;
    return undefined;
  }
  report(c, start, label.end + 1, "An argument's name has no quotes.");
  return { start: label.start, end: label.end, text: label.text };
}

function attribute(c: Cursor, name: Identifier): Attribute {
  const equals = c.pos++;
  space(c);
  const value: Expression = peek(c) < 0 || peek(c) === LF ? { ...missing(c), start: equals + 1, end: equals + 1 } : expression(c);
  return { start: name.start, end: value.end, name, value };
}

/** Reads a label in quotes. One that is not closed leaves the brace at the end of its line to the block. */
function quotedLabel(c: Cursor): Label {
  const open = c.pos;
  const template = quoted(c, expression);
  const closed = template.end - open > 1 && c.text.charCodeAt(template.end - 1) === QUOTE;
  let text = '';
  for (const part of template.parts) {
    if (part.kind === 'text') text += part.text;
    else report(c, part.start, part.end, 'A label cannot contain a template sequence.');
  }
  const start = open + 1;
  if (closed) return { start, end: template.end - 1, text, quoted: true };
  const line = c.text.slice(start, template.end).trimEnd();
  if (line.endsWith('{')) {
    c.pos = start + line.length - 1;
    text = line.slice(0, -1).trimEnd();
  }
  return { start, end: start + text.length, text, quoted: true };
}

/** Whether the next line with content is indented deeper than what starts at `start`: the body of a block that has lost its brace. */
function indentedBehind(c: Cursor, start: number): boolean {
  if (peek(c) !== LF || !atLineStart(c, start)) return false;
  const { pos } = c;
  space(c, true);
  const deeper = c.pos < c.end && column(c, c.pos) > column(c, start) && atLineStart(c);
  c.pos = pos;
  return deeper;
}

function column({ text }: Cursor, pos: number): number {
  return pos - (text.lastIndexOf('\n', pos - 1) + 1);
}

/** Reads the body of a block and its braces, or no opening brace if it has lost it. */
function block(c: Cursor, type: Identifier, labels: readonly Label[]): Block {
  const open = c.pos;
  if (peek(c) === OPEN_BRACE) c.pos++;
  const start = c.pos;
  const attributes: Attribute[] = [];
  const blocks: Block[] = [];
  if (c.depth === 0) c.nestsData = type.text === 'check';
  if (c.depth >= maxDepth) {
    report(c, open, open + 1, 'This is nested too deeply to be read.');
    skip(c, false);
  } else {
    c.depth++;
    items(c, attributes, blocks);
    c.depth--;
  }
  const closed = peek(c) === CLOSE_BRACE;
  if (!closed) report(c, open, open + 1, 'This block is not closed.');
  const end = closed ? c.pos++ : c.depth >= maxDepth ? c.pos : lastEnd(start, attributes, blocks);
  const body: Body = { start, end, attributes, blocks };
  return { start: type.start, end: closed ? c.pos : end, type, labels, body };
}

function lastEnd(start: number, attributes: readonly Attribute[], blocks: readonly Block[]): number {
  return Math.max(start, attributes.at(-1)?.end ?? 0, blocks.at(-1)?.end ?? 0);
}

/** Reads what stands in a block up to its closing brace. */
function items(c: Cursor, attributes: Attribute[], blocks: Block[]): void {
  space(c);
  let inLine = peek(c) !== LF;
  for (;;) {
    const line = c.pos;
    space(c, true);
    const code = peek(c);
    const done = code < 0 || code === CLOSE_BRACE;
    if (inLine && attributes.length + blocks.length > 0 && !(done && blocks.length === 0 && lineEnd(c, line) >= c.pos)) {
      report(c, line, line + 1, 'A block in one line holds one argument and closes in that line.');
      inLine = false;
    }
    if (done) return;
    item(c, attributes, blocks);
    itemEnd(c, inLine);
  }
}

/** Moves to the end of the line behind an item, over what does not belong there; stays where another item seems to start or the block ends. */
function itemEnd(c: Cursor, inLine: boolean): void {
  space(c);
  const code = peek(c);
  if (code < 0 || code === LF || (inLine && code === CLOSE_BRACE)) return;
  report(c, c.pos, lineEnd(c, c.pos), 'A new line is missing here.');
  while (c.pos < c.end && !startsItem(c)) {
    skip(c, true);
    const next = peek(c);
    if (next !== CLOSE_PAREN && next !== CLOSE_BRACKET) return;
    c.pos++;
  }
}
