import { fixAll, type Settled } from '../host/applyFixes.ts';
import type { Result } from '../linter/lint.ts';
import type { SourceFile } from '../linter/source.ts';
import { workspaceEdit } from './edits.ts';
import type { Group } from './group.ts';
import type { FixAllRequest } from './protocol.ts';
import { settledResult } from './reports.ts';
import { guarded, type Session } from './session.ts';

const method: FixAllRequest['method'] = 'leastwise/fixAll';

/** Answers `leastwise/fixAll`. */
export function provideFixAll(session: Session): void {
  session.connection.onRequest(
    method,
    guarded(session, { edit: {}, fixed: 0, files: 0 }, ({ uri }: FixAllRequest['params']) => fixEverything(session, uri)),
  );
}

/** What the safe fixes make of the files of a group that may change: the same as on the command line. To be called when the group is ready. */
export function fixGroup(group: Group, mayChange: (file: SourceFile) => boolean): Settled<Result> {
  const files = new Map(group.files().map((file) => [file.uri, file]));
  let first: Result | undefined = group.lint();
  const analyze = (present: ReadonlyMap<string, SourceFile>) => {
    // What was linted already is looked at and not linted again.
    const result = first ?? group.lintInstead([...present.values()]);
    first = undefined;
    return result;
  };
  return fixAll(files, analyze, mayChange);
}

async function fixEverything(session: Session, uri: string | undefined): Promise<FixAllRequest['result']> {
  const { workspace } = session;
  const place = uri === undefined ? undefined : await workspace.find(uri);
  const changed = new Map<string, readonly Parameters<typeof workspaceEdit>[1][number][]>();
  let fixed = 0;
  for (const group of uri === undefined ? workspace.groups : place ? [place.group] : []) {
    await settledResult(group);
    const settled = fixGroup(group, (file) => (place ? file.uri === place.file.uri : group.isOwn(file) && !changed.has(file.uri)));
    fixed += settled.mended.length;
    for (const [each, { edits }] of settled.changed) changed.set(each, edits);
  }
  return { edit: workspaceEdit(session, [...changed.values()].flat()), fixed, files: changed.size };
}
