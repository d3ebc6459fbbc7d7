import { createScanner } from 'jsonc-parser';
import { HOLE } from '../../../iam/text.ts';
import { keptWith } from '../perObject.ts';
import { type SourceFile, type Span, span } from '../source.ts';
import { elementExtents } from './extents.ts';
import { stretches, withHoles } from './parts.ts';
import { encodedValue, type Part, type StringValue, toText, type Value } from './value.ts';

const memo = keptWith<SourceFile, readonly Value[]>();

/** The value of a JSON text, which may have comments and trailing commas; what is broken is left out or unknown. Never throws. Memoized. */
export function parseJson(file: SourceFile): Value | undefined {
  return parseJsonLines(file)[0];
}

/** The values of a JSON text one after another: one, or as many as a newline-delimited text has; a broken line does not touch the others. Memoized. */
export function parseJsonLines(file: SourceFile): readonly Value[] {
  const known = memo.get(file);
  if (known) return known;
  const values = read(file);
  memo.set(file, values);
  return values;
}

/** The JSON value in a string. Its spans are those of the string's own text, whatever it escapes; its holes are the string's; one that encodes a value is that value. */
export function embeddedJson(value: StringValue): Value | undefined {
  const encoded = encodedValue(value);
  if (encoded) return encoded;
  const { text } = toText(value);
  const { cut, span: place } = stretches(value.parts, value.span);
  return parse({ text, span: place, parts: cut, use: value.use, nested: true })[0];
}

/** A text, and where its stretches are written. */
interface Source {
  readonly text: string;
  span(start: number, end: number): Span;
  parts(start: number, end: number): Part[];
  readonly use?: Span;
  /** Whether the text is the content of a string, so that a quote cannot be written as such. */
  readonly nested: boolean;
}

function read(file: SourceFile): Value[] {
  const start = file.text.startsWith('\uFEFF') ? 1 : 0;
  if (!isNewlineDelimited(file, start)) return parse(stretchOf(file, start, file.text.length));
  return [...file.text.matchAll(/[^\r\n]+/g)].flatMap(({ 0: line, index }) =>
    parse(stretchOf(file, index, index + line.length)).slice(0, 1),
  );
}

