import { commands, Disposable, EventEmitter, l10n, ThemeIcon, TreeItem, window } from 'vscode';
import { rowOf } from './rows.ts';
import type { SessionToken, TokenStore } from './store.ts';

/** The Session Tokens view. It counts down once a second, as long as it can be seen and has something to count. */
export function openSessionTokens(store: TokenStore): Disposable {
  const changed = new EventEmitter<void>();
  const view = window.createTreeView<SessionToken>('leastwise.sessionTokens', {
    treeDataProvider: {
      onDidChangeTreeData: changed.event,
      getChildren: (token) => (token ? [] : [...store.list()]),
      getTreeItem: itemOf,
    },
  });
  let clock: NodeJS.Timeout | undefined;

  function update(): void {
    const some = store.list().length > 0;
    clearInterval(clock);
    clock = view.visible && some ? setInterval(tick, 1000) : undefined;
    clock?.unref();
    commands.executeCommand('setContext', 'leastwise.hasSessionTokens', some);
    changed.fire();
  }

  function tick(): void {
    if (store.list().length === 0) update();
    else changed.fire();
  }

  const visibility = view.onDidChangeVisibility(update);
  const stop = store.onChange(update);
  return new Disposable(() => {
    stop();
    clearInterval(clock);
    for (const each of [visibility, view, changed]) each.dispose();
  });
}

function itemOf(token: SessionToken): TreeItem {
  const { label, description, tooltip, accessibilityLabel, contextValue, icon } = rowOf(token, Date.now(), l10n);
  const item = new TreeItem(label);
  return Object.assign(item, {
    id: token.id,
    description,
    tooltip,
    contextValue,
    iconPath: new ThemeIcon(icon),
    accessibilityInformation: { label: accessibilityLabel },
  });
}
