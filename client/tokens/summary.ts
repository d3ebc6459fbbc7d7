import type { Localize } from '../../iam/localize.ts';
import { showLifetime } from './lifetime.ts';
import { kindTitle, type MintRequest } from './request.ts';
import { shortScope } from './scopes.ts';

/** One line: who acts as whom, through whom, for what and how long. */
export function summarize(caller: string, request: MintRequest, l10n: Localize): string {
  const { target, delegates } = request;
  const whom =
    delegates.length === 0
      ? l10n.t('{0} acts as {1}', caller, target)
      : l10n.t('{0} acts through {1} as {2}', caller, delegates.join(' → '), target);
  return `${whom}: ${what(request, l10n)}`;
}

function what(request: MintRequest, l10n: Localize): string {
  const kind = kindTitle(request.kind, l10n);
  switch (request.kind) {
    case 'accessToken':
      return l10n.t('{0} for {1}, {2}', kind, request.scopes.map(shortScope).join(', '), showLifetime(request.lifetimeSeconds, l10n));
    case 'idToken':
      // Not adjustable: https://cloud.google.com/iam/docs/create-short-lived-credentials-direct#sa-credentials-oidc
      return l10n.t('{0} for {1}, {2}', kind, request.audience, showLifetime(3600, l10n));
    case 'jwt': {
      const { aud, sub } = request.claims as { aud?: unknown; sub?: unknown };
      return aud === undefined ? l10n.t('{0} about {1}', kind, String(sub ?? '?')) : l10n.t('{0} for {1}', kind, String(aud));
    }
    case 'blob':
      return l10n.t('{0} of {1}, {2} bytes', kind, request.source, request.bytes.length);
  }
}
