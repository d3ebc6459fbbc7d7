import type { SourceFile } from '../linter/source.ts';
import type { Disk } from './disk.ts';
import type { Files } from './files.ts';
import { isBelow } from './uri.ts';

/** The directories outside of a group's own that hold modules which its files call. */
export interface CalledModules {
  /** The files in them that belong to a module. */
  list(): Promise<readonly string[]>;
  /** Reads the disk until all modules are there that the present files call, and what these call. */
  ready(disk: Disk, present: () => readonly SourceFile[]): Promise<void>;
}

/** The modules that are called from the directory `root`, which lists what is `below` it by itself, or else only what lies in it. */
export function openCalledModules(
  root: string,
  below: boolean,
  files: Pick<Files, 'beside'>,
  isModuleFile: (uri: string) => boolean,
): CalledModules {
  let directories: readonly string[] = [];
  let seen: readonly SourceFile[] | undefined;
  const isOutside = (directory: string) => directory !== root && !(below && isBelow(root, directory));
  return {
    async list() {
      return (await Promise.all(directories.map((each) => files.beside(each)))).flat().filter(isModuleFile);
    },
    async ready(disk, present) {
      const { requires } = await import('../linter/lint.ts');
      for (;;) {
        await disk.ready();
        const now = present();
        if (seen === now) return;
        seen = now;
        const called = requires(now).filter(isOutside);
        if (called.length === directories.length && called.every((each) => directories.includes(each))) return;
        directories = called;
        disk.unlisted();
      }
    },
  };
}
