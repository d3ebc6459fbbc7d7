import {
  type Disposable,
  type Event,
  EventEmitter,
  type ExtensionContext,
  extensions,
  type LogOutputChannel,
  l10n,
  TabInputText,
  Uri,
  window,
  workspace,
} from 'vscode';
import {
  CloseAction,
  ErrorAction,
  LanguageClient,
  type LanguageClientOptions,
  type Middleware,
  State,
  TransportKind,
  type WorkspaceEdit,
} from 'vscode-languageclient/node';
import type {
  AudiencesRequest,
  ConfirmRenameRequest,
  ConnectedAccount,
  ConnectedAccountsNotification,
  CreateBaselineRequest,
  FixAllRequest,
  Identities,
  IdentitiesChangedNotification,
  IdentitiesRequest,
  InitializationOptions,
  LintRequest,
  NewConfigurationRequest,
  Place,
  ProjectsRequest,
  ServiceAudiences,
  StatusNotification,
  UsesOfRequest,
} from '../server/lsp/protocol.ts';
import { confirmRename } from './confirmRename.ts';
import type { RulePages } from './rulePages.ts';
import { documents } from './selector.ts';
import { createStatus } from './status.ts';

/** The language server, as the commands see it. */
export interface LanguageServer extends Disposable {
  readonly output: LogOutputChannel;
  readonly state: 'starting' | 'running' | 'stopped';
  /** Starts the server anew, running or not. */
  restart(): Promise<void>;
  /** Lints everything now; undefined where the server does not run. */
  lint(): Promise<LintRequest['result'] | undefined>;
  /** Applies all safe fixes in a file, or in the whole workspace; how many problems they mended, undefined where they could not be applied. */
  fixAll(file?: Uri): Promise<Pick<FixAllRequest['result'], 'fixed' | 'files'> | undefined>;
  /** The text of a configuration file that sets nothing; undefined where the server does not run. */
  newConfiguration(): Promise<string | undefined>;
  /** Makes a baseline of a workspace folder: where it is, and how many findings it lists; undefined where none could be made. */
  createBaseline(folder: Uri): Promise<{ readonly uri: Uri; readonly count: number } | undefined>;
  /** The projects that configuration files suggest. */
  projects(): Promise<readonly string[]>;
  /** The service accounts of the workspace's files; undefined where the server does not run. */
  identities(): Promise<Identities | undefined>;
  /** Where the files name the account. */
  usesOf(email: string): Promise<readonly Place[]>;
  /** Tells of the live accounts, all of them each time, so that they can be suggested in files. */
  tellAccounts(accounts: readonly ConnectedAccount[]): void;
  /** The services of the files, and for whom an ID token to them may be. */
  audiences(): Promise<readonly ServiceAudiences[]>;
  /** The files say something else about service accounts than before, or the server runs or does not any more. */
  readonly onDidChangeIdentities: Event<void>;
}

const lintMethod: LintRequest['method'] = 'leastwise/lint';
const statusMethod: StatusNotification['method'] = 'leastwise/status';
const identitiesMethod: IdentitiesRequest['method'] = 'leastwise/identities';
const fixAllMethod: FixAllRequest['method'] = 'leastwise/fixAll';
const newConfigurationMethod: NewConfigurationRequest['method'] = 'leastwise/newConfiguration';
const createBaselineMethod: CreateBaselineRequest['method'] = 'leastwise/createBaseline';
const confirmRenameMethod: ConfirmRenameRequest['method'] = 'leastwise/confirmRename';
const projectsMethod: ProjectsRequest['method'] = 'leastwise/projects';
const usesOfMethod: UsesOfRequest['method'] = 'leastwise/usesOf';
const audiencesMethod: AudiencesRequest['method'] = 'leastwise/audiences';
const connectedAccountsMethod: ConnectedAccountsNotification['method'] = 'leastwise/connectedAccounts';
const identitiesChangedMethod: IdentitiesChangedNotification['method'] = 'leastwise/identitiesChanged';

