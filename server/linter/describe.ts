import type { Attachment } from '../../iam/catalog/catalog.ts';
import { type Principal, showPrincipal } from '../../iam/principal.ts';
import { type AccountKind, type AccountReference, kindTitles, mayBeServiceAgent } from '../../iam/serviceAccount.ts';
import { resolve, show } from '../../iam/text.ts';
import type { AccountUse, Attribute, Condition, Grant, IdentityModel, RoleName, Workload } from './model.ts';
import { perObject } from './perObject.ts';
import type { Related, Trust } from './rule.ts';
import { isSamePlace, placeKey, type Span, type Spanned } from './source.ts';

/** `a`, `a and b`, `a, b and c`, `a, b and 4 more`. */
export function list(names: readonly string[]): string {
  const distinct = [...new Set(names)];
  const shown = distinct.length > 3 ? [...distinct.slice(0, 2), `${distinct.length - 2} more`] : distinct;
  return shown.length < 2 ? shown.join('') : `${shown.slice(0, -1).join(', ')} and ${shown.at(-1)}`;
}

/** Who the grants are to, as their authors wrote it. */
export function principals(grants: readonly Grant[]): string {
  return list(grants.map(({ principal }) => (principal.state === 'known' ? showPrincipal(principal.value) : 'an unknown principal')));
}

/** The account as its author wrote it, or the declaration's name. */
export function accountName({ email, declaration, text }: AccountReference): string {
  return email ?? declaration?.label ?? show(text).replace(/^serviceAccount:/, '');
}

/** What runs a workload that names no account. */
const whenOmitted: Readonly<Partial<Record<Attachment['whenOmitted'], string>>> = {
  'compute-default': kindTitles['compute-default'],
  'none-or-compute-default': kindTitles['compute-default'],
  'appengine-default': kindTitles['appengine-default'],
  'cloudbuild-default': "the project's default build account",
};

const callerUses: ReadonlySet<Attachment['use']> = new Set([
  'mints-access-token',
  'mints-id-token',
  'trigger-identity',
  'push-identity',
  'writes-as',
]);

/** The resources that call, push or write as a service account though they do not run as it: schedules, queues, subscriptions, triggers. */
export function callers({ accountUses }: Pick<IdentityModel, 'accountUses'>): AccountUse[] {
  return accountUses.filter(({ attachment: { kind, use } }) => kind === 'resource' && callerUses.has(use));
}

/** The default account that a workload or caller uses, for messages; undefined where it uses none or nobody can tell. */
export function defaultAccount({ serviceAccount, attachment }: Pick<Workload, 'serviceAccount' | 'attachment'>): string | undefined {
  if (serviceAccount.state === 'absent') return whenOmitted[attachment.whenOmitted];
  if (serviceAccount.state === 'unknown') return undefined;
  const { kind } = serviceAccount.value;
  if (!isDefaultFor(attachment, kind)) return undefined;
  const { email, declaration } = serviceAccount.value;
  return email || declaration ? `${kindTitles[kind]} (${accountName(serviceAccount.value)})` : kindTitles[kind];
}

/** The legacy Cloud Build account is a default only for builds: nothing else can run as it. */
function isDefaultFor({ use }: Attachment, kind: AccountKind | undefined): kind is AccountKind {
  return kind === 'compute-default' || kind === 'appengine-default' || (kind === 'cloudbuild-legacy' && use === 'build');
}

/** Equal for two references exactly when they are certainly to one account; undefined where nobody can tell which account it is. */
export function accountKey(account: AccountReference, model: IdentityModel): string | undefined {
  if (account.email) return account.email;
  const declared = model.declaration(account);
  return declared && !declared.repeated ? (declared.email ?? declared.address) : undefined;
}

/** Without what a module says by itself where its callers say the same with what they give it: that is what is applied. */
export function applied<T extends Spanned & { readonly address: string }>(things: readonly T[]): T[] {
  return byToken(things, ({ span }) => span).flatMap((all) => {
    const paths = all.map(({ address }) => withoutKeys(address.slice(address.indexOf('#') + 1)));
    const called = new Set(paths.flatMap((path) => [...path.matchAll(/\./g)].map(({ index }) => path.slice(index + 1))));
    return all.filter((_, index) => !called.has(paths[index] ?? ''));
  });
}

