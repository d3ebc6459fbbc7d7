import assert from 'node:assert/strict';
import { afterEach, beforeEach, describe, test } from 'node:test';
import type { Clients } from '../../client/gcp/clients.ts';
import { GcpError, type GcpErrorFacts, type GcpErrorKind } from '../../client/gcp/errors.ts';
import { explainDenied } from '../../client/gcp/explain.ts';
import type { Call } from '../../client/gcp/http.ts';
import { type Cloud, first, project, runtime, startCloud } from './cloud.ts';

let cloud: Cloud;
beforeEach(async () => {
  cloud = await startCloud();
});
afterEach(() => cloud.emulator.close());

const scopes = ['https://www.googleapis.com/auth/cloud-platform'];

/** What is asked of each API, and what of the path shows that it was. */
const calls: Readonly<Record<string, { readonly path: string; readonly ask: (clients: Clients, call?: Call) => Promise<unknown> }>> = {
  'a list of accounts': { path: '/serviceAccounts', ask: ({ iam }, call) => iam.listServiceAccounts(project, {}, call) },
  'a policy': { path: ':getIamPolicy', ask: ({ iam }, call) => iam.getIamPolicy(project, runtime, call) },
  'a mint': {
    path: ':generateAccessToken',
    ask: ({ iamCredentials }, call) => iamCredentials.generateAccessToken({ target: first, scopes }, call),
  },
  'an ancestry': { path: ':getAncestry', ask: ({ resourceManager }, call) => resourceManager.getAncestry(project, call) },
  'a list of services': { path: '/locations', ask: ({ run }, call) => run.listServices(project, call) },
  'a set of keys': { path: '/oauth2/v3/certs', ask: ({ keys }, call) => keys.get('google', call) },
};

function failing(kind: GcpErrorKind, facts: GcpErrorFacts = {}) {
  return (error: unknown) => {
    assert.ok(error instanceof GcpError, String(error));
    const had = Object.fromEntries(Object.keys(facts).map((name) => [name, error[name as keyof GcpErrorFacts]]));
    assert.deepEqual({ kind: error.kind, ...had }, { kind, ...facts }, error.message);
    return true;
  };
}

for (const [title, { path, ask }] of Object.entries(calls))
  describe(title, () => {
    test('comes after a server that is busy, twice', async () => {
      for (const status of [429, 503]) {
        cloud.emulator.faults.failNext = { count: 2, status, path, retryAfterSeconds: 0 };
        await ask(cloud.as());
        assert.deepEqual(cloud.outcomes(path).slice(0, 3), [status, status, 200]);
        await cloud.emulator.close();
        cloud = await startCloud();
      }
    });

    test('fails at once where asking again does not help', async () => {
      cloud.emulator.faults.failNext = { count: 9, status: 403, path };
      await assert.rejects(ask(cloud.as()), failing('http', { httpStatus: 403, status: 'PERMISSION_DENIED' }));
      assert.deepEqual(cloud.outcomes(path), [403]);
    });

    test('comes after a connection that breaks', async () => {
      cloud.emulator.faults.breakConnections = { count: 1, path };
      await ask(cloud.as());
      assert.deepEqual(cloud.outcomes(path).slice(0, 2), ['broken', 200]);
    });

    test('does not hang past its deadline, and is not left open', async () => {
      cloud.emulator.faults.hang = { count: 99, path };
      const clients = cloud.as();
      await clients.credentials.client.getAccessToken();
      await assert.rejects(ask(clients, { deadline: 300 }), failing('timeout'));
      while (cloud.outcomes(path).includes('open')) await new Promise(setImmediate);
      assert.deepEqual(cloud.outcomes(path), ['cancelled']);
    });

    test('does not hang past the deadline of the clients', async () => {
      cloud.emulator.faults.latencyMs = 10_000;
      await assert.rejects(ask(cloud.as(undefined, 80)), failing('timeout'));
    });

    test('is cancelled where it is', async () => {
      cloud.emulator.faults.hang = { count: 99, path };
      const controller = new AbortController();
      const asked = ask(cloud.as(), { signal: controller.signal });
      while (cloud.outcomes(path).length === 0) await new Promise(setImmediate);
      controller.abort();
      await assert.rejects(asked, failing('cancelled'));
      while (cloud.outcomes(path).includes('open')) await new Promise(setImmediate);
      assert.deepEqual(cloud.outcomes(path), ['cancelled']);
    });
  });

test('an API that is not enabled is told with the line and the link that enable it', async () => {
  cloud.emulator.faults.disabledServices = ['iamcredentials.googleapis.com', 'run.googleapis.com'];
  const { iamCredentials, run, iam } = cloud.as();
  const denied = failing('http', { httpStatus: 403, reason: 'SERVICE_DISABLED', service: 'iamcredentials.googleapis.com' });
  await assert.rejects(iamCredentials.generateAccessToken({ target: first, scopes }), (error: unknown) => {
    const { kind, gcloud, link } = explainDenied(error as GcpError, { target: first });
    assert.equal(kind, 'service-disabled');
    assert.match(gcloud, /^gcloud services enable iamcredentials\.googleapis\.com --project=\d+$/);
    assert.match(link?.url ?? '', /^https:\/\/console\..*iamcredentials\.googleapis\.com/);
    return denied(error);
  });
  await assert.rejects(run.listJobs(project), failing('http', { service: 'run.googleapis.com' }));
  assert.equal((await iam.listServiceAccounts(project)).accounts.length, 3);
  assert.deepEqual(cloud.outcomes('/v1/projects/-'), [403]);
});

test('a policy whose write was lost is not written twice', async () => {
  const { iam } = cloud.as();
  const policy = await iam.getIamPolicy(project, runtime);
  cloud.emulator.faults.breakConnections = { count: 1, path: ':setIamPolicy' };
  await assert.rejects(iam.setIamPolicy(project, runtime, policy), failing('network'));
  assert.deepEqual(cloud.outcomes(':setIamPolicy'), ['broken']);
});

test('an emulator that is gone is told as what cannot be reached', async () => {
  const clients = cloud.as();
  await clients.iam.listServiceAccounts(project);
  await cloud.emulator.close();
  await assert.rejects(clients.iam.listServiceAccounts(project), failing('network'));
  await assert.rejects(cloud.as().iam.listServiceAccounts(project), failing('network'));
  cloud = await startCloud();
});

test('a caller that the emulator does not take is told so', async () => {
  await assert.rejects(cloud.as('nobody').iam.listServiceAccounts(project), failing('credentials', { httpStatus: 400 }));
});
