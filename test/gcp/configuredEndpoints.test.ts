import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { configuredEndpoints, googleEndpoints } from '../../client/gcp/endpoints.ts';

const google = 'googleapis.com';

describe('endpoints as a user sets them', () => {
  test('are Google’s where nothing is set', () => {
    assert.deepEqual(configuredEndpoints({}, google), googleEndpoints());
  });

  test('may be private ones in the universe’s domain', () => {
    const endpoints = configuredEndpoints({ iam: 'https://iam-corp.p.googleapis.com/' }, google);
    assert.equal(endpoints.iam, 'https://iam-corp.p.googleapis.com');
    assert.equal(endpoints.run, 'https://run.googleapis.com');
    assert.equal(endpoints.emulated, false);
  });

  test('may be an emulator’s on this machine, which is all of them', () => {
    const endpoints = configuredEndpoints({ emulator: 'http://127.0.0.1:4000' }, google);
    assert.equal(endpoints.iamCredentials, 'http://127.0.0.1:4000');
    assert.equal(endpoints.emulated, true);
  });

  for (const [what, setting] of [
    ['another host', { iam: 'https://iam.example.com' }],
    ['a host that ends alike', { iam: 'https://evilgoogleapis.com' }],
    ['the name in front', { iam: 'https://iam.googleapis.com.example.com' }],
    ['the name as a user', { iam: 'https://iam.googleapis.com@example.com' }],
    ['plain http', { iam: 'http://iam.googleapis.com' }],
    ['loopback with Google’s credentials', { iam: 'http://127.0.0.1:4000' }],
    ['an emulator elsewhere', { emulator: 'http://10.0.0.1:4000' }],
    ['an API that is unknown', { storage: 'https://storage.googleapis.com' }],
    ['no address', { iam: 7 }],
  ] as const) {
    test(`are refused: ${what}`, () => assert.throws(() => configuredEndpoints(setting, google), RangeError));
  }
});
