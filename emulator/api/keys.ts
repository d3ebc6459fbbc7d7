import { ApiError, constraintViolated, invalid, notFound } from '../apiError.ts';
import { type ApiRequest, type Method, text } from '../googleApi.ts';
import type { SigningKey } from '../keyRing.ts';
import { isEnforced } from '../organizationPolicy.ts';
import { accountResource, type FoundAccount } from '../resource.ts';
import type { Cloud } from '../route.ts';
import type { KeyState } from '../state.ts';
import { accountFor } from './serviceAccounts.ts';

const collection = '/v1/projects/{project}/serviceAccounts/{account}/keys';

/** https://cloud.google.com/iam/docs/reference/rest/v1/projects.serviceAccounts.keys */
export const keys: readonly Method[] = [
  { on: `GET ${collection}`, handle: list },
  { on: `POST ${collection}`, takes: ['privateKeyType', 'keyAlgorithm'], handle: create },
  { on: `DELETE ${collection}/{key}`, handle: remove },
];

const keyTypes = ['KEY_TYPE_UNSPECIFIED', 'USER_MANAGED', 'SYSTEM_MANAGED'];

/** How long a key that Google manages is in use. https://cloud.google.com/iam/docs/service-account-creds#google-managed-keys */
const managedDays = 17;

async function list(request: ApiRequest, cloud: Cloud): Promise<object> {
  const found = accountFor(request, 'iam.serviceAccountKeys.list', cloud);
  const asked = request.query.getAll('keyTypes');
  const wrong = asked.find((type) => !keyTypes.includes(type));
  if (wrong !== undefined)
    throw invalid(
      `Invalid value at 'key_types' (type.googleapis.com/google.iam.admin.v1.ListServiceAccountKeysRequest.KeyType), "${wrong}"`,
    );
  const wanted = (type: string) => asked.length === 0 || asked.includes(type) || asked.includes('KEY_TYPE_UNSPECIFIED');
  const userManaged = wanted('USER_MANAGED') ? (found.account.keys ?? []).map((key) => shown(found, key, 'USER_MANAGED')) : [];
  const systemManaged = wanted('SYSTEM_MANAGED')
    ? [shown(found, managedKey(await cloud.keys.managed(found.account.uniqueId)), 'SYSTEM_MANAGED')]
    : [];
  return { keys: [...userManaged, ...systemManaged] };
}

function managedKey({ id, since }: SigningKey): KeyState {
  const until = new Date(since.getTime() + managedDays * 86_400_000);
  return { id, keyOrigin: 'GOOGLE_PROVIDED', validAfterTime: instant(since), validBeforeTime: instant(until) };
}

function shown({ account, project }: FoundAccount, key: KeyState, keyType: string): object {
  const { id, keyOrigin, validAfterTime, validBeforeTime, disabled } = key;
  const name = `projects/${project.projectId}/serviceAccounts/${account.email}/keys/${id}`;
  return { name, validAfterTime, validBeforeTime, keyAlgorithm: 'KEY_ALG_RSA_2048', keyOrigin, keyType, disabled };
}

/** https://cloud.google.com/iam/quotas */
const mostKeys = 10;

async function create(request: ApiRequest, cloud: Cloud): Promise<object> {
  const found = accountFor(request, 'iam.serviceAccountKeys.create', cloud);
  const constraint = 'iam.disableServiceAccountKeyCreation';
  if (isEnforced(constraint, accountResource(cloud.state, found), cloud))
    throw constraintViolated(constraint, `projects/${found.project.projectId}`, 'Key creation is not allowed on this service account.');
  for (const [field, only] of [
    ['privateKeyType', 'TYPE_GOOGLE_CREDENTIALS_FILE'],
    ['keyAlgorithm', 'KEY_ALG_RSA_2048'],
  ] as const)
    if ((text(request.body, field) ?? only) !== only) throw invalid(`The emulator makes keys of ${field} ${only} only.`);
  if ((found.account.keys ?? []).length >= mostKeys) throw new ApiError('RESOURCE_EXHAUSTED', 'Maximum number of keys on account reached.');
  const { key, file } = await addKey(found, cloud);
  const privateKeyData = Buffer.from(JSON.stringify(file, null, 2)).toString('base64');
  return { ...shown(found, key, 'USER_MANAGED'), privateKeyType: 'TYPE_GOOGLE_CREDENTIALS_FILE', privateKeyData };
}

/** Makes a key that never expires for an account, and the credential file that has its private half. */
export async function addKey({ account, project }: FoundAccount, cloud: Cloud): Promise<{ key: KeyState; file: object }> {
  const { id, privateKey, since } = await cloud.keys.create(account.uniqueId);
  const key: KeyState = { id, keyOrigin: 'GOOGLE_PROVIDED', validAfterTime: instant(since), validBeforeTime: '9999-12-31T23:59:59Z' };
  account.keys = [...(account.keys ?? []), key];
  const file = {
    type: 'service_account',
    project_id: project.projectId,
    private_key_id: id,
    private_key: privateKey.export({ format: 'pem', type: 'pkcs8' }),
    client_email: account.email,
    client_id: account.uniqueId,
    token_uri: `${cloud.origin}/token`,
    universe_domain: 'googleapis.com',
  };
  return { key, file };
}

function remove(request: ApiRequest, cloud: Cloud): object {
  const { account } = accountFor(request, 'iam.serviceAccountKeys.delete', cloud);
  const { key = '' } = request.params;
  const kept = (account.keys ?? []).filter(({ id }) => id !== key);
  if (kept.length === (account.keys ?? []).length) throw notFound(`Service account key ${key} does not exist.`);
  account.keys = kept;
  cloud.keys.remove(account.uniqueId, key);
  return {};
}

function instant(time: Date): string {
  return time.toISOString().replace(/\.\d+/, '');
}
