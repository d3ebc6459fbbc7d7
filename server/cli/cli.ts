import { existsSync } from 'node:fs';
import { resolve } from 'node:path';
import { version } from '../host/assets.ts';
import { emulateCommand } from './emulate.ts';
import { explainCommand } from './explain.ts';
import { CommandError, type Io, internalFault, notify, write } from './io.ts';
import { lintCommand } from './lint.ts';
import { lspCommand } from './lsp.ts';
import { didYouMean } from './options.ts';
import { rulesCommand } from './rules.ts';
import { whoCanCommand } from './whoCan.ts';

type Command = (args: readonly string[], io: Io) => Promise<number>;

const commands = new Map<string, Command>([
  ['lint', lintCommand],
  ['rules', rulesCommand],
  ['explain', explainCommand],
  ['who-can', whoCanCommand],
  ['lsp', lspCommand],
  ['emulate', emulateCommand],
]);

const help = `Leastwise lints Google Cloud identity configuration: Terraform, Cloud Run YAML and IAM allow policies.

Usage: leastwise COMMAND [OPTION...]

Commands:
  lint [PATH...]  Report identity misconfigurations
  rules           List the rules
  explain CODE    Show the page of a rule
  who-can impersonate ACCOUNT [PATH]
                  Show who can become a service account, and how
  lsp             Serve an editor as its language server
  emulate [PATH]  Answer on this machine as Google Cloud would, once the files are applied

Options:
  -h, --help      Show this help, or that of a command behind it
  --version       Show the version
`;

/** Carries out a command line and returns its exit status: 0, 1 for findings at or above the level to fail on, 2 for wrong usage and faults. Never rejects. */
export async function run(argv: readonly string[], io: Io): Promise<number> {
  try {
    return await dispatch(argv, io);
  } catch (error) {
    const lines = error instanceof CommandError ? error.message : internalFault(error, io);
    // Where stderr itself is broken, the exit status has to do.
    await notify(io, lines).catch(() => undefined);
    return 2;
  }
}

async function dispatch([name, ...args]: readonly string[], io: Io): Promise<number> {
  if (name === undefined) {
    await write(io.stderr, help);
    return 2;
  }
  if (name === '--help' || name === '-h') {
    await write(io.stdout, help);
    return 0;
  }
  if (name === '--version') {
    await write(io.stdout, `${version()}\n`);
    return 0;
  }
  const command = commands.get(name);
  if (command) return command(args, io);
  if (name.startsWith('-'))
    throw new CommandError(`the command comes first, options behind it: leastwise lint ${name}. See leastwise --help.`);
  const meant =
    didYouMean(name, [...commands.keys()]) || (existsSync(resolve(io.cwd, name)) ? ` To lint a path: leastwise lint ${name}.` : '');
  throw new CommandError(`there is no command "${name}".${meant} See leastwise --help.`);
}
