import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { checkImpersonationOf } from '../../client/explorer/impersonationCheck.ts';
import { changePolicy, consoleUrl, deletedAccounts, policyText, tokenCreator, tokenCreators } from '../../client/explorer/policyChange.ts';
import type { AllowPolicy } from '../../client/gcp/iam.ts';
import { accountState, api, l10n, openShop, shopState } from './shop.ts';

const grantEve = { kind: 'grant', project: 'shop', email: api, member: 'user:eve@example.com' } as const;
const creators = (policy: AllowPolicy) => tokenCreators(policy).map(({ member }) => member);

describe('Token Creator', () => {
  test('is granted and revoked on one account, after the policies before and after were confirmed', async (t) => {
    const { clients } = await openShop(t);
    const seen: string[][] = [];
    const confirm = async (before: AllowPolicy, after: AllowPolicy) => {
      seen.push(creators(before), creators(after));
      return true;
    };
    assert.equal(await changePolicy(clients.iam, grantEve, confirm), 'written');
    assert.deepEqual(creators(await clients.iam.getIamPolicy('shop', api)), ['user:bo@example.com', 'user:eve@example.com']);
    assert.equal(await changePolicy(clients.iam, { ...grantEve, kind: 'revoke' }, confirm), 'written');
    assert.deepEqual(creators(await clients.iam.getIamPolicy('shop', api)), ['user:bo@example.com']);
    assert.deepEqual(seen, [
      ['user:bo@example.com'],
      ['user:bo@example.com', 'user:eve@example.com'],
      ['user:bo@example.com', 'user:eve@example.com'],
      ['user:bo@example.com'],
    ]);
  });

  test('is not written when that is declined, and not asked about when it is so already', async (t) => {
    const { clients, emulator } = await openShop(t);
    assert.equal(await changePolicy(clients.iam, grantEve, async () => false), 'declined');
    const asked = async () => assert.fail('nothing to confirm');
    assert.equal(await changePolicy(clients.iam, { ...grantEve, member: 'user:bo@example.com' }, asked), 'unchanged');
    assert.equal(await changePolicy(clients.iam, { ...grantEve, kind: 'revoke' }, asked), 'unchanged');
    assert.ok(!emulator.requests.some(({ path }) => path.endsWith(':setIamPolicy')));
  });

  test('is confirmed again when somebody else has changed the policy meanwhile, whose change stays', async (t) => {
    const { clients } = await openShop(t);
    const asked: string[][] = [];
    const outcome = await changePolicy(clients.iam, grantEve, async (before, after) => {
      asked.push(creators(after));
      if (asked.length === 1) {
        const dan = { role: 'roles/iam.serviceAccountUser', members: ['user:dan@example.com'] };
        await clients.iam.setIamPolicy('shop', api, { ...before, bindings: [...before.bindings, dan] });
      }
      return true;
    });
    assert.equal(outcome, 'written');
    assert.equal(asked.length, 2);
    const { bindings } = await clients.iam.getIamPolicy('shop', api);
    assert.deepEqual(bindings, [
      { role: tokenCreator, members: ['user:bo@example.com', 'user:eve@example.com'] },
      { role: 'roles/iam.serviceAccountUser', members: ['user:dan@example.com'] },
    ]);
  });

  test('under a condition is another grant, and revoked by itself', async (t) => {
    const condition = { title: 'today', expression: 'request.time < timestamp("2026-11-23T00:00:00Z")' };
    const { clients } = await openShop(t);
    assert.equal(await changePolicy(clients.iam, { ...grantEve, member: 'user:bo@example.com', condition }, async () => true), 'written');
    const policy = await clients.iam.getIamPolicy('shop', api);
    assert.deepEqual(tokenCreators(policy), [
      { member: 'user:bo@example.com', condition: undefined },
      { member: 'user:bo@example.com', condition },
    ]);
    assert.equal(
      await changePolicy(clients.iam, { ...grantEve, kind: 'revoke', member: 'user:bo@example.com' }, async () => true),
      'written',
    );
    assert.deepEqual(tokenCreators(await clients.iam.getIamPolicy('shop', api)), [{ member: 'user:bo@example.com', condition }]);
  });

  test('that one may not change says which permission is missing', async (t) => {
    const { clients } = await openShop(t, { as: 'user:cyd@example.com', state: viewer('user:cyd@example.com') });
    await assert.rejects(
      changePolicy(clients.iam, grantEve, async () => true),
      { name: 'GcpError', permission: 'iam.serviceAccounts.setIamPolicy' },
    );
  });
});

