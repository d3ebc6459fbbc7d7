import assert from 'node:assert/strict';
import { test } from 'node:test';
import {
  bare,
  checkJwt,
  duration,
  explainJwt,
  fromNow,
  issuerOf,
  type Jwt,
  keySetFor,
  readToken,
  redact,
  showTime,
} from '../../iam/token.ts';

const now = new Date('2026-11-22T14:00:00Z');
const seconds = now.getTime() / 1000;
const account = 'api-runtime@shop-prod.iam.gserviceaccount.com';

/** A JWT in its usual form, whose signature is 256 bytes of nothing. */
function jwt(
  claims: object,
  { header = { alg: 'RS256', kid: 'k1', typ: 'JWT' }, signature = Buffer.alloc(256).toString('base64url') } = {},
): string {
  return `${encode(header)}.${encode(claims)}.${signature}`;
}

function encode(value: unknown): string {
  return Buffer.from(JSON.stringify(value)).toString('base64url');
}

function read(claims: object, options?: Parameters<typeof jwt>[1]): Jwt {
  const token = readToken(jwt(claims, options));
  assert.equal(token.kind, 'jwt');
  return token as Jwt;
}

const idToken = {
  iss: 'https://accounts.google.com',
  aud: 'https://orders-abc123-ew.a.run.app',
  sub: '108000000000000000001',
  azp: '108000000000000000001',
  email: account,
  email_verified: true,
  iat: seconds - 60,
  exp: seconds + 3540,
};

test('a JWT says who issued it, about whom and for whom', () => {
  const token = read(idToken);
  assert.equal(token.signature, 'present');
  assert.deepEqual(issuerOf(token), { by: 'google' });
  assert.deepEqual(keySetFor(token), { of: 'google' });
  const { header, claims } = explainJwt(token, now);
  assert.deepEqual(
    header.map(({ name }) => name),
    ['alg', 'kid', 'typ'],
  );
  assert.deepEqual(
    claims.find(({ name }) => name === 'exp'),
    { name: 'exp', value: seconds + 3540, meaning: 'not valid from then on', time: '2026-11-22 14:59:00 UTC, in 59 minutes' },
  );
});

test('a token may come with what it was copied with', () => {
  const token = jwt(idToken);
  for (const copied of [
    ` ${token}\n`,
    `"${token}",`,
    `Authorization: Bearer ${token}`,
    `bearer ${token}`,
    `${token.slice(0, 80)}\n  ${token.slice(80)}`,
  ])
    assert.equal(bare(copied), token);
});

test('claims that nobody has defined are shown without a meaning, even those named like properties of objects', () => {
  const { claims } = explainJwt(read({ ...idToken, constructor: 1, team: 'payments' }), now);
  assert.deepEqual(claims.slice(-2), [
    { name: 'constructor', value: 1, meaning: undefined, time: undefined },
    { name: 'team', value: 'payments', meaning: undefined, time: undefined },
  ]);
});

test('opaque tokens and other secrets are known by how they begin', () => {
  const forms = {
    [`ya29.c.${'b'.repeat(40)}`]: 'access token',
    [`1//0${'g'.repeat(40)}`]: 'refresh token',
    [`4/0${'A'.repeat(40)}`]: 'authorization code',
    [`AIza${'S'.repeat(35)}`]: 'API key',
    [`GOCSPX-${'x'.repeat(28)}`]: 'client secret',
    '{\n  "type": "service_account",\n  "private_key": "…"\n}': 'key file',
    '-----BEGIN PRIVATE KEY-----\nMII': 'private key',
  };
  for (const [text, form] of Object.entries(forms)) assert.deepEqual(readToken(text), { kind: 'opaque', form });
  for (const text of ['', 'hello', 'a.b.c', 'https://example.com/x.y']) assert.deepEqual(readToken(text), { kind: 'unknown' });
});

