import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { email, emulated, shop } from './emulated.ts';

const ada = 'user:ada@example.com';

function withRoles() {
  const state = shop({ project: { 'roles/iam.roleViewer': [ada] }, organization: { 'roles/iam.organizationRoleViewer': [ada] } });
  state.customRoles = [
    { name: 'projects/shop-1/roles/minter', title: 'Minter', includedPermissions: ['iam.serviceAccounts.getAccessToken'] },
    { name: 'projects/shop-1/roles/gone', includedPermissions: [], deleted: true },
    { name: 'organizations/1000/roles/lister', stage: 'GA', includedPermissions: ['run.services.list'] },
  ];
  return state;
}

const names = (roles: { name: string }[]) => roles.map(({ name }) => name);

describe('predefined roles', () => {
  test('come 300 to a page, 1,000 at most, without their permissions', async (t) => {
    const call = (await emulated(t, shop())).as(ada);
    const { body } = await call('GET /v1/roles');
    assert.equal(body.roles.length, 300);
    assert(body.roles.every((role: object) => !('includedPermissions' in role)));
    const next = await call(`GET /v1/roles?pageSize=5000&pageToken=${body.nextPageToken}`);
    assert.equal(next.body.roles.length, 1000);
    assert(!names(body.roles).includes(next.body.roles[0].name));
  });

  test('have them in full view, and one by one', async (t) => {
    const call = (await emulated(t, shop())).as(ada);
    const { body } = await call('GET /v1/roles?view=FULL&pageSize=1');
    assert(Array.isArray(body.roles[0].includedPermissions));
    const creator = (await call('GET /v1/roles/iam.serviceAccountTokenCreator')).body;
    assert.deepEqual([creator.name, creator.stage, creator.etag], ['roles/iam.serviceAccountTokenCreator', 'GA', 'AA==']);
    assert(creator.includedPermissions.includes('iam.serviceAccounts.signJwt'));
    assert.equal((await call('GET /v1/roles/no.such')).status, 404);
    assert.equal((await call('GET /v1/roles?view=SOME')).status, 400);
  });
});

describe('custom roles', () => {
  test('are those of their project or organization', async (t) => {
    const call = (await emulated(t, withRoles())).as(ada);
    assert.deepEqual(names((await call('GET /v1/projects/shop-1/roles')).body.roles), ['projects/shop-1/roles/minter']);
    assert.deepEqual(names((await call('GET /v1/projects/shop-1/roles?showDeleted=true')).body.roles).length, 2);
    assert.deepEqual(names((await call('GET /v1/organizations/1000/roles')).body.roles), ['organizations/1000/roles/lister']);
    const { body } = await call('GET /v1/projects/shop-1/roles/minter');
    assert.deepEqual([body.title, body.includedPermissions], ['Minter', ['iam.serviceAccounts.getAccessToken']]);
    assert.equal((await call('GET /v1/projects/shop-1/roles/none')).status, 404);
    assert.equal((await call('GET /v1/folders/2000/roles')).status, 404);
  });

  test('are for who may see them', async (t) => {
    const call = (await emulated(t, withRoles())).as('user:eve@example.com');
    assert.equal((await call('GET /v1/projects/shop-1/roles')).body.error.details[0].metadata.permission, 'iam.roles.list');
    assert.equal((await call('GET /v1/organizations/1000/roles/lister')).status, 403);
  });
});

describe('queryGrantableRoles', () => {
  test('has for a project all, with its own, and for an account those about accounts', async (t) => {
    const call = (await emulated(t, withRoles())).as(ada);
    const query = async (fullResourceName: string) =>
      names((await call('POST /v1/roles:queryGrantableRoles', { fullResourceName, pageSize: 2000 })).body.roles);
    const account = await query(`//iam.googleapis.com/projects/shop-1/serviceAccounts/${email('api')}`);
    assert(account.includes('roles/iam.serviceAccountTokenCreator') && account.includes('projects/shop-1/roles/minter'));
    assert(!account.includes('roles/pubsub.publisher'));
    assert.equal((await query('//cloudresourcemanager.googleapis.com/projects/shop-1')).length, 2000);
    assert.equal((await call('POST /v1/roles:queryGrantableRoles', { fullResourceName: 'shop-1' })).status, 400);
  });
});
