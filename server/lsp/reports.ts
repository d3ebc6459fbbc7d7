import { hash } from 'node:crypto';
import { setImmediate } from 'node:timers/promises';
import type { Diagnostic } from 'vscode-languageserver';
import type { Result } from '../linter/lint.ts';
import { keptWith, perObject } from '../linter/perObject.ts';
import type { Finding } from '../linter/rule.ts';
import type { SourceFile } from '../linter/source.ts';
import { type Links, toDiagnostic } from './convert.ts';
import type { Group } from './group.ts';
import type { Session } from './session.ts';
import { canonical } from './uri.ts';

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
  return byFile(result).get(file) ?? [];
}

/** The reports of all files that are to be reported: those with findings in the folders, and the open documents. Keyed by canonical URI. */
export async function currentReports(session: Session): Promise<Map<string, FileReport>> {
  const { workspace } = session;
  const all = new Map<string, FileReport>();
  for (const group of workspace.groups) {
    const result = await settledResult(group);
    for (const file of reportedFiles(session, group, result)) {
      const uri = workspace.clientUri(file);
      all.set(canonical(uri), { ...reportOf(result, file, session), uri, version: workspace.version(file) });
    }
  }
  return all;
}

/** What linting the group gives once the disk is read; messages that have arrived are taken in first. */
export async function settledResult(group: Group): Promise<Result> {
  await group.ready();
  await setImmediate();
  return group.lint();
}

const byFile = perObject((result: Result) => Map.groupBy(result.findings, ({ span }) => span.file));

function toReport(findings: readonly Finding[], links: Links): Report {
  const items = findings.map((finding) => toDiagnostic(finding, links));
  return { id: hash('sha256', JSON.stringify(items), 'base64'), items };
}

function reportedFiles({ workspace }: Session, group: Group, { findings }: Result): Set<SourceFile> {
  const open = [...workspace.documents].filter((document) => document.group === group).map(({ file }) => file);
  return new Set(group.wide ? [...open, ...findings.map(({ span }) => span.file).filter(group.isOwn)] : open);
}
