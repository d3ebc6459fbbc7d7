import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { emulated, shop } from './emulated.ts';

const ada = 'user:ada@example.com';
const browser = { organization: { 'roles/browser': [ada], 'roles/iam.securityReviewer': [ada] } };

describe('projects', () => {
  test('are found by id and number, in versions 3 and 1', async (t) => {
    const call = (await emulated(t, shop(browser))).as(ada);
    for (const id of ['shop-1', '3000']) {
      const { body } = await call(`GET /v3/projects/${id}`);
      assert.deepEqual(
        [body.name, body.projectId, body.parent, body.displayName, body.state],
        ['projects/3000', 'shop-1', 'folders/2000', 'Shop', 'ACTIVE'],
      );
      const { body: first } = await call(`GET /v1/projects/${id}`);
      assert.deepEqual(first, {
        projectNumber: '3000',
        projectId: 'shop-1',
        lifecycleState: 'ACTIVE',
        name: 'Shop',
        parent: { type: 'folder', id: '2000' },
      });
    }
  });

  test('that do not exist are like those one may not see', async (t) => {
    const call = (await emulated(t, shop())).as(ada);
    for (const path of ['/v3/projects/shop-1', '/v3/projects/none', '/v1/projects/none']) {
      const { status, body } = await call(`GET ${path}`);
      assert.deepEqual([status, body.error.details[0].metadata.permission], [403, 'resourcemanager.projects.get']);
    }
  });

  test('have ancestors', async (t) => {
    const { body } = await (await emulated(t, shop(browser))).as(ada)('POST /v1/projects/shop-1:getAncestry', {});
    const ancestor = [
      { resourceId: { type: 'project', id: 'shop-1' } },
      { resourceId: { type: 'folder', id: '2000' } },
      { resourceId: { type: 'organization', id: '1000' } },
    ];
    assert.deepEqual(body, { ancestor });
  });

  test('are searched among those one may see', async (t) => {
    const state = shop({ project: { 'roles/browser': [ada] } });
    const [project] = state.projects;
    assert(project);
    state.projects.push(
      { ...project, projectId: 'shop-2', number: '3001' },
      { ...project, projectId: 'hidden', number: '3002', policy: undefined },
    );
    const call = (await emulated(t, state)).as(ada);
    const search = async (query: string) => {
      const { body } = await call(`GET /v3/projects:search?query=${encodeURIComponent(query)}`);
      return body.projects.map(({ projectId }: { projectId: string }) => projectId);
    };
    assert.deepEqual(await search(''), ['shop-1', 'shop-2']);
    assert.deepEqual(await search('projectId:shop-2'), ['shop-2']);
    assert.deepEqual(await search('id=shop-1 state:ACTIVE'), ['shop-1']);
    assert.deepEqual(await search('parent:folders/2000'), ['shop-1', 'shop-2']);
    assert.deepEqual(await search('hid*'), []);
    assert.deepEqual(await search('SHOP'), ['shop-1', 'shop-2']);
    assert.equal((await call('GET /v3/projects:search?query=labels.x:y')).status, 400);
    const { body } = await call('GET /v3/projects:search?pageSize=1');
    assert.equal((await call(`GET /v3/projects:search?pageSize=1&pageToken=${body.nextPageToken}`)).body.projects[0].projectId, 'shop-2');
  });
});

test('folders and organizations', async (t) => {
  const call = (await emulated(t, shop({ organization: { 'roles/resourcemanager.organizationAdmin': [ada] } }))).as(ada);
  const folder = (await call('GET /v3/folders/2000')).body;
  assert.deepEqual([folder.name, folder.parent, folder.displayName], ['folders/2000', 'organizations/1000', 'Production']);
  assert.equal((await call('GET /v3/organizations/1000')).body.displayName, 'example.com');
  assert.equal((await call('GET /v3/folders/9')).status, 403);
});

test('policies are those of the resource itself, in all three kinds', async (t) => {
  const call = (await emulated(t, shop({ ...browser, folder: { 'roles/viewer': ['user:bo@example.com'] } }))).as(ada);
  const options = { options: { requestedPolicyVersion: 3 } };
  assert.equal((await call('POST /v3/folders/2000:getIamPolicy', options)).body.bindings[0].role, 'roles/viewer');
  assert.equal((await call('POST /v3/organizations/1000:getIamPolicy', options)).body.bindings[0].role, 'roles/browser');
  assert.deepEqual((await call('POST /v3/projects/shop-1:getIamPolicy', options)).body, { etag: 'ACAB' });
  assert.deepEqual((await call('POST /v1/projects/shop-1:getIamPolicy', options)).body, { etag: 'ACAB' });
  const denied = await call('POST /v3/projects/shop-1:setIamPolicy', { policy: {} });
  assert.equal(denied.body.error.details[0].metadata.permission, 'resourcemanager.projects.setIamPolicy');
});

test('permissions on a project count for the accounts in it', async (t) => {
  const call = (await emulated(t, shop({ folder: { 'roles/iam.serviceAccountTokenCreator': [ada] } }))).as(ada);
  const permissions = ['iam.serviceAccounts.getAccessToken', 'resourcemanager.projects.delete'];
  const { body } = await call('POST /v3/projects/shop-1:testIamPermissions', { permissions });
  assert.deepEqual(body, { permissions: ['iam.serviceAccounts.getAccessToken'] });
});