/** By its name, or because the first line is a whole object and the next begins another. */
function isNewlineDelimited(file: SourceFile, start: number): boolean {
  return /\.(?:ndjson|jsonl)$/i.test(file.name) || /^\s*\{[^\n]*\}[ \t]*\r?\n\s*\{/.test(file.text.slice(start, start + 100_000));
}

function stretchOf(file: SourceFile, from: number, to: number): Source {
  const place = (start: number, end: number): Span => span(file, from + start, from + end);
  const text = file.text.slice(from, to);
  return {
    text,
    span: place,
    parts: (start, end) => (start < end ? [{ text: text.slice(start, end), span: place(start, end) }] : []),
    nested: false,
  };
}

/** An element as it is read; the key's value where it is in a map. */
interface Piece {
  readonly start: number;
  readonly end: number;
  comma: number | undefined;
  readonly key: Key | undefined;
  readonly valueStart: number;
  readonly value: Value;
}

interface Key {
  readonly start: number;
  readonly end: number;
  readonly value: StringValue;
}

/** A collection that is not closed yet. */
interface Frame {
  readonly type: 'map' | 'list';
  readonly start: number;
  readonly pieces: Piece[];
  /** What the next value belongs to, and whether its colon was there. */
  key: Key | undefined;
  colon: boolean;
  complete: boolean;
}

/** Reads all values of the text. There is no recursion: depth costs nothing. */
function parse(source: Source): Value[] {
  const scanner = createScanner(source.text, true);
  const roots: Value[] = [];
  const open: Frame[] = [];

  const add = (value: Value, start: number, end: number): void => {
    const frame = open.at(-1);
    if (!frame) {
      if (value.type !== 'unknown') roots.push(value);
      return;
    }
    if (frame.type === 'map' && frame.key && frame.colon) {
      frame.pieces.push({ start: frame.key.start, end, comma: undefined, key: frame.key, valueStart: start, value });
      frame.key = undefined;
      return;
    }
    const last = frame.pieces.at(-1);
    if (last && last.comma === undefined) frame.complete = false;
    if (frame.type === 'list') frame.pieces.push({ start, end, comma: undefined, key: undefined, valueStart: start, value });
    else setKey(frame, value.type === 'string' ? { start, end, value } : undefined);
  };

  const close = (end: number): void => {
    const frame = open.pop();
    if (!frame) return;
    dropKey(source, frame);
    add(collection(source, frame, end), frame.start, end);
  };

  const closeUpTo = (type: Frame['type'], end: number): void => {
    const depth = open.findLastIndex((frame) => frame.type === type);
    if (depth === -1) {
      const frame = open.at(-1);
      if (frame) frame.complete = false;
      return;
    }
    while (open.length > depth + 1) closeBroken(scanner.getTokenOffset());
    close(end);
  };

  const closeBroken = (end: number): void => {
    const frame = open.at(-1);
    if (frame) frame.complete = false;
    close(end);
  };

  for (scanner.scan(); scanner.getTokenOffset() < source.text.length; scanner.scan()) {
    const start = scanner.getTokenOffset();
    const end = start + scanner.getTokenLength();
    const token = source.text.slice(start, end);
    const frame = open.at(-1);
    switch (token) {
      case '{':
      case '[':
        // An object where a key is due, inside a list of objects: the one before was never closed.
        if (token === '{' && frame?.type === 'map' && !frame.key && open.at(-2)?.type === 'list') closeBroken(start);
        open.push({ type: token === '{' ? 'map' : 'list', start, pieces: [], key: undefined, colon: false, complete: true });
        break;
      case '}':
        closeUpTo('map', end);
        break;
      case ']':
        closeUpTo('list', end);
        break;
      case ',':
        comma(source, frame, start);
        break;
      case ':': {
        // A key inside a list: the list was never closed.
        const parent = open.at(-2);
        const last = frame?.pieces.at(-1);
        if (frame?.type === 'list' && parent?.type === 'map' && last?.value.type === 'string') {
          frame.pieces.pop();
          closeBroken(last.start);
          setKey(parent, { start: last.start, end: last.end, value: last.value });
        }
        colon(source, open.at(-1));
        break;
      }
      default:
        add(scalar(source, token, start, end), start, end);
    }
  }
  while (open.length > 0) closeBroken(source.text.length);
  return roots;
}

/** Takes the key of the next value; one that still waits for its value was half-typed. */
function setKey(frame: Frame, key: Key | undefined): void {
  if (frame.key || !key) frame.complete = false;
  frame.key = key;
  frame.colon = false;
}

/** Ends a key without a value: `"role": ,` has one that nobody knows yet. */
function dropKey(source: Source, frame: Frame): void {
  const { key } = frame;
  if (!key) return;
  if (frame.colon)
    frame.pieces.push({
      start: key.start,
      end: key.end,
      comma: undefined,
      key,
      valueStart: key.end,
      value: unknown(source, key.end, key.end),
    });
  frame.key = undefined;
  frame.complete = false;
}

function comma(source: Source, frame: Frame | undefined, offset: number): void {
  if (!frame) return;
  dropKey(source, frame);
  const last = frame.pieces.at(-1);
  if (last && last.comma === undefined) last.comma = offset;
  else frame.complete = false;
}

function colon(source: Source, frame: Frame | undefined): void {
  if (frame?.type !== 'map') return;
  const last = frame.pieces.at(-1);
  if (frame.key && !frame.colon) frame.colon = true;
  else if (!frame.key && last?.key && last.comma === undefined && last.value.type === 'string') {
    // `"role":` without a value took the next key for it.
    const { key, valueStart, end, value } = last;
    frame.pieces.splice(-1, 1, {
      start: key.start,
      end: key.end,
      comma: undefined,
      key,
      valueStart: key.end,
      value: unknown(source, key.end, key.end),
    });
    frame.key = { start: valueStart, end, value };
    frame.colon = true;
    frame.complete = false;
  } else frame.complete = false;
}

function collection(source: Source, { type, start, pieces, complete }: Frame, end: number): Value {
  const { use } = source;
  const ranges = complete ? elementExtents(source.text, pieces) : [];
  const extent = (index: number): Span | undefined => {
    const range = ranges[index];
    return range && source.span(range.start, range.end);
  };
  const place = source.span(start, end);
  if (type === 'list')
    return { type, span: place, use, complete, items: pieces.map(({ value }, index) => ({ value, extent: extent(index) })) };
  const entries = pieces.flatMap(({ key, value }, index) =>
    key ? [{ key: toText(key.value).text, keySpan: key.value.span, value, extent: extent(index) }] : [],
  );
  return { type, span: place, use, complete, entries };
}

function scalar(source: Source, token: string, start: number, end: number): Value {
  const place = source.span(start, end);
  const base = { span: place, use: source.use };
  const slot = { span: place, prefix: '', suffix: '' };
  if (token.startsWith('"')) return isClosed(token) ? string(source, start + 1, end - 1) : unknown(source, start, end);
  if (token === 'true' || token === 'false') return { ...base, type: 'boolean', value: token === 'true', slot };
  if (token === 'null') return { ...base, type: 'null', slot: source.nested ? undefined : { span: place, prefix: '"', suffix: '"' } };
  const encoded = token === HOLE ? encodedValue({ ...base, type: 'string', parts: source.parts(start, end) }) : undefined;
  if (encoded) return encoded;
  if (/^-?\d/.test(token) && !Number.isNaN(Number(token))) return { ...base, type: 'number', value: Number(token), slot };
  return unknown(source, start, end, token.includes(HOLE) ? 'variable' : 'syntax');
}

function unknown(source: Source, start: number, end: number, reason = 'syntax'): Value {
  return { type: 'unknown', reason, span: source.span(start, end), use: source.use };
}

function isClosed(token: string): boolean {
  return /^"(?:[^"\\]|\\.)*"$/s.test(token);
}

const escapes: Readonly<Record<string, string>> = { b: '\b', f: '\f', n: '\n', r: '\r', t: '\t' };

/** The string whose content is `[start, end)`: one part for each stretch without escapes, one for each escape. */
function string(source: Source, start: number, end: number): StringValue {
  const parts: Part[] = [];
  let last = start;
  for (const { 0: written, index } of source.text.slice(start, end).matchAll(/\\(?:u[0-9a-fA-F]{4}|.)/gs)) {
    const from = start + index;
    const to = from + written.length;
    const code = written[1] ?? '';
    const text =
      code === 'u' && written.length === 6 ? String.fromCharCode(Number.parseInt(written.slice(2), 16)) : (escapes[code] ?? code);
    parts.push(...source.parts(last, from), { text, span: source.span(from, to), use: source.use });
    last = to;
  }
  parts.push(...source.parts(last, end));
  const place = source.span(start, end);
  return { type: 'string', span: place, use: source.use, parts: withHoles(parts, place), slot: { span: place, prefix: '', suffix: '' } };
}
