import { IMPERSONATION_RISKS } from '../../iam/catalog/catalog.ts';
import { type Principal, showPrincipal } from '../../iam/principal.ts';
import { type AccountReference, isServiceAgent, projectOf } from '../../iam/serviceAccount.ts';
import { resolve } from '../../iam/text.ts';
import { applied } from './describe.ts';
import { accountOf } from './impersonation.ts';
import type { Attribute, Grant, IdentityModel, PolicyStatement, Resource, RoleName, ServiceAccount, Workload } from './model.ts';
import { permissions, risks, type Sources } from './powers.ts';
import { compareSpans, compareText, placeKey, type Span, type Spanned } from './source.ts';

/** A service account that files declare, or only name by its e-mail. */
export interface Identity {
  readonly declaration: ServiceAccount | undefined;
  /** In lower case. */
  readonly email: string | undefined;
  readonly accountId: string | undefined;
  readonly project: string | undefined;
  /** Its e-mail, or how the files refer to it. */
  readonly label: string;
  /** Its declaration, or its first mention. */
  readonly at: Spanned;
  /** What it is granted. */
  readonly roles: readonly Grant[];
  /** What lets others impersonate it: grants on it, where nobody can tell that they do not, and on its project. */
  readonly impersonators: readonly Grant[];
  /** What runs as it, or is built by it. */
  readonly uses: readonly Workload[];
}

/** What of a grant is known as live policies write it. */
export interface Terms {
  readonly role: string | undefined;
  readonly member: string | undefined;
  /** `projects/ID`, `folders/N`, `organizations/N` or `projects/-/serviceAccounts/EMAIL`. */
  readonly resource: string | undefined;
}

/** A statement on an account, a project, a folder or an organization of which something is not known. */
export interface OpenStatement extends Terms {
  readonly on: Resource;
  readonly at: Spanned;
}

/** What the files say of service accounts. */
export interface Overview {
  /** Declared ones first, then by label. */
  readonly identities: readonly Identity[];
  readonly open: readonly OpenStatement[];
  /** Whether the grant is known in all its terms and nothing decides whether it is there at all. */
  isCertain(grant: Grant): boolean;
}

/** Gathers the accounts of a workspace; what a called module says by itself is left to its calls. */
export function overview(sources: Sources): Overview {
  const { model } = sources;
  const { grants, statements } = appliedGrants(model);
  const uncertain = new Set(statements.flatMap(({ repetition, grants }) => (repetition === undefined ? [] : grants)));
  const held = Map.groupBy(grants, ({ principal }) => principal.state === 'known' && keyOf(accountIn(principal.value), model));
  const ownOf = Map.groupBy(grants, ({ resource }) => keyOf(accountOf(resource), model));
  const impersonating = grants.filter((grant) => [...risks(grant, sources)].some((risk) => IMPERSONATION_RISKS.has(risk)));
  const onProject = Map.groupBy(impersonating, ({ resource }) =>
    resource.level === 'project' ? resourceName(resource, model) : undefined,
  );
  const uses = Map.groupBy(applied(model.workloads), ({ serviceAccount }) => keyOf(known(serviceAccount), model));
  const impersonatingOnes = new Set(impersonating);

  function identity(key: string, { declaration, email, at }: Pick<Identity, 'declaration' | 'email' | 'at'>): Identity {
    const project = email && projectOf(email);
    const accountId = declaration?.accountId.state === 'known' ? declaration.accountId.value : email?.slice(0, email.indexOf('@'));
    const own = (ownOf.get(key) ?? []).filter((grant) => impersonatingOnes.has(grant) || permissions(grant, sources) === undefined);
    const roles = held.get(key) ?? [];
    // That it has power over all accounts of its project is no news about itself.
    const inherited = ((project && onProject.get(`projects/${project}`)) || []).filter((grant) => !roles.includes(grant));
    return {
      declaration,
      email,
      accountId,
      project,
      label: email ?? declaration?.label ?? key,
      at,
      roles,
      impersonators: [...own, ...inherited],
      uses: uses.get(key) ?? [],
    };
  }

  const declared = applied(model.serviceAccounts).map((each) => [each.email ?? each.address, each] as const);
  const identities = new Map(
    [...declared].reverse().map(([key, each]) => [key, identity(key, { declaration: each, email: each.email, at: each })]),
  );
  const firsts = new Map<string, Spanned>();
  for (const { account, at } of mentions(model)) {
    const { email } = account;
    if (email === undefined || !isNamed(account) || identities.has(keyOf(account, model) ?? '')) continue;
    const first = firsts.get(email);
    if (!first || compareSpans(at.span, first.span) < 0) firsts.set(email, at);
  }
  for (const [email, at] of firsts) identities.set(email, identity(email, { declaration: undefined, email, at }));
  return {
    identities: [...identities.values()].sort(
      (a, b) => Number(a.declaration === undefined) - Number(b.declaration === undefined) || compareText(a.label, b.label),
    ),
    open: [
      ...grants.flatMap((grant) =>
        reaches(grant) && !isWhole(terms(grant, model)) ? [{ ...terms(grant, model), on: grant.resource, at: grant }] : [],
      ),
      ...statements.flatMap((statement) => (reaches(statement) && hasOpenEnd(statement) ? [openEnd(statement, model)] : [])),
    ],
    isCertain: (grant) => !uncertain.has(grant) && isWhole(terms(grant, model)) && grant.condition?.expression.state !== 'unknown',
  };
}

/** What of the grant is known. */
export function terms({ role, principal, resource }: Pick<Grant, 'role' | 'principal' | 'resource'>, model: IdentityModel): Terms {
  return {
    role: literalRole(role, model),
    member: principal.state === 'known' ? member(principal.value, model) : undefined,
    resource: resourceName(resource, model),
  };
}

