import { baselineMark } from './baselineFile.ts';
import { decodePath, isConfigFile } from './config.ts';
import { identityOf, pathFrom, subjectOf } from './fingerprint.ts';
import { perObject } from './perObject.ts';
import type { Finding } from './rule.ts';
import { compareText, type SourceFile, type Span, span } from './source.ts';
import type { Parted, Suppressed } from './suppress.ts';
import { parseJson } from './syntax/json.ts';
import { jsonProblem } from './syntax/jsonProblem.ts';
import { entry, literal, property, type Value } from './syntax/value.ts';

/** The version of the form. */
const version = 1;

/** Makes a fingerprint of a text, the same on every machine, from which the text cannot be had: a literal may be a secret. */
export type Digest = (text: string) => string;

/** A finding that was there before, possibly several times. */
export interface Known {
  readonly code: string;
  /** What it is in, from the directory of the baseline: `infra/ resource "google_project_iam_member" "ci"`, or a path. For people. */
  readonly where: string;
  readonly fingerprint: string;
  readonly count: number;
}

/** A baseline, or the first thing that is wrong with it. */
export type BaselineReading = { readonly known: readonly Known[] } | { readonly fault: { readonly at: Span; readonly message: string } };

/** Reads a baseline. Never throws. */
export const readBaseline: (file: SourceFile) => BaselineReading = perObject((file) => {
  const fault = (at: Span, message: string) => ({
    fault: { at, message: `${message} Write the baseline anew: leastwise lint --update-baseline.` },
  });
  const syntax = jsonProblem(file);
  if (syntax) return fault(syntax.span, syntax.message);
  const root = parseJson(file);
  const form = property(root, baselineMark);
  if (form?.type !== 'number' || form.value !== version)
    return fault(
      form?.span ?? span(file, 0, 0),
      `This is no baseline of the form that is read here, which begins with { "${baselineMark}": ${version}.`,
    );
  const findings = property(root, 'findings');
  if (findings?.type !== 'list') return fault(findings?.span ?? form.span, 'A baseline has a list of findings.');
  const known: Known[] = [];
  for (const { value } of findings.items) {
    const each = readKnown(value);
    if (!each) return fault(value.span, 'A finding of a baseline has a code, a where, a fingerprint and a count of at least 1.');
    known.push(each);
  }
  return { known };
});

function readKnown(value: Value): Known | undefined {
  const [code, where, fingerprint] = ['code', 'where', 'fingerprint'].map((key) => literal(entry(value, key)?.value));
  const count = entry(value, 'count')?.value;
  if (code === undefined || where === undefined || fingerprint === undefined) return undefined;
  return count?.type === 'number' && Number.isInteger(count.value) && count.value > 0
    ? { code, where, fingerprint, count: count.value }
    : undefined;
}

/** The text of a baseline that lists the findings, to lie in the directory, and what it is to keep of an earlier one. Findings in configuration files are not listed: they are to be mended. */
export function writeBaseline(findings: readonly Finding[], directory: string, digest: Digest, kept: readonly Known[] = []): string {
  const pathOf = pathFrom(directory);
  const all = new Map(kept.map((each) => [each.fingerprint, each]));
  for (const finding of findings) {
    if (isConfigFile(finding.span.file)) continue;
    const fingerprint = digest(identityOf(finding, pathOf));
    const count = (all.get(fingerprint)?.count ?? 0) + 1;
    all.set(fingerprint, { code: finding.code, where: subjectOf(finding.span, pathOf), fingerprint, count });
  }
  const sorted = [...all.values()].sort(
    (a, b) => compareText(a.where, b.where) || compareText(a.code, b.code) || compareText(a.fingerprint, b.fingerprint),
  );
  const lines = sorted.map(({ code, where, fingerprint, count }) => `    ${JSON.stringify({ code, where, fingerprint, count })}`);
  return `{\n  "${baselineMark}": ${version},\n  "findings": [${lines.length > 0 ? `\n${lines.join(',\n')}\n  ` : ''}]\n}\n`;
}

/** The findings without those that a baseline has, as often as it has them, and the entries that nothing was found for, each with how often. */
export function withoutKnown(
  findings: readonly Finding[],
  file: SourceFile,
  known: readonly Known[],
  digest: Digest,
): Parted & { readonly gone: readonly Known[] } {
  const pathOf = pathFrom(file.directory);
  const left = new Map(known.map((each) => [each.fingerprint, each]));
  const codes = new Set(known.map(({ code }) => code));
  const shown: Finding[] = [];
  const suppressed: Suppressed[] = [];
  for (const finding of findings) {
    const each = codes.has(finding.code) ? left.get(digest(identityOf(finding, pathOf))) : undefined;
    if (!each || each.count === 0) shown.push(finding);
    else {
      suppressed.push({ finding, by: 'baseline', reason: `listed in ${decodePath(file.name)}` });
      left.set(each.fingerprint, { ...each, count: each.count - 1 });
    }
  }
  return { shown, suppressed, gone: [...left.values()].filter(({ count }) => count > 0) };
}
