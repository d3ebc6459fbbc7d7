import type { DeclaredAccount, DeclaredGrant, Identities, OpenGrant, Use } from '../../server/lsp/protocol.ts';

/** What a comparison needs of a live service account. */
export interface LiveAccount {
  readonly email: string;
  readonly projectId: string;
  readonly disabled?: boolean;
}

/** A selected project, as far as it is loaded. */
export interface LiveProject {
  readonly id: string;
  readonly accounts: readonly LiveAccount[];
  /** Whether these are all its accounts. */
  readonly complete: boolean;
}

/** What a comparison needs of a live allow policy. */
export interface LivePolicy {
  readonly bindings?: readonly LiveBinding[];
}

export interface LiveBinding {
  readonly role: string;
  readonly members?: readonly string[];
  readonly condition?: { readonly title?: string; readonly expression?: string };
}

/** The policies that could be read, by resource: `projects/ID`, `folders/N`, `organizations/N`, `projects/-/serviceAccounts/EMAIL`. One that is missing is unknown. */
export type LivePolicies = ReadonlyMap<string, LivePolicy>;

/** What runs in a project on Cloud Run, and as whom. */
export interface LiveUse {
  readonly kind: 'service' | 'job' | 'workerPool';
  readonly name: string;
  readonly location: string;
  readonly serviceAccount?: string;
}

/** `declared`: certainly not live. `unknown`: nobody can tell whether it is, as its project is not known, not selected or not loaded. */
export type Presence = 'both' | 'live' | 'declared' | 'unknown';

/** An account live, in files, or both. */
export interface ComparedAccount {
  readonly live?: LiveAccount;
  /** What files say; they may only name it. */
  readonly declared?: DeclaredAccount;
  readonly presence: Presence;
  /** Files and project certainly differ in whether it is disabled. */
  readonly disabledDrift: boolean;
}

/** A grant live, in files, or both. */
export interface ComparedGrant {
  readonly role: string;
  readonly member: string;
  /** The resource's name where it is known, or its title. */
  readonly on: string;
  readonly condition?: string;
  readonly presence: Exclude<Presence, 'unknown'>;
  /** It certainly should be in both and is in one. */
  readonly drift: boolean;
  readonly declared?: DeclaredGrant;
}

/** Something that runs as an account, live, in files, or both: the same kind and name is the same thing. */
export interface ComparedUse {
  readonly live?: LiveUse;
  readonly declared?: Use;
}

/**
 * Every account of the projects, then every other one of the files, in their orders. An account is matched by its e-mail, or by its account id where files
 * leave its project open and one project is selected.
 */
export function compareAccounts(identities: Identities | undefined, projects: readonly LiveProject[]): readonly ComparedAccount[] {
  const files = identities?.accounts ?? [];
  const byEmail = new Map(files.flatMap((each) => (each.email === undefined ? [] : [[fold(each.email), each] as const])));
  const [only, ...others] = projects;
  const openIds = others.length > 0 ? [] : files.filter((each) => each.email === undefined && each.project === undefined && !each.optional);
  const byId = uniqueBy(openIds, ({ accountId }) => accountId);
  const matched = new Set<DeclaredAccount>();
  const live = projects.flatMap(({ accounts }) =>
    accounts.map((account): ComparedAccount => {
      const declared = byEmail.get(fold(account.email)) ?? (isUserManaged(account.email) ? byId.get(idOf(account.email)) : undefined);
      if (declared) matched.add(declared);
      const disabledDrift = declared?.disabled !== undefined && declared.disabled !== (account.disabled ?? false);
      return { live: account, declared, presence: declared?.declared ? 'both' : 'live', disabledDrift };
    }),
  );
  const loaded = new Set([only, ...others].flatMap((project) => (project?.complete ? [project.id] : [])));
  const rest = files.filter((each) => !matched.has(each));
  return [
    ...live,
    ...rest.map((declared): ComparedAccount => {
      const absent = declared.declared && declared.email !== undefined && loaded.has(declared.project ?? '');
      return { declared, presence: absent ? 'declared' : 'unknown', disabledDrift: false };
    }),
  ];
}

/** The roles that the account holds by the policies and by the files. */
export function compareRoles(
  { live, declared }: ComparedAccount,
  policies: LivePolicies,
  openGrants: readonly OpenGrant[],
): readonly ComparedGrant[] {
  const member = live && `serviceAccount:${live.email}`;
  const held = member === undefined ? [] : liveGrants(policies).filter((grant) => sameMember(grant.member, member));
  return compareGrants(held, declared?.roles ?? [], {
    policies: live ? policies : new Map(),
    open: declared?.declared ? openGrants : undefined,
    // The files' grants are to this account however they write it.
    sameHolder: () => true,
  });
}

/**
 * Who may impersonate the account by the policies and by the files. `impersonates` tells of a role whether it is one for that; undefined where nobody knows,
 * which leaves a grant out.
 */
export function compareImpersonators(
  { live, declared }: ComparedAccount,
  policies: LivePolicies,
  openGrants: readonly OpenGrant[],
  impersonates: (role: string) => boolean | undefined,
): readonly ComparedGrant[] {
  const own = live && accountResource(live.email);
  const above = (resource: string) => !resource.includes('/serviceAccounts/');
  const reaching = new Map([...policies].filter(([resource]) => above(resource) || (own !== undefined && sameResource(resource, own))));
  const isOwn = ({ resource }: LiveGrant) => own !== undefined && sameResource(resource, own);
  // That it has power over all accounts of its project is no news about itself.
  const isItself = ({ member }: LiveGrant) => live !== undefined && sameMember(member, `serviceAccount:${live.email}`);
  const given = liveGrants(reaching).filter((grant) => impersonates(grant.role) === true && (isOwn(grant) || !isItself(grant)));
  return compareGrants(given, declared?.impersonators ?? [], {
    policies: live ? reaching : new Map(),
    open: declared?.declared ? openGrants : undefined,
    sameHolder: (grant, said) => sameMember(grant.member, said.member),
    // What a custom role of others permits, files do not say; nor which folder a project is in.
    comparable: (grant) => isOwn(grant) || (grant.role.startsWith('roles/') && grant.resource.startsWith('projects/')),
  });
}

