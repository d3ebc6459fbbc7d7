import { commands, Disposable, env, l10n, window } from 'vscode';
import type { Tree } from '../tree.ts';
import { type Argument, chooseAccount, subjectOf, type Target } from './target.ts';

/** Copies what names an account, or the command of a line that says what is missing. */
export function copyActions(tree: Tree): Disposable {
  const copying = (command: string, title: string, textOf: (account: Target) => string | undefined) =>
    commands.registerCommand(`leastwise.${command}`, async (argument?: Argument) => {
      const account = await chooseAccount(tree, argument, title);
      const text = account && textOf(account);
      if (text !== undefined) await copy(text);
    });
  return Disposable.from(
    copying('copyEmail', l10n.t('Copy E-mail'), ({ email }) => email),
    copying('copyMember', l10n.t('Copy Member'), ({ email }) => `serviceAccount:${email}`),
    copying('copyUniqueId', l10n.t('Copy Unique Id'), ({ uniqueId }) => uniqueId),
    commands.registerCommand('leastwise.copyGrantCommand', async (argument?: Argument) => {
      const subject = subjectOf(argument);
      if (subject?.kind === 'failure' && subject.grantCommand !== undefined) await copy(subject.grantCommand);
    }),
  );
}

async function copy(text: string): Promise<void> {
  await env.clipboard.writeText(text);
  window.setStatusBarMessage(l10n.t('Copied: {0}', text), 5000);
}
