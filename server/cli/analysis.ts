import { fixAll } from '../host/applyFixes.ts';
import { save } from '../host/save.ts';
import type { Failure } from '../linter/judge.ts';
import { lint, type Options } from '../linter/lint.ts';
import type { Finding } from '../linter/rule.ts';
import type { Suppressed } from '../linter/suppress.ts';
import { byPlace } from './report.ts';
import { type Input, membersOf } from './workspaces.ts';

/** The findings of all workspaces together. */
export interface Analysis {
  readonly findings: readonly Finding[];
  readonly suppressed: readonly Suppressed[];
  /** How many entries of baselines are not found any more. */
  readonly gone: number;
  /** The URIs of the files that the configuration leaves out. */
  readonly excluded: ReadonlySet<string>;
  /** Rules that failed somewhere, each once. */
  readonly failures: readonly Failure[];
}

/** What is left after fixing. */
export interface FixedAnalysis extends Analysis {
  readonly fixed: number;
  /** The files that could not be written, by URI, and why. */
  readonly unwritable: ReadonlyMap<string, string>;
}

/** Lints every workspace and reports, once each, what is asked for and `wanted`, sorted by path, line, column and code. */
export function analyze(
  input: Pick<Input, 'workspaces' | 'files' | 'folders'>,
  options: Options,
  cwd: string,
  wanted: (finding: Finding) => boolean,
): Analysis {
  const findings = new Map<string, Finding>();
  const suppressed = new Map<string, Suppressed>();
  const failures = new Map<string, Failure>();
  const gone = new Set<string>();
  const excluded = new Set<string>();
  for (const workspace of input.workspaces) {
    const { reported, whole } = workspace;
    const result = lint(membersOf(workspace, input), { ...options, whole, folders: input.folders });
    for (const { fingerprint } of result.gone) gone.add(fingerprint);
    for (const { uri } of result.excluded) excluded.add(uri);
    for (const failure of result.failures) addNew(failures, failure.code, failure);
    const counts = (finding: Finding) => reported.has(finding.span.file.uri) && wanted(finding);
    for (const finding of result.findings) if (counts(finding)) addNew(findings, keyOf(finding), finding);
    for (const each of result.suppressed) if (counts(each.finding)) addNew(suppressed, keyOf(each.finding), each);
  }
  const compare = byPlace(cwd);
  return {
    findings: [...findings.values()].sort(compare),
    suppressed: [...suppressed.values()].sort((a, b) => compare(a.finding, b.finding)),
    gone: gone.size,
    excluded,
    failures: [...failures.values()],
  };
}

/** Analyzes, applies the safe fixes of what is found until none is left, writes the files and reports what remains. */
export async function analyzeAndFix(
  input: Input,
  options: Options,
  cwd: string,
  wanted: (finding: Finding) => boolean,
): Promise<FixedAnalysis> {
  const reported = new Set(input.workspaces.flatMap((workspace) => [...workspace.reported]));
  const run = (files: Input['files']) => analyze({ ...input, files }, options, cwd, wanted);
  const { analysis, changed, mended } = fixAll(input.files, run, ({ uri }) => reported.has(uri));
  const unwritable = new Map<string, string>();
  for (const [uri, { before, after }] of changed) {
    const reason = after.text === before.text ? undefined : await save(before, after.text);
    if (reason !== undefined) unwritable.set(uri, reason);
  }
  // Nothing is reported as mended that was not written.
  const written = [...changed].filter(([uri]) => !unwritable.has(uri)).map(([uri, { after }]) => [uri, after] as const);
  const remaining = unwritable.size > 0 ? run(new Map([...input.files, ...written])) : analysis;
  const fixed = mended.filter(({ span }) => !unwritable.has(span.file.uri)).length;
  return { ...remaining, fixed, unwritable };
}

function addNew<Value>(map: Map<string, Value>, key: string, value: Value): void {
  if (!map.has(key)) map.set(key, value);
}

function keyOf({ code, span }: Finding): string {
  return `${code} ${span.start}-${span.end} ${span.file.uri}`;
}
