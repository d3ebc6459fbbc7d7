import type { Skipped } from '../host/files.ts';
import { type Finding, type Severity, severities } from '../linter/rule.ts';
import { compareText } from '../linter/source.ts';
import type { Suppressed } from '../linter/suppress.ts';
import { shownFiles } from './paths.ts';
import type { UnreadablePath } from './workspaces.ts';

/** What linting found, ready to be shown. */
export interface Report {
  /** The version of Leastwise. */
  readonly version: string;
  /** Absolute; paths are shown relative to it. */
  readonly cwd: string;
  /** How many files were linted. */
  readonly files: number;
  /** How many more the configuration excludes. */
  readonly excluded: number;
  /** Sorted by path, line, column and code. */
  readonly findings: readonly Finding[];
  /** What inline comments ask to ignore, in the same order. */
  readonly suppressed: readonly Suppressed[];
  readonly skipped: readonly Skipped[];
  /** How many problems `--fix` has mended. */
  readonly fixed: number;
  readonly unreadable: readonly UnreadablePath[];
}

/** Whether a severity is at least as grave as the level. */
export function reaches(severity: Severity, level: Severity): boolean {
  return severities.indexOf(severity) <= severities.indexOf(level);
}

/** Whether `--fix` can mend the finding. */
export function isFixable({ fixes }: Finding): boolean {
  return fixes.some(({ safe }) => safe);
}

/** Orders findings by the path that is shown, place and code. */
export function byPlace(cwd: string): (a: Finding, b: Finding) => number {
  const shown = shownFiles(cwd);
  const path = ({ span }: Finding) => shown(span.file.uri);
  return (a, b) => compareText(path(a), path(b)) || a.span.start - b.span.start || compareText(a.code, b.code) || a.span.end - b.span.end;
}
