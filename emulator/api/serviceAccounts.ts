import { isAccountId } from '../../iam/serviceAccount.ts';
import { demand, demandProject } from '../access.ts';
import { policyMethods } from '../allowPolicy.ts';
import { ApiError, constraintViolated, invalid, notFound } from '../apiError.ts';
import { type Api, type ApiRequest, fields, type Method, text } from '../googleApi.ts';
import { isEnforced } from '../organizationPolicy.ts';
import { page } from '../page.ts';
import { accountResource, type FoundAccount, findAccount, findProject, governed, projectResource } from '../resource.ts';
import type { Cloud } from '../route.ts';
import type { AccountState } from '../state.ts';
import { uniqueIdOf } from '../uniqueId.ts';

/** https://cloud.google.com/iam/docs/reference/rest */
export const iamApi: Api = { service: 'iam.googleapis.com', title: 'Identity and Access Management (IAM) API', scopes: ['iam'] };

const collection = '/v1/projects/{project}/serviceAccounts';
const one = `${collection}/{account}`;

/** https://cloud.google.com/iam/docs/reference/rest/v1/projects.serviceAccounts */
export const serviceAccounts: readonly Method[] = [
  { on: `GET ${collection}`, handle: list },
  { on: `POST ${collection}`, takes: ['accountId', 'serviceAccount'], handle: create },
  {
    on: `GET ${one}`,
    handle: (request, cloud) => shownAccount(accountFor(request, 'iam.serviceAccounts.get', cloud)),
  },
  { on: `PATCH ${one}`, takes: ['serviceAccount', 'updateMask'], handle: patch },
  { on: `DELETE ${one}`, handle: remove },
  { on: `POST ${one}:enable`, handle: (request, cloud) => switchAccount(request, 'enable', cloud) },
  { on: `POST ${one}:disable`, handle: (request, cloud) => switchAccount(request, 'disable', cloud) },
  { on: `POST ${one}:undelete`, handle: undelete },
  ...policyMethods({
    path: one,
    reading: 'POST',
    permissions: 'iam.serviceAccounts',
    named: false,
    find({ params: { project = '', account = '' } }, { state }) {
      const found = findAccount(state, project, account);
      return found && accountResource(state, found);
    },
  }),
];

/**
 * The account of the request, on which the caller holds the permission. One that does not exist is NOT_FOUND only for who may ask for it in its project,
 * and PERMISSION_DENIED for the rest and where the project is `-`.
 */
export function accountFor(
  { params: { project: id = '', account = '' }, caller }: ApiRequest,
  permission: string,
  cloud: Cloud,
): FoundAccount {
  const found = findAccount(cloud.state, id, account);
  const project = findProject(cloud.state, id);
  demand(caller, permission, found ? accountResource(cloud.state, found) : project && projectResource(cloud.state, project), cloud);
  if (!found) throw notFound(`Unknown service account: ${account}`);
  return found;
}

function list({ params, caller, query }: ApiRequest, cloud: Cloud): object {
  const project = demandProject(caller, 'iam.serviceAccounts.list', params.project ?? '', cloud);
  const accounts = project.serviceAccounts.filter(({ deletedAt }) => deletedAt === undefined);
  const asked = { size: query.get('pageSize'), token: query.get('pageToken') };
  const { items, nextPageToken } = page(accounts, { usual: 20, most: 100 }, asked);
  return { ...(items.length > 0 && { accounts: items.map((account) => shownAccount({ account, project })) }), nextPageToken };
}

function create({ params, caller, body }: ApiRequest, cloud: Cloud): object {
  const project = demandProject(caller, 'iam.serviceAccounts.create', params.project ?? '', cloud);
  const constraint = 'iam.disableServiceAccountCreation';
  if (isEnforced(constraint, projectResource(cloud.state, project), cloud))
    throw constraintViolated(constraint, `projects/${project.projectId}`, 'Service account creation is not allowed on this project.');
  const id = text(body, 'accountId') ?? '';
  if (!isAccountId(id)) throw invalid('The account ID has to be 6 to 30 lower-case letters, digits and dashes, and begin with a letter.');
  const email = `${id}@${project.projectId}.iam.gserviceaccount.com`;
  if (findAccount(cloud.state, project.projectId, email))
    throw new ApiError('ALREADY_EXISTS', `Service account ${id} already exists within project projects/${project.projectId}.`);
  const account: AccountState = { email, uniqueId: uniqueIdOf(`${email} ${cloud.stamp()}`) };
  describe(account, fields(body, 'serviceAccount'), ['displayName', 'description']);
  project.serviceAccounts.push(account);
  return shownAccount({ account, project });
}

