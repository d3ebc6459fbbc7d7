import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { email, emulated, shop } from './emulated.ts';

const ada = 'user:ada@example.com';
const accounts = '/v1/projects/shop-1/serviceAccounts';
const owner = { project: { 'roles/iam.serviceAccountAdmin': [ada] } };

describe('list', () => {
  test('has 20 accounts on a page, 100 at most, and a token for the next', async (t) => {
    const state = shop(owner);
    const [project] = state.projects;
    for (let index = 0; index < 247; index++) project?.serviceAccounts.push({ email: email(`load-${index}`), uniqueId: `2${index}` });
    const call = (await emulated(t, state)).as(ada);
    const first = await call(`GET ${accounts}`);
    assert.equal(first.status, 200);
    assert.equal(first.body.accounts.length, 20);
    const seen = [];
    for (let token: string | undefined = ''; token !== undefined; ) {
      const { body } = await call(`GET ${accounts}?pageSize=1000&pageToken=${encodeURIComponent(token)}`);
      seen.push(body.accounts.length);
      token = body.nextPageToken;
    }
    assert.deepEqual(seen, [100, 100, 50]);
  });

  test('takes no token that it did not give', async (t) => {
    const call = (await emulated(t, shop(owner))).as(ada);
    const { status, body } = await call(`GET ${accounts}?pageToken=nonsense`);
    assert.deepEqual([status, body.error.status], [400, 'INVALID_ARGUMENT']);
    assert.equal((await call(`GET ${accounts}?pageSize=-1`)).status, 400);
  });

  test('is for who may, whether there is the project or not', async (t) => {
    const call = (await emulated(t, shop())).as(ada);
    for (const project of ['shop-1', 'other']) {
      const { status, body } = await call(`GET /v1/projects/${project}/serviceAccounts`);
      assert.equal(status, 403);
      assert.deepEqual(body, {
        error: {
          code: 403,
          message: `Permission 'iam.serviceAccounts.list' denied on resource 'projects/${project}' (or it may not exist).`,
          status: 'PERMISSION_DENIED',
          details: [
            {
              '@type': 'type.googleapis.com/google.rpc.ErrorInfo',
              reason: 'IAM_PERMISSION_DENIED',
              domain: 'iam.googleapis.com',
              metadata: { permission: 'iam.serviceAccounts.list', resource: `projects/${project}` },
            },
          ],
        },
      });
    }
  });
});

describe('get', () => {
  test('finds an account by e-mail or unique id, in its project, by its number or in any', async (t) => {
    const call = (await emulated(t, shop(owner))).as(ada);
    for (const path of [
      `shop-1/serviceAccounts/${email('api')}`,
      `3000/serviceAccounts/${email('api')}`,
      '-/serviceAccounts/100000000000000000001',
    ]) {
      const { body } = await call(`GET /v1/projects/${path}`);
      assert.deepEqual(body, {
        name: `projects/shop-1/serviceAccounts/${email('api')}`,
        projectId: 'shop-1',
        uniqueId: '100000000000000000001',
        email: email('api'),
        displayName: 'api',
        etag: 'MDEwMjE5MjA=',
        oauth2ClientId: '100000000000000000001',
      });
    }
  });

  test('of what does not exist is 404 in a project, and 403 in any or for who may not know', async (t) => {
    const emulator = await emulated(t, shop(owner));
    const status = async (member: string, project: string) =>
      (await emulator.as(member)(`GET /v1/projects/${project}/serviceAccounts/${email('nobody')}`)).status;
    assert.deepEqual(
      [await status(ada, 'shop-1'), await status(ada, '-'), await status('user:eve@example.com', 'shop-1')],
      [404, 403, 403],
    );
  });
});

