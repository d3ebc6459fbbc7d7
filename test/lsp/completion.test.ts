import assert from 'node:assert/strict';
import { describe, type TestContext, test } from 'node:test';
import { CompletionRequest } from 'vscode-languageserver';
import { TextDocument } from 'vscode-languageserver-textdocument';
import { connected, root } from './client.ts';
import { capabilities, codesAfter, email, grant, labels, languages, service, typed } from './completed.ts';

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
