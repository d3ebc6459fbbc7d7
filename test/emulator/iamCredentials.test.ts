import assert from 'node:assert/strict';
import { createPublicKey, verify } from 'node:crypto';
import { describe, test } from 'node:test';
import { account, type Call, credential, email, emulated, type Granted, noon, shop } from './emulated.ts';

const ada = 'user:ada@example.com';
const creator = 'roles/iam.serviceAccountTokenCreator';
const minter = { accounts: { api: { [creator]: [ada] } as Granted } };
const scope = ['https://www.googleapis.com/auth/cloud-platform'];
const name = (of: string) => `projects/-/serviceAccounts/${email(of)}`;
const now = noon.getTime() / 1000;

/** The claims of a JWT that is signed by a key of the set. */
async function verified(jwt: string, keys: string, call: Call): Promise<Record<string, unknown>> {
  const [header = '', claims = '', signature = ''] = jwt.split('.');
  const { alg, kid } = JSON.parse(Buffer.from(header, 'base64url').toString());
  const { body } = await call(`GET ${keys}`);
  const jwk = body.keys.find((key: { kid: string }) => key.kid === kid);
  assert.equal(alg, 'RS256');
  assert(
    verify('sha256', Buffer.from(`${header}.${claims}`), createPublicKey({ key: jwk, format: 'jwk' }), Buffer.from(signature, 'base64url')),
  );
  return JSON.parse(Buffer.from(claims, 'base64url').toString());
}

describe('generateAccessToken', () => {
  test('gives an opaque token that is the account, for the time asked for', async (t) => {
    const emulator = await emulated(t, shop({ ...minter, project: { 'roles/iam.serviceAccountViewer': [account('api')] } }));
    const { status, body } = await emulator.as(ada)(credential('api', 'generateAccessToken'), { scope, lifetime: '300s' });
    assert.equal(status, 200);
    assert.match(body.accessToken, /^ya29\.emulator-/);
    assert.equal(body.expireTime, '2026-11-23T12:05:00Z');
    const list = () =>
      emulator.anonymous('GET /v1/projects/shop-1/serviceAccounts', undefined, { authorization: `Bearer ${body.accessToken}` });
    assert.equal((await list()).status, 200);
    emulator.pass(300);
    assert.equal((await list()).body.error.details[0].reason, 'ACCESS_TOKEN_EXPIRED');
  });

  test('lives an hour unless something else is asked for', async (t) => {
    const call = (await emulated(t, shop(minter))).as(ada);
    assert.equal((await call(credential('api', 'generateAccessToken'), { scope })).body.expireTime, '2026-11-23T13:00:00Z');
  });

  test('without the permission says which is missing, and the same of an account that does not exist', async (t) => {
    const call = (await emulated(t, shop())).as(ada);
    for (const target of ['api', 'nobody']) {
      const { status, body } = await call(credential(target, 'generateAccessToken'), { scope });
      assert.equal(status, 403);
      assert.equal(body.error.message, "Permission 'iam.serviceAccounts.getAccessToken' denied on resource (or it may not exist).");
      assert.deepEqual(body.error.details[0].metadata, { permission: 'iam.serviceAccounts.getAccessToken' });
    }
  });

  test('needs a scope, and a lifetime in seconds', async (t) => {
    const call = (await emulated(t, shop(minter))).as(ada);
    const status = async (body: object) => (await call(credential('api', 'generateAccessToken'), body)).status;
    assert.equal(await status({}), 400);
    assert.equal(await status({ scope: 'cloud-platform' }), 400);
    for (const lifetime of ['300', '5m', '0s', '-5s', 300]) assert.equal(await status({ scope, lifetime }), 400, String(lifetime));
    assert.equal(await status({ scope, lifetime: '0.5s' }), 200);
  });

  test('lives more than an hour only with the organization policy, and never more than twelve', async (t) => {
    const state = shop({ project: { [creator]: [ada] } });
    const emulator = await emulated(t, state);
    const call = emulator.as(ada);
    const mint = (of: string, lifetime: string) => call(credential(of, 'generateAccessToken'), { scope, lifetime });
    const refused = await mint('api', '3601s');
    assert.deepEqual([refused.status, refused.body.error.status], [400, 'INVALID_ARGUMENT']);
    assert.match(
      refused.body.error.message,
      /can not have lifetimes of more than 1 hour\. Use the Org Policy Constraint constraints\/iam\.allowServiceAccountCredentialLifetimeExtension to allow up to 12 hours\./,
    );
    state.organizationPolicies.push({
      resource: 'organizations/1000',
      constraint: 'iam.allowServiceAccountCredentialLifetimeExtension',
      allowedValues: [email('api')],
    });
    assert.equal((await mint('api', '43200s')).status, 200);
    assert.equal((await mint('api', '43201s')).status, 400);
    assert.equal((await mint('worker', '3601s')).status, 400);
    emulator.faults.noLifetimeExtension = true;
    assert.equal((await mint('api', '3601s')).status, 400);
  });

  test('of a disabled account is refused, and so is its own token', async (t) => {
    const state = shop(minter);
    const emulator = await emulated(t, state);
    const mine = emulator.as(account('api'));
    const [api] = state.projects[0]?.serviceAccounts ?? [];
    if (api) api.disabled = true;
    const { status, body } = await emulator.as(ada)(credential('api', 'generateAccessToken'), { scope });
    assert.deepEqual([status, body.error.status], [400, 'FAILED_PRECONDITION']);
    const own = await mine('GET /v1/roles');
    assert.deepEqual([own.status, own.body.error.details[0].reason], [401, 'ACCOUNT_STATE_INVALID']);
  });
});

