import { readFile } from 'node:fs/promises';
import { resolve } from 'node:path';
import { readiness } from '../../emulator/api/control.ts';
import { demoMember, demoState } from '../../emulator/demo.ts';
import { startEmulator } from '../../emulator/emulator.ts';
import { admitObserver, observer } from '../../emulator/observer.ts';
import { type EmulatorState, parseState } from '../../emulator/state.ts';
import { stateFromModel } from '../../emulator/stateFromModel.ts';
import type { Catalog } from '../../iam/catalog/catalog.ts';
import { shippedCatalog } from '../host/assets.ts';
import { reasonOf } from '../host/files.ts';
import { lint } from '../linter/lint.ts';
import { CommandError, type Io, notify, write } from './io.ts';
import { type Options, optionLines, parseOptions } from './options.ts';
import { shownFile, shownPath } from './paths.ts';
import { regionOf } from './region.ts';
import { openPaths } from './workspaces.ts';

const options = {
  state: { value: 'FILE', help: 'Start from the state in a JSON file' },
  port: { value: 'N', help: 'Listen on this port (default: any that is free)' },
  member: { value: 'MEMBER', help: 'Whom to be, like user:EMAIL, serviceAccount:EMAIL or, as someone in it, group:EMAIL' },
  accounts: { value: 'N', help: "Add that many accounts to the demo's project" },
  help: { short: 'h', help: 'Show this help' },
} as const satisfies Options;

const help = `Usage: leastwise emulate [OPTION...] [PATH]

Answers on this machine for the Google Cloud APIs that are about service accounts, as Google Cloud would
if the files of PATH had been applied and nothing else. Without PATH or --state it is the demo's project.
Prints a line of JSON when it is ready, {"origin", "member", "projects"}, and ends when stdin does.

Options:
${optionLines(options)}`;

/** What to emulate, and whom to be in it. */
interface Start {
  readonly state: EmulatorState;
  readonly member: string;
}

/** `leastwise emulate`: runs an emulator until stdin ends, and returns the exit status. */
export async function emulateCommand(args: readonly string[], io: Io): Promise<number> {
  const { values, positionals } = parseOptions(args, options);
  if (values.help) {
    await write(io.stdout, help);
    return 0;
  }
  const [path, ...others] = positionals;
  if (others.length > 0 || (path !== undefined && values.state)) throw new CommandError('emulate takes one PATH, or --state FILE.');
  const accounts = wholeNumber('accounts', values.accounts, 100_000);
  if (accounts !== undefined && (path !== undefined || values.state))
    throw new CommandError('--accounts is for the demo, without PATH or --state.');
  const port = wholeNumber('port', values.port, 65_535);
  if (values.member !== undefined && !/^[a-zA-Z]+:\S+$/.test(values.member))
    throw new CommandError('--member takes a member of an allow policy, like user:you@example.com.');
  const catalog = shippedCatalog();
  const { state, member } =
    path !== undefined
      ? await observed(fromFiles(path, catalog, io), values.member)
      : values.state
        ? await observed(fromJson(values.state, io), values.member)
        : { state: demoState(new Date(), accounts), member: values.member ?? demoMember };
  const emulator = await startEmulator({ state, catalog, port, member }).catch((error) => {
    throw new CommandError(`cannot listen on port ${port}: ${reasonOf(error)}.`);
  });
  await write(io.stdout, `${JSON.stringify(readiness({ origin: emulator.origin, member, state }))}\n`);
  for await (const _ of io.stdin);
  await emulator.close();
  return 0;
}

/** Without a member, someone who sees everything. */
async function observed(reading: Promise<EmulatorState>, member: string | undefined): Promise<Start> {
  const state = await reading;
  if (member === undefined) admitObserver(state);
  return { state, member: member ?? observer };
}

async function fromFiles(path: string, catalog: Catalog, io: Io): Promise<EmulatorState> {
  const { files, folders, skipped, unreadable } = await openPaths([path], io.cwd, catalog);
  for (const { argument, reason } of unreadable) throw new CommandError(`cannot read ${argument || '""'}: ${reason}.`);
  for (const each of skipped) await notify(io, `skipped ${shownPath(each.path, io.cwd)}: ${each.reason}.`);
  const { model } = lint([...files.values()], { catalog, now: new Date(), folders });
  const { state, notices } = stateFromModel(model, catalog);
  for (const { message, at } of notices) {
    const place = at && `${shownFile(at.span.file.uri, io.cwd)}:${regionOf(at.span).line}: `;
    await notify(io, `${place ?? ''}${message}`);
  }
  if (state.projects.length === 0) throw new CommandError(`nothing in ${path} names a project, so there is nothing to emulate.`);
  return state;
}

async function fromJson(file: string, io: Io): Promise<EmulatorState> {
  try {
    return parseState(await readFile(resolve(io.cwd, file), 'utf8'));
  } catch (error) {
    throw new CommandError(`cannot read the state in ${file}: ${error instanceof SyntaxError ? error.message : reasonOf(error)}`);
  }
}

function wholeNumber(name: string, value: string | undefined, most: number): number | undefined {
  if (value === undefined) return undefined;
  const number = Number(value);
  if (!Number.isInteger(number) || number < 0 || number > most || value.trim() === '')
    throw new CommandError(`--${name} takes a number from 0 to ${most}.`);
  return number;
}
