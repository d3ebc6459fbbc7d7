import type { CST } from 'yaml';
import { type SourceFile, type Span, span } from '../source.ts';
import { withHoles } from './parts.ts';
import type { Slot, StringValue, TextPart, Value } from './value.ts';

/** A scalar in one line or several, quoted or not; `isString` where a tag says so. Undefined while its quote is open. */
export function flowScalar(file: SourceFile, { type, offset, source }: CST.FlowScalar, isString: boolean): Value | undefined {
  const end = offset + source.length;
  if (type === 'single-quoted-scalar' || type === 'double-quoted-scalar') {
    if (!isClosed(source)) return undefined;
    const place = span(file, offset + 1, end - 1);
    return string(place, decode(file, offset + 1, end - 1, type === 'single-quoted-scalar' ? singleQuoted : doubleQuoted), {
      span: place,
      prefix: '',
      suffix: '',
    });
  }
  const place = span(file, offset, end);
  const slot = { span: place, prefix: '', suffix: '' };
  const typed = isString ? undefined : typedScalar(source, place, slot);
  return typed ?? string(place, decode(file, offset, end, plain), slot);
}

const closed = /^(?:'(?:[^']|'')*'|"(?:[^"\\]|\\.)*")$/s;

/** Whether a quoted scalar's source ends with its quote. */
export function isClosed(source: string): boolean {
  return closed.test(source);
}

/** A plain scalar of the core schema that is no string. https://yaml.org/spec/1.2.2/#103-core-schema */
function typedScalar(source: string, place: Span, slot: Slot): Value | undefined {
  if (/^(?:~|[Nn]ull|NULL|)$/.test(source)) return { type: 'null', span: place, slot };
  if (/^(?:[Tt]rue|TRUE|[Ff]alse|FALSE)$/.test(source)) return { type: 'boolean', value: /^t/i.test(source), span: place, slot };
  if (/^(?:0o[0-7]+|0x[0-9a-fA-F]+|[-+]?(?:\.[0-9]+|[0-9]+(?:\.[0-9]*)?)(?:[eE][-+]?[0-9]+)?)$/.test(source)) {
    return { type: 'number', value: Number(source), span: place, slot };
  }
  return undefined;
}

const fold = String.raw`(?<![ \t])[ \t]*\r?\n[ \t\r\n]*`;
const plain = new RegExp(fold, 'g');
const singleQuoted = new RegExp(`''|${fold}`, 'g');
const doubleQuoted = new RegExp(String.raw`\\(?:\r?\n[ \t]*|x[0-9a-fA-F]{2}|u[0-9a-fA-F]{4}|U[0-9a-fA-F]{8}|.)|${fold}`, 'gs');

const escapes: Readonly<Record<string, string>> = {
  '0': '\0',
  a: '\x07',
  b: '\b',
  e: '\x1b',
  f: '\f',
  n: '\n',
  r: '\r',
  t: '\t',
  v: '\v',
  N: '\x85',
  _: '\xa0',
  L: '\u2028',
  P: '\u2029',
  ' ': ' ',
  '"': '"',
  '/': '/',
  '\\': '\\',
  '\t': '\t',
};

/** The parts of `[start, end)`: `special` finds the escapes and the line breaks that are folded. */
function decode(file: SourceFile, start: number, end: number, special: RegExp): TextPart[] {
  const parts: TextPart[] = [];
  let last = start;
  for (const { 0: written, index } of file.text.slice(start, end).matchAll(special)) {
    const from = start + index;
    push(parts, file, last, from);
    last = from + written.length;
    push(parts, file, from, last, meaning(written));
  }
  push(parts, file, last, end);
  return parts;
}

function meaning(written: string): string {
  if (written === "''") return "'";
  if (!written.startsWith('\\')) {
    const breaks = written.split('\n').length - 1;
    return breaks === 1 ? ' ' : '\n'.repeat(breaks - 1);
  }
  if (/^\\\r?\n/.test(written)) return '';
  if (written.length > 2) {
    const code = Number.parseInt(written.slice(2), 16);
    return code > 0x10ffff ? written : String.fromCodePoint(code);
  }
  return escapes[written.charAt(1)] ?? written;
}

