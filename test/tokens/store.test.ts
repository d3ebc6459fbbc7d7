import assert from 'node:assert/strict';
import { execFile } from 'node:child_process';
import { test } from 'node:test';
import { promisify } from 'node:util';
import { openTokenStore } from '../../client/tokens/store.ts';
import { accessToken, sessionToken } from './samples.ts';

const start = Date.parse('2026-11-22T14:00:00Z');

test('a token is kept until it expires, and its text is gone then', (t) => {
  t.mock.timers.enable({ apis: ['setTimeout', 'Date'], now: start });
  const store = openTokenStore();
  let changes = 0;
  store.onChange(() => changes++);
  const token = store.add(sessionToken('accessToken', accessToken));
  assert.deepEqual(store.list(), [token]);
  assert.equal(store.get(token.id)?.secret.reveal(), accessToken);
  t.mock.timers.tick(14 * 60_000 + 59_999);
  assert.equal(store.list().length, 1);
  t.mock.timers.tick(1);
  assert.deepEqual(store.list(), []);
  assert.equal(store.get(token.id), undefined);
  assert.equal(token.secret.reveal(), undefined);
  assert.equal(changes, 2);
});

test('an expired token is not listed though its timer is late', () => {
  let now = start;
  const store = openTokenStore(() => now);
  store.add(sessionToken('accessToken', accessToken));
  now = start + 15 * 60_000;
  assert.deepEqual(store.list(), []);
  store.forgetAll();
});

test('the newest token is first; forgotten ones are erased', () => {
  const store = openTokenStore(() => start);
  const one = store.add(sessionToken('accessToken', 'ya29.one'));
  const two = store.add(sessionToken('idToken', 'eyJ.two'));
  const three = store.add(sessionToken('jwt', 'eyJ.three'));
  assert.deepEqual(store.list(), [three, two, one]);
  store.forget(two.id);
  store.forget(two.id);
  assert.deepEqual(store.list(), [three, one]);
  assert.equal(two.secret.reveal(), undefined);
  let changes = 0;
  const stop = store.onChange(() => changes++);
  store.forgetAll();
  store.forgetAll();
  assert.equal(changes, 1);
  assert.equal(one.secret.reveal() ?? three.secret.reveal(), undefined);
  stop();
  const four = store.add(sessionToken('blob', 'c2ln'));
  assert.equal(changes, 1);
  store.forget(four.id);
});

test('timers of the store and the clipboard do not keep a process alive', async () => {
  const program = `
    import { openTokenStore } from './client/tokens/store.ts';
    import { openTokenClipboard } from './client/tokens/clipboard.ts';
    import { sessionToken } from './test/tokens/samples.ts';
    const token = openTokenStore().add(sessionToken('accessToken', 'ya29.x', { expires: new Date(Date.now() + 3_600_000) }));
    await openTokenClipboard({ readText: async () => '', writeText: async () => {} }).copy(token.secret, 3600);
    console.log('done');`;
  const { stdout } = await promisify(execFile)(process.execPath, ['--input-type=module-typescript', '--eval', program], {
    cwd: new URL('../..', import.meta.url),
    timeout: 60_000,
  });
  assert.equal(stdout.trim(), 'done');
});
