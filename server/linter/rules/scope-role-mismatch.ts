import type { Catalog, Scope } from '../../../iam/catalog/catalog.ts';
import { accountKey, accountName, list, roleTitle } from '../describe.ts';
import { allScopes } from '../fixes.ts';
import type { Grant, IdentityModel, Scopes, Workload } from '../model.ts';
import { ofParts } from '../parts.ts';
import type { Rule } from '../rule.ts';
import { compareSpans } from '../source.ts';

/** Services whose methods ask for no scopes but those of the catalogue, by the first part of their permissions. Others are left alone. */
const judged: ReadonlySet<string> = new Set([
  'bigquery',
  'cloudkms',
  'cloudsql',
  'compute',
  'datastore',
  'logging',
  'monitoring',
  'pubsub',
  'secretmanager',
  'storage',
]);

const bigQueryData: ReadonlySet<string> = new Set(['datasets', 'models', 'routines', 'tables']);

const auth = 'https://www.googleapis.com/auth/';

/** Scopes that a product adds by itself. */
const added: readonly { types: string; scopes: readonly string[] }[] = [
  // https://cloud.google.com/dataproc/docs/reference/rest/v1/GceClusterConfig
  { types: 'google_dataproc_', scopes: [`${auth}devstorage.read_write`, `${auth}logging.write`] },
  // https://cloud.google.com/kubernetes-engine/docs/reference/rest/v1/NodeConfig
  { types: 'google_container_', scopes: [`${auth}logging.write`, `${auth}monitoring`, `${auth}devstorage.read_only`] },
];

export const rule: Rule = {
  title: 'Access scopes hold back a role',
  group: 'scopes',
  severity: 'warning',
  since: '0.1.0',
  sources: ['https://cloud.google.com/compute/docs/access/service-accounts#scopes_best_practice'],
  reach: 'workspace',
  check(model, { report, catalog }) {
    const restricted = scoped(model, catalog);
    if (restricted.length === 0) return;
    const held = Map.groupBy(accountGrants(model, catalog), ({ account }) => account);
    for (const { account, name, title, scopes, through } of restricted) {
      const back = (held.get(account) ?? [])
        .filter(({ grant, part }) => isHeldBack(mainPermissions(grant, part, catalog), through))
        .toSorted((a, b) => compareSpans(a.grant.role.span, b.grant.role.span));
      if (back.length === 0) continue;
      const roles = list(back.map(({ grant }) => roleTitle(grant.role)));
      report({
        at: scopes,
        message: `${title} cannot use ${roles} of ${name}: its access scopes let through less than the role allows; use cloud-platform and let the roles decide.`,
        related: back.map(({ grant: { role } }) => ({ span: role.span, message: `${roleTitle(role)} is granted here` })),
        fixes: allScopes(scopes),
      });
    }
  },
};

/** Workloads whose scopes let through less than everything. */
const scoped = ofParts((part, catalog) =>
  part.workloads.flatMap((workload) => {
    const { title, scopes, serviceAccount } = workload;
    if (!scopes || serviceAccount.state !== 'known') return [];
    const account = accountKey(serviceAccount.value, part);
    const through = open(workload, scopes, catalog);
    return account !== undefined && through ? [{ account, name: accountName(serviceAccount.value), title, scopes, through }] : [];
  }),
);

/** The grants to service accounts, with the part that they are in. */
const accountGrants = ofParts((part) =>
  part.grants.flatMap((grant) => {
    const { principal } = grant;
    if (principal.state !== 'known' || principal.value.kind !== 'serviceAccount') return [];
    const account = accountKey(principal.value.account, part);
    return account === undefined ? [] : [{ account, grant, part }];
  }),
);

/** The scopes that a workload has; undefined where one is unknown, or nothing known of it. */
function open({ type }: Workload, { state, items }: Scopes, catalog: Catalog): readonly Scope[] | undefined {
  if (state !== 'known' || items.length === 0) return undefined;
  const urls = [
    ...items.map((scope) => (scope.state === 'known' ? scope.value : '')),
    ...added.flatMap(({ types, scopes }) => (type.startsWith(types) ? scopes : [])),
  ];
  const all = urls.map((url) => catalog.scope(url));
  return all.every((scope) => scope !== undefined) ? (all as Scope[]) : undefined;
}

/** What a role lets do in one service. */
interface ServicePermissions {
  readonly service: string;
  readonly changes: boolean;
}

/** What a role is for: a predefined one has a few permissions of other services beside those. */
function mainPermissions({ role }: Grant, model: IdentityModel, catalog: Catalog): readonly ServicePermissions[] {
  if (role.state !== 'known') return [];
  const { name = '' } = role.value;
  const custom = model.customRole(role.value)?.permissions;
  if (custom) return custom.state === 'known' ? byService(custom.value) : [];
  const service = /^roles\/([a-z]+)\./.exec(name)?.[1];
  if (service === undefined || !judged.has(service)) return [];
  return byService(catalog.role(name)?.permissions ?? []).filter((each) => each.service === service);
}

function byService(permissions: Iterable<string>): ServicePermissions[] {
  return [...Map.groupBy(permissions, serviceOf)].flatMap(([service, own]) =>
    judged.has(service) ? [{ service, changes: own.some((permission) => /\.(?:create|update|delete)$/.test(permission)) }] : [],
  );
}

/** Whether no scope lets through what a role of one service is for: to change things where it can, to read where it cannot. */
function isHeldBack(permissions: readonly ServicePermissions[], scopes: readonly Scope[]): boolean {
  return permissions.some(({ service, changes }) => {
    const wanted: readonly Scope['access'][] = changes ? ['write', 'read-write', 'full'] : ['read', 'read-write', 'full'];
    return !scopes.some((scope) => (scope.service === '*' || scope.service === service) && wanted.includes(scope.access));
  });
}

/**
 * The first part of a permission. Of BigQuery's only those on data count, which ask for a scope of BigQuery:
 * a job is taken with one of Cloud Storage, too. https://cloud.google.com/bigquery/docs/reference/rest/v2/jobs/insert
 */
function serviceOf(permission: string): string {
  const [service = '', type = ''] = permission.split('.');
  return service === 'bigquery' && !bigQueryData.has(type) ? '' : service;
}
