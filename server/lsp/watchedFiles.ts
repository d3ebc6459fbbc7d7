import { DidChangeWatchedFilesNotification, FileChangeType, type FileEvent, WatchKind } from 'vscode-languageserver';
import { isCandidate, isForeignDirectory } from '../host/files.ts';
import { SourceFile } from '../linter/source.ts';
import type { Disk } from './disk.ts';
import type { Files } from './files.ts';
import { guarded, type Session } from './session.ts';
import { canonical, isBelow } from './uri.ts';

/** Files that the linter may read. */
const candidates = '**/*.{tf,tofu,yaml,yml,json,jsonc,ndjson,jsonl}';

/** Handles `workspace/didChangeWatchedFiles`; `changed` is called when an event concerns what is linted. */
export function watchFiles(session: Session, files: Files, changed: () => void): void {
  const { connection, workspace } = session;

  async function take({ uri, type }: FileEvent): Promise<boolean> {
    const key = canonical(uri);
    const name = new SourceFile(key, '').name;
    let concerns = false;
    for (const { root, disk } of workspace.groups) {
      if (!disk || root === undefined || !isBelow(root, key) || foreign(root, key)) continue;
      concerns = (name === '.gitignore' ? unlist(disk) : await tell(disk, key, name, type)) || concerns;
    }
    return concerns;
  }

  async function tell(disk: Disk, uri: string, name: string, type: FileChangeType): Promise<boolean> {
    switch (type) {
      case FileChangeType.Deleted:
        return disk.deleted(uri);
      case FileChangeType.Changed:
        return disk.changed(uri);
      default: {
        // Of a directory that is moved here with all its files, only it may be told.
        const concerns = isCandidate(name) || (await files.under(uri)).length > 0;
        if (concerns) disk.created(uri);
        return concerns;
      }
    }
  }

  connection.onDidChangeWatchedFiles(
    guarded(session, undefined, async ({ changes }) => {
      const concerned = await Promise.all(changes.map(take));
      if (concerned.includes(true)) changed();
    }),
  );
}

/** Asks the client to watch; to be called once it is initialized. */
export async function registerWatchers({ connection, client }: Session): Promise<void> {
  if (!client.watchesFiles) return;
  await connection.client.register(DidChangeWatchedFilesNotification.type, {
    watchers: [
      { globPattern: candidates },
      { globPattern: '**/.gitignore' },
      // Directories, which no pattern tells from files.
      { globPattern: '**', kind: WatchKind.Create | WatchKind.Delete },
    ],
  });
}

function unlist(disk: Disk): boolean {
  disk.unlisted();
  return true;
}

function foreign(root: string, uri: string): boolean {
  return uri.slice(root.length).split('/').some(isForeignDirectory);
}