describe('changes', () => {
  test('create makes an account once', async (t) => {
    const call = (await emulated(t, shop(owner))).as(ada);
    const request = { accountId: 'newcomer', serviceAccount: { displayName: 'Newcomer' } };
    const { body } = await call(`POST ${accounts}`, request);
    assert.equal(body.email, email('newcomer'));
    assert.match(body.uniqueId, /^\d{21}$/);
    assert.deepEqual((await call(`GET ${accounts}/${email('newcomer')}`)).body, body);
    const again = await call(`POST ${accounts}`, request);
    assert.deepEqual([again.status, again.body.error.status], [409, 'ALREADY_EXISTS']);
    assert.equal((await call(`POST ${accounts}`, { accountId: 'new' })).status, 400);
  });

  test('create yields to the organization policy against it', async (t) => {
    const state = shop(owner);
    state.organizationPolicies.push({ resource: 'folders/2000', constraint: 'iam.disableServiceAccountCreation', enforced: true });
    const { status, body } = await (await emulated(t, state)).as(ada)(`POST ${accounts}`, { accountId: 'newcomer' });
    assert.deepEqual([status, body.error.status], [400, 'FAILED_PRECONDITION']);
    assert.equal(body.error.details[0].violations[0].type, 'constraints/iam.disableServiceAccountCreation');
  });

  test('patch changes what its mask names', async (t) => {
    const call = (await emulated(t, shop(owner))).as(ada);
    const one = `${accounts}/${email('api')}`;
    await call(`PATCH ${one}`, { serviceAccount: { displayName: 'New', description: 'Old' }, updateMask: 'description' });
    const { body } = await call(`GET ${one}`);
    assert.deepEqual([body.displayName, body.description], ['api', 'Old']);
    assert.equal((await call(`PATCH ${one}`, { serviceAccount: { displayName: 'ü'.repeat(51) } })).status, 400);
  });

  test('disable and enable', async (t) => {
    const call = (await emulated(t, shop(owner))).as(ada);
    const one = `${accounts}/${email('api')}`;
    assert.deepEqual((await call(`POST ${one}:disable`, {})).body, {});
    assert.equal((await call(`GET ${one}`)).body.disabled, true);
    await call(`POST ${one}:enable`, {});
    assert.equal((await call(`GET ${one}`)).body.disabled, undefined);
  });

  test('a deleted account comes back with its roles, by its unique id and within 30 days', async (t) => {
    const state = shop({ project: { ...owner.project, 'roles/viewer': [`serviceAccount:${email('api')}`] } });
    const emulator = await emulated(t, state);
    const call = emulator.as(ada);
    const members = () => state.projects[0]?.policy?.bindings[1]?.members;
    await call(`DELETE ${accounts}/${email('api')}`);
    assert.equal((await call(`GET ${accounts}/${email('api')}`)).status, 404);
    assert.deepEqual(members(), [`deleted:serviceAccount:${email('api')}?uid=100000000000000000001`]);
    const undeleted = await call(`POST ${accounts}/100000000000000000001:undelete`, {});
    assert.equal(undeleted.body.restoredAccount.email, email('api'));
    assert.deepEqual(members(), [`serviceAccount:${email('api')}`]);
    await call(`DELETE ${accounts}/${email('api')}`);
    emulator.pass(31 * 86_400);
    const late = await emulator.as(ada)(`POST ${accounts}/100000000000000000001:undelete`, {});
    assert.deepEqual([late.status, late.body.error.status], [404, 'NOT_FOUND']);
  });
});

describe('keys', () => {
  const keyAdmin = { project: { 'roles/iam.serviceAccountKeyAdmin': [ada] } };
  const keys = `${accounts}/${email('api')}/keys`;

  test('are listed by who manages them', async (t) => {
    const state = shop(keyAdmin);
    const [api] = state.projects[0]?.serviceAccounts ?? [];
    if (api)
      api.keys = [
        {
          id: 'ab'.repeat(20),
          keyOrigin: 'USER_PROVIDED',
          validAfterTime: '2025-01-01T00:00:00Z',
          validBeforeTime: '9999-12-31T23:59:59Z',
        },
      ];
    const call = (await emulated(t, state)).as(ada);
    const types = async (query: string) => (await call(`GET ${keys}${query}`)).body.keys.map(({ keyType }: { keyType: string }) => keyType);
    assert.deepEqual(await types(''), ['USER_MANAGED', 'SYSTEM_MANAGED']);
    assert.deepEqual(await types('?keyTypes=USER_MANAGED'), ['USER_MANAGED']);
    assert.deepEqual(await types('?keyTypes=USER_MANAGED&keyTypes=SYSTEM_MANAGED'), ['USER_MANAGED', 'SYSTEM_MANAGED']);
    assert.equal((await call(`GET ${keys}?keyTypes=ANY`)).status, 400);
    const [key] = (await call(`GET ${keys}?keyTypes=USER_MANAGED`)).body.keys;
    assert.deepEqual(key, {
      name: `projects/shop-1/serviceAccounts/${email('api')}/keys/${'ab'.repeat(20)}`,
      validAfterTime: '2025-01-01T00:00:00Z',
      validBeforeTime: '9999-12-31T23:59:59Z',
      keyAlgorithm: 'KEY_ALG_RSA_2048',
      keyOrigin: 'USER_PROVIDED',
      keyType: 'USER_MANAGED',
    });
  });

  test('are ten at most, and their private halves are told once', async (t) => {
    const call = (await emulated(t, shop(keyAdmin))).as(ada);
    const made = await call(`POST ${keys}`, {});
    const file = JSON.parse(Buffer.from(made.body.privateKeyData, 'base64').toString());
    assert.equal(file.client_email, email('api'));
    assert.match(file.private_key, /^-----BEGIN PRIVATE KEY-----/);
    assert.doesNotMatch((await call(`GET ${keys}`)).text, /PRIVATE/);
    for (let count = 1; count < 10; count++) assert.equal((await call(`POST ${keys}`, {})).status, 200);
    const eleventh = await call(`POST ${keys}`, {});
    assert.deepEqual([eleventh.status, eleventh.body.error.status], [429, 'RESOURCE_EXHAUSTED']);
    await call(`DELETE ${keys}/${file.private_key_id}`);
    assert.equal((await call(`DELETE ${keys}/${file.private_key_id}`)).status, 404);
    assert.equal((await call(`GET ${keys}?keyTypes=USER_MANAGED`)).body.keys.length, 9);
  });

  test('are not made against the organization policy', async (t) => {
    const state = shop(keyAdmin);
    state.organizationPolicies.push({ resource: 'organizations/1000', constraint: 'iam.disableServiceAccountKeyCreation', enforced: true });
    const call = (await emulated(t, state)).as(ada);
    assert.equal((await call(`POST ${keys}`, {})).body.error.status, 'FAILED_PRECONDITION');
    state.organizationPolicies.push({ resource: 'projects/shop-1', constraint: 'iam.disableServiceAccountKeyCreation', enforced: false });
    assert.equal((await call(`POST ${keys}`, {})).status, 200);
  });
});