test('of a broken token it is said which part is broken and why, without quoting it', () => {
  const [header, claims, signature] = jwt(idToken).split('.') as [string, string, string];
  const cases: [string, string, RegExp][] = [
    [`${header.slice(0, -3)}.${claims}.${signature}`, 'header', /is (not JSON|cut off)/],
    [`${header.slice(0, 9)}*${header.slice(10)}.${claims}.${signature}`, 'header', /character at 10/],
    [header, 'claims', /missing/],
    [`${header}.`, 'claims', /is empty/],
    [`${header}.${encode([1])}.${signature}`, 'claims', /no object/],
    [`${header}.${claims.slice(0, -6)}.${signature}`, 'claims', /is (not JSON|not UTF-8|cut off)/],
    [`${header}.${claims}.${signature.slice(0, -8)}`, 'signature', /cut off or changed: it has 250 bytes, which no RS256/],
    [`${header}.${claims}.${signature.slice(0, -1)}`, 'signature', /cut off: its length is impossible/],
    [`${header}.${claims}.ab+/`, 'signature', /is in base64, not in base64url/],
    [`${encode({ alg: 'ES256' })}.${claims}.${signature}`, 'signature', /those of ES256 have 64/],
    [`${header}.${claims}.${signature}.${signature}`, 'whole', /4 parts/],
    [`${header}.a.b.c.d`, 'whole', /encrypted/],
    [`eyJ${'_'.repeat(9)}.${claims}.${signature}`, 'header', /not (UTF-8|JSON)/],
  ];
  for (const [text, part, reason] of cases) {
    const token = readToken(text);
    assert.equal(token.kind, 'broken', text.slice(0, 20));
    assert.equal((token as { part: string }).part, part);
    assert.match((token as { reason: string }).reason, reason);
  }
});

test('a token that any one character was changed or lost in is read or broken, and nothing throws', () => {
  const token = jwt(idToken, { signature: Buffer.alloc(256, 7).toString('base64url') });
  for (let index = 0; index < token.length; index += 3) {
    for (const changed of [
      token.slice(0, index),
      token.slice(0, index) + token.slice(index + 1),
      `${token.slice(0, index)}~${token.slice(index + 1)}`,
    ])
      assert.ok(['jwt', 'broken', 'unknown'].includes(readToken(changed).kind));
  }
});

test('Cloud Run shows services tokens without a signature, and a signature may be missing', () => {
  const shown = read(idToken, { signature: 'SIGNATURE_REMOVED_BY_GOOGLE' });
  assert.equal(shown.signature, 'removed');
  assert.match((keySetFor(shown) as { reason: string }).reason, /Cloud Run/);
  assert.deepEqual(keySetFor(read(idToken, { signature: '' })), { of: 'none', reason: 'It has no signature.' });
});

test('which keys verify a token follows from its issuer, or from who is known to have signed it', () => {
  assert.deepEqual(keySetFor(read({ iss: account, sub: account })), { of: 'account', email: account });
  assert.deepEqual(keySetFor(read({ iss: 'payments', sub: 'x' }), account), { of: 'account', email: account });
  const iap = { header: { alg: 'ES256', kid: 'k', typ: 'JWT' }, signature: Buffer.alloc(64).toString('base64url') };
  assert.deepEqual(keySetFor(read({ iss: 'https://cloud.google.com/iap' }, iap)), { of: 'iap' });
  assert.equal(keySetFor(read({ iss: 'https://token.actions.githubusercontent.com' })).of, 'none');
});

/** The checks as `verdict name`, without the good ones. */
function complaints(
  claims: object,
  options: { audience?: string; header?: { alg: string; kid: string; typ: string }; signature?: string } = {},
): string[] {
  const { audience, ...form } = options;
  return checkJwt(
    read(claims, form.header || form.signature ? { header: form.header ?? { alg: 'RS256', kid: 'k', typ: 'JWT' }, ...form } : undefined),
    {
      now,
      audience,
    },
  )
    .filter(({ verdict }) => verdict !== 'good')
    .map(({ verdict, name }) => `${verdict} ${name}`);
}

test('a good ID token at its receiver has nothing to complain of', () => {
  assert.deepEqual(complaints(idToken, { audience: idToken.aud }), []);
  assert.deepEqual(complaints(idToken), ['note aud']);
});

test('what is wrong with a token is said per claim', () => {
  assert.deepEqual(complaints({ ...idToken, exp: seconds }, { audience: idToken.aud }), ['bad exp']);
  assert.deepEqual(complaints({ ...idToken, exp: undefined }, { audience: idToken.aud }), ['bad exp']);
  assert.deepEqual(complaints({ ...idToken, exp: 'tomorrow' }, { audience: idToken.aud }), ['bad exp']);
  assert.deepEqual(complaints({ ...idToken, exp: 1e300 }, { audience: idToken.aud }), ['bad exp']);
  assert.deepEqual(complaints({ ...idToken, nbf: seconds + 61 }, { audience: idToken.aud }), ['bad nbf']);
  assert.deepEqual(complaints({ ...idToken, nbf: seconds + 60 }, { audience: idToken.aud }), []);
  assert.deepEqual(complaints({ ...idToken, iat: seconds + 61 }, { audience: idToken.aud }), ['bad iat']);
  assert.deepEqual(complaints({ ...idToken, aud: ['a', 'b'] }, { audience: 'c' }), ['bad aud']);
  assert.deepEqual(complaints({ ...idToken, aud: ['a', 'b'] }, { audience: 'b' }), []);
  assert.deepEqual(complaints({ ...idToken, aud: '' }), ['bad aud']);
  assert.deepEqual(complaints({ ...idToken, email_verified: false }, { audience: idToken.aud }), ['bad email_verified']);
  assert.deepEqual(complaints({ ...idToken, azp: 'client.apps.googleusercontent.com' }, { audience: idToken.aud }), ['note azp']);
  assert.deepEqual(complaints({ ...idToken, iss: 'https://example.com' }, { audience: idToken.aud }), ['note alg', 'note iss']);
  assert.deepEqual(complaints({}), ['note alg', 'bad iss', 'bad aud', 'bad exp', 'note iat', 'bad sub']);
});