describe('names', () => {
  test('take "-" for the project and nothing else', async (t) => {
    const call = (await emulated(t, shop(minter))).as(ada);
    const { status, body } = await call(`POST /v1/projects/shop-1/serviceAccounts/${email('api')}:signBlob`, { payload: 'aGk=' });
    assert.deepEqual([status, body.error.status], [400, 'INVALID_ARGUMENT']);
    assert.equal((await call('POST /v1/projects/-/serviceAccounts/100000000000000000001:signBlob', { payload: 'aGk=' })).status, 200);
  });
});

describe('delegates', () => {
  const chain = {
    accounts: { batch: { [creator]: [ada] }, worker: { [creator]: [account('batch')] }, api: { [creator]: [account('worker')] } },
  };

  test('lead from the caller to the account in their order', async (t) => {
    const call = (await emulated(t, shop(chain))).as(ada);
    const mint = (...delegates: string[]) => call(credential('api', 'generateAccessToken'), { scope, delegates });
    assert.equal((await mint(name('batch'), name('worker'))).status, 200);
    assert.equal((await mint(name('worker'), name('batch'))).status, 403);
    assert.equal((await mint(name('batch'))).body.error.details[0].metadata.permission, 'iam.serviceAccounts.getAccessToken');
    assert.equal((await mint(name('worker'))).body.error.details[0].metadata.permission, 'iam.serviceAccounts.implicitDelegation');
  });

  test('serve all four kinds', async (t) => {
    const call = (await emulated(t, shop(chain))).as(ada);
    const delegates = [name('batch'), name('worker')];
    assert.equal((await call(credential('api', 'generateIdToken'), { audience: 'a', delegates })).status, 200);
    assert.equal((await call(credential('api', 'signJwt'), { payload: '{}', delegates })).status, 200);
    assert.equal((await call(credential('api', 'signBlob'), { payload: 'aGk=', delegates })).status, 200);
  });

  test('are full names', async (t) => {
    const call = (await emulated(t, shop(chain))).as(ada);
    for (const delegate of [email('batch'), name('batch').replace('-', 'shop-1')]) {
      const { body } = await call(credential('api', 'generateAccessToken'), { scope, delegates: [delegate] });
      assert.equal(body.error.status, 'INVALID_ARGUMENT');
    }
  });

  test('each need implicitDelegation, which the User role does not have', async (t) => {
    const call = (await emulated(t, shop({ accounts: { ...chain.accounts, batch: { 'roles/iam.serviceAccountUser': [ada] } } }))).as(ada);
    const { body } = await call(credential('api', 'generateAccessToken'), { scope, delegates: [name('batch'), name('worker')] });
    assert.equal(body.error.details[0].metadata.permission, 'iam.serviceAccounts.implicitDelegation');
  });
});

