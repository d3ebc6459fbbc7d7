import { english, type Localize } from './localize.ts';

/** A JSON object as a token holds it. */
export type Claims = Readonly<Record<string, unknown>>;

/** A token that says what it is: a header and claims. https://www.rfc-editor.org/rfc/rfc7519 */
export interface Jwt {
  readonly kind: 'jwt';
  readonly header: Claims;
  readonly claims: Claims;
  /** `removed`: by Cloud Run, which lets services see the claims only. https://cloud.google.com/run/docs/authenticating/service-to-service */
  readonly signature: 'present' | 'removed' | 'absent';
}

/** What a text is that says nothing by itself. */
export interface Opaque {
  readonly kind: 'opaque';
  readonly form: 'access token' | 'refresh token' | 'authorization code' | 'API key' | 'client secret' | 'key file' | 'private key';
}

/** A JWT that cannot be read: in which part, and why, in words that quote nothing of it. */
export interface Broken {
  readonly kind: 'broken';
  readonly part: 'header' | 'claims' | 'signature' | 'whole';
  /** Goes on behind the part's name: `is not JSON`. */
  readonly reason: string;
}

export type Token = Jwt | Opaque | Broken | { readonly kind: 'unknown' };

/** Cloud Run puts this word where the signature was. */
const removed = 'SIGNATURE_REMOVED_BY_GOOGLE';

