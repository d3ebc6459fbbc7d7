import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { email, emulated, shop } from './emulated.ts';

const ada = 'user:ada@example.com';
const viewer = { project: { 'roles/run.viewer': [ada] } };
const inEurope = '/v2/projects/shop-1/locations/europe-west1';

describe('version 2', () => {
  test('lists a location, page by page, and never all of them', async (t) => {
    const state = shop(viewer);
    for (let index = 0; index < 4; index++) state.projects[0]?.services.push({ name: `more-${index}`, location: 'europe-west1' });
    const call = (await emulated(t, state)).as(ada);
    const { body } = await call(`GET ${inEurope}/services?pageSize=3`);
    assert.equal(body.services.length, 3);
    assert.equal((await call(`GET ${inEurope}/services?pageSize=3&pageToken=${body.nextPageToken}`)).body.services.length, 2);
    assert.equal((await call('GET /v2/projects/shop-1/locations/-/services')).status, 400);
    assert.deepEqual((await call('GET /v2/projects/shop-1/locations/asia-east1/services')).body, {});
  });

  test('tells what a service runs as and where it is', async (t) => {
    const call = (await emulated(t, shop(viewer))).as(ada);
    assert.deepEqual((await call(`GET ${inEurope}/services/front`)).body, {
      name: 'projects/shop-1/locations/europe-west1/services/front',
      template: { serviceAccount: email('api') },
      uri: 'https://front-3000.europe-west1.run.app',
      urls: ['https://front-3000.europe-west1.run.app'],
      customAudiences: ['https://front.example.com'],
    });
    const back = await call('GET /v2/projects/shop-1/locations/us-east1/services/back');
    assert.equal(back.body.template.serviceAccount, '3000-compute@developer.gserviceaccount.com');
    assert.equal((await call(`GET ${inEurope}/services/back`)).status, 404);
  });

  test('has jobs and worker pools', async (t) => {
    const call = (await emulated(t, shop(viewer))).as(ada);
    assert.equal((await call(`GET ${inEurope}/jobs`)).body.jobs[0].template.template.serviceAccount, email('batch'));
    assert.equal((await call(`GET ${inEurope}/workerPools`)).body.workerPools[0].template.serviceAccount, email('worker'));
  });

  test('reads policies by GET and writes them by POST', async (t) => {
    const call = (await emulated(t, shop({ project: { 'roles/run.admin': [ada] } }))).as(ada);
    const bindings = [{ role: 'roles/run.invoker', members: ['allUsers'] }];
    await call(`POST ${inEurope}/services/front:setIamPolicy`, { policy: { bindings } });
    const read = await call(`GET ${inEurope}/services/front:getIamPolicy?options.requestedPolicyVersion=3`);
    assert.deepEqual(read.body.bindings, bindings);
    const permissions = ['run.routes.invoke', 'run.services.delete'];
    const eve = (await emulated(t, shop())).as('user:eve@example.com');
    assert.deepEqual((await eve(`POST ${inEurope}/services/front:testIamPermissions`, { permissions })).body, {});
    assert.equal((await call(`GET ${inEurope}/jobs/nightly:getIamPolicy`)).body.etag, 'ACAB');
  });
});

describe('version 1', () => {
  test('lists all locations at once', async (t) => {
    const call = (await emulated(t, shop(viewer))).as(ada);
    const { body } = await call('GET /v1/projects/shop-1/locations/-/services');
    assert.deepEqual([body.apiVersion, body.kind, body.items.length], ['serving.knative.dev/v1', 'ServiceList', 2]);
    const [front] = body.items;
    assert.equal(front.metadata.labels['cloud.googleapis.com/location'], 'europe-west1');
    assert.equal(front.metadata.annotations['run.googleapis.com/custom-audiences'], '["https://front.example.com"]');
    assert.equal(front.spec.template.spec.serviceAccountName, email('api'));
    assert.equal(front.status.url, 'https://front-3000.europe-west1.run.app');
  });

  test('lists namespaces, with a token to continue', async (t) => {
    const call = (await emulated(t, shop(viewer))).as(ada);
    const path = '/apis/serving.knative.dev/v1/namespaces/shop-1/services?limit=1';
    const first = await call(`GET ${path}`);
    const second = await call(`GET ${path}&continue=${first.body.metadata.continue}`);
    assert.deepEqual([second.body.items[0].metadata.name, second.body.metadata], ['back', {}]);
    const job = (await call('GET /apis/run.googleapis.com/v1/namespaces/shop-1/jobs')).body.items[0];
    assert.equal(job.spec.template.spec.template.spec.serviceAccountName, email('batch'));
    assert.equal((await call('GET /apis/run.googleapis.com/v1/namespaces/shop-1/workerpools')).body.items.length, 1);
  });

  test('has the locations', async (t) => {
    const call = (await emulated(t, shop(viewer))).as(ada);
    const { body } = await call('GET /v1/projects/shop-1/locations');
    const ids = body.locations.map(({ locationId }: { locationId: string }) => locationId);
    assert.deepEqual(ids, ['europe-west1', 'us-central1', 'us-east1']);
  });
});

test('what one may not see is named', async (t) => {
  const call = (await emulated(t, shop())).as(ada);
  for (const [path, permission] of [
    [`${inEurope}/services`, 'run.services.list'],
    [`${inEurope}/jobs`, 'run.jobs.list'],
    [`${inEurope}/workerPools`, 'run.workerpools.list'],
    [`${inEurope}/services/front`, 'run.services.get'],
    [`${inEurope}/services/none`, 'run.services.get'],
    ['/v1/projects/shop-1/locations', 'run.locations.list'],
    [`${inEurope}/services/front:getIamPolicy`, 'run.services.getIamPolicy'],
  ]) {
    const { status, body } = await call(`GET ${path}`);
    assert.deepEqual([status, body.error.details[0].metadata.permission], [403, permission]);
  }
});
