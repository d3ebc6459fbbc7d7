import { OAuthError } from '../apiError.ts';
import { isSignedBy, readJwt, seconds } from '../jwt.ts';
import { type FoundAccount, findAccount } from '../resource.ts';
import type { Cloud, Reply, Request, Route } from '../route.ts';
import { type AccessToken, usualScopes } from '../tokens.ts';
import { idToken } from './iamCredentials.ts';

/** https://developers.google.com/identity/protocols/oauth2 */
export const oauth: readonly Route[] = [
  { on: 'POST /token', handle: token },
  { on: 'POST /tokeninfo', handle: tokenInfo },
  { on: 'GET /tokeninfo', handle: tokenInfo },
];

const grantTypes: Readonly<Record<string, ((asked: URLSearchParams, cloud: Cloud) => object | Promise<object>) | undefined>> = {
  refresh_token: refresh,
  'urn:ietf:params:oauth:grant-type:jwt-bearer': bearer,
};

async function token({ body, headers }: Request, cloud: Cloud): Promise<Reply> {
  const asked = new URLSearchParams(headers['content-type']?.startsWith('application/json') ? readJson(body) : body);
  const grant = grantTypes[asked.get('grant_type') ?? ''];
  if (!grant) throw new OAuthError('unsupported_grant_type', `Invalid grant_type: ${asked.get('grant_type')}`);
  return { body: await grant(asked, cloud) };
}

function readJson(body: string): Record<string, string> {
  try {
    return JSON.parse(body);
  } catch {
    throw new OAuthError('invalid_request', 'Could not parse JSON.');
  }
}

function refresh(asked: URLSearchParams, cloud: Cloud): object {
  const member = cloud.tokens.refresh(asked.get('refresh_token') ?? '');
  if (member === undefined) throw new OAuthError('invalid_grant', 'Bad Request');
  return issued(member, usualScopes, cloud);
}

/** A service account shows by a JWT that it has signed who it is. https://developers.google.com/identity/protocols/oauth2/service-account#httprest */
async function bearer(asked: URLSearchParams, cloud: Cloud): Promise<object> {
  const assertion = asked.get('assertion') ?? '';
  const { iss, aud, iat, exp, scope, target_audience: audience } = readJwt(assertion)?.claims ?? {};
  const found = typeof iss === 'string' ? findAccount(cloud.state, '-', iss) : undefined;
  if (!found) throw new OAuthError('invalid_grant', 'Invalid grant: account not found');
  if (found.account.disabled) throw new OAuthError('invalid_grant', 'Robot is disabled.');
  if (!isSignedBy(assertion, await cloud.keys.all(found.account.uniqueId))) throw new OAuthError('invalid_grant', 'Invalid JWT Signature.');
  const now = seconds(cloud.now());
  if (typeof iat !== 'number' || typeof exp !== 'number' || exp <= now || iat > now + 300 || exp - iat > 3600)
    throw new OAuthError(
      'invalid_grant',
      'Invalid JWT: Token must be a short-lived token (60 minutes) and in a reasonable timeframe. Check your iat and exp values in the JWT claim.',
    );
  if (aud !== `${cloud.origin}/token` && aud !== 'https://oauth2.googleapis.com/token')
    throw new OAuthError('invalid_grant', 'Invalid JWT: Failed audience check.');
  if (typeof audience === 'string') return { id_token: await idToken(found, audience, { email: true }, cloud) };
  if (typeof scope !== 'string' || scope === '')
    throw new OAuthError('invalid_scope', 'Invalid OAuth scope or ID token audience provided.');
  return issued(`serviceAccount:${found.account.email}`, scope.split(' '), cloud);
}

function issued(member: string, scopes: readonly string[], cloud: Cloud): object {
  return { access_token: cloud.tokens.issue(member, scopes, 3600).token, expires_in: 3599, scope: scopes.join(' '), token_type: 'Bearer' };
}

async function tokenInfo({ headers, query, body }: Request, cloud: Cloud): Promise<Reply> {
  const form = new URLSearchParams(body);
  const id = query.get('id_token') ?? form.get('id_token');
  if (id !== null) return { body: await idTokenInfo(id, cloud) };
  const access = /^Bearer (.+)$/.exec(headers.authorization ?? '')?.[1] ?? query.get('access_token') ?? form.get('access_token') ?? '';
  const known = cloud.tokens.find(access);
  if (!known || known.expires <= cloud.now()) throw new OAuthError('invalid_token', 'Invalid Value');
  return { body: accessTokenInfo(known, cloud) };
}

function accessTokenInfo({ member, scopes, expires }: AccessToken, cloud: Cloud): object {
  const email = member.slice(member.indexOf(':') + 1);
  const account = findAccount(cloud.state, '-', email)?.account;
  const client = account?.uniqueId ?? clientId;
  const left = seconds(expires) - seconds(cloud.now());
  return {
    azp: client,
    aud: client,
    ...(account && { sub: account.uniqueId }),
    scope: scopes.join(' '),
    exp: String(seconds(expires)),
    expires_in: String(left),
    ...(scopes.includes('https://www.googleapis.com/auth/userinfo.email') && { email, email_verified: 'true' }),
    access_type: 'online',
  };
}

/** The OAuth client of the credentials that the emulator makes for users. */
export const clientId = '764086051850-emulator.apps.googleusercontent.com';

async function idTokenInfo(jwt: string, cloud: Cloud): Promise<object> {
  const { header, claims } = readJwt(jwt) ?? {};
  const valid = typeof claims?.exp === 'number' && claims.exp > seconds(cloud.now()) && isSignedBy(jwt, await cloud.keys.all('google'));
  if (!header || !claims || !valid) throw new OAuthError('invalid_token', 'Invalid Value');
  return Object.fromEntries(Object.entries({ ...claims, ...header }).map(([name, value]) => [name, String(value)]));
}

/** The account of a member, where the emulator has it. */
export function accountOf(member: string, cloud: Cloud): FoundAccount | undefined {
  return member.startsWith('serviceAccount:') ? findAccount(cloud.state, '-', member.slice('serviceAccount:'.length)) : undefined;
}
