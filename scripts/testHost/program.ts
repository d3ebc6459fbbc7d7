import { spawnSync } from 'node:child_process';
import { accessSync, constants } from 'node:fs';
import path from 'node:path';

/** A program that tests need, which Debian packages and npm does not. */
export interface Program {
  /** What it is called by people. */
  readonly title: string;
  /** Environment variables that may name its executable; the first one counts first. */
  readonly variables: readonly [string, ...string[]];
  /** The commands that it may be. */
  readonly commands: readonly string[];
  /** Debian's package. */
  readonly package: string;
}

/** The path of the program: named by a variable, else one on the PATH, else installed by apt when this process may; throws with the missing command. */
export function requireProgram(program: Program): string {
  for (const variable of program.variables) {
    const chosen = process.env[variable];
    if (!chosen) continue;
    if (isExecutable(chosen)) return chosen;
    throw new Error(`${variable} is set to ${chosen}, which is not an executable file.`);
  }
  const found = onPath(...program.commands) ?? installed(program);
  if (found) return found;
  throw new Error(
    `The tests need ${program.title}. Install it with:\n\n  sudo apt-get install --no-install-recommends ${program.package}\n\nor name another one in ${program.variables[0]}.`,
  );
}

/** The path of the first of these commands that is on the PATH. */
export function onPath(...commands: readonly string[]): string | undefined {
  const directories = (process.env.PATH ?? '').split(path.delimiter).filter(Boolean);
  return commands.flatMap((command) => directories.map((directory) => path.join(directory, command))).find(isExecutable);
}

function installed({ title, commands, package: name }: Program): string | undefined {
  const apt = onPath('apt-get');
  if (!apt || process.getuid?.() !== 0) return undefined;
  console.log(`Installing ${title} with apt-get (once)`);
  const options = {
    stdio: ['ignore', 'ignore', 'inherit'] as ['ignore', 'ignore', 'inherit'],
    env: { ...process.env, DEBIAN_FRONTEND: 'noninteractive' },
  };
  spawnSync(apt, ['update', '-qq'], options);
  spawnSync(apt, ['install', '-y', '-qq', '--no-install-recommends', name], options);
  return onPath(...commands);
}

function isExecutable(file: string): boolean {
  try {
    accessSync(file, constants.X_OK);
    return true;
  } catch {
    return false;
  }
}