describe('generateIdToken', () => {
  test("is signed by Google's key and says for whom and who", async (t) => {
    const emulator = await emulated(t, shop(minter));
    const { body } = await emulator.as(ada)(credential('api', 'generateIdToken'), { audience: 'https://front.example.com' });
    assert.deepEqual(await verified(body.token, '/oauth2/v3/certs', emulator.anonymous), {
      aud: 'https://front.example.com',
      azp: '100000000000000000001',
      exp: now + 3600,
      iat: now,
      iss: 'https://accounts.google.com',
      sub: '100000000000000000001',
    });
  });

  test('says more when it is asked to', async (t) => {
    const emulator = await emulated(t, shop(minter));
    const { body } = await emulator.as(ada)(credential('api', 'generateIdToken'), {
      audience: 'a',
      includeEmail: true,
      organizationNumberIncluded: true,
      useEmailAzp: true,
    });
    const claims = await verified(body.token, '/oauth2/v3/certs', emulator.anonymous);
    assert.deepEqual(
      [claims.email, claims.email_verified, claims.azp, claims.google],
      [email('api'), true, email('api'), { organization_number: 1000 }],
    );
  });

  test('needs an audience and a real boolean', async (t) => {
    const call = (await emulated(t, shop(minter))).as(ada);
    assert.equal((await call(credential('api', 'generateIdToken'), {})).status, 400);
    assert.equal((await call(credential('api', 'generateIdToken'), { audience: 'a', includeEmail: 'true' })).status, 400);
  });
});

describe('signJwt', () => {
  test("signs the claims as they are, by the account's key", async (t) => {
    const emulator = await emulated(t, shop(minter));
    const payload = `{"sub" : "anyone", "exp": ${now + 43_200}}`;
    const { body } = await emulator.as(ada)(credential('api', 'signJwt'), { payload });
    assert.equal(Buffer.from(body.signedJwt.split('.')[1], 'base64url').toString(), payload);
    await verified(body.signedJwt, `/service_accounts/v1/metadata/jwk/${email('api')}`, emulator.anonymous);
    assert.equal((await emulator.as(ada)(credential('api', 'signJwt'), { payload })).body.keyId, body.keyId);
  });

  test('takes an expiry that is an integer, not past and within 12 hours', async (t) => {
    const call = (await emulated(t, shop(minter))).as(ada);
    const status = async (payload: string) => (await call(credential('api', 'signJwt'), { payload })).status;
    assert.equal(await status('{}'), 200);
    assert.equal(await status(`{"exp":${now + 43_201}}`), 400);
    assert.equal(await status(`{"exp":${now - 1}}`), 400);
    assert.equal(await status(`{"exp":${now + 60}.5}`), 400);
    assert.equal(await status(`{"exp":"${now + 60}"}`), 400);
  });

  test('takes claims as a string that holds a JSON object', async (t) => {
    const call = (await emulated(t, shop(minter))).as(ada);
    for (const payload of [{ sub: 'a' }, 'nonsense', '[]', '"text"', ''])
      assert.equal((await call(credential('api', 'signJwt'), { payload })).status, 400, JSON.stringify(payload));
  });

  test('makes a token of the account itself for an API of Google', async (t) => {
    const emulator = await emulated(t, shop({ ...minter, project: { 'roles/iam.serviceAccountViewer': [account('api')] } }));
    const call = emulator.as(ada);
    const list = async (claims: object) => {
      const { body } = await call(credential('api', 'signJwt'), { payload: JSON.stringify(claims) });
      const headers = { authorization: `Bearer ${body.signedJwt}` };
      return (await emulator.anonymous('GET /v1/projects/shop-1/serviceAccounts', undefined, headers)).status;
    };
    const claims = { iss: email('api'), sub: email('api'), aud: 'https://iam.googleapis.com/', iat: now, exp: now + 3600 };
    assert.equal(await list(claims), 200);
    assert.equal(await list({ ...claims, aud: 'https://run.googleapis.com/' }), 401);
    assert.equal(await list({ ...claims, exp: now + 7200 }), 401);
    assert.equal(await list({ ...claims, sub: 'ada@example.com' }), 401);
  });
});

describe('signBlob', () => {
  test("signs bytes by the account's key, as its certificate verifies", async (t) => {
    const emulator = await emulated(t, shop(minter));
    const payload = Buffer.from('The quick brown fox jumped over the lazy dog.');
    const { body } = await emulator.as(ada)(credential('api', 'signBlob'), { payload: payload.toString('base64') });
    const certificates = await emulator.anonymous(`GET /service_accounts/v1/metadata/x509/${email('api')}`);
    assert(verify('sha256', payload, certificates.body[body.keyId], Buffer.from(body.signedBlob, 'base64')));
  });

  test('takes base64', async (t) => {
    const call = (await emulated(t, shop(minter))).as(ada);
    for (const payload of ['', 'not base64!', 7]) assert.equal((await call(credential('api', 'signBlob'), { payload })).status, 400);
  });
});
