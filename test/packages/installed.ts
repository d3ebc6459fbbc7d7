import { execFileSync, type SpawnSyncReturns, spawnSync } from 'node:child_process';
import { existsSync, mkdirSync, mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { root } from '../../scripts/project.ts';

/** The npm package, installed into a directory that knows nothing of this repository. */
export interface Installed {
  /** Where it is: `node_modules` is in it. */
  readonly directory: string;
  /** The packed tarball. */
  readonly tarball: string;
  /** The environment in which it runs: this Node.js, npm, and nothing of the repository. */
  readonly env: NodeJS.ProcessEnv;
  /** Runs a command in a directory of its own below it, and waits. */
  run(command: string, args: readonly string[], options?: { readonly cwd?: string; readonly input?: string }): SpawnSyncReturns<string>;
  /** Writes files below the directory and returns where they are. */
  write(folder: string, files: Readonly<Record<string, string>>): string;
  /** Removes everything. */
  remove(): void;
}

/** Packs what `npm run build` has made and installs it, without a network. */
export function install(): Installed {
  if (!existsSync(path.join(root, 'dist/cli.js'))) throw new Error('There is nothing to pack: npm run build makes it.');
  const directory = mkdtempSync(path.join(tmpdir(), 'leastwise-npm-'));
  const bin = path.join(directory, 'bin');
  mkdirSync(bin);
  const own = path.join(root, 'node_modules');
  const elsewhere = (process.env.PATH ?? '').split(path.delimiter).filter((each) => !each.startsWith(own));
  writeFileSync(path.join(bin, 'node'), `#!/bin/sh\nexec '${process.execPath}' "$@"\n`, { mode: 0o755 });
  const env = {
    // What npm has set for the script that runs the tests is about this repository, what the user has set about this machine.
    ...Object.fromEntries(Object.entries(process.env).filter(([name]) => !/^npm_/i.test(name))),
    npm_config_userconfig: path.join(directory, 'npmrc'),
    PATH: [bin, ...elsewhere].join(path.delimiter),
    NODE_PATH: '',
    NODE_OPTIONS: '',
    npm_config_offline: 'true',
  };
  const npm = (...args: string[]) => execFileSync('npm', args, { cwd: directory, env, encoding: 'utf8', stdio: 'pipe' });
  const remove = () => rmSync(directory, { recursive: true, force: true });
  try {
    npm('pack', '--ignore-scripts', '--pack-destination', directory, root);
    const tarball = path.join(directory, readdirSync(directory).find((name) => name.endsWith('.tgz')) ?? '');
    writeFileSync(path.join(directory, 'package.json'), '{ "private": true }');
    npm('install', '--no-audit', '--no-fund', tarball);
    return {
      directory,
      tarball,
      env,
      run: (command, args, { cwd = directory, input } = {}) => spawnSync(command, args, { cwd, env, input, encoding: 'utf8' }),
      write(folder, files) {
        const target = path.join(directory, folder);
        mkdirSync(target, { recursive: true });
        for (const [name, text] of Object.entries(files)) {
          mkdirSync(path.dirname(path.join(target, name)), { recursive: true });
          writeFileSync(path.join(target, name), text);
        }
        return target;
      },
      remove,
    };
  } catch (error) {
    remove();
    throw error;
  }
}
