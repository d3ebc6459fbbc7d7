/** A stretch of text, in UTF-16 units. */
export interface Range {
  readonly start: number;
  readonly end: number;
}

/** An element of a collection in brackets, and where the comma behind it stands. */
export interface Element extends Range {
  readonly comma: number | undefined;
}

/** For each element the text to delete so that the others stay well-formed: its line, or itself with one comma; undefined where a comma is missing. */
export function elementExtents(text: string, elements: readonly Element[]): (Range | undefined)[] {
  return elements.map(({ start, end, comma }, index) => {
    const previous = elements[index - 1];
    const next = elements[index + 1];
    if (previous && previous.comma === undefined) return undefined;
    if (comma !== undefined) return ownLines(text, start, comma + 1) ?? { start, end: next?.start ?? comma + 1 };
    if (next) return undefined;
    return { start: previous?.comma ?? start, end };
  });
}

const restOfLine = /[ \t]*(?:\r?\n|$)/y;
const commentedRestOfLine = /[ \t]*(?:#[^\n]*)?(?:\n|\r\n|$)/y;

/** The whole lines of `[start, end)` with their line break, where nothing else stands on them. */
export function ownLines(text: string, start: number, end: number): Range | undefined {
  return lines(text, start, end, restOfLine);
}

/** As `ownLines`, where a YAML comment may follow and goes too. */
export function ownYamlLines(text: string, start: number, end: number): Range | undefined {
  return lines(text, start, end, commentedRestOfLine);
}

function lines(text: string, start: number, end: number, rest: RegExp): Range | undefined {
  const from = start - indentation(text, start);
  if (from > 0 && text[from - 1] !== '\n') return undefined;
  if (end > start && text[end - 1] === '\n') return { start: from, end };
  rest.lastIndex = end;
  return rest.test(text) ? { start: from, end: rest.lastIndex } : undefined;
}

/** How many spaces and tabs stand directly before `offset`. */
export function indentation(text: string, offset: number): number {
  let from = offset;
  while (from > 0 && (text[from - 1] === ' ' || text[from - 1] === '\t')) from--;
  return offset - from;
}
