import assert from 'node:assert/strict';
import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { describe, test } from 'node:test';
import { demoMember, demoState } from '../../emulator/demo.ts';
import { type Call, emulated, noon } from './emulated.ts';
import { modelOf } from './modelOf.ts';

const project = 'fernhill-shop';
const scope = ['https://www.googleapis.com/auth/cloud-platform'];
const email = (name: string) => `${name}@${project}.iam.gserviceaccount.com`;
const mint = (call: Call, name: string, more: object = {}) =>
  call(`POST /v1/projects/-/serviceAccounts/${email(name)}:generateAccessToken`, { scope, ...more });

test('is another Google Cloud than the one examples/shop declares', () => {
  const shop = path.resolve(import.meta.dirname, '../../examples/shop');
  const files = readdirSync(shop).filter((name) => name.endsWith('.tf'));
  const model = modelOf(Object.fromEntries(files.map((name) => [name, readFileSync(path.join(shop, name), 'utf8')])));
  const declared = model.serviceAccounts.flatMap(({ email }) => email ?? []);
  const live = demoState(noon).projects[0]?.serviceAccounts.map(({ email }) => email) ?? [];
  assert.deepEqual(
    declared.filter((each) => !live.includes(each)),
    [email('scheduler')],
  );
  const undeclared = ['newsletter', 'old-batch', 'ci-gate', 'release', 'terraform'].map((name) => email(name));
  assert.deepEqual(live.filter((each) => !declared.includes(each)).slice(0, 5), undeclared);
  assert.equal(live.length, 14);
});

describe('its member', () => {
  test('mints at once as one account, and as another once he has granted himself the role', async (t) => {
    const call = (await emulated(t, demoState(noon))).as(demoMember);
    assert.equal((await mint(call, 'storefront')).status, 200);
    assert.equal((await mint(call, 'orders-api')).status, 403);
    const orders = `/v1/projects/${project}/serviceAccounts/${email('orders-api')}`;
    const { body: policy } = await call(`POST ${orders}:getIamPolicy?options.requestedPolicyVersion=3`);
    policy.bindings.push({ role: 'roles/iam.serviceAccountTokenCreator', members: [demoMember] });
    assert.equal((await call(`POST ${orders}:setIamPolicy`, { policy })).status, 200);
    assert.equal((await mint(call, 'orders-api')).status, 200);
  });

  test('comes to Terraform over two delegates, for 12 hours', async (t) => {
    const call = (await emulated(t, demoState(noon))).as(demoMember);
    const delegates = ['ci-gate', 'release'].map((name) => `projects/-/serviceAccounts/${email(name)}`);
    assert.equal((await mint(call, 'terraform')).status, 403);
    assert.equal((await mint(call, 'terraform', { delegates, lifetime: '43200s' })).status, 200);
    assert.equal((await mint(call, 'storefront', { lifetime: '3601s' })).status, 400);
  });

  test('sees keys and their age, and what is disabled', async (t) => {
    const call = (await emulated(t, demoState(noon))).as(demoMember);
    const keys = (await call(`GET /v1/projects/${project}/serviceAccounts/${email('bookkeeping')}/keys?keyTypes=USER_MANAGED`)).body.keys;
    assert.equal((noon.getTime() - Date.parse(keys[0].validAfterTime)) / 86_400_000, 412);
    assert.equal((await call(`GET /v1/projects/${project}/serviceAccounts/${email('old-batch')}`)).body.disabled, true);
  });

  test('sees the services, the folder, but neither the organization nor much of the lab', async (t) => {
    const call = (await emulated(t, demoState(noon))).as(demoMember);
    assert.equal((await call(`GET /v1/projects/${project}/locations/-/services`)).body.items.length, 4);
    assert.equal((await call('POST /v3/folders/310987654321:getIamPolicy', {})).status, 200);
    assert.equal((await call('POST /v3/organizations/456123789012:getIamPolicy', {})).status, 403);
    assert.equal((await call('GET /v1/projects/fernhill-lab/serviceAccounts')).status, 200);
    const notebooks = '/v1/projects/fernhill-lab/serviceAccounts/notebooks@fernhill-lab.iam.gserviceaccount.com';
    assert.equal((await call(`GET ${notebooks}/keys`)).body.error.details[0].metadata.permission, 'iam.serviceAccountKeys.list');
    assert.equal((await call(`POST ${notebooks}:getIamPolicy`)).status, 403);
    assert.equal((await call('GET /v1/projects/fernhill-lab/locations/-/services')).status, 403);
  });
});

test('of two conditions one still holds', async (t) => {
  const emulator = await emulated(t, demoState(noon));
  assert.equal((await mint(emulator.as('user:mira@fernhill.example'), 'payments-api')).status, 200);
  assert.equal((await mint(emulator.as('user:contractor@ledgerworks.example'), 'payments-api')).status, 403);
});

test('has as many more accounts as one likes, each with ids of its own', async (t) => {
  const state = demoState(noon, 10_000);
  const call = (await emulated(t, state)).as(demoMember);
  const seen = new Set<string>();
  for (let token: string | undefined = ''; token !== undefined; ) {
    const { body } = await call(`GET /v1/projects/${project}/serviceAccounts?pageSize=100&pageToken=${token}`);
    for (const { uniqueId } of body.accounts) seen.add(uniqueId);
    token = body.nextPageToken;
  }
  assert.equal(seen.size, 10_014);
});

test('is made anew each time', () => {
  const first = demoState(noon);
  for (const each of [...first.organizations, ...first.folders, ...first.projects]) each.policy?.bindings.pop();
  first.projects[0]?.services.pop();
  assert.notDeepEqual(demoState(noon), first);
  assert.deepEqual(demoState(noon), demoState(noon));
});
