import assert from 'node:assert/strict';
import { request } from 'node:http';
import { describe, test } from 'node:test';
import { credential, email, emulated, shop } from './emulated.ts';

const ada = 'user:ada@example.com';
const accounts = 'GET /v1/projects/shop-1/serviceAccounts';
const viewer = { project: { 'roles/iam.serviceAccountViewer': [ada] } };

describe('a request is refused', () => {
  test('without credentials', async (t) => {
    const { status, body } = await (await emulated(t, shop())).anonymous(accounts);
    assert.deepEqual([status, body.error.status], [401, 'UNAUTHENTICATED']);
    assert.match(body.error.message, /^Request is missing required authentication credential\./);
    assert.deepEqual(body.error.details, [
      {
        '@type': 'type.googleapis.com/google.rpc.ErrorInfo',
        reason: 'CREDENTIALS_MISSING',
        domain: 'googleapis.com',
        metadata: { service: 'iam.googleapis.com' },
      },
    ]);
  });

  test('with a token that is none, and with an ID token', async (t) => {
    const emulator = await emulated(t, shop({ accounts: { api: { 'roles/iam.serviceAccountTokenCreator': [ada] } } }));
    const { body } = await emulator.as(ada)(credential('api', 'generateIdToken'), { audience: 'https://iam.googleapis.com/' });
    for (const token of ['ya29.nonsense', body.token]) {
      const refused = await emulator.anonymous(accounts, undefined, { authorization: `Bearer ${token}` });
      assert.deepEqual([refused.status, refused.body.error.details[0].reason], [401, 'ACCESS_TOKEN_TYPE_UNSUPPORTED']);
      assert(!refused.text.includes(token));
    }
  });

  test('with scopes for something else', async (t) => {
    const emulator = await emulated(t, shop(viewer));
    const control = { 'x-leastwise-emulator': '1' };
    const status = async (scope: string, call: string) => {
      const scopes = [`https://www.googleapis.com/auth/${scope}`];
      const { body } = await emulator.anonymous('POST /emulator/tokens', { member: ada, scopes }, control);
      return (await emulator.anonymous(call, undefined, { authorization: `Bearer ${body.accessToken}` })).status;
    };
    assert.equal(await status('devstorage.read_only', accounts), 403);
    assert.equal(await status('iam', accounts), 200);
    assert.equal(await status('cloud-platform.read-only', accounts), 200);
    assert.equal(await status('cloud-platform.read-only', `POST /v1/projects/shop-1/serviceAccounts/${email('api')}:disable`), 403);
  });

  test('where its body is no JSON, no object, or has a field that there is not', async (t) => {
    const call = (await emulated(t, shop())).as(ada);
    const path = `POST /v1/projects/shop-1/serviceAccounts/${email('api')}:testIamPermissions`;
    for (const body of ['{', '[]', '"text"']) assert.equal((await call(path, body)).body.error.status, 'INVALID_ARGUMENT', body);
    const { body } = await call(path, { permission: ['a'] });
    assert.equal(body.error.message, 'Invalid JSON payload received. Unknown name "permission": Cannot find field.');
  });

  test('where there is nothing', async (t) => {
    const call = (await emulated(t, shop())).as(ada);
    for (const path of ['GET /v1/projects/shop-1/nothing', 'POST /v1/roles', 'GET /v9/projects/shop-1'])
      assert.deepEqual((await call(path)).body.error.status, 'NOT_FOUND', path);
    assert.equal((await call('GET /v1/projects/%zz')).status, 400);
  });

  test('for a quota project that one may not use', async (t) => {
    const emulator = await emulated(
      t,
      shop({ project: { ...viewer.project, 'roles/serviceusage.serviceUsageConsumer': ['user:bo@example.com', ada] } }),
    );
    assert.equal((await emulator.as(ada)(accounts, undefined, { 'x-goog-user-project': 'shop-1' })).status, 200);
    const { status, body } = await emulator.as('user:eve@example.com')('GET /v1/roles', undefined, { 'x-goog-user-project': 'shop-1' });
    assert.deepEqual([status, body.error.details[0].reason], [403, 'USER_PROJECT_DENIED']);
  });

  test('under another name than that of this machine', async (t) => {
    const emulator = await emulated(t, shop());
    const { port } = new URL(emulator.origin);
    const status = await new Promise((resolve, reject) => {
      const sent = request({ port, host: '127.0.0.1', path: '/oauth2/v3/certs', headers: { host: 'attacker.example' } }, (response) => {
        response.resume();
        resolve(response.statusCode);
      });
      sent.once('error', reject);
      sent.end();
    });
    assert.equal(status, 400);
  });
});

test('requests are remembered without anything secret', async (t) => {
  const emulator = await emulated(t, shop(viewer));
  await emulator.as(ada)(accounts);
  await emulator.anonymous('GET /tokeninfo?access_token=ya29.secret');
  assert.deepEqual(emulator.requests, [
    { method: 'GET', path: '/v1/projects/shop-1/serviceAccounts', outcome: 200 },
    { method: 'GET', path: '/tokeninfo', outcome: 400 },
  ]);
});
