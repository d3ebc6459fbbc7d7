import { GcpError } from './errors.ts';
import type { Call, Http } from './http.ts';

/** What the one who issued an access token says of it. */
export interface TokenInfo {
  readonly scopes: readonly string[];
  readonly expires: Date;
  /** The e-mail address, where the token's scopes let it be seen. */
  readonly account?: string;
  readonly audience?: string;
}

/** Asks about an access token; it is sent in a header, never in an address. Fails with status `invalid_token` where it is expired or unknown. */
export type AskTokenInfo = (accessToken: string, call?: Call) => Promise<TokenInfo>;

export function openTokenInfo(http: Http): AskTokenInfo {
  return async (accessToken, call) => {
    if (accessToken.startsWith(EMULATED) !== http.endpoints.emulated)
      throw new GcpError('credentials', 'A token is shown to none but the one who issued it: Google, or the emulator.');
    // https://developers.google.com/identity/protocols/oauth2 has the fields of the answer; numbers are strings there.
    const answer = await http.request<Readonly<Partial<Record<'scope' | 'exp' | 'email' | 'aud', string>>>>(
      { api: 'oauth2', path: '/tokeninfo', method: 'POST', bearer: accessToken, idempotent: true },
      call,
    );
    return {
      scopes: answer.scope?.split(' ').filter((scope) => scope !== '') ?? [],
      expires: new Date(Number(answer.exp) * 1000),
      account: answer.email,
      audience: answer.aud,
    };
  };
}

/** How access tokens of an emulator begin. */
const EMULATED = 'ya29.emulator-';
