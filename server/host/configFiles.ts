import { stat } from 'node:fs/promises';
import { dirname, join, resolve } from 'node:path';
import { configNames } from '../linter/config.ts';

/**
 * The configuration files in the directories above one, the outermost first: up to the root of the repository that holds it, or of the file
 * system where none does. Those in the directory itself are not among them. Never rejects.
 */
export async function configFilesAbove(directory: string): Promise<readonly string[]> {
  const found: string[][] = [];
  for (let each = resolve(directory); dirname(each) !== each && !(await exists(join(each, '.git'))); ) {
    each = dirname(each);
    found.unshift(await configFilesIn(each));
  }
  return found.flat();
}

/** The configuration files that lie directly in a directory. Never rejects. */
export async function configFilesIn(directory: string): Promise<string[]> {
  const paths = configNames.map((name) => join(resolve(directory), name));
  const present = await Promise.all(paths.map(exists));
  return paths.filter((_, index) => present[index]);
}

function exists(path: string): Promise<boolean> {
  return stat(path).then(
    () => true,
    () => false,
  );
}
