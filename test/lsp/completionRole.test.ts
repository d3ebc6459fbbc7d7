import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { CompletionResolveRequest } from 'vscode-languageserver';
import { codesAfter, grant, labels, typed, typedIn } from './completed.ts';

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
