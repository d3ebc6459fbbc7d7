import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { emulatorCredentials } from '../../client/gcp/credentials.ts';
import { assertMaySend, type Endpoints, emulatorEndpoints, googleEndpoints } from '../../client/gcp/endpoints.ts';
import { GcpError } from '../../client/gcp/errors.ts';
import { openHttp } from '../../client/gcp/http.ts';
import { openTokenInfo } from '../../client/gcp/tokenInfo.ts';
import { signedIn, startWebServer } from './webServer.ts';

const user = { type: 'authorized_user', universeDomain: 'googleapis.com' } as const;
const emulated = { type: 'emulator', universeDomain: 'googleapis.com' } as const;

function refused(error: unknown): boolean {
  return error instanceof GcpError && error.kind === 'credentials';
}

describe('credentials of Google', () => {
  test('go to the endpoints of their universe', () => {
    assertMaySend(user, googleEndpoints());
    assertMaySend({ ...user, universeDomain: 'cloud.example' }, googleEndpoints('cloud.example'));
    assertMaySend(user, { ...googleEndpoints(), iam: 'https://iam-psc.p.googleapis.com' });
  });

  const elsewhere: readonly Partial<Endpoints>[] = [
    { iam: 'https://iam.evil.example' },
    { iamCredentials: 'https://evilgoogleapis.com' },
    { run: 'https://googleapis.com.evil.example' },
    { oauth2: 'http://oauth2.googleapis.com' },
    { resourceManager: 'http://127.0.0.1:8080' },
    { keys: 'https://127.0.0.1' },
  ];
  for (const origins of elsewhere)
    test(`never go to ${Object.values(origins)}`, () =>
      assert.throws(() => assertMaySend(user, { ...googleEndpoints(), ...origins }), refused));

  test('never go to another universe, nor to an emulator', () => {
    assert.throws(() => assertMaySend(user, googleEndpoints('cloud.example')), refused);
    assert.throws(() => assertMaySend(user, emulatorEndpoints('http://127.0.0.1:1')), refused);
  });
});

describe('credentials of an emulator', () => {
  test('go to this machine', () => {
    for (const origin of ['http://127.0.0.1:1', 'http://localhost:1', 'http://[::1]:1']) assertMaySend(emulated, emulatorEndpoints(origin));
  });

  test('never go to Google, nor to another machine', () => {
    assert.throws(() => assertMaySend(emulated, googleEndpoints()), refused);
    assert.throws(() => assertMaySend(emulated, { ...emulatorEndpoints('http://127.0.0.1:1'), iam: 'http://10.0.0.1:1' }), refused);
  });

  test('are not asked for on another machine', () => {
    for (const origin of ['http://10.0.0.1:1', 'http://127.0.0.1.evil.example', 'https://iam.googleapis.com'])
      assert.throws(() => emulatorCredentials(origin, 'user:a@example.com'), RangeError);
  });
});

test('what does not fit is refused before anything is sent', async (context) => {
  const server = await startWebServer(() => ({}));
  context.after(() => server.close());
  const google = signedIn('ya29.of-google', { type: 'authorized_user' });
  assert.throws(() => openHttp(google, emulatorEndpoints(server.origin)), refused);
  assert.throws(() => openHttp(google, { ...googleEndpoints(), iam: server.origin }), refused);
  const ask = openTokenInfo(openHttp(signedIn('ya29.emulator-own'), emulatorEndpoints(server.origin)));
  await assert.rejects(ask('ya29.of-google'), refused);
  assert.equal(server.received.length, 0);
});

test('a token of an emulator is not shown to Google', async () => {
  const ask = openTokenInfo(openHttp(signedIn('ya29.x', { type: 'authorized_user' }), googleEndpoints()));
  await assert.rejects(ask('ya29.emulator-own'), refused);
});