/** Who is granted something, as policies write it or, where that is not known, as the author did. */
export function memberTitle({ principal }: Grant, model: IdentityModel): string {
  if (principal.state !== 'known') return 'an unknown principal';
  return member(principal.value, model) ?? showPrincipal(principal.value);
}

/** Every place where files name or declare the account; where no declaration has the e-mail, those whose project nobody can tell and whose id it has. In the order of files and texts. */
export function usesOf(email: string, model: IdentityModel): readonly Span[] {
  const wanted = email.toLowerCase();
  const byEmail = (each: ServiceAccount) => each.email === wanted;
  const byId = ({ email: own, accountId }: ServiceAccount) =>
    own === undefined && accountId.state === 'known' && accountId.value === wanted.slice(0, wanted.indexOf('@'));
  const declared = model.serviceAccounts.filter(model.serviceAccounts.some(byEmail) ? byEmail : byId);
  const keys = new Set([wanted, ...declared.map((each) => each.email ?? each.address)]);
  const named = [...mentions(model)].filter(({ account }) => keys.has(keyOf(account, model) ?? ''));
  const spans = [...declared, ...named.map(({ at }) => at)].flatMap(({ span, use }) => (use ? [span, use] : [span]));
  return [...new Map(spans.map((each) => [placeKey(each), each])).values()].sort(compareSpans);
}

/** An account as a file names it. */
export interface Mention {
  readonly account: AccountReference;
  readonly at: Spanned;
}

/** Every account that the model knows to be named, with where. */
export function* mentions(model: IdentityModel): Iterable<Mention> {
  for (const grant of model.grants) {
    const holder = grant.principal.state === 'known' ? accountIn(grant.principal.value) : undefined;
    if (holder) yield { account: holder, at: grant.principal };
    // What Terraform resources grant on is among the uses of accounts.
    const target = grant.policy && grant.policy.origin !== 'terraform' ? accountOf(grant.resource) : undefined;
    if (target && grant.policy) yield { account: target, at: grant.policy };
  }
  const attributes: readonly Attribute<AccountReference>[] = [
    ...model.workloads.map(({ serviceAccount }) => serviceAccount),
    ...model.accountUses.map(({ serviceAccount }) => serviceAccount),
    ...model.keys.map(({ account }) => account),
    ...model.tokenRequests.flatMap(({ serviceAccount, delegates }) => [serviceAccount, ...delegates]),
  ];
  for (const attribute of attributes) if (attribute.state === 'known') yield { account: attribute.value, at: attribute };
}

/** Equal for two references to one account; an account of many instances is one. Undefined where nobody can tell. */
export function keyOf(account: AccountReference | undefined, model: IdentityModel): string | undefined {
  if (!account) return undefined;
  const declared = model.declaration(account);
  return declared ? (declared.email ?? declared.address) : account.email;
}

function accountIn(principal: Principal): AccountReference | undefined {
  return principal.kind === 'serviceAccount' ? principal.account : undefined;
}

function known<T>(attribute: Attribute<T>): T | undefined {
  return attribute.state === 'known' ? attribute.value : undefined;
}

/** Whether the account can be one of a project's, which Google's own agents are not. */
function isNamed({ kind, problem }: AccountReference): boolean {
  return kind !== undefined && problem === undefined && !isServiceAgent(kind);
}

/** Grants and statements without those of a module by itself that is called. */
function appliedGrants(model: IdentityModel): { readonly grants: readonly Grant[]; readonly statements: readonly PolicyStatement[] } {
  const statements = applied(model.statements);
  const kept = new Set(statements);
  const dropped = new Set(model.statements.flatMap((each) => (kept.has(each) ? [] : each.grants)));
  return { grants: model.grants.filter((grant) => !dropped.has(grant)), statements };
}

/** Whether it is a statement about what live policies are compared of. */
function reaches({ resource: { level } }: { readonly resource: Resource }): boolean {
  return level !== 'resource' && level !== 'billing-account';
}

function isWhole({ role, member, resource }: Terms): boolean {
  return role !== undefined && member !== undefined && resource !== undefined;
}

/** Whether the statement grants more than its grants tell. */
function hasOpenEnd({ complete, grants }: PolicyStatement): boolean {
  return !complete && grants.every(({ principal }) => principal.state === 'known');
}

/** The members or bindings of a statement that nobody can tell. */
function openEnd({ role, resource, list }: PolicyStatement, model: IdentityModel): OpenStatement {
  return { role: literalRole(role, model), member: undefined, resource: resourceName(resource, model), on: resource, at: list };
}

function literalRole(role: Attribute<RoleName>, model: IdentityModel): string | undefined {
  return role.state === 'known' ? (role.value.name ?? model.customRole(role.value)?.name) : undefined;
}

function member(principal: Principal, model: IdentityModel): string | undefined {
  const account = accountIn(principal);
  const email = account && (account.email ?? model.declaration(account)?.email);
  return email ? `serviceAccount:${email}` : resolve(principal.text);
}

function resourceName(resource: Resource, model: IdentityModel): string | undefined {
  const { level, name } = resource;
  if (level === 'service-account') {
    const account = accountOf(resource);
    const email = account && (account.email ?? model.declaration(account)?.email);
    return email && `projects/-/serviceAccounts/${email}`;
  }
  if (name === undefined || (level !== 'project' && level !== 'folder' && level !== 'organization')) return undefined;
  return `${level}s/${name.slice(name.lastIndexOf('/') + 1)}`;
}
