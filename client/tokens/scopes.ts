import type { Catalog, Scope } from '../../iam/catalog/catalog.ts';
import type { Localize } from '../../iam/localize.ts';
import type { Remark } from './request.ts';

/** The scope that leaves everything to IAM. https://cloud.google.com/docs/authentication/rest#cloud-platform */
export const cloudPlatform = 'https://www.googleapis.com/auth/cloud-platform';

/** OpenID Connect's scopes, which are words. https://developers.google.com/identity/openid-connect/openid-connect */
const words: ReadonlySet<string> = new Set(['openid', 'email', 'profile']);

/** What was typed, parted at spaces and commas. */
export function splitScopes(text: string): string[] {
  return [...new Set(text.split(/[\s,]+/).filter((each) => each !== ''))];
}

/** The scope as the API knows it: aliases of gcloud and Terraform are replaced. */
export function scopeUrl(scope: string, catalog: Catalog): string {
  return catalog.scope(scope)?.url ?? scope;
}

/** What is to be said of scopes; undefined where they are fine. A scope that the catalogue does not have is let through if it looks like one. */
export function remarkOnScopes(scopes: readonly string[], catalog: Catalog, l10n: Localize): Remark | undefined {
  if (scopes.length === 0) return { severity: 'error', message: l10n.t('Choose a scope at least: without one the token opens nothing.') };
  for (const scope of scopes) {
    if (catalog.scope(scope) || words.has(scope)) continue;
    const near = catalog.nearestScope(scope);
    if (near !== undefined) return { severity: 'error', message: l10n.t('{0} is no scope. Is {1} meant?', scope, near) };
    if (!/^https:\/\/(?:www\.googleapis\.com\/auth\/[a-z0-9._-]+(?:\/[a-z0-9._-]+)*|mail\.google\.com\/)$/i.test(scope))
      return { severity: 'error', message: l10n.t('{0} is no scope: scopes begin with https://www.googleapis.com/auth/.', scope) };
  }
  const broad = scopes.map((scope) => catalog.scope(scope)).filter((scope) => scope?.broad && scope.url !== cloudPlatform);
  if (broad[0] === undefined) return undefined;
  return {
    severity: 'information',
    message: l10n.t('{0} lets through nearly everything that the account may do there.', shortScope(broad[0].url)),
  };
}

/** Those that are offered: `cloud-platform` first, deprecated ones not at all. */
export function offeredScopes(catalog: Catalog): readonly Scope[] {
  const current = catalog.scopes().filter(({ deprecated }) => !deprecated);
  return [...current.filter(({ url }) => url === cloudPlatform), ...current.filter(({ url }) => url !== cloudPlatform)];
}

/** `cloud-platform` of its URL. */
export function shortScope(url: string): string {
  return url.replace(/^https:\/\/www\.googleapis\.com\/auth\//, '');
}

/** What a scope lets its holder do, in a few words. */
export function describeScope({ url, service, access }: Scope, l10n: Localize): string {
  if (url === cloudPlatform) return l10n.t('everything that IAM allows the account');
  const what = service === null ? '' : service === '*' ? l10n.t('all services') : service;
  switch (access) {
    case 'none':
      return what;
    case 'read':
      return l10n.t('{0}: read', what);
    case 'write':
      return l10n.t('{0}: write', what);
    case 'read-write':
      return l10n.t('{0}: read and write', what);
    case 'full':
      return l10n.t('{0}: everything', what);
  }
}
