import { statSync } from 'node:fs';
import { writeFile } from 'node:fs/promises';
import { digest } from '../host/digest.ts';
import { readSource, reasonOf } from '../host/files.ts';
import { type Known, readBaseline, writeBaseline } from '../linter/baseline.ts';
import { isBaseline } from '../linter/baselineFile.ts';
import type { BaselineSetting } from '../linter/config.ts';
import { lint, type Options } from '../linter/lint.ts';
import type { Finding } from '../linter/rule.ts';
import { SourceFile } from '../linter/source.ts';
import { CommandError } from './io.ts';
import { fileUri, pathOfUri, shownFile } from './paths.ts';
import { regionOf } from './region.ts';
import { type Input, membersOf } from './workspaces.ts';

/** The baseline that a command line names, which has to be one unless it is to be written. Throws a CommandError that says where it is wrong, and what to do. */
export function baselineAt(path: string, shown: string, { toWrite }: { readonly toWrite: boolean }): BaselineSetting {
  const reading = readSource(path);
  if (toWrite) return { uri: fileUri(path) };
  if (!reading || 'skipped' in reading)
    throw new CommandError(
      `cannot read ${shown}: ${reading?.skipped.reason ?? 'it is not text'}. To write it: leastwise lint --baseline ${shown} --update-baseline.`,
    );
  const baseline = readBaseline(reading.file);
  if ('known' in baseline) return { uri: reading.file.uri };
  const { line, column } = regionOf(baseline.fault.at);
  throw new CommandError(`${shown}:${line}:${column}: ${baseline.fault.message}`);
}

/**
 * Writes what is found now to the baselines that the configuration or the command line names, and gives back the input with them. What they list of directories
 * that are not linted stays. Throws a CommandError where there is no baseline to write, or it cannot be written.
 */
export async function updateBaselines(input: Input, options: Options, cwd: string): Promise<Input> {
  const findings = new Map<string, Map<string, Finding>>();
  for (const workspace of input.workspaces) {
    // Without a digest baselines do not apply.
    const result = lint(membersOf(workspace, input), { ...options, digest: undefined, whole: workspace.whole, folders: input.folders });
    for (const file of result.linted) {
      const { baseline } = result.configOf(file);
      if (baseline && workspace.reported.has(file.uri))
        findings.set(pathOfUri(baseline.uri), findings.get(pathOfUri(baseline.uri)) ?? new Map());
    }
    for (const finding of result.findings) {
      const { baseline } = result.configOf(finding.span.file);
      if (!baseline || !workspace.reported.has(finding.span.file.uri)) continue;
      findings
        .get(pathOfUri(baseline.uri))
        ?.set(`${finding.code} ${finding.span.start}-${finding.span.end} ${finding.span.file.uri}`, finding);
    }
  }
  if (findings.size === 0 && options.overrides?.baseline) findings.set(pathOfUri(options.overrides.baseline.uri), new Map());
  if (findings.size === 0)
    throw new CommandError('there is no baseline to update: name one by --baseline FILE, or by the key "baseline" in leastwise.jsonc.');

  for (const path of findings.keys()) refuseOther(path, cwd);
  const files = new Map(input.files);
  for (const [path, own] of findings) {
    const file = new SourceFile(fileUri(path), writeBaseline([...own.values()], directoryOf(path), digest, kept(path, input)));
    try {
      await writeFile(path, file.text);
    } catch (error) {
      throw new CommandError(`cannot write ${shownFile(file.uri, cwd)}: ${reasonOf(error)}.`);
    }
    files.set(file.uri, file);
  }
  const written = [...findings.keys()].map(fileUri);
  return {
    ...input,
    files,
    workspaces: input.workspaces.map((each) => ({ ...each, members: [...new Set([...each.members, ...written])] })),
  };
}

/** Throws a CommandError where a file that is no baseline would be overwritten. */
function refuseOther(path: string, cwd: string): void {
  if (!statSync(path, { throwIfNoEntry: false })?.isFile()) return;
  const reading = readSource(path);
  if (reading && 'file' in reading && (isBaseline(reading.file) || reading.file.text.trim() === '')) return;
  throw new CommandError(
    `${shownFile(fileUri(path), cwd)} is no baseline and would be overwritten: name another file, or delete it first.`,
  );
}

/** What the baseline lists of directories that are not linted now. */
function kept(path: string, { workspaces }: Input): readonly Known[] {
  const reading = readSource(path);
  const baseline = reading && 'file' in reading ? readBaseline(reading.file) : undefined;
  if (!baseline || 'fault' in baseline) return [];
  const directory = directoryOf(path);
  return baseline.known.filter(
    ({ where }) => !workspaces.some(({ whole }) => whole !== undefined && isBelow(whole, `${directory}/${where}`)),
  );
}

/** Whether a path, given from a directory and possibly leading out of it, lies below another. */
function isBelow(whole: string, path: string): boolean {
  return new URL(path).href.startsWith(`${whole}/`);
}

function directoryOf(path: string): string {
  return new SourceFile(fileUri(path), '').directory;
}
