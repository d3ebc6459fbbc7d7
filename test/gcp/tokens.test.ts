import assert from 'node:assert/strict';
import { generateKeyPairSync, type KeyObject, sign, verify } from 'node:crypto';
import { afterEach, beforeEach, describe, test } from 'node:test';
import { emulatorCredentials } from '../../client/gcp/credentials.ts';
import { emulatorEndpoints } from '../../client/gcp/endpoints.ts';
import { GcpError } from '../../client/gcp/errors.ts';
import { explainDenied } from '../../client/gcp/explain.ts';
import { openHttp } from '../../client/gcp/http.ts';
import { editPolicy, grantMember } from '../../client/gcp/iam.ts';
import { type KeySet, openKeys, verifySignature } from '../../client/gcp/keys.ts';
import { ann, type Cloud, first, project, runtime, second, startCloud } from './cloud.ts';

const scopes = ['https://www.googleapis.com/auth/cloud-platform', 'https://www.googleapis.com/auth/userinfo.email'];
const chain = { target: runtime, delegates: [first, second] };

let cloud: Cloud;
beforeEach(async () => {
  cloud = await startCloud();
});
afterEach(() => cloud.emulator.close());

describe('over a chain of two delegates', () => {
  test('an access token is minted, and its issuer knows it', async () => {
    const { iamCredentials, tokenInfo } = cloud.as();
    const { token, expires } = await iamCredentials.generateAccessToken({ ...chain, scopes, lifetimeSeconds: 300 });
    const info = await tokenInfo(token);
    assert.deepEqual(info.scopes, scopes);
    assert.equal(info.account, runtime);
    assert.equal(info.expires.getTime(), Math.floor(expires.getTime() / 1000) * 1000);
    const left = expires.getTime() - Date.now();
    assert.ok(left > 200_000 && left <= 300_000, `${left}`);
    assert.ok(!cloud.emulator.requests.some(({ path }) => path.includes('ya29')));
  });

  test('an ID token is minted, and Google’s keys verify it', async () => {
    const { iamCredentials, keys } = cloud.as();
    const { token, expires } = await iamCredentials.generateIdToken({
      ...chain,
      audience: 'https://orders.example.com',
      includeEmail: true,
    });
    const { aud, email, exp } = JSON.parse(Buffer.from(token.split('.')[1] ?? '', 'base64url').toString());
    assert.deepEqual([aud, email, exp * 1000], ['https://orders.example.com', runtime, expires.getTime()]);
    const verdict = await keys.verify(token, 'google');
    assert.deepEqual([verdict.valid, verdict.source], [true, `${cloud.emulator.origin}/oauth2/v3/certs`]);
    assert.deepEqual((await keys.verify(token, { account: runtime })).valid, false);
  });

  test('a JWT is signed, and the account’s own keys verify it', async () => {
    const { iamCredentials, keys } = cloud.as();
    const exp = Math.floor(Date.now() / 1000) + 600;
    const { token, keyId, expires } = await iamCredentials.signJwt({ ...chain, claims: { iss: runtime, sub: 'someone', exp } });
    assert.equal(expires?.getTime(), exp * 1000);
    const verdict = await keys.verify(token, { account: runtime });
    assert.ok(verdict.valid && verdict.algorithm === 'RS256' && verdict.keyId === keyId, JSON.stringify(verdict));
    const other = await keys.verify(token, { account: first });
    assert.ok(!other.valid && other.reason === 'unknown-key');
    assert.equal((await iamCredentials.signJwt({ ...chain, claims: {} })).expires, undefined);
  });

  test('a blob is signed, and the account’s own keys verify it', async () => {
    const { iamCredentials, keys } = cloud.as();
    const bytes = new Uint8Array([0, 255, 128, 10]);
    const { signature, keyId } = await iamCredentials.signBlob({ ...chain, bytes });
    const key = (await keys.get({ account: runtime })).keys.get(keyId) ?? assert.fail();
    assert.ok(verify('sha256', bytes, key, Buffer.from(signature, 'base64')));
  });

  test('in another order nothing is minted', async () => {
    const { iamCredentials } = cloud.as();
    const mint = iamCredentials.generateAccessToken({ target: runtime, delegates: [second, first], scopes });
    await assert.rejects(
      mint,
      (error: unknown) => error instanceof GcpError && error.permission === 'iam.serviceAccounts.implicitDelegation',
    );
  });
});

