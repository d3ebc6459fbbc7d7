import { type KeyObject, sign, verify } from 'node:crypto';
import type { SigningKey } from './keyRing.ts';

/** What a JWT says. */
export type Claims = Readonly<Record<string, unknown>>;

/** A JWT of the claims' text, which is not changed: RS256, or ES256 where the key is of an elliptic curve. https://datatracker.ietf.org/doc/html/rfc7515 */
export function signJwt(claims: string, { id, privateKey }: SigningKey): string {
  const header = JSON.stringify({ alg: algorithm(privateKey), kid: id, typ: 'JWT' });
  const signed = `${encode(header)}.${encode(claims)}`;
  return `${signed}.${sign('sha256', Buffer.from(signed), signer(privateKey)).toString('base64url')}`;
}

/** What a JWT says, unverified; undefined where it is none. */
export function readJwt(jwt: string): { readonly header: Claims; readonly claims: Claims } | undefined {
  const [header, claims, signature, ...rest] = jwt.split('.');
  if (!header || !claims || !signature || rest.length > 0) return undefined;
  try {
    return { header: decode(header), claims: decode(claims) };
  } catch {
    return undefined;
  }
}

/** Whether one of the keys has signed it, as its header says. */
export function isSignedBy(jwt: string, keys: readonly SigningKey[]): boolean {
  const { alg, kid } = readJwt(jwt)?.header ?? {};
  const end = jwt.lastIndexOf('.');
  return keys.some(
    ({ id, publicKey }) =>
      alg === algorithm(publicKey) &&
      (kid === undefined || kid === id) &&
      verify('sha256', Buffer.from(jwt.slice(0, end)), signer(publicKey), Buffer.from(jwt.slice(end + 1), 'base64url')),
  );
}

/** Seconds since 1970, as JWTs have them. */
export function seconds(time: Date): number {
  return Math.floor(time.getTime() / 1000);
}

function algorithm({ asymmetricKeyType }: KeyObject): 'RS256' | 'ES256' {
  return asymmetricKeyType === 'rsa' ? 'RS256' : 'ES256';
}

function signer(key: KeyObject): { readonly key: KeyObject; readonly dsaEncoding: 'ieee-p1363' } {
  return { key, dsaEncoding: 'ieee-p1363' };
}

function encode(text: string): string {
  return Buffer.from(text).toString('base64url');
}

function decode(part: string): Claims {
  const value: unknown = JSON.parse(Buffer.from(part, 'base64url').toString('utf8'));
  if (typeof value !== 'object' || value === null || Array.isArray(value)) throw new SyntaxError('Not an object.');
  return value as Claims;
}
