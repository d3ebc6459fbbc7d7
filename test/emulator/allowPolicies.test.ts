import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { account, email, emulated, type Granted, shop } from './emulated.ts';

const ada = 'user:ada@example.com';
const api = `/v1/projects/shop-1/serviceAccounts/${email('api')}`;
const admin: Granted = { 'roles/iam.serviceAccountAdmin': [ada] };
const condition = { title: 'this year', expression: 'request.time < timestamp("2027-01-01T00:00:00Z")' };
const conditional = { role: 'roles/iam.serviceAccountUser', members: [account('worker')], condition };
const plain = { role: 'roles/iam.serviceAccountTokenCreator', members: ['user:bo@example.com'] };

describe('getIamPolicy', () => {
  test('of an account without grants has an etag only', async (t) => {
    const call = (await emulated(t, shop({ project: admin }))).as(ada);
    assert.deepEqual((await call(`POST ${api}:getIamPolicy`)).body, { etag: 'ACAB' });
  });

  test('takes the version in the query and in the body', async (t) => {
    const state = shop({ project: admin });
    const [found] = state.projects[0]?.serviceAccounts ?? [];
    if (found) found.policy = { bindings: [plain, conditional] };
    const call = (await emulated(t, state)).as(ada);
    const inQuery = await call(`POST ${api}:getIamPolicy?options.requestedPolicyVersion=3`);
    const inBody = await call(`POST ${api}:getIamPolicy`, { options: { requestedPolicyVersion: 3 } });
    assert.deepEqual(inQuery.body, inBody.body);
    assert.deepEqual([inQuery.body.version, inQuery.body.bindings], [3, [plain, conditional]]);
  });

  test('hides conditions from who did not ask for version 3', async (t) => {
    const state = shop({ project: admin });
    const [found] = state.projects[0]?.serviceAccounts ?? [];
    if (found) found.policy = { bindings: [plain, conditional] };
    const { body } = await (await emulated(t, state)).as(ada)(`POST ${api}:getIamPolicy`, {});
    assert.equal(body.version, 1);
    assert.match(body.bindings[1].role, /^roles\/iam\.serviceAccountUser_withcond_[0-9a-f]{20}$/);
    assert.equal(body.bindings[1].condition, undefined);
  });

  test('of version 2 there is none', async (t) => {
    const call = (await emulated(t, shop({ project: admin }))).as(ada);
    assert.equal((await call(`POST ${api}:getIamPolicy?options.requestedPolicyVersion=2`)).status, 400);
  });
});

