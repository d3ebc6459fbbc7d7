import type { Localize } from '../../iam/localize.ts';
import { parseAccount } from '../../iam/serviceAccount.ts';
import { literalText } from '../../iam/text.ts';
import type { Remark } from './request.ts';

/** The e-mail or unique id of an account that was typed, also as a member or a resource name. */
export function accountTyped(text: string): string {
  return text
    .trim()
    .replace(/^serviceAccount:/, '')
    .replace(/^projects\/[^/]+\/serviceAccounts\//, '');
}

/** What is to be said of an account to act as; undefined where it can be one. Whether it exists, only Google knows. */
export function remarkOnAccount(text: string, l10n: Localize): Remark | undefined {
  const error = (message: string): Remark => ({ severity: 'error', message });
  const account = accountTyped(text);
  if (account === '') return error(l10n.t('Give the e-mail of a service account.'));
  const { form, kind, problem } = parseAccount(literalText(account));
  if (form === 'unique-id') return undefined;
  if (problem === 'placeholder') return error(l10n.t('There is a placeholder in it that was never filled in.'));
  if (form !== 'email' || problem !== undefined || !account.includes('@'))
    return error(l10n.t('{0} is not the e-mail of a service account.', account));
  if (kind === 'service-agent' || kind === 'google-apis') return error(l10n.t('Nobody but Google acts as a service agent.'));
  return undefined;
}
