import { verify as verifyBytes } from 'node:crypto';
import { english, type Localize } from '../../iam/localize.ts';
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
  { now, signer, call = {}, l10n = english }: { now: Date; signer?: string; call?: Call; l10n?: Localize },
): Promise<Verification> {
  const token = readToken(text);
  switch (token.kind) {
    case 'jwt': {
      const choice = keySetFor(token, signer, l10n);
      if (choice.of === 'none') return { verdict: token.signature === 'absent' ? 'invalid' : 'unknown', says: choice.reason };
      const verdict = await keys.verify(bare(text), choice.of === 'account' ? { account: choice.email } : choice.of, call);
      const { exp } = token.claims;
      const expired = typeof exp === 'number' && exp * 1000 <= now.getTime();
      return judge(verdict, choice.of === 'account' ? choice.email : owners[choice.of], expired, l10n);
    }
    case 'opaque':
      if (token.form !== 'access token')
        return {
          verdict: 'unknown',
          says: l10n.t('It is no access token: only who issued it can tell, and it is not sent anywhere to ask.'),
        };
      return askAbout(tokenInfo, bare(text), now, call, l10n);
    case 'broken':
      return {
        verdict: 'invalid',
        says: l10n.t('Its {0} {1}.', token.part === 'whole' ? 'text' : token.part, token.reason),
      };
    case 'unknown':
      return { verdict: 'unknown', says: l10n.t('It is no token that Google issues.') };
  }
}

const owners = { google: 'Google', iap: 'Identity-Aware Proxy' } as const;

function judge(verdict: Verdict & { readonly source: string }, owner: string, expired: boolean, l10n: Localize): Verification {
  if (verdict.valid) {
    const signed = l10n.t('The signature is right: key {0} of {1} has made it.', verdict.keyId, owner);
    return expired ? { verdict: 'invalid', says: `${signed} ${l10n.t('But it has expired.')}` } : { verdict: 'valid', says: signed };
  }
  return { verdict: 'invalid', says: `${reasonOf(verdict, owner, l10n)} ${l10n.t('The keys are from {0}.', verdict.source)}` };
}

function reasonOf(verdict: Verdict & { valid: false }, owner: string, l10n: Localize): string {
  switch (verdict.reason) {
    case 'unknown-key':
      return verdict.keyId === undefined
        ? l10n.t('It does not say which key of {0} has signed it.', owner)
        : l10n.t('{0} has no key {1}: it was signed by somebody else, or the key is gone.', owner, verdict.keyId);
    case 'signature':
      return l10n.t('The signature is not that of {0}: the token was changed, or forged.', owner);
    case 'algorithm':
      return l10n.t('It is signed with {0}, which Google does not use.', verdict.algorithm ?? l10n.t('an unknown algorithm'));
    case 'malformed':
      return l10n.t('It cannot be read.');
  }
}

async function askAbout(tokenInfo: Verifiers['tokenInfo'], token: string, now: Date, call: Call, l10n: Localize): Promise<Verification> {
  try {
    const { account, expires, scopes } = await tokenInfo(token, call);
    const facts = [scopes.join(', '), fromNow(expires.getTime() / 1000, now, l10n)] as const;
    return {
      verdict: 'valid',
      says:
        account === undefined
          ? l10n.t('Google knows it: an access token whose account its scopes do not show, for {0}; it expires {1}.', ...facts)
          : l10n.t('Google knows it: an access token of {2}, for {0}; it expires {1}.', ...facts, account),
    };
  } catch (error) {
    if (isGcpError(error) && error.status === 'invalid_token')
      return { verdict: 'invalid', says: l10n.t('Google does not know it: it has expired, was revoked, or is not whole.') };
    throw error;
  }
}

/** Verifies a token of this window; of a blob, that the account has signed these bytes. */
export async function verifySession(
  clients: Verifiers,
  { secret, kind, account, signed }: SessionToken,
  { now, call = {}, l10n = english }: { now: Date; call?: Call; l10n?: Localize },
): Promise<Verification> {
  const text = secret.reveal();
  if (text === undefined) return { verdict: 'unknown', says: l10n.t('It was forgotten.') };
  if (!signed) return verifyToken(clients, text, { now, signer: kind === 'jwt' ? account : undefined, call, l10n });
  const { keys, source } = await clients.keys.get({ account }, call);
  const key = keys.get(signed.keyId);
  if (!key) return { verdict: 'invalid', says: l10n.t('{0} has no key {1}. The keys are from {2}.', account, signed.keyId, source) };
  return verifyBytes('RSA-SHA256', signed.bytes, key, Buffer.from(text, 'base64'))
    ? { verdict: 'valid', says: l10n.t('The signature is right: key {0} of {1} has made it.', signed.keyId, account) }
    : { verdict: 'invalid', says: l10n.t('The signature is not that of {0} on these bytes.', account) };
}
