import { usesOf } from '../linter/identities.ts';
import { toLocation } from './convert.ts';
import type { Place, UsesOfRequest } from './protocol.ts';
import { settledResult } from './reports.ts';
import { guarded, type Session } from './session.ts';

const usesOfMethod: UsesOfRequest['method'] = 'leastwise/usesOf';

/** Answers `leastwise/usesOf`. */
export function provideUsesOf(session: Session): void {
  session.connection.onRequest(
    usesOfMethod,
    guarded(session, [], ({ email }: UsesOfRequest['params']) => places(email, session)),
  );
}

async function places(email: string, session: Session): Promise<readonly Place[]> {
  const found = new Map<string, Place>();
  for (const group of session.workspace.groups) {
    const { model } = await settledResult(group);
    for (const span of usesOf(email, model)) {
      const place = toLocation(span, session);
      found.set(JSON.stringify(place), place);
    }
  }
  return [...found.values()];
}
