import assert from 'node:assert/strict';
import { afterEach, beforeEach, describe, test } from 'node:test';
import { identify } from '../../client/gcp/clients.ts';
import { type Credentials, emulatorCredentials } from '../../client/gcp/credentials.ts';
import { type Endpoints, emulatorEndpoints } from '../../client/gcp/endpoints.ts';
import { ann, type Cloud, startCloud } from './cloud.ts';

let cloud: Cloud;
let endpoints: Endpoints;
let nameless: Credentials;
beforeEach(async () => {
  cloud = await startCloud();
  endpoints = emulatorEndpoints(cloud.emulator.origin);
  nameless = { ...emulatorCredentials(cloud.emulator.origin, ann), account: undefined };
});
afterEach(() => cloud.emulator.close());

describe('credentials without a name', () => {
  test('get that of their token', async () => {
    assert.equal((await identify(nameless, endpoints)).account, 'ann@example.com');
    assert.deepEqual(cloud.outcomes(), [200]);
  });

  test('stay so where nobody tells it, and at the deadline', async () => {
    cloud.emulator.faults.failNext = { count: 1, status: 400, path: '/tokeninfo' };
    assert.equal(await identify(nameless, endpoints), nameless);
    cloud.emulator.faults.hang = { count: 1, path: '/tokeninfo' };
    assert.equal(await identify(nameless, endpoints, { deadline: 50 }), nameless);
  });

  test('that have one are not asked about', async () => {
    const named = { ...nameless, account: 'ann@example.com' };
    assert.equal(await identify(named, endpoints), named);
    assert.deepEqual(cloud.outcomes(), []);
  });
});