/** A server that ends by itself so soon after it was restarted, in milliseconds, is not restarted once more. */
const trial = 180_000;

/** Starts the server in a process of its own; it ends with the returned handle. */
export function startLanguageClient(context: ExtensionContext, pages: RulePages): LanguageServer {
  const output = window.createOutputChannel('Leastwise', { log: true });
  const status = createStatus(documents);
  const identitiesChanged = new EventEmitter<void>();
  const initializationOptions: InitializationOptions = {
    explain: true,
    references: true,
    confirmsRename: true,
    status: true,
    identities: true,
    semanticTokens: 'plaintext',
    // VS Code checks JSON itself.
    syntax: extensions.getExtension('redhat.vscode-yaml') ? [] : ['yaml'],
  };
  const options: LanguageClientOptions = {
    documentSelector: documents,
    outputChannel: output,
    initializationOptions,
    middleware: linkPages(pages),
    errorHandler: {
      error: () => ({ action: ErrorAction.Continue, handled: true }),
      closed: () => ({ action: mayRestart() ? CloseAction.Restart : giveUp(), handled: true }),
    },
  };
  const run = { module: context.asAbsolutePath('dist/server.cjs'), transport: TransportKind.stdio };
  // Where the extension itself is debugged, the server listens too: .vscode/launch.json attaches to this port.
  const debug = { ...run, options: { execArgv: ['--inspect=6009'] } };
  const client = new LanguageClient('leastwise', 'Leastwise', { run, debug }, options);
  let accounts: readonly ConnectedAccount[] = [];
  let restarted = Number.NEGATIVE_INFINITY;

  function mayRestart(): boolean {
    const again = Date.now() - restarted > trial;
    restarted = Date.now();
    if (again) output.warn('The language server has ended unexpectedly and is started again.');
    return again;
  }

  function giveUp(): CloseAction {
    output.error('The language server has ended unexpectedly a second time.');
    const restartAction = l10n.t('Restart Server');
    const showAction = l10n.t('Show Output');
    window.showErrorMessage(l10n.t('The Leastwise language server has stopped.'), restartAction, showAction).then((chosen) => {
      if (chosen === restartAction) restart();
      else if (chosen === showAction) output.show();
    });
    return CloseAction.DoNotRestart;
  }

  async function start(): Promise<void> {
    try {
      await client.start();
    } catch (error) {
      output.error(`The language server could not be started: ${error}`);
    }
  }

  async function restart(): Promise<void> {
    restarted = Number.NEGATIVE_INFINITY;
    if (client.isRunning()) await client.stop();
    await start();
  }

  client.onDidChangeState(({ newState }) => {
    if (newState === State.Starting) status.starting();
    else if (newState === State.Running) status.running();
    else status.stopped();
    // A server that has just started knows of none.
    if (newState === State.Running && accounts.length > 0) sendAccounts();
    if (newState !== State.Starting) identitiesChanged.fire();
  });
  function sendAccounts(): void {
    if (client.isRunning()) client.sendNotification(connectedAccountsMethod, { accounts });
  }

  client.onNotification(statusMethod, (summary: StatusNotification['params']) => status.running(summary));
  client.onRequest<ConfirmRenameRequest['result'], unknown>(confirmRenameMethod, confirmRename);
  client.onNotification(identitiesChangedMethod, () => identitiesChanged.fire());
  start();

  /** The server's answer; undefined where it does not run or has none. */
  async function ask<Answer>(method: string, params?: object): Promise<Answer | undefined> {
    if (client.state === State.Starting) await start();
    if (!client.isRunning()) return undefined;
    const answer = params ? client.sendRequest<Answer | null>(method, params) : client.sendRequest<Answer | null>(method);
    return (await answer) ?? undefined;
  }

  /** Applies an edit if all documents are still what it is of, and saves those that had no unsaved changes before, but for what `staysUnsaved` names. */
  async function apply(edit: WorkspaceEdit, staysUnsaved: (uri: Uri) => boolean = () => false): Promise<boolean> {
    const touched = (edit.documentChanges ?? []).flatMap((change) => ('textDocument' in change ? [change.textDocument] : []));
    const open = new Map(workspace.textDocuments.map((document) => [document.uri.toString(), document]));
    const uris = touched.map(({ uri, version }) => ({ uri: client.protocol2CodeConverter.asUri(uri), version }));
    if (uris.some(({ uri, version }) => version !== null && open.get(uri.toString())?.version !== version)) return false;
    const toSave = uris.filter(({ uri }) => !open.get(uri.toString())?.isDirty && !staysUnsaved(uri));
    if (!(await workspace.applyEdit(await client.protocol2CodeConverter.asWorkspaceEdit(edit)))) return false;
    for (const { uri } of toSave) await (await workspace.openTextDocument(uri)).save();
    return true;
  }

  return {
    output,
    get state() {
      return client.state === State.Running ? 'running' : client.state === State.Starting ? 'starting' : 'stopped';
    },
    restart,
    lint: () => ask<LintRequest['result']>(lintMethod),
    async fixAll(file) {
      const answer = await ask<FixAllRequest['result']>(fixAllMethod, { uri: file && client.code2ProtocolConverter.asUri(file) });
      return answer && (answer.fixed === 0 || (await apply(answer.edit, isShown))) ? answer : undefined;
    },
    newConfiguration: () => ask<NewConfigurationRequest['result']>(newConfigurationMethod),
    async createBaseline(folder) {
      const made = await ask<NonNullable<CreateBaselineRequest['result']>>(createBaselineMethod, {
        folder: client.code2ProtocolConverter.asUri(folder),
      });
      return made && (await apply(made.edit)) ? { uri: Uri.parse(made.uri), count: made.count } : undefined;
    },
    projects: async () => (await ask<ProjectsRequest['result']>(projectsMethod)) ?? [],
    identities: () => ask<IdentitiesRequest['result']>(identitiesMethod),
    usesOf: async (email) => (await ask<UsesOfRequest['result']>(usesOfMethod, { email })) ?? [],
    audiences: async () => (await ask<AudiencesRequest['result']>(audiencesMethod)) ?? [],
    tellAccounts(all) {
      accounts = all;
      sendAccounts();
    },
    onDidChangeIdentities: identitiesChanged.event,
    dispose() {
      client.dispose().finally(() => output.dispose());
      status.dispose();
      identitiesChanged.dispose();
    },
  };
}

