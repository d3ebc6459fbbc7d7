import { roleTitle } from '../linter/describe.ts';
import { type Identity, memberTitle, type OpenStatement, overview, terms } from '../linter/identities.ts';
import type { Result } from '../linter/lint.ts';
import type { Condition, Grant, IdentityModel, Workload } from '../linter/model.ts';
import { perObject } from '../linter/perObject.ts';
import { placeKey, type Spanned } from '../linter/source.ts';
import { toLocation } from './convert.ts';
import type {
  DeclaredAccount,
  DeclaredGrant,
  Identities,
  IdentitiesChangedNotification,
  IdentitiesRequest,
  OpenGrant,
  Place,
  Use,
} from './protocol.ts';
import { settledResult } from './reports.ts';
import { guarded, type Session } from './session.ts';

const identitiesMethod: IdentitiesRequest['method'] = 'leastwise/identities';
const identitiesChangedMethod: IdentitiesChangedNotification['method'] = 'leastwise/identitiesChanged';

const nothing: Identities = { accounts: [], openGrants: [] };

/**
 * Answers `leastwise/identities`. Returns something to call when files may have changed: it sends `leastwise/identitiesChanged` where the client wants that
 * and the answer is another one.
 */
export function provideIdentities(session: Session): () => Promise<void> {
  const { connection, client, workspace } = session;
  const described = perObject((result: Result) => describe(result, session));

  async function identities(): Promise<Identities> {
    const all: Identities[] = [];
    for (const group of workspace.groups) all.push(described(await settledResult(group)));
    return join(all);
  }

  connection.onRequest(identitiesMethod, guarded(session, nothing, identities));
  let last = JSON.stringify(nothing);
  return async () => {
    if (!client.wantsIdentities) return;
    const text = JSON.stringify(await identities());
    if (text === last) return;
    last = text;
    await connection.sendNotification(identitiesChangedMethod);
  };
}

/** What all folders say, each account once. */
function join(all: readonly Identities[]): Identities {
  const [only, ...others] = all;
  if (only && others.length === 0) return only;
  const groups = Map.groupBy(
    all.flatMap(({ accounts }) => accounts),
    identityOf,
  );
  const accounts = [...groups.values()].map((same) => same.reduce(merge));
  return {
    accounts: [...accounts.filter(({ declared }) => declared), ...accounts.filter(({ declared }) => !declared)],
    openGrants: distinct(all.flatMap(({ openGrants }) => openGrants)),
  };
}

/** An account without a known e-mail is its declaration. */
function identityOf({ email, at, label }: DeclaredAccount): string {
  return email ?? JSON.stringify([label, at]);
}

/** What two folders say of one account; which is declared where, the declaration tells. */
function merge(one: DeclaredAccount, other: DeclaredAccount): DeclaredAccount {
  return {
    ...(other.declared && !one.declared ? other : one),
    roles: distinct([...one.roles, ...other.roles]),
    impersonators: distinct([...one.impersonators, ...other.impersonators]),
    usedBy: distinct([...one.usedBy, ...other.usedBy]),
    findings: Math.max(one.findings, other.findings),
  };
}

function describe(result: Result, session: Session): Identities {
  const { model } = result;
  const { identities, open, isCertain } = overview({ model, catalog: session.catalog });
  const findings = findingsByPlace(result);
  // A grant on a project is listed by each account in it.
  const known = new Map<Grant, DeclaredGrant>();
  const grantOf = (grant: Grant) => {
    const described = known.get(grant) ?? describeGrant(grant, isCertain(grant), model, session);
    known.set(grant, described);
    return described;
  };
  const granted = (grants: readonly Grant[]) => distinct([...new Set(grants.map(grantOf))]);

  function account(identity: Identity): DeclaredAccount {
    const { declaration, email, accountId, project, label, at, roles, impersonators, uses } = identity;
    const places = new Set(placesOf(identity).map(({ span }) => placeKey(span)));
    return {
      declared: declaration !== undefined,
      email,
      accountId,
      project,
      label,
      at: placeOf(at, session),
      optional: declaration?.repeated ?? false,
      disabled: declaration && disabled(declaration.disabled),
      roles: granted(roles),
      impersonators: granted(impersonators),
      usedBy: distinct(uses.map((use) => describeUse(use, session))),
      findings: [...places].reduce((sum, place) => sum + (findings.get(place) ?? 0), 0),
    };
  }

  function openGrant({ role, member, resource, on, at }: OpenStatement): OpenGrant {
    return { role, member, level: on.level, resource, at: placeOf(at, session) };
  }

  return { accounts: identities.map(account), openGrants: distinct(open.map(openGrant)) };
}

function disabled(attribute: NonNullable<Identity['declaration']>['disabled']): boolean | undefined {
  if (attribute.state === 'unknown') return undefined;
  return attribute.state === 'known' && attribute.value;
}

function describeGrant(grant: Grant, certain: boolean, model: IdentityModel, session: Session): DeclaredGrant {
  const { role, resource } = terms(grant, model);
  return {
    role: role ?? roleTitle(grant.role),
    member: memberTitle(grant, model),
    on: grant.resource.title,
    level: grant.resource.level,
    resource,
    condition: grant.condition && conditionText(grant.condition),
    certain,
    at: placeOf(grant, session),
  };
}

/** The kinds of Cloud Run's resources by the types that files give them. */
const runKinds: Readonly<Record<string, Use['kind']>> = {
  google_cloud_run_service: 'service',
  google_cloud_run_v2_service: 'service',
  google_cloud_run_v2_job: 'job',
  google_cloud_run_v2_worker_pool: 'workerPool',
  'run.googleapis.com/Service': 'service',
  'run.googleapis.com/Job': 'job',
  'run.googleapis.com/WorkerPool': 'workerPool',
};

function describeUse({ title, type, name, serviceAccount }: Workload, session: Session): Use {
  return { title, kind: runKinds[type], name, at: placeOf(serviceAccount, session) };
}

function conditionText({ expression, title }: Condition): string {
  if (expression.state === 'known') return expression.value;
  return title.state === 'known' ? title.value : 'a condition';
}

/** Where findings are about the account: not at what its project grants, which is about all accounts in it. */
function placesOf({ at, declaration, roles, impersonators, uses }: Identity): Spanned[] {
  const own = impersonators.filter(({ resource }) => resource.level === 'service-account');
  return [
    ...(declaration ? [at, declaration.accountId] : []),
    ...[...roles, ...own].flatMap((grant) => [grant, grant.role, grant.principal, ...(grant.condition ? [grant.condition] : [])]),
    ...uses.flatMap((use) => [use, use.serviceAccount]),
  ];
}

const findingsByPlace = perObject(({ findings }: Result): ReadonlyMap<string, number> => {
  const counts = new Map<string, number>();
  for (const { span } of findings) counts.set(placeKey(span), (counts.get(placeKey(span)) ?? 0) + 1);
  return counts;
});

function placeOf({ span }: Spanned, session: Session): Place {
  return toLocation(span, session);
}

/** Each thing once: what a module declares is there once for each of its callers. */
function distinct<T extends object>(things: readonly T[]): readonly T[] {
  return things.length < 2 ? things : [...new Map(things.map((thing) => [keyOf(thing), thing])).values()];
}

const keyOf = perObject((thing: object) => JSON.stringify(thing));
