import type { KeyObject } from 'node:crypto';
import type { Call, Http } from './http.ts';

/** Public keys by id, and the address they are from. */
export interface KeySet {
  readonly source: string;
  readonly keys: ReadonlyMap<string, KeyObject>;
}

/** Whose keys: Google's own for ID tokens, those of Identity-Aware Proxy, or those of a service account. */
export type Signer = 'google' | 'iap' | { readonly account: string };

/** Whether a signature holds; where not, whether the token is no JWT, its algorithm none of RS256 and ES256, its key not in the set, or its signature false. */
export type Verdict =
  | { readonly valid: true; readonly keyId: string; readonly algorithm: 'RS256' | 'ES256' }
  | {
      readonly valid: false;
      readonly reason: 'malformed' | 'algorithm' | 'unknown-key' | 'signature';
      readonly keyId?: string;
      readonly algorithm?: string;
    };

/** Key sets, each kept for at most 15 minutes. */
export interface Keys {
  get(signer: Signer, call?: Call): Promise<KeySet>;
  /** Verifies the signature, nothing else; a key that is not known is looked for once more with the signer. */
  verify(jwt: string, signer: Signer, call?: Call): Promise<Verdict & { readonly source: string }>;
}

export declare function openKeys(http: Http, now?: () => number): Keys;

/** Verifies the signature of a JWT; what it claims, and until when, is not looked at. Never throws. */
export declare function verifySignature(jwt: string, keySet: KeySet): Verdict;
