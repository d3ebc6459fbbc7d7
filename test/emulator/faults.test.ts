import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { credential, emulated, shop } from './emulated.ts';

const ada = 'user:ada@example.com';
const accounts = 'GET /v1/projects/shop-1/serviceAccounts';
const viewer = { project: { 'roles/iam.serviceAccountViewer': [ada] } };

describe('failNext', () => {
  test('is a 429 with the time to wait, as often as told', async (t) => {
    const emulator = await emulated(t, shop(viewer));
    const call = emulator.as(ada);
    emulator.faults.failNext = { count: 2, status: 429, retryAfterSeconds: 7 };
    const { status, headers, body } = await call(accounts);
    assert.deepEqual([status, headers.get('retry-after'), body.error.status], [429, '7', 'RESOURCE_EXHAUSTED']);
    assert.equal(body.error.details[0].reason, 'RATE_LIMIT_EXCEEDED');
    assert.deepEqual([(await call(accounts)).status, (await call(accounts)).status], [429, 200]);
  });

  test('is any other status, for some paths', async (t) => {
    const emulator = await emulated(t, shop(viewer));
    const call = emulator.as(ada);
    emulator.faults.failNext = { count: 1, status: 500, path: '/serviceAccounts' };
    assert.equal((await call('GET /v1/roles')).status, 200);
    const { status, body } = await call(accounts);
    assert.deepEqual([status, body.error.code, body.error.status], [500, 500, 'INTERNAL']);
    emulator.faults.failNext = { count: 1, status: 503 };
    assert.equal((await call(accounts)).body.error.status, 'UNAVAILABLE');
  });
});

test('breakConnections breaks off in the middle of an answer', async (t) => {
  const emulator = await emulated(t, shop(viewer));
  const call = emulator.as(ada);
  emulator.faults.breakConnections = { count: 1 };
  await assert.rejects(call(accounts));
  assert.equal((await call(accounts)).status, 200);
  assert.deepEqual(
    emulator.requests.map(({ outcome }) => outcome),
    ['broken', 200],
  );
});

test('hang leaves the client to give up, which is noticed', async (t) => {
  const emulator = await emulated(t, shop(viewer));
  emulator.faults.hang = { count: 1, path: '/v1/roles' };
  const signal = AbortSignal.timeout(50);
  await assert.rejects(fetch(`${emulator.origin}/v1/roles`, { signal }), { name: 'TimeoutError' });
  await assert.doesNotReject(async () => {
    while (emulator.requests[0]?.outcome === 'open') await new Promise((resolve) => setImmediate(resolve));
  });
  assert.equal(emulator.requests[0]?.outcome, 'cancelled');
});

test('latency is for every answer, and ends with the client', async (t) => {
  const emulator = await emulated(t, shop(viewer));
  emulator.faults.latencyMs = 600_000;
  await assert.rejects(fetch(`${emulator.origin}/v1/roles`, { signal: AbortSignal.timeout(50) }), { name: 'TimeoutError' });
  emulator.faults.latencyMs = 1;
  emulator.faults.slowNext = { count: 1, latencyMs: 600_000, path: '/roles' };
  await assert.rejects(fetch(`${emulator.origin}/v1/roles`, { signal: AbortSignal.timeout(50) }), { name: 'TimeoutError' });
  assert.equal((await emulator.as(ada)(accounts)).status, 200);
});

test('a disabled API says where it is enabled', async (t) => {
  const emulator = await emulated(t, shop(viewer));
  const call = emulator.as(ada);
  emulator.faults.disabledServices = ['iam.googleapis.com'];
  const { status, body } = await call(accounts);
  const url = 'https://console.developers.google.com/apis/api/iam.googleapis.com/overview?project=3000';
  assert.deepEqual([status, body.error.status], [403, 'PERMISSION_DENIED']);
  assert(
    body.error.message.startsWith(
      `Identity and Access Management (IAM) API has not been used in project 3000 before or it is disabled. Enable it by visiting ${url} then retry.`,
    ),
  );
  assert.deepEqual(body.error.details, [
    { '@type': 'type.googleapis.com/google.rpc.Help', links: [{ description: 'Google developers console API activation', url }] },
    {
      '@type': 'type.googleapis.com/google.rpc.ErrorInfo',
      reason: 'SERVICE_DISABLED',
      domain: 'googleapis.com',
      metadata: {
        service: 'iam.googleapis.com',
        serviceTitle: 'Identity and Access Management (IAM) API',
        consumer: 'projects/3000',
        containerInfo: '3000',
        activationUrl: url,
      },
    },
  ]);
  assert.equal((await call(credential('api', 'signBlob'), { payload: 'aGk=' })).body.error.details[0].reason, 'IAM_PERMISSION_DENIED');
});

test('closing ends what hangs', async (t) => {
  const emulator = await emulated(t, shop(viewer));
  emulator.faults.hang = { count: 1 };
  const hanging = assert.rejects(fetch(`${emulator.origin}/v1/roles`));
  while (emulator.requests.length === 0) await new Promise((resolve) => setImmediate(resolve));
  await emulator.close();
  await hanging;
});
