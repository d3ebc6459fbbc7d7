import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import { test } from 'node:test';
import { inspect } from 'node:util';
import { type ParseError, parse } from 'jsonc-parser';
import { curlSnippet, curlSources } from '../../client/tokens/curl.ts';
import { accountOnLine, emailAt } from '../../client/tokens/cursor.ts';
import { decodedDocument } from '../../client/tokens/decoded.ts';
import { countdown, rowOf } from '../../client/tokens/rows.ts';
import { openTokenStore } from '../../client/tokens/store.ts';
import { english } from '../../iam/localize.ts';
import { accessToken, account, jwtOf, piecesOf, sessionToken } from './samples.ts';

const now = new Date('2026-11-22T14:00:00Z');
const seconds = now.getTime() / 1000;
const claims = {
  iss: 'https://accounts.google.com',
  aud: 'https://orders-1.a.run.app',
  sub: '108000000000000000001',
  azp: '108000000000000000001',
  email: account,
  email_verified: true,
  iat: seconds,
  exp: seconds + 3600,
};

/** The document as JSON, which it has to be. */
function read(document: string): unknown {
  const errors: ParseError[] = [];
  const value = parse(document, errors);
  assert.deepEqual(errors, [], document);
  return value;
}

test('a decoded JWT shows its claims with their meaning, times for people, and checks', () => {
  const document = decodedDocument(jwtOf(claims), { now, audience: claims.aud });
  assert.equal(
    document,
    `// A JWT as it was at 2026-11-22 14:00:00 UTC. The signature is left out. Nothing here is saved.
{
  "header": {
    // how it is signed
    "alg": "RS256",
    // which key has signed it
    "kid": "k1",
    // what it is
    "typ": "JWT"
  },
  "claims": {
    // who has issued it
    "iss": "https://accounts.google.com",
    // whom it is for: no other receiver may take it
    "aud": "https://orders-1.a.run.app",
    // whom it is about: the unique id or e-mail of the account
    "sub": "108000000000000000001",
    // who has asked for it: an OAuth client, or the unique id of the account
    "azp": "108000000000000000001",
    // the e-mail of the account
    "email": "api-runtime@shop-prod.iam.gserviceaccount.com",
    // whether the issuer knows that the e-mail is theirs
    "email_verified": true,
    // when it was issued: 2026-11-22 14:00:00 UTC, now
    "iat": 1795356000,
    // not valid from then on: 2026-11-22 15:00:00 UTC, in 1 hour
    "exp": 1795356000
  },
  "checks": {
    "alg": "good: Signed with RS256.",
    "iss": "good: Google says that it has issued it: an ID token.",
    "aud": "good: It is for https://orders-1.a.run.app.",
    "exp": "good: It expires in 1 hour.",
    "iat": "good: It was issued now.",
    "azp": "good: A service account asked for it, for itself.",
    "sub": "good: It is about 108000000000000000001.",
    "email_verified": "good: api-runtime@shop-prod.iam.gserviceaccount.com is verified.",
    "signature": "note: Not verified yet. \\"Verify Token\\" does that."
  }
}
`
      .replace('"iat": 1795356000', `"iat": ${seconds}`)
      .replace('"exp": 1795356000', `"exp": ${seconds + 3600}`),
  );
});

test('a document is JSON with comments whatever a token claims, and says what verifying gave', () => {
  const odd = { ...claims, 'a"b\n// c': '*/ "\u2028', nested: { list: [1, { two: [] }] }, constructor: null };
  const verification = { verdict: 'invalid' as const, says: 'The signature is not that of Google.' };
  const value = read(decodedDocument(jwtOf(odd), { now, verification })) as { claims: object; checks: { signature: string } };
  assert.deepEqual(value.claims, odd);
  assert.equal(value.checks.signature, 'bad: The signature is not that of Google.');
});

test('opaque, broken and foreign texts get a document, too', () => {
  assert.deepEqual(read(decodedDocument(accessToken, { now })), { kind: 'access token' });
  assert.match(decodedDocument(accessToken, { now }), /This is an access token of Google.*\n.*Verify Token/);
  assert.match(decodedDocument(`1//0${'g'.repeat(40)}`, { now }), /a refresh token of Google.*\n.*treat it like a password/);
  assert.deepEqual(read(decodedDocument(jwtOf(claims).slice(0, -7), { now })), {
    signature: 'The signature is cut off or changed: it has 251 bytes, which no RS256 signature has.',
  });
  assert.match(decodedDocument('hello', { now }), /no token/);
});

test('curl snippets read a token or mint one, and a shell takes them as they are', () => {
  const store = openTokenStore(() => now.getTime());
  const access = store.add(sessionToken('accessToken', accessToken, { scopes: ['https://www.googleapis.com/auth/cloud-platform'] }));
  assert.deepEqual(curlSources(access), ['variable', 'gcloud']);
  assert.equal(
    curlSnippet(access, 'variable'),
    'read -rs TOKEN # paste the token, then press Enter\ncurl --request POST --header "Authorization: Bearer $TOKEN" https://oauth2.googleapis.com/tokeninfo\n',
  );
  assert.equal(
    curlSnippet({ ...access, delegates: ['d1@shop.iam.gserviceaccount.com'] }, 'gcloud'),
    `curl --request POST --header "Authorization: Bearer $(gcloud auth print-access-token --impersonate-service-account=d1@shop.iam.gserviceaccount.com,${account})" https://oauth2.googleapis.com/tokeninfo\n`,
  );
  const nasty = 'https://x.run.app/\'; touch /tmp/pwned; $(id) `id` "';
  const id = store.add(sessionToken('idToken', jwtOf(claims), { audience: nasty }));
  for (const source of curlSources(id)) {
    const stubs = 'gcloud() { printf "%s\\n" "$@" >&2; }; curl() { printf "%s\\n" "$@"; }; read() { TOKEN=x; };';
    const told = execFileSync('bash', ['-c', `${stubs}\n${curlSnippet(id, source)}`], {
      encoding: 'utf8',
      stdio: ['ignore', 'pipe', 'ignore'],
    });
    assert.equal(told.split('\n').at(-2), nasty);
  }
  assert.deepEqual(curlSources({ kind: 'jwt', emulated: false }), ['variable']);
  assert.deepEqual(curlSources({ kind: 'accessToken', emulated: true }), ['variable']);
  store.forgetAll();
});