/** An address without the keys of instances, which a module by itself may not know. */
function withoutKeys(address: string): string {
  return address.replace(/\[(?:"(?:[^"\\]|\\.)*"|\d+)\]/g, '');
}

/** What the grants are on, each resource once. */
export function resources(grants: readonly Grant[]): string {
  return list(grants.map(({ resource }) => resource.title));
}

/** Each place once, without the finding's own: what a module declares is there once for each of its callers. */
export function elsewhere(related: readonly Related[], own: Span): Related[] {
  const places = new Map(related.map((each) => [placeKey(each.span), each]));
  places.delete(placeKey(own));
  return [...places.values()];
}

/** The role for messages: its name, or that of its declaration. */
export function roleTitle(role: Attribute<RoleName>): string {
  return roleName(role) ?? (role.state === 'known' ? role.value.reference?.label : undefined) ?? 'a role';
}

/** The literal name of a grant's role; undefined where it is unknown. */
export function roleName(role: Attribute<RoleName>): string | undefined {
  return role.state === 'known' ? role.value.name : undefined;
}

/** Whether the configuration trusts whom the grant is to: exactly this member, as policies have it. */
export function isTrusted({ principal }: { readonly principal: Attribute<Principal> }, { trustedPrincipals }: Trust): boolean {
  if (principal.state !== 'known' || trustedPrincipals.length === 0) return false;
  const { value } = principal;
  const member = value.kind === 'serviceAccount' && value.account.email ? `serviceAccount:${value.account.email}` : resolve(value.text);
  return member !== undefined && trustedPrincipals.includes(member);
}

/** The grants of one role that share its token, in order: what judges a role speaks once for each. A template may make several roles. */
export function byRoleToken(grants: readonly Grant[]): Grant[][] {
  return byToken(grants, ({ role }) => role.span).flatMap((group) => {
    const [first] = group;
    const isOne = first && group.every(({ role }) => roleName(role) === roleName(first.role));
    return isOne ? [group] : [...Map.groupBy(group, ({ role }) => roleName(role)).values()];
  });
}

/** Whether a grant's role or member is all that its token makes: only then can the token be written anew. */
export function saysOne(grants: readonly Grant[], of: 'role' | 'principal', one: Grant): boolean {
  const { span } = one[of];
  const text = said(one[of]);
  return grants.every(({ [of]: other }) => !isSamePlace(other.span, span) || said(other) === text);
}

/** What a role, a member or an account is called; undefined where nobody can tell, and of anything else. */
export function said({ value }: Spanned & { readonly value?: unknown }): string | undefined {
  const { name, text } = (value ?? {}) as Partial<RoleName & Pick<Principal, 'text'>>;
  if (typeof name === 'string') return name;
  return typeof text === 'object' ? (resolve(text) ?? text.text) : undefined;
}

/** The things that share one token, in order: a declaration that is repeated is spoken of once. */
export function byToken<T>(things: readonly T[], token: (thing: T) => Span): T[][] {
  return [...Map.groupBy(things, (thing) => placeKey(token(thing))).values()];
}

/** The grants under one condition as it is written, in order: what judges a condition speaks once for each. */
export const byCondition = perObject((grants: readonly Grant[]): readonly { condition: Condition; grants: readonly Grant[] }[] => {
  const groups = new Map<string, { condition: Condition; grants: Grant[] }>();
  for (const grant of grants) {
    const { condition } = grant;
    if (!condition) continue;
    // One template may make several conditions.
    const text = condition.expression.state === 'known' ? condition.expression.value : '';
    const key = `${placeKey(condition.span)} ${text}`;
    const group = groups.get(key);
    if (group) group.grants.push(grant);
    else groups.set(key, { condition, grants: [grant] });
  }
  return [...groups.values()];
});

/** Equal for two roles only where they are certainly one; undefined where nobody can tell. */
export function roleKey(role: Attribute<RoleName>): string | undefined {
  if (role.state !== 'known') return undefined;
  return role.value.name ?? role.value.reference?.address;
}

/** Equal for two conditions only where they are certainly one, empty for none; undefined where nobody can tell. */
export function conditionKey(condition: Condition | undefined): string | undefined {
  if (!condition) return '';
  const { title, expression } = condition;
  if (title.state === 'unknown' || expression.state !== 'known') return undefined;
  const name = title.state === 'known' ? title.value : '';
  return `${name.length} ${name} ${expression.value}`;
}

/** Whether the policy belongs to a project, a folder or an organization. */
export function atScope({ resource: { level } }: Pick<Grant, 'resource'>): boolean {
  return level === 'project' || level === 'folder' || level === 'organization';
}

/** Whether a condition may keep the grant to some of what lies under its resource; an unknown condition may. */
export function narrowed({ condition }: Grant): boolean {
  if (!condition) return false;
  const { expression } = condition;
  return expression.state !== 'known' || /\bresource\s*\.|\bapi\s*\./.test(expression.value);
}

/** Whether it is known whom the grant is to, and there is such a one: what IAM rejects and what was deleted is nobody; an account with a wrong name is meant. */
export function isToSomebody({ principal }: Grant): boolean {
  if (principal.state !== 'known') return false;
  const { value } = principal;
  return value.kind === 'invalid' ? value.account !== undefined : value.kind !== 'deleted';
}

/** Whether the principal is a Google service agent, or a service account nobody can tell from one. */
export function maybeServiceAgent({ principal }: Grant): boolean {
  if (principal.state !== 'known' || principal.value.kind !== 'serviceAccount') return false;
  return mayBeServiceAgent(principal.value.account);
}
