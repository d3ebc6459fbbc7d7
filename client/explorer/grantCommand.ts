/** The smallest predefined role for each permission that the view needs. https://cloud.google.com/iam/docs/roles-permissions */
const roles: Readonly<Record<string, string>> = {
  'iam.serviceAccounts.list': 'roles/iam.serviceAccountViewer',
  'iam.serviceAccounts.get': 'roles/iam.serviceAccountViewer',
  'iam.serviceAccounts.getIamPolicy': 'roles/iam.serviceAccountViewer',
  'iam.serviceAccountKeys.list': 'roles/iam.serviceAccountViewer',
  'iam.serviceAccounts.setIamPolicy': 'roles/iam.serviceAccountAdmin',
  'iam.serviceAccounts.enable': 'roles/iam.serviceAccountAdmin',
  'iam.serviceAccounts.disable': 'roles/iam.serviceAccountAdmin',
  'iam.serviceAccounts.undelete': 'roles/iam.serviceAccountAdmin',
  'iam.serviceAccounts.getAccessToken': 'roles/iam.serviceAccountTokenCreator',
  'iam.serviceAccounts.getOpenIdToken': 'roles/iam.serviceAccountOpenIdTokenCreator',
  'iam.serviceAccounts.signBlob': 'roles/iam.serviceAccountTokenCreator',
  'iam.serviceAccounts.signJwt': 'roles/iam.serviceAccountTokenCreator',
  'iam.serviceAccounts.implicitDelegation': 'roles/iam.serviceAccountTokenCreator',
  'iam.serviceAccounts.actAs': 'roles/iam.serviceAccountUser',
  'iam.roles.get': 'roles/iam.roleViewer',
  'resourcemanager.projects.get': 'roles/browser',
  'resourcemanager.projects.getIamPolicy': 'roles/browser',
  'resourcemanager.folders.getIamPolicy': 'roles/iam.securityReviewer',
  'resourcemanager.organizations.getIamPolicy': 'roles/iam.securityReviewer',
  'run.services.list': 'roles/run.viewer',
  'run.jobs.list': 'roles/run.viewer',
  'run.workerpools.list': 'roles/run.viewer',
  'run.locations.list': 'roles/run.viewer',
};

/** The role that a missing permission is granted by; one that may read all policies where it is no permission of ours. */
export function roleFor(permission: string): string {
  return roles[permission] ?? 'roles/iam.securityReviewer';
}

const adders: readonly (readonly [RegExp, string])[] = [
  [/^projects\/[^/]+\/serviceAccounts\/([^/]+)$/, 'gcloud iam service-accounts add-iam-policy-binding'],
  [/^projects\/([^/]+)$/, 'gcloud projects add-iam-policy-binding'],
  [/^folders\/([^/]+)$/, 'gcloud resource-manager folders add-iam-policy-binding'],
  [/^organizations\/([^/]+)$/, 'gcloud organizations add-iam-policy-binding'],
];

/** A line for a POSIX shell that grants the permission on the resource to the caller; where it is not known who that is, gcloud's account. */
export function grantCommand({ permission, resource, caller }: { permission: string; resource: string; caller?: string }): string {
  const member = caller === undefined ? '"user:$(gcloud config get-value account)"' : quote(memberOf(caller));
  for (const [pattern, command] of adders) {
    const name = pattern.exec(resource)?.[1];
    if (name !== undefined) return `${command} ${quote(name)} --member=${member} --role=${roleFor(permission)}`;
  }
  return `gcloud projects add-iam-policy-binding ${quote(resource)} --member=${member} --role=${roleFor(permission)}`;
}

/** A caller as allow policies write it; one that is written so already stays. */
export function memberOf(caller: string): string {
  if (caller.includes(':')) return caller;
  return caller.endsWith('.gserviceaccount.com') ? `serviceAccount:${caller}` : `user:${caller}`;
}

/** Names come from files and answers: in a shell they are nothing but words. */
function quote(word: string): string {
  return /^[\w@%+=:,./-]+$/.test(word) && !word.startsWith('-') ? word : `'${word.replaceAll("'", "'\\''")}'`;
}
