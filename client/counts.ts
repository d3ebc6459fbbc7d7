import type { Localize } from '../iam/localize.ts';

/** `1 problem`, `12 problems`. */
export function problems(count: number, l10n: Localize): string {
  return count === 1 ? l10n.t('1 problem') : l10n.t('{0} problems', count);
}

/** `1 file`, `12 files`. */
export function files(count: number, l10n: Localize): string {
  return count === 1 ? l10n.t('1 file') : l10n.t('{0} files', count);
}
