import { type Catalog, type Risk, risksOf } from '../../iam/catalog/catalog.ts';
import type { Localize } from '../../iam/localize.ts';
import type { Clients } from '../gcp/clients.ts';
import type { Workload, Workloads } from '../gcp/cloudRun.ts';
import type { AllowPolicy, ServiceAccountKey } from '../gcp/iam.ts';
import { type AccountPages, openAccountPages } from './accountPages.ts';
import { type Failure, failureOf, type Need } from './failure.ts';
import { type Kept, type KeptByKey, keep, keepByKey, type Loads } from './kept.ts';

/** What is read of a project of Google Cloud, each part when it is first asked for. */
export interface LiveProject {
  readonly project: string;
  readonly accounts: AccountPages;
  /** The project, its folders and its organization, by name. */
  readonly ancestry: Kept<readonly string[], Failure>;
  /** By the name of a project, folder or organization. */
  readonly policies: KeptByKey<AllowPolicy, Failure>;
  /** By e-mail. */
  readonly accountPolicies: KeptByKey<AllowPolicy, Failure>;
  /** By e-mail; those that users have made or brought. */
  readonly keys: KeptByKey<readonly ServiceAccountKey[], Failure>;
  readonly workloads: readonly Kept<Workloads, Failure>[];
  /** What a holder of the role may do to identities. Asks for roles that the catalogue does not have. */
  risks(role: string): Promise<{ readonly value?: ReadonlySet<Risk>; readonly failure?: Failure }>;
  /** Makes each part be read anew when it is asked for next; until then it stays. */
  expire(): void;
}

/** How the parts are read. */
export interface LiveOptions {
  readonly loads: Loads;
  readonly catalog: Catalog;
  readonly l10n: Localize;
  /** The first call goes online. */
  clients(signal?: AbortSignal): Promise<Clients>;
}

/** The most that the API gives at once. https://cloud.google.com/iam/docs/reference/rest/v1/projects.serviceAccounts/list */
export const pageSize = 100;

const runLists = [
  { kind: 'service', permission: 'run.services.list', list: 'listServices' },
  { kind: 'job', permission: 'run.jobs.list', list: 'listJobs' },
  { kind: 'workerPool', permission: 'run.workerpools.list', list: 'listWorkerPools' },
] as const satisfies readonly { kind: Workload['kind']; permission: string; list: string }[];

/** Nothing is read before it is asked for. */
export function openLiveProject(project: string, { loads, catalog, l10n, clients }: LiveOptions): LiveProject {
  const inProject = (permission: string): Need => ({ permission, resource: `projects/${project}` });
  const onAccount = (permission: string, email: string): Need => ({ permission, resource: `projects/${project}/serviceAccounts/${email}` });
  const failing = (need: Need) => (error: unknown) => failureOf(error, need, l10n);

  const accounts = openAccountPages(
    loads,
    async (pageToken, signal) => (await clients(signal)).iam.listServiceAccounts(project, { pageToken, pageSize }, { signal }),
    failing(inProject('iam.serviceAccounts.list')),
  );
  const ancestry = keep(
    loads,
    async (signal) => (await clients(signal)).resourceManager.getAncestry(project, { signal }),
    failing(inProject('resourcemanager.projects.get')),
  );
  const policies = keepByKey(
    loads,
    async (resource, signal) => (await clients(signal)).resourceManager.getIamPolicy(resource, { signal }),
    (error, resource) =>
      failureOf(error, { permission: `resourcemanager.${resource.slice(0, resource.indexOf('/'))}.getIamPolicy`, resource }, l10n),
  );
  const accountPolicies = keepByKey(
    loads,
    async (email, signal) => (await clients(signal)).iam.getIamPolicy(project, email, { signal }),
    (error, email) => failureOf(error, onAccount('iam.serviceAccounts.getIamPolicy', email), l10n),
  );
  const keys = keepByKey(
    loads,
    async (email, signal) => {
      const all = await (await clients(signal)).iam.listKeys(project, email, { signal });
      return all.filter(({ keyType }) => keyType === 'USER_MANAGED');
    },
    (error, email) => failureOf(error, onAccount('iam.serviceAccountKeys.list', email), l10n),
  );
  const workloads = runLists.map(({ permission, list }) =>
    keep(loads, async (signal) => (await clients(signal)).run[list](project, { signal }), failing(inProject(permission))),
  );
  const roles = keepByKey(
    loads,
    async (role, signal) => risksOf((await (await clients(signal)).iam.getRole(role, { signal })).includedPermissions ?? []),
    (error, role) =>
      failureOf(
        error,
        { permission: 'iam.roles.get', resource: /^((?:projects|organizations)\/[^/]+)\//.exec(role)?.[1] ?? `projects/${project}` },
        l10n,
      ),
  );

  return {
    project,
    accounts,
    ancestry,
    policies,
    accountPolicies,
    keys,
    workloads,
    async risks(role) {
      return catalog.role(role)?.permissions ? { value: catalog.risks(role) } : roles.of(role).load();
    },
    expire() {
      for (const part of [accounts, ancestry, policies, accountPolicies, keys, ...workloads, roles]) part.expire();
    },
  };
}
