import { may } from './access.ts';
import { ApiError, errorInfo, invalid, serviceDisabled } from './apiError.ts';
import { isSignedBy, readJwt, seconds } from './jwt.ts';
import { findAccount, findProject, projectResource } from './resource.ts';
import type { Cloud, Request, Route } from './route.ts';
import type { ProjectState } from './state.ts';

/** A request to a Google API, by someone. */
export interface ApiRequest extends Omit<Request, 'body'> {
  /** A member, like `user:…` or `serviceAccount:…`. */
  readonly caller: string;
  /** The fields of the JSON body; empty without one. */
  readonly body: Readonly<Record<string, unknown>>;
}

/** A method of a Google API. */
export interface Method {
  readonly on: string;
  /** The fields that its body may have. */
  readonly takes?: readonly string[];
  handle(request: ApiRequest, cloud: Cloud): object | Promise<object>;
}

/** An API of Google's. */
export interface Api {
  /** Like `iam.googleapis.com`. */
  readonly service: string;
  /** As errors call it. */
  readonly title: string;
  /** The access scopes one of which a token needs, without their common beginning. */
  readonly scopes: readonly string[];
}

/** The routes of an API's methods: their callers are known, the API is enabled, and bodies have known fields only. */
export function googleApi(api: Api, methods: readonly Method[]): Route[] {
  return methods.map(({ on, takes, handle }) => ({
    on,
    async handle(request, cloud) {
      const caller = await authenticate(request, cloud, api, on.startsWith('GET '));
      const consumer = consumerOf(request, caller, cloud);
      if (cloud.faults.disabledServices.includes(api.service)) throw serviceDisabled(api.service, api.title, consumer?.number ?? '0');
      return { body: await handle({ ...request, caller, body: readBody(request.body, takes ?? []) }, cloud) };
    },
  }));
}

/** The value of a field that has to be a text; undefined where it is not given. Throws INVALID_ARGUMENT for anything else. */
export function text(body: ApiRequest['body'], field: string): string | undefined {
  const value = body[field];
  if (value !== undefined && typeof value !== 'string')
    throw invalid(`Invalid value at '${field}' (TYPE_STRING), ${JSON.stringify(value)}`);
  return value;
}

/** The value of a field that has to be a list of texts. */
export function texts(body: ApiRequest['body'], field: string): readonly string[] {
  const value = body[field] ?? [];
  if (!Array.isArray(value) || !value.every((each) => typeof each === 'string'))
    throw invalid(`Invalid value at '${field}' (TYPE_STRING), ${JSON.stringify(value)}`);
  return value;
}

/** The value of a field that has to be true or false. */
export function flag(body: ApiRequest['body'], field: string): boolean {
  const value = body[field] ?? false;
  if (typeof value !== 'boolean') throw invalid(`Invalid value at '${field}' (TYPE_BOOL), ${JSON.stringify(value)}`);
  return value;
}

/** The value of a field that has to be an object; empty where it is not given. */
export function fields(body: ApiRequest['body'], field: string): ApiRequest['body'] {
  const value = body[field] ?? {};
  if (typeof value !== 'object' || value === null || Array.isArray(value))
    throw invalid(`Invalid value at '${field}', an object is needed.`);
  return value as ApiRequest['body'];
}

/** The fields of a JSON body, which may be empty. Throws INVALID_ARGUMENT for what is no object, and for a field that is not among those it takes. */
export function readBody(body: string, takes?: readonly string[]): ApiRequest['body'] {
  if (body.trim() === '') return {};
  let value: unknown;
  try {
    value = JSON.parse(body);
  } catch {
    throw invalid('Invalid JSON payload received. Unexpected token.');
  }
  const object = fields({ body: value }, 'body');
  const strange = Object.keys(object).find((field) => takes && !takes.includes(field));
  if (strange !== undefined) throw invalid(`Invalid JSON payload received. Unknown name "${strange}": Cannot find field.`);
  return object;
}

const scopePrefix = 'https://www.googleapis.com/auth/';

