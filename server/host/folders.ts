import { readdir, stat } from 'node:fs/promises';
import { join } from 'node:path';
import type { Folder } from '../linter/formats/dataFiles.ts';
import { compareText } from '../linter/source.ts';
import { isForeignDirectory } from './files.ts';

/** A directory with more files than this is not listed. */
const mostFiles = 10_000;

/**
 * The files that Terraform's `fileset` sees in a directory, or in and below it, whatever `.gitignore` says. Not complete where a directory cannot be read, is a link
 * or foreign, or where there are too many. Never rejects.
 */
export async function listFolder(directory: string, below: boolean): Promise<Folder> {
  const paths: string[] = [];
  let complete = true;
  const open = [''];
  for (let inner = open.pop(); inner !== undefined; inner = open.pop()) {
    const entries = await readdir(join(directory, inner), { withFileTypes: true }).catch(() => undefined);
    if (!entries) complete = false;
    for (const entry of entries ?? []) {
      const path = inner + entry.name;
      const linked = entry.isSymbolicLink() ? await stat(join(directory, path)).catch(() => undefined) : undefined;
      if (entry.isFile() || linked?.isFile()) paths.push(path);
      else if (below && (linked?.isDirectory() || isForeignDirectory(entry.name))) complete = false;
      else if (below && entry.isDirectory()) open.push(`${path}/`);
    }
    if (paths.length > mostFiles) return { paths: [], complete: false };
  }
  return { paths: paths.sort(compareText), complete };
}
