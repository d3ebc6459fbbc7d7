import type { Finding, TextEdit } from '../linter/rule.ts';
import type { SourceFile } from '../linter/source.ts';

/** The texts that fixes make of files, and the findings they mend. */
export interface Fixed {
  readonly texts: ReadonlyMap<SourceFile, string>;
  readonly mended: readonly Finding[];
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
  return { texts: new Map([...chosen].map(([file, edits]) => [file, applyEdits(file, edits)])), mended };
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
