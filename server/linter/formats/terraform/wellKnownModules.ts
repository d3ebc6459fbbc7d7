import type { Level } from '../../model.ts';

/** How an argument of a module says who gets which role. */
export type Shape =
  /** `{ role = [members] }` */
  | 'members-by-role'
  /** `{ principal = [roles] }` */
  | 'roles-by-principal'
  /** `{ group's e-mail = [roles] }` */
  | 'roles-by-group'
  /** `{ key = { role, members, condition } }` */
  | 'bindings-by-key'
  /** `{ key = { role, member, condition } }`, or a list of the same */
  | 'members-by-key'
  /** `[{ role, members, title, description, expression }]` */
  | 'conditional-bindings'
  /** `[members]`, who get this role, if the other argument says so where there is one. */
  | { readonly role: string; readonly when?: string };

/** A published module some of whose arguments are grants. */
export interface WellKnownModule {
  /** What its source says, wherever it is fetched from, without the version. */
  readonly source: RegExp;
  readonly level: Level;
  /** The IAM family of what the grants are on. */
  readonly family: string;
  /** The argument that names what they are on; of several one. */
  readonly parent: string;
  readonly grants: Readonly<Record<string, { readonly shape: Shape; readonly authority: 'binding' | 'member' }>>;
}

/** https://github.com/terraform-google-modules/terraform-google-iam: `mode` tells whether a binding is authoritative; additive unless it says so. */
const googleIam = {
  bindings: { shape: 'members-by-role', authority: 'member' },
  conditional_bindings: { shape: 'conditional-bindings', authority: 'member' },
} as const;

/** https://github.com/GoogleCloudPlatform/terraform-google-cloud-run, read on 2026-11-23. */
const cloudRun = { members: { shape: { role: 'roles/run.invoker' }, authority: 'member' } } as const;

/** https://github.com/GoogleCloudPlatform/cloud-foundation-fabric, "IAM" in the READMEs of its modules; the last two are of older releases. */
const fabric = {
  iam: { shape: 'members-by-role', authority: 'binding' },
  iam_bindings: { shape: 'bindings-by-key', authority: 'binding' },
  iam_bindings_additive: { shape: 'members-by-key', authority: 'member' },
  iam_by_principals: { shape: 'roles-by-principal', authority: 'binding' },
  iam_by_principals_additive: { shape: 'roles-by-principal', authority: 'member' },
  iam_additive: { shape: 'members-by-role', authority: 'member' },
  group_iam: { shape: 'roles-by-group', authority: 'binding' },
} as const;

/** https://github.com/terraform-google-modules/terraform-google-cloud-storage: the members of one bucket. */
const simpleBucket: WellKnownModule = {
  source: published('terraform-google-modules', 'cloud-storage', '//modules/simple_bucket'),
  level: 'resource',
  family: 'storage_bucket',
  parent: 'name',
  grants: { iam_members: { shape: 'members-by-key', authority: 'member' } },
};

/** Of several buckets; its roles are off until they are switched on. https://github.com/terraform-google-modules/terraform-google-cloud-storage */
const buckets: WellKnownModule = {
  source: published('terraform-google-modules', 'cloud-storage'),
  level: 'resource',
  family: 'storage_bucket',
  parent: 'names',
  grants: {
    admins: { shape: { role: 'roles/storage.objectAdmin', when: 'set_admin_roles' }, authority: 'binding' },
    creators: { shape: { role: 'roles/storage.objectCreator', when: 'set_creator_roles' }, authority: 'binding' },
    viewers: { shape: { role: 'roles/storage.objectViewer', when: 'set_viewer_roles' }, authority: 'binding' },
  },
};

type Target = readonly [module: string, level: Level, family: string, parent: string];

const googleIamModules: readonly Target[] = [
  ['artifact_registry_iam', 'resource', 'artifact_registry_repository', 'repositories'],
  ['bigquery_datasets_iam', 'resource', 'bigquery_dataset', 'bigquery_datasets'],
  ['billing_accounts_iam', 'billing-account', 'billing_account', 'billing_account_ids'],
  ['cloud_run_services_iam', 'resource', 'cloud_run_service', 'cloud_run_services'],
  ['dns_zones_iam', 'resource', 'dns_managed_zone', 'managed_zones'],
  ['folders_iam', 'folder', 'folder', 'folders'],
  ['kms_crypto_keys_iam', 'resource', 'kms_crypto_key', 'kms_crypto_keys'],
  ['kms_key_rings_iam', 'resource', 'kms_key_ring', 'kms_key_rings'],
  ['organizations_iam', 'organization', 'organization', 'organizations'],
  ['projects_iam', 'project', 'project', 'projects'],
  ['pubsub_subscriptions_iam', 'resource', 'pubsub_subscription', 'pubsub_subscriptions'],
  ['pubsub_topics_iam', 'resource', 'pubsub_topic', 'pubsub_topics'],
  ['secret_manager_iam', 'resource', 'secret_manager_secret', 'secrets'],
  ['service_accounts_iam', 'service-account', 'service_account', 'service_accounts'],
  ['storage_buckets_iam', 'resource', 'storage_bucket', 'storage_buckets'],
  ['subnets_iam', 'resource', 'compute_subnetwork', 'subnets'],
  ['tag_keys_iam', 'resource', 'tags_tag_key', 'tag_keys'],
  ['tag_values_iam', 'resource', 'tags_tag_value', 'tag_values'],
];

