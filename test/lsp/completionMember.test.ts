import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { type CompletionItem, CompletionResolveRequest } from 'vscode-languageserver';
import type { ConnectedAccount } from '../../server/lsp/protocol.ts';
import { modern } from './client.ts';
import { account, codesAfter, email, grant, labels, service, typed, typedIn } from './completed.ts';

const members = (list: string) =>
  `resource "google_storage_bucket_iam_binding" "b" {\n  bucket = "media"\n  role   = "roles/storage.objectViewer"\n  members = [${list}]\n}\n`;

describe('members', () => {
  test('are the accounts of the module by reference, then those that files name, then kinds of members, and the public last', async (t) => {
    const { items } = await typed(
      t,
      'main.tf',
      account + members('"▮", "user:bob@example.com"') + grant('project', 'roles/viewer', 'group:ops@example.com'),
    );
    assert.deepEqual(labels(items), [
      'google_service_account.api.member',
      'group:ops@example.com',
      'serviceAccount:',
      'group:',
      'user:',
      'domain:',
      'principal://iam.googleapis.com/projects/…/locations/global/workloadIdentityPools/…/subject/…',
      'principalSet://iam.googleapis.com/projects/…/locations/global/workloadIdentityPools/…/attribute.…/…',
      'principal://iam.googleapis.com/locations/global/workforcePools/…/subject/…',
      'principalSet://iam.googleapis.com/locations/global/workforcePools/…/group/…',
      'allAuthenticatedUsers',
      'allUsers',
    ]);
  });

  test('by reference take the place of the string, and nothing is found', async (t) => {
    const shown = await typed(t, 'main.tf', account + members('"serv▮"'));
    assert.match(shown.accept('google_service_account.api.member'), /members = \[google_service_account\.api\.member\]/);
    assert.deepEqual(await codesAfter(shown, 'google_service_account.api.member'), []);
    assert.match(shown.item('google_service_account.api.member').filterText ?? '', /^"serviceAccount:api-runtime@/);
  });

  test('by reference leave what stands behind a string that is not closed', async (t) => {
    const { accept } = await typed(t, 'main.tf', account + members('"serv▮'));
    assert.match(accept('google_service_account.api.member'), /members = \[google_service_account\.api\.member\]/);
  });

  test('and roles begin between brackets in YAML, too', async (t) => {
    const list = await typed(t, 'policy.yaml', 'bindings:\n- role: roles/run.invoker\n  members: [user:ann@example.com, ▮]\n', {
      'main.tf': account,
    });
    assert.match(list.accept(`serviceAccount:${email}`), /members: \[user:ann@example\.com, serviceAccount:api-runtime@[\w.-]+\]\n/);
    const role = await typedIn(list.client, 'other.yaml', 'bindings: [{role: ▮, members: [allUsers]}]\n');
    assert.equal(role.accept('roles/run.invoker'), 'bindings: [{role: roles/run.invoker, members: [allUsers]}]\n');
    const own = await typedIn(list.client, 'values.yaml', 'bindings: [{key: ctrl, values: [▮]}]\n');
    assert.equal(own.list, null);
  });

  for (const [what, text, label, after] of [
    ['a list', 'bindings:\n- role: roles/run.invoker\n  members: ["user:▮\n', 'user:', 'members: ["user:name@example.com"\n'],
    [
      'a list that goes on',
      'bindings:\n- role: roles/run.invoker\n  members: [allUsers, "user:▮]\n',
      'user:',
      '"user:name@example.com"]\n',
    ],
    [
      'a list, and others follow',
      `bindings:\n- role: roles/run.invoker\n  members: ['user:▮\n- role: roles/viewer\n  members:\n  - user:ann@example.com\n`,
      'user:ann@example.com',
      "members: ['user:ann@example.com'\n- role: roles/viewer",
    ],
    ['a map', 'bindings: [{role: "roles/run.inv▮, members: [allUsers]}]\n', 'roles/run.invoker', '{role: "roles/run.invoker", members'],
  ] as const)
    test(`and roles that are not closed in ${what} between brackets of YAML are`, async (t) => {
      const { accept } = await typed(t, 'policy.yaml', text);
      assert.ok(accept(label).includes(after), accept(label));
    });

  test('are e-mails where no reference can be: in other modules, other formats and elements of for_each', async (t) => {
    const member = `serviceAccount:${email}`;
    const elsewhere = await typed(t, 'other/main.tf', members('"▮"'), { 'main.tf': account });
    assert.match(elsewhere.accept(member), /members = \["serviceAccount:api-runtime@/);
    const json = await typedIn(elsewhere.client, 'policy.json', '{"bindings": [{"role": "roles/run.invoker", "members": ["▮"]}]}');
    assert.ok(json.accept(member).includes(`"members": ["${member}"]`));
    const yaml = await typedIn(elsewhere.client, 'policy.yaml', 'bindings:\n- role: roles/run.invoker\n  members:\n  - ▮\n');
    assert.ok(yaml.accept(member).includes(`\n  - ${member}\n`));
    const each = await typedIn(
      elsewhere.client,
      'each.tf',
      'resource "google_project_iam_member" "m" {\n  for_each = toset(["▮"])\n  role = "roles/run.invoker"\n  member = each.value\n}\n',
    );
    assert.ok(labels(each.items).includes(member) && !labels(each.items).includes('google_service_account.api.member'));
  });

  test('that a list has are not offered again', async (t) => {
    const own = await typed(t, 'main.tf', account + members('google_service_account.api.member, "user:ann@example.com", "allUsers", "▮"'));
    for (const label of ['google_service_account.api.member', `serviceAccount:${email}`, 'user:ann@example.com', 'allUsers'])
      assert.ok(!labels(own.items).includes(label), label);
    const policy = await typedIn(
      own.client,
      'policy.json',
      '{"bindings": [{"role": "roles/run.invoker", "members": ["▮", "user:ann@example.com"]}]}',
    );
    assert.ok(!labels(policy.items).includes('user:ann@example.com'));
  });

  test('are never everyone on a project', async (t) => {
    const { items } = await typed(t, 'main.tf', grant('project', 'roles/viewer', '▮'));
    assert.ok(!labels(items).some((each) => each.startsWith('all')));
  });

  test('have tab stops where the client knows them', async (t) => {
    const text = members('"us▮"');
    const { item } = await typed(t, 'main.tf', text);
    assert.equal(item('user:').textEdit?.newText, `user:\${1:name@example.com}`);
    const plain = await typed(t, 'main.tf', text, {}, modern);
    assert.equal(plain.item('user:').textEdit?.newText, 'user:');
    assert.equal(plain.item('user:').insertTextFormat, undefined);
  });

  test('of audit configurations, too', async (t) => {
    const { items } = await typed(
      t,
      'main.tf',
      `${account}resource "google_project_iam_audit_config" "a" {\n  service = "allServices"\n  audit_log_config {\n    log_type = "DATA_READ"\n    exempted_members = ["▮"]\n  }\n}\n`,
    );
    assert.equal(items[0]?.label, 'google_service_account.api.member');
  });
});

describe('service accounts', () => {
  const run = (value: string, label = 'one') =>
    `resource "google_cloud_run_v2_service" "${label}" {\n  name = "orders"\n  location = "europe-west1"\n  template {\n    service_account = ${value}\n  }\n}\n`;

  test('of the module are referred to by the attribute that is needed', async (t) => {
    const workload = await typed(t, 'main.tf', account + run('"▮"'));
    assert.match(workload.accept('google_service_account.api.email'), /service_account = google_service_account\.api\.email\n/);
    assert.deepEqual(await codesAfter(workload, 'google_service_account.api.email'), []);
    const named = await typed(
      t,
      'main.tf',
      `${account}resource "google_service_account_iam_member" "m" {\n  service_account_id = "▮"\n  role = "roles/iam.serviceAccountViewer"\n  member = "user:ann@example.com"\n}\n`,
    );
    assert.match(named.accept('google_service_account.api.name'), /service_account_id = google_service_account\.api\.name\n/);
  });

  test("are e-mails in a manifest, and none of them Google's own", async (t) => {
    const agent = 'service-123456789012@serverless-robot-prod.iam.gserviceaccount.com';
    const others = {
      'main.tf':
        account +
        grant('project', 'roles/run.invoker', `serviceAccount:${agent}`) +
        members('"serviceAccount:123456789012-compute@developer.gserviceaccount.com"'),
    };
    const shown = await typed(t, 'service.yaml', service('', '▮'), others);
    assert.deepEqual(labels(shown.items), [email]);
    assert.match(shown.accept(email), /serviceAccountName: api-runtime@shop-prod\.iam\.gserviceaccount\.com\n/);
    assert.deepEqual(await codesAfter(shown, email), []);
  });

  test('build what is built from source', async (t) => {
    const { items } = await typed(t, 'service.yaml', service('    run.googleapis.com/build-service-account: ▮'), { 'main.tf': account });
    assert.deepEqual(labels(items), [email]);
  });

  test('of connected projects are offered while the connection lasts', async (t) => {
    const live: ConnectedAccount = {
      email: 'live-one@shop-prod.iam.gserviceaccount.com',
      project: 'shop-prod',
      displayName: 'Live one',
      disabled: false,
    };
    const { client } = await typed(t, 'main.tf', account + run('"▮"'));
    await client.connection.sendNotification('leastwise/connectedAccounts', { accounts: [live, { ...live, email, disabled: true }] });
    const with_ = await typedIn(client, 'two.tf', run('"▮"', 'two'));
    assert.deepEqual(labels(with_.items), ['google_service_account.api.email', live.email]);
    assert.equal(with_.item(live.email).detail, 'Live one, shop-prod');
    const member = await typedIn(client, 'three.tf', members('"▮"'));
    assert.ok(labels(member.items).includes(`serviceAccount:${live.email}`));
    await client.connection.sendNotification('leastwise/connectedAccounts', { accounts: [] });
    assert.deepEqual(labels((await typedIn(client, 'four.tf', run('"▮"', 'four'))).items), ['google_service_account.api.email']);
  });

  test('tell who they are', async (t) => {
    const { client, items } = await typed(
      t,
      'main.tf',
      account + run('"▮"') + grant('project', 'roles/run.invoker', `serviceAccount:${email}`),
    );
    const resolved = await client.connection.sendRequest(CompletionResolveRequest.type, items[0] as CompletionItem);
    assert.match((resolved.documentation as { value: string }).value, /roles\/run\.invoker/);
  });
});
