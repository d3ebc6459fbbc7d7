import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { failureOf } from '../../client/explorer/failure.ts';
import { within } from '../../client/gcp/deadline.ts';
import { GcpError } from '../../client/gcp/errors.ts';
import { ana, l10n, openShop, shopState, until } from './shop.ts';

const cyd = 'user:cyd@example.com';

/** The shop, where cyd has these roles on the project and none above. */
function roles(...names: readonly string[]) {
  const state = shopState();
  state.projects[0]?.policy?.bindings.push(...names.map((role) => ({ role, members: [cyd] })));
  return state;
}

describe('a missing permission', () => {
  test('is one line below what it is missing for; what stands beside it loads', async (t) => {
    const shop = await openShop(t, { as: cyd, state: roles('roles/iam.serviceAccountTokenCreator') });
    assert.equal(
      await shop.show(['shop', 'api-runtime'], ['Roles on the project', 'Can impersonate it', 'User-managed keys', 'Used by']),
      `Roles on the project
  Needs resourcemanager.projects.getIamPolicy — on projects/shop
  Needs resourcemanager.folders.getIamPolicy — on folders/42
  Needs resourcemanager.organizations.getIamPolicy — on organizations/1234567890
Can impersonate it
  Needs iam.serviceAccounts.getIamPolicy — on projects/shop/serviceAccounts/api-runtime@shop.iam.gserviceaccount.com
  Needs resourcemanager.projects.getIamPolicy — on projects/shop
  Needs resourcemanager.folders.getIamPolicy — on folders/42
  Needs resourcemanager.organizations.getIamPolicy — on organizations/1234567890
User-managed keys
  Needs iam.serviceAccountKeys.list — on projects/shop/serviceAccounts/api-runtime@shop.iam.gserviceaccount.com
Used by
  Needs run.locations.list — on projects/shop
`,
    );
  });

  test('comes with the command that grants it', async (t) => {
    const shop = await openShop(t, { as: cyd, state: roles('roles/iam.serviceAccountTokenCreator') });
    const line = await shop.find('shop', 'api-runtime', 'User-managed keys', 'Needs iam.serviceAccountKeys.list');
    assert.equal(line.contextValue, 'needs retry');
    assert.equal(line.command, 'copyGrantCommand');
    assert.equal(
      line.subject?.kind === 'failure' && line.subject.grantCommand,
      'gcloud iam service-accounts add-iam-policy-binding api-runtime@shop.iam.gserviceaccount.com --member=user:cyd@example.com --role=roles/iam.serviceAccountViewer --project=shop',
    );
  });

  test('is gone after the grant and a retry', async (t) => {
    const state = roles('roles/iam.serviceAccountTokenCreator');
    const shop = await openShop(t, { as: cyd, state });
    const line = await shop.find('shop', 'api-runtime', 'User-managed keys', 'Needs iam.serviceAccountKeys.list');
    state.projects[0]?.policy?.bindings.push({ role: 'roles/iam.serviceAccountViewer', members: [cyd] });
    assert.match(await shop.show(['shop', 'api-runtime', 'User-managed keys']), /^Needs /);
    if (line.subject?.kind === 'failure') line.subject.retry();
    assert.match(await shop.show(['shop', 'api-runtime', 'User-managed keys']), /^created 412 days ago/);
  });

  test('of the whole list stands below the project', async (t) => {
    const shop = await openShop(t, { as: cyd });
    assert.equal(await shop.show(['shop']), 'Needs iam.serviceAccounts.list — on projects/shop\n');
    assert.equal(await shop.show([]), 'shop\n');
  });

  test('above the project leaves the project’s own grants', async (t) => {
    const shop = await openShop(t, {
      as: cyd,
      state: roles('roles/iam.serviceAccountViewer', 'roles/iam.securityReviewer', 'roles/browser'),
    });
    assert.equal(
      await shop.show(['shop', 'api-runtime', 'Roles on the project']),
      `roles/run.invoker — until 2027-01-01
Needs resourcemanager.folders.getIamPolicy — on folders/42
Needs resourcemanager.organizations.getIamPolicy — on organizations/1234567890
`,
    );
  });
});

