import { commands, Disposable, env, l10n, Uri, window } from 'vscode';
import type { Connection } from '../../connection.ts';
import type { Tree } from '../tree.ts';
import { type Argument, chooseProject, subjectOf } from './target.ts';

/** Refresh, filter, load more, load all, stop, retry, and the page that a failure names. */
export function treeActions(tree: Tree, connection: Pick<Connection, 'renew'>): Disposable {
  return Disposable.from(
    commands.registerCommand('leastwise.refresh', (argument?: Argument) => {
      const subject = subjectOf(argument);
      connection.renew();
      tree.refresh(subject?.kind === 'project' ? subject.project : undefined);
    }),
    commands.registerCommand('leastwise.filterServiceAccounts', (text?: unknown) =>
      typeof text === 'string' ? tree.update({ filter: text }) : askForFilter(tree),
    ),
    commands.registerCommand('leastwise.clearFilter', () => tree.update({ filter: '' })),
    commands.registerCommand('leastwise.loadMore', async (argument?: Argument) => {
      const project = await projectOf(tree, argument);
      if (project !== undefined) await tree.more(project);
    }),
    commands.registerCommand('leastwise.loadAll', async (argument?: Argument) => {
      const project = await projectOf(tree, argument);
      if (project !== undefined) await tree.all(project);
    }),
    commands.registerCommand('leastwise.stopLoading', () => tree.stop()),
    commands.registerCommand('leastwise.retry', (argument?: Argument) => {
      const subject = subjectOf(argument);
      if (subject?.kind === 'failure') subject.retry();
    }),
    commands.registerCommand('leastwise.openFailureLink', (argument?: Argument) => {
      const subject = subjectOf(argument);
      const link = subject?.kind === 'failure' ? subject.link : tree.blocked?.link;
      if (link !== undefined) return env.openExternal(Uri.parse(link));
    }),
  );
}

async function projectOf(tree: Tree, argument: Argument): Promise<string | undefined> {
  const subject = subjectOf(argument);
  return subject?.kind === 'more' ? subject.project : chooseProject(tree, argument, l10n.t('Load More'));
}

/** Filters as one types; Escape brings back what was there before. */
function askForFilter(tree: Tree): void {
  const before = tree.state.filter;
  const box = window.createInputBox();
  box.title = l10n.t('Filter Service Accounts');
  box.placeholder = l10n.t('Part of an e-mail, a display name or a unique id');
  box.prompt = l10n.t('Only accounts that are loaded are searched: Load All reads the others.');
  box.value = before;
  let accepted = false;
  box.onDidChangeValue((filter) => tree.update({ filter }));
  box.onDidAccept(() => {
    accepted = true;
    box.hide();
  });
  box.onDidHide(() => {
    if (!accepted) tree.update({ filter: before });
    box.dispose();
  });
  box.show();
}
