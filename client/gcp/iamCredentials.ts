import { readToken } from '../../iam/token.ts';
import type { Call, Http } from './http.ts';
import { segment } from './segment.ts';

/** Whom to act as: the e-mail address or unique id of a service account, and the accounts in between, in order from the caller to it. */
export interface Target {
  readonly target: string;
  readonly delegates?: readonly string[];
}

/** The IAM Service Account Credentials API. https://docs.cloud.google.com/iam/docs/reference/credentials/rest */
export interface IamCredentials {
  /** `lifetimeSeconds` up to 3600, or 43 200 where the organization allows it; 3600 where it is not set. */
  generateAccessToken(
    request: Target & { readonly scopes: readonly string[]; readonly lifetimeSeconds?: number },
    call?: Call,
  ): Promise<{ readonly token: string; readonly expires: Date }>;
  generateIdToken(
    request: Target & { readonly audience: string; readonly includeEmail?: boolean },
    call?: Call,
  ): Promise<{ readonly token: string; readonly expires: Date }>;
  /** `expires` is the claim `exp`, where it is there. */
  signJwt(
    request: Target & { readonly claims: object },
    call?: Call,
  ): Promise<{ readonly token: string; readonly keyId: string; readonly expires?: Date }>;
  /** The signature in base64. */
  signBlob(request: Target & { readonly bytes: Uint8Array }, call?: Call): Promise<{ readonly signature: string; readonly keyId: string }>;
}

export function openIamCredentials(http: Http): IamCredentials {
  async function ask<T>(method: string, { target, delegates = [] }: Target, body: object, call?: Call): Promise<T> {
    const name = accountName(target);
    return http.request<T>(
      {
        api: 'iamCredentials',
        path: `/v1/projects/-/serviceAccounts/${segment(name.slice(PREFIX.length))}:${method}`,
        method: 'POST',
        body: { delegates: delegates.map(accountName), ...body },
        // A credential more changes nothing.
        idempotent: true,
        resource: name,
      },
      call,
    );
  }

  return {
    async generateAccessToken({ scopes, lifetimeSeconds = 3600, ...target }, call) {
      const body = { scope: scopes, lifetime: `${lifetimeSeconds}s` };
      const { accessToken, expireTime } = await ask<{ accessToken: string; expireTime: string }>('generateAccessToken', target, body, call);
      return { token: accessToken, expires: new Date(expireTime) };
    },
    async generateIdToken({ audience, includeEmail = true, ...target }, call) {
      const { token } = await ask<{ token: string }>('generateIdToken', target, { audience, includeEmail }, call);
      // Its lifetime cannot be chosen: an hour, which the token says itself.
      return { token, expires: expiry(token) ?? new Date(Date.now() + 3_600_000) };
    },
    async signJwt({ claims, ...target }, call) {
      const { signedJwt, keyId } = await ask<{ signedJwt: string; keyId: string }>(
        'signJwt',
        target,
        { payload: JSON.stringify(claims) },
        call,
      );
      return { token: signedJwt, keyId, expires: expiry(signedJwt) };
    },
    async signBlob({ bytes, ...target }, call) {
      const payload = Buffer.from(bytes).toString('base64');
      const { signedBlob, keyId } = await ask<{ signedBlob: string; keyId: string }>('signBlob', target, { payload }, call);
      return { signature: signedBlob, keyId };
    },
  };
}

const PREFIX = 'projects/-/serviceAccounts/';

/** The API takes no other project than `-` here. */
function accountName(account: string): string {
  return PREFIX + account.replace(/^projects\/[^/]+\/serviceAccounts\//, '');
}

function expiry(token: string): Date | undefined {
  const read = readToken(token);
  const exp = read.kind === 'jwt' ? read.claims.exp : undefined;
  return typeof exp === 'number' ? new Date(exp * 1000) : undefined;
}
