import assert from 'node:assert/strict';
import { afterEach, beforeEach, describe, test } from 'node:test';
import { GcpError } from '../../client/gcp/errors.ts';
import { type Cloud, first, project, runtime, second, startCloud } from './cloud.ts';

let cloud: Cloud;
beforeEach(async () => {
  cloud = await startCloud();
});
afterEach(() => cloud.emulator.close());

const nobody = 'user:nobody@example.com';
const guest = 'user:guest@example.com';

/** Gives a guest a role on the project. */
function invite(role: string): void {
  cloud.emulator.state.projects[0]?.policy?.bindings.push({ role, members: [guest] });
}

describe('a project', () => {
  test('has a number, a name and a parent', async () => {
    assert.deepEqual(await cloud.as().resourceManager.getProject(project), {
      projectId: project,
      projectNumber: '123456789012',
      displayName: 'Shop',
      state: 'ACTIVE',
      parent: 'folders/8',
    });
  });

  test('has its ancestors up to the organization', async () => {
    assert.deepEqual(await cloud.as().resourceManager.getAncestry(project), [`projects/${project}`, 'folders/8', 'organizations/9']);
  });

  test('is found by those who may see it', async () => {
    const ids = async (member?: string) =>
      (await cloud.as(member).resourceManager.searchProjects()).projects.map(({ projectId }) => projectId);
    assert.deepEqual(await ids(), [project]);
    assert.deepEqual(await ids(nobody), []);
  });

  test('is of those policies that hold for it', async () => {
    const { policies, ancestryError } = await cloud.as().resourceManager.getInheritedPolicies(project);
    assert.equal(ancestryError, undefined);
    assert.deepEqual(
      policies.map(({ resource, policy, error }) => [resource, policy?.bindings.length ?? error?.permission]),
      [
        [`projects/${project}`, 1],
        ['folders/8', 1],
        ['organizations/9', 'resourcemanager.organizations.getIamPolicy'],
      ],
    );
  });

  test('has some of its policies where not all may be read', async () => {
    invite('roles/iam.securityReviewer');
    invite('roles/browser');
    const { policies } = await cloud.as(guest).resourceManager.getInheritedPolicies(project);
    assert.deepEqual(
      policies.map(({ error }) => error?.httpStatus),
      [undefined, 403, 403],
    );
    const none = await cloud.as(nobody).resourceManager.getInheritedPolicies(project);
    assert.deepEqual(
      none.policies.map(({ resource, error }) => [resource, error?.permission]),
      [[`projects/${project}`, 'resourcemanager.projects.getIamPolicy']],
    );
    assert.equal(none.ancestryError?.permission, 'resourcemanager.projects.get');
  });

  test('has no policies by halves where something else fails', async () => {
    cloud.emulator.faults.failNext = { count: 1, status: 400, path: 'organizations/9' };
    await assert.rejects(
      cloud.as().resourceManager.getInheritedPolicies(project),
      (error: unknown) => error instanceof GcpError && error.httpStatus === 400,
    );
  });

  test('tells what the caller may do in it', async () => {
    const asked = ['resourcemanager.projects.setIamPolicy', 'resourcemanager.projects.get'];
    invite('roles/viewer');
    assert.deepEqual(await cloud.as().resourceManager.testIamPermissions(`projects/${project}`, asked), asked);
    assert.deepEqual(await cloud.as(guest).resourceManager.testIamPermissions(`projects/${project}`, asked), asked.slice(1));
  });
});

describe('Cloud Run', () => {
  test('has services of all locations, with their accounts and audiences', async () => {
    const { workloads, unreachable } = await cloud.as().run.listServices(project);
    assert.deepEqual(unreachable, []);
    assert.deepEqual(workloads, [
      {
        kind: 'service',
        name: 'site',
        location: 'asia-northeast3',
        serviceAccount: '123456789012-compute@developer.gserviceaccount.com',
        url: 'https://site-123456789012.asia-northeast3.run.app',
        customAudiences: [],
      },
      {
        kind: 'service',
        name: 'orders',
        location: 'europe-west1',
        serviceAccount: runtime,
        url: 'https://orders-123456789012.europe-west1.run.app',
        customAudiences: ['https://orders.example.com'],
      },
    ]);
  });

  test('has jobs and worker pools', async () => {
    const { run } = cloud.as();
    const seen = ({ kind, name, location, serviceAccount }: Awaited<ReturnType<typeof run.listJobs>>['workloads'][number]) => [
      kind,
      name,
      location,
      serviceAccount,
    ];
    assert.deepEqual((await run.listJobs(project)).workloads.map(seen), [['job', 'nightly', 'us-central1', first]]);
    assert.deepEqual((await run.listWorkerPools(project)).workloads.map(seen), [['workerPool', 'queue', 'europe-west1', second]]);
  });

  test('has many services in a location', async () => {
    cloud.emulator.state.projects[0]?.services.push(
      ...Array.from({ length: 250 }, (_, index) => ({ name: `s${index}`, location: 'europe-west1', serviceAccount: runtime })),
    );
    assert.equal((await cloud.as().run.listServices(project)).workloads.length, 252);
  });

  test('has those of the other locations where one does not answer', async () => {
    cloud.emulator.faults.failNext = { count: 100, status: 400, path: 'europe-west1' };
    const { workloads, unreachable } = await cloud.as().run.listServices(project);
    assert.deepEqual(
      workloads.map(({ name }) => name),
      ['site'],
    );
    assert.deepEqual(
      unreachable.map(({ location, error }) => [location, error.httpStatus]),
      [['europe-west1', 400]],
    );
  });

  test('is not listed by halves where nothing may be seen', async () => {
    cloud.emulator.state.customRoles.push({ name: `projects/${project}/roles/places`, includedPermissions: ['run.locations.list'] });
    invite(`projects/${project}/roles/places`);
    const listed = cloud.as(guest).run.listServices(project);
    await assert.rejects(listed, (error: unknown) => error instanceof GcpError && error.permission === 'run.services.list');
    await assert.rejects(
      cloud.as(nobody).run.listServices(project),
      (error: unknown) => error instanceof GcpError && error.permission === 'run.locations.list',
    );
  });

  test('is over at the deadline for all locations together', async () => {
    cloud.emulator.faults.latencyMs = 60;
    const listed = cloud.as().run.listServices(project, { deadline: 100 });
    await assert.rejects(listed, (error: unknown) => error instanceof GcpError && error.kind === 'timeout');
  });

  test('is not asked any more when the caller has cancelled', async () => {
    cloud.emulator.faults.hang = { count: 100, path: '/v2/' };
    const controller = new AbortController();
    const listed = cloud.as().run.listServices(project, { signal: controller.signal });
    while (cloud.outcomes('/v2/').length < 3) await new Promise((resolve) => setTimeout(resolve, 5));
    controller.abort();
    await assert.rejects(listed, (error: unknown) => error instanceof GcpError && error.kind === 'cancelled');
    while (cloud.outcomes('/v2/').includes('open')) await new Promise((resolve) => setTimeout(resolve, 5));
    assert.deepEqual(new Set(cloud.outcomes('/v2/')), new Set(['cancelled']));
  });
});
