import type { SourceFile } from '../linter/source.ts';
import type { Disk } from './disk.ts';
import type { Files } from './files.ts';
import { canonical, isBelow } from './uri.ts';

/** What lies outside of a group's own directory and is named by its files: the modules that they call, and baselines. */
export interface CalledModules {
  /** Whether the configuration names the file as a baseline: then it is read, whatever is in it. */
  isNamed(uri: string): boolean;
  /** The files of these modules, and the baselines. */
  list(): Promise<readonly string[]>;
  /** Reads the disk until all is there that the present files name, and what this names. */
  ready(disk: Disk, present: () => readonly SourceFile[]): Promise<void>;
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
  let seen: readonly SourceFile[] | undefined;
  const isOutside = (directory: string) => directory !== root && !(below && isBelow(root, directory));
  return {
    isNamed: (uri) => baselines.includes(uri),
    async list() {
      const modules = (await Promise.all(directories.map((each) => files.beside(each)))).flat().filter(isModuleFile);
      return [...modules, ...baselines];
    },
    async ready(disk, present) {
      const { namedBaselines, requires } = await import('../linter/lint.ts');
      for (;;) {
        await disk.ready();
        const now = present();
        if (seen === now) return;
        seen = now;
        const called = requires(now).filter(isOutside);
        const named = namedBaselines(now).map(canonical);
        if (sameSet(called, directories) && sameSet(named, baselines)) return;
        directories = called;
        // What was no file of the linter before may have been read without being kept.
        const changed = [...named, ...baselines].filter((each) => named.includes(each) !== baselines.includes(each));
        baselines = named;
        for (const each of changed) disk.changed(each);
        disk.unlisted();
      }
    },
  };
}

function sameSet(some: readonly string[], others: readonly string[]): boolean {
  return some.length === others.length && some.every((each) => others.includes(each));
}