const fabricModules: readonly Target[] = [
  ['artifact-registry', 'resource', 'artifact_registry_repository', 'name'],
  ['bigquery-dataset', 'resource', 'bigquery_dataset', 'id'],
  ['billing-account', 'billing-account', 'billing_account', 'id'],
  ['cloud-function-v1', 'resource', 'cloudfunctions_function', 'name'],
  ['cloud-function-v2', 'resource', 'cloudfunctions2_function', 'name'],
  ['cloud-run', 'resource', 'cloud_run_service', 'name'],
  ['cloud-run-v2', 'resource', 'cloud_run_v2_service', 'name'],
  ['folder', 'folder', 'folder', 'id'],
  ['gcs', 'resource', 'storage_bucket', 'name'],
  ['iam-service-account', 'service-account', 'service_account', 'name'],
  ['kms', 'resource', 'kms_key_ring', 'keyring'],
  ['organization', 'organization', 'organization', 'organization_id'],
  ['project', 'project', 'project', 'name'],
  ['pubsub', 'resource', 'pubsub_topic', 'name'],
];

const cloudRunModules: readonly (readonly [directory: string, family: string])[] = [
  ['', 'cloud_run_service'],
  ['//modules/v2', 'cloud_run_v2_service'],
];

/** The published modules whose arguments are read, by what is known of their interfaces on 2026-11-22. */
export const wellKnownModules: readonly WellKnownModule[] = [
  simpleBucket,
  buckets,
  ...googleIamModules.map(([name, level, family, parent]) => ({
    source: published('terraform-google-modules', 'iam', `//modules/${name}`),
    level,
    family,
    parent,
    grants: googleIam,
  })),
  ...fabricModules.map(([name, level, family, parent]) => ({
    source: new RegExp(`cloud-foundation-fabric(?:\\.git)?//modules/${name}(?:\\?|$)`),
    level,
    family,
    parent,
    grants: fabric,
  })),
  ...cloudRunModules.map(([directory, family]) => ({
    source: published('GoogleCloudPlatform', 'cloud-run', directory),
    level: 'resource' as const,
    family,
    parent: 'service_name',
    grants: cloudRun,
  })),
];

/** A project with a group's role and an account of its own that has a role. https://github.com/terraform-google-modules/terraform-google-project-factory, v18.2.0 */
export const projectFactory = published(
  'terraform-google-modules',
  'project-factory',
  '(?://modules/(?:svpc_service_project|shared_vpc|gsuite_enabled))?',
);

/** Accounts by their names, with roles as `project=>role`. https://github.com/terraform-google-modules/terraform-google-service-accounts, v4.7.0 */
export const serviceAccounts = published('terraform-google-modules', 'service-accounts');

/** One account, with roles on its project. https://github.com/terraform-google-modules/terraform-google-service-accounts/tree/v4.7.0/modules/simple-sa */
export const simpleServiceAccount = published('terraform-google-modules', 'service-accounts', '//modules/simple-sa');

/** Roles on a project for one member. https://github.com/terraform-google-modules/terraform-google-iam/tree/main/modules/member_iam, read on 2026-11-23 */
export const memberIam = published('terraform-google-modules', 'iam', '//modules/member_iam');

/** Audit logs of a project. https://github.com/terraform-google-modules/terraform-google-iam/tree/main/modules/audit_config, read on 2026-11-23 */
export const auditModule = published('terraform-google-modules', 'iam', '//modules/audit_config');

/** A pool and a provider for the workflows of GitHub. https://registry.terraform.io/modules/terraform-google-modules/github-actions-runners/google/latest/submodules/gh-oidc */
export const githubActions = published('terraform-google-modules', 'github-actions-runners', '//modules/gh-oidc');

/** What the source of a published module says, in the registry or as a repository, with the pattern of its directory and without the version. */
export function published(owner: string, name: string, directory = ''): RegExp {
  return new RegExp(`(?:^|/)${owner}/(?:${name}/google|terraform-google-${name}(?:\\.git)?)${directory}/?(?:\\?|$)`);
}
