/**
 * What a holder can do to the identity of others, and the permissions any one of which is enough.
 * Checked against Google's roles.list of 2026-08-22; https://cloud.google.com/iam/docs/service-account-permissions explains those on service accounts.
 */
const permissionsByRisk = {
  /** Become the service account: https://cloud.google.com/iam/docs/create-short-lived-credentials-direct */
  'mint-access-token': ['iam.serviceAccounts.getAccessToken'],
  'mint-id-token': ['iam.serviceAccounts.getOpenIdToken'],
  sign: ['iam.serviceAccounts.signBlob', 'iam.serviceAccounts.signJwt'],
  delegate: ['iam.serviceAccounts.implicitDelegation'],
  /** Attach the service account to a workload. */
  'act-as': ['iam.serviceAccounts.actAs'],
  'create-sa-key': ['iam.serviceAccountKeys.create'],
  'create-hmac-key': ['storage.hmacKeys.create'],
  'create-api-key': ['apikeys.keys.create'],
  /** Grant oneself any of the above on a service account. */
  'sa-policy-admin': ['iam.serviceAccounts.setIamPolicy'],
  /** Grant oneself any role on a project, folder or organization. */
  'resource-policy-admin': [
    'resourcemanager.projects.setIamPolicy',
    'resourcemanager.folders.setIamPolicy',
    'resourcemanager.organizations.setIamPolicy',
  ],
  'role-admin': ['iam.roles.update', 'iam.roles.create'],
  'org-policy-admin': ['orgpolicy.policy.set'],
  'secret-read': ['secretmanager.versions.access'],
  'run-policy-admin': ['run.services.setIamPolicy'],
  /** Start code that runs as a service account; with `act-as`, as any that one may attach. */
  'run-code-as-sa': [
    'run.services.create',
    'run.services.update',
    'run.jobs.runWithOverrides',
    'cloudfunctions.functions.create',
    'cloudfunctions.functions.update',
    'compute.instances.create',
    'compute.instances.setMetadata',
    'compute.instances.setServiceAccount',
    'compute.projects.setCommonInstanceMetadata',
    'cloudbuild.builds.create',
    'deploymentmanager.deployments.create',
    'dataflow.jobs.create',
    'dataproc.clusters.create',
    'composer.environments.create',
    'aiplatform.customJobs.create',
    'workflows.workflows.create',
    'cloudscheduler.jobs.create',
    'config.deployments.create',
  ],
  'invoke-run': ['run.routes.invoke'],
} as const satisfies Record<string, readonly string[]>;

/** What a holder of some permission can do to the identity of others. */
export type Risk = keyof typeof permissionsByRisk;

/** Every risk with the permissions any one of which carries it. */
export const RISKS: ReadonlyMap<Risk, readonly string[]> = new Map(Object.entries(permissionsByRisk) as [Risk, readonly string[]][]);

/** The risks that make a role on a service account, or on its project, one to impersonate it. https://cloud.google.com/iam/docs/service-account-permissions */
export const IMPERSONATION_RISKS: ReadonlySet<Risk> = new Set<Risk>([
  'mint-access-token',
  'mint-id-token',
  'sign',
  'delegate',
  'act-as',
  'create-sa-key',
  'sa-policy-admin',
]);

/** The risks that a list of permissions carries: for custom roles, whose permissions are written in the workspace. */
export function risksOf(permissions: Iterable<string>): Set<Risk> {
  const held = permissions instanceof Set ? (permissions as ReadonlySet<string>) : new Set(permissions);
  return new Set([...RISKS].filter(([, any]) => any.some((permission) => held.has(permission))).map(([risk]) => risk));
}
