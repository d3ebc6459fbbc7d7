import { l10n, window } from 'vscode';
import type { ConfirmRenameRequest } from '../server/lsp/protocol.ts';

/** Asks before a service account is renamed: its e-mail is immutable, so a new name is a new account. https://cloud.google.com/iam/docs/service-accounts-create */
export async function confirmRename({ from, to, declared }: ConfirmRenameRequest['params']): Promise<ConfirmRenameRequest['result']> {
  const detail = declared
    ? l10n.t('Terraform destroys this one: its keys and its grants elsewhere end.')
    : l10n.t('The files then name another account, which has to exist.');
  const yes = { label: l10n.t('Rename {0} to {1}', from, to), detail };
  const no = { label: l10n.t('Cancel'), detail: l10n.t('Nothing is changed.') };
  const placeHolder = l10n.t('An e-mail is immutable: this makes another account of it');
  return (await window.showQuickPick([yes, no], { title: l10n.t('Rename Service Account'), placeHolder, ignoreFocusOut: true })) === yes;
}
