import { roleTitle } from '../linter/describe.ts';
import { type Identity, memberTitle, type Overview, overview, terms } from '../linter/identities.ts';
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

/** Answers `leastwise/identities`. */
export function provideIdentities(session: Session): void {
  session.connection.onRequest(
    identitiesMethod,
    guarded(session, nothing, () => identities(session)),
  );
}

/** Something to call when files may have changed: it sends `leastwise/identitiesChanged` where the client wants that and the answer is another one. */
export function identitiesSender(session: Session): () => Promise<void> {
  let last = JSON.stringify(nothing);
  return async () => {
    if (!session.client.wantsIdentities) return;
    const text = JSON.stringify(await identities(session));
    if (text === last) return;
    last = text;
    await session.connection.sendNotification(identitiesChangedMethod);
  };
}

async function identities(session: Session): Promise<Identities> {
  const all: Identities[] = [];
  for (const group of session.workspace.groups) all.push(described(await settledResult(group), session));
  const accounts = [
    ...Map.groupBy(
      all.flatMap((each) => each.accounts),
      identityOf,
    ).values(),
  ].map(merge);
  return {
    accounts: [...accounts.filter(({ declared }) => declared), ...accounts.filter(({ declared }) => !declared)],
    openGrants: distinct(all.flatMap(({ openGrants }) => openGrants)),
  };
}

/** An account without a known e-mail is its declaration. */
function identityOf({ email, at, label }: DeclaredAccount): string {
  return email ?? JSON.stringify([label, at]);
}

/** What several folders say of one account. */
function merge(accounts: readonly DeclaredAccount[]): DeclaredAccount {
  const main = accounts.find(({ declared }) => declared) ?? accounts[0];
  if (!main || accounts.length === 1) return main as DeclaredAccount;
  return {
    ...main,
    roles: distinct(accounts.flatMap(({ roles }) => roles)),
    impersonators: distinct(accounts.flatMap(({ impersonators }) => impersonators)),
    usedBy: distinct(accounts.flatMap(({ usedBy }) => usedBy)),
    findings: Math.max(...accounts.map(({ findings }) => findings)),
  };
}

function described(result: Result, session: Session): Identities {
  const { model } = result;
  const all = overview({ model, catalog: session.catalog });
  const findings = findingsByPlace(result);
  return {
    accounts: all.identities.map((each) => describe(each, all, model, findings, session)),
    openGrants: distinct(
      all.open.map(
        ({ role, member, resource, on, at }): OpenGrant => ({ role, member, level: on.level, resource, at: placeOf(at, session) }),
      ),
    ),
  };
}

function describe(
  identity: Identity,
  { isCertain }: Overview,
  model: IdentityModel,
  findings: ReadonlyMap<string, number>,
  session: Session,
): DeclaredAccount {
  const { declaration, email, accountId, project, label, at, roles, impersonators, uses } = identity;
  const granted = (grants: readonly Grant[]) => distinct(grants.map((grant) => describeGrant(grant, isCertain(grant), model, session)));
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
function distinct<T>(things: readonly T[]): T[] {
  return [...new Map(things.map((thing) => [JSON.stringify(thing), thing])).values()];
}
