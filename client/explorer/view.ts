import {
  commands,
  type Disposable,
  EventEmitter,
  l10n,
  ThemeIcon,
  type TreeDataProvider,
  TreeItem,
  TreeItemCollapsibleState,
  type TreeView,
  window,
} from 'vscode';
import type { TreeNode } from './node.ts';
import type { Tree } from './tree.ts';

/** The view's id, also in package.json. */
export const viewId = 'leastwise.serviceAccounts';

/** The lines of a tree in VS Code. */
export interface AccountsView extends Disposable {
  readonly view: TreeView<TreeNode>;
  readonly provider: TreeDataProvider<TreeNode>;
  /** Asks for all lines again, not more often than they can be drawn. */
  changed(): void;
  /** Shows in the view that something loads, or no more. */
  busy(busy: boolean): void;
}

/** The least time between two looks at the whole tree, in milliseconds. */
const pause = 250;

/** `tree` is asked when lines are shown, not before. `onShown` hears of every answer, so that what is around the lines can follow. */
export function openView(tree: () => Tree, onShown: () => void): AccountsView {
  const changes = new EventEmitter<TreeNode | undefined>();
  let waiting: NodeJS.Timeout | undefined;
  let again = false;
  let done: (() => void) | undefined;

  const provider: TreeDataProvider<TreeNode> = {
    onDidChangeTreeData: changes.event,
    getTreeItem: itemOf,
    async getChildren(node) {
      if (!node) {
        onShown();
        return [...tree().roots()];
      }
      const { label, description } = node;
      const { blocked, version } = tree();
      const lines = (await node.children?.()) ?? [];
      onShown();
      // What stands elsewhere follows from what was loaded here; a look at all lines before these are there would drop them.
      if (tree().blocked !== blocked || tree().version !== version) setTimeout(changed);
      else if (node.label !== label || node.description !== description) changes.fire(node);
      return [...lines];
    },
  };
  const view = window.createTreeView(viewId, { treeDataProvider: provider, showCollapseAll: true });

  function changed(): void {
    if (waiting) {
      again = true;
      return;
    }
    changes.fire(undefined);
    waiting = setTimeout(() => {
      waiting = undefined;
      if (again) {
        again = false;
        changed();
      }
    }, pause);
  }

  return {
    view,
    provider,
    changed,
    busy(busy) {
      commands.executeCommand('setContext', 'leastwise.loading', busy);
      if (busy) window.withProgress({ location: { viewId } }, () => new Promise<void>((resolve) => (done = resolve)));
      else done?.();
    },
    dispose() {
      clearTimeout(waiting);
      done?.();
      view.dispose();
      changes.dispose();
    },
  };
}

function itemOf(node: TreeNode): TreeItem {
  const closed = node.expanded ? TreeItemCollapsibleState.Expanded : TreeItemCollapsibleState.Collapsed;
  const item = new TreeItem(node.label, node.children ? closed : TreeItemCollapsibleState.None);
  return Object.assign(item, {
    id: node.id,
    description: node.description,
    tooltip: node.tooltip ?? node.accessibilityLabel,
    contextValue: node.contextValue,
    iconPath: node.icon === undefined ? undefined : new ThemeIcon(node.icon),
    accessibilityInformation: { label: node.accessibilityLabel },
    command: node.command && { command: `leastwise.${node.command}`, title: l10n.t('Open'), arguments: [node] },
  });
}
