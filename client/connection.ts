import { createRequire } from 'node:module';
import {
  commands,
  type Disposable,
  type Event,
  EventEmitter,
  type ExtensionContext,
  type LogOutputChannel,
  l10n,
  ProgressLocation,
  window,
  workspace,
} from 'vscode';
import { type EmulatorProcess, startEmulatorProcess } from './emulatorProcess.ts';
import type { Clients } from './gcp/clients.ts';
import type { Credentials } from './gcp/credentials.ts';
import { within } from './gcp/deadline.ts';
import { configuredEndpoints, type Endpoints, emulatorEndpoints } from './gcp/endpoints.ts';
import { GcpError } from './gcp/errors.ts';
import { untilRefused } from './gcp/untilRefused.ts';
import { chooseProjects } from './projects.ts';
import { userSetting } from './settings.ts';

/** What stands between the window and Google Cloud: a click, a connection, an emulator, the user's distrust, or a setting. */
export type ConnectionState = 'offline' | 'google' | 'emulator' | 'untrusted' | 'disabled';

/** The one way from the extension to a network. Nothing goes there, and no credentials are looked for, before `clients()` is called. */
export interface Connection extends Disposable {
  readonly state: ConnectionState;
  /** The state, the label or the projects have changed. */
  readonly onDidChange: Event<void>;
  /** Who acts, and by which credentials; begins with EMULATOR where nothing is real. Empty before there is a connection. */
  readonly label: string;
  /**
   * The clients, which are there from the first call on, and after their credentials were refused with those that are there then; only for what a user has
   * clicked. Throws a GcpError: of kind `credentials`, which says what to do, of `cancelled` when the signal is aborted, of `timeout` after a minute.
   */
  clients(signal?: AbortSignal): Promise<Clients>;
  /** Looks for credentials anew at the next call of `clients()`: the user may have signed in as somebody else. */
  renew(): void;
  /** The clients where there are some already. */
  readonly connected: Clients | undefined;
  /** The projects to show, in this workspace and with this kind of connection. */
  readonly projects: readonly string[];
  /** Lets the user choose the projects, among which are those that files suggest, or takes those given. */
  selectProjects(projects?: readonly string[], suggest?: () => Promise<readonly string[]>): Promise<void>;
  /** Starts an emulator, where all goes from then on: of what the files of the workspace declare, or of the demo, in which that was applied some time ago. */
  startEmulator(of: 'workspace' | 'demo'): Promise<void>;
  /** Ends the emulator and forgets the credentials. */
  stop(): void;
}

/** An emulator that answers, in a process of ours or somebody else's. */
type Emulator = Pick<EmulatorProcess, 'origin' | 'member' | 'projects'> & Partial<Pick<EmulatorProcess, 'stop'>>;

type Online = typeof import('./gcp/clients.ts');

/** How long one waits for a connection, in milliseconds: gcloud may take half of it. */
const patience = 60_000;

