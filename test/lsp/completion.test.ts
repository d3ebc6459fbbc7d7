import assert from 'node:assert/strict';
import { describe, type TestContext, test } from 'node:test';
import {
  type ClientCapabilities,
  type CompletionItem,
  type CompletionList,
  CompletionRequest,
  CompletionResolveRequest,
  type TextEdit,
} from 'vscode-languageserver';
import { TextDocument } from 'vscode-languageserver-textdocument';
import type { ConnectedAccount } from '../../server/lsp/protocol.ts';
import { type Client, connected, modern, root } from './client.ts';

const capabilities: ClientCapabilities = {
  ...modern,
  textDocument: {
    ...modern.textDocument,
    completion: { completionItem: { snippetSupport: true, documentationFormat: ['markdown'], tagSupport: { valueSet: [1] } } },
  },
};

const languages: Readonly<Record<string, string>> = { tf: 'terraform', json: 'json', yaml: 'yaml' };

/** A document with its cursor, `▮`, open in a client. */
interface Typed {
  readonly client: Client;
  readonly path: string;
  readonly items: readonly CompletionItem[];
  readonly list: CompletionList | null;
  /** The label's item. */
  item(label: string): CompletionItem;
  /** The document with the label's item in it; tab stops stay as their placeholders. */
  accept(label: string): string;
}

/** What is suggested at the cursor of a document, with other files in the workspace. */
async function typed(
  t: TestContext,
  path: string,
  text: string,
  others: Readonly<Record<string, string>> = {},
  can = capabilities,
): Promise<Typed> {
  const client = await connected(t, others, { capabilities: can });
  return typedIn(client, path, text);
}

async function typedIn(client: Client, path: string, text: string): Promise<Typed> {
  const document = TextDocument.create(`${root}/${path}`, '', 1, text.replace('▮', ''));
  await client.open(path, document.getText(), languages[path.slice(path.lastIndexOf('.') + 1)]);
  const position = document.positionAt(text.indexOf('▮'));
  const list = (await client.connection.sendRequest(CompletionRequest.type, {
    textDocument: { uri: document.uri },
    position,
  })) as CompletionList | null;
  const items = list?.items ?? [];
  const item = (label: string) => items.find((each) => each.label === label) ?? assert.fail(`no ${label} among ${labels(items)}`);
  return {
    client,
    path,
    items,
    list,
    item,
    accept(label) {
      const { textEdit, insertTextFormat } = item(label);
      const edit = textEdit as TextEdit;
      assert.equal(edit.range.start.line, edit.range.end.line);
      const newText = insertTextFormat === 2 ? filledIn(edit.newText) : edit.newText;
      return TextDocument.applyEdits(document, [{ ...edit, newText }]);
    },
  };
}

/** A snippet as a user leaves it who types nothing. */
function filledIn(snippet: string): string {
  return snippet
    .replace(/\$\{\d+\|([^,|]*)[^|]*\|\}/g, '$1')
    .replace(/\$\{\d+:((?:[^\\}]|\\.)*)\}/g, '$1')
    .replace(/\$\d/g, '')
    .replace(/\\([\\$}])/g, '$1');
}

function labels(items: readonly CompletionItem[]): string[] {
  return items.map(({ label }) => label);
}

/** The codes of what is found in the document when the label is accepted. */
async function codesAfter({ client, path, accept }: Typed, label: string): Promise<unknown[]> {
  const text = accept(label);
  await client.change(path, { start: { line: 0, character: 0 }, end: { line: 1_000_000, character: 0 } }, text);
  return client.codes(path);
}

const account = 'resource "google_service_account" "api" {\n  account_id = "api-runtime"\n  project    = "shop-prod"\n}\n';
const email = 'api-runtime@shop-prod.iam.gserviceaccount.com';

const grant = (family: string, role: string, member = 'user:ann@example.com') =>
  `resource "google_${family}_iam_member" "m" {\n  role   = "${role}"\n  member = "${member}"\n}\n`;
const members = (list: string) =>
  `resource "google_storage_bucket_iam_binding" "b" {\n  bucket = "media"\n  role   = "roles/storage.objectViewer"\n  members = [${list}]\n}\n`;
