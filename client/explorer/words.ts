import type { Risk } from '../../iam/catalog/catalog.ts';
import type { Localize } from '../../iam/localize.ts';
import { classifyEmail, isServiceAgent } from '../../iam/serviceAccount.ts';
import type { Condition, ServiceAccountKey } from '../gcp/iam.ts';

const day = 86_400_000;

/** How a member of a policy is shown: who it is, what kind of principal, and a codicon. */
export interface MemberWords {
  readonly name: string;
  readonly kind: string;
  readonly icon: string;
}

/** Reads a member as live policies write it. https://cloud.google.com/iam/docs/principal-identifiers */
export function memberWords(member: string, l10n: Localize): MemberWords {
  const separator = member.indexOf(':');
  const type = separator < 0 ? member : member.slice(0, separator);
  const name = separator < 0 ? member : member.slice(separator + 1);
  switch (type) {
    case 'allUsers':
      return { name, kind: l10n.t('anyone on the internet'), icon: 'globe' };
    case 'allAuthenticatedUsers':
      return { name, kind: l10n.t('anyone with a Google account'), icon: 'globe' };
    case 'user':
      return { name, kind: l10n.t('user'), icon: 'person' };
    case 'group':
      return { name, kind: l10n.t('group, everyone in it'), icon: 'organization' };
    case 'domain':
      return { name, kind: l10n.t('everyone of the domain'), icon: 'organization' };
    case 'serviceAccount':
      return { name, kind: isAgent(member) ? l10n.t('service agent of Google') : l10n.t('service account'), icon: 'hubot' };
    case 'deleted':
      return { name, kind: l10n.t('deleted'), icon: 'trash' };
    case 'principal':
      return { name: member, kind: l10n.t('federated identity'), icon: 'key' };
    case 'principalSet':
      return { name: member, kind: l10n.t('set of identities'), icon: 'organization' };
    default:
      return { name: member, kind: l10n.t('members of a basic role'), icon: 'organization' };
  }
}

/** `1 finding`, `2 findings`. */
export function findingsText(count: number, l10n: Localize): string {
  return count === 1 ? l10n.t('1 finding') : l10n.t('{0} findings', count);
}

/** `1 account`, `2 accounts`, `100+ accounts` where there are more. */
export function accountsText(count: number, complete: boolean, l10n: Localize): string {
  if (!complete) return l10n.t('{0}+ accounts', count);
  return count === 1 ? l10n.t('1 account') : l10n.t('{0} accounts', count);
}

/** Whether the member is an account that Google runs its own services as. */
export function isAgent(member: string): boolean {
  return member.startsWith('serviceAccount:') && isServiceAgent(classifyEmail(member.slice('serviceAccount:'.length).toLowerCase()));
}

/** `until 2027-01-01` where that is all it says; its title or its expression otherwise. */
export function conditionText({ title, expression }: Condition, l10n: Localize): string {
  const until = /^\s*request\.time\s*<=?\s*timestamp\(\s*["'](\d{4}-\d\d-\d\d)T[^"']*["']\s*\)\s*$/.exec(expression)?.[1];
  if (until !== undefined) return l10n.t('until {0}', until);
  return l10n.t('if {0}', title || (expression.length > 80 ? `${expression.slice(0, 80)}…` : expression));
}

/** What can be done to become an account, the most direct first, and in which words. https://cloud.google.com/iam/docs/service-account-permissions */
const means: readonly (readonly [Risk, (l10n: Localize) => string])[] = [
  ['mint-access-token', (l10n) => l10n.t('mints its tokens')],
  ['mint-id-token', (l10n) => l10n.t('mints its ID tokens')],
  ['sign', (l10n) => l10n.t('signs as it')],
  ['delegate', (l10n) => l10n.t('passes delegation on to it')],
  ['create-sa-key', (l10n) => l10n.t('makes keys for it')],
  ['act-as', (l10n) => l10n.t('attaches it to what it runs')],
  ['sa-policy-admin', (l10n) => l10n.t('changes who may')],
];

/** The most direct way to become the account; undefined where the role has none. */
export function meansText(risks: ReadonlySet<Risk>, l10n: Localize): string | undefined {
  return means.find(([risk]) => risks.has(risk))?.[1](l10n);
}

/** `created 412 days ago · never expires`. `now` is in milliseconds. */
export function keyText({ validAfterTime, validBeforeTime, disabled }: ServiceAccountKey, now: number, l10n: Localize): string {
  return [disabled ? l10n.t('disabled') : '', ageText(Date.parse(validAfterTime), now, l10n), expiryText(validBeforeTime, now, l10n)]
    .filter(Boolean)
    .join(' · ');
}

function ageText(created: number, now: number, l10n: Localize): string {
  if (Number.isNaN(created)) return '';
  const days = Math.max(0, Math.floor((now - created) / day));
  if (days === 0) return l10n.t('created today');
  return days === 1 ? l10n.t('created 1 day ago') : l10n.t('created {0} days ago', days);
}

function expiryText(time: string, now: number, l10n: Localize): string {
  const end = Date.parse(time);
  if (Number.isNaN(end)) return '';
  if (time.startsWith('9999-')) return l10n.t('never expires');
  const date = time.slice(0, 10);
  return end <= now ? l10n.t('expired on {0}', date) : l10n.t('expires on {0}', date);
}
