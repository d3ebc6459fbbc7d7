import { hash } from 'node:crypto';
import { setImmediate } from 'node:timers/promises';
import type { Diagnostic } from 'vscode-languageserver';
import type { Result } from '../linter/lint.ts';
import { keptWith } from '../linter/perObject.ts';
import type { Finding } from '../linter/rule.ts';
import { compareText, type SourceFile } from '../linter/source.ts';
import { type Links, toDiagnostic } from './convert.ts';
import type { Group, State } from './group.ts';
import type { Session } from './session.ts';
import { canonical } from './uri.ts';
import type { OpenDocument, Place } from './workspace.ts';

/** The diagnostics of one file. */
export interface Report {
  /** Equal for equal diagnostics, also after a restart of the server. */
  readonly id: string;
  readonly items: readonly Diagnostic[];
}

/** A report and the file that it is about. */
export interface FileReport extends Report {
  /** As the client writes it. */
  readonly uri: string;
  readonly version: number | null;
}

/** The report of one file of a lint result. */
export function reportOf(result: Result, file: SourceFile, links: Links): Report {
  const findings = findingsIn(result, file);
  const before = reports.get(file);
  if (before && before.links === links && sameItems(before.findings, findings)) return before.report;
  const report = toReport(findings, links);
  reports.set(file, { findings, links, report });
  return report;
}

/** The last report of each file: most findings are the same objects in one result and the next. */
const reports = keptWith<SourceFile, { readonly findings: readonly Finding[]; readonly links: Links; readonly report: Report }>();

function sameItems(some: readonly Finding[], others: readonly Finding[]): boolean {
  return some.length === others.length && some.every((each, index) => each === others[index]);
}

/** The findings whose place is in the file, in their order. */
export function findingsIn(result: Result, file: SourceFile): readonly Finding[] {
  const { findings } = result;
  let low = 0;
  for (let high = findings.length; low < high; ) {
    const middle = (low + high) >> 1;
    const at = findings[middle];
    if (at && compareText(at.span.file.uri, file.uri) < 0) low = middle + 1;
    else high = middle;
  }
  let end = low;
  while (findings[end]?.span.file === file) end++;
  return findings.slice(low, end);
}

/** The reports of all files that are to be reported: those with findings in the folders, and the open documents. Keyed by canonical URI. */
export async function currentReports(session: Session): Promise<Map<string, FileReport>> {
  const { workspace } = session;
  const all = new Map<string, FileReport>();
  const add = (report: FileReport) => all.set(canonical(report.uri), report);
  for (const group of workspace.groups) {
    await settledResult(group);
    const { result } = toldOf(group);
    const found = group.wide && group.settings.workspace ? (result?.findings ?? []) : [];
    for (const file of new Set(found.map(({ span }) => span.file).filter(group.isOwn)))
      add({ ...placeReport({ file, saved: file, group }, session), uri: workspace.clientUri(file), version: null });
    for (const document of [...workspace.documents].filter((each) => each.group === group))
      add({ ...placeReport(document, session), ...shownAs(document) });
  }
  return all;
}

/** The report of a place as the settings want it: of what is there, of what was saved last, or without findings. */
export function placeReport({ file, saved, group }: Place, session: Session): Report {
  const { state, result } = toldOf(group);
  const shown = state === 'saved' ? saved : file;
  return result && shown ? reportOf(result, shown, session) : toReport([], session);
}

/** What the settings want told of a group, to be asked when it is ready: the findings in one state of its documents, or nothing. */
export function toldOf(group: Group): { readonly state: State; readonly result: Result | undefined } {
  const { run } = group.settings;
  const state = run === 'onSave' ? 'saved' : 'present';
  return { state, result: run === 'off' ? undefined : group.lint(state) };
}

/** A document whose saved text is reported has no version while it is another one that is shown. */
function shownAs({ uri, version, file, saved, group }: OpenDocument): Pick<FileReport, 'uri' | 'version'> {
  return { uri, version: group.settings.run === 'onSave' && saved !== file ? null : version };
}

/** What linting the group gives once the disk is read; messages that have arrived are taken in first. */
export async function settledResult(group: Group): Promise<Result> {
  await group.ready();
  await setImmediate();
  return group.lint();
}

/** The same with the file of the place as it was when somebody asked about it: a document may have been edited since. */
export async function resultAt({ group, file }: Place): Promise<Result> {
  const result = await settledResult(group);
  const files = group.files();
  return files.includes(file) ? result : group.lintInstead(files.map((each) => (each.uri === file.uri ? file : each)));
}

function toReport(findings: readonly Finding[], links: Links): Report {
  const items = findings.map((finding) => toDiagnostic(finding, links));
  return { id: hash('sha256', JSON.stringify(items), 'base64'), items };
}