const service = (annotations: string, runsAs = email) => `apiVersion: serving.knative.dev/v1
kind: Service
metadata:
  name: orders
  labels:
    cloud.googleapis.com/location: europe-west1
  annotations:
    run.googleapis.com/launch-stage: GA
${annotations}
spec:
  template:
    spec:
      serviceAccountName: ${runsAs}
      containers:
        - image: orders
`;

describe('roles', () => {
  test('are those that permit something on the resource, least first', async (t) => {
    const { items } = await typed(t, 'main.tf', grant('storage_bucket', '▮'));
    const found = labels(items);
    assert.deepEqual(
      found.filter((each) => /^roles\/storage\.(?:object|admin)/.test(each)),
      [
        'roles/storage.objectViewer',
        'roles/storage.objectCreator',
        'roles/storage.objectUser',
        'roles/storage.objectAdmin',
        'roles/storage.admin',
      ],
    );
    assert.ok(found.indexOf('roles/storage.objectViewer') < found.indexOf('roles/storage.legacyBucketReader'));
    assert.deepEqual(
      found.filter((each) => /^roles\/(?:pubsub\.|storage\.hmacKeyAdmin|owner|editor|viewer$)|serviceAgent/i.test(each)),
      [],
    );
  });

  test('that impersonate come last on a service account', async (t) => {
    const { items } = await typed(t, 'main.tf', grant('service_account', 'roles/iam.▮'));
    const found = labels(items);
    assert.ok(found.indexOf('roles/iam.serviceAccountViewer') < found.indexOf('roles/iam.serviceAccountUser'));
    assert.ok(found.includes('roles/iam.serviceAccountTokenCreator'));
  });

  test('are all on a project, but for those of service agents and those that it refuses', async (t) => {
    const { items, list } = await typed(t, 'main.tf', grant('project', '▮'));
    assert.equal(items.length, 200);
    assert.equal(list?.isIncomplete, true);
    const { items: own } = await typed(t, 'main.tf', grant('project', 'roles/run.▮'));
    assert.equal(own[0]?.label, 'roles/run.servicesInvoker');
    assert.ok(!labels(own).includes('roles/run.serviceAgent'));
    const { items: above } = await typed(t, 'main.tf', grant('project', 'roles/resourcemanager.▮'));
    assert.ok(labels(above).includes('roles/resourcemanager.projectIamAdmin'));
    assert.ok(!labels(above).includes('roles/resourcemanager.organizationAdmin'));
    const { items: organization } = await typed(t, 'main.tf', grant('organization', 'roles/resourcemanager.▮'));
    assert.ok(labels(organization).includes('roles/resourcemanager.organizationAdmin'));
  });

  test('over everything come last of what is typed', async (t) => {
    const { items } = await typed(t, 'main.tf', grant('project', 'roles/vi▮'));
    const found = labels(items);
    assert.ok(found.indexOf('roles/visionai.viewer') < found.indexOf('roles/viewer'), found.join());
  });

  test('are found by their titles, too', async (t) => {
    const { items } = await typed(t, 'main.tf', grant('project', 'Token Creator▮'));
    assert.ok(labels(items).includes('roles/iam.serviceAccountTokenCreator'));
  });

  test('have their title, their description, and a mark where they are deprecated', async (t) => {
    const { client, item } = await typed(t, 'main.tf', grant('project', 'roles/iam.serviceAccountT▮'));
    const plain = item('roles/iam.serviceAccountTokenCreator');
    assert.equal(plain.detail, 'Service Account Token Creator');
    assert.equal(plain.documentation, undefined);
    const { documentation } = await client.connection.sendRequest(CompletionResolveRequest.type, plain);
    assert.match(
      (documentation as { value: string }).value,
      /^\*\*Service Account Token Creator\*\* .*\n\n.*get access tokens of service accounts/s,
    );
    const { items: old } = await typed(t, 'main.tf', grant('project', 'roles/datastudio.▮'));
    assert.ok(old.every(({ tags, detail }) => /deprecated/.test(detail ?? '') === (tags?.[0] === 1)));
  });

  test('replace the whole role, also where its quote is not closed', async (t) => {
    const whole = await typed(t, 'main.tf', grant('storage_bucket', 'roles/sto▮rage.admin'));
    assert.match(whole.accept('roles/storage.objectViewer'), /role {3}= "roles\/storage\.objectViewer"\n/);
    const open = await typed(t, 'main.tf', grant('storage_bucket', '▮').replace('▮"', 'roles/storage.objectV▮'));
    assert.match(open.accept('roles/storage.objectViewer'), /role {3}= "roles\/storage\.objectViewer"\n/);
    assert.deepEqual(await codesAfter(open, 'roles/storage.objectViewer'), []);
    const empty = await typed(t, 'main.tf', grant('storage_bucket', '▮').replace('▮"', '▮'));
    assert.match(empty.accept('roles/storage.objectViewer'), /role {3}= "roles\/storage\.objectViewer"\n {2}member = "user:/);
  });

  test('of the workspace are referred to in their module', async (t) => {
    const role =
      'resource "google_project_iam_custom_role" "reader" {\n  project = "shop-prod"\n  role_id = "reader"\n  title = "Reader"\n  permissions = ["storage.objects.get"]\n}\n';
    const own = await typed(t, 'main.tf', role + grant('storage_bucket', '▮'));
    assert.match(own.accept('google_project_iam_custom_role.reader.id'), /role {3}= google_project_iam_custom_role\.reader\.id\n/);
    const { items } = await typed(t, 'main.tf', role + grant('pubsub_topic', '▮'));
    assert.ok(!labels(items).some((each) => each.includes('custom_role')));
    const policy = await typed(t, 'policy.json', '{"bindings": [{"role": "projects/▮", "members": []}]}', { 'main.tf': role });
    assert.deepEqual(labels(policy.items).slice(0, 1), ['projects/shop-prod/roles/reader']);
    const elsewhere = await typedIn(policy.client, 'other/main.tf', grant('storage_bucket', 'reader▮'));
    assert.ok(!labels(elsewhere.items).includes('google_project_iam_custom_role.reader.id'));
    assert.ok(labels(elsewhere.items).includes('projects/shop-prod/roles/reader'));
  });

  for (const [format, path, text, after] of [
    [
      'JSON',
      'policy.json',
      '{"bindings": [{"role": "roles/run.inv▮", "members": ["user:ann@example.com"]}]}',
      '"role": "roles/run.invoker", ',
    ],
    ['JSON without a closing quote', 'policy.json', '{"bindings": [{"role": "roles/run.inv▮\n}]}', '"role": "roles/run.invoker"\n}'],
    ['YAML', 'policy.yaml', 'bindings:\n  - role: ▮\n    members:\n      - user:ann@example.com\n', '- role: roles/run.invoker\n'],
    [
      'YAML in quotes',
      'policy.yaml',
      "bindings:\n  - role: 'roles/run.▮'\n    members:\n      - user:ann@example.com\n",
      "- role: 'roles/run.invoker'\n",
    ],
    [
      'a string in Terraform',
      'main.tf',
      'resource "google_project_iam_policy" "p" {\n  policy_data = "{\\"bindings\\": [{\\"role\\": \\"roles/run.inv▮\\", \\"members\\": []}]}"\n}\n',
      '\\"role\\": \\"roles/run.invoker\\", ',
    ],
    [
      'the JSON syntax of Terraform',
      'main.tf.json',
      '{"resource": {"google_project_iam_member": {"m": {"role": "roles/run.inv▮"}}}}',
      '"role": "roles/run.invoker"}',
    ],
    [
      'the JSON syntax of Terraform without a closing quote',
      'main.tf.json',
      '{"resource": {"google_project_iam_member": {"m": {\n  "role": "roles/run.inv▮\n  "member": "user:ann@example.com"\n}}}}',
      '"role": "roles/run.invoker"\n  "member"',
    ],
    [
      'the JSON syntax of Terraform without a closing quote, before a comma',
      'main.tf.json',
      '{"resource": {"google_project_iam_member": {"m": {"role": "roles/run.inv▮, "member": "user:ann@example.com"}}}}',
      '"role": "roles/run.invoker", "member"',
    ],
    [
      'JSON with escaped slashes',
      'policy.json',
      '{"bindings": [{"role": "roles\\/run.inv▮ok", "members": ["user:ann@example.com"]}]}',
      '"role": "roles/run.invoker", ',
    ],
    [
      'the JSON syntax of Terraform with escaped slashes',
      'main.tf.json',
      '{"resource": {"google_project_iam_member": {"m": {"role": "roles\\/run.inv▮"}}}}',
      '"role": "roles/run.invoker"}',
    ],
  ] as const)
    test(`are written in ${format}`, async (t) => {
      const { accept, client } = await typed(t, path, text);
      // A policy does not say what it is on, and has all roles: the one that is typed is among the first.
      const label = 'roles/run.invoker';
      const all = text.includes('role: ▮') ? await typedIn(client, 'other.yaml', text.replace('role: ▮', 'role: run.inv▮')) : { accept };
      assert.ok(all.accept(label).includes(after), all.accept(label));
    });
});

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

describe('scopes', () => {
  const machine = (scopes: string) =>
    `resource "google_compute_instance" "i" {\n  name = "one"\n  service_account {\n    email = "${email}"\n    scopes = [${scopes}]\n  }\n}\n`;

  test('begin with the one that leaves everything to roles, by alias and by URL', async (t) => {
    const shown = await typed(t, 'main.tf', machine('"▮"'));
    assert.deepEqual(labels(shown.items).slice(0, 2), ['cloud-platform', 'https://www.googleapis.com/auth/cloud-platform']);
    assert.deepEqual(await codesAfter(shown, 'cloud-platform'), []);
  });

  test('that a list has are not offered again under another name', async (t) => {
    const { items } = await typed(t, 'main.tf', machine('"https://www.googleapis.com/auth/devstorage.read_only", "▮"'));
    assert.ok(!labels(items).includes('storage-ro'));
    assert.ok(labels(items).includes('storage-rw'));
    assert.ok(!labels(items).includes('default'), 'gcloud alone knows groups');
  });
});

describe('lifetimes', () => {
  const token = (kind: string) =>
    `${kind} "google_service_account_access_token" "t" {\n  target_service_account = "${email}"\n  scopes = ["cloud-platform"]\n  lifetime = "▮"\n}\n`;

  test('are of tokens, no longer than the resource takes', async (t) => {
    const shown = await typed(t, 'main.tf', token('data'));
    assert.deepEqual(labels(shown.items), ['300s', '900s', '3600s', '43200s']);
    assert.ok(!(await codesAfter(shown, '900s')).includes('token-lifetime'));
    const { items } = await typed(t, 'main.tf', token('ephemeral'));
    assert.deepEqual(labels(items), ['300s', '900s', '3600s']);
  });
});

describe('a blank', () => {
  const asked = async (t: TestContext, path: string, text: string) => {
    const client = await connected(t, {}, { capabilities });
    const document = TextDocument.create(`${root}/${path}`, '', 1, text.replace('▮', ''));
    await client.open(path, document.getText(), languages[path.slice(path.lastIndexOf('.') + 1)]);
    return client.connection.sendRequest(CompletionRequest.type, {
      textDocument: { uri: document.uri },
      position: document.positionAt(text.indexOf('▮')),
      context: { triggerKind: 2, triggerCharacter: ' ' },
    });
  };

  test('begins a value of YAML, and nothing else', async (t) => {
    assert.notEqual(await asked(t, 'policy.yaml', 'bindings:\n- role: ▮\n'), null);
    assert.equal(await asked(t, 'policy.yaml', 'bindings:\n- role: roles/viewer ▮\n'), null);
    assert.equal(await asked(t, 'main.tf', grant('project', ' ▮')), null);
  });
});

describe('permissions', () => {
  const role = (permissions: string, of = 'project') =>
    `resource "google_${of}_iam_custom_role" "r" {\n  role_id = "reader"\n  title = "Reader"\n  permissions = [${permissions}]\n}\n`;

  test('are those that begin with what is typed, without those of the list', async (t) => {
    const { items } = await typed(t, 'main.tf', role('"storage.objects.get", "storage.objects.▮"'));
    const found = labels(items);
    assert.ok(
      found.slice(0, 5).every((each) => each.startsWith('storage.objects.')),
      found.slice(0, 5).join(),
    );
    assert.ok(!found.includes('storage.objects.get') && found.includes('storage.objects.list'));
  });

  test('of a project are none of what is above it', async (t) => {
    const { items } = await typed(t, 'main.tf', role('"resourcemanager.▮"'));
    assert.ok(labels(items).includes('resourcemanager.projects.get'));
    assert.ok(!labels(items).some((each) => /organizations|folders|projects\.list/.test(each)));
    const { items: above } = await typed(t, 'main.tf', role('"resourcemanager.▮"', 'organization'));
    assert.ok(labels(above).includes('resourcemanager.organizations.get'));
  });

  for (const [what, path, text, after] of [
    ['YAML', 'role.yaml', 'title: Reader\nincludedPermissions:\n- storage.buckets.get\n- storage.objects.▮\n', '\n- storage.objects.get\n'],
    ['YAML, the first', 'role.yaml', 'title: Reader\nincludedPermissions:\n- storage.objects.g▮\n', ':\n- storage.objects.get\n'],
    ['YAML, the first in brackets', 'role.yaml', 'title: Reader\nincludedPermissions: ["storage.objects.g▮\n', '["storage.objects.get"\n'],
    ['JSON', 'role.json', '{"title": "Reader", "includedPermissions": ["storage.objects.g▮"]}', '["storage.objects.get"]'],
  ] as const)
    test(`are written in files of roles in ${what}`, async (t) => {
      const { accept } = await typed(t, path, text);
      assert.ok(accept('storage.objects.get').includes(after), accept('storage.objects.get'));
    });

  test('of a file that says so are those of a project, or of an organization', async (t) => {
    const text = 'includedPermissions:\n- resourcemanager.projects.get\n- resourcemanager.▮\n';
    const project = await typed(t, 'role.yaml', `name: projects/shop-prod/roles/reader\n${text}`);
    assert.ok(!labels(project.items).includes('resourcemanager.organizations.get'));
    for (const name of ['name: organizations/123456789012/roles/reader', 'title: Reader']) {
      const { items } = await typedIn(project.client, 'other.yaml', `${name}\n${text}`);
      assert.ok(labels(items).includes('resourcemanager.organizations.get'), name);
    }
  });

  test('say what is dangerous, and which roles hold them', async (t) => {
    const { client, item } = await typed(t, 'main.tf', role('"iam.serviceAccounts.▮"'));
    const dangerous = item('iam.serviceAccounts.getAccessToken');
    assert.equal(dangerous.detail, 'Lets act as service accounts');
    const { documentation } = await client.connection.sendRequest(CompletionResolveRequest.type, dangerous);
    assert.match((documentation as { value: string }).value, /roles\/iam\.serviceAccountTokenCreator/);
  });
});

describe('annotations', () => {
  test('are those that have an effect where they stand, with a value to choose', async (t) => {
    const shown = await typed(t, 'service.yaml', service('    run.googleapis.com/ingress: all\n    run.▮'));
    assert.deepEqual(
      labels(shown.items).map((each) => each.replace('run.googleapis.com/', '')),
      ['build-service-account', 'custom-audiences', 'default-url-disabled', 'iap-enabled', 'invoker-iam-disabled'],
    );
    assert.match(shown.accept('run.googleapis.com/iap-enabled'), /\n {4}run\.googleapis\.com\/iap-enabled: "true"\n/);
    assert.match(shown.accept('run.googleapis.com/custom-audiences'), /custom-audiences: '\["https:\/\/orders\.example\.com"\]'\n/);
    assert.deepEqual(await codesAfter(shown, 'run.googleapis.com/iap-enabled'), []);
  });

  test('are offered where the one that is typed is the first that tells Cloud Run from plain Knative', async (t) => {
    const first = (key: string) =>
      service(key, 'orders')
        .replace(/ {2}labels:\n.*\n/, '')
        .replace(/.*launch-stage.*\n/, '');
    const { accept } = await typed(t, 'service.yaml', first('    run▮'));
    assert.match(accept('run.googleapis.com/ingress'), /annotations:\n {4}run\.googleapis\.com\/ingress: all\n/);
    assert.equal((await typed(t, 'service.yaml', first('    app▮'))).list, null);
  });

  test('of a template are others', async (t) => {
    const text = service('').replace('    spec:\n', '    metadata:\n      annotations:\n        run.googleapis.com/▮\n    spec:\n');
    const { items } = await typed(t, 'service.yaml', text);
    assert.deepEqual(labels(items), ['run.googleapis.com/cloudsql-instances', 'run.googleapis.com/secrets']);
  });

  test('keep their values when only the key is typed anew', async (t) => {
    const { accept } = await typed(t, 'service.yaml', service('    run.googleapis.com/in▮: "true"'));
    assert.match(accept('run.googleapis.com/invoker-iam-disabled'), /\n {4}run\.googleapis\.com\/invoker-iam-disabled: "true"\n/);
  });

  for (const [key, values, accepted, written] of [
    ['ingress', ['all', 'internal', 'internal-and-cloud-load-balancing'], 'internal', 'internal'],
    ['iap-enabled', ['true', 'false'], 'true', '"true"'],
    ['custom-audiences', ['["https://orders.example.com"]'], '["https://orders.example.com"]', `'["https://orders.example.com"]'`],
  ] as const)
    test(`${key} has its values`, async (t) => {
      const shown = await typed(t, 'service.yaml', service(`    run.googleapis.com/${key}: ▮`));
      assert.deepEqual(labels(shown.items), values);
      assert.ok(shown.accept(accepted).includes(`run.googleapis.com/${key}: ${written}\n`));
      assert.deepEqual(await codesAfter(shown, accepted), []);
    });

  test('have escapes in double quotes, in YAML and in Terraform', async (t) => {
    const audience = '["https://orders.example.com"]';
    const yaml = await typed(t, 'service.yaml', service('    run.googleapis.com/custom-audiences: "▮"'));
    assert.ok(yaml.accept(audience).includes(': "[\\"https://orders.example.com\\"]"\n'));
    const terraform = await typed(
      t,
      'main.tf',
      'resource "google_cloud_run_service" "s" {\n  metadata {\n    annotations = {\n      "run.googleapis.com/custom-audiences" = "▮"\n    }\n  }\n}\n',
    );
    assert.ok(terraform.accept(audience).includes(' = "[\\"https://orders.example.com\\"]"\n'));
  });
});

describe('conditions', () => {
  const on = (expression: string, family = 'storage_bucket', role = 'roles/storage.objectViewer') =>
    `resource "google_${family}_iam_member" "m" {\n  role = "${role}"\n  member = "user:ann@example.com"\n  condition {\n    title = "x"\n    expression = ${expression}\n  }\n}\n`;

  for (const [what, expression, expected] of [
    ['behind a variable', '"resource.▮"', ['name', 'type', 'service', 'matchTag()', 'matchTagId()', 'hasTagKey()', 'hasTagKeyId()']],
    ['behind request', '"request.▮"', ['time', 'host', 'path', 'auth']],
    ['behind a string', '"resource.name.▮"', ['startsWith()', 'endsWith()', 'extract()', 'contains()', 'matches()']],
    ['behind request.auth', '"request.auth.▮"', ['access_levels']],
    ['behind api', '"api.▮"', ['getAttribute()']],
    ['in a literal of types', `"resource.type == '▮"`, undefined],
    ['behind an operand', '"resource.type == \\"a\\" ▮"', []],
    ['in a literal of no attribute', '"\\"▮\\" == \\"a\\""', []],
    ['behind what is unknown', '"foo.▮"', []],
  ] as const)
    test(what, async (t) => {
      const { items, list } = await typed(t, 'main.tf', on(expression));
      if (expected === undefined) assert.ok(labels(items).includes('storage.googleapis.com/Object'));
      else assert.deepEqual(labels(items), expected);
      if (expected?.length === 0) assert.equal(list, null);
    });

  test('expire by a snippet, in the quotes that need no escape', async (t) => {
    const shown = await typed(t, 'main.tf', on('"▮"'));
    const [expiry] = shown.items;
    assert.match(expiry?.label ?? '', /^request\.time < timestamp\('\d{4}-\d\d-\d\dT00:00:00Z'\)$/);
    assert.deepEqual(await codesAfter(shown, expiry?.label ?? ''), []);
    const heredoc = await typed(t, 'main.tf', on('<<-EOT\n      ▮\n    EOT'));
    assert.match(heredoc.items[0]?.label ?? '', /^request\.time < timestamp\("/);
    assert.deepEqual(await codesAfter(heredoc, heredoc.items[0]?.label ?? ''), []);
  });

  test('are on names of what the resource holds', async (t) => {
    const shown = await typed(t, 'main.tf', on('"res▮"'));
    const label = `resource.name.startsWith('projects/_/buckets/BUCKET/objects/')`;
    assert.ok(labels(shown.items).includes(label));
    assert.deepEqual(await codesAfter(shown, label), []);
    const secret = await typed(
      t,
      'main.tf',
      on('"resource.name.startsWith(\\"▮\\")"', 'secret_manager_secret', 'roles/secretmanager.secretAccessor'),
    );
    assert.deepEqual(labels(secret.items), ['projects/PROJECT_NUMBER/secrets/']);
    assert.match(secret.accept('projects/PROJECT_NUMBER/secrets/'), /startsWith\(\\"projects\/PROJECT_NUMBER\/secrets\/\\"\)"/);
  });

  test('compare times with times', async (t) => {
    const { items } = await typed(t, 'main.tf', on('"request.time < ▮"'));
    assert.match(labels(items).join(), /^timestamp\('\d{4}-\d\d-\d\dT00:00:00Z'\)$/);
    const { items: literal } = await typed(t, 'main.tf', on('"request.time < timestamp(\'▮\')"'));
    assert.match(labels(literal).join(), /^\d{4}-\d\d-\d\dT00:00:00Z$/);
  });

  test('in JSON and YAML', async (t) => {
    const { items } = await typed(
      t,
      'policy.json',
      '{"version": 3, "bindings": [{"role": "roles/viewer", "members": ["user:ann@example.com"], "condition": {"title": "x", "expression": "request.▮"}}]}',
    );
    assert.deepEqual(labels(items), ['time', 'host', 'path', 'auth']);
    const { items: yaml } = await typed(
      t,
      'policy.yaml',
      'version: 3\nbindings:\n- role: roles/viewer\n  members:\n  - user:ann@example.com\n  condition:\n    title: x\n    expression: request.▮\n',
    );
    assert.deepEqual(labels(yaml), ['time', 'host', 'path', 'auth']);
  });

  test('explain what they can ask', async (t) => {
    const { client, item } = await typed(t, 'main.tf', on('"request.▮"'));
    const { documentation } = await client.connection.sendRequest(CompletionResolveRequest.type, item('time'));
    assert.match((documentation as { value: string }).value, /request\.time/);
  });
});

describe('conditions on tokens from outside', () => {
  const provider = (condition: string, credentials = 'oidc {\n    issuer_uri = "https://token.actions.githubusercontent.com"\n  }') =>
    `resource "google_iam_workload_identity_pool_provider" "p" {
  attribute_mapping = {
    "google.subject"       = "assertion.sub"
    "google.groups"        = "assertion.groups"
    "attribute.repository" = "assertion.repository"
  }
  attribute_condition = ${condition}
  ${credentials}
}
`;

  for (const [what, condition, expected] of [
    ['begin with what there is', '"▮"', ['assertion', 'attribute', 'google']],
    ['go on behind an operator', '"assertion.sub == \'a\' && ▮"', ['assertion', 'attribute', 'google']],
    ['ask for what is mapped', '"attribute.▮"', ['repository']],
    ['ask for the subject and what else is mapped', '"google.▮"', ['subject', 'groups']],
    ['compare texts', '"assertion.repository.▮"', ['startsWith()', 'endsWith()', 'contains()', 'matches()']],
    ['have nothing behind an operand', '"assertion.sub ▮"', []],
    ['have nothing in a literal', '"assertion.sub == \'▮\'"', []],
    ['have nothing behind a list', '"google.groups.▮"', []],
    ['have nothing behind what is unknown', '"resource.▮"', []],
  ] as const)
    test(what, async (t) => {
      const { items } = await typed(t, 'main.tf', provider(condition));
      assert.deepEqual(labels(items), expected);
    });

  test('ask for the claims of the issuer, and for those of all issuers', async (t) => {
    const github = await typed(t, 'main.tf', provider('"assertion.▮"'));
    assert.deepEqual(labels(github.items).slice(0, 3), ['repository_owner_id', 'repository_id', 'repository_owner']);
    assert.deepEqual(labels(github.items).slice(-3), ['sub', 'aud', 'iss']);
    assert.match(github.accept('repository_owner_id'), /attribute_condition = "assertion\.repository_owner_id"\n/);
    const other = await typedIn(github.client, 'other/main.tf', provider('"assertion.▮"', 'oidc {\n    issuer_uri = var.issuer\n  }'));
    assert.deepEqual(labels(other.items), ['sub', 'aud', 'iss']);
    const aws = await typedIn(github.client, 'aws/main.tf', provider('"assertion.▮"', 'aws {\n    account_id = "123456789012"\n  }'));
    assert.deepEqual(labels(aws.items), ['arn', 'account', 'userid']);
    const heredoc = await typedIn(github.client, 'heredoc/main.tf', provider('<<-EOT\n    assertion.repo▮\n  EOT'));
    assert.ok(labels(heredoc.items).includes('repository'));
  });

  test('explain what they can ask', async (t) => {
    const { client, item } = await typed(t, 'main.tf', provider('"assertion.▮"'));
    const { documentation } = await client.connection.sendRequest(CompletionResolveRequest.type, item('repository'));
    assert.match((documentation as { value: string }).value, /The claim `repository` of the token/);
  });

  test('are those of workforce pools, too', async (t) => {
    const text = provider('"assertion.▮"', 'oidc {\n    issuer_uri = "https://login.example.com"\n  }').replace(
      'workload_identity',
      'workforce',
    );
    const { items } = await typed(t, 'main.tf', text);
    assert.deepEqual(labels(items), ['sub', 'aud', 'iss']);
  });
});

describe('nothing is suggested', () => {
  for (const [where, path, text] of [
    ['in another string', 'main.tf', 'resource "google_project_iam_member" "m" {\n  project = "▮"\n}\n'],
    ['in a comment', 'main.tf', `# role = "▮"\n${grant('project', 'roles/viewer')}`],
    ['in an expression', 'main.tf', 'resource "google_project_iam_member" "m" {\n  role = local.▮\n}\n'],
    ['in a template', 'main.tf', grant('project', 'roles/viewer', 'serviceAccount:${google▮}')],
    ['at a key of JSON', 'policy.json', '{"bindings": [{"▮": "roles/viewer", "members": ["user:ann@example.com"]}]}'],
    ["in somebody else's JSON", 'package.json', '{"name": "▮"}'],
    ["in somebody else's bindings", 'policy.json', '{"bindings": [{"role": "▮", "members": ["alice"]}]}'],
    ["in somebody else's roles", 'role.yaml', 'title: Reader\nid: 7\nincludedPermissions:\n- ▮\n'],
    ["in somebody else's YAML", 'deployment.yaml', 'apiVersion: apps/v1\nkind: Deployment\nspec:\n  serviceAccountName: ▮\n'],
    [
      "in a role binding of Kubernetes's",
      'rbac.yaml',
      'apiVersion: rbac.authorization.k8s.io/v1\nkind: RoleBinding\nroleRef:\n  name: ▮\nsubjects:\n- name: bindings\n',
    ],
    ['at the name of a service', 'service.yaml', service('').replace('name: orders', 'name: ▮')],
  ] as const)
    test(where, async (t) => {
      const { list } = await typed(t, path, text);
      assert.equal(list, null);
    });

  test('in a document that is not there', async (t) => {
    const client = await connected(t);
    const params = { textDocument: { uri: `${root}/no.tf` }, position: { line: 0, character: 0 } };
    assert.equal(await client.connection.sendRequest(CompletionRequest.type, params), null);
  });
});
