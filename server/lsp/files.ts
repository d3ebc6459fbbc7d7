import type { Folder } from '../linter/formats/dataFiles.ts';

/** The file system as the server sees it: resources by URI, in the spelling of `canonical`. Nothing here rejects. */
export interface Files {
  /** The files in and under a directory that the linter might read, sorted; without what `.gitignore` names. */
  under(directory: string): Promise<readonly string[]>;
  /** The files that lie directly in a directory. */
  beside(directory: string): Promise<readonly string[]>;
  /** The configuration files that lie in the directories above one, not in it. */
  configFilesAbove(directory: string): Promise<readonly string[]>;
  /** The files in a directory, or also in those below, as Terraform sees them; undefined where nobody can tell. */
  folder(directory: string, below: boolean): Promise<Folder | undefined>;
  read(uri: string): Promise<Reading>;
}

/** The text of a file, or why there is none, as a phrase like `it is larger than 1 MB`; undefined for what is no text. */
export type Reading = { readonly text: string } | { readonly skipped: string } | undefined;
