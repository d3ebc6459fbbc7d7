import assert from 'node:assert/strict';
import { test } from 'node:test';
import { accessToken, jwtOf, piecesOf } from '../tokens/samples.ts';
import { hoverAt } from './hoverAt.ts';

const manifest = (value: string) => `apiVersion: serving.knative.dev/v1
kind: Service
metadata:
  name: orders
  labels:
    cloud.googleapis.com/location: europe-west1
spec:
  template:
    spec:
      containers:
        - image: orders
          env:
            - name: TOKEN
              value: ${value}
`;

const claims = {
  iss: 'https://accounts.google.com',
  sub: '123456789012345678901',
  aud: 'https://orders-123456789012.europe-west1.run.app',
  email: 'api-runtime@shop.iam.gserviceaccount.com',
  exp: 1_700_000_000,
};

/** Fails where a stretch of the token as long as a password is in the text. */
function assertHasNothingOf(text: string, token: string): void {
  for (const piece of piecesOf(token)) assert.ok(!text.includes(piece));
  for (let at = 0; at + 12 <= token.length; at++) assert.ok(!text.includes(token.slice(at, at + 12)), 'a part of the token is told');
}

test('tells what a JWT says of itself, and nothing of the JWT', async (t) => {
  const jwt = jwtOf(claims);
  const said = await hoverAt(t, 'service.yaml', manifest(`‸${jwt}`));
  assert.equal(said?.of, jwt);
  assert.match(
    said.text,
    new RegExp(
      [
        "^\\*\\*ID token of Google's\\*\\*\\n",
        '- Issuer: `https://accounts\\.google\\.com`',
        '- Subject: `123456789012345678901`',
        '- E-mail: `api-runtime@shop\\.iam\\.gserviceaccount\\.com`',
        '- Audience: `https://orders-123456789012\\.europe-west1\\.run\\.app`',
        '- Expiry: 2023-11-14 22:13:20 UTC, \\d+ days ago\\n',
        'Nothing of this is verified',
      ].join('\\n'),
    ),
  );
  assertHasNothingOf(said.text, jwt);
});

test('tells of a JWT in every format, in comments and behind Bearer', async (t) => {
  const jwt = jwtOf({ iss: 'https://token.actions.githubusercontent.com', aud: ['a', 'b'] });
  for (const [path, text] of [
    ['main.tf', `locals {\n  header = "Authorization: Bearer ‸${jwt}"\n}\n`],
    ['main.tf', `# curl -H 'Authorization: Bearer ${jwt}‸'\n`],
    ['policy.json', `{"etag": "‸${jwt}", "bindings": [{"role": "roles/viewer", "members": ["user:a@example.com"]}]}`],
  ] as const) {
    const said = await hoverAt(t, path, text);
    assert.equal(said?.of, jwt, path);
    assert.match(said.text, /^\*\*JWT\*\*\n\n- Issuer: `https:\/\/token\.actions\.githubusercontent\.com`\n- Audience: `\["a","b"\]`\n/);
    assertHasNothingOf(said.text, jwt);
  }
});

test('tells of a JWT that is not signed, whose signature was removed, or that is cut off', async (t) => {
  const jwt = jwtOf(claims);
  const unsigned = await hoverAt(t, 'service.yaml', manifest(`‸${jwtOf(claims, { alg: 'none' }).split('.').slice(0, 2).join('.')}.`));
  assert.match(unsigned?.text ?? '', /anybody can write such a token\\\.\n\nIt has no signature: nobody should take it\.$/);
  const removed = await hoverAt(t, 'service.yaml', manifest(`‸${jwt.split('.').slice(0, 2).join('.')}.SIGNATURE_REMOVED_BY_GOOGLE`));
  assert.match(removed?.text ?? '', /\n\nCloud Run has removed its signature: nobody can use it\.$/);
  const cut = await hoverAt(t, 'service.yaml', manifest(`‸${jwt.slice(0, -40)}`));
  assert.match(cut?.text ?? '', /^\*\*JWT\*\* whose signature is cut off or changed/);
  const encrypted = await hoverAt(t, 'service.yaml', manifest(`‸${jwt.split('.')[0]}..AAAAAAAAAAAAAAAA.BBBB.CCCC`));
  assert.equal(encrypted?.text, '**JWT** that is encrypted \\(a JWE\\): only its receiver can read it.');
  assertHasNothingOf(cut?.text ?? '', jwt);
});

