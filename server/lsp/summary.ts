import { type Finding, severities } from '../linter/rule.ts';
import type { LintRequest, StatusNotification, Summary } from './protocol.ts';
import { findingsIn, settledResult } from './reports.ts';
import { guarded, type Session } from './session.ts';

const lintMethod: LintRequest['method'] = 'leastwise/lint';
const statusMethod: StatusNotification['method'] = 'leastwise/status';

/** Answers `leastwise/lint`. */
export function provideLint(session: Session): void {
  session.connection.onRequest(
    lintMethod,
    guarded(session, null, () => summary(session)),
  );
}

/** Something to call when the findings may have changed: it sends `leastwise/status` where the client wants that and the status is another one. */
export function statusSender(session: Session): () => Promise<void> {
  let last = '';
  return async () => {
    if (!session.client.wantsStatus) return;
    const status: StatusNotification['params'] = await summary(session);
    const text = JSON.stringify(status);
    if (text === last) return;
    last = text;
    await session.connection.sendNotification(statusMethod, status);
  };
}

async function summary({ workspace }: Session): Promise<Summary> {
  const open = new Set([...workspace.documents].map(({ file }) => file));
  const all: Finding[] = [];
  let files = 0;
  for (const group of workspace.groups) {
    const result = await settledResult(group);
    const shown = group.files().filter((file) => group.wide || open.has(file));
    files += shown.length;
    for (const file of shown) all.push(...findingsIn(result, file));
  }
  const count = (severity: string) => all.filter((finding) => finding.severity === severity).length;
  return {
    files,
    findings: Object.fromEntries(severities.map((severity) => [severity, count(severity)])) as Summary['findings'],
    skipped: [...workspace.skipped()].map(([uri, reason]) => ({ uri, reason })),
  };
}
