/**
 * The constraints of organization policies that guard identities, and what becomes possible without each.
 * Source: https://cloud.google.com/resource-manager/docs/organization-policy/org-policy-constraints and
 * https://cloud.google.com/iam/docs/restricting-service-accounts, read on 2026-08-21.
 */
const switches: Readonly<Record<string, string | undefined>> = {
  'cloudbuild.disableCreateDefaultServiceAccount': 'new projects get the legacy Cloud Build service account',
  'compute.disableSerialPortAccess': 'VMs can open their serial console to every address on the internet',
  'compute.requireOsLogin': 'VMs accept SSH keys that IAM knows nothing of',
  'container.managed.disallowDefaultComputeServiceAccount': 'nodes may run as the Compute Engine default service account',
  'container.managed.enableWorkloadIdentityFederation': 'clusters may do without workload identity federation',
  'iam.automaticIamGrantsForDefaultServiceAccounts': 'new default service accounts become editors of their project',
  'iam.disableAuditLoggingExemption': 'principals can be left out of the audit logs',
  'iam.disableCrossProjectServiceAccountUsage': 'service accounts can be attached to resources of other projects',
  'iam.disableServiceAccountCreation': 'everyone with the role can create service accounts',
  'iam.disableServiceAccountKeyCreation': 'long-lived keys can be created',
  'iam.disableServiceAccountKeyUpload': 'long-lived keys can be uploaded',
  'iam.managed.allowedPolicyMembers': 'roles can be granted to principals outside the organization',
  'iam.managed.disableServiceAccountApiKeyCreation': 'API keys can be bound to service accounts',
  'iam.managed.disableServiceAccountCreation': 'everyone with the role can create service accounts',
  'iam.managed.disableServiceAccountKeyCreation': 'long-lived keys can be created',
  'iam.managed.disableServiceAccountKeyUpload': 'long-lived keys can be uploaded',
  'iam.managed.preventPrivilegedBasicRolesForDefaultServiceAccounts': 'default service accounts can become editors and owners',
  'iam.restrictCrossProjectServiceAccountLienRemoval': 'a project can be deleted whose service accounts others use',
  'run.managed.requireInvokerIam': 'services can be open to the internet without asking IAM',
  'storage.publicAccessPrevention': 'buckets and objects can be made public',
  'storage.uniformBucketLevelAccess': 'access control lists of objects count beside IAM',
};

/** The constraints that list what is allowed, and what becomes possible where that is everything. */
const lists: Readonly<Record<string, string | undefined>> = {
  'iam.allowServiceAccountCredentialLifetimeExtension': 'tokens of every service account can live for 12 hours',
  'iam.allowedPolicyMemberDomains': 'roles can be granted to principals outside the organization',
  'iam.workloadIdentityPoolAwsAccounts': 'workload identity pools can trust every AWS account',
  'iam.workloadIdentityPoolProviders': 'workload identity pools can trust every issuer',
};

/** What becomes possible where the constraint is not enforced; undefined for a constraint that does not guard identities. */
export function withoutConstraint(constraint: string): string | undefined {
  return Object.hasOwn(switches, constraint) ? switches[constraint] : undefined;
}

/** What becomes possible where the constraint's list allows all; undefined for a constraint that does not guard identities. */
export function allowingAll(constraint: string): string | undefined {
  return Object.hasOwn(lists, constraint) ? lists[constraint] : undefined;
}
