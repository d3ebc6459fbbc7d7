import { sign } from 'node:crypto';
import { demand } from '../access.ts';
import { ApiError, invalid } from '../apiError.ts';
import { type Api, type ApiRequest, flag, type Method, text, texts } from '../googleApi.ts';
import { type Claims, seconds, signJwt } from '../jwt.ts';
import { isAllowed } from '../organizationPolicy.ts';
import { accountResource, type FoundAccount, findAccount, lineage } from '../resource.ts';
import type { Cloud } from '../route.ts';

/** https://cloud.google.com/iam/docs/reference/credentials/rest */
export const iamCredentialsApi: Api = {
  service: 'iamcredentials.googleapis.com',
  title: 'IAM Service Account Credentials API',
  scopes: ['iam'],
};

const one = '/v1/projects/{project}/serviceAccounts/{account}';

/** https://cloud.google.com/iam/docs/reference/credentials/rest/v1/projects.serviceAccounts */
export const iamCredentials: readonly Method[] = [
  { on: `POST ${one}:generateAccessToken`, takes: ['delegates', 'scope', 'lifetime'], handle: generateAccessToken },
  {
    on: `POST ${one}:generateIdToken`,
    takes: ['delegates', 'audience', 'includeEmail', 'organizationNumberIncluded', 'useEmailAzp'],
    handle: generateIdToken,
  },
  { on: `POST ${one}:signJwt`, takes: ['delegates', 'payload'], handle: signClaims },
  { on: `POST ${one}:signBlob`, takes: ['delegates', 'payload'], handle: signBlob },
];

/** Seconds that an access token lives at most, by itself and with the organization policy. */
const mostLifetime = { usual: 3600, extended: 43_200 } as const;

const extension = 'iam.allowServiceAccountCredentialLifetimeExtension';

function generateAccessToken(request: ApiRequest, cloud: Cloud): object {
  const scopes = texts(request.body, 'scope');
  const lifetime = secondsOf(text(request.body, 'lifetime') ?? '3600s');
  const target = reach(request, 'iam.serviceAccounts.getAccessToken', cloud);
  if (scopes.length === 0) throw invalid('At least one scope is required.');
  checkLifetime(lifetime, target, cloud);
  const { token, expires } = cloud.tokens.issue(`serviceAccount:${target.account.email}`, scopes, lifetime);
  return { accessToken: token, expireTime: expires.toISOString().replace(/\.\d+/, '') };
}

function secondsOf(lifetime: string): number {
  const [, value] = /^(\d+(?:\.\d{1,9})?)s$/.exec(lifetime) ?? [];
  if (value === undefined) throw invalid(`Invalid value at 'lifetime' (type.googleapis.com/google.protobuf.Duration), "${lifetime}"`);
  return Number(value);
}

function checkLifetime(lifetime: number, target: FoundAccount, cloud: Cloud): void {
  const { email } = target.account;
  if (lifetime <= 0) throw invalid('The lifetime has to be positive.');
  const extended = !cloud.faults.noLifetimeExtension && isAllowed(extension, email, accountResource(cloud.state, target), cloud);
  if (!extended && lifetime > mostLifetime.usual)
    throw invalid(
      `The access tokens of ${email} can not have lifetimes of more than 1 hour. Use the Org Policy Constraint constraints/${extension} to allow up to 12 hours.`,
    );
  if (lifetime > mostLifetime.extended) throw invalid('Access tokens can not have lifetimes of more than 12 hours.');
}

async function generateIdToken(request: ApiRequest, cloud: Cloud): Promise<object> {
  const audience = text(request.body, 'audience') ?? '';
  const asked = {
    email: flag(request.body, 'includeEmail'),
    organization: flag(request.body, 'organizationNumberIncluded'),
    emailAzp: flag(request.body, 'useEmailAzp'),
  };
  const target = reach(request, 'iam.serviceAccounts.getOpenIdToken', cloud);
  if (audience === '') throw invalid('The audience is required.');
  return { token: await idToken(target, audience, asked, cloud) };
}

/** What an ID token says beside its audience. */
export interface IdTokenContents {
  readonly email: boolean;
  readonly organization?: boolean;
  /** Whether the authorized party is the e-mail in place of the unique id. */
  readonly emailAzp?: boolean;
}

