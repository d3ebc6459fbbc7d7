import assert from 'node:assert/strict';
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { createServer } from 'node:net';
import path from 'node:path';
import { createInterface } from 'node:readline/promises';
import { describe, type TestContext, test } from 'node:test';
import { folder } from '../cli/folder.ts';
import { leastwise } from '../cli/leastwise.ts';
import { caller } from './emulated.ts';

const main = path.resolve(import.meta.dirname, '../../server/cli/main.ts');
const shop = path.resolve(import.meta.dirname, '../../examples/shop');
const control = { 'x-leastwise-emulator': '1' };

/** Starts `leastwise emulate` as a process of its own, until the test ends. */
async function start(t: TestContext, ...args: string[]) {
  const child = spawn(process.execPath, [main, 'emulate', ...args], { stdio: ['pipe', 'pipe', 'ignore'] });
  t.after(() => child.kill());
  const [line] = await once(createInterface(child.stdout), 'line');
  const ready: { origin: string; member: string; projects: string[] } = JSON.parse(line);
  return { child, line: String(line), ready, call: caller(ready.origin, control) };
}

describe('leastwise emulate', () => {
  test('runs the demo until stdin ends', async (t) => {
    const { child, line, ready, call } = await start(t);
    assert.deepEqual([ready.member, ready.projects], ['user:tomas@fernhill.example', ['fernhill-shop', 'fernhill-lab']]);
    assert.doesNotMatch(line, /ya29/);
    assert.deepEqual((await call('GET /emulator')).body, ready);
    child.stdin.end();
    assert.deepEqual(await once(child, 'exit'), [0, null]);
    await assert.rejects(call('GET /emulator'));
  });

  test('ends at a signal', async (t) => {
    const { child } = await start(t);
    child.kill('SIGTERM');
    assert.equal((await once(child, 'exit'))[1], 'SIGTERM');
  });

  test('answers for a workspace as someone of whom the files know nothing, or as who is asked for', async (t) => {
    const { ready, call } = await start(t, shop);
    assert.deepEqual([ready.member, ready.projects], ['user:observer@leastwise.example', ['fernhill-shop']]);
    const { body } = await call('POST /emulator/tokens', { member: ready.member });
    const accounts = await call('GET /v1/projects/fernhill-shop/serviceAccounts', undefined, {
      authorization: `Bearer ${body.accessToken}`,
    });
    assert.equal(accounts.body.accounts.length, 8);
    const other = await start(t, shop, '--member', 'group:developers@fernhill.example');
    assert.equal(other.ready.member, 'group:developers@fernhill.example');
  });
});

describe('in this process', () => {
  test('it says what it left out, and where that is written', async () => {
    const { status, stdout, stderr } = await leastwise(shop, ['emulate', '.']);
    assert.equal(status, 0);
    assert.match(
      stdout,
      /^\{"origin":"http:\/\/127\.0\.0\.1:\d+","member":"user:observer@leastwise\.example","projects":\["fernhill-shop"\]\}\n$/,
    );
    assert.match(stderr, /^leastwise: iam\.tf:37: A grant of roles\/cloudsql\.Client is left out: there is no such role\.$/m);
  });

  test('it takes a state', async (t) => {
    const state = { projects: [{ projectId: 'shop-1', number: '3000', serviceAccounts: [{ email: 'a@b', uniqueId: '1' }] }] };
    const cwd = folder(t, {
      'state.json': JSON.stringify(state),
      'broken.json': '{',
      'strange.json': '{"project": []}',
      'nameless.json': '{"projects": [{}]}',
    });
    assert.deepEqual(JSON.parse((await leastwise(cwd, ['emulate', '--state', 'state.json'])).stdout).projects, ['shop-1']);
    for (const [file, reason] of [
      ['broken.json', /cannot read the state in broken\.json: /],
      ['strange.json', /A state has no "project", only organizations, /],
      ['nameless.json', /projects\[0\] needs a projectId, as a string\./],
      ['missing.json', /cannot read the state in missing\.json: /],
    ] as const) {
      const { status, stderr } = await leastwise(cwd, ['emulate', '--state', file]);
      assert.equal(status, 2);
      assert.match(stderr, reason);
    }
  });

  test('it refuses what makes no sense', async (t) => {
    const cwd = folder(t, { 'empty.tf': '' });
    for (const [args, reason] of [
      [['a', 'b'], /one PATH, or --state FILE/],
      [['.', '--state', 'a.json'], /one PATH, or --state FILE/],
      [['.', '--accounts', '5'], /--accounts is for the demo/],
      [['--accounts', 'many'], /--accounts takes a number from 0 to 100000/],
      [['--port', '70000'], /--port takes a number from 0 to 65535/],
      [['--member', 'ada@example.com'], /--member takes a member of an allow policy/],
      [['.'], /names a project, so there is nothing to emulate/],
      [['nowhere'], /cannot read nowhere/],
    ] as const) {
      const { status, stdout, stderr } = await leastwise(cwd, ['emulate', ...args]);
      assert.deepEqual([status, stdout], [2, ''], args.join(' '));
      assert.match(stderr, reason);
    }
  });

  test('it says so when its port is taken', async (t) => {
    const server = createServer().listen(0, '127.0.0.1');
    t.after(() => server.close());
    await once(server, 'listening');
    const { port } = server.address() as { port: number };
    const { status, stderr } = await leastwise(shop, ['emulate', '--port', String(port)]);
    assert.equal(status, 2);
    assert.match(stderr, new RegExp(`^leastwise: cannot listen on port ${port}: `));
  });

  test('its help says what it is', async () => {
    const { status, stdout } = await leastwise(shop, ['emulate', '--help']);
    assert.equal(status, 0);
    assert.match(stdout, /^Usage: leastwise emulate \[OPTION\.\.\.\] \[PATH\]/);
  });
});
