import type { FamilyLevel } from './catalog/families.ts';

/** The first words of the permissions of a service where they are not the IAM family's own first words; the longest beginning counts. */
const services: Readonly<Record<string, readonly string[]>> = {
  access_context_manager: ['accesscontextmanager'],
  api_gateway: ['apigateway'],
  bigquery_analytics_hub: ['analyticshub'],
  binary_authorization: ['binaryauthorization'],
  cloud_run: ['run'],
  cloudbuildv2: ['cloudbuild'],
  cloudfunctions2: ['cloudfunctions', 'run'],
  colab: ['aiplatform'],
  data_catalog: ['datacatalog'],
  data_fusion: ['datafusion'],
  dataproc_metastore: ['metastore'],
  endpoints: ['servicemanagement', 'endpoints'],
  kms: ['cloudkms'],
  scc: ['securitycenter'],
  secret_manager: ['secretmanager'],
  service_account: ['iam'],
  service_directory: ['servicedirectory'],
  sourcerepo: ['source'],
  tags: ['resourcemanager'],
  vertex_ai: ['aiplatform'],
  workbench: ['notebooks'],
};

/** What of its service a family holds, by the beginnings of permissions, where that is not everything. */
const contents: Readonly<Record<string, readonly string[]>> = {
  bigquery_dataset: ['bigquery.datasets.', 'bigquery.tables.', 'bigquery.routines.', 'bigquery.models.', 'bigquery.rowAccessPolicies.'],
  bigquery_table: ['bigquery.tables.', 'bigquery.rowAccessPolicies.'],
  cloud_run_v2_job: ['run.jobs.', 'run.executions.', 'run.tasks.'],
  cloud_run_v2_service: ['run.services.', 'run.routes.', 'run.revisions.', 'run.configurations.'],
  cloud_run_v2_worker_pool: ['run.workerpools.'],
  cloud_run_service: ['run.services.', 'run.routes.', 'run.revisions.', 'run.configurations.'],
  kms_crypto_key: ['cloudkms.cryptoKeys.', 'cloudkms.cryptoKeyVersions.', 'cloudkms.importJobs.'],
  pubsub_subscription: ['pubsub.subscriptions.'],
  pubsub_topic: ['pubsub.topics.'],
  secret_manager_secret: ['secretmanager.secrets.', 'secretmanager.versions.'],
  service_account: ['iam.serviceAccounts.', 'iam.serviceAccountKeys.', 'iam.serviceAccountApiKeyBindings.'],
  storage_bucket: [
    'storage.buckets.',
    'storage.objects.',
    'storage.folders.',
    'storage.managedFolders.',
    'storage.multipartUploads.',
    'storage.anywhereCaches.',
    'storage.bucketOperations.',
  ],
  tags_tag_key: [
    'resourcemanager.tagKeys.',
    'resourcemanager.tagValues.',
    'resourcemanager.tagHolds.',
    'resourcemanager.tagValueBindings.',
  ],
  tags_tag_value: ['resourcemanager.tagValues.', 'resourcemanager.tagHolds.', 'resourcemanager.tagValueBindings.'],
};

/** Which permissions can matter in a policy. */
export interface Applicable {
  /** Their first words, like `storage`. */
  readonly services: ReadonlySet<string>;
  includes(permission: string): boolean;
}

/**
 * Which permissions can matter in a policy of the family; undefined where that is not known, and at projects, folders and organizations, where every one can.
 * `permissions` is every permission there is. The permissions of a resource are documented with its service, https://cloud.google.com/iam/docs/permissions-reference
 */
export function appliesTo(
  family: string | undefined,
  level: FamilyLevel | 'unknown',
  permissions: readonly string[],
): Applicable | undefined {
  if (level === 'billing-account') return applicable(['billing.']);
  if (family === undefined || (level !== 'resource' && level !== 'service-account')) return undefined;
  const beginnings = Object.hasOwn(contents, family) ? contents[family] : serviceOf(family, permissions)?.map((service) => `${service}.`);
  return beginnings && applicable(beginnings);
}

function applicable(beginnings: readonly string[]): Applicable {
  return {
    services: new Set(beginnings.map((beginning) => beginning.slice(0, beginning.indexOf('.')))),
    includes: (permission) => beginnings.some((beginning) => permission.startsWith(beginning)),
  };
}

/** The services of a family: in the table, or the one whose permissions begin with the family's first words. */
function serviceOf(family: string, permissions: readonly string[]): readonly string[] | undefined {
  const words = family.split('_');
  for (let count = words.length; count > 0; count--) {
    const beginning = words.slice(0, count).join('_');
    if (Object.hasOwn(services, beginning)) return services[beginning];
    const service = words.slice(0, count).join('');
    if (permissions.some((permission) => permission.startsWith(`${service}.`))) return [service];
  }
  return undefined;
}

/** The roles that the policies of some levels refuse, since all that they permit is above or elsewhere. https://cloud.google.com/iam/docs/roles-permissions has for each the lowest resource */
const onlyOn: readonly { readonly pattern: RegExp; readonly levels: readonly FamilyLevel[] }[] = [
  { pattern: /^roles\/resourcemanager\.organization(?:Admin|Viewer)$/, levels: ['organization'] },
  { pattern: /^roles\/(?:orgpolicy\.policyAdmin|iam\.organizationRoleAdmin|billing\.creator)$/, levels: ['organization'] },
  { pattern: /^roles\/(?:resourcemanager\.(?:folder\w+|projectCreator)|compute\.xpnAdmin)$/, levels: ['organization', 'folder'] },
  { pattern: /^roles\/billing\.(?:admin|user|viewer|costsManager)$/, levels: ['organization', 'billing-account'] },
  { pattern: /^roles\/storage\.legacy/, levels: ['resource'] },
];

/** Whether a policy of the level takes the role, as far as that is known. */
export function isTaken(role: string, level: FamilyLevel | 'unknown'): boolean {
  return level === 'unknown' || onlyOn.every(({ pattern, levels }) => !pattern.test(role) || levels.includes(level));
}

/** Whether Google gives the role to its service agents only. The agents of nodes were accounts of users before their role was renamed. */
export function isAgentRole(role: string): boolean {
  return /serviceAgent(?:V\d\w*)?$/i.test(role) && !/\.(?:default)?nodeServiceAgent$/i.test(role);
}
