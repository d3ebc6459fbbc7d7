import assert from 'node:assert/strict';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { monitorEventLoopDelay } from 'node:perf_hooks';
import { commands, env, TabInputTextDiff, window } from 'vscode';
import { type EmulatorProcess, startEmulatorProcess } from '../../client/emulatorProcess.ts';
import type { Emulator } from '../../emulator/emulator.ts';
import { noFaults } from '../../emulator/faults.ts';
import {
  crowdedState,
  dana,
  email,
  emulate,
  eve,
  extensionPath,
  goTo,
  project,
  roots,
  row,
  set,
  shopState,
  until,
  words,
} from './cloud.ts';
import { pause } from './mint.ts';

describe('the Service Accounts view', () => {
  let emulator: Emulator;
  afterEach(async () => {
    await goTo();
    await emulator?.close();
  });

  it('shows what the files declare without a connection', async () => {
    await until(async () => (await roots()).some(({ label }) => label.startsWith('Workspace')));
    const declared = await (await row('Workspace')).below();
    assert.ok(
      declared.some(({ label }) => label.startsWith('orders-api')),
      declared.map(words).join('\n'),
    );
  });

  it('shows live beside declared, and where they differ', async () => {
    emulator = await emulate(shopState());
    const lines = (await (await row(project)).below()).map(words);
    const line = (name: string) => lines.find((each) => each.startsWith(`${name} — `)) ?? '';
    assert.match(line('orders-api'), /declared · live/);
    assert.match(line('legacy-export'), /disabled · live/);
    const absent = (await (await row('Declared, not live')).below()).map(({ label }) => label);
    assert.ok(absent.includes('builder'), absent.join());
    assert.ok(!absent.includes('orders-api'), absent.join());
  });

  it('shows who may become an account, its roles, its keys and what runs as it', async () => {
    emulator = await emulate(shopState());
    const below = async (account: string, branch: string) => (await (await row(project, account, branch)).below()).map(words).join('\n');
    assert.match(await below('orders-api', 'Can impersonate it'), /hop-two/);
    assert.match(await below('orders-api', 'Roles'), /roles\/run\.invoker — live, not in the files · until 2027-01-01/);
    assert.match(await below('orders-api', 'Used by'), /orders/);
    assert.match(await below('bookkeeping', 'User-managed keys'), /created 41\d days ago · never expires/);
  });

  it('shows what Google manages as long as the setting says so', async () => {
    emulator = await emulate(shopState());
    const shown = async () => (await (await row(project)).below()).some(({ label }) => label.startsWith('Google-managed'));
    await until(shown);
    await set('explorer.showGoogleManaged', false);
    await until(async () => !(await shown()));
    await set('explorer.showGoogleManaged', undefined);
    await until(shown);
  });

  it('shows what may not be read as one line with a command that grants it, and the rest all the same', async () => {
    emulator = await emulate(shopState(), eve);
    const keys = await (await row(project, 'bookkeeping', 'User-managed keys')).below();
    assert.deepEqual(
      keys.map(({ label }) => label),
      ['Needs iam.serviceAccountKeys.list'],
    );
    await commands.executeCommand('leastwise.copyGrantCommand', keys[0]?.node);
    assert.match(await env.clipboard.readText(), /gcloud .*add-iam-policy-binding.*user:eve@fernhill\.example/s);
    assert.ok((await (await row(project)).below()).some(({ label }) => label === 'storefront'));
  });

  describe('changes', () => {
    const account = { project, email: email('storefront') };
    const found = () => emulator.state.projects[0]?.serviceAccounts.find((each) => each.email === account.email);
    /** Runs a command that asks, and takes the entry of its list that comes so many lines after the first, which is to leave it. */
    const answered = async (command: string, argument: object, asked: () => unknown, lines: number) => {
      const running = commands.executeCommand(`leastwise.${command}`, { ...account, ...argument });
      await until(asked);
      // The list comes when both sides of the difference are drawn.
      for (let times = 0; times < 5; times++) await pause();
      for (let line = 0; line < lines; line++) await commands.executeCommand('workbench.action.quickOpenSelectNext');
      await commands.executeCommand('workbench.action.acceptSelectedQuickOpenItem');
      return running;
    };
    const compared = () => window.tabGroups.all.some(({ tabs }) => tabs.some(({ input }) => input instanceof TabInputTextDiff));

    beforeEach(async () => {
      const state = shopState();
      state.projects[0]?.policy?.bindings.push({ role: 'roles/iam.serviceAccountAdmin', members: [dana] });
      emulator = await emulate(state);
    });

    it('who mints an account’s tokens, after the difference was seen', async () => {
      const guest = { member: 'user:guest@fernhill.example' };
      assert.equal(await answered('grantTokenCreator', guest, compared, 0), 'declined');
      assert.equal(found()?.policy, undefined);
      assert.equal(await answered('grantTokenCreator', guest, compared, 1), 'written');
      assert.match(JSON.stringify(found()?.policy), /serviceAccountTokenCreator.*guest/);
      assert.ok((await (await row(project, 'storefront', 'Can impersonate it')).below()).some(({ label }) => label.includes('guest')));
      assert.equal(await answered('revokeTokenCreator', guest, compared, 1), 'written');
      assert.doesNotMatch(JSON.stringify(found()?.policy), /guest/);
    }).timeout(60_000);

    it('whether an account is enabled', async () => {
      await answered('disableServiceAccount', {}, () => true, 1);
      assert.equal(found()?.disabled, true);
      assert.match((await row(project, 'storefront')).description, /^disabled · /);
      await commands.executeCommand('leastwise.enableServiceAccount', account);
      assert.doesNotMatch((await row(project, 'storefront')).description, /disabled/);
    });

    it('and checks what one may do as whom', async () => {
      const checked = await commands.executeCommand<{ permission: string; held: boolean }[]>('leastwise.checkImpersonation', {
        project,
        email: email('hop-one'),
      });
      await commands.executeCommand('workbench.action.closeQuickOpen');
      const held = (name: string) => checked.find(({ permission }) => permission === `iam.serviceAccounts.${name}`)?.held;
      assert.deepEqual([held('getAccessToken'), held('actAs')], [true, false]);
    });
  });

  for (const [fault, faults, message] of [
    ['an API that is not enabled', { disabledServices: ['iam.googleapis.com'] }, /iam\.googleapis\.com is not enabled/],
    ['an overload', { failNext: { count: 100, status: 503, retryAfterSeconds: 0 } }, /\w/],
    ['too many requests', { failNext: { count: 100, status: 429, retryAfterSeconds: 0 } }, /\w/],
    ['an error of the service', { failNext: { count: 100, status: 500, retryAfterSeconds: 0 } }, /\w/],
    ['broken connections', { breakConnections: { count: 100 } }, /\w/],
  ] as const) {
    it(`keeps what it had after ${fault}, says so, and goes on`, async () => {
      emulator = await emulate(shopState());
      const before = (await (await row(project)).below()).map(({ label }) => label);
      Object.assign(emulator.faults, structuredClone(faults));
      await commands.executeCommand('leastwise.refresh');
      const [failure, ...rest] = await (await row(project)).below();
      assert.match(failure?.contextValue ?? '', /^failure|^needs/);
      assert.match(failure?.label ?? '', message);
      assert.deepEqual(
        rest.map(({ label }) => label),
        before,
      );
      Object.assign(emulator.faults, noFaults());
      await commands.executeCommand('leastwise.retry', failure?.node);
      await until(async () => (await (await row(project)).below()).length === before.length);
    }).timeout(90_000);
  }

  it('shows what comes late', async () => {
    emulator = await emulate(shopState());
    emulator.faults.latencyMs = 1500;
    assert.ok((await (await row(project)).below()).length > 5);
  });

  it('stops loading, and the request with it', async () => {
    emulator = await emulate(shopState());
    emulator.faults.hang = { count: 100 };
    const loading = (await row(project)).below();
    await until(() => emulator.requests.some(({ path: asked, outcome }) => asked.includes('/serviceAccounts') && outcome === 'open'));
    await commands.executeCommand('leastwise.stopLoading');
    const [line] = await loading;
    assert.equal(line?.label, 'Loading was stopped');
    await until(() => emulator.requests.some(({ path: asked, outcome }) => asked.includes('/serviceAccounts') && outcome === 'cancelled'));
  });

  describe('of a project with 10,000 accounts', () => {
    const directory = mkdtempSync(path.join(tmpdir(), 'crowd-'));
    const crowded = 'crowded-project';
    let other: EmulatorProcess;
    before(async () => {
      const file = path.join(directory, 'state.json');
      writeFileSync(file, JSON.stringify(crowdedState(10_000)));
      // In a process of its own: this one's event loop is what is measured.
      other = await startEmulatorProcess(path.join(extensionPath, 'dist/cli.js'), ['--state', file, '--member', dana]);
    });
    after(() => {
      other?.stop();
      rmSync(directory, { recursive: true, force: true });
    });

    it('lists and filters them while the host stays awake', async () => {
      await goTo(other.origin, [crowded]);
      const delay = monitorEventLoopDelay({ resolution: 10 });
      delay.enable();
      const first = await (await row(crowded)).below();
      assert.match(words(first.at(-1) as (typeof first)[0]), /^Load more… — 100 shown/);
      await commands.executeCommand('leastwise.loadAll', (await row(crowded)).node);
      assert.match((await row(crowded)).description, /^10000 accounts/);
      await commands.executeCommand('leastwise.filterServiceAccounts', 'a-09876');
      const found = (await (await row(crowded)).below()).map(({ label }) => label);
      assert.ok(found.includes('a-09876'), found.join());
      assert.ok(found.length <= 3, found.join());
      delay.disable();
      await commands.executeCommand('leastwise.clearFilter');
      // VS Code calls a host unresponsive after three seconds; what it takes here is some ten milliseconds.
      assert.ok(delay.max / 1e6 < 1000, `the host was away for ${Math.round(delay.max / 1e6)} ms`);
    }).timeout(120_000);
  });
});
