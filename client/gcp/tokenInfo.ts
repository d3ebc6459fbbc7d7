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

export declare function openTokenInfo(http: Http): AskTokenInfo;
