import { readFile, stat } from 'node:fs/promises';
import { dirname, join, relative, sep } from 'node:path';
import ignore, { type Ignore } from 'ignore';

/** The patterns of one `.gitignore` file, which hold below its directory. */
export interface Exclusion {
  readonly directory: string;
  readonly patterns: Ignore;
}

/** What the repository that holds a directory excludes from above it: `.git/info/exclude`, then every `.gitignore` from its root down. None outside a repository. */
export async function exclusionsAbove(directory: string): Promise<readonly Exclusion[]> {
  const above: string[] = [];
  for (let each = directory; !(await exists(join(each, '.git'))); each = dirname(each)) {
    if (dirname(each) === each) return [];
    above.unshift(dirname(each));
  }
  const root = above[0] ?? directory;
  const all = [read(root, join(root, '.git', 'info', 'exclude')), ...above.map(exclusionsIn)];
  return (await Promise.all(all)).flat();
}

/** What a directory's own `.gitignore` excludes: one exclusion or none. */
export async function exclusionsIn(directory: string): Promise<readonly Exclusion[]> {
  return read(directory, join(directory, '.gitignore'));
}

/** Whether a path whose directory was entered is excluded; the exclusions stand from the outermost in, the last word counts. */
export function isExcluded(path: string, kind: 'file' | 'directory', exclusions: readonly Exclusion[]): boolean {
  const suffix = kind === 'directory' ? '/' : '';
  for (const { directory, patterns } of exclusions.toReversed()) {
    const { ignored, unignored } = patterns.test(below(directory, path) + suffix);
    if (unignored) return false;
    if (ignored && !inheritsOnly(path, directory, patterns)) return true;
  }
  return false;
}

/** A directory that is entered all the same, because a deeper file takes it back or its name was given, excludes nothing in it. */
function inheritsOnly(path: string, directory: string, patterns: Ignore): boolean {
  const parent = dirname(path);
  return parent !== directory && patterns.ignores(`${below(directory, parent)}/`);
}

function below(directory: string, path: string): string {
  return relative(directory, path).replaceAll(sep, '/');
}

async function read(directory: string, path: string): Promise<readonly Exclusion[]> {
  try {
    return [{ directory, patterns: ignore({ ignorecase: false }).add(await readFile(path, 'utf8')) }];
  } catch {
    return [];
  }
}

function exists(path: string): Promise<boolean> {
  return stat(path).then(
    () => true,
    () => false,
  );
}
