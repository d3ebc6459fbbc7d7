import type { Options, Result } from '../linter/lint.ts';
import { lint } from '../linter/lint.ts';
import type { SourceFile } from '../linter/source.ts';
import type { Disk } from './disk.ts';

/** Files that are linted together: a workspace folder, the directory of a file outside all folders, or one file alone. */
export interface Group {
  /** The directory that is linted; undefined for a file alone. */
  readonly root: string | undefined;
  /** Whether findings in files that are not open are reported, too. */
  readonly wide: boolean;
  /** Resolves when the disk has been read as far as it is outdated. */
  ready(): Promise<void>;
  /** The present files: what is open stands for what is on the disk. */
  files(): readonly SourceFile[];
  /** Lints the present files; the same files give the same result object. */
  lint(): Result;
  readonly disk: Disk | undefined;
}

/** What a group is made of. */
export interface Sources {
  readonly root?: string;
  readonly disk?: Disk;
  readonly wide?: boolean;
  /** Whether a file below the root belongs to the group and not to a folder further in. */
  owns?(uri: string): boolean;
  /** The open files of the group, by URI. */
  open(): ReadonlyMap<string, SourceFile>;
}

/** A group that lints with `options`, asked for at each run. */
export function openGroup({ root, disk, wide = false, owns = () => true, open }: Sources, options: () => Options): Group {
  let last: { readonly files: readonly SourceFile[]; readonly result: Result } | undefined;

  function files(): SourceFile[] {
    const opened = new Map(open());
    const present: SourceFile[] = [];
    for (const [uri, file] of disk?.files ?? []) {
      if (!owns(uri)) continue;
      present.push(opened.get(uri) ?? file);
      opened.delete(uri);
    }
    return [...present, ...opened.values()];
  }

  return {
    root,
    wide,
    disk,
    ready: async () => disk?.ready(),
    files,
    lint() {
      const present = files();
      if (!last || !sameFiles(last.files, present)) last = { files: present, result: lint(present, options()) };
      return last.result;
    },
  };
}

function sameFiles(some: readonly SourceFile[], others: readonly SourceFile[]): boolean {
  return some.length === others.length && some.every((file, index) => file === others[index]);
}