const opaqueForms: readonly { readonly pattern: RegExp; readonly form: Opaque['form'] }[] = [
  { pattern: /^ya29\.[\w.~+/=-]+$/, form: 'access token' },
  { pattern: /^1\/\/?[\w-]{16,}$/, form: 'refresh token' },
  { pattern: /^4\/[\w-]{16,}$/, form: 'authorization code' },
  { pattern: /^AIza[\w-]{35}$/, form: 'API key' },
  { pattern: /^GOCSPX-[\w-]+$/, form: 'client secret' },
  { pattern: /^\{.*"private_key"\s*:/s, form: 'key file' },
  { pattern: /^-----BEGIN [A-Z ]*PRIVATE KEY-----/, form: 'private key' },
];

/** Reads a token, with the quotes or the `Authorization: Bearer` that it was copied with. Never throws, and verifies nothing. */
export function readToken(text: string): Token {
  const token = bare(text);
  const opaque = opaqueForms.find(({ pattern }) => pattern.test(token));
  if (opaque) return { kind: 'opaque', form: opaque.form };
  const parts = token.split('.');
  const [first = '', second = '', third] = parts;
  const header = jsonObject(first);
  if (typeof header === 'string' && !first.startsWith('eyJ')) return { kind: 'unknown' };
  if (parts.length === 5) return broken('whole', 'is encrypted (a JWE): only its receiver can read it');
  if (typeof header === 'string') return broken('header', header);
  if (parts.length === 1) return broken('claims', 'are missing: it ends behind the header');
  if (parts.length > 3) return broken('whole', `has ${parts.length} parts where a JWT has three`);
  const claims = jsonObject(second);
  if (typeof claims === 'string') return broken('claims', claims);
  if (third === removed) return { kind: 'jwt', header, claims, signature: 'removed' };
  if (third === undefined || third === '') return { kind: 'jwt', header, claims, signature: 'absent' };
  const signature = base64url(third);
  if (typeof signature === 'string') return broken('signature', signature);
  const cut = signatureProblem(String(header.alg), signature.length);
  return cut === undefined ? { kind: 'jwt', header, claims, signature: 'present' } : broken('signature', cut);
}

/** The token alone: without white space, quotes, `Authorization:` and `Bearer`. */
export function bare(text: string): string {
  const trimmed = text
    .trim()
    .replace(/^["'`]|["'`,;]+$/g, '')
    .replace(/^Authorization\s*:\s*/i, '')
    .replace(/^Bearer\s+/i, '');
  // Terminals and mail break long lines; nothing but a key has white space of its own.
  return /^(?:eyJ|ya29\.)/.test(trimmed) ? trimmed.replace(/\s+/g, '') : trimmed;
}

function broken(part: Broken['part'], reason: string): Broken {
  return { kind: 'broken', part, reason };
}

/** The object that is encoded, or what is wrong. JSON.parse's own messages quote the text, so they are not used. */
function jsonObject(part: string): Claims | string {
  const bytes = base64url(part);
  if (typeof bytes === 'string') return bytes;
  let text: string;
  try {
    text = new TextDecoder('utf-8', { fatal: true }).decode(bytes);
  } catch {
    return 'is not UTF-8 text: characters were changed or lost';
  }
  try {
    const value: unknown = JSON.parse(text);
    return typeof value === 'object' && value !== null && !Array.isArray(value) ? (value as Claims) : 'is JSON, but no object';
  } catch {
    return 'is not JSON: characters were changed or lost';
  }
}

/** The bytes, or what is wrong. https://www.rfc-editor.org/rfc/rfc7515#section-2 */
function base64url(part: string): Uint8Array | string {
  if (part === '') return 'is empty';
  if (/^[A-Za-z0-9+/]+=*$/.test(part) && /[+/=]/.test(part)) return 'is in base64, not in base64url without padding';
  const stranger = part.search(/[^A-Za-z0-9_-]/);
  if (stranger >= 0) return `has a character at ${stranger + 1} that base64url does not have`;
  if (part.length % 4 === 1) return 'is cut off: its length is impossible';
  return Uint8Array.from(atob(part.replaceAll('-', '+').replaceAll('_', '/')), (character) => character.charCodeAt(0));
}

/** Signatures of RSA are as long as the key, those of ES256 64 bytes. https://www.rfc-editor.org/rfc/rfc7518#section-3 */
function signatureProblem(algorithm: string, bytes: number): string | undefined {
  if (/^[RP]S/.test(algorithm) && (bytes < 128 || bytes % 64 !== 0))
    return `is cut off or changed: it has ${bytes} bytes, which no ${algorithm} signature has`;
  if (algorithm === 'ES256' && bytes !== 64) return `is cut off or changed: it has ${bytes} bytes, and those of ES256 have 64`;
  return undefined;
}

/** One line of a decoded token. */
export interface ClaimLine {
  readonly name: string;
  readonly value: unknown;
  /** What the claim says; undefined for claims that Google does not define. */
  readonly meaning: string | undefined;
  /** For times: the time in UTC, and how long from or since now. */
  readonly time: string | undefined;
}

const headerMeanings = (l10n: Localize): Readonly<Record<string, string | undefined>> => ({
  alg: l10n.t('how it is signed'),
  kid: l10n.t('which key has signed it'),
  typ: l10n.t('what it is'),
});

/** https://developers.google.com/identity/openid-connect/openid-connect#an-id-tokens-payload and https://developers.google.com/identity/protocols/oauth2/service-account */
const claimMeanings = (l10n: Localize): Readonly<Record<string, string | undefined>> => ({
  iss: l10n.t('who has issued it'),
  sub: l10n.t('whom it is about: the unique id or e-mail of the account'),
  aud: l10n.t('whom it is for: no other receiver may take it'),
  azp: l10n.t('who has asked for it: an OAuth client, or the unique id of the account'),
  exp: l10n.t('not valid from then on'),
  nbf: l10n.t('not valid before'),
  iat: l10n.t('when it was issued'),
  jti: l10n.t('its own id'),
  email: l10n.t('the e-mail of the account'),
  email_verified: l10n.t('whether the issuer knows that the e-mail is theirs'),
  hd: l10n.t('the Google Workspace domain of the account'),
  at_hash: l10n.t('a hash of the access token that came with it'),
  nonce: l10n.t('what the client sent to know its answer again'),
  scope: l10n.t('the scopes that it asks for'),
  target_audience: l10n.t('the audience of the ID token that it asks for'),
  google: l10n.t('what Google says of where it was issued'),
  uid: l10n.t('the user that a Firebase custom token signs in'),
});

const times: ReadonlySet<string> = new Set(['exp', 'nbf', 'iat', 'auth_time']);

/** Header and claims in their order, explained. */
export function explainJwt(
  { header, claims }: Jwt,
  now: Date,
  l10n: Localize = english,
): { readonly header: readonly ClaimLine[]; readonly claims: readonly ClaimLine[] } {
  const lines = (part: Claims, meanings: Readonly<Record<string, string | undefined>>) =>
    Object.entries(part).map(
      ([name, value]): ClaimLine => ({
        name,
        value,
        meaning: Object.hasOwn(meanings, name) ? meanings[name] : undefined,
        time: times.has(name) && isTime(value) ? `${showTime(value)}, ${fromNow(value, now, l10n)}` : undefined,
      }),
    );
  return { header: lines(header, headerMeanings(l10n)), claims: lines(claims, claimMeanings(l10n)) };
}

/** Who vouches for a JWT, as its `iss` says: nothing is verified by that. */
export type Issuer =
  | { readonly by: 'google' }
  | { readonly by: 'iap' }
  | { readonly by: 'account'; readonly email: string }
  | { readonly by: 'other' };

/** https://developers.google.com/identity/openid-connect/openid-connect#validatinganidtoken and https://cloud.google.com/iap/docs/signed-headers-howto */
export function issuerOf({ claims: { iss } }: Jwt): Issuer {
  if (iss === 'https://accounts.google.com' || iss === 'accounts.google.com') return { by: 'google' };
  if (iss === 'https://cloud.google.com/iap') return { by: 'iap' };
  return isAccountEmail(iss) ? { by: 'account', email: iss } : { by: 'other' };
}

/** The published keys that have to verify a JWT, or why there are none. */
export type KeySetChoice =
  | { readonly of: 'google' }
  | { readonly of: 'iap' }
  | { readonly of: 'account'; readonly email: string }
  | { readonly of: 'none'; readonly reason: string };

/** Which keys verify the JWT. `signer` is the account that is known to have signed it, whatever its `iss` says. */
export function keySetFor(jwt: Jwt, signer?: string, l10n: Localize = english): KeySetChoice {
  if (jwt.signature === 'removed')
    return none(l10n.t('Cloud Run has removed its signature: the platform has verified it, and nobody else can.'));
  if (jwt.signature === 'absent') return none(l10n.t('It has no signature.'));
  if (signer !== undefined) return { of: 'account', email: signer };
  const issuer = issuerOf(jwt);
  if (issuer.by === 'account') return { of: 'account', email: issuer.email };
  if (issuer.by !== 'other') return { of: issuer.by };
  // Who signs claims of their own may put anything into iss.
  if (isAccountEmail(jwt.claims.sub)) return { of: 'account', email: jwt.claims.sub };
  return none(l10n.t('Its issuer is neither Google, nor Identity-Aware Proxy, nor a service account.'));
}

function none(reason: string): KeySetChoice {
  return { of: 'none', reason };
}

/** What can be said of one property of a JWT without its keys. */
export interface Check {
  readonly name: 'alg' | 'iss' | 'aud' | 'exp' | 'nbf' | 'iat' | 'azp' | 'sub' | 'email_verified';
  /** `note`: it depends on what the token is meant for. */
  readonly verdict: 'good' | 'bad' | 'note';
  /** A sentence. */
  readonly says: string;
}

/** Seconds by which clocks may differ. */
const skew = 60;

/** Seconds that a JWT may last that calls an API of Google's. https://developers.google.com/identity/protocols/oauth2/service-account#jwt-auth */
export const apiJwtLifetime = 3600;

/** Judges a JWT at the time `now`, for the receiver `audience` where that is known. */
export function checkJwt(jwt: Jwt, { now, audience, l10n = english }: { now: Date; audience?: string; l10n?: Localize }): readonly Check[] {
  const issuer = issuerOf(jwt);
  return [
    checkAlgorithm(jwt, issuer, l10n),
    checkIssuer(jwt, issuer, l10n),
    checkAudience(jwt, audience, l10n),
    ...checkTimes(jwt, now, l10n),
    checkParty(jwt, issuer, l10n),
    checkSubject(jwt, issuer, l10n),
    checkEmail(jwt, l10n),
  ].filter((check) => check !== undefined);
}

function checkAlgorithm({ header: { alg } }: Jwt, issuer: Issuer, l10n: Localize): Check {
  const check = (verdict: Check['verdict'], says: string): Check => ({ name: 'alg', verdict, says });
  if (typeof alg !== 'string') return check('bad', l10n.t('The header does not say how it is signed.'));
  if (alg.toLowerCase() === 'none') return check('bad', l10n.t('It is not signed (alg is none): anybody can write such a token.'));
  if (alg.startsWith('HS'))
    return check('bad', l10n.t('{0} needs a secret shared with the receiver: Google signs nothing like that.', alg));
  const expected = issuer.by === 'iap' ? 'ES256' : issuer.by === 'other' ? undefined : 'RS256';
  if (expected !== undefined && alg !== expected)
    return check('bad', l10n.t('Its issuer signs with {0}, not with {1}.', expected, show(alg)));
  return check(expected === undefined ? 'note' : 'good', l10n.t('Signed with {0}.', show(alg)));
}

function checkIssuer({ claims: { iss } }: Jwt, issuer: Issuer, l10n: Localize): Check {
  const check = (verdict: Check['verdict'], says: string): Check => ({ name: 'iss', verdict, says });
  switch (issuer.by) {
    case 'google':
      return check('good', l10n.t('Google says that it has issued it: an ID token.'));
    case 'iap':
      return check('good', l10n.t('Identity-Aware Proxy says that it has issued it.'));
    case 'account':
      return check('good', l10n.t('Signed by the service account {0} itself, it says.', issuer.email));
    default:
      return typeof iss === 'string' && iss !== ''
        ? check('note', l10n.t("Issued by {0}, whose keys are not Google's.", show(iss)))
        : check('bad', l10n.t('Nobody says to have issued it.'));
  }
}

function checkAudience({ claims: { aud, target_audience, scope } }: Jwt, expected: string | undefined, l10n: Localize): Check {
  const check = (verdict: Check['verdict'], says: string): Check => ({ name: 'aud', verdict, says });
  const audiences = (Array.isArray(aud) ? aud : [aud]).filter((each) => typeof each === 'string' && each !== '');
  if (audiences.length === 0)
    return scope === undefined
      ? check('bad', l10n.t('It is for nobody in particular: receivers have to refuse it.'))
      : check('note', l10n.t('It has a scope in place of an audience: only APIs of Google take that.'));
  if (expected !== undefined && !audiences.includes(expected))
    return check('bad', l10n.t('It is for {0}, not for {1}: the receiver has to refuse it.', list(audiences), show(expected)));
  if (audiences.some((each) => tokenEndpoints.has(each)))
    return check(
      'note',
      target_audience === undefined
        ? l10n.t('It is to be exchanged for an access token at {0}.', list(audiences))
        : l10n.t('It is to be exchanged for an ID token at {0}.', list(audiences)),
    );
  return expected === undefined
    ? check('note', l10n.t('It is for {0} only.', list(audiences)))
    : check('good', l10n.t('It is for {0}.', list(audiences)));
}

const tokenEndpoints: ReadonlySet<unknown> = new Set([
  'https://oauth2.googleapis.com/token',
  'https://www.googleapis.com/oauth2/v4/token',
  'https://accounts.google.com/o/oauth2/token',
]);

function checkTimes({ claims: { exp, nbf, iat, aud } }: Jwt, now: Date, l10n: Localize): Check[] {
  const seconds = now.getTime() / 1000;
  const checks: Check[] = [];
  const add = (name: Check['name'], verdict: Check['verdict'], says: string) => void checks.push({ name, verdict, says });
  if (exp === undefined) add('exp', 'bad', l10n.t('It never expires.'));
  else if (!isTime(exp)) add('exp', 'bad', l10n.t('Its expiry is not a number of seconds.'));
  else if (exp <= seconds) add('exp', 'bad', l10n.t('It has expired {0}.', fromNow(exp, now, l10n)));
  else if (isTime(iat) && isGoogleApi(aud) && exp - iat > apiJwtLifetime)
    add('exp', 'bad', l10n.t('It lasts {0}, and APIs of Google take nothing that lasts more than an hour.', duration(exp - iat, l10n)));
  else add('exp', 'good', l10n.t('It expires {0}.', fromNow(exp, now, l10n)));
  if (nbf !== undefined) {
    if (!isTime(nbf)) add('nbf', 'bad', l10n.t('The time before which it is not valid is not a number of seconds.'));
    else if (nbf > seconds + skew) add('nbf', 'bad', l10n.t('It is not valid yet: {0}.', fromNow(nbf, now, l10n)));
    else add('nbf', 'good', l10n.t('It is valid already.'));
  }
  if (iat === undefined) add('iat', 'note', l10n.t('It does not say when it was issued.'));
  else if (!isTime(iat)) add('iat', 'bad', l10n.t('The time of its issue is not a number of seconds.'));
  else if (iat > seconds + skew) add('iat', 'bad', l10n.t('It was issued in the future, {0}: a clock is wrong.', fromNow(iat, now, l10n)));
  else add('iat', 'good', l10n.t('It was issued {0}.', fromNow(iat, now, l10n)));
  return checks;
}

function checkParty({ claims: { azp, sub, aud } }: Jwt, issuer: Issuer, l10n: Localize): Check | undefined {
  if (issuer.by !== 'google') return undefined;
  const check = (verdict: Check['verdict'], says: string): Check => ({ name: 'azp', verdict, says });
  if (azp === undefined) return check('note', l10n.t('It does not say who asked for it.'));
  if (azp === sub) return check('good', l10n.t('A service account asked for it, for itself.'));
  return azp === aud
    ? check('note', l10n.t('The client that it is for asked for it.'))
    : check('note', l10n.t('{0} asked for it.', show(azp)));
}

function checkSubject({ claims: { sub, iss, scope } }: Jwt, issuer: Issuer, l10n: Localize): Check {
  const check = (verdict: Check['verdict'], says: string): Check => ({ name: 'sub', verdict, says });
  if (typeof sub !== 'string' || sub === '') {
    return issuer.by === 'account' && scope !== undefined
      ? check('note', l10n.t('It is about its issuer.'))
      : check('bad', l10n.t('It does not say whom it is about.'));
  }
  if (issuer.by !== 'account' || sub === iss) return check('good', l10n.t('It is about {0}.', show(sub)));
  return scope === undefined
    ? check('note', l10n.t('The account says it about somebody else: {0}.', show(sub)))
    : check(
        'note',
        l10n.t(
          'It asks to act as {0}: that is domain-wide delegation, which reaches the data of every user of a Google Workspace.',
          show(sub),
        ),
      );
}

function checkEmail({ claims: { email, email_verified } }: Jwt, l10n: Localize): Check | undefined {
  if (email === undefined) return undefined;
  return email_verified === true || email_verified === 'true'
    ? { name: 'email_verified', verdict: 'good', says: l10n.t('{0} is verified.', show(email)) }
    : { name: 'email_verified', verdict: 'bad', says: l10n.t('{0} is not verified: do not take it for who it is.', show(email)) };
}

/** Whether an audience is an API of Google's, for which a JWT may last an hour. */
export function isGoogleApi(audience: unknown): boolean {
  return typeof audience === 'string' && /^https:\/\/(?:[a-z0-9-]+\.)+googleapis\.com(?:\/|$)/.test(audience);
}

function isAccountEmail(text: unknown): text is string {
  return typeof text === 'string' && /^[^@\s]+@[^@\s]+\.gserviceaccount\.com$/.test(text);
}

function isTime(value: unknown): value is number {
  return typeof value === 'number' && Number.isFinite(value) && Math.abs(value) <= 8.64e12;
}

/** `2026-11-22 14:05:00 UTC`, of seconds since 1970. */
export function showTime(seconds: number): string {
  return `${new Date(seconds * 1000).toISOString().slice(0, 19).replace('T', ' ')} UTC`;
}

/** `in 14 minutes`, `3 hours ago`, of seconds since 1970. */
export function fromNow(seconds: number, now: Date, l10n: Localize = english): string {
  const difference = Math.round(seconds - now.getTime() / 1000);
  if (difference === 0) return l10n.t('now');
  return difference > 0 ? l10n.t('in {0}', duration(difference, l10n)) : l10n.t('{0} ago', duration(-difference, l10n));
}

/** `1 hour`, `90 minutes`, `45 seconds`: the largest unit that leaves at least two of it, or exactly one. */
export function duration(seconds: number, l10n: Localize = english): string {
  const units = [
    [86_400, () => l10n.t('1 day'), (count: number) => l10n.t('{0} days', count)],
    [3600, () => l10n.t('1 hour'), (count: number) => l10n.t('{0} hours', count)],
    [60, () => l10n.t('1 minute'), (count: number) => l10n.t('{0} minutes', count)],
    [1, () => l10n.t('1 second'), (count: number) => l10n.t('{0} seconds', count)],
  ] as const;
  const [size, one, several] = units.find(([each]) => seconds === each || seconds >= 2 * each) ?? units[3];
  const count = Math.floor(seconds / size);
  return count === 1 ? one() : several(count);
}

function show(value: unknown): string {
  return typeof value === 'string' ? value : JSON.stringify(value);
}

function list(values: readonly unknown[]): string {
  return values.map(show).join(', ');
}

/**
 * What looks like a secret of Google's, wherever it stands: access tokens, JWTs (also cut off), private keys, refresh tokens, codes of the
 * consent page, secrets of OAuth clients, API keys. https://docs.cloud.google.com/docs/authentication/token-types
 */
const secrets: readonly RegExp[] = [
  /\bya29\.[\w.~+/=-]+/g,
  /\beyJ[\w-]{6,}={0,2}(?:\.[\w-]*={0,2})*/g,
  /-----BEGIN [A-Z0-9 ]*PRIVATE KEY-----[\s\S]*?(?:-----END [A-Z0-9 ]*PRIVATE KEY-----|$)/g,
  /\b1\/\/[\w-]{10,}/g,
  /\b4\/[01][\w-]{10,}/g,
  /\bGOCSPX-[\w-]+/g,
  /\bAIza[\w-]{30,}/g,
];

/** Fields whose value is a secret, whatever it looks like: of JSON, of a form, of a query, of a header. */
const names =
  'access_?token|id_?token|refresh_?token|subject_?token|token|client_?secret|private_?key(?:_?data)?|assertion|signed_?jwt|signed_?blob|password';
const field = new RegExp(`((?:\\\\?["'])(?:${names})(?:\\\\?["'])\\s*:\\s*\\\\?["'])(?:[^"'\\\\]|\\\\[^"'])+`, 'gi');
const parameter = new RegExp(`(\\b(?:${names})=)[^&\\s"']+`, 'gi');
const header = /(\bBearer\s+)(?!\[)[\w.~+/=-]{8,}/gi;

/** The text with `[token]` in place of everything that could be a token, a key or a secret. What becomes an error, a log line or a report goes through it. */
export function redact(text: string): string {
  const bare = secrets.reduce((rest, secret) => rest.replace(secret, '[token]'), text);
  return [field, parameter, header].reduce((rest, labelled) => rest.replace(labelled, '$1[token]'), bare);
}
