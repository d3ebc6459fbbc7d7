import { isDeepStrictEqual } from 'node:util';
import { commands, Disposable, l10n, type TreeDataProvider, workspace } from 'vscode';
import type { Catalog } from '../../iam/catalog/catalog.ts';
import type { Connection } from '../connection.ts';
import type { Clients } from '../gcp/clients.ts';
import type { LanguageServer } from '../languageClient.ts';
import { accountActions } from './actions/accountState.ts';
import { checkImpersonation } from './actions/checkImpersonation.ts';
import { copyActions } from './actions/copy.ts';
import { navigation } from './actions/navigate.ts';
import { tokenCreatorActions } from './actions/tokenCreator.ts';
import { treeActions } from './actions/treeActions.ts';
import type { TreeNode } from './node.ts';
import { openTree } from './tree.ts';
import { openView } from './view.ts';
import { welcomeState } from './welcome.ts';
import { findingsText } from './words.ts';

/** The Service Accounts view and its commands. */
export interface Explorer extends Disposable {
  /** The lines, as VS Code asks for them. */
  readonly provider: TreeDataProvider<TreeNode>;
}

/** Nothing goes online before a line is opened or a command is run. */
export function openExplorer(connection: Connection, server: LanguageServer, catalog: Catalog): Explorer {
  const lines = openView(() => tree, follow);
  const tree = openTree({
    l10n,
    catalog,
    now: Date.now,
    clients: connection.clients,
    caller: () => connection.connected?.credentials.account,
    onChange: lines.changed,
    onBusy: lines.busy,
  });
  const context = contextKeys();
  let { connected, state } = connection;
  let told: string | undefined;
  let settled = false;
  let suggested = tree.loaded;

  /** What is around the lines: the welcome text, who one is, and the number of findings. */
  function follow(): void {
    const { blocked, findings } = tree;
    const { filter, projects } = tree.state;
    const folder = workspace.workspaceFolders !== undefined;
    context.set('leastwise.state', welcomeState({ connection: connection.state, folder, settled, projects: projects.length, blocked }));
    context.set('leastwise.filtered', filter !== '');
    if (blocked && blocked.reason !== told) server.output.warn(blocked.reason);
    told = blocked?.reason;
    lines.view.description = [connection.label, filter && l10n.t('filter: {0}', filter)].filter(Boolean).join(' · ');
    tellAccounts();
    lines.view.badge = findings === 0 ? undefined : { value: findings, tooltip: findingsText(findings, l10n) };
  }

  /** The server suggests what has been read, to write it into files. */
  function tellAccounts(): void {
    if (tree.loaded === suggested) return;
    suggested = tree.loaded;
    const accounts = suggested.map(({ email, projectId, displayName, disabled = false }) => ({
      email,
      project: projectId,
      displayName,
      disabled,
    }));
    server.tellAccounts(accounts);
  }

  function connectionChanged(): void {
    const before = { connected, state };
    ({ connected, state } = connection);
    // What one has read is another's once one is somebody else; the first connection is the one that is being read with.
    const other = before.connected !== undefined && !isSameCaller(before.connected, connected);
    if (other || (before.state !== state && state !== 'google')) tree.reset();
    const mayConnect = state !== 'untrusted' && state !== 'disabled';
    const projects = mayConnect ? connection.projects : [];
    // A look at all lines would interrupt those that are loading by the connection that has just been made.
    if (mayConnect === tree.state.mayConnect && isDeepStrictEqual(projects, tree.state.projects)) follow();
    else tree.update({ projects, mayConnect });
    tellAccounts();
  }

  async function filesChanged(): Promise<void> {
    // A server that is just ending answers nothing.
    const identities = await server.identities().catch(() => undefined);
    settled = true;
    tree.update({ identities });
  }

  const showGoogleManaged = () => workspace.getConfiguration('leastwise').get<boolean>('explorer.showGoogleManaged', true);
  tree.update({ showGoogleManaged: showGoogleManaged() });
  connectionChanged();

  const parts = Disposable.from(
    lines,
    connection.onDidChange(connectionChanged),
    server.onDidChangeIdentities(filesChanged),
    workspace.onDidChangeWorkspaceFolders(follow),
    workspace.onDidChangeConfiguration((event) => {
      if (event.affectsConfiguration('leastwise.explorer.showGoogleManaged')) tree.update({ showGoogleManaged: showGoogleManaged() });
    }),
    treeActions(tree, connection),
    copyActions(tree),
    navigation(tree, connection, server),
    checkImpersonation(tree, connection),
    tokenCreatorActions(tree, connection),
    accountActions(tree, connection),
  );
  return {
    provider: lines.provider,
    dispose() {
      tree.stop();
      parts.dispose();
    },
  };
}

/** Whether both act as one account at one place: what was read with the one, the other would read. */
function isSameCaller(one: Clients, other: Clients | undefined): boolean {
  if (one === other) return true;
  const { account } = one.credentials;
  return account !== undefined && account === other?.credentials.account && isDeepStrictEqual(one.endpoints, other.endpoints);
}

/** Context keys, which are told to VS Code when they have changed. */
function contextKeys() {
  const values = new Map<string, unknown>();
  return {
    set(key: string, value: unknown): void {
      if (values.get(key) === value) return;
      values.set(key, value);
      commands.executeCommand('setContext', key, value);
    },
  };
}
