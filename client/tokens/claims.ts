import type { Localize } from '../../iam/localize.ts';
import { apiJwtLifetime, type Claims, isGoogleApi } from '../../iam/token.ts';
import { extendedLimit } from './lifetime.ts';
import type { Remark } from './request.ts';

/** The claims of a JWT that calls the API directly, without an access token. https://developers.google.com/identity/protocols/oauth2/service-account#jwt-auth */
export function claimsTemplate(account: string, audience: string, now: Date, lifetimeSeconds: number): Claims {
  const iat = Math.floor(now.getTime() / 1000);
  return { iss: account, sub: account, aud: audience, iat, exp: iat + lifetimeSeconds };
}

/** Reads claims; undefined where the text is no JSON object. */
export function parseClaims(text: string): Claims | undefined {
  try {
    const value: unknown = JSON.parse(text);
    return typeof value === 'object' && value !== null && !Array.isArray(value) ? (value as Claims) : undefined;
  } catch {
    return undefined;
  }
}

/** What is to be said of claims that an account is to sign. https://cloud.google.com/iam/docs/reference/credentials/rest/v1/projects.serviceAccounts/signJwt */
export function remarkOnClaims(claims: Claims | undefined, account: string, now: Date, l10n: Localize): Remark | undefined {
  const remark = (severity: Remark['severity'], message: string): Remark => ({ severity, message });
  if (claims === undefined) return remark('error', l10n.t('The claims have to be an object in JSON.'));
  const { exp, iat, aud, sub, iss, scope } = claims;
  const seconds = now.getTime() / 1000;
  if (exp === undefined) return remark('error', l10n.t('Set exp: a JWT without it never expires.'));
  if (typeof exp !== 'number' || !Number.isInteger(exp))
    return remark('error', l10n.t('exp has to be a whole number: seconds since 1970.'));
  if (exp > seconds * 100) return remark('error', l10n.t('exp is in seconds since 1970, not in milliseconds.'));
  if (exp <= seconds) return remark('error', l10n.t('exp is in the past.'));
  if (exp > seconds + extendedLimit) return remark('error', l10n.t('exp is more than 12 hours ahead: Google does not sign that.'));
  if (isGoogleApi(aud) && exp - (typeof iat === 'number' ? iat : seconds) > apiJwtLifetime)
    return remark('error', l10n.t('A JWT for an API of Google may last an hour at most.'));
  if (scope !== undefined && sub !== undefined && sub !== (iss ?? account))
    return remark('warning', l10n.t('It asks to act as {0}: that needs domain-wide delegation.', String(sub)));
  if (iss !== undefined && iss !== account) return remark('warning', l10n.t('iss is not the account that signs: {0}', account));
  if (aud === undefined && scope === undefined) return remark('warning', l10n.t('Without aud, any receiver may take it.'));
  return undefined;
}
