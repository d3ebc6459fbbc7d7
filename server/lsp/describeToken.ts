import { checkJwt, fromNow, type Issuer, issuerOf, type Jwt, type Opaque, readToken, redact, showTime } from '../../iam/token.ts';
import type { Credential } from '../linter/model.ts';
import { type SourceFile, type Span, span } from '../linter/source.ts';
import { bullets, capitalized, code, escapeMarkdown, paragraphs } from './markdown.ts';

/** Tokens that stand in a line: a JWT with its claims or an encrypted one, an access token, an API key, a client secret, a refresh token. */
const tokens =
  /(?<![\w.-])(?:eyJ[\w-]{6,}={0,2}\.(?:e[wy][\w-]*={0,2}(?:\.[\w-]*={0,2})?|(?:[\w-]*\.){3}[\w-]+)|ya29\.[\w.~+/=-]{20,}|AIza[\w-]{35}(?![\w-])|GOCSPX-[\w-]{20,}|1\/\/[\w-]{20,})/g;

/** A longer line is none that a person points into. */
const longestLine = 100_000;

/** Where the token at an offset is; undefined where there is none. */
export function tokenAt(file: SourceFile, offset: number): Span | undefined {
  const { text } = file;
  const start = text.lastIndexOf('\n', offset - 1) + 1;
  const end = text.indexOf('\n', offset);
  if ((end < 0 ? text.length : end) - start > longestLine) return undefined;
  for (const { 0: token, index } of text.slice(start, end < 0 ? undefined : end).matchAll(tokens)) {
    const begin = start + index;
    if (begin <= offset && offset <= begin + token.length) return span(file, begin, begin + token.length);
  }
  return undefined;
}

/** What a token says of itself, in Markdown without any part of it; undefined for what is none. */
export function describeToken(text: string, now: Date): string | undefined {
  const token = readToken(text);
  switch (token.kind) {
    case 'jwt':
      return describeJwt(token, now);
    case 'opaque':
      return paragraphs(`**${capitalized(token.form)}**`, opaque[token.form]);
    case 'broken':
      return token.part === 'whole'
        ? `**JWT** that ${escapeMarkdown(token.reason)}.`
        : `**JWT** whose ${token.part} ${escapeMarkdown(token.reason)}.`;
    default:
      return undefined;
  }
}

/** A secret that is written into a file, in Markdown without any part of it. */
export function describeCredential({ kind, encoded }: Credential): string {
  const { title, says } = credentials[kind];
  return paragraphs(`**${title}**${encoded ? ', in base64' : ''}`, says);
}

const opaque: Readonly<Record<Opaque['form'], string>> = {
  'access token':
    'It says nothing by itself: only Google knows whose it is. Whoever has it acts as its owner until it expires, mostly within an hour.',
  'refresh token': 'It gets access tokens of its owner until it is revoked.',
  'authorization code': 'It is exchanged for tokens once, within minutes.',
  'API key': 'It says for which project requests count, and does not expire.',
  'client secret': 'It is what an OAuth client proves itself by, and does not expire.',
  'key file': 'It makes tokens of a service account until the key is deleted.',
  'private key': 'It signs as its owner until its public key is taken away.',
};

const credentials: Readonly<Record<Credential['kind'], { readonly title: string; readonly says: string }>> = {
  'private-key': { title: 'Private key', says: opaque['private key'] },
  'service-account-key': { title: 'Key of a service account', says: opaque['key file'] },
  'access-token': { title: 'Access token', says: opaque['access token'] },
  'api-key': { title: 'API key', says: opaque['API key'] },
  'hmac-secret': {
    title: 'Secret of an HMAC key',
    says: 'It signs requests to Cloud Storage as the account of the key until that is deleted.',
  },
};

const issuers: Readonly<Record<Issuer['by'], string>> = {
  google: "ID token of Google's",
  iap: 'JWT of Identity-Aware Proxy',
  account: 'JWT of a service account',
  other: 'JWT',
};

const signatures: Readonly<Record<Jwt['signature'], string>> = {
  present: 'Nothing of this is verified. Until it expires, whoever has it can use it.',
  removed: 'Cloud Run has removed its signature: nobody can use it.',
  absent: 'It has no signature: nobody should take it.',
};

/** The claims that tell what a JWT is, in the order in which they are asked for. */
const claimTitles: readonly (readonly [claim: string, title: string])[] = [
  ['iss', 'Issuer'],
  ['sub', 'Subject'],
  ['email', 'E-mail'],
  ['aud', 'Audience'],
  ['target_audience', 'Audience of the token that it asks for'],
  ['scope', 'Scope'],
];

function describeJwt(jwt: Jwt, now: Date): string {
  const { exp } = jwt.claims;
  const said = claimTitles.flatMap(([claim, title]) =>
    jwt.claims[claim] === undefined ? [] : `${title}: ${code(shown(jwt.claims[claim]))}`,
  );
  const expiry = typeof exp === 'number' && Math.abs(exp) <= 8.64e12 ? [`Expiry: ${showTime(exp)}, ${fromNow(exp, now)}`] : [];
  const bad = checkJwt(jwt, { now }).filter(({ name, verdict }) => verdict === 'bad' && name === 'alg');
  return paragraphs(
    bullets(`**${issuers[issuerOf(jwt).by]}**\n`, [...said, ...expiry]) ??
      `**JWT** that says neither who has issued it nor whom it is about.`,
    ...bad.map(({ says }) => escapeMarkdown(redact(says))),
    signatures[jwt.signature],
  );
}

/** A claim, cut where it is long, and without what could be a token in it. */
function shown(value: unknown): string {
  const text = redact(typeof value === 'string' ? value : JSON.stringify(value));
  return text.length > 200 ? `${text.slice(0, 200)}…` : text;
}
