import { DidChangeWatchedFilesNotification, FileChangeType, type FileEvent, WatchKind } from 'vscode-languageserver';
import { isCandidate, isForeignDirectory } from '../host/files.ts';
import { configNames, isConfigFile } from '../linter/config.ts';
import { SourceFile } from '../linter/source.ts';
import type { Disk } from './disk.ts';
import type { Files } from './files.ts';
import { guarded, type Session } from './session.ts';
import { canonical, isBelow, parent } from './uri.ts';

/** Files that the linter may read. */
const candidates = '**/*.{tf,tofu,tfvars,yaml,yml,json,jsonc,ndjson,jsonl,csv}';

/** What baselines above the folders are called, as far as they are watched. */
const baselines = /baseline.*\.json$/;

/** Handles `workspace/didChangeWatchedFiles`; `changed` is called when an event concerns what is linted. */
export function watchFiles(session: Session, files: Files, changed: () => void): void {
  const { connection, workspace } = session;

  async function take({ uri, type }: FileEvent): Promise<boolean> {
    const key = canonical(uri);
    const { name } = new SourceFile(key, '');
    let concerns = false;
    for (const { root, disk } of workspace.groups) {
      if (disk && (isConfigFile({ name }) || baselines.test(name)) && (root === undefined || !isBelow(root, key)))
        concerns = reread(disk, key);
      // A module elsewhere that is called from here.
      if (disk?.files.has(key) && root !== undefined && !isBelow(root, key)) concerns = (await tell(disk, key, name, type)) || concerns;
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
        const concerns = isCandidate(name) || disk.isWanted(uri) || (await files.under(uri)).length > 0;
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

/** Something that asks the client to watch for configuration files above the folders, each directory once; to be called whenever the folders have changed. */
export function configWatcher({ connection, client, workspace }: Session): () => Promise<void> {
  const watched = new Set<string>();
  return async () => {
    if (!client.watchesFiles || !client.watchesOutside) return;
    const roots = [...workspace.groups].flatMap(({ root, wide }) => (root !== undefined && wide ? [root] : []));
    const fresh = [...new Set(roots.flatMap(directoriesAbove))].filter((directory) => !watched.has(directory));
    if (fresh.length === 0) return;
    for (const directory of fresh) watched.add(directory);
    await connection.client.register(DidChangeWatchedFilesNotification.type, {
      watchers: fresh.map((baseUri) => ({ globPattern: { baseUri, pattern: `{${configNames.join(',')},*baseline*.json}` } })),
    });
  };
}

/** The directories that hold the resource, from the one it lies in up to the root. */
function directoriesAbove(uri: string): string[] {
  const above = parent(uri);
  return /^[a-z][a-z0-9+.-]*:\/\/[^/]*$/i.test(above) ? [`${above}/`] : [above, ...directoriesAbove(above)];
}

function unlist(disk: Disk): boolean {
  disk.unlisted();
  return true;
}

/** Takes that a configuration file outside the group's directory was created, written or deleted. */
function reread(disk: Disk, uri: string): boolean {
  disk.changed(uri);
  return unlist(disk);
}

function foreign(root: string, uri: string): boolean {
  return uri.slice(root.length).split('/').some(isForeignDirectory);
}
