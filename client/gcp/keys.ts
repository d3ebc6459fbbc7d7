import { createPublicKey, type JsonWebKey, type KeyObject, verify } from 'node:crypto';
import type { Call, Http } from './http.ts';
import { segment } from './segment.ts';

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

/** Milliseconds: Google publishes a key hours before it is used, and for hours after. */
const KEPT = 15 * 60_000;

export function openKeys(http: Http, now: () => number = Date.now): Keys {
  const kept = new Map<string, { readonly keySet: KeySet; readonly until: number }>();

  async function get(signer: Signer, call?: Call): Promise<KeySet> {
    const { api, path } = address(signer);
    const source = http.endpoints[api] + path;
    const found = kept.get(source);
    if (found && found.until > now()) return found.keySet;
    const { data, headers } = await http.fetch<unknown>({ api, path, bearer: null }, call);
    const keySet = { source, keys: readKeys(data) };
    const age = Number(/\bmax-age=(\d+)/.exec(headers.get('cache-control') ?? '')?.[1] ?? KEPT / 1000) * 1000;
    kept.set(source, { keySet, until: now() + Math.min(age, KEPT) });
    return keySet;
  }

  return {
    get,
    async verify(jwt, signer, call) {
      const keySet = await get(signer, call);
      const verdict = verifySignature(jwt, keySet);
      if (verdict.valid || verdict.reason !== 'unknown-key') return { ...verdict, source: keySet.source };
      kept.delete(keySet.source);
      return { ...verifySignature(jwt, await get(signer, call)), source: keySet.source };
    },
  };
}

/** Verifies the signature of a JWT; what it claims, and until when, is not looked at. Never throws. */
export function verifySignature(jwt: string, keySet: KeySet): Verdict {
  const [header = '', payload, signature, ...rest] = jwt.trim().split('.');
  const { alg, kid } = parse(header);
  if (payload === undefined || signature === undefined || rest.length > 0 || typeof alg !== 'string')
    return { valid: false, reason: 'malformed' };
  const named = { keyId: typeof kid === 'string' ? kid : undefined, algorithm: alg };
  if (alg !== 'RS256' && alg !== 'ES256') return { valid: false, reason: 'algorithm', ...named };
  const key = keySet.keys.get(String(kid));
  if (!key) return { valid: false, reason: 'unknown-key', ...named };
  // A key is good for the algorithm it was made for, whatever the header says.
  if (key.asymmetricKeyType !== (alg === 'RS256' ? 'rsa' : 'ec')) return { valid: false, reason: 'algorithm', ...named };
  const holds = verify(
    'sha256',
    Buffer.from(`${header}.${payload}`),
    { key, dsaEncoding: 'ieee-p1363' },
    Buffer.from(signature, 'base64url'),
  );
  return holds ? { valid: true, keyId: String(kid), algorithm: alg } : { valid: false, reason: 'signature', ...named };
}

function address(signer: Signer): { readonly api: 'keys' | 'iapKeys'; readonly path: string } {
  if (signer === 'google') return { api: 'keys', path: '/oauth2/v3/certs' };
  if (signer === 'iap') return { api: 'iapKeys', path: '/iap/verify/public_key-jwk' };
  return { api: 'keys', path: `/service_accounts/v1/metadata/jwk/${segment(signer.account)}` };
}

/** The keys of a set of JSON Web Keys; one of a kind that is not known is left out. */
function readKeys(data: unknown): ReadonlyMap<string, KeyObject> {
  const keys = new Map<string, KeyObject>();
  for (const key of (data as { keys?: (JsonWebKey & { kid?: string })[] }).keys ?? []) {
    if (key.kid === undefined) continue;
    try {
      keys.set(key.kid, createPublicKey({ key, format: 'jwk' }));
    } catch {}
  }
  return keys;
}

function parse(part: string): { readonly alg?: unknown; readonly kid?: unknown } {
  try {
    return JSON.parse(Buffer.from(part, 'base64url').toString()) ?? {};
  } catch {
    return {};
  }
}