test('tells nothing of a token that a claim holds', async (t) => {
  const inner = jwtOf({ iss: 'inner' });
  const outer = jwtOf({ iss: accessToken, sub: `with ${inner}` });
  const said = await hoverAt(t, 'service.yaml', manifest(`‸${outer}`));
  assert.match(said?.text ?? '', /- Issuer: `\[token\]`\n- Subject: `with \[token\]`/);
  for (const token of [inner, outer, accessToken]) assertHasNothingOf(said?.text ?? '', token);
});

test('tells nothing of a token beside which one points in the same string', async (t) => {
  const jwt = jwtOf(claims);
  const member = `principal://iam.googleapis.com/locations/global/workforcePools/staff/subject/${jwt}`;
  const policy = `{"bindings": [{"role": "roles/viewer", "members": ["‸${member}"]}]}`;
  const said = await hoverAt(t, 'policy.json', policy);
  assert.match(said?.text ?? '', /\n\nThe identity `\[token\]` of the workforce pool `staff`\.\n/);
  assertHasNothingOf(said?.text ?? '', jwt);
});

test('tells what a secret is that says nothing by itself', async (t) => {
  const apiKey = `AIza${'Sy0aB1cD2eF3gH4iJ5kL6mN7oP8qR9sT0uV'.slice(0, 35)}`;
  for (const [token, title] of [
    [accessToken, '**Access token**'],
    [apiKey, '**API key**'],
    [`GOCSPX-${'aB3dE5gH7jK9'.repeat(2)}`, '**Client secret**'],
  ] as const) {
    const said = await hoverAt(t, 'main.tf', `locals {\n  secret = "‸${token}"\n}\n`);
    assert.equal(said?.of, token);
    assert.equal(said.text.split('\n\n')[0], title);
    assertHasNothingOf(said.text, token);
  }
});

test('tells of private keys and HMAC keys what they are', async (t) => {
  const body = Buffer.from(Array.from({ length: 96 }, (_, index) => (index * 89) % 256)).toString('base64');
  const key = `-----BEGIN PRIVATE KEY-----\n${body}\n-----END PRIVATE KEY-----`;
  const said = await hoverAt(t, 'main.tf', `locals {\n  key = <<EOT\n-----BEGIN PRI‸VATE KEY-----${key.slice(27)}\nEOT\n}\n`);
  assert.match(said?.text ?? '', /^\*\*Private key\*\*\n\nIt signs as its owner/);
  assertHasNothingOf(said?.text ?? '', body);
  const secret = 'aB3dE5gH7jK9mN1pQ3sT5vW7yZ9bC1dF3gH5jK7m';
  const hmac = await hoverAt(
    t,
    'main.tf',
    `locals {\n  id = "GOOG1EXAMPLEACCESSID"\n  secret = "${secret.slice(0, 4)}‸${secret.slice(4)}"\n}\n`,
  );
  assert.match(hmac?.text ?? '', /^\*\*Secret of an HMAC key\*\*/);
  assertHasNothingOf(hmac?.text ?? '', secret);
});

test("says nothing of a token beside which one points, of what only begins like one, and in others' files", async (t) => {
  const jwt = jwtOf(claims);
  assert.equal(await hoverAt(t, 'service.yaml', manifest(jwt).replace('value:', 'val‸ue:')), undefined);
  assert.equal(await hoverAt(t, 'service.yaml', manifest('‸eyJhIjoxfQ')), undefined);
  assert.equal(await hoverAt(t, 'service.yaml', manifest('‸eyJub3RoaW5n.x')), undefined);
  assert.equal(await hoverAt(t, 'service.yaml', manifest('‸ya29.short')), undefined);
  assert.equal(await hoverAt(t, 'config.yaml', `apiVersion: v1\nkind: ConfigMap\ndata:\n  token: ‸${jwt}\n`), undefined);
});
