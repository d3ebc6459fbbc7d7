import { receivers } from '../linter/audiences.ts';
import { toLocation } from './convert.ts';
import type { AudiencesRequest, ServiceAudiences } from './protocol.ts';
import { settledResult } from './reports.ts';
import { guarded, type Session } from './session.ts';

const audiencesMethod: AudiencesRequest['method'] = 'leastwise/audiences';

/** Answers `leastwise/audiences`. */
export function provideAudiences(session: Session): void {
  session.connection.onRequest(
    audiencesMethod,
    guarded(session, [], () => services(session)),
  );
}

async function services(session: Session): Promise<readonly ServiceAudiences[]> {
  const found = new Map<string, ServiceAudiences>();
  for (const group of session.workspace.groups) {
    const { model } = await settledResult(group);
    for (const { workload, url, audiences } of receivers(model)) {
      const service = { service: workload.name ?? workload.title, url, audiences, at: toLocation(workload.span, session) };
      found.set(JSON.stringify(service), service);
    }
  }
  return [...found.values()];
}