/** An ID token of Google's for a service account, valid for an hour. https://cloud.google.com/docs/authentication/token-types#id */
export async function idToken(found: FoundAccount, audience: string, contents: IdTokenContents, cloud: Cloud): Promise<string> {
  const { email, uniqueId } = found.account;
  const issued = seconds(cloud.now());
  const organization = [...lineage(accountResource(cloud.state, found))].at(-1)?.name.split('organizations/')[1];
  const claims: Claims = {
    aud: audience,
    azp: contents.emailAzp ? email : uniqueId,
    ...(contents.email && { email, email_verified: true }),
    exp: issued + 3600,
    ...(contents.organization && organization && { google: { organization_number: Number(organization) } }),
    iat: issued,
    iss: 'https://accounts.google.com',
    sub: uniqueId,
  };
  return signJwt(JSON.stringify(claims), await cloud.keys.managed('google'));
}

/** How far ahead `exp` may be. */
const furthestExpiry = 43_200;

async function signClaims(request: ApiRequest, cloud: Cloud): Promise<object> {
  const payload = text(request.body, 'payload') ?? '';
  const { account } = reach(request, 'iam.serviceAccounts.signJwt', cloud);
  const { exp } = claimsOf(payload);
  const now = seconds(cloud.now());
  if (exp !== undefined && !Number.isInteger(exp)) throw invalid('The claim "exp" has to be an integer.');
  if (typeof exp === 'number' && exp < now) throw invalid('The claim "exp" is in the past.');
  if (typeof exp === 'number' && exp > now + furthestExpiry) throw invalid('The claim "exp" is more than 12 hours in the future.');
  const key = await cloud.keys.managed(account.uniqueId);
  return { keyId: key.id, signedJwt: signJwt(payload, key) };
}

function claimsOf(payload: string): Claims {
  try {
    const claims: unknown = JSON.parse(payload);
    if (typeof claims === 'object' && claims !== null && !Array.isArray(claims)) return claims as Claims;
  } catch {
    // The same answer as for what is no object.
  }
  throw invalid('The payload has to be a JSON object of claims, as a string.');
}

async function signBlob(request: ApiRequest, cloud: Cloud): Promise<object> {
  const payload = text(request.body, 'payload') ?? '';
  const { account } = reach(request, 'iam.serviceAccounts.signBlob', cloud);
  if (payload === '' || !/^[A-Za-z0-9+/_-]*={0,2}$/.test(payload))
    throw invalid("Invalid value at 'payload' (TYPE_BYTES), Base64 decoding failed.");
  const key = await cloud.keys.managed(account.uniqueId);
  return { keyId: key.id, signedBlob: sign('sha256', Buffer.from(payload, 'base64'), key.privateKey).toString('base64') };
}

/**
 * The account whose credentials are asked for. Each of a chain of delegates needs `implicitDelegation` for the next, and the last, or the caller, the permission on the
 * account itself. https://cloud.google.com/iam/docs/create-short-lived-credentials-delegated
 */
function reach({ params: { project, account = '' }, caller, body }: ApiRequest, permission: string, cloud: Cloud): FoundAccount {
  if (project !== '-') throw invalid(`The name has to be projects/-/serviceAccounts/${account}: a project in place of "-" is invalid.`);
  let actor = caller;
  for (const delegate of texts(body, 'delegates')) {
    const [, id] = /^projects\/-\/serviceAccounts\/([^/]+)$/.exec(delegate) ?? [];
    if (id === undefined) throw invalid(`Invalid delegate "${delegate}": it has to be of the form projects/-/serviceAccounts/EMAIL.`);
    const next = hop(actor, id, 'iam.serviceAccounts.implicitDelegation', cloud);
    actor = `serviceAccount:${next.account.email}`;
  }
  return hop(actor, account, permission, cloud);
}

function hop(actor: string, id: string, permission: string, cloud: Cloud): FoundAccount {
  const found = findAccount(cloud.state, '-', id);
  demand(actor, permission, found && accountResource(cloud.state, found), cloud);
  if (!found || found.account.disabled) throw new ApiError('FAILED_PRECONDITION', `Service account ${id} is disabled.`);
  return found;
}
