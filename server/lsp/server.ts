import { type Connection, type InitializeParams, type InitializeResult, TextDocumentSyncKind, TextDocuments } from 'vscode-languageserver';
import { TextDocument } from 'vscode-languageserver-textdocument';
import { shippedCatalog, version } from '../host/assets.ts';
import { digest } from '../host/digest.ts';
import { provideAudiences } from './audiences.ts';
import { provideCallHierarchy } from './callHierarchy.ts';
import { fixAllKind, provideCodeActions } from './codeAction.ts';
import { provideCodeLenses } from './codeLens.ts';
import { completionTriggers, provideCompletion } from './completion.ts';
import { provideConfigRequests } from './configRequests.ts';
import { source } from './convert.ts';
import { provideDefinition } from './definition.ts';
import { type Diagnostics, provideDiagnostics } from './diagnostics.ts';
import { provideDocumentLinks } from './documentLink.ts';
import type { Files } from './files.ts';
import { provideFixAll } from './fixAll.ts';
import { provideHover } from './hover.ts';
import { provideIdentities } from './identities.ts';
import { provideInlayHints } from './inlayHint.ts';
import { provideReferences } from './references.ts';
import { provideRename } from './rename.ts';
import { provideSemanticTokens, semanticTokensOptions } from './semanticTokens.ts';
import { clientOf, guarded, type Session } from './session.ts';
import { openSettings, registerSettings } from './settings.ts';
import { provideLint, statusSender } from './summary.ts';
import { provideUsesOf } from './usesOf.ts';
import { configWatcher, registerWatchers, watchFiles } from './watchedFiles.ts';
import { openWorkspace } from './workspace.ts';

/** How long the workspace has to be quiet before the client is told of changes that it has not asked for, in milliseconds. */
const quiet = 200;

/** The same for what takes longer to tell and nobody waits for: who pauses between two words is not to wait for it behind them. */
const idle = 1000;

/** Serves one client. Nothing is read from `files` before the client is initialized; then all that the connection gets is answered, whatever happens. */
export function startServer(connection: Connection, files: Files): void {
  connection.onInitialize((params) => {
    serve(connection, files, params);
    return initializeResult(params);
  });
  connection.listen();
}

function serve(connection: Connection, files: Files, params: InitializeParams): void {
  const catalog = shippedCatalog();
  const client = clientOf(params);
  const settings = openSettings(connection, client);
  const workspace = openWorkspace(
    files,
    settings,
    {
      options: () => ({ catalog, now: thisMinute(), digest, tellsSyntax: client.tellsSyntax }),
      failed: ({ code, error }) =>
        connection.console.error(`The rule ${code} failed: ${error instanceof Error ? (error.stack ?? error.message) : String(error)}`),
    },
    () => settle(),
  );
  const { clientUri } = workspace;
  const session: Session = { connection, client, workspace, catalog, clientUri, version: version() };

  const diagnostics = provideDiagnostics(session);
  const sendStatus = statusSender(session);
  const sendIdentitiesChanged = provideIdentities(session);
  const sendSkipped = skippedLog(session);
  provideCodeActions(session);
  provideHover(session);
  provideCompletion(session);
  provideDefinition(session);
  provideReferences(session);
  provideRename(session);
  provideDocumentLinks(session);
  provideCallHierarchy(session);
  const hints = [provideCodeLenses(session), provideInlayHints(session)];
  provideSemanticTokens(session);
  provideLint(session);
  provideFixAll(session);
  provideConfigRequests(session);
  provideUsesOf(session);
  provideAudiences(session);
  watchFiles(session, files, () => settle());
  syncDocuments(session, diagnostics, () => settle());

  const settleSoon = debounced(
    quiet,
    guarded(session, undefined, async () => {
      await diagnostics.settled();
      await sendStatus();
      sendSkipped();
      for (const { filesChanged } of hints) filesChanged();
    }),
  );
  const settleIdentities = debounced(idle, guarded(session, undefined, sendIdentitiesChanged));
  const settle = () => {
    settleSoon();
    settleIdentities();
  };
  connection.onInitialized(
    guarded(session, undefined, async () => {
      const watchConfigFiles = configWatcher(session);
      followFolders(session, params, guarded(session, undefined, watchConfigFiles));
      await registerWatchers(session);
      await watchConfigFiles();
      await registerSettings(session);
    }),
  );
  connection.onDidChangeConfiguration(() => {
    settings.changed();
    for (const { settingsChanged } of hints) settingsChanged();
    settle();
  });
  connection.onShutdown(() => {
    settleSoon.stop();
    settleIdentities.stop();
    diagnostics.end();
  });
}

