import { perObject } from '../perObject.ts';
import { type SourceFile, type Span, span } from '../source.ts';
import { stretches } from './parts.ts';
import { type Item, type Part, type StringValue, toText, type Value } from './value.ts';

/** More cells than this are nobody's configuration. */
const mostCells = 100_000;

/** The table of a CSV text, a map by its first row for each other one, as Terraform's `csvdecode` has it; unknown where it is none. Never throws. Memoized. */
export const parseCsv: (file: SourceFile) => Value = perObject((file) => {
  const place = (start: number, end: number) => span(file, start, end);
  const whole = place(0, file.text.length);
  const parts = (start: number, end: number): Part[] => [{ text: file.text.slice(start, end), span: place(start, end) }];
  return table({ text: file.text, whole, span: place, parts });
});

/** The same for the CSV in a string. Its spans are those of the string's own text; its holes are the string's. */
export function embeddedCsv(value: StringValue): Value {
  const { cut, span: place } = stretches(value.parts, value.span);
  return table({ text: toText(value).text, whole: value.span, span: place, parts: cut, use: value.use });
}

/** A text, and where its stretches are written. */
interface Source {
  readonly text: string;
  readonly whole: Span;
  span(start: number, end: number): Span;
  parts(start: number, end: number): readonly Part[];
  readonly use?: Span;
}

/** The content of a cell, without quotes. */
interface Cell {
  readonly start: number;
  readonly end: number;
  readonly quoted: boolean;
}

function table(source: Source): Value {
  const { whole, use } = source;
  const [header, ...rows] = readRows(source.text) ?? [];
  if (!header || rows.some(({ length }) => length !== header.length)) return { type: 'unknown', reason: 'syntax', span: whole, use };
  const keys = header.map((cell) => ({ key: toText(cellValue(source, cell)).text, keySpan: source.span(cell.start, cell.end) }));
  const items = rows.map((row): Item => {
    const [first, last] = [row[0], row.at(-1)];
    const entries = keys.flatMap((key, column) => {
      const cell = row[column];
      return cell ? [{ ...key, value: cellValue(source, cell) }] : [];
    });
    return { value: { type: 'map', entries, complete: true, span: source.span(first?.start ?? 0, last?.end ?? 0), use } };
  });
  return { type: 'list', items, complete: true, span: whole, use };
}

/** The rows that are not empty; undefined where a quote is not closed or stands inside of a cell. https://www.rfc-editor.org/rfc/rfc4180#section-2 */
function readRows(text: string): Cell[][] | undefined {
  const rows: Cell[][] = [];
  let row: Cell[] = [];
  const content = /[^",\r\n]*/y;
  const end = /,|\r?\n|$/y;
  for (let at = 0, cells = 0; at < text.length || row.length > 0; cells++) {
    const quoted = text[at] === '"';
    content.lastIndex = at;
    const start = quoted ? at + 1 : at;
    const stop = quoted ? closingQuote(text, start) : at + (content.exec(text)?.[0].length ?? 0);
    end.lastIndex = quoted ? stop + 1 : stop;
    const separator = stop === -1 ? undefined : end.exec(text)?.[0];
    if (separator === undefined || cells === mostCells) return undefined;
    row.push({ start, end: stop, quoted });
    at = end.lastIndex;
    if (separator === ',') continue;
    if (quoted || row.length > 1 || start < stop) rows.push(row);
    row = [];
  }
  return rows;
}

function closingQuote(text: string, from: number): number {
  let at = text.indexOf('"', from);
  while (at !== -1 && text[at + 1] === '"') at = text.indexOf('"', at + 2);
  return at;
}

/** A part for each stretch, and one for each quote, which is written twice. */
function cellValue(source: Source, { start, end, quoted }: Cell): StringValue {
  const parts: Part[] = [];
  let last = start;
  const add = (to: number) => last < to && parts.push(...source.parts(last, to));
  for (let at = quoted ? source.text.indexOf('""', start) : -1; at !== -1 && at < end; at = source.text.indexOf('""', last)) {
    add(at);
    last = at + 2;
    parts.push({ text: '"', span: source.span(at, last) });
  }
  add(end);
  return { type: 'string', parts, span: source.span(start, end), use: source.use };
}
