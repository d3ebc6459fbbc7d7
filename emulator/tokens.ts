import { randomBytes } from 'node:crypto';

/** What an access token lets its bearer do. */
export interface AccessToken {
  /** Who its bearer counts as, like `user:lena@fernhill.example`. */
  readonly member: string;
  readonly scopes: readonly string[];
  readonly expires: Date;
}

/** The tokens that are around, by what they look like. */
export interface Tokens {
  /** A new access token, opaque like Google's. */
  issue(member: string, scopes: readonly string[], lifetimeSeconds: number): { readonly token: string; readonly expires: Date };
  /** What the access token is; expired ones are known, too. */
  find(token: string): AccessToken | undefined;
  /** A token to get access tokens with. */
  issueRefresh(member: string): string;
  /** Whose refresh token it is. */
  refresh(token: string): string | undefined;
}

/** What a token of a user's credentials can be used for. https://developers.google.com/identity/protocols/oauth2/scopes */
export const usualScopes: readonly string[] = [
  'openid',
  'https://www.googleapis.com/auth/userinfo.email',
  'https://www.googleapis.com/auth/cloud-platform',
];

/** No tokens yet. */
export function openTokens(now: () => Date): Tokens {
  const access = new Map<string, AccessToken>();
  const refresh = new Map<string, string>();
  return {
    issue(member, scopes, lifetimeSeconds) {
      const token = `ya29.emulator-${randomBytes(48).toString('base64url')}`;
      const expires = new Date(now().getTime() + lifetimeSeconds * 1000);
      access.set(token, { member, scopes, expires });
      return { token, expires };
    },
    find: (token) => access.get(token),
    issueRefresh(member) {
      const token = `1//emulator-${randomBytes(32).toString('base64url')}`;
      refresh.set(token, member);
      return token;
    },
    refresh: (token) => refresh.get(token),
  };
}
