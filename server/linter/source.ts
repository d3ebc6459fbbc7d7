/** A text with its name. Immutable: an edit makes a new one, so anything may be memoized per SourceFile. Offsets into `text` are UTF-16 units. */
export class SourceFile {
  readonly uri: string;
  readonly text: string;
  /** The URI up to and without the last slash: the directory, which is the module in Terraform. */
  readonly directory: string;
  /** The last segment of the URI's path, percent-decoded where it can be. */
  readonly name: string;

  constructor(uri: string, text: string) {
    this.uri = uri;
    this.text = text;
    const slash = uri.lastIndexOf('/');
    this.directory = uri.slice(0, Math.max(0, slash));
    this.name = decode(uri.slice(slash + 1));
  }
}

/** The stretch `[start, end)` of a file's text, in UTF-16 units; `0 <= start <= end <= file.text.length`. */
export interface Span {
  readonly file: SourceFile;
  readonly start: number;
  readonly end: number;
}

/** Anything with a place: `span` is where it was written, `use` is the attribute that holds it where that is elsewhere. */
export interface Spanned {
  readonly span: Span;
  readonly use?: Span;
}

/** The span of `file` from `start` to `end`. */
export function span(file: SourceFile, start: number, end: number): Span {
  return { file, start, end };
}

/** The text that a span covers. */
export function textOf({ file, start, end }: Span): string {
  return file.text.slice(start, end);
}

/** Whether `inner` lies in `outer`, edges included. */
export function contains(outer: Span, inner: Span): boolean {
  return outer.file === inner.file && outer.start <= inner.start && inner.end <= outer.end;
}

/** Whether two spans cover the same place of one file. */
export function isSamePlace(one: Span, other: Span): boolean {
  return one.start === other.start && one.end === other.end && one.file === other.file;
}

/** Equal for two spans exactly when they cover the same place of files of the same URI. */
export function placeKey({ file, start, end }: Span): string {
  return `${start}-${end} ${file.uri}`;
}

/** Orders spans by file URI, then start, then end. */
export function compareSpans(a: Span, b: Span): number {
  return (a.file === b.file ? 0 : compareText(a.file.uri, b.file.uri)) || a.start - b.start || a.end - b.end;
}

/** Orders strings by UTF-16 code units, the same on every machine and locale. */
export function compareText(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0;
}

function decode(segment: string): string {
  try {
    return decodeURIComponent(segment);
  } catch {
    return segment;
  }
}