function viewer(member: string) {
  const state = shopState();
  state.projects[0]?.policy?.bindings.push({ role: 'roles/iam.serviceAccountViewer', members: [member] });
  return state;
}

describe('the check of impersonation', () => {
  const held = async (t: Parameters<typeof openShop>[0], as: string, project = 'shop') => {
    const { clients } = await openShop(t, { as });
    const checks = await checkImpersonationOf(clients.iam, { project, email: api }, l10n);
    assert.equal(checks.length, 6);
    return checks.flatMap((check) => (check.held ? [check.permission.replace('iam.serviceAccounts.', '')] : []));
  };

  test('says what a Token Creator may do', async (t) => {
    assert.deepEqual(await held(t, 'user:bo@example.com'), [
      'getAccessToken',
      'getOpenIdToken',
      'signJwt',
      'signBlob',
      'implicitDelegation',
    ]);
  });

  test('says what somebody without a role may do', async (t) => {
    assert.deepEqual(await held(t, 'user:eve@example.com'), []);
  });
});

test('disabled, enabled and undeleted accounts are so in the tree', async (t) => {
  const state = shopState();
  state.projects[0]?.serviceAccounts.push(accountState('gone', { uniqueId: '100000000000000000777', deletedAt: '2026-11-20T00:00:00Z' }));
  const shop = await openShop(t, { state });
  const { iam, resourceManager } = shop.clients;
  await shop.show(['shop']);
  await iam.disable('shop', api);
  shop.tree.live('shop').accounts.replace(await iam.getServiceAccount('shop', api));
  assert.match(await shop.show(['shop']), /^api-runtime — disabled · live$/m);
  await iam.enable('shop', api);
  shop.tree.live('shop').accounts.replace(await iam.getServiceAccount('shop', api));
  assert.match(await shop.show(['shop']), /^api-runtime — live$/m);

  const [deleted] = deletedAccounts([await resourceManager.getIamPolicy('projects/shop')]);
  assert.deepEqual(deleted, { email: 'gone@shop.iam.gserviceaccount.com', uniqueId: '100000000000000000777' });
  await iam.undelete('shop', deleted?.uniqueId ?? '');
  shop.tree.refresh('shop');
  assert.match(await shop.show(['shop']), /^gone — live$/m);
});

test('a policy is shown with a member on each line, below what is to be done', () => {
  const bindings = [{ role: tokenCreator, members: ['user:bo@example.com', 'user:eve@example.com'] }];
  assert.equal(
    policyText({ version: 1, etag: 'BwYAAA=', bindings }, ['Grant\n{', '']),
    `// Grant {
//
{
  "bindings": [
    {
      "role": "roles/iam.serviceAccountTokenCreator",
      "members": [
        "user:bo@example.com",
        "user:eve@example.com"
      ]
    }
  ],
  "version": 1,
  "etag": "BwYAAA="
}
`,
  );
});

test('an account has a page in the console', () => {
  assert.equal(
    consoleUrl({ project: 'shop', account: api }),
    'https://console.cloud.google.com/iam-admin/serviceaccounts/details/api-runtime%40shop.iam.gserviceaccount.com?project=shop',
  );
  assert.equal(
    consoleUrl({ project: 'example.com:old' }),
    'https://console.cloud.google.com/iam-admin/serviceaccounts?project=example.com%3Aold',
  );
});
