import type { SourceFile, Span } from '../linter/source.ts';

/** Where a span is, counted from 1; columns in UTF-16 units. The end is behind the last character. */
export interface Region {
  readonly line: number;
  readonly column: number;
  readonly endLine: number;
  readonly endColumn: number;
}

/** The region of a span. */
export function regionOf({ file, start, end }: Span): Region {
  const [line, column] = positionOf(file, start);
  const [endLine, endColumn] = positionOf(file, end);
  return { line, column, endLine, endColumn };
}

/** The text of a line, counted from 1, without its line break. */
export function lineText(file: SourceFile, line: number): string {
  const starts = startsOf(file);
  return file.text.slice(starts[line - 1], starts[line]).replace(/[\r\n]+$/, '');
}

function positionOf(file: SourceFile, offset: number): [line: number, column: number] {
  const starts = startsOf(file);
  let low = 0;
  let high = starts.length;
  while (high - low > 1) {
    const middle = (low + high) >> 1;
    if ((starts[middle] ?? 0) <= offset) low = middle;
    else high = middle;
  }
  return [low + 1, offset - (starts[low] ?? 0) + 1];
}

const memo = new WeakMap<SourceFile, readonly number[]>();

/** The offset at which each line starts. */
function startsOf(file: SourceFile): readonly number[] {
  let starts = memo.get(file);
  if (!starts) {
    starts = lineStarts(file.text);
    memo.set(file, starts);
  }
  return starts;
}

function lineStarts(text: string): number[] {
  const starts = [0];
  const lineBreak = /\r\n?|\n/g;
  while (lineBreak.test(text)) starts.push(lineBreak.lastIndex);
  return starts;
}
