import type { Finding, TextEdit } from '../linter/rule.ts';
import { compareSpans, SourceFile, span } from '../linter/source.ts';

/** The edits that fixes make, the texts these make of files, and the findings they mend. */
export interface Fixed {
  readonly edits: ReadonlyMap<SourceFile, readonly TextEdit[]>;
  readonly texts: ReadonlyMap<SourceFile, string>;
  readonly mended: readonly Finding[];
}

/** What is left of files when no safe fix is. */
export interface Settled<Analysis> {
  /** What was found in the end. */
  readonly analysis: Analysis;
  /** The files that are others now, by URI, and the edits that made them so. */
  readonly changed: ReadonlyMap<string, Changed>;
  /** The findings that were mended, in the order of mending. */
  readonly mended: readonly Finding[];
}

/** A file before and after. */
export interface Changed {
  readonly before: SourceFile;
  readonly after: SourceFile;
  /** Edits of `before` that make `after` of it. */
  readonly edits: readonly TextEdit[];
}

/** How often fixing and analyzing alternate at most: a fix may make room for another. */
const rounds = 10;

/** Applies the safe fixes of what is found in the files that `mayChange` allows, and looks again, until none is left. The only way to fix all: every shell goes it. */
export function fixAll<Analysis extends { readonly findings: readonly Finding[] }>(
  files: ReadonlyMap<string, SourceFile>,
  analyze: (files: ReadonlyMap<string, SourceFile>) => Analysis,
  mayChange: (file: SourceFile) => boolean,
): Settled<Analysis> {
  const present = new Map(files);
  const changed = new Map<string, Changed>();
  const mended: Finding[] = [];
  let analysis = analyze(present);
  for (let round = 0; round < rounds; round++) {
    const fixes = applySafeFixes(analysis.findings, mayChange);
    if (fixes.edits.size === 0) break;
    mended.push(...fixes.mended);
    for (const [file, edits] of fixes.edits) {
      const after = new SourceFile(file.uri, fixes.texts.get(file) ?? file.text);
      const earlier = changed.get(file.uri);
      present.set(file.uri, after);
      changed.set(
        file.uri,
        earlier ? { before: earlier.before, after, edits: [difference(earlier.before, after)] } : { before: file, after, edits },
      );
    }
    analysis = analyze(present);
  }
  return { analysis, changed, mended };
}

/** One edit for all that differs. */
function difference(before: SourceFile, after: SourceFile): TextEdit {
  const shorter = Math.min(before.text.length, after.text.length);
  let start = 0;
  while (start < shorter && before.text[start] === after.text[start]) start++;
  let behind = 0;
  while (behind < shorter - start && before.text.at(-1 - behind) === after.text.at(-1 - behind)) behind++;
  return { span: span(before, start, before.text.length - behind), newText: after.text.slice(start, after.text.length - behind) };
}

/**
 * Applies the first safe fix of each finding, as far as fixes do not touch each other and change only files that `mayChange` allows.
 * What is left needs linting again.
 */
export function applySafeFixes(findings: Iterable<Finding>, mayChange: (file: SourceFile) => boolean): Fixed {
  const chosen = new Map<SourceFile, TextEdit[]>();
  const mended: Finding[] = [];
  for (const finding of findings) {
    const edits = finding.fixes.find(({ safe }) => safe)?.edits ?? [];
    if (edits.length === 0 || !edits.every((edit) => mayChange(edit.span.file) && isFree(edit, chosen))) continue;
    mended.push(finding);
    for (const edit of edits) chosen.set(edit.span.file, [...(chosen.get(edit.span.file) ?? []), edit]);
  }
  const edits = new Map([...chosen].map(([file, own]) => [file, own.toSorted((a, b) => compareSpans(a.span, b.span))]));
  return { edits, texts: new Map([...edits].map(([file, own]) => [file, applyEdits(file, own)])), mended };
}

/** The file's text with the edits made, which must not overlap; their line breaks become those of the file. */
export function applyEdits({ text }: SourceFile, edits: readonly TextEdit[]): string {
  const lineBreak = text.includes('\r\n') ? '\r\n' : '\n';
  const parts: string[] = [];
  let behind = 0;
  for (const { span, newText } of edits.toSorted((a, b) => a.span.start - b.span.start || a.span.end - b.span.end)) {
    parts.push(text.slice(behind, span.start), newText.replace(/\r\n|\n/g, lineBreak));
    behind = span.end;
  }
  return parts.join('') + text.slice(behind);
}

/** Whether no chosen edit overlaps or adjoins this one: two insertions in one place have no order. */
function isFree({ span }: TextEdit, chosen: ReadonlyMap<SourceFile, readonly TextEdit[]>): boolean {
  return (chosen.get(span.file) ?? []).every(({ span: other }) => span.end < other.start || other.end < span.start);
}
