import { type Finding, severities } from '../linter/rule.ts';
import type { Group } from './group.ts';
import type { LintRequest, StatusNotification, Summary } from './protocol.ts';
import { findingsIn, settledResult } from './reports.ts';
import { guarded, type Session } from './session.ts';

const lintMethod: LintRequest['method'] = 'leastwise/lint';
const statusMethod: StatusNotification['method'] = 'leastwise/status';

/** Answers `leastwise/lint`. */
export function provideLint(session: Session): void {
  session.connection.onRequest(
    lintMethod,
    guarded(session, null, () => summary(session, () => true)),
  );
}

/** Something to call when the findings may have changed: it sends `leastwise/status` where the client wants that and the status is another one. */
export function statusSender(session: Session): () => Promise<void> {
  let last = '';
  return async () => {
    if (!session.client.wantsStatus) return;
    const status: StatusNotification['params'] = await summary(session, tellsEverything);
    const text = JSON.stringify(status);
    if (text === last) return;
    last = text;
    await session.connection.sendNotification(statusMethod, status);
  };
}

/** Whether findings in files that are not open are told. */
function tellsEverything({ settings }: Group): boolean {
  return settings.workspace && settings.run !== 'off';
}

/** All that is linted in the groups of which everything counts, and what is open in the others. */
async function summary({ workspace }: Session, counts: (group: Group) => boolean): Promise<Summary> {
  const open = new Set([...workspace.documents].map(({ file }) => file));
  const all: Finding[] = [];
  // A configuration file above several folders is in the group of each.
  const files = new Set<string>();
  let linted = 0;
  for (const group of workspace.groups) {
    const result = await settledResult(group);
    const told = counts(group) || group.settings.run !== 'off';
    const isLinted = new Set(result.linted);
    for (const file of group.files()) {
      if (!told || !group.isOwn(file) || !((group.wide && counts(group)) || open.has(file)) || files.has(file.uri)) continue;
      files.add(file.uri);
      all.push(...findingsIn(result, file));
      if (isLinted.has(file)) linted++;
    }
  }
  const count = (severity: string) => all.filter((finding) => finding.severity === severity).length;
  return {
    files: linted,
    findings: Object.fromEntries(severities.map((severity) => [severity, count(severity)])) as Summary['findings'],
    skipped: [...workspace.skipped()].map(([uri, reason]) => ({ uri, reason })),
  };
}
