import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { accountState, openShop, shopState, until } from './shop.ts';

/** The shop with so many accounts, `account-00000` first. */
function manyAccounts(count: number) {
  const state = shopState();
  const [shop] = state.projects;
  const accounts = Array.from({ length: count }, (_, index) => accountState(`account-${String(index).padStart(5, '0')}`));
  if (shop) shop.serviceAccounts = accounts;
  return state;
}

const lines = (text: string) => text.trimEnd().split('\n');
const listRequests = (requests: readonly { path: string }[]) => requests.filter(({ path }) => path.endsWith('/serviceAccounts')).length;

describe('many accounts', () => {
  test('are shown a page at a time', async (t) => {
    const shop = await openShop(t, { state: manyAccounts(250) });
    const first = lines(await shop.show(['shop']));
    assert.equal(first.length, 102);
    assert.equal(first[0], 'account-00000 — live');
    assert.equal(first.at(-1), 'Load more… — 100 shown');
    assert.equal(lines(await shop.show([]))[0], 'shop — 100+ accounts');
    await shop.tree.more('shop');
    await shop.tree.more('shop');
    const all = lines(await shop.show(['shop']));
    assert.equal(all.at(-2), 'account-00249 — live');
    assert.equal(all.at(-1), 'Google-managed');
    assert.equal(lines(await shop.show([]))[0], 'shop — 250 accounts');
    assert.equal(listRequests(shop.emulator.requests), 3);
  });

  test('are 10,000 only on request, and then not drawn all at once; the filter finds the others', async (t) => {
    const shop = await openShop(t, { state: manyAccounts(10_000) });
    await shop.show(['shop']);
    assert.equal(listRequests(shop.emulator.requests), 1);
    await shop.tree.all('shop');
    assert.equal(listRequests(shop.emulator.requests), 100);
    const all = lines(await shop.show(['shop']));
    assert.equal(all.length, 1002);
    assert.equal(all.at(-1), 'Load more… — 1000 of 10000 shown');
    shop.tree.update({ filter: 'ACCOUNT-0987' });
    assert.deepEqual(lines(await shop.show(['shop'])), [
      ...Array.from({ length: 10 }, (_, index) => `account-0987${index} — live`),
      'Google-managed',
    ]);
    assert.equal(listRequests(shop.emulator.requests), 100);
  });

  test('are filtered among those that are loaded, which the last line says', async (t) => {
    const shop = await openShop(t, { state: manyAccounts(250) });
    shop.tree.update({ filter: '00099' });
    assert.equal(await shop.show(['shop']), 'account-00099 — live\nGoogle-managed\nLoad more… — 1 match among 100 loaded\n');
    shop.tree.update({ filter: '00249' });
    assert.equal(await shop.show(['shop']), 'Google-managed\nLoad more… — 0 match among 100 loaded\n');
    await shop.tree.more('shop');
    await shop.tree.more('shop');
    assert.equal(await shop.show(['shop']), 'account-00249 — live\nGoogle-managed\n');
  });

  test('are found by display name and unique id, too', async (t) => {
    const shop = await openShop(t);
    shop.tree.update({ filter: 'the shop' });
    assert.equal(lines(await shop.show(['shop']))[0], 'api-runtime — live');
    shop.tree.update({ filter: '100000000000000000001' });
    assert.equal(lines(await shop.show(['shop']))[0], '123456789012-compute@developer.gserviceaccount.com — default account · live');
  });

  test('stop loading when that is asked for; what was read stays', async (t) => {
    const shop = await openShop(t, { state: manyAccounts(1000) });
    await shop.show(['shop']);
    shop.emulator.faults.latencyMs = 20;
    const all = shop.tree.all('shop');
    await until(() => listRequests(shop.emulator.requests) > 3);
    assert.match(await shop.show(['shop']), /^account-00000 — live$/m);
    assert.equal(shop.busy, true);
    shop.tree.stop();
    await all;
    assert.equal(shop.busy, false);
    const text = lines(await shop.show(['shop']));
    assert.equal(text[0], 'Loading was stopped — Retry');
    assert.equal(text[1], 'account-00000 — live');
    assert.match(text.at(-1) ?? '', /^Load more… — \d+ shown$/);
    assert.ok(listRequests(shop.emulator.requests) < 10);
  });

  test('are read anew as many as there were', async (t) => {
    const state = manyAccounts(250);
    const shop = await openShop(t, { state });
    await shop.show(['shop']);
    await shop.tree.more('shop');
    state.projects[0]?.serviceAccounts.unshift(accountState('aaa-the-first'));
    shop.tree.refresh('shop');
    const text = lines(await shop.show(['shop']));
    assert.equal(text[0], 'aaa-the-first — live');
    assert.equal(text.at(-1), 'Load more… — 200 shown');
  });
});

describe('declared accounts', () => {
  test('are said not to be live only when all live ones are known', async (t) => {
    const files = { 'main.tf': 'resource "google_service_account" "gone" {\n  account_id = "zzz-gone"\n  project    = "shop"\n}\n' };
    const shop = await openShop(t, { state: manyAccounts(150), files });
    await shop.show(['shop']);
    assert.match(await shop.show([], ['Workspace']), /^Workspace \(1\)\n {2}zzz-gone — declared$/m);
    await shop.tree.more('shop');
    assert.match(await shop.show([], ['Declared, not live']), /^Declared, not live \(1\)\n {2}zzz-gone — declared, not live$/m);
  });
});