test('an algorithm that proves nothing is bad', () => {
  const unsigned = { alg: 'none', kid: '', typ: 'JWT' };
  assert.deepEqual(complaints(idToken, { audience: idToken.aud, header: unsigned, signature: '' }), ['bad alg']);
  const secret = { alg: 'HS256', kid: '', typ: 'JWT' };
  assert.deepEqual(complaints(idToken, { audience: idToken.aud, header: secret }), ['bad alg']);
  assert.deepEqual(complaints({ ...idToken, iss: 'https://cloud.google.com/iap' }, { audience: idToken.aud }), ['bad alg']);
});

test('a JWT of an account for an API of Google lasts an hour at most, and another subject is delegation', () => {
  const own = { iss: account, sub: account, aud: 'https://storage.googleapis.com/', iat: seconds, exp: seconds + 3600 };
  assert.deepEqual(complaints(own, { audience: own.aud }), []);
  assert.deepEqual(complaints({ ...own, exp: seconds + 3601 }, { audience: own.aud }), ['bad exp']);
  assert.deepEqual(
    complaints({ ...own, aud: 'https://partner.example', exp: seconds + 43_200 }, { audience: 'https://partner.example' }),
    [],
  );
  const delegated = {
    ...own,
    sub: 'boss@example.com',
    scope: 'https://www.googleapis.com/auth/drive',
    aud: 'https://oauth2.googleapis.com/token',
  };
  assert.deepEqual(complaints(delegated), ['note aud', 'note sub']);
  const sub = checkJwt(read(delegated), { now }).find(({ name }) => name === 'sub');
  assert.match(sub?.says ?? '', /domain-wide delegation/);
});

test('times are shown in UTC and from now', () => {
  assert.equal(showTime(seconds), '2026-11-22 14:00:00 UTC');
  assert.equal(fromNow(seconds, now), 'now');
  assert.equal(fromNow(seconds - 90, now), '90 seconds ago');
  assert.equal(fromNow(seconds + 3600, now), 'in 1 hour');
  assert.equal(duration(1), '1 second');
  assert.equal(duration(300), '5 minutes');
  assert.equal(duration(43_200), '12 hours');
});

test('redacted texts hold nothing of a token', () => {
  const tokens = [
    jwt(idToken),
    `ya29.c.${'b0_-'.repeat(10)}`,
    `1//0${'g'.repeat(40)}`,
    `4/0${'A'.repeat(40)}`,
    `AIza${'S'.repeat(35)}`,
    `GOCSPX-${'x'.repeat(28)}`,
    '-----BEGIN PRIVATE KEY-----\nMIIEvQIB\n-----END PRIVATE KEY-----',
    '-----BEGIN RSA PRIVATE KEY-----\nMIIEvQIB',
  ];
  for (const token of tokens) {
    const text = redact(`POST failed (${token}) at 3`);
    assert.ok(!text.includes(token.slice(0, 12)), text);
    assert.match(text, /^POST failed \(\[token\]/);
  }
  assert.equal(redact('{"signedBlob": "c2lnbmF0dXJl", "keyId": "k1"}'), '{"signedBlob": "[token]", "keyId": "k1"}');
  assert.equal(redact('{\\"access_token\\":\\"opaque\\"}'), '{\\"access_token\\":\\"[token]\\"}');
  assert.equal(redact('Authorization: Bearer abc.def.ghi'), 'Authorization: Bearer [token]');
  assert.equal(redact('/tokeninfo?access_token=opaque&x=1'), '/tokeninfo?access_token=[token]&x=1');
  const harmless = "Permission 'iam.serviceAccounts.getAccessToken' denied for api@shop.iam.gserviceaccount.com.";
  assert.equal(redact(harmless), harmless);
});
