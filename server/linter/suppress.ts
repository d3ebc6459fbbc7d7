import { keptWith } from './perObject.ts';
import type { Finding } from './rule.ts';
import type { SourceFile } from './source.ts';

/** A finding that a comment asks to ignore. */
export interface Suppressed {
  readonly finding: Finding;
  /** The reason the comment gives, possibly empty. */
  readonly reason: string;
}

/** A comment `leastwise: ignore[code, …] until YYYY-MM-DD reason`: on the line it governs or alone above it. Without codes it is none: nobody means to ignore everything. */
interface Suppression {
  readonly codes: readonly string[];
  /** The line it governs, as offsets. */
  readonly start: number;
  readonly end: number;
  readonly until: string | undefined;
  readonly reason: string;
}

const comment = /(?:#|\/\/|\/\*)[ \t]*leastwise:[ \t]*ignore\[([a-z0-9, \t-]+)\](?:[ \t]+until[ \t]+(\d{4}-\d{2}-\d{2}))?[ \t]*([^\r\n]*)/g;

/** Parts the findings into those to show and those that a comment in their file asks to ignore. A comment past its date asks nothing. */
export function suppress(findings: readonly Finding[], now: Date): { findings: Finding[]; suppressed: Suppressed[] } {
  const shown: Finding[] = [];
  const suppressed: Suppressed[] = [];
  const today = now.toISOString().slice(0, 10);
  for (const finding of findings) {
    const { file, start } = finding.span;
    const suppression = suppressionsOf(file).find(
      (each) =>
        each.codes.includes(finding.code) && each.start <= start && start <= each.end && (each.until === undefined || today <= each.until),
    );
    if (suppression) suppressed.push({ finding, reason: suppression.reason });
    else shown.push(finding);
  }
  return { findings: shown, suppressed };
}

const memo = keptWith<SourceFile, readonly Suppression[]>();

function suppressionsOf(file: SourceFile): readonly Suppression[] {
  const known = memo.get(file);
  if (known) return known;
  const all = file.text.includes('leastwise:') ? read(file.text) : [];
  memo.set(file, all);
  return all;
}

function read(text: string): Suppression[] {
  const all: Suppression[] = [];
  for (const match of text.matchAll(comment)) {
    const line = lineAround(text, match.index);
    const alone = text.slice(line.start, match.index).trim() === '';
    const governed = alone ? nextCode(text, line.end) : line;
    const codes = (match[1] ?? '').split(',').map((code) => code.trim());
    all.push({ codes, ...governed, until: match[2], reason: (match[3] ?? '').replace(/\*\/.*$/, '').trim() });
  }
  return all;
}

/** The first line behind `end` that is neither blank nor a comment: comments may stand on each other. */
function nextCode(text: string, end: number): { start: number; end: number } {
  let line = lineAround(text, Math.min(end + 1, text.length));
  while (line.end < text.length && /^\s*(?:$|#|\/\/|\/\*.*\*\/\s*$)/.test(text.slice(line.start, line.end)))
    line = lineAround(text, line.end + 1);
  return line;
}

function lineAround(text: string, offset: number): { start: number; end: number } {
  const end = text.indexOf('\n', offset);
  return { start: text.lastIndexOf('\n', offset - 1) + 1, end: end === -1 ? text.length : end };
}
