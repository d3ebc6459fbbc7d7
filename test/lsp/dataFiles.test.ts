import assert from 'node:assert/strict';
import { test } from 'node:test';
import { CompletionRequest, DefinitionRequest, FileChangeType } from 'vscode-languageserver';
import { connected, rangeOf, root, uriOf } from './client.ts';

const factory = `locals {
  teams = { for f in fileset("\${path.module}/data", "*.yaml") : trimsuffix(f, ".yaml") => yamldecode(file("\${path.module}/data/\${f}")) }
  rows  = csvdecode(file("\${path.module}/rows.csv"))
}
resource "google_service_account" "api" {
  project    = "shop"
  account_id = "shop-api"
}
resource "google_project_iam_member" "team" {
  for_each = local.teams
  project  = "shop"
  role     = each.value.role
  member   = each.value.member
}
resource "google_project_iam_member" "row" {
  for_each = { for row in local.rows : row.member => row }
  project  = "shop-rows"
  role     = each.value.role
  member   = each.key
}
`;
const team = (role: string) => `role: ${role} # of all\nmember: "serviceAccount:shop-api@shop.iam.gserviceaccount.com"\n`;
const files = { 'infra/main.tf': factory, 'infra/data/api.yaml': team('roles/editor'), 'other.yaml': 'role: roles/editor\n' };
const [main, api, web, rows] = ['infra/main.tf', 'infra/data/api.yaml', 'infra/data/web.yaml', 'infra/rows.csv'] as const;

test('reports a finding where the data stands, with the attribute that uses it', async (t) => {
  const client = await connected(t, files);
  await client.open(api, team('roles/editor'), 'yaml');
  const [diagnostic] = await client.diagnostics(api);
  assert.equal(diagnostic?.code, 'basic-role');
  assert.deepEqual(diagnostic.range, rangeOf(team('roles/editor'), 'roles/editor'));
  const [use] = diagnostic.relatedInformation ?? [];
  assert.deepEqual(use?.location, { uri: uriOf(main), range: rangeOf(factory, 'each.value.role') });
  assert.deepEqual(await client.codes('other.yaml'), []);
});

test('an edit of the data counts at once, saved or not', async (t) => {
  const client = await connected(t, files);
  await client.open(api, team('roles/editor'), 'yaml');
  assert.deepEqual(await client.codes(api), ['basic-role']);
  await client.edit(api, 'roles/editor', 'roles/logging.viewer');
  assert.deepEqual(await client.codes(api), []);
  await client.edit(api, 'roles/logging.viewer', 'roles/owner');
  assert.deepEqual(await client.codes(api), ['basic-role']);
});

test('notices data files that are written, created and deleted, and reads no other file again', async (t) => {
  const client = await connected(t, files);
  assert.deepEqual(await client.codes(api), ['basic-role']);
  client.disk.reads.length = 0;

  client.disk.texts.set(uriOf(web), team('roles/owner'));
  client.disk.texts.set(uriOf(rows), 'role,member\nroles/viewer,allUsers\n');
  await client.watched([web, FileChangeType.Created], [rows, FileChangeType.Created]);
  assert.deepEqual(await client.codes(web), ['basic-role']);
  assert.deepEqual(await client.codes(rows), ['public-member']);
  assert.deepEqual(new Set(client.disk.reads), new Set([uriOf(web), uriOf(rows)]));

  client.disk.texts.set(uriOf(rows), 'role,member\nroles/logging.viewer,group:a@example.com\n');
  client.disk.texts.delete(uriOf(web));
  await client.watched([rows, FileChangeType.Changed], [web, FileChangeType.Deleted]);
  assert.deepEqual([await client.codes(rows), await client.codes(web)], [[], []]);

  client.disk.texts.delete(uriOf(api));
  await client.watched(['infra/data', FileChangeType.Deleted]);
  assert.deepEqual(await client.codes(api), []);
  client.disk.texts.set(uriOf(api), team('roles/editor'));
  await client.watched(['infra/data', FileChangeType.Created]);
  assert.deepEqual(await client.codes(api), ['basic-role']);
});

test('tells of data files with the whole workspace, tables too', async (t) => {
  const client = await connected(t, { ...files, [rows]: 'role,member\nroles/logging.viewer,allUsers\n' });
  const { items } = await client.pullWorkspace();
  const found = items.map((item) => [item.uri.replace(`${root}/`, ''), item.kind === 'full' ? item.items.map(({ code }) => code) : []]);
  assert.deepEqual(found, [
    [api, ['basic-role']],
    [rows, ['public-member']],
  ]);
});

test('reads data in the folder and nothing outside', async (t) => {
  const grant = `resource "google_project_iam_member" "m" {\n  project = "shop"\n  role = yamldecode(file("../shop2/x.yaml")).role\n  member = "user:a@example.com"\n}\n`;
  const outside = 'file:///shop2/x.yaml';
  const client = await connected(t, { 'main.tf': grant, [outside]: 'role: roles/editor\n' });
  assert.deepEqual((await client.pullWorkspace()).items, []);
  assert.ok(!client.disk.reads.includes(outside));
});

test('a module outside all folders has the data below it', async (t) => {
  const lonely = 'file:///lonely/main.tf';
  const client = await connected(t, { [lonely]: factory, 'file:///lonely/data/api.yaml': team('roles/editor') });
  await client.open(lonely, factory);
  await client.codes(lonely);
  assert.ok(client.disk.reads.includes('file:///lonely/data/api.yaml'));
  await client.open('file:///lonely/data/api.yaml', team('roles/editor'), 'yaml');
  assert.deepEqual(await client.codes(lonely), []);
});

test('completes, describes and leads on in data, and only where it is used', async (t) => {
  const client = await connected(t, files);
  const text = `${team('roles/editor')}note: roles/editor\n`;
  await client.open(api, text, 'yaml');
  const at = (offset: number) => {
    const before = text.slice(0, offset).split('\n');
    return { textDocument: { uri: uriOf(api) }, position: { line: before.length - 1, character: before.at(-1)?.length ?? 0 } };
  };
  const role = at(text.indexOf('roles/editor') + 3);
  assert.ok(await client.connection.sendRequest(CompletionRequest.type, role));
  assert.ok(await client.hover(api, 'roles/editor'));
  const definition = await client.connection.sendRequest(DefinitionRequest.type, at(text.indexOf('shop-api') + 2));
  assert.ok(JSON.stringify(definition).includes(uriOf(main)));
  for (const none of ['role:', 'note', '# of all', 'roles/editor\n']) {
    const offset = text.lastIndexOf(none) + 2;
    assert.equal(await client.connection.sendRequest(CompletionRequest.type, at(offset)), null, none);
    assert.equal(await client.connection.sendRequest(DefinitionRequest.type, at(offset)), null, none);
  }
});
