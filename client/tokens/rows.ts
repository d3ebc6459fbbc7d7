import type { Localize } from '../../iam/localize.ts';
import { showTime } from '../../iam/token.ts';
import { kindTitle } from './request.ts';
import { shortScope } from './scopes.ts';
import type { SessionToken } from './store.ts';

/** A line of the Session Tokens view. */
export interface Row {
  readonly label: string;
  readonly description: string;
  readonly tooltip: string;
  readonly accessibilityLabel: string;
  readonly contextValue: string;
  readonly icon: string;
}

const icons = { accessToken: 'key', idToken: 'person', jwt: 'file-code', blob: 'file-binary' } as const;

/** What is shown of a token at a time: nothing of the token itself. */
export function rowOf(
  { kind, account, delegates, expires, secret, audience, scopes, emulated }: SessionToken,
  now: number,
  l10n: Localize,
): Row {
  const seconds = Math.max(0, Math.ceil((expires.getTime() - now) / 1000));
  const fingerprint = secret.fingerprint.slice(0, 12);
  const title = kindTitle(kind, l10n);
  const details = [
    l10n.t('{0} of {1}', title, account),
    ...(delegates.length > 0 ? [l10n.t('through {0}', delegates.join(' → '))] : []),
    ...(audience === undefined ? [] : [l10n.t('for {0}', audience)]),
    ...(scopes === undefined ? [] : [l10n.t('for {0}', scopes.map(shortScope).join(', '))]),
    l10n.t('until {0}', showTime(expires.getTime() / 1000)),
    `SHA-256 ${secret.fingerprint}`,
    ...(emulated ? [l10n.t('minted by the EMULATOR: worth nothing to Google')] : []),
  ];
  return {
    label: title,
    description: `${countdown(seconds)} · ${account} · ${fingerprint}`,
    tooltip: details.join('\n'),
    // In whole minutes, so that a screen reader has something to say that holds for a while.
    accessibilityLabel:
      seconds < 60
        ? l10n.t('{0} of {1}, expires in less than a minute, fingerprint {2}', title, account, fingerprint)
        : l10n.t('{0} of {1}, expires in {2} minutes, fingerprint {3}', title, account, Math.floor(seconds / 60), fingerprint),
    contextValue: `token.${kind}`,
    icon: icons[kind],
  };
}

/** `14:59`, `1:00:00`, `11:59:59`. */
export function countdown(seconds: number): string {
  const two = (count: number) => String(count).padStart(2, '0');
  const [hours, minutes] = [Math.floor(seconds / 3600), Math.floor(seconds / 60) % 60];
  return hours > 0 ? `${hours}:${two(minutes)}:${two(seconds % 60)}` : `${minutes}:${two(seconds % 60)}`;
}
