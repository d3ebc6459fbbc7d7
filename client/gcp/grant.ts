import { projectOf } from '../../iam/serviceAccount.ts';
import { shellWord } from './shell.ts';

/** One role of one member on one resource. */
export interface Grant {
  /** `projects/ID`, `folders/N`, `organizations/N`, or `projects/ID/serviceAccounts/EMAIL`, where the project may be `-`. */
  readonly on: string;
  /** As allow policies write it; undefined where it is not known who asks. */
  readonly member: string | undefined;
  readonly role: string;
}

/** The narrowest predefined roles, by what they allow. https://cloud.google.com/iam/docs/roles-permissions */
const roles: Readonly<Record<string, string>> = {
  'iam.serviceAccounts.getAccessToken': 'roles/iam.serviceAccountTokenCreator',
  'iam.serviceAccounts.getOpenIdToken': 'roles/iam.serviceAccountOpenIdTokenCreator',
  'iam.serviceAccounts.signJwt': 'roles/iam.serviceAccountTokenCreator',
  'iam.serviceAccounts.signBlob': 'roles/iam.serviceAccountTokenCreator',
  'iam.serviceAccounts.implicitDelegation': 'roles/iam.serviceAccountTokenCreator',
  'iam.serviceAccounts.actAs': 'roles/iam.serviceAccountUser',
  'iam.serviceAccounts.list': 'roles/iam.serviceAccountViewer',
  'iam.serviceAccounts.get': 'roles/iam.serviceAccountViewer',
  'iam.serviceAccounts.getIamPolicy': 'roles/iam.serviceAccountViewer',
  'iam.serviceAccountKeys.list': 'roles/iam.serviceAccountViewer',
  'iam.serviceAccounts.setIamPolicy': 'roles/iam.serviceAccountAdmin',
  'iam.serviceAccounts.enable': 'roles/iam.serviceAccountAdmin',
  'iam.serviceAccounts.disable': 'roles/iam.serviceAccountAdmin',
  'iam.serviceAccounts.undelete': 'roles/iam.serviceAccountAdmin',
  'iam.roles.get': 'roles/iam.roleViewer',
  'iam.roles.list': 'roles/iam.roleViewer',
  'resourcemanager.projects.get': 'roles/browser',
  'resourcemanager.projects.getIamPolicy': 'roles/browser',
  'resourcemanager.folders.getIamPolicy': 'roles/iam.securityReviewer',
  'resourcemanager.organizations.getIamPolicy': 'roles/iam.securityReviewer',
  'run.locations.list': 'roles/run.viewer',
  'run.services.list': 'roles/run.viewer',
  'run.jobs.list': 'roles/run.viewer',
  'run.workerpools.list': 'roles/run.viewer',
  'serviceusage.services.use': 'roles/serviceusage.serviceUsageConsumer',
};

/** The permissions that the extension needs, each with the narrowest predefined role. */
export const neededPermissions: readonly string[] = Object.keys(roles);

/** The narrowest predefined role that holds the permission; undefined where it is none that the extension needs. */
export function roleFor(permission: string): string | undefined {
  return roles[permission];
}

/** A line for a POSIX shell that lets the caller do what takes the permission on the resource; undefined where no role is known for it. */
export function grantCommand({
  permission,
  resource,
  caller,
}: {
  permission: string;
  resource: string;
  caller?: string;
}): string | undefined {
  const role = roleFor(permission);
  return role && gcloudLine({ on: resource, member: caller === undefined ? undefined : memberOf(caller), role });
}

/** A line for a POSIX shell that makes the grant; where the member is not known, to whoever gcloud is signed in as. Undefined where nothing is granted on such a resource. */
export function gcloudLine({ on, member, role }: Grant): string | undefined {
  const who = member === undefined ? '"user:$(gcloud config get-value account)"' : shellWord(member);
  const { kind, name } = partsOf(on);
  if (kind === undefined) return undefined;
  const project = kind === 'serviceAccounts' ? projectOf(name) : undefined;
  const where = project === undefined ? '' : ` --project=${shellWord(project)}`;
  return `gcloud ${commands[kind]} add-iam-policy-binding ${shellWord(name)} --member=${who} --role=${shellWord(role)}${where}`;
}

/** A resource of Terraform's that makes the grant. Undefined where nothing is granted on such a resource. */
export function terraformBlock({ on, member = 'user:EMAIL', role }: Grant, name: string): string | undefined {
  const { kind, name: id } = partsOf(on);
  if (kind === undefined) return undefined;
  const [type, field] = resources[kind];
  const value = kind === 'serviceAccounts' ? `projects/${projectOf(id) ?? '-'}/serviceAccounts/${id}` : kind === 'folders' ? on : id;
  return block(type, name, { [field]: value, role, member });
}

/** A block of Terraform's with these arguments. */
export function block(type: string, name: string, fields: Readonly<Record<string, string>>): string {
  const width = Math.max(...Object.keys(fields).map((field) => field.length));
  const lines = Object.entries(fields).map(([field, value]) => `  ${field.padEnd(width)} = ${terraformText(value)}`);
  return [`resource "${type}" "${name}" {`, ...lines, '}'].join('\n');
}

/** A string of Terraform's that says nothing but itself. */
export function terraformText(value: string): string {
  return JSON.stringify(value).replace(/[$%](?=\{)/g, (sign) => sign + sign);
}

/** A caller as allow policies write it; one that is written so already stays. */
export function memberOf(caller: string): string {
  if (caller.includes(':')) return caller;
  return `${caller.endsWith('.gserviceaccount.com') ? 'serviceAccount' : 'user'}:${caller}`;
}

/** The account in the name of a resource. */
export function accountIn(resource: string | undefined): string | undefined {
  return /\/serviceAccounts\/([^/]+)/.exec(resource ?? '')?.[1];
}

type Kind = 'serviceAccounts' | 'projects' | 'folders' | 'organizations';

const commands: Readonly<Record<Kind, string>> = {
  serviceAccounts: 'iam service-accounts',
  projects: 'projects',
  folders: 'resource-manager folders',
  organizations: 'organizations',
};

/** Type and argument. */
const resources: Readonly<Record<Kind, readonly [string, string]>> = {
  serviceAccounts: ['google_service_account_iam_member', 'service_account_id'],
  projects: ['google_project_iam_member', 'project'],
  folders: ['google_folder_iam_member', 'folder'],
  organizations: ['google_organization_iam_member', 'org_id'],
};

/** What a resource is, and what gcloud calls it. */
function partsOf(resource: string): { readonly kind: Kind | undefined; readonly name: string } {
  const [, kind, name = ''] = /^(?:projects\/[^/]+\/)?(serviceAccounts|projects|folders|organizations)\/([^/]+)$/.exec(resource) ?? [];
  // `-` stands for any, and what begins so is an option to gcloud, however it is quoted.
  return { kind: name.startsWith('-') ? undefined : (kind as Kind | undefined), name };
}
