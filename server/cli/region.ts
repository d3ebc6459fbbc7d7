import { positionAt } from '../linter/lines.ts';
import type { Span } from '../linter/source.ts';

/** Where a span is, counted from 1; columns in UTF-16 units. The end is behind the last character. */
export interface Region {
  readonly line: number;
  readonly column: number;
  readonly endLine: number;
  readonly endColumn: number;
}

/** The region of a span. */
export function regionOf({ file, start, end }: Span): Region {
  const [first, last] = [positionAt(file, start), positionAt(file, end)];
  return { line: first.line + 1, column: first.character + 1, endLine: last.line + 1, endColumn: last.character + 1 };
}