/** Adds the stretch, verbatim where no other text is given. */
function push(parts: TextPart[], file: SourceFile, start: number, end: number, text = file.text.slice(start, end)): void {
  if (text !== '') parts.push({ text, span: span(file, start, end) });
}

function string(place: Span, parts: readonly TextPart[], slot?: Slot): StringValue {
  return { type: 'string', span: place, parts: withHoles(parts, place), slot };
}

/** A line of a block scalar without its indentation and line break; `next` is where the following one begins. */
interface Line {
  readonly start: number;
  readonly end: number;
  readonly next: number;
  /** Indented deeper than the block, so that it is not folded. */
  readonly deep: boolean;
}

/** A literal (`|`) or folded (`>`) scalar, a part for each line, and where its text ends. https://yaml.org/spec/1.2.2/#81-block-scalar-styles */
export function blockScalar(file: SourceFile, token: CST.BlockScalar): { value: StringValue; end: number } {
  const header = token.props.find((prop) => prop.type === 'block-scalar-header') as CST.SourceToken | undefined;
  const [, digit] = /([1-9])/.exec(header?.source ?? '') ?? [];
  const lastProp = token.props.at(-1) as CST.SourceToken | undefined;
  const start = lastProp ? lastProp.offset + lastProp.source.length : token.offset;
  const lines = linesOf(file.text, start, start + token.source.length, digit === undefined ? undefined : token.indent + Number(digit));
  const content = lines.findLastIndex(({ start, end }) => start < end) + 1;
  const place = content === 0 ? span(file, start, start) : span(file, lines[0]?.start ?? start, lines[content - 1]?.end ?? start);
  const parts: TextPart[] = [];
  const folded = header?.source.startsWith('>');
  for (let index = 0; index < content; index++) {
    const line = lines[index] as Line;
    push(parts, file, line.start, line.end);
    if (index === content - 1) break;
    if (folded) index = foldBreak(parts, file, lines, index);
    else push(parts, file, line.end, line.next, '\n');
  }
  if (!header?.source.includes('-')) {
    const kept = header?.source.includes('+') ? lines.slice(Math.max(content - 1, 0)) : lines.slice(content - 1, content);
    for (const { end, next } of kept) push(parts, file, end, next, '\n');
  }
  return { value: string(place, parts), end: start + token.source.length };
}

/** Adds what the line breaks behind line `index` become, and gives the last of the blank lines that it took. */
function foldBreak(parts: TextPart[], file: SourceFile, lines: readonly Line[], index: number): number {
  const line = lines[index] as Line;
  let last = index;
  while (lines[last + 1]?.start === lines[last + 1]?.end && lines[last + 1]) last++;
  const next = lines[last + 1];
  const blanks = last - index;
  const empty = line.start === line.end;
  const kept = line.deep || next?.deep || empty ? blanks + 1 : blanks;
  push(parts, file, line.end, next?.start ?? line.next, kept === 0 ? ' ' : '\n'.repeat(kept));
  return last;
}

function linesOf(text: string, from: number, to: number, indent: number | undefined): Line[] {
  const lines: Line[] = [];
  let trim = indent;
  if (trim === undefined) {
    const first = /^(?:[ ]*\r?\n)*([ ]*)[^ \r\n]/.exec(text.slice(from, to));
    trim = first?.[1]?.length ?? 0;
  }
  for (let start = from; start < to; ) {
    const lineBreak = text.indexOf('\n', start);
    const next = lineBreak === -1 || lineBreak >= to ? to : lineBreak + 1;
    let end = next > start && text[next - 1] === '\n' ? next - 1 : next;
    if (end > start && text[end - 1] === '\r') end--;
    let spaces = 0;
    while (spaces < trim && start + spaces < end && text[start + spaces] === ' ') spaces++;
    const content = start + spaces;
    lines.push({ start: content, end, next, deep: text[content] === ' ' || text[content] === '\t' });
    start = next;
  }
  return lines;
}
