import type { Localize } from '../../iam/localize.ts';
import type { Remark } from './request.ts';

/** The longest life of an access token without, and with, the constraint. https://cloud.google.com/iam/docs/reference/credentials/rest/v1/projects.serviceAccounts/generateAccessToken */
export const usualLimit = 3600;
export const extendedLimit = 43_200;

/** The lifetimes that are offered, in seconds. */
export const offeredLifetimes: readonly number[] = [300, 900, 3600];

const units: Readonly<Record<string, number>> = { '': 1, s: 1, m: 60, h: 3600 };

/** Seconds of `900`, `900s`, `15 min`, `1.5 hours`; undefined where it is none of these. */
export function parseLifetime(text: string): number | undefined {
  const match = /^\s*(\d+(?:\.\d+)?)\s*(?:(s)(?:ec(?:onds?)?)?|(m)(?:in(?:utes?)?)?|(h)(?:ours?|r)?)?\s*$/i.exec(text);
  if (!match) return undefined;
  const unit = (match[2] ?? match[3] ?? match[4] ?? '').toLowerCase();
  const seconds = Number(match[1]) * (units[unit] ?? 1);
  return Number.isInteger(seconds) ? seconds : undefined;
}

/** What is to be said of the lifetime of an access token of the account; undefined where it is fine. */
export function remarkOnLifetime(seconds: number | undefined, account: string, l10n: Localize): Remark | undefined {
  const remark = (severity: Remark['severity'], message: string): Remark => ({ severity, message });
  if (seconds === undefined) return remark('error', l10n.t('Give a number of seconds, or a time like 15 min or 2 h.'));
  if (seconds < 1) return remark('error', l10n.t('A token has to last a second at least.'));
  if (seconds > extendedLimit) return remark('error', l10n.t('No access token lasts more than 12 hours.'));
  if (seconds > usualLimit) {
    return remark(
      'warning',
      l10n.t(
        'More than an hour works only if the organization policy constraint iam.allowServiceAccountCredentialLifetimeExtension lists {0}.',
        account,
      ),
    );
  }
  return undefined;
}

/** `15 minutes`, `1 hour`, `100 seconds`. */
export function showLifetime(seconds: number, l10n: Localize): string {
  if (seconds >= 3600 && seconds % 3600 === 0) return seconds === 3600 ? l10n.t('1 hour') : l10n.t('{0} hours', seconds / 3600);
  if (seconds >= 60 && seconds % 60 === 0) return seconds === 60 ? l10n.t('1 minute') : l10n.t('{0} minutes', seconds / 60);
  return l10n.t('{0} seconds', seconds);
}
