import { invalid } from '../apiError.ts';
import { type Faults, noFaults } from '../faults.ts';
import { fields, readBody, text, texts } from '../googleApi.ts';
import { seconds, signJwt } from '../jwt.ts';
import type { Cloud, Request, Route } from '../route.ts';
import { usualScopes } from '../tokens.ts';
import { addKey } from './keys.ts';
import { accountOf, clientId } from './oauth.ts';

/** What the emulator does beyond Google Cloud. Each request needs the header `X-Leastwise-Emulator: 1`, which no page in a browser can send. */
export const control: readonly Route[] = [
  on('GET /emulator', (_, cloud) => readiness(cloud)),
  on('POST /emulator/tokens', (body, cloud) => {
    const scopes = body.scopes === undefined ? usualScopes : texts(body, 'scopes');
    const { token, expires } = cloud.tokens.issue(memberOf(body), scopes, 3600);
    return { accessToken: token, expiresIn: seconds(expires) - seconds(cloud.now()) };
  }),
  on('POST /emulator/credentials', (body, cloud) => credentials(memberOf(body), cloud)),
  on('POST /emulator/iapTokens', iapToken),
  on('GET /emulator/faults', (_, { faults }) => faults),
  on('POST /emulator/faults', (body, { faults }) => Object.assign(faults, readFaults(body))),
  on('GET /emulator/state', (_, { state }) => state),
];

/** Where the emulator is, whom it suggests to be and which projects it has. */
export function readiness({ origin, member, state }: Pick<Cloud, 'origin' | 'member' | 'state'>): object {
  return { origin, member, projects: state.projects.map(({ projectId }) => projectId) };
}

function on(path: string, handle: (body: Readonly<Record<string, unknown>>, cloud: Cloud) => object | Promise<object>): Route {
  return {
    on: path,
    async handle({ headers, body }: Request, cloud: Cloud) {
      if (headers['x-leastwise-emulator'] !== '1') throw invalid('The header X-Leastwise-Emulator: 1 is missing.');
      return { body: await handle(readBody(body), cloud) };
    },
  };
}

function memberOf(body: Readonly<Record<string, unknown>>): string {
  const member = text(body, 'member') ?? '';
  if (!/^(?:user|group|serviceAccount|principal|principalSet):\S+$/.test(member))
    throw invalid('A member like user:EMAIL or serviceAccount:EMAIL is needed.');
  return member;
}

/** The JSON of a credential file, as `gcloud auth application-default login` and the creation of a key write it. */
async function credentials(member: string, cloud: Cloud): Promise<object> {
  const found = accountOf(member, cloud);
  if (found) return (await addKey(found, cloud)).file;
  return {
    type: 'authorized_user',
    client_id: clientId,
    client_secret: 'emulator',
    refresh_token: cloud.tokens.issueRefresh(member),
    token_uri: `${cloud.origin}/token`,
    universe_domain: 'googleapis.com',
  };
}

/** What Identity-Aware Proxy tells the service behind it. https://cloud.google.com/iap/docs/signed-headers-howto */
async function iapToken(body: Readonly<Record<string, unknown>>, cloud: Cloud): Promise<object> {
  const [email = '', aud = ''] = [text(body, 'email'), text(body, 'audience')];
  const iat = seconds(cloud.now());
  const claims = { iss: 'https://cloud.google.com/iap', sub: `accounts.google.com:${email}`, email, aud, iat, exp: iat + 600 };
  return { token: signJwt(JSON.stringify(claims), await cloud.keys.managed('iap')) };
}

function readFaults(body: Readonly<Record<string, unknown>>): Partial<Faults> {
  const known = noFaults();
  const strange = Object.keys(body).find((name) => !Object.hasOwn(known, name));
  if (strange !== undefined) throw invalid(`There is no fault "${strange}", only ${Object.keys(known).join(', ')}.`);
  return fields({ body }, 'body');
}
