import type { Clients } from '../gcp/clients.ts';
import type { Call } from '../gcp/http.ts';
import type { MintRequest } from './request.ts';
import { Secret } from './secret.ts';
import type { SessionToken } from './store.ts';

/** The key that signs for an account stays valid at least so long afterwards, in milliseconds. https://cloud.google.com/iam/docs/reference/credentials/rest/v1/projects.serviceAccounts/signBlob */
const signatureLife = 12 * 3_600_000;

/** Mints what is asked for. Throws a GcpError, whose text holds no token. */
export async function mint(
  { iamCredentials, endpoints }: Pick<Clients, 'iamCredentials' | 'endpoints'>,
  request: MintRequest,
  call: Call = {},
  now: () => number = Date.now,
): Promise<Omit<SessionToken, 'id'>> {
  const { target, delegates, kind } = request;
  const whom = { target, delegates };
  const facts = { kind, account: target, delegates, tokenInfo: `${endpoints.oauth2}/tokeninfo`, emulated: endpoints.emulated };
  switch (request.kind) {
    case 'accessToken': {
      const { scopes, lifetimeSeconds } = request;
      const { token, expires } = await iamCredentials.generateAccessToken({ ...whom, scopes, lifetimeSeconds }, call);
      return { ...facts, expires, secret: new Secret(token), scopes };
    }
    case 'idToken': {
      const { audience } = request;
      const { token, expires } = await iamCredentials.generateIdToken({ ...whom, audience, includeEmail: true }, call);
      return { ...facts, expires, secret: new Secret(token), audience };
    }
    case 'jwt': {
      const { aud } = request.claims as { aud?: unknown };
      const { token, expires } = await iamCredentials.signJwt({ ...whom, claims: request.claims }, call);
      const audience = typeof aud === 'string' ? aud : undefined;
      return { ...facts, expires: expires ?? new Date(now() + signatureLife), secret: new Secret(token), audience };
    }
    case 'blob': {
      const { signature, keyId } = await iamCredentials.signBlob({ ...whom, bytes: request.bytes }, call);
      const signed = { bytes: request.bytes, keyId };
      return { ...facts, expires: new Date(now() + signatureLife), secret: new Secret(signature), signed };
    }
  }
}