/** What runs as the account, live and by the files. */
export function compareUses({ live, declared }: ComparedAccount, uses: readonly LiveUse[]): readonly ComparedUse[] {
  const said = declared?.usedBy ?? [];
  const running = live
    ? uses.filter(({ serviceAccount }) => serviceAccount !== undefined && fold(serviceAccount) === fold(live.email))
    : [];
  const same = (one: LiveUse, other: Use) => one.kind === other.kind && one.name === other.name;
  return [
    ...running.map((use) => ({ live: use, declared: said.find((each) => same(use, each)) })),
    ...said.filter((use) => !running.some((each) => same(each, use))).map((use) => ({ declared: use })),
  ];
}

/** The name by which policies of accounts are kept. */
export function accountResource(email: string): string {
  return `projects/-/serviceAccounts/${fold(email)}`;
}

/** One role of one member on one resource. */
interface LiveGrant {
  readonly role: string;
  readonly member: string;
  readonly resource: string;
  readonly condition?: string;
}

interface Comparison {
  readonly policies: LivePolicies;
  /** What live grants may come from besides; undefined where files do not claim to say all. */
  readonly open: readonly OpenGrant[] | undefined;
  sameHolder(live: LiveGrant, declared: DeclaredGrant): boolean;
  /** Whether files would list the live grant if they made it. */
  comparable?(live: LiveGrant): boolean;
}

function compareGrants(live: readonly LiveGrant[], declared: readonly DeclaredGrant[], comparison: Comparison): ComparedGrant[] {
  const { policies, open, sameHolder, comparable = () => true } = comparison;
  const same = (grant: LiveGrant, said: DeclaredGrant) => sameHolder(grant, said) && sameGrant(grant, said);
  const found = live.map((grant): ComparedGrant => {
    const { role, member, resource, condition } = grant;
    const said = declared.find((each) => same(grant, each));
    const drift =
      said === undefined &&
      open !== undefined &&
      comparable(grant) &&
      !member.startsWith('deleted:') &&
      !declared.some((each) => !each.certain && sameHolder(grant, each) && mayBe(grant, openOf(each))) &&
      !open.some((each) => mayBe(grant, each));
    return { role, member, on: resource, condition, presence: said ? 'both' : 'live', drift, declared: said };
  });
  const missing = declared.filter((said) => !live.some((grant) => same(grant, said)));
  const read = (said: DeclaredGrant) =>
    [...policies.keys()].some((resource) => said.resource !== undefined && sameResource(resource, said.resource));
  return [
    ...found,
    ...missing.map((said): ComparedGrant => {
      const { role, member, condition } = said;
      return {
        role,
        member,
        on: said.resource ?? said.on,
        condition,
        presence: 'declared',
        drift: said.certain && read(said),
        declared: said,
      };
    }),
  ];
}

function liveGrants(policies: LivePolicies): LiveGrant[] {
  return [...policies].flatMap(([resource, { bindings = [] }]) =>
    bindings.flatMap(({ role, members = [], condition }) =>
      members.map((member) => ({ role, member, resource, condition: condition && (condition.expression ?? condition.title ?? '') })),
    ),
  );
}

function sameGrant(live: LiveGrant, { role, resource, condition, certain }: DeclaredGrant): boolean {
  const conditions = !certain && condition !== undefined ? live.condition !== undefined : live.condition?.trim() === condition?.trim();
  return live.role === role && resource !== undefined && sameResource(live.resource, resource) && conditions;
}

/** A grant whose role has no full name may be any custom one. */
function openOf({ role, level, resource }: DeclaredGrant): Omit<OpenGrant, 'at'> {
  return { role: role.includes('/') ? role : undefined, level, resource };
}

function mayBe(live: LiveGrant, { role, member, level, resource }: Omit<OpenGrant, 'at'>): boolean {
  if (role !== undefined && role !== live.role) return false;
  if (member !== undefined && !sameMember(member, live.member)) return false;
  return resource === undefined ? level === 'unknown' || level === levelOf(live.resource) : sameResource(resource, live.resource);
}

function levelOf(resource: string): string {
  if (resource.includes('/serviceAccounts/')) return 'service-account';
  return resource.slice(0, resource.indexOf('/')).replace(/s$/, '');
}

function sameResource(one: string, other: string): boolean {
  return fold(one) === fold(other);
}

/** E-mail addresses have no letter case; what pools call their identities has. */
function sameMember(one: string, other: string): boolean {
  return one === other || (!one.includes('://') && fold(one) === fold(other));
}

function fold(text: string): string {
  return text.toLowerCase();
}

function isUserManaged(email: string): boolean {
  return /\.iam\.gserviceaccount\.com$/i.test(email);
}

function idOf(email: string): string {
  return fold(email.slice(0, email.indexOf('@')));
}

/** The values by a key that no other one has. */
function uniqueBy<T>(values: readonly T[], keyOf: (value: T) => string | undefined): Map<string, T> {
  const groups = Map.groupBy(values, keyOf);
  return new Map(
    [...groups].flatMap(([key, [first, ...rest]]) => (key !== undefined && first && rest.length === 0 ? [[key, first] as const] : [])),
  );
}