test('a line of the view counts down, and says itself in words', () => {
  const store = openTokenStore(() => now.getTime());
  const token = store.add(
    sessionToken('accessToken', accessToken, {
      delegates: ['d1', 'd2'],
      scopes: ['https://www.googleapis.com/auth/pubsub'],
      emulated: true,
    }),
  );
  const fingerprint = token.secret.fingerprint.slice(0, 12);
  const row = rowOf(token, now.getTime(), english);
  assert.equal(row.label, 'Access token');
  assert.equal(row.description, `15:00 · ${account} · ${fingerprint}`);
  assert.equal(row.accessibilityLabel, `Access token of ${account}, expires in 15 minutes, fingerprint ${fingerprint}`);
  assert.equal(row.contextValue, 'token.accessToken');
  assert.deepEqual(row.tooltip.split('\n'), [
    `Access token of ${account}`,
    'through d1 → d2',
    'for pubsub',
    'until 2026-11-22 14:15:00 UTC',
    `SHA-256 ${token.secret.fingerprint}`,
    'minted by the EMULATOR: worth nothing to Google',
  ]);
  assert.match(rowOf(token, now.getTime() + 899_001, english).description, /^0:01 /);
  assert.match(rowOf(token, now.getTime() + 899_001, english).accessibilityLabel, /less than a minute/);
  assert.equal(countdown(43_199), '11:59:59');
  store.forgetAll();
});

test('no piece of a token is in what is kept, shown, copied as a snippet or thrown about it', () => {
  const store = openTokenStore(() => now.getTime());
  const texts = {
    accessToken,
    idToken: jwtOf(claims),
    jwt: jwtOf({ ...claims, iss: account }),
    blob: Buffer.alloc(256, 0x5a).toString('base64'),
  };
  for (const [kind, text] of Object.entries(texts)) {
    const signed = kind === 'blob' ? { bytes: new Uint8Array([1, 2, 3]), keyId: 'k1' } : undefined;
    const token = store.add(sessionToken(kind as keyof typeof texts, text, { audience: claims.aud, signed }));
    const shown = [
      JSON.stringify(token),
      JSON.stringify(store.list()),
      inspect(token, { depth: 9, showHidden: true }),
      inspect(store, { depth: 9, showHidden: true }),
      JSON.stringify(rowOf(token, now.getTime(), english)),
      ...curlSources(token).map((source) => curlSnippet(token, source)),
      ...(kind === 'blob' ? [] : [decodedDocument(text, { now })]),
    ].join('\n');
    for (const piece of piecesOf(text)) assert.ok(!shown.includes(piece), `${kind}: ${piece.slice(0, 4)}…`);
  }
  // A token within a token, and within what was verified.
  const carrier = jwtOf({ ...claims, assertion: accessToken, note: texts.idToken });
  const verification = { verdict: 'invalid' as const, says: `about ${accessToken}` };
  const document = decodedDocument(carrier, { now, verification });
  for (const piece of [...piecesOf(accessToken), texts.idToken]) assert.ok(!document.includes(piece));
  store.forgetAll();
});

test('the account under the cursor is the one written there, or the one of the line', () => {
  const line = `  member = "serviceAccount:${account}", "serviceAccount:other-one@shop.iam.gserviceaccount.com"`;
  assert.equal(emailAt(line, line.indexOf('shop-prod')), account);
  assert.equal(emailAt(line, line.indexOf('other')), 'other-one@shop.iam.gserviceaccount.com');
  assert.equal(emailAt(line, 3), undefined);
  const at = (uri: string, first: number, last = first) => ({
    uri,
    range: { start: { line: first, character: 0 }, end: { line: last, character: 9 } },
  });
  const facts = { declared: true, optional: false, label: '', roles: [], impersonators: [], findings: 0 };
  const identities = {
    accounts: [
      { ...facts, email: 'a@p', at: at('main.tf', 3), usedBy: [{ title: '', at: at('run.yaml', 7, 9) }] },
      {
        ...facts,
        email: 'b@p',
        at: at('main.tf', 10),
        usedBy: [
          { title: '', at: at('main.tf', 3) },
          { title: '', at: at('run.yaml', 9) },
        ],
      },
      { ...facts, at: at('main.tf', 20), usedBy: [] },
    ],
    openGrants: [],
  };
  assert.equal(accountOnLine(identities, 'main.tf', 3), 'a@p');
  assert.equal(accountOnLine(identities, 'main.tf', 10), 'b@p');
  assert.equal(accountOnLine(identities, 'run.yaml', 8), 'a@p');
  assert.equal(accountOnLine(identities, 'run.yaml', 9), undefined);
  assert.equal(accountOnLine(identities, 'main.tf', 20), undefined);
  assert.equal(accountOnLine(identities, 'other.tf', 3), undefined);
});
