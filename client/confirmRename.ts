import { l10n, window } from 'vscode';
import type { ConfirmRenameRequest } from '../server/lsp/protocol.ts';

/** Asks before a service account is renamed: its e-mail is immutable, so a new name is a new account. https://cloud.google.com/iam/docs/service-accounts-create */
export async function confirmRename({ from, to, declared }: ConfirmRenameRequest['params']): Promise<ConfirmRenameRequest['result']> {
  const detail = declared
    ? l10n.t('Terraform destroys the account and creates another. Its keys end, and so do grants to the old e-mail outside these files.')
    : l10n.t('The files name another account from now on, which has to exist: none of them declares this one.');
  const yes = { label: l10n.t('Rename {0} to {1}', from, to), detail };
  const no = { label: l10n.t('Cancel'), detail: l10n.t('Nothing is changed.') };
  const placeHolder = l10n.t('The e-mail of a service account is immutable');
  return (await window.showQuickPick([yes, no], { title: l10n.t('Rename Service Account'), placeHolder, ignoreFocusOut: true })) === yes;
}