describe('setIamPolicy', () => {
  test('answers with the new policy, which counts at once', async (t) => {
    const emulator = await emulated(t, shop({ project: admin }));
    const call = emulator.as(ada);
    const { body } = await call(`POST ${api}:setIamPolicy`, { policy: { bindings: [plain], etag: 'ACAB' } });
    assert.deepEqual([body.version, body.bindings], [1, [plain]]);
    assert.notEqual(body.etag, 'ACAB');
    const minted = await emulator.as('user:bo@example.com')(`POST /v1/projects/-/serviceAccounts/${email('api')}:generateIdToken`, {
      audience: 'a',
    });
    assert.equal(minted.status, 200);
  });

  test('with an old etag is ABORTED, even where the policy is as it was', async (t) => {
    const call = (await emulated(t, shop({ project: admin, accounts: { api: { 'roles/viewer': [ada] } } }))).as(ada);
    const { body: read } = await call(`POST ${api}:getIamPolicy`);
    await call(`POST ${api}:setIamPolicy`, { policy: { ...read, bindings: [...read.bindings, plain] } });
    const { body: second } = await call(`POST ${api}:getIamPolicy`);
    await call(`POST ${api}:setIamPolicy`, { policy: { etag: second.etag, bindings: read.bindings } });
    const stale = await call(`POST ${api}:setIamPolicy`, { policy: read });
    assert.deepEqual([stale.status, stale.body.error.status], [409, 'ABORTED']);
    assert.match(stale.body.error.message, /concurrent policy changes/);
  });

  test('without an etag overwrites', async (t) => {
    const call = (await emulated(t, shop({ project: admin, accounts: { api: { 'roles/viewer': [ada] } } }))).as(ada);
    assert.equal((await call(`POST ${api}:setIamPolicy`, { policy: { bindings: [] } })).status, 200);
  });

  test('needs version 3 to have conditions, and to change a policy that has', async (t) => {
    const call = (await emulated(t, shop({ project: admin }))).as(ada);
    assert.equal((await call(`POST ${api}:setIamPolicy`, { policy: { version: 1, bindings: [conditional] } })).status, 400);
    const { body } = await call(`POST ${api}:setIamPolicy`, { policy: { version: 3, bindings: [conditional] } });
    assert.equal(body.version, 3);
    assert.equal((await call(`POST ${api}:setIamPolicy`, { policy: { version: 1, etag: body.etag, bindings: [plain] } })).status, 400);
    assert.equal((await call(`POST ${api}:setIamPolicy`, { policy: { version: 3, etag: body.etag, bindings: [plain] } })).status, 200);
  });

  test('takes only what IAM knows', async (t) => {
    const call = (await emulated(t, shop({ project: admin }))).as(ada);
    const message = async (policy: object) => (await call(`POST ${api}:setIamPolicy`, { policy })).body.error?.message;
    const one = (role: string, member: string, rest = {}) => ({ version: 3, bindings: [{ role, members: [member], ...rest }] });
    assert.equal(await message(one('roles/nosuch.role', ada)), 'Role roles/nosuch.role is not supported for this resource.');
    assert.equal(await message(one('roles/viewer', 'ada@example.com')), 'Invalid member: ada@example.com');
    assert.equal(await message(one('roles/viewer', account('nobody'))), `Service account ${email('nobody')} does not exist.`);
    assert.match(await message(one('roles/viewer', ada, { condition })), /cannot be granted under a condition/);
    assert.match(await message(one('roles/run.viewer', ada, { condition: { expression: 'request.tim > 1' } })), /request\.tim/);
    assert.match(
      await message({
        bindings: [{ role: 'roles/run.viewer', members: Array.from({ length: 1501 }, (_, i) => `user:u${i}@example.com`) }],
      }),
      /1501/,
    );
    assert.match((await call(`POST ${api}:setIamPolicy`, {})).body.error.message, /missing/);
  });

  test('without bindings in its mask changes none', async (t) => {
    const call = (await emulated(t, shop({ project: admin, accounts: { api: { 'roles/viewer': [ada] } } }))).as(ada);
    const { body } = await call(`POST ${api}:setIamPolicy`, { policy: { bindings: [] }, updateMask: 'etag' });
    assert.equal(body.bindings.length, 1);
  });
});

describe('testIamPermissions', () => {
  test('answers with what the caller holds, and nothing at all for nothing', async (t) => {
    const emulator = await emulated(t, shop({ accounts: { api: { 'roles/iam.serviceAccountTokenCreator': [ada] } } }));
    const permissions = ['iam.serviceAccounts.signJwt', 'iam.serviceAccounts.actAs', 'iam.serviceAccounts.getAccessToken'];
    assert.deepEqual((await emulator.as(ada)(`POST ${api}:testIamPermissions`, { permissions })).body, {
      permissions: ['iam.serviceAccounts.signJwt', 'iam.serviceAccounts.getAccessToken'],
    });
    assert.deepEqual((await emulator.as('user:eve@example.com')(`POST ${api}:testIamPermissions`, { permissions })).body, {});
    const missing = await emulator.as(ada)(`POST ${api.replace('api@', 'nobody@')}:testIamPermissions`, { permissions });
    assert.deepEqual([missing.status, missing.body], [200, {}]);
  });

  test('takes no wildcards and 100 at most', async (t) => {
    const call = (await emulated(t, shop())).as(ada);
    assert.equal((await call(`POST ${api}:testIamPermissions`, { permissions: ['iam.serviceAccounts.*'] })).status, 400);
    const permissions = Array.from({ length: 101 }, (_, index) => `iam.serviceAccounts.a${index}`);
    assert.equal((await call(`POST ${api}:testIamPermissions`, { permissions })).status, 400);
  });
});