test('a denied mint explains itself, and what it says to grant lets it succeed', async () => {
  const { iam, iamCredentials } = cloud.as();
  const mint = () => iamCredentials.generateIdToken({ target: runtime, audience: 'https://a.example' });
  const error = await mint().then(
    () => assert.fail(),
    (error: unknown) => error as GcpError,
  );
  const { permission, resource, caller, role, gcloud } = explainDenied(error, { target: runtime });
  assert.deepEqual([permission, resource, caller], ['iam.serviceAccounts.getOpenIdToken', runtime, ann]);
  assert.ok(gcloud.includes(`--member=${caller} --role=${role}`));
  await editPolicy(iam, project, runtime, (policy) => grantMember(policy, role ?? '', caller ?? ''));
  assert.match((await mint()).token, /^eyJ/);
});

test('a lifetime beyond an hour names the constraint, and the organization can allow it', async () => {
  const { iamCredentials } = cloud.as();
  const mint = () => iamCredentials.generateAccessToken({ ...chain, scopes, lifetimeSeconds: 7200 });
  await assert.rejects(mint, (error: unknown) => error instanceof GcpError && explainDenied(error, chain).kind === 'lifetime');
  cloud.emulator.state.organizationPolicies.push({
    resource: 'organizations/9',
    constraint: 'iam.allowServiceAccountCredentialLifetimeExtension',
    allowedValues: [runtime],
  });
  assert.ok((await mint()).expires.getTime() - Date.now() > 7_000_000);
  cloud.emulator.faults.noLifetimeExtension = true;
  await assert.rejects(mint, GcpError);
});

test('a token that is expired or unknown is told so by its issuer', async () => {
  await assert.rejects(
    cloud.as().tokenInfo('ya29.emulator-unknown'),
    (error: unknown) => error instanceof GcpError && error.status === 'invalid_token' && !error.message.includes('ya29'),
  );
});

describe('key sets', () => {
  /** Keys whose clock the test sets. */
  function keysAt(clock: { now: number }) {
    const http = openHttp(emulatorCredentials(cloud.emulator.origin, ann), emulatorEndpoints(cloud.emulator.origin));
    return openKeys(http, () => clock.now);
  }

  test('are kept for a quarter of an hour', async () => {
    const clock = { now: 0 };
    const keys = keysAt(clock);
    for (const minute of [0, 5, 14.9]) {
      clock.now = minute * 60_000;
      await keys.get('google');
    }
    assert.equal(cloud.outcomes('/oauth2/v3/certs').length, 1);
    clock.now = 15 * 60_000;
    await keys.get('google');
    assert.equal(cloud.outcomes('/oauth2/v3/certs').length, 2);
  });

  test('are asked for once more where a key is not among them', async () => {
    const keys = keysAt({ now: 0 });
    const { iamCredentials } = cloud.as();
    await keys.get({ account: runtime });
    const { token } = await iamCredentials.signJwt({ ...chain, claims: {} });
    assert.ok((await keys.verify(token, { account: runtime })).valid);
    const asked = cloud.outcomes('/metadata/jwk').length;
    assert.ok((await keys.verify(token, { account: runtime })).valid);
    assert.equal(cloud.outcomes('/metadata/jwk').length, asked);
  });

  test('of Identity-Aware Proxy verify its assertions, which are ES256', async () => {
    const answer = await fetch(`${cloud.emulator.origin}/emulator/iapTokens`, {
      method: 'POST',
      headers: { 'x-leastwise-emulator': '1' },
      body: JSON.stringify({ email: 'ann@example.com', audience: '/projects/1/global/backendServices/2' }),
    });
    const { token } = (await answer.json()) as { token: string };
    const verdict = await cloud.as().keys.verify(token, 'iap');
    assert.ok(verdict.valid && verdict.algorithm === 'ES256', JSON.stringify(verdict));
  });

  test('of an account that is not there are not found', async () => {
    const missing = cloud.as().keys.get({ account: 'none@x.iam.gserviceaccount.com' });
    await assert.rejects(missing, (error: unknown) => error instanceof GcpError && error.httpStatus === 404);
  });
});

