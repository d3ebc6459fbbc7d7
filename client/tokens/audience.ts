import type { Localize } from '../../iam/localize.ts';
import { hasPlaceholder } from '../../iam/serviceAccount.ts';
import type { ServiceAudiences } from '../../server/lsp/protocol.ts';
import type { Workload } from '../gcp/cloudRun.ts';
import type { Remark } from './request.ts';

/** An audience that a service takes. */
export interface AudienceOffer {
  readonly audience: string;
  readonly service: string;
  /** Whether files name it, Cloud Run does, or both. */
  readonly from: readonly ('files' | 'live')[];
}

/** The audiences of declared and live services, each once, in the order of services and audiences. */
export function offeredAudiences(declared: readonly ServiceAudiences[], live: readonly Workload[]): readonly AudienceOffer[] {
  const offers = new Map<string, { audience: string; service: string; from: Set<'files' | 'live'> }>();
  const add = (audience: string | undefined, service: string, from: 'files' | 'live') => {
    if (!audience) return;
    const offer = offers.get(audience) ?? { audience, service, from: new Set() };
    offers.set(audience, offer);
    offer.from.add(from);
  };
  for (const { name, url, customAudiences } of live) for (const each of [url, ...customAudiences]) add(each, name, 'live');
  for (const { service, url, audiences } of declared) for (const each of [url, ...audiences]) add(each, service, 'files');
  return [...offers.values()]
    .map(({ audience, service, from }) => ({ audience, service, from: [...from] }))
    .sort((a, b) => compare(a.service, b.service) || compare(a.audience, b.audience));
}

function compare(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0;
}

/** What is to be said of the audience of an ID token; undefined where it is fine. */
export function remarkOnAudience(text: string, l10n: Localize): Remark | undefined {
  const remark = (severity: Remark['severity'], message: string): Remark => ({ severity, message });
  const audience = text.trim();
  if (audience === '') return remark('error', l10n.t('Say who receives the token: usually the URL of the service.'));
  if (/\s/.test(audience)) return remark('error', l10n.t('An audience has no spaces.'));
  if (hasPlaceholder(audience)) return remark('error', l10n.t('There is a placeholder in it that was never filled in.'));
  if (!/^[a-z][a-z0-9+.-]*:\/\//i.test(audience)) return undefined;
  const url = URL.canParse(audience) ? new URL(audience) : undefined;
  if (url === undefined) return remark('error', l10n.t('It begins like a URL, and is none.'));
  // https://cloud.google.com/run/docs/authenticating/service-to-service: the URL of the service, or a custom audience.
  if (url.hostname.endsWith('.run.app') && (url.pathname !== '/' || url.search !== ''))
    return remark('warning', l10n.t('Cloud Run takes the URL of the service alone: {0}', url.origin));
  if (url.protocol === 'http:' && !/^(?:localhost|127\.|\[::1\])/.test(url.hostname))
    return remark('warning', l10n.t('Services on Google Cloud have https: in their URL.'));
  return undefined;
}
