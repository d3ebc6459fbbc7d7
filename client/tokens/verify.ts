import { verify as verifyBytes } from 'node:crypto';
import { bare, fromNow, keySetFor, readToken } from '../../iam/token.ts';
import type { Clients } from '../gcp/clients.ts';
import { isGcpError } from '../gcp/errors.ts';
import type { Call } from '../gcp/http.ts';
import type { Verdict } from '../gcp/keys.ts';
import type { SessionToken } from './store.ts';

/** What came of verifying a token: a sentence that gives the reason. */
export interface Verification {
  /** `unknown` where nobody but its issuer could tell. */
  readonly verdict: 'valid' | 'invalid' | 'unknown';
  readonly says: string;
}

type Verifiers = Pick<Clients, 'keys' | 'tokenInfo'>;

/** Verifies a token that somebody has: a JWT by the published keys of its signer, an access token by asking Google. Throws a GcpError where nobody could be asked. */
export async function verifyToken(
  { keys, tokenInfo }: Verifiers,
  text: string,
  { now, signer, call = {} }: { now: Date; signer?: string; call?: Call },
): Promise<Verification> {
  const token = readToken(text);
  switch (token.kind) {
    case 'jwt': {
      const choice = keySetFor(token, signer);
      if (choice.of === 'none') return { verdict: token.signature === 'absent' ? 'invalid' : 'unknown', says: choice.reason };
      const verdict = await keys.verify(bare(text), choice.of === 'account' ? { account: choice.email } : choice.of, call);
      const { exp } = token.claims;
      const expired = typeof exp === 'number' && exp * 1000 <= now.getTime();
      return judge(verdict, choice.of === 'account' ? choice.email : owners[choice.of], expired);
    }
    case 'opaque':
      if (token.form !== 'access token')
        return { verdict: 'unknown', says: `It is a ${token.form}: only who issued it can tell, and it is not sent anywhere to ask.` };
      return askAbout(tokenInfo, bare(text), now, call);
    case 'broken':
      return { verdict: 'invalid', says: `Its ${token.part === 'whole' ? 'text' : token.part} ${token.reason}.` };
    case 'unknown':
      return { verdict: 'unknown', says: 'It is no token that Google issues.' };
  }
}

const owners = { google: 'Google', iap: 'Identity-Aware Proxy' } as const;

function judge(verdict: Verdict & { readonly source: string }, owner: string, expired: boolean): Verification {
  if (verdict.valid) {
    const signed = `The signature is right: key ${verdict.keyId} of ${owner} has made it.`;
    return expired ? { verdict: 'invalid', says: `${signed} But it has expired.` } : { verdict: 'valid', says: signed };
  }
  return { verdict: 'invalid', says: `${reasonOf(verdict, owner)} The keys are from ${verdict.source}.` };
}

function reasonOf(verdict: Verdict & { valid: false }, owner: string): string {
  switch (verdict.reason) {
    case 'unknown-key':
      return verdict.keyId === undefined
        ? `It does not say which key of ${owner} has signed it.`
        : `${owner} has no key ${verdict.keyId}: it was signed by somebody else, or the key is gone.`;
    case 'signature':
      return `The signature is not that of ${owner}: the token was changed, or forged.`;
    case 'algorithm':
      return `It is signed with ${verdict.algorithm ?? 'an unknown algorithm'}, which Google does not use.`;
    case 'malformed':
      return 'It cannot be read.';
  }
}

async function askAbout(tokenInfo: Verifiers['tokenInfo'], token: string, now: Date, call: Call): Promise<Verification> {
  try {
    const { account, expires, scopes } = await tokenInfo(token, call);
    const whose = account === undefined ? 'whose account its scopes do not show' : `of ${account}`;
    return {
      verdict: 'valid',
      says: `Google knows it: an access token ${whose}, for ${scopes.join(', ')}; it expires ${fromNow(expires.getTime() / 1000, now)}.`,
    };
  } catch (error) {
    if (isGcpError(error) && error.status === 'invalid_token')
      return { verdict: 'invalid', says: 'Google does not know it: it has expired, was revoked, or is not whole.' };
    throw error;
  }
}

/** Verifies a token of this window; of a blob, that the account has signed these bytes. */
export async function verifySession(
  clients: Verifiers,
  { secret, kind, account, signed }: SessionToken,
  { now, call = {} }: { now: Date; call?: Call },
): Promise<Verification> {
  const text = secret.reveal();
  if (text === undefined) return { verdict: 'unknown', says: 'It was forgotten.' };
  if (!signed) return verifyToken(clients, text, { now, signer: kind === 'jwt' ? account : undefined, call });
  const { keys, source } = await clients.keys.get({ account }, call);
  const key = keys.get(signed.keyId);
  if (!key) return { verdict: 'invalid', says: `${account} has no key ${signed.keyId}. The keys are from ${source}.` };
  return verifyBytes('RSA-SHA256', signed.bytes, key, Buffer.from(text, 'base64'))
    ? { verdict: 'valid', says: `The signature is right: key ${signed.keyId} of ${account} has made it.` }
    : { verdict: 'invalid', says: `The signature is not that of ${account} on these bytes.` };
}