function initializeResult(params: InitializeParams): InitializeResult {
  const { pulls, literalActions, preparesRename } = clientOf(params);
  const tokens = semanticTokensOptions(params.initializationOptions?.semanticTokens);
  return {
    serverInfo: { name: 'Leastwise', version: version() },
    capabilities: {
      textDocumentSync: { openClose: true, change: TextDocumentSyncKind.Incremental, save: true },
      ...(pulls && { diagnosticProvider: { identifier: source, interFileDependencies: true, workspaceDiagnostics: true } }),
      ...(literalActions && { codeActionProvider: { codeActionKinds: ['quickfix', fixAllKind] } }),
      hoverProvider: true,
      completionProvider: { triggerCharacters: [...completionTriggers], resolveProvider: true },
      definitionProvider: true,
      referencesProvider: true,
      renameProvider: preparesRename ? { prepareProvider: true } : true,
      documentLinkProvider: {},
      callHierarchyProvider: true,
      codeLensProvider: {},
      inlayHintProvider: true,
      ...(tokens && { semanticTokensProvider: tokens }),
      workspace: { workspaceFolders: { supported: true, changeNotifications: true } },
    },
  };
}

function syncDocuments({ connection, client, workspace }: Session, diagnostics: Diagnostics, changed: () => void): void {
  const documents = new TextDocuments(TextDocument);
  documents.onDidChangeContent(({ document }) => workspace.put(document));
  documents.onDidClose(({ document }) => {
    workspace.close(document.uri);
    diagnostics.closed(document.uri);
  });
  documents.onDidSave(({ document }) => {
    workspace.saved(document.uri);
    // Nobody tells of what other programs write.
    if (!client.watchesFiles) for (const { disk } of workspace.groups) disk?.unread();
    changed();
  });
  documents.listen(connection);
}

function followFolders(
  { connection, client, workspace }: Session,
  { workspaceFolders, rootUri }: InitializeParams,
  followed: () => void,
): void {
  const roots = new Set(workspaceFolders?.map(({ uri }) => uri) ?? (rootUri ? [rootUri] : []));
  workspace.setFolders([...roots]);
  if (!client.changesFolders) return;
  connection.workspace.onDidChangeWorkspaceFolders(({ added, removed }) => {
    for (const { uri } of removed) roots.delete(uri);
    for (const { uri } of added) roots.add(uri);
    workspace.setFolders([...roots]);
    followed();
  });
}

/** Something that logs each file that is left out, once. */
function skippedLog({ connection, workspace }: Session): () => void {
  const logged = new Set<string>();
  return () => {
    for (const [uri, reason] of workspace.skipped()) {
      if (logged.has(uri)) continue;
      logged.add(uri);
      connection.console.info(`${uri} is not linted: ${reason}.`);
    }
  };
}

/** The action, run when it was last asked for so many milliseconds ago. */
function debounced(delay: number, action: () => void): { (): void; stop(): void } {
  let timer: NodeJS.Timeout | undefined;
  const ask = () => {
    clearTimeout(timer);
    timer = setTimeout(action, delay);
  };
  return Object.assign(ask, { stop: () => clearTimeout(timer) });
}

/** The time to the minute: what was judged within it need not be judged again, and no condition expires so fast that anybody would notice. */
function thisMinute(): Date {
  const minute = 60_000;
  return new Date(Math.floor(Date.now() / minute) * minute);
}