/** The connection of this window. It ends, and an emulator of its own with it, when it is disposed of. */
export function openConnection(context: ExtensionContext, output: LogOutputChannel): Connection {
  const changed = new EventEmitter<void>();
  let emulator: Emulator | undefined;
  let connected: Clients | undefined;
  /** Counts what makes a connection another one, so that one that comes late is not taken. */
  let era = 0;

  const load = (): Online => createRequire(import.meta.filename)(context.asAbsolutePath('dist/gcp.cjs'));

  function forbidden(): ConnectionState | undefined {
    if (!workspace.isTrusted) return 'untrusted';
    if (!userSetting<boolean>('network.enable')) return 'disabled';
    return undefined;
  }

  function state(): ConnectionState {
    return forbidden() ?? (emulator ? 'emulator' : connected ? 'google' : 'offline');
  }

  function tell(): void {
    commands.executeCommand('setContext', 'leastwise.connection', state());
    changed.fire();
  }

  /** Forgets whom and what one was connected to. */
  function forget(): void {
    era++;
    emulator?.stop?.();
    emulator = connected = undefined;
    connection.drop();
  }

  function allow(): void {
    const reason = forbidden();
    if (reason === 'untrusted')
      throw new GcpError('credentials', l10n.t('Trust this workspace first: credentials are used in trusted ones only.'));
    if (reason === 'disabled')
      throw new GcpError('credentials', l10n.t('The setting leastwise.network.enable is off: switch it on to go online.'));
  }

  const connection = untilRefused(async (refused) => {
    const own = era;
    const found = await connect(() => own === era, refused);
    if (own === era) {
      connected = found;
      tell();
    }
    return found;
  });

  async function connect(isCurrent: () => boolean, onRefused: () => void): Promise<Clients> {
    allow();
    const online = load();
    const universeDomain = userSetting<string>('network.universeDomain');
    const endpoints = emulator ? emulatorEndpoints(emulator.origin) : configured(universeDomain);
    if (endpoints.emulated) {
      const answering = emulator ?? (await meet(endpoints.iam));
      if (isCurrent()) emulator = answering;
      return online.connect({ endpoints, credentials: online.emulatorCredentials(answering.origin, answering.member), onRefused });
    }
    const found = await online.findCredentials({ universeDomain, metadata: userSetting('network.metadataServer') });
    warnOfKey(found);
    const credentials = await online.identify(found, endpoints, { deadline: 5000 });
    return online.connect({ endpoints, credentials, onRefused });
  }

  function configured(universeDomain: string): Endpoints {
    try {
      return configuredEndpoints(userSetting('endpoints'), universeDomain);
    } catch (error) {
      throw new GcpError('credentials', l10n.t('The setting leastwise.endpoints: {0}', (error as Error).message));
    }
  }

  /** A key in a file is good for whoever gets hold of it; the user hears of it once. */
  function warnOfKey({ longLivedKey, source }: Credentials): void {
    const warned = 'warnedOfKey';
    if (!longLivedKey || context.globalState.get(warned)) return;
    context.globalState.update(warned, true);
    window.showWarningMessage(
      l10n.t(
        'Your credentials are a service account’s key in {0}, which does not expire. Rather run: gcloud auth application-default login',
        source,
      ),
    );
  }

  async function startEmulator(of: 'workspace' | 'demo'): Promise<void> {
    allow();
    const folder = workspace.workspaceFolders?.[0]?.uri;
    if (of === 'workspace' && folder?.scheme !== 'file')
      throw new GcpError('credentials', l10n.t('Open a folder of this machine first: the emulator has what its files declare.'));
    forget();
    const own = era;
    const process = await window.withProgress({ location: ProgressLocation.Window, title: l10n.t('Starting the emulator') }, () =>
      startEmulatorProcess(context.asAbsolutePath('dist/cli.js'), of === 'workspace' && folder ? [folder.fsPath] : []),
    );
    if (own !== era) return process.stop();
    emulator = process;
    output.info(`The emulator answers at ${process.origin}.`);
    process.ended.then(() => {
      if (emulator !== process) return;
      output.warn('The emulator has ended unexpectedly.');
      window.showWarningMessage(l10n.t('The emulator has ended unexpectedly. Open the demo project again to start it.'));
      forget();
      tell();
    });
    tell();
  }

  const settings = workspace.onDidChangeConfiguration((event) => {
    if (!event.affectsConfiguration('leastwise.network') && !event.affectsConfiguration('leastwise.endpoints')) return;
    forget();
    tell();
  });
  const trust = workspace.onDidGrantWorkspaceTrust(tell);
  const key = () => (emulator ? 'emulatedProjects' : 'projects');
  tell();

  return {
    get state() {
      return state();
    },
    onDidChange: changed.event,
    get label() {
      return connected ? labelOf(connected) : emulator ? `EMULATOR · ${emulator.member}` : '';
    },
    clients: (signal) => within({ signal, deadline: patience }, connection.get),
    renew: connection.drop,
    get connected() {
      return connected;
    },
    get projects() {
      return context.workspaceState.get<string[]>(key()) ?? emulator?.projects ?? [];
    },
    async selectProjects(projects, suggest = async () => []) {
      const chosen = projects ?? (await chooseProjects(this, await suggest()));
      if (!chosen) return;
      await context.workspaceState.update(key(), chosen);
      tell();
    },
    startEmulator,
    stop() {
      forget();
      tell();
    },
    dispose() {
      forget();
      for (const each of [settings, trust, changed]) each.dispose();
    },
  };
}

/** What an emulator that runs already says of itself. */
async function meet(origin: string): Promise<Emulator> {
  try {
    const answer = await fetch(`${origin}/emulator`, { headers: { 'x-leastwise-emulator': '1' }, signal: AbortSignal.timeout(10_000) });
    return (await answer.json()) as Emulator;
  } catch {
    throw new GcpError('network', l10n.t('No emulator answers at {0}. Start it with: leastwise emulate', origin));
  }
}

function labelOf({ credentials: { account, source, type }, endpoints: { emulated } }: Clients): string {
  const who = account ?? type;
  return emulated ? `EMULATOR · ${who}` : `${who} · ${source}`;
}
