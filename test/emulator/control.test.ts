import assert from 'node:assert/strict';
import { createPublicKey, verify } from 'node:crypto';
import { test } from 'node:test';
import { email, emulated, shop } from './emulated.ts';

const ada = 'user:ada@example.com';
const control = { 'x-leastwise-emulator': '1' };

test('nothing is done without the header that pages in a browser cannot send', async (t) => {
  const { anonymous } = await emulated(t, shop());
  for (const call of [
    'GET /emulator',
    'GET /emulator/state',
    'GET /emulator/faults',
    'POST /emulator/tokens',
    'POST /emulator/credentials',
  ])
    assert.equal((await anonymous(call, call.startsWith('POST') ? { member: ada } : undefined)).status, 400);
});

test('GET /emulator tells where it is and whom to be', async (t) => {
  const { anonymous, origin } = await emulated(t, shop());
  assert.deepEqual((await anonymous('GET /emulator', undefined, control)).body, { origin, member: ada, projects: ['shop-1'] });
});

test('POST /emulator/tokens gives a token of anyone', async (t) => {
  const { anonymous } = await emulated(t, shop({ project: { 'roles/browser': [ada] } }));
  const { body } = await anonymous('POST /emulator/tokens', { member: ada }, control);
  assert.equal(body.expiresIn, 3600);
  const project = await anonymous('GET /v3/projects/shop-1', undefined, { authorization: `Bearer ${body.accessToken}` });
  assert.equal(project.body.projectId, 'shop-1');
  for (const member of ['ada@example.com', 'user:', 7])
    assert.equal((await anonymous('POST /emulator/tokens', { member }, control)).status, 400);
});

test('POST /emulator/iapTokens makes what Identity-Aware Proxy would', async (t) => {
  const { anonymous } = await emulated(t, shop());
  const audience = '/projects/3000/global/backendServices/1';
  const { body } = await anonymous('POST /emulator/iapTokens', { email: 'ada@example.com', audience }, control);
  const [header, claims, signature = ''] = body.token.split('.');
  const { kid, alg } = JSON.parse(Buffer.from(header, 'base64url').toString());
  const pem = (await anonymous('GET /iap/verify/public_key')).body[kid];
  const key = { key: createPublicKey(pem), dsaEncoding: 'ieee-p1363' } as const;
  assert.equal(alg, 'ES256');
  assert(verify('sha256', Buffer.from(`${header}.${claims}`), key, Buffer.from(signature, 'base64url')));
  const { iss, aud } = JSON.parse(Buffer.from(claims, 'base64url').toString());
  assert.deepEqual([iss, aud], ['https://cloud.google.com/iap', audience]);
});

test('POST /emulator/faults changes those that it names', async (t) => {
  const emulator = await emulated(t, shop());
  const { body } = await emulator.anonymous('POST /emulator/faults', { disabledServices: ['run.googleapis.com'] }, control);
  assert.deepEqual([body.disabledServices, body.latencyMs], [['run.googleapis.com'], 0]);
  assert.deepEqual(
    (await emulator.anonymous('GET /emulator/faults', undefined, control)).body.disabledServices,
    emulator.faults.disabledServices,
  );
  assert.match(
    (await emulator.anonymous('POST /emulator/faults', { latency: 5 }, control)).body.error.message,
    /There is no fault "latency"/,
  );
});

test('faults never strike what controls them', async (t) => {
  const emulator = await emulated(t, shop());
  await emulator.anonymous('POST /emulator/faults', { hang: { count: 9 } }, control);
  assert.equal((await emulator.anonymous('POST /emulator/faults', { hang: null }, control)).status, 200);
  assert.equal((await emulator.anonymous('GET /oauth2/v3/certs')).status, 200);
});

test('GET /emulator/state is what a state file holds, without a private key', async (t) => {
  const { anonymous } = await emulated(t, shop());
  await anonymous('POST /emulator/credentials', { member: `serviceAccount:${email('api')}` }, control);
  const { body, text } = await anonymous('GET /emulator/state', undefined, control);
  assert.equal(body.projects[0].serviceAccounts[0].email, email('api'));
  assert.equal(body.projects[0].serviceAccounts[0].keys.length, 1);
  assert.doesNotMatch(text, /PRIVATE/);
});
