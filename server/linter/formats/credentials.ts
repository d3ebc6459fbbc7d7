import type { Credential } from '../model.ts';
import { keptWith } from '../perObject.ts';
import { type SourceFile, span } from '../source.ts';

/** What every secret that is looked for begins with, so that most files are read once, quickly. `eyJ` and `ewo` are `{"` and `{` with a line break in base64, `LS0tLS1CRUdJTi` is `-----BEGIN`. */
const beginnings = /PRIVATE KEY-----|ya29\.|AIza|GOOG1|LS0tLS1CRUdJTi|eyJ|ewo/;

const memo = keptWith<SourceFile, readonly Credential[]>();

/** The secrets that are written into a file, wherever in it they stand, in order. Memoized. */
export function credentials(file: SourceFile): readonly Credential[] {
  const known = memo.get(file);
  if (known) return known;
  const found = beginnings.test(file.text) ? find(file) : [];
  memo.set(file, found);
  return found;
}

/** The body is in one line or many, in a list of strings, or in JSON with escapes; the end may have been cut off. */
const privateKey =
  /-----BEGIN (?:RSA |EC |DSA |OPENSSH )?PRIVATE KEY-----([A-Za-z0-9+/=\s\\"',]{64,20000})(?:-----END (?:[A-Z]+ )?PRIVATE KEY-----)?/g;
/** https://cloud.google.com/docs/authentication/token-types#access */
const accessToken = /(?<![\w.-])ya29\.[\w.-]{23,}[\w-]/g;
/** https://cloud.google.com/docs/authentication/api-keys */
const apiKey = /(?<![\w-])AIza[\w-]{35}(?![\w-])/g;
/** An access ID and, near it, the secret of 40 characters: https://cloud.google.com/storage/docs/authentication/hmackeys */
const hmacKey = /(?<!\w)GOOG1[A-Z0-9]{10,}/g;
const hmacSecret = /(?<=["'\s=:])(?![0-9a-f]{40})[A-Za-z0-9+/]{40}(?=["'\s]|$)/;
const base64 = /(?<![A-Za-z0-9+/])(?:LS0tLS1CRUdJTi|eyJ|ewo)[A-Za-z0-9+/]{100,}={0,2}/g;

/** A secret in a text. */
interface Found {
  readonly kind: Credential['kind'];
  readonly start: number;
  readonly end: number;
}

function find(file: SourceFile): Credential[] {
  const { text } = file;
  const plain = [...privateKeys(text), ...tokens(text), ...hmacSecrets(text)].map((found) => ({ ...found, encoded: false }));
  const encoded = [...text.matchAll(base64)].flatMap(({ 0: match, index }) => {
    const [key] = privateKeys(decode(match));
    return key ? [{ kind: key.kind, start: index, end: index + match.length, encoded: true }] : [];
  });
  return [...plain, ...encoded]
    .toSorted((a, b) => a.start - b.start)
    .map(({ start, end, ...what }) => ({ ...what, span: span(file, start, end) }));
}

function privateKeys(text: string): Found[] {
  return [...text.matchAll(privateKey)].flatMap(({ 0: match, 1: body = '', index }) =>
    isSecret(body.replaceAll(/\\[nr]|[^A-Za-z0-9+/]/g, ''), 64)
      ? [{ kind: keyKind(text, index), start: index, end: index + match.trimEnd().length }]
      : [],
  );
}

function tokens(text: string): Found[] {
  const all = [
    ...[...text.matchAll(accessToken)].map((match) => ({ match, kind: 'access-token' as const })),
    ...[...text.matchAll(apiKey)].map((match) => ({ match, kind: 'api-key' as const })),
  ];
  return all.flatMap(({ match: { 0: token, index }, kind }) =>
    isSecret(token, 24) ? [{ kind, start: index, end: index + token.length }] : [],
  );
}

function hmacSecrets(text: string): Found[] {
  return [...text.matchAll(hmacKey)].flatMap(({ 0: id, index }) => {
    const behind = index + id.length;
    const secret = hmacSecret.exec(text.slice(behind, behind + 200));
    const start = behind + (secret?.index ?? 0);
    return secret && isSecret(secret[0], 40) ? [{ kind: 'hmac-secret' as const, start, end: start + secret[0].length }] : [];
  });
}

/** Whether a text is long enough, and not a few letters that documentation fills in (`xxxxxx`, `......`). */
function isSecret(text: string, least: number): boolean {
  return text.length >= least && new Set(text).size >= 12 && !/x{6}|X{6}/.test(text);
}

/** The key file of a service account names its type before its key. */
function keyKind(text: string, index: number): 'service-account-key' | 'private-key' {
  return /"type\\?"\s*:\s*\\?"service_account/.test(text.slice(Math.max(0, index - 400), index)) ? 'service-account-key' : 'private-key';
}

function decode(encoded: string): string {
  const digits = encoded.replace(/=+$/, '');
  return atob(digits.slice(0, digits.length - (digits.length % 4 === 1 ? 1 : 0)));
}
