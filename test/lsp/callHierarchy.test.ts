import assert from 'node:assert/strict';
import { type TestContext, test } from 'node:test';
import {
  CallHierarchyIncomingCallsRequest,
  type CallHierarchyItem,
  CallHierarchyOutgoingCallsRequest,
  CallHierarchyPrepareRequest,
} from 'vscode-languageserver';
import type { Client } from './client.ts';
import { withCursor, written } from './cursor.ts';

const accounts = `resource "google_service_account" "deployer" {
  account_id = "the-deployer"
  project    = "shop"
}

resource "google_service_account" "api" {
  account_id = "api-runtime"
  project    = "shop"
}
`;

const grants = `resource "google_service_account_iam_member" "chain" {
  service_account_id = google_service_account.api.name
  role               = "roles/iam.serviceAccountTokenCreator"
  member             = google_service_account.deployer.member
}

resource "google_service_account_iam_member" "developers" {
  service_account_id = google_service_account.deployer.name
  role               = "roles/iam.serviceAccountTokenCreator"
  member             = "group:dev@example.com"
}

resource "google_service_account_iam_member" "key" {
  service_account_id = google_service_account.api.name
  role               = "roles/iam.serviceAccountKeyAdmin"
  member             = "user:ada@example.com"
}

resource "google_project_iam_member" "harmless" {
  project = "shop"
  role    = "roles/run.invoker"
  member  = "user:bob@example.com"
}
`;

async function prepared(t: TestContext, files: Readonly<Record<string, string>>) {
  const { client, params } = await withCursor(t, files);
  return { client, items: await client.connection.sendRequest(CallHierarchyPrepareRequest.type, params) };
}

const show = ({ name, detail, uri, selectionRange }: CallHierarchyItem, files: Readonly<Record<string, string>>) =>
  `${name} [${detail}] at ${written({ uri, range: selectionRange }, files)}`;

async function incoming(client: Client, item: CallHierarchyItem | undefined, files: Readonly<Record<string, string>>) {
  assert.ok(item);
  const calls = (await client.connection.sendRequest(CallHierarchyIncomingCallsRequest.type, { item })) ?? [];
  return calls.map(({ from, fromRanges }) => ({
    item: from,
    shown: [show(from, files), ...fromRanges.map((range) => written({ uri: from.uri, range }, files))],
  }));
}

async function outgoing(client: Client, item: CallHierarchyItem | undefined, files: Readonly<Record<string, string>>) {
  assert.ok(item);
  const calls = (await client.connection.sendRequest(CallHierarchyOutgoingCallsRequest.type, { item })) ?? [];
  return calls.map(({ to, fromRanges }) => ({
    item: to,
    shown: [show(to, files), ...fromRanges.map((range) => written({ uri: item.uri, range }, files))],
  }));
}

test('who can become an account calls it, over one grant after another', async (t) => {
  const files = { 'main.tf': accounts.replace('api-runtime', 'api-‸runtime') + grants };
  const { client, items } = await prepared(t, files);
  assert.deepEqual(
    items?.map((item) => show(item, files)),
    ['api-runtime@shop.iam.gserviceaccount.com [google_service_account.api] at main.tf:6 api'],
  );
  const direct = await incoming(client, items?.[0], files);
  assert.deepEqual(
    direct.map(({ shown }) => shown),
    [
      [
        'the-deployer@shop.iam.gserviceaccount.com [may mint its tokens: roles/iam.serviceAccountTokenCreator] at main.tf:1 deployer',
        'main.tf:13 google_service_account.deployer.member',
      ],
      [
        'user:ada@example.com [may make a key for it: roles/iam.serviceAccountKeyAdmin] at main.tf:25 user:ada@example.com',
        'main.tf:25 user:ada@example.com',
      ],
    ],
  );
  const [developers] = await incoming(client, direct[0]?.item, files);
  assert.deepEqual(developers?.shown.slice(1), ['main.tf:19 group:dev@example.com']);
  assert.deepEqual(await incoming(client, developers?.item, files), []);
});

