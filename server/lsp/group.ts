import { isConfigFile, type Overrides } from '../linter/config.ts';
import type { Failure } from '../linter/judge.ts';
import type { lint, Options, Result } from '../linter/lint.ts';
import type { SourceFile } from '../linter/source.ts';
import type { CalledModules } from './calledModules.ts';
import type { Disk } from './disk.ts';
import type { Settings } from './settings.ts';
import { isBelow } from './uri.ts';

/** Files that are linted together: a workspace folder, the directory of a file outside all folders, or one file alone. */
export interface Group {
  /** The directory that is linted; undefined for a file alone. */
  readonly root: string | undefined;
  /** Whether findings in files that are not open are reported, too. */
  readonly wide: boolean;
  /** Whether the file is linted for its own sake, and not only read for what a module elsewhere says. */
  isOwn(file: SourceFile): boolean;
  /** Resolves when the disk has been read as far as it is outdated, and the settings are known. */
  ready(): Promise<void>;
  /** The present files: what is open stands for what is on the disk. The same array as long as they are the same. */
  files(): readonly SourceFile[];
  /** Lints the present files, to be called when ready; the same files and settings give the same result object. */
  lint(): Result;
  readonly disk: Disk | undefined;
}

/** What a group is made of: without `disk`, only of what is open. */
export interface Sources {
  readonly root?: string;
  readonly disk?: Disk;
  readonly wide?: boolean;
  /** The modules elsewhere that the files call; they are on the disk, too. */
  readonly called?: CalledModules;
  readonly settings: Settings;
  /** Which files on the disk belong to the group and not to a folder further in: another object whenever that may have changed. */
  territory?(): Territory;
  /** The open files of the group, by URI. */
  open(): ReadonlyMap<string, SourceFile>;
}

/** Tells of each file on the disk whether it belongs to a group. */
export type Territory = (uri: string) => boolean;

const everywhere: Territory = () => true;

/** What a group does not know by itself. */
export interface Surroundings {
  /** Asked for at each run. */
  options(): Options;
  /** Hears of each rule that failed. */
  failed(failure: Failure): void;
}

/** A group that lints its files when asked. */
export function openGroup(
  { root, disk, called, wide = false, territory = () => everywhere, settings, open }: Sources,
  { options, failed }: Surroundings,
): Group {
  let prepared: { readonly lint: typeof lint; readonly overrides: Overrides } | undefined;
  let known:
    | {
        readonly owns: Territory;
        readonly revision: number | undefined;
        readonly opened: ReadonlyMap<string, SourceFile>;
        readonly present: readonly SourceFile[];
      }
    | undefined;
  let last: { readonly files: readonly SourceFile[]; readonly overrides: Overrides; readonly result: Result } | undefined;

  function files(): readonly SourceFile[] {
    const [owns, revision, opened] = [territory(), disk?.revision, open()];
    if (known && known.owns === owns && known.revision === revision && sameOpen(known.opened, opened)) return known.present;
    const rest = new Map(opened);
    const present: SourceFile[] = [];
    for (const [uri, file] of disk?.files ?? []) {
      if (!owns(uri)) continue;
      present.push(rest.get(uri) ?? file);
      rest.delete(uri);
    }
    present.push(...rest.values());
    known = { owns, revision, opened, present };
    return present;
  }

  return {
    root,
    wide,
    disk,
    isOwn: (file) => root === undefined || isConfigFile(file) || isBelow(root, file.uri),
    async ready() {
      // Loaded here and not before: who starts the server need not wait for its parsers.
      const { lint } = await import('../linter/lint.ts');
      prepared = { lint, overrides: await settings.overrides(root) };
      await (disk && called ? called.ready(disk, files) : disk?.ready());
    },
    files,
    lint() {
      if (!prepared) throw new Error('The group is not ready.');
      const { lint, overrides } = prepared;
      const present = files();
      if (last?.overrides !== overrides || last.files !== present) {
        last = { files: present, overrides, result: lint(present, { ...options(), overrides }) };
        last.result.failures.forEach(failed);
      }
      return last.result;
    },
  };
}

function sameOpen(some: ReadonlyMap<string, SourceFile>, others: ReadonlyMap<string, SourceFile>): boolean {
  return some.size === others.size && [...some].every(([uri, file]) => others.get(uri) === file);
}
