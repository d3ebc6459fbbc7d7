/** What an allow policy belongs to, from the widest to the narrowest. */
export type FamilyLevel = 'organization' | 'folder' | 'project' | 'billing-account' | 'service-account' | 'resource';

/** One of Terraform's IAM resource types, `google_FAMILY_iam_KIND`. */
export interface IamFamily {
  /** The resource whose policy it writes, like `project` or `cloud_run_v2_service`. */
  readonly family: string;
  /** Adds a member, states all members of a role, states the whole policy, or states a service's audit configuration. */
  readonly kind: 'member' | 'binding' | 'policy' | 'audit_config';
  readonly level: FamilyLevel;
  /** The attributes that tell which resource, the one that names it first; undefined for families not in the table, where it is all but IAM_ATTRIBUTES. */
  readonly parentAttributes: readonly string[] | undefined;
}

/** The attributes of IAM resources (audit configurations apart, whose families are all in the table) that say what is granted and not on which resource. */
export const IAM_ATTRIBUTES: ReadonlySet<string> = new Set(['role', 'member', 'members', 'condition', 'policy_data']);

const IAM_TYPE = /^google_([a-z0-9_]+)_iam_(member|binding|policy|audit_config)$/;

const LEVELS: Readonly<Record<string, FamilyLevel>> = {
  organization: 'organization',
  folder: 'folder',
  project: 'project',
  billing_account: 'billing-account',
  service_account: 'service-account',
};

/** From the provider's documentation: https://registry.terraform.io/providers/hashicorp/google/latest/docs */
const PARENT_ATTRIBUTES: Readonly<Record<string, readonly string[]>> = {
  organization: ['org_id'],
  folder: ['folder'],
  project: ['project'],
  billing_account: ['billing_account_id'],
  service_account: ['service_account_id'],
  cloud_run_service: ['service', 'location', 'project'],
  cloud_run_v2_service: ['name', 'location', 'project'],
  cloud_run_v2_job: ['name', 'location', 'project'],
  cloud_run_v2_worker_pool: ['name', 'location', 'project'],
  cloudfunctions_function: ['cloud_function', 'region', 'project'],
  cloudfunctions2_function: ['cloud_function', 'location', 'project'],
  storage_bucket: ['bucket'],
  pubsub_topic: ['topic', 'project'],
  pubsub_subscription: ['subscription', 'project'],
  secret_manager_secret: ['secret_id', 'project'],
  bigquery_dataset: ['dataset_id', 'project'],
  iap_web_cloud_run_service: ['cloud_run_service_name', 'location', 'project'],
};

/** What a Terraform type grants on, by its name alone: a family the provider adds tomorrow is recognized too. Undefined for types that are not IAM resources. */
export function iamFamily(type: string): IamFamily | undefined {
  // Most types have no such ending.
  if (!type.includes('_iam_')) return undefined;
  const known = families.get(type);
  if (known) return known;
  const family = familyOf(type);
  if (family) families.set(type, family);
  return family;
}

/** Those that were asked for: a workspace has few types, and many resources of each. */
const families = new Map<string, IamFamily>();

function familyOf(type: string): IamFamily | undefined {
  const [, family, kind] = IAM_TYPE.exec(type) ?? [];
  if (family === undefined || kind === undefined) return undefined;
  return {
    family,
    kind: kind as IamFamily['kind'],
    level: Object.hasOwn(LEVELS, family) ? (LEVELS[family] ?? 'resource') : 'resource',
    parentAttributes: Object.hasOwn(PARENT_ATTRIBUTES, family) ? PARENT_ATTRIBUTES[family] : undefined,
  };
}