test('whom a group can become it calls', async (t) => {
  const files = { 'main.tf': accounts + grants.replace('dev@', 'd‸ev@') };
  const { client, items } = await prepared(t, files);
  assert.deepEqual(
    items?.map(({ name, detail }) => [name, detail]),
    [['group:dev@example.com', undefined]],
  );
  const [deployer, ...others] = await outgoing(client, items?.[0], files);
  assert.deepEqual(others, []);
  assert.deepEqual(deployer?.shown, [
    'the-deployer@shop.iam.gserviceaccount.com [may mint its tokens: roles/iam.serviceAccountTokenCreator] at main.tf:1 deployer',
    'main.tf:19 group:dev@example.com',
  ]);
  const [api] = await outgoing(client, deployer.item, files);
  assert.match(api?.shown[0] ?? '', /^api-runtime@shop/);
  assert.deepEqual(await outgoing(client, api?.item, files), []);
});

test('a caller whose grants are in another file than its declaration stands at them', async (t) => {
  const files = { 'accounts.tf': accounts.replace('api-runtime', 'api-‸runtime'), 'iam.tf': grants };
  const { client, items } = await prepared(t, files);
  const [deployer] = await incoming(client, items?.[0], files);
  assert.match(deployer?.shown[0] ?? '', / at iam\.tf:4 google_service_account\.deployer\.member$/);
  assert.deepEqual(deployer?.shown.slice(1), ['iam.tf:4 google_service_account.deployer.member']);
  const [developers] = await incoming(client, deployer?.item, files);
  assert.match(developers?.shown[0] ?? '', /^group:dev@example\.com /);
});

test('a role on the project reaches the accounts in it, from files of every format', async (t) => {
  const files = {
    'accounts.tf': accounts.replace('api-runtime', 'api-‸runtime'),
    'iam.tf':
      'resource "google_project_iam_member" "all" {\n  project = "shop"\n  role    = "roles/iam.serviceAccountTokenCreator"\n  member  = "user:eve@example.com"\n}\n',
  };
  const { client, items } = await prepared(t, files);
  const callers = await incoming(client, items?.[0], files);
  assert.deepEqual(
    callers.map(({ item }) => item.name),
    ['user:eve@example.com'],
  );
  assert.equal(callers[0]?.item.detail, 'may mint its tokens: roles/iam.serviceAccountTokenCreator on project "shop"');
  assert.deepEqual((await outgoing(client, callers[0].item, files)).map(({ item }) => item.name).sort(), [
    'api-runtime@shop.iam.gserviceaccount.com',
    'the-deployer@shop.iam.gserviceaccount.com',
  ]);
});

test('an account that no file declares stands where the cursor is', async (t) => {
  const files = {
    'service.yaml':
      'apiVersion: serving.knative.dev/v1\nkind: Service\nmetadata:\n  name: orders\nspec:\n  template:\n    spec:\n      serviceAccountName: ‸api-runtime@shop.iam.gserviceaccount.com\n',
    'iam.tf':
      'resource "google_service_account_iam_member" "x" {\n  service_account_id = "projects/shop/serviceAccounts/api-runtime@shop.iam.gserviceaccount.com"\n  role               = "roles/iam.serviceAccountTokenCreator"\n  member             = "user:ada@example.com"\n}\n',
  };
  const { client, items } = await prepared(t, files);
  assert.deepEqual(
    items?.map((item) => show(item, files)),
    ['api-runtime@shop.iam.gserviceaccount.com [undefined] at service.yaml:8 api-runtime@shop.iam.gserviceaccount.com'],
  );
  const [ada] = await incoming(client, items?.[0], files);
  assert.equal(ada?.item.name, 'user:ada@example.com');
});

for (const [what, text] of [
  ['a role', grants.replace('TokenCreator', 'Token‸Creator')],
  ['a key', grants.replace('member  =', 'mem‸ber  =')],
  ['a comment', `# user:ada‸@example.com\n${grants}`],
  ['a computed name', grants.replace('"group:dev@example.com"', '"group:${var.d‸ev}@example.com"')],
] as const)
  test(`${what} has no hierarchy`, async (t) => {
    assert.equal((await prepared(t, { 'main.tf': text })).items, null);
  });
