import type { Catalog, Scope } from '../../../iam/catalog/catalog.ts';
import { accountKey, accountName, list, roleTitle } from '../describe.ts';
import { allScopes } from '../fixes.ts';
import type { Grant, IdentityModel, Scopes, Workload } from '../model.ts';
import type { Rule } from '../rule.ts';

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
  severity: 'warning',
  since: '0.1.0',
  sources: ['https://cloud.google.com/compute/docs/access/service-accounts#scopes_best_practice'],
  check(model, { report, catalog }) {
    const grants = Map.groupBy(model.grants, (grant) => granteeKey(grant, model));
    for (const workload of model.workloads) {
      const { title, scopes, serviceAccount } = workload;
      if (!scopes || serviceAccount.state !== 'known') continue;
      const account = accountKey(serviceAccount.value, model);
      const through = open(workload, scopes, catalog);
      if (account === undefined || !through) continue;
      const held = (grants.get(account) ?? []).filter((grant) => isHeldBack(grant, through, model, catalog));
      if (held.length === 0) continue;
      const roles = list(held.map(({ role }) => roleTitle(role)));
      report({
        at: scopes,
        message: `${title} cannot use ${roles} of ${accountName(serviceAccount.value)}: its access scopes let through less than the role allows; use cloud-platform and let the roles decide.`,
        related: held.map(({ role }) => ({ span: role.span, message: `${roleTitle(role)} is granted here` })),
        fixes: allScopes(scopes),
      });
    }
  },
};

function granteeKey({ principal }: Grant, model: IdentityModel): string | undefined {
  if (principal.state !== 'known' || principal.value.kind !== 'serviceAccount') return undefined;
  return accountKey(principal.value.account, model);
}

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

/** Whether no scope lets through what a role of one service is for: to change things where it can, to read where it cannot. */
function isHeldBack({ role }: Grant, scopes: readonly Scope[], model: IdentityModel, catalog: Catalog): boolean {
  if (role.state !== 'known') return false;
  const { name = '' } = role.value;
  const custom = model.customRole(role.value)?.permissions;
  const all = catalog.role(name)?.permissions ?? (custom?.state === 'known' ? custom.value : []);
  return [...Map.groupBy(all, serviceOf)].some(([service, permissions]) => {
    // A predefined role has a few permissions of other services beside those it is for.
    if (!judged.has(service) || (!custom && !name.startsWith(`roles/${service}.`))) return false;
    const changes = permissions.some((permission) => /\.(?:create|update|delete)$/.test(permission));
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