describe('a signature', () => {
  const rsa = generateKeyPairSync('rsa', { modulusLength: 2048 });
  const ec = generateKeyPairSync('ec', { namedCurve: 'P-256' });
  const keySet: KeySet = {
    source: 'here',
    keys: new Map([
      ['r', rsa.publicKey],
      ['e', ec.publicKey],
    ]),
  };

  function jwt(header: object, privateKey: KeyObject, claims: object = { sub: 'x' }): string {
    const encode = (value: object) => Buffer.from(JSON.stringify(value)).toString('base64url');
    const content = `${encode(header)}.${encode(claims)}`;
    return `${content}.${sign('sha256', Buffer.from(content), { key: privateKey, dsaEncoding: 'ieee-p1363' }).toString('base64url')}`;
  }

  test('holds for the key it was made with', () => {
    assert.deepEqual(verifySignature(jwt({ alg: 'RS256', kid: 'r' }, rsa.privateKey), keySet), {
      valid: true,
      keyId: 'r',
      algorithm: 'RS256',
    });
    assert.deepEqual(verifySignature(` ${jwt({ alg: 'ES256', kid: 'e' }, ec.privateKey)}\n`, keySet), {
      valid: true,
      keyId: 'e',
      algorithm: 'ES256',
    });
  });

  test('does not hold for changed claims', () => {
    const [header, , signature] = jwt({ alg: 'RS256', kid: 'r' }, rsa.privateKey).split('.');
    const forged = `${header}.${Buffer.from('{"sub":"root"}').toString('base64url')}.${signature}`;
    assert.deepEqual(verifySignature(forged, keySet), { valid: false, reason: 'signature', keyId: 'r', algorithm: 'RS256' });
  });

  test('is none with the public key as a secret, or with no algorithm', () => {
    const [, claims] = jwt({ alg: 'RS256', kid: 'r' }, rsa.privateKey).split('.');
    for (const alg of ['none', 'HS256', 'RS512', 'PS256']) {
      const header = Buffer.from(JSON.stringify({ alg, kid: 'r' })).toString('base64url');
      assert.deepEqual(verifySignature(`${header}.${claims}.`, keySet), { valid: false, reason: 'algorithm', keyId: 'r', algorithm: alg });
    }
  });

  test('is none by a key of another kind than its header says', () => {
    assert.equal(verifySignature(jwt({ alg: 'RS256', kid: 'e' }, ec.privateKey), keySet).valid, false);
    assert.equal(verifySignature(jwt({ alg: 'ES256', kid: 'r' }, rsa.privateKey), keySet).valid, false);
  });

  test('needs a key that is there, and a JWT', () => {
    const unknown = verifySignature(jwt({ alg: 'RS256', kid: 'x' }, rsa.privateKey), keySet);
    assert.deepEqual(unknown, { valid: false, reason: 'unknown-key', keyId: 'x', algorithm: 'RS256' });
    for (const text of ['', 'ya29.x', 'a.b.c', 'a.b', '..', 'bnVsbA..', 'e30.e30.e30.e30'])
      assert.deepEqual(verifySignature(text, keySet), { valid: false, reason: 'malformed' }, text);
  });
});
