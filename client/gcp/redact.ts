/** What takes the place of a secret. */
const MARK = '[redacted]';

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

/** The text without anything that could be a token, a key or a secret. What becomes an error, a log line or a report goes through it. */
export function redact(text: string): string {
  const bare = secrets.reduce((rest, secret) => rest.replace(secret, MARK), text);
  return [field, parameter, header].reduce((rest, labelled) => rest.replace(labelled, `$1${MARK}`), bare);
}
