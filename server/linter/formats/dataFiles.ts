import type { SourceFile } from '../source.ts';

/** What lies in a directory. */
export interface Folder {
  /** The paths of the files, relative to it, with forward slashes. */
  readonly paths: readonly string[];
  /** Whether these are all. */
  readonly complete: boolean;
}

/** What a format may read beside its own files: what these would read from a disk. */
export interface DataFiles {
  /** The file of that URI; undefined where it is not here. */
  file(uri: string): SourceFile | undefined;
  /** The files of a directory, asked for like `file:///w/data/*`, or with all below like `file:///w/data/**`; undefined where nobody has listed them. */
  folder(glob: string): Folder | undefined;
}

/** Data files that remember what they were asked for. */
export interface AskedFiles extends DataFiles {
  readonly files: ReadonlyMap<string, SourceFile | undefined>;
  readonly folders: ReadonlyMap<string, Folder | undefined>;
  /** Whether others give the same answers. */
  isLike(others: DataFiles): boolean;
  /** Asks nobody any more: who keeps the answers need not keep all other files, too. */
  close(): void;
}

/** No data files. */
export const noDataFiles: DataFiles = { file: () => undefined, folder: () => undefined };

/** Data files to ask. */
export function askedFiles(data: DataFiles): AskedFiles {
  let source = data;
  const files = new Map<string, SourceFile | undefined>();
  const folders = new Map<string, Folder | undefined>();
  return {
    files,
    folders,
    file(uri) {
      if (!files.has(uri)) files.set(uri, source.file(uri));
      return files.get(uri);
    },
    folder(glob) {
      if (!folders.has(glob)) folders.set(glob, source.folder(glob));
      return folders.get(glob);
    },
    isLike(others) {
      for (const [uri, file] of files) if (others.file(uri) !== file) return false;
      for (const [glob, folder] of folders) if (others.folder(glob) !== folder) return false;
      return true;
    },
    close() {
      source = noDataFiles;
    },
  };
}
