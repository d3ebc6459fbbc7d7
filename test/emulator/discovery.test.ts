import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { cloudresourcemanager } from '@googleapis/cloudresourcemanager';
import { auth as authorization, iam } from '@googleapis/iam';
import { iamcredentials } from '@googleapis/iamcredentials';
import { run } from '@googleapis/run';
import { cloudRun } from '../../emulator/api/cloudRun.ts';
import { iamCredentials } from '../../emulator/api/iamCredentials.ts';
import { keys } from '../../emulator/api/keys.ts';
import { resourceManager } from '../../emulator/api/resourceManager.ts';
import { roles } from '../../emulator/api/roles.ts';
import { serviceAccounts } from '../../emulator/api/serviceAccounts.ts';
import { demoMember, demoState } from '../../emulator/demo.ts';
import { openDiscovery } from '../gcp/discovery.ts';
import { type Emulated, emulated, noon } from './emulated.ts';

const lena = 'user:lena@fernhill.example';
const project = 'fernhill-shop';
const accounts = `/v1/projects/${project}/serviceAccounts`;
const storefront = `storefront@${project}.iam.gserviceaccount.com`;
const scope = ['https://www.googleapis.com/auth/cloud-platform'];
const policy = { options: { requestedPolicyVersion: 3 } };

describe('what the emulator answers is as Google publishes it', () => {
  const credentials = (method: string) => `POST /v1/projects/-/serviceAccounts/${storefront}:${method}`;
  for (const [api, version, schema, call, body] of [
    ['iam', 'v1', 'ListServiceAccountsResponse', `GET ${accounts}`],
    ['iam', 'v1', 'ServiceAccount', `GET ${accounts}/${storefront}`],
    ['iam', 'v1', 'ServiceAccount', `POST ${accounts}`, { accountId: 'newcomer', serviceAccount: { displayName: 'New' } }],
    [
      'iam',
      'v1',
      'ServiceAccount',
      `PATCH ${accounts}/${storefront}`,
      { serviceAccount: { displayName: 'New' }, updateMask: 'displayName' },
    ],
    ['iam', 'v1', 'ListServiceAccountKeysResponse', `GET ${accounts}/bookkeeping@${project}.iam.gserviceaccount.com/keys`],
    ['iam', 'v1', 'Policy', `POST ${accounts}/${storefront}:getIamPolicy`, policy],
    [
      'iam',
      'v1',
      'Policy',
      `POST ${accounts}/${storefront}:setIamPolicy`,
      { policy: { bindings: [{ role: 'roles/viewer', members: [lena] }] } },
    ],
    [
      'iam',
      'v1',
      'TestIamPermissionsResponse',
      `POST ${accounts}/${storefront}:testIamPermissions`,
      { permissions: ['iam.serviceAccounts.get'] },
    ],
    ['iam', 'v1', 'ListRolesResponse', 'GET /v1/roles?view=FULL&pageSize=5'],
    ['iam', 'v1', 'Role', 'GET /v1/roles/viewer'],
    ['iam', 'v1', 'Role', 'GET /v1/organizations/456123789012/roles/accountLister'],
    [
      'iam',
      'v1',
      'QueryGrantableRolesResponse',
      'POST /v1/roles:queryGrantableRoles',
      { fullResourceName: `//cloudresourcemanager.googleapis.com/projects/${project}` },
    ],
    ['iamcredentials', 'v1', 'GenerateAccessTokenResponse', credentials('generateAccessToken'), { scope }],
    ['iamcredentials', 'v1', 'GenerateIdTokenResponse', credentials('generateIdToken'), { audience: 'a' }],
    ['iamcredentials', 'v1', 'SignJwtResponse', credentials('signJwt'), { payload: '{}' }],
    ['iamcredentials', 'v1', 'SignBlobResponse', credentials('signBlob'), { payload: 'aGk=' }],
    ['cloudresourcemanager', 'v3', 'Project', `GET /v3/projects/${project}`],
    ['cloudresourcemanager', 'v3', 'SearchProjectsResponse', 'GET /v3/projects:search'],
    ['cloudresourcemanager', 'v3', 'Folder', 'GET /v3/folders/310987654321'],
    ['cloudresourcemanager', 'v3', 'Organization', 'GET /v3/organizations/456123789012'],
    ['cloudresourcemanager', 'v3', 'Policy', `POST /v3/projects/${project}:getIamPolicy`, policy],
    ['cloudresourcemanager', 'v1', 'Project', `GET /v1/projects/${project}`],
    ['cloudresourcemanager', 'v1', 'GetAncestryResponse', `POST /v1/projects/${project}:getAncestry`, {}],
    ['run', 'v2', 'GoogleCloudRunV2ListServicesResponse', `GET /v2/projects/${project}/locations/europe-west1/services`],
    ['run', 'v2', 'GoogleCloudRunV2Service', `GET /v2/projects/${project}/locations/europe-west1/services/payments`],
    ['run', 'v2', 'GoogleCloudRunV2ListJobsResponse', `GET /v2/projects/${project}/locations/europe-west1/jobs`],
    ['run', 'v2', 'GoogleCloudRunV2ListWorkerPoolsResponse', `GET /v2/projects/${project}/locations/europe-west1/workerPools`],
    ['run', 'v2', 'GoogleIamV1Policy', `GET /v2/projects/${project}/locations/europe-west1/services/storefront:getIamPolicy`],
    ['run', 'v1', 'ListServicesResponse', `GET /v1/projects/${project}/locations/-/services`],
    ['run', 'v1', 'ListJobsResponse', `GET /apis/run.googleapis.com/v1/namespaces/${project}/jobs`],
    ['run', 'v1', 'ListWorkerPoolsResponse', `GET /apis/run.googleapis.com/v1/namespaces/${project}/workerpools`],
    ['run', 'v1', 'ListLocationsResponse', `GET /v1/projects/${project}/locations`],
  ] as const)
    test(`${call} is a ${schema}`, async (t) => {
      const state = demoState(noon);
      for (const each of [...state.organizations, ...state.folders, ...state.projects])
        for (const role of [
          'roles/owner',
          'roles/resourcemanager.organizationAdmin',
          'roles/iam.serviceAccountTokenCreator',
          'roles/iam.organizationRoleViewer',
        ])
          each.policy?.bindings.push({ role, members: [lena] });
      const answer = await (await emulated(t, state)).as(lena)(call, body);
      assert.equal(answer.status, 200, answer.text);
      const [method = '', path = ''] = call.split(' ');
      const discovery = openDiscovery(`${api}/${version}`);
      assert(discovery.hasMethod(method, path.replace(/\?.*/, '')));
      assert.deepEqual(discovery.misfits(answer.body, schema), []);
    });
});

