import { perObject } from './perObject.ts';
import type { SourceFile } from './source.ts';

/** A place as LSP counts: lines and UTF-16 units from 0. A line ends with CR LF, LF or CR. https://microsoft.github.io/language-server-protocol/specifications/lsp/3.17/specification/#position */
export interface Position {
  readonly line: number;
  readonly character: number;
}

/** The position of an offset of the text; of one within a line break, where the break begins. */
export function positionAt(file: SourceFile, offset: number): Position {
  const starts = startsOf(file);
  let low = 0;
  let high = starts.length;
  while (high - low > 1) {
    const middle = (low + high) >> 1;
    if ((starts[middle] ?? 0) <= offset) low = middle;
    else high = middle;
  }
  const start = starts[low] ?? 0;
  return { line: low, character: (offset > start && file.text[offset - 1] === '\r' ? offset - 1 : offset) - start };
}

/** The offset of a position; one outside the text is moved to its nearest edge, one behind a line to the line's end. */
export function offsetAt(file: SourceFile, { line, character }: Position): number {
  const starts = startsOf(file);
  const start = starts[line];
  if (start === undefined) return line < 0 ? 0 : file.text.length;
  return start + Math.min(Math.max(character, 0), lineText(file, line).length);
}

/** The text of a line without its line break. */
export function lineText(file: SourceFile, line: number): string {
  const starts = startsOf(file);
  return file.text.slice(starts[line], starts[line + 1]).replace(/[\r\n]+$/, '');
}

/** The offset at which each line starts. */
const startsOf = perObject(({ text }: SourceFile): readonly number[] => {
  const starts = [0];
  if (text.includes('\r')) {
    const lineBreak = /\r\n?|\n/g;
    while (lineBreak.test(text)) starts.push(lineBreak.lastIndex);
  } else for (let at = text.indexOf('\n'); at >= 0; at = text.indexOf('\n', at + 1)) starts.push(at + 1);
  return starts;
});
