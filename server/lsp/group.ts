import { isBaseline } from '../linter/baselineFile.ts';
import { isConfigFile } from '../linter/config.ts';
import type { Failure } from '../linter/judge.ts';
import type { edited, lint, Options, Result } from '../linter/lint.ts';
import type { SourceFile } from '../linter/source.ts';
import type { CalledModules } from './calledModules.ts';
import type { Disk } from './disk.ts';
import type { FolderSettings, Settings } from './settings.ts';
import { isBelow } from './uri.ts';

/** Files that are linted together: a workspace folder, the directory of a file outside all folders, or one file alone. */
export interface Group {
  /** The directory that is linted; undefined for a file alone. */
  readonly root: string | undefined;
  /** Whether it has more files than those that are open, and what these need. */
  readonly wide: boolean;
  /** What the client has set; to be asked when ready. */
  readonly settings: FolderSettings;
  /** Whether the file is linted for its own sake, and not only read for what a module elsewhere says. */
  isOwn(file: SourceFile): boolean;
  /** Resolves when the disk has been read as far as it is outdated, and the settings are known. */
  ready(): Promise<void>;
  /** The files: what is open, as it is or as it was saved, stands for what is on the disk. The same array as long as they are the same. */
  files(state?: State): readonly SourceFile[];
  /** Lints the files, to be called when ready; the same files and settings give the same result object. */
  lint(state?: State): Result;
  /** Lints other files in their place, not to be kept. */
  lintInstead(files: readonly SourceFile[], options?: Partial<Options>): Result;
  readonly disk: Disk | undefined;
}

/** Of open documents: as they are now, or as they were saved last. */
export type State = 'present' | 'saved';

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
  /** Whether no folder further in takes a part of the group's directory. */
  isWhole?(): boolean;
  /** The open files of the group, by URI. */
  open(state: State): ReadonlyMap<string, SourceFile>;
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
  { root, disk, called, wide = false, territory = () => everywhere, isWhole = () => false, settings, open }: Sources,
  { options, failed }: Surroundings,
): Group {
  let prepared: { readonly lint: typeof lint; readonly edited: typeof edited; readonly settings: FolderSettings } | undefined;
  const views = { present: view('present'), saved: view('saved') };

  function asPrepared() {
    if (!prepared) throw new Error('The group is not ready.');
    return prepared;
  }

  function lintInstead(files: readonly SourceFile[], other: Partial<Options> = {}): Result {
    const { lint, settings } = asPrepared();
    // Of a virtual folder only what is open is here.
    const whole = isWhole() && root?.startsWith('file:') ? root : undefined;
    return lint(files, { ...options(), overrides: settings.overrides, whole, folders: disk?.folders, ...other });
  }

  /** The files in one state, and what linting them has given. */
  function view(state: State) {
    let known: Files | undefined;
    let last: { readonly files: readonly SourceFile[]; readonly settings: FolderSettings; readonly result: Result } | undefined;

    function files(): readonly SourceFile[] {
      const [owns, revision, opened] = [territory(), disk?.revision, open(state)];
      if (known && known.owns === owns && known.revision === revision && sameUris(known.opened, opened)) {
        let { all } = known;
        for (const [uri, file] of opened) {
          const before = known.opened.get(uri);
          if (before && before !== file) all = asPrepared().edited(all, before, file);
        }
        known = { owns, revision, opened, all };
        return all;
      }
      const rest = new Map(opened);
      const all: SourceFile[] = [];
      for (const [uri, file] of disk?.files ?? []) {
        if (!owns(uri)) continue;
        all.push(rest.get(uri) ?? file);
        rest.delete(uri);
      }
      all.push(...rest.values());
      known = { owns, revision, opened, all };
      return all;
    }

    return {
      files,
      lint() {
        const { settings } = asPrepared();
        const present = files();
        if (last?.settings !== settings || last.files !== present) {
          last = { files: present, settings, result: lintInstead(present) };
          last.result.failures.forEach(failed);
        }
        return last.result;
      },
    };
  }

  return {
    root,
    wide,
    disk,
    get settings() {
      return asPrepared().settings;
    },
    isOwn: (file) => root === undefined || isConfigFile(file) || isBaseline(file) || isBelow(root, file.uri),
    async ready() {
      // Loaded here and not before: who starts the server need not wait for its parsers.
      const { edited, lint } = await import('../linter/lint.ts');
      prepared = { edited, lint, settings: await settings.of(root) };
      await (disk && called ? called.ready(disk, views.present.files, options().catalog) : disk?.ready());
    },
    files: (state = 'present') => views[state].files(),
    lint: (state = 'present') => views[state].lint(),
    lintInstead,
  };
}

/** The files of a group, and what they were put together from. */
interface Files {
  readonly owns: Territory;
  readonly revision: number | undefined;
  readonly opened: ReadonlyMap<string, SourceFile>;
  readonly all: readonly SourceFile[];
}

function sameUris(some: ReadonlyMap<string, unknown>, others: ReadonlyMap<string, unknown>): boolean {
  return some.size === others.size && [...some.keys()].every((uri) => others.has(uri));
}
