// Builds, lints examples/shop in the terminal, then opens it as the demo project in VS Code with the packaged extension, in a
// profile of its own: the extension starts the emulator on it. Nothing needs an account.
// With --check or CI=true nothing stays open: it proves that the emulator and VS Code answer.
import './checkNode.js';
import { spawnSync } from 'node:child_process';
import { cpSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { startEmulatorProcess } from '../client/emulatorProcess.ts';
import { connect, emulatorCredentials, emulatorEndpoints } from '../client/gcp/clients.ts';
import { root, runScript, vsix } from './project.ts';
import { onPath } from './testHost/program.ts';
import { startServer } from './testHost/server.ts';

const check = process.argv.includes('--check') || process.env.CI === 'true';

runScript('scripts/package.ts');
const lint = spawnSync(process.execPath, ['dist/cli.js', 'lint', 'examples/shop'], { cwd: root, stdio: 'inherit' });
if (lint.status !== 1) throw new Error(`The shop has findings, so that linting it exits with 1, not with ${lint.status}.`);

const directory = mkdtempSync(path.join(tmpdir(), 'leastwise-demo-'));
process.once('exit', () => rmSync(directory, { recursive: true, force: true }));

const hasDisplay = process.platform !== 'linux' || process.env.DISPLAY || process.env.WAYLAND_DISPLAY;
const isWindows = process.platform === 'win32';
const desktop = hasDisplay && !check ? onPath(isWindows ? 'code.cmd' : 'code') : undefined;
if (desktop) openDesktop(desktop);
else {
  if (check) await emulates();
  await serve();
}

/** Puts the shop where "Open Demo Project" would, and returns its path there. */
function place(userData: string): string {
  const shop = path.join(userData, 'User/globalStorage/leastwise.leastwise/demo/shop');
  cpSync(path.join(root, 'examples/shop'), shop, { recursive: true });
  return shop;
}

function openDesktop(code: string): void {
  const profile = ['--user-data-dir', path.join(directory, 'data'), '--extensions-dir', path.join(directory, 'extensions')];
  for (const args of [
    ['--install-extension', vsix],
    ['--disable-workspace-trust', '--new-window', '--wait', place(path.join(directory, 'data'))],
  ]) {
    // A .cmd file runs in a shell only, which splits what is not quoted.
    const quoted = (text: string): string => (isWindows ? `"${text}"` : text);
    const { status } = spawnSync(quoted(code), [...profile, ...args].map(quoted), { stdio: 'inherit', shell: isWindows });
    if (status !== 0) throw new Error(`code ${args.join(' ')} exited with ${status}`);
  }
}

async function serve(): Promise<void> {
  const server = await startServer({ extensions: [vsix] });
  const address = server.workbench(place(path.join(server.profile, 'data')));
  if (check) {
    await answers(address);
    console.log(`VS Code answers at ${address}`);
    server.stop();
  } else {
    console.log(`Open ${address}\nCtrl-C ends it.`);
  }
}

/** Asks the emulator for the shop's service accounts. */
async function emulates(): Promise<void> {
  const emulator = await startEmulatorProcess(path.join(root, 'dist/cli.js'), []);
  try {
    const { origin, member, projects } = emulator;
    const { iam } = connect({ endpoints: emulatorEndpoints(origin), credentials: emulatorCredentials(origin, member) });
    const { accounts } = await iam.listServiceAccounts(projects[0] ?? '', {});
    if (accounts.length === 0) throw new Error('The emulator has no service accounts.');
    console.log(`The emulator answers at ${origin}: ${accounts.length} service accounts in ${projects.join(', ')}`);
  } finally {
    emulator.stop();
    await emulator.ended;
  }
}

/** Opens the address as a browser does: its token becomes a cookie, and a redirect leads to the workbench. */
async function answers(address: string): Promise<void> {
  const entrance = await fetch(address, { redirect: 'manual' });
  const cookie = entrance.headers
    .getSetCookie()
    .map((set) => set.split(';')[0])
    .join('; ');
  const workbench = await fetch(new URL(entrance.headers.get('location') ?? '', address), { headers: { cookie } });
  if (!workbench.ok) throw new Error(`${address} answers ${workbench.status}`);
}
