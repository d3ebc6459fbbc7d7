import { type ChildProcess, execFileSync, spawn } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { constants, tmpdir } from 'node:os';
import path from 'node:path';
import { createInterface } from 'node:readline';
import type { Readable } from 'node:stream';
import { installHost } from './install.ts';

/** What a VS Code server is started with. */
export interface ServerOptions {
  /** Packages (.vsix) to install into its profile. */
  readonly extensions?: readonly string[];
  /** User settings of its profile. */
  readonly settings?: Readonly<Record<string, unknown>>;
  /** Environment variables for it and its extension host, over those of this process. */
  readonly env?: Readonly<Record<string, string>>;
  /** Lets a page run extension tests; notifications then never show as toasts. */
  readonly smokeTestDriver?: boolean;
  /** A module that every process of it loads before anything else. */
  readonly preload?: string;
  /** The display language, like `ko`: extensions follow it, and VS Code's own texts stay English, as its language packs are not here. */
  readonly locale?: string;
  /** Asks whether a folder is trusted, as VS Code does by default; here every folder is, unless this is set. */
  readonly workspaceTrust?: boolean;
}

/** A VS Code server that runs on a free port of 127.0.0.1 with a profile of its own. */
export interface Server {
  /** `http://127.0.0.1:PORT`. */
  readonly url: string;
  /** The directory of all that it writes; its user data is in `data`. */
  readonly profile: string;
  /** The address of its workbench with a folder open; further parameters are VS Code's own. */
  workbench(folder: string, parameters?: Readonly<Record<string, string>>): string;
  /** Ends it with everything it started and removes its profile. */
  stop(): void;
}

/** Starts a VS Code server and waits until it answers; it ends with this process at the latest. */
export async function startServer({
  extensions = [],
  settings = {},
  env = {},
  smokeTestDriver = false,
  preload,
  locale,
  workspaceTrust = false,
}: ServerOptions = {}): Promise<Server> {
  const { node, serverMain } = installHost();
  const token = randomBytes(16).toString('hex');
  const profile = mkdtempSync(path.join(tmpdir(), 'leastwise-vscode-'));
  const [data, installed, temporary] = ['data', 'extensions', 'tmp'].map((name) => path.join(profile, name)) as [string, string, string];
  const command = [
    // Its extension hosts get the same options of Node.js; it takes NODE_OPTIONS from them.
    ...(preload ? ['--require', preload] : []),
    serverMain,
    '--accept-server-license-terms',
    ...[`--server-data-dir=${profile}`, `--user-data-dir=${data}`, `--extensions-dir=${installed}`],
  ];
  // An empty gallery keeps the server from looking for extensions on the internet; its sockets go where they are removed again.
  const spawnOptions = {
    cwd: profile,
    env: { ...process.env, EXTENSIONS_GALLERY: '{"serviceUrl":""}', ...env, TMPDIR: temporary, VSCODE_TEST_PROFILE: profile },
  };

  let child: ChildProcess | undefined;
  const stop = (): void => {
    process.off('exit', stop);
    try {
      if (child?.pid) process.kill(-child.pid, 'SIGKILL');
    } catch {
      // The whole group has ended already.
    }
    rmSync(profile, { recursive: true, force: true, maxRetries: 20, retryDelay: 50 });
  };
  process.once('exit', stop);
  for (const signal of ['SIGINT', 'SIGTERM'] as const) process.once(signal, () => process.exit(128 + constants.signals[signal]));

  try {
    mkdirSync(temporary);
    mkdirSync(path.join(data, 'User'), { recursive: true });
    writeFileSync(path.join(data, 'User/settings.json'), JSON.stringify({ ...defaults, ...settings }));
    if (locale) addLanguage(data, locale);
    for (const vsix of extensions) {
      execFileSync(node, [...command, '--install-extension', path.resolve(vsix), '--force'], { ...spawnOptions, stdio: 'pipe' });
    }
    const listening = ['--host=127.0.0.1', '--port=0', `--connection-token=${token}`, '--start-server'];
    const switches = [
      '--disable-telemetry',
      ...(locale ? [`--locale=${locale}`] : []),
      ...(workspaceTrust ? [] : ['--disable-workspace-trust']),
      ...(smokeTestDriver ? ['--enable-smoke-test-driver'] : []),
    ];
    child = spawn(node, [...command, ...listening, ...switches], { ...spawnOptions, detached: true, stdio: ['ignore', 'pipe', 'pipe'] });
    const url = `http://127.0.0.1:${await portOf(child)}`;
    const { ok, status } = await fetch(`${url}/version`);
    if (!ok) throw new Error(`The VS Code server answers ${status}`);
    return {
      url,
      profile,
      stop,
      workbench: (folder, parameters = {}) => `${url}/?${new URLSearchParams({ folder, ...parameters, tkn: token })}`,
    };
  } catch (error) {
    stop();
    throw error;
  }
}

/** Writes what VS Code writes when a language pack is installed, of a pack without texts. */
function addLanguage(data: string, locale: string): void {
  const vscode = path.join(data, 'main.i18n.json');
  writeFileSync(vscode, '{ "contents": {} }');
  const extensions = [{ extensionIdentifier: { id: `test.${locale}` }, version: '1.0.0' }];
  const pack = { hash: locale, extensions, translations: { vscode }, label: locale };
  writeFileSync(path.join(data, 'languagepacks.json'), JSON.stringify({ [locale]: pack }));
}

/** The port that a VS Code server says it listens on; rejects with what it printed when it ends instead. */
function portOf(server: ChildProcess): Promise<number> {
  return new Promise((resolve, reject) => {
    const printed: string[] = [];
    for (const stream of [server.stdout, server.stderr]) {
      createInterface({ input: stream as Readable }).on('line', (line) => {
        printed.push(line);
        if (process.env.VERBOSE) console.log(line);
        const port = /Extension host agent listening on (\d+)/.exec(line)?.[1];
        if (port) resolve(Number(port));
      });
    }
    server.once('error', reject);
    server.once('exit', () => reject(new Error(`The VS Code server has ended:\n${printed.join('\n')}`)));
  });
}

/** What desktop VS Code does by default, without what a test does not need. */
const defaults = {
  'chat.disableAIFeatures': true,
  'extensions.ignoreRecommendations': true,
  'files.autoSave': 'off',
  'git.openRepositoryInParentFolders': 'never',
  'workbench.secondarySideBar.defaultVisibility': 'hidden',
  'workbench.startupEditor': 'none',
};
