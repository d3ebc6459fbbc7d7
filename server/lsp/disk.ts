import { setImmediate } from 'node:timers/promises';
import type { Folder } from '../linter/formats/dataFiles.ts';
import { compareText, SourceFile } from '../linter/source.ts';
import type { Files } from './files.ts';
import { canonical, isBelow, parent } from './uri.ts';

/** How many files are read at once. */
const concurrency = 32;

/** What lies on the disk in one directory, as far as it concerns the linter. It reads nothing until `ready` is called, and then what is outdated. */
export interface Disk {
  /** Resolves when nothing is outdated any more. Never rejects. */
  ready(): Promise<void>;
  /** The files that the linter recognizes or somebody has named, sorted by URI. A file whose text is unchanged stays the same object. */
  readonly files: ReadonlyMap<string, SourceFile>;
  /** What lies in the directories that are wanted, as the linter asked for them. */
  readonly folders: ReadonlyMap<string, Folder>;
  /** Another number whenever `files` or `folders` have changed. */
  readonly revision: number;
  /** Why files were not read, by URI. */
  readonly skipped: ReadonlyMap<string, string>;
  /** Takes these, whatever is in them, among `files` from now on, and lists folders: these and no others. */
  want(named: ReadonlySet<string>, folders: readonly string[]): void;
  /** Whether the file is wanted, or lies in a folder that is. */
  isWanted(uri: string): boolean;
  /** A file or directory was created: it and whatever came with it are looked for. */
  created(uri: string): void;
  /** A file was written. Whether it is one of those listed. */
  changed(uri: string): boolean;
  /** A file, or a directory with all that was in it, is gone. Whether any of it was listed. */
  deleted(uri: string): boolean;
  /** Which files there are has to be found out again. */
  unlisted(): void;
  /** Any of the files may have changed: all are read again. */
  unread(): void;
}

/** The disk below a directory, listed by `list`. */
export function openDisk(list: () => Promise<readonly string[]>, files: Pick<Files, 'read' | 'folder'>): Disk {
  const known = new Set<string>();
  const outdated = new Set<string>();
  const skipped = new Map<string, string>();
  let ours = new Map<string, SourceFile>();
  let candidates: ReadonlySet<string> = new Set();
  let wanted: ReadonlySet<string> = new Set();
  let globs: readonly string[] = [];
  let folders: ReadonlyMap<string, Folder> = new Map();
  let revision = 0;
  let listed = false;
  let reading: Promise<void> | undefined;

  async function update(): Promise<void> {
    const { recognizes } = await import('../linter/lint.ts');
    while (!listed || outdated.size > 0) {
      if (!listed) await relist();
      const batch = [...outdated].slice(0, concurrency);
      for (const uri of batch) outdated.delete(uri);
      await Promise.all(batch.map((uri) => read(uri, recognizes)));
      // The client is answered between two batches.
      await setImmediate();
    }
    ours = new Map([...ours].sort(([a], [b]) => compareText(a, b)));
    revision++;
  }

  async function relist(): Promise<void> {
    listed = true;
    candidates = new Set(await list());
    const found = new Set([...candidates, ...wanted]);
    folders = new Map((await Promise.all(globs.map(folderAt))).flat());
    for (const uri of known) if (!found.has(uri)) forget(uri);
    for (const uri of found) if (!known.has(uri)) outdated.add(uri);
  }

  /** What lies in a folder now, the same object as before where that is the same. */
  async function folderAt(glob: string): Promise<[string, Folder][]> {
    const [before, now] = [folders.get(glob), await files.folder(directoryOf(glob), glob.endsWith('**'))];
    return now ? [[glob, before && JSON.stringify(now) === JSON.stringify(before) ? before : now]] : [];
  }

  async function read(uri: string, recognizes: (file: SourceFile) => boolean): Promise<void> {
    known.add(uri);
    const reading = await files.read(uri);
    // What was deleted in the meantime stays so.
    if (!known.has(uri)) return;
    skipped.delete(uri);
    if (reading && 'skipped' in reading && candidates.has(uri)) skipped.set(uri, reading.skipped);
    const text = reading && 'text' in reading ? reading.text : undefined;
    const kept = ours.get(uri);
    if (kept && kept.text === text && (wanted.has(uri) || recognizes(kept))) return;
    const file = text === undefined ? undefined : new SourceFile(uri, text);
    revision++;
    if (file && (wanted.has(uri) || recognizes(file))) ours.set(uri, file);
    else ours.delete(uri);
  }

  function forget(uri: string): void {
    known.delete(uri);
    outdated.delete(uri);
    skipped.delete(uri);
    ours.delete(uri);
    revision++;
  }

  return {
    async ready() {
      while (reading || !listed || outdated.size > 0) {
        reading ??= update().finally(() => {
          reading = undefined;
        });
        await reading;
      }
    },
    get files() {
      return ours;
    },
    get revision() {
      return revision;
    },
    get folders() {
      return folders;
    },
    skipped,
    want(named, asked) {
      for (const uri of [...wanted, ...named]) {
        if (wanted.has(uri) && named.has(uri)) continue;
        ours.delete(uri);
        outdated.add(uri);
      }
      wanted = named;
      globs = asked;
      listed = false;
    },
    isWanted: (uri) => wanted.has(uri) || globs.some((glob) => isBelow(directoryOf(glob), uri)),
    created(uri) {
      listed = false;
      if (known.has(uri)) outdated.add(uri);
    },
    changed(uri) {
      if (known.has(uri)) outdated.add(uri);
      return known.has(uri);
    },
    deleted(uri) {
      const gone = [...known].filter((each) => each === uri || isBelow(uri, each));
      gone.forEach(forget);
      const isListed = globs.some((glob) => isBelow(directoryOf(glob), uri) || isBelow(uri, canonical(glob)));
      if (isListed || gone.some((each) => wanted.has(each))) listed = false;
      return isListed || gone.length > 0;
    },
    unlisted() {
      listed = false;
    },
    unread() {
      listed = false;
      for (const uri of known) outdated.add(uri);
    },
  };
}

/** The directory whose files a glob of the linter's asks for. */
function directoryOf(glob: string): string {
  return canonical(parent(glob));
}
