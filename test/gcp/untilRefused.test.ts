import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { emulatorEndpoints } from '../../client/gcp/endpoints.ts';
import { openHttp } from '../../client/gcp/http.ts';
import { untilRefused } from '../../client/gcp/untilRefused.ts';
import { signedIn, startWebServer } from './webServer.ts';

/** Counts what is made; each can be refused by its number. */
function counting() {
  const refusals: (() => void)[] = [];
  const kept = untilRefused(async (refused) => refusals.push(refused));
  return { ...kept, refuse: (count: number) => refusals[count - 1]?.() };
}

describe('what is kept until it is refused', () => {
  test('is made once', async () => {
    const { get } = counting();
    assert.deepEqual(await Promise.all([get(), get(), get()]), [1, 1, 1]);
  });

  test('is made anew after it was refused, or dropped', async () => {
    const { get, refuse, drop } = counting();
    await get();
    refuse(1);
    assert.equal(await get(), 2);
    drop();
    assert.equal(await get(), 3);
  });

  test('is not lost when the one before it is refused late', async () => {
    const { get, refuse } = counting();
    await get();
    refuse(1);
    await get();
    refuse(1);
    assert.equal(await get(), 2);
  });

  test('is made anew after that has failed', async () => {
    let fail = true;
    const { get } = untilRefused(async () => {
      if (fail) throw new Error('no credentials');
      return 'signed in';
    });
    await assert.rejects(get(), /no credentials/);
    fail = false;
    assert.equal(await get(), 'signed in');
  });
});

test('after one has signed in again, the next call has the new credentials', async (t) => {
  const server = await startWebServer(({ headers }) =>
    headers.authorization === 'Bearer ya29.emulator-new' ? {} : { status: 401, body: { error: { code: 401, message: 'Expired.' } } },
  );
  t.after(() => server.close());
  let token = 'ya29.emulator-old';
  const connection = untilRefused(async (onRefused) => openHttp(signedIn(token), emulatorEndpoints(server.origin), { onRefused }));
  const ask = async () => (await connection.get()).request({ api: 'iam', path: '/v1/thing' });
  await assert.rejects(ask(), /Expired/);
  token = 'ya29.emulator-new';
  await ask();
  await ask();
  assert.equal(server.received.length, 3);
});