function patch(request: ApiRequest, cloud: Cloud): object {
  const found = accountFor(request, 'iam.serviceAccounts.update', cloud);
  const mask = (text(request.body, 'updateMask') ?? 'displayName,description').split(',').map((each) => camelCase(each.trim()));
  describe(found.account, fields(request.body, 'serviceAccount'), mask);
  return shownAccount(found);
}

/** The limits are in bytes. https://cloud.google.com/iam/docs/reference/rest/v1/projects.serviceAccounts#ServiceAccount */
function describe(account: AccountState, given: ApiRequest['body'], mask: readonly string[]): void {
  for (const [field, most] of [
    ['displayName', 100],
    ['description', 256],
  ] as const) {
    if (!mask.includes(field)) continue;
    const value = text(given, field);
    if (Buffer.byteLength(value ?? '') > most) throw invalid(`The ${field} may have ${most} bytes at most.`);
    account[field] = value;
  }
}

function camelCase(field: string): string {
  return field.replace(/_([a-z])/g, (_, letter: string) => letter.toUpperCase());
}

function switchAccount(request: ApiRequest, action: 'enable' | 'disable', cloud: Cloud): object {
  const { account } = accountFor(request, `iam.serviceAccounts.${action}`, cloud);
  account.disabled = action === 'disable' || undefined;
  return {};
}

function remove(request: ApiRequest, cloud: Cloud): object {
  const { account } = accountFor(request, 'iam.serviceAccounts.delete', cloud);
  account.deletedAt = cloud.now().toISOString();
  renameMembers(cloud, `serviceAccount:${account.email}`, deletedMember(account));
  return {};
}

/** How long a deleted account can be brought back. https://cloud.google.com/iam/docs/service-accounts-delete-undelete */
const undeletableMs = 30 * 86_400_000;

function undelete({ params: { project: id = '', account: uniqueId = '' }, caller }: ApiRequest, cloud: Cloud): object {
  const found = findAccount(cloud.state, id, uniqueId, true);
  const project = findProject(cloud.state, id);
  demand(
    caller,
    'iam.serviceAccounts.undelete',
    found ? accountResource(cloud.state, found) : project && projectResource(cloud.state, project),
    cloud,
  );
  const deletedAt = Date.parse(found?.account.deletedAt ?? '');
  if (!found || cloud.now().getTime() - deletedAt > undeletableMs) throw notFound(`Unknown service account: ${uniqueId}`);
  if (findAccount(cloud.state, '-', found.account.email))
    throw new ApiError('ALREADY_EXISTS', `Service account ${found.account.email} already exists.`);
  renameMembers(cloud, deletedMember(found.account), `serviceAccount:${found.account.email}`);
  found.account.deletedAt = undefined;
  return { restoredAccount: shownAccount(found) };
}

function deletedMember({ email, uniqueId }: AccountState): string {
  return `deleted:serviceAccount:${email}?uid=${uniqueId}`;
}

/** Policies keep a deleted account, by another name, so that a new one of its e-mail does not get its roles. */
function renameMembers({ state }: Cloud, from: string, to: string): void {
  for (const { policy } of governed(state)) {
    for (const binding of policy?.bindings ?? []) binding.members = binding.members.map((member) => (member === from ? to : member));
  }
}

function shownAccount({ account, project: { projectId } }: FoundAccount): object {
  const { email, uniqueId, displayName, description, disabled } = account;
  const etag = 'MDEwMjE5MjA=';
  return {
    name: `projects/${projectId}/serviceAccounts/${email}`,
    projectId,
    uniqueId,
    email,
    displayName,
    description,
    etag,
    oauth2ClientId: uniqueId,
    disabled,
  };
}