describe('a failed request', () => {
  test('keeps what was there and adds the reason, with Retry', async (t) => {
    const shop = await openShop(t);
    await shop.show(['shop', 'api-runtime', 'User-managed keys']);
    shop.emulator.faults.failNext = { count: 100, status: 400, path: '/keys' };
    shop.tree.refresh();
    const text = await shop.show(['shop', 'api-runtime', 'User-managed keys']);
    assert.match(text, /^created 412 days ago .*\ndisabled .*\n.* — Retry\n$/);
    shop.emulator.faults.failNext = undefined;
    const failed = (await (await shop.find('shop', 'api-runtime', 'User-managed keys')).children?.())?.at(-1);
    assert.equal(failed?.contextValue, 'failure retry');
    if (failed?.subject?.kind === 'failure') failed.subject.retry();
    assert.doesNotMatch(await shop.show(['shop', 'api-runtime', 'User-managed keys']), /Retry/);
  });

  test('of a later page keeps the accounts; Retry reads that page', async (t) => {
    const state = shopState();
    const [project] = state.projects;
    if (project)
      project.serviceAccounts = Array.from({ length: 150 }, (_, index) => ({
        email: `a-${1000 + index}@shop.iam.gserviceaccount.com`,
        uniqueId: String(index),
      }));
    const shop = await openShop(t, { state });
    await shop.show(['shop']);
    shop.emulator.faults.failNext = { count: 1, status: 400, path: '/serviceAccounts' };
    await shop.tree.more('shop');
    const [failed, first] = (await shop.find('shop').then((node) => node.children?.())) ?? [];
    assert.equal(failed?.description, 'Retry');
    assert.equal(first?.label, 'a-1000');
    const { changes } = shop;
    if (failed?.subject?.kind === 'failure') failed.subject.retry();
    await until(() => shop.changes > changes);
    const all = await shop.show(['shop']);
    assert.match(all, /^a-1000 — live\n/);
    assert.match(all, /\na-1149 — live\nGoogle-managed\n$/);
  });

  test('that never ends is given up at its deadline', async (t) => {
    const shop = await openShop(t, { deadline: 200 });
    await shop.show(['shop']);
    shop.emulator.faults.hang = { count: 10, path: '/keys' };
    const text = await shop.show(['shop', 'api-runtime'], ['User-managed keys', 'Roles on the project']);
    assert.match(text, /User-managed keys\n {2}.* — Retry\n/);
    assert.match(text, /roles\/run\.invoker/);
  });

  test('that is stopped is cancelled on the wire', async (t) => {
    const shop = await openShop(t);
    await shop.show(['shop']);
    shop.emulator.faults.hang = { count: 1, path: '/keys' };
    const keys = shop.show(['shop', 'api-runtime', 'User-managed keys']);
    await until(() => shop.emulator.requests.some(({ path, outcome }) => path.endsWith('/keys') && outcome === 'open'));
    shop.tree.stop();
    assert.equal(await keys, 'Loading was stopped — Retry\n');
    await until(() => shop.emulator.requests.some(({ outcome }) => outcome === 'cancelled'));
  });

  test('is stopped also while one still waits for credentials', async (t) => {
    const waiting = (signal?: AbortSignal) => within({ signal }, () => new Promise<never>(() => {}));
    const shop = await openShop(t, { clients: waiting });
    const accounts = shop.show(['shop']);
    await until(() => shop.busy);
    shop.tree.stop();
    assert.equal(await accounts, 'Loading was stopped — Retry\n');
  });

  test('of an API that is not enabled has the page where that is done', async (t) => {
    const shop = await openShop(t);
    shop.emulator.faults.disabledServices = ['run.googleapis.com'];
    const [line, ...others] = (await (await shop.find('shop', 'api-runtime', 'Used by')).children?.()) ?? [];
    assert.equal(line?.label, 'run.googleapis.com is not enabled in the project');
    assert.equal(line?.contextValue, 'failure retry link');
    assert.match((line?.subject?.kind === 'failure' && line.subject.link) || '', /^https:\/\/console\./);
    assert.deepEqual(others, []);
  });
});

describe('a project of which nothing can be read', () => {
  const offline = async () => {
    throw new GcpError('credentials', 'No credentials were found: run gcloud auth application-default login.');
  };

  test('gives way to the text that says what to do', async (t) => {
    const shop = await openShop(t, { clients: offline });
    const blocked = () => shop.tree.blocked?.kind;
    assert.equal(blocked(), undefined);
    await shop.show(['shop']);
    assert.equal(blocked(), 'credentials');
    assert.deepEqual(shop.tree.roots(), []);
    shop.tree.reset();
    assert.equal(await shop.show([]), 'shop\n');
  });

  test('stays beside what the files declare', async (t) => {
    const files = { 'main.tf': 'resource "google_service_account" "api" {\n  account_id = "api-runtime"\n  project    = "shop"\n}\n' };
    const shop = await openShop(t, { clients: offline, files });
    assert.equal(await shop.show(['shop']), 'No credentials were found: run gcloud auth application-default login. — Retry\n');
    assert.equal(await shop.show([], ['Workspace']), 'shop\nWorkspace (1)\n  api-runtime — declared\n');
  });
});

test('no line holds a token', async (t) => {
  const shop = await openShop(t, { as: ana });
  const token = shop.emulator.tokenFor(ana);
  shop.emulator.faults.disabledServices = ['run.googleapis.com'];
  const pending = [...shop.tree.roots()];
  for (const node of pending) {
    pending.push(...((await node.children?.()) ?? []));
    const text = JSON.stringify([node.id, node.label, node.description, node.tooltip, node.accessibilityLabel, node.subject]);
    assert.ok(!/ya29\./.test(text) && !text.includes(token), node.id);
  }
});

test('no token is in the reason, whatever has failed', () => {
  const need = { permission: 'iam.serviceAccounts.list', resource: 'projects/shop' };
  const { reason } = failureOf(new Error('refused: ya29.a0AfB_byC0123456789abcdefghijklmnop'), need, l10n);
  assert.doesNotMatch(reason, /a0AfB/);
  assert.match(reason, /^refused: /);
});