/** Whether a tab shows the file: its user sees that it is changed, and saves it. */
function isShown(uri: Uri): boolean {
  return window.tabGroups.all.some(({ tabs }) =>
    tabs.some(({ input }) => input instanceof TabInputText && input.uri.toString() === uri.toString()),
  );
}

/** Makes the links of diagnostics lead to the pages in the extension: they are of the installed version, and there without a network. */
function linkPages(pages: RulePages): Middleware {
  return {
    async provideDiagnostics(document, previousResultId, token, next) {
      const report = await next(document, previousResultId, token);
      if (report && 'items' in report) for (const diagnostic of report.items) relink(diagnostic);
      return report;
    },
    provideWorkspaceDiagnostics(resultIds, token, resultReporter, next) {
      return next(resultIds, token, (chunk) => {
        for (const report of chunk?.items ?? []) if ('items' in report) for (const diagnostic of report.items) relink(diagnostic);
        resultReporter(chunk);
      });
    },
  };

  function relink(diagnostic: { code?: unknown }): void {
    const { code } = diagnostic;
    // What is no rule has its page on the web.
    if (typeof code === 'object' && code !== null && 'value' in code && code.value !== 'config')
      Object.assign(diagnostic, { code: { value: code.value, target: pages.link(String(code.value)) } });
  }
}
