import type { Catalog } from '../../../iam/catalog/catalog.ts';
import type { Facts } from '../model.ts';
import type { SourceFile } from '../source.ts';

/** A kind of file and how its identity facts are read. */
export interface Format {
  /** Whether the file is of this kind, by content where a name is not enough. Never throws. */
  recognizes(file: SourceFile): boolean;
  /** The facts of the files, in order. Memoized on the files themselves. Never throws: what cannot be read is left out. */
  extract(files: readonly SourceFile[], catalog: Catalog): Facts[];
}