/** Who sends the request. Throws UNAUTHENTICATED where that is not clear, PERMISSION_DENIED where the token is for something else. */
async function authenticate({ headers }: Request, cloud: Cloud, api: Api, reading: boolean): Promise<string> {
  const [, bearer] = /^Bearer (.+)$/.exec(headers.authorization ?? '') ?? [];
  if (bearer === undefined) throw unauthenticated('CREDENTIALS_MISSING', api, 'Request is missing required authentication credential.');
  const jwt = readJwt(bearer);
  const member = jwt ? await selfSigner(bearer, cloud, api) : tokenHolder(bearer, cloud, api, reading);
  const [kind, email = ''] = member.split(':');
  if (kind === 'serviceAccount' && isGone(email, cloud))
    throw unauthenticated('ACCOUNT_STATE_INVALID', api, 'Request had invalid authentication credentials.');
  return member;
}

function tokenHolder(bearer: string, cloud: Cloud, api: Api, reading: boolean): string {
  const token = cloud.tokens.find(bearer);
  if (!token) throw unauthenticated('ACCESS_TOKEN_TYPE_UNSUPPORTED', api, 'Request had invalid authentication credentials.');
  if (token.expires <= cloud.now()) throw unauthenticated('ACCESS_TOKEN_EXPIRED', api, 'Request had invalid authentication credentials.');
  const enough = [...api.scopes, 'cloud-platform', ...(reading ? ['cloud-platform.read-only'] : [])];
  if (!token.scopes.some((scope) => enough.some((each) => scope === scopePrefix + each)))
    throw new ApiError('PERMISSION_DENIED', 'Request had insufficient authentication scopes.', [
      errorInfo('ACCESS_TOKEN_SCOPE_INSUFFICIENT', 'googleapis.com', { service: api.service }),
    ]);
  return token.member;
}

/** A service account may sign its own requests. https://google.aip.dev/auth/4111 */
async function selfSigner(bearer: string, cloud: Cloud, api: Api): Promise<string> {
  const { iss, sub, aud, iat, exp, scope } = readJwt(bearer)?.claims ?? {};
  const account = typeof iss === 'string' ? findAccount(cloud.state, '-', iss)?.account : undefined;
  const now = seconds(cloud.now());
  const isFor = typeof scope === 'string' ? scope.includes(`${scopePrefix}cloud-platform`) : aud === `https://${api.service}/`;
  const isNow = typeof iat === 'number' && typeof exp === 'number' && iat <= now + 60 && exp > now && exp - iat <= 3600;
  if (!account || iss !== sub || !isFor || !isNow || !isSignedBy(bearer, await cloud.keys.all(account.uniqueId)))
    throw unauthenticated('ACCESS_TOKEN_TYPE_UNSUPPORTED', api, 'Request had invalid authentication credentials.');
  return `serviceAccount:${account.email}`;
}

/** Whether the account is disabled or deleted. Accounts of projects that the emulator does not have are taken as they are. */
function isGone(email: string, { state }: Cloud): boolean {
  const found = findAccount(state, '-', email);
  if (found) return found.account.disabled === true;
  return state.projects.some(({ serviceAccounts }) => serviceAccounts.some((account) => account.email === email));
}

function unauthenticated(reason: string, { service }: Api, message: string): ApiError {
  const expected = 'Expected OAuth 2 access token, login cookie or other valid authentication credential.';
  return new ApiError(
    'UNAUTHENTICATED',
    `${message} ${expected} See https://developers.google.com/identity/sign-in/web/devconsole-project.`,
    [errorInfo(reason, 'googleapis.com', { service })],
  );
}

/** The project whose quota the request uses: the one that is named for that, that of the request or of the caller. */
function consumerOf({ headers, params }: Request, caller: string, cloud: Cloud): ProjectState | undefined {
  const named = headers['x-goog-user-project'];
  if (typeof named !== 'string') {
    const account = findAccount(cloud.state, '-', caller.slice(caller.indexOf(':') + 1));
    return findProject(cloud.state, params.project ?? params.id ?? '') ?? account?.project ?? cloud.state.projects[0];
  }
  const project = findProject(cloud.state, named);
  if (project && may(caller, 'serviceusage.services.use', projectResource(cloud.state, project), cloud)) return project;
  throw new ApiError(
    'PERMISSION_DENIED',
    `Caller does not have required permission to use project ${named}. Grant the caller the roles/serviceusage.serviceUsageConsumer role, or a custom role with the serviceusage.services.use permission.`,
    [errorInfo('USER_PROJECT_DENIED', 'googleapis.com', { service: 'serviceusage.googleapis.com', consumer: `projects/${named}` })],
  );
}