test('every method of its Google APIs is one that Google publishes', () => {
  const versions = ['iam/v1', 'iamcredentials/v1', 'cloudresourcemanager/v1', 'cloudresourcemanager/v3', 'run/v1', 'run/v2'];
  const published = versions.map(openDiscovery);
  const methods = [...serviceAccounts, ...keys, ...roles, ...iamCredentials, ...resourceManager, ...cloudRun];
  const strange = methods.flatMap(({ on }) => {
    const [method = '', path = ''] = on.replace('{parent}', 'projects').replaceAll(/[{}]/g, '').split(' ');
    return published.some((api) => api.hasMethod(method, path)) ? [] : [on];
  });
  assert.deepEqual(strange, []);
});

describe("Google's own generated clients work against it", () => {
  function options(emulator: Emulated) {
    const auth = new authorization.OAuth2();
    auth.setCredentials({ access_token: emulator.tokenFor(demoMember), expiry_date: noon.getTime() * 2 });
    return { auth, rootUrl: `${emulator.origin}/` };
  }

  test('of IAM', async (t) => {
    const client = iam({ version: 'v1', ...options(await emulated(t, demoState(noon, 30))) });
    const first = (await client.projects.serviceAccounts.list({ name: `projects/${project}` })).data;
    assert.equal(first.accounts?.length, 20);
    const name = `projects/${project}/serviceAccounts/orders-api@${project}.iam.gserviceaccount.com`;
    const read = (await client.projects.serviceAccounts.getIamPolicy({ resource: name, 'options.requestedPolicyVersion': 3 })).data;
    const bindings = [...(read.bindings ?? []), { role: 'roles/iam.serviceAccountTokenCreator', members: [demoMember] }];
    const written = await client.projects.serviceAccounts.setIamPolicy({ resource: name, requestBody: { policy: { ...read, bindings } } });
    assert.equal(written.data.bindings?.length, bindings.length);
    const listed = await client.projects.serviceAccounts.keys.list({ name, keyTypes: ['USER_MANAGED'] });
    assert.deepEqual(listed.data.keys, []);
  });

  test('of IAM Credentials', async (t) => {
    const client = iamcredentials({ version: 'v1', ...options(await emulated(t, demoState(noon))) });
    const delegates = ['ci-gate', 'release'].map((each) => `projects/-/serviceAccounts/${each}@${project}.iam.gserviceaccount.com`);
    const name = `projects/-/serviceAccounts/terraform@${project}.iam.gserviceaccount.com`;
    const { data } = await client.projects.serviceAccounts.generateAccessToken({
      name,
      requestBody: { scope, delegates, lifetime: '43200s' },
    });
    assert.equal(data.expireTime, '2026-11-24T00:00:00Z');
  });

  test('of Resource Manager', async (t) => {
    const client = cloudresourcemanager({ version: 'v3', ...options(await emulated(t, demoState(noon))) });
    const found = await client.projects.search({ query: 'projectId:fernhill-*' });
    assert.deepEqual(
      found.data.projects?.map(({ projectId }) => projectId),
      ['fernhill-shop', 'fernhill-lab'],
    );
    const read = await client.folders.getIamPolicy({ resource: 'folders/310987654321', requestBody: policy });
    assert.equal(read.data.bindings?.length, 3);
  });

  test('of Cloud Run', async (t) => {
    const client = run({ version: 'v2', ...options(await emulated(t, demoState(noon))) });
    const parent = `projects/${project}/locations/europe-west1`;
    const { data } = await client.projects.locations.services.list({ parent, pageSize: 2 });
    assert.equal(data.services?.length, 2);
    assert(data.nextPageToken);
  });
});
