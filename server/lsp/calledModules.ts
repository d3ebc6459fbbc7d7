import type { Catalog } from '../../iam/catalog/catalog.ts';
import type { SourceFile } from '../linter/source.ts';
import type { Disk } from './disk.ts';
import type { Files } from './files.ts';
import { canonical, isBelow } from './uri.ts';

/** What is named by a group's files: outside of its own directory the modules that they call, and baselines; in it the data that they read. */
export interface CalledModules {
  /** The files of these modules, and the baselines. */
  list(): Promise<readonly string[]>;
  /** Reads the disk until all is there that the present files name, and what this names. */
  ready(disk: Disk, present: () => readonly SourceFile[], catalog: Catalog): Promise<void>;
}

/** What is named from the directory `root`, which lists what is `below` it by itself, or else only what lies in it. */
export function openCalledModules(
  root: string,
  below: boolean,
  files: Pick<Files, 'beside'>,
  isModuleFile: (uri: string) => boolean,
): CalledModules {
  let directories: readonly string[] = [];
  let baselines: readonly string[] = [];
  let data: readonly string[] = [];
  let folders: readonly string[] = [];
  let seen: readonly SourceFile[] | undefined;
  const isOutside = (directory: string) => directory !== root && !(below && isBelow(root, directory));
  return {
    async list() {
      const modules = (await Promise.all(directories.map((each) => files.beside(each)))).flat().filter(isModuleFile);
      return [...modules, ...baselines];
    },
    async ready(disk, present, catalog) {
      const { namedBaselines, requires } = await import('../linter/lint.ts');
      for (;;) {
        await disk.ready();
        const now = present();
        if (seen === now) return;
        seen = now;
        const required = requires(now, { catalog, folders: disk.folders });
        const called = required.modules.filter(isOutside);
        const named = namedBaselines(now).map(canonical);
        const read = required.data.map(canonical).filter((uri) => isBelow(root, uri));
        const listed = required.folders.filter((glob) => isBelow(root, canonical(glob)));
        if (sameSet(called, directories) && sameSet(named, baselines) && sameSet(read, data) && sameSet(listed, folders)) return;
        directories = called;
        baselines = named;
        data = read;
        folders = listed;
        disk.want(new Set([...data, ...baselines]), folders);
      }
    },
  };
}

function sameSet(some: readonly string[], others: readonly string[]): boolean {
  const [one, other] = [new Set(some), new Set(others)];
  return one.size === other.size && [...one].every((each) => other.has(each));
}
