import type { Catalog } from '../../../iam/catalog/catalog.ts';
import type { Facts, Level } from '../model.ts';
import type { SourceFile } from '../source.ts';
import type { DataFiles } from './dataFiles.ts';

/** What the policies of a file belong to, where they do not say it themselves and the configuration does. */
export type LevelOf = (file: SourceFile) => Level | undefined;

/** What files of other kinds say about those of a format. */
export interface Surroundings {
  readonly levelOf?: LevelOf;
  readonly data?: DataFiles;
  /** Whether Terraform reads the file, so that what it says is what Terraform makes of it. */
  readonly isRead?: (file: SourceFile) => boolean;
}

/** A kind of file and how its identity facts are read. */
export interface Format {
  /** Whether the file is of this kind, by content where a name is not enough. Never throws. */
  recognizes(file: SourceFile): boolean;
  /** Hears that a list of files of this kind is what another one has become by an edit of the file at the index. */
  edited?(before: readonly SourceFile[], after: readonly SourceFile[], index: number): void;
  /** The facts of the files, in order. Memoized on the files themselves. Never throws: what cannot be read is left out. */
  extract(files: readonly SourceFile[], catalog: Catalog, surroundings?: Surroundings): Facts[];
}
