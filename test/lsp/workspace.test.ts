import assert from 'node:assert/strict';
import { test } from 'node:test';
import { setTimeout } from 'node:timers/promises';
import { DidChangeConfigurationNotification, DidChangeWorkspaceFoldersNotification, FileChangeType } from 'vscode-languageserver';
import { connected, root, uriOf } from './client.ts';

const grant = (member: string) => `resource "google_project_iam_member" "it" {\n  role   = "roles/viewer"\n  member = ${member}\n}\n`;
const variable = (value: string) => `variable "who" {\n  default = "${value}"\n}\n`;

test('reads the files of the folder, and a file only when it changes', async (t) => {
  const client = await connected(t, { 'main.tf': grant('var.who'), 'variables.tf': variable('allUsers') });
  assert.deepEqual(await client.codes('variables.tf'), ['public-member']);
  assert.deepEqual(client.disk.reads, [uriOf('main.tf'), uriOf('variables.tf')]);

  client.disk.texts.set(uriOf('variables.tf'), variable('user:ada@example.com'));
  await client.watched(['variables.tf', FileChangeType.Changed]);
  assert.deepEqual(await client.codes('variables.tf'), []);
  assert.deepEqual(client.disk.reads.slice(2), [uriOf('variables.tf')]);
});

test('notices created files, and directories that come with files in them', async (t) => {
  const client = await connected(t, { 'main.tf': grant('var.who') });
  assert.deepEqual(await client.codes('main.tf'), []);
  client.disk.texts.set(uriOf('variables.tf'), variable('allUsers'));
  await client.watched(['variables.tf', FileChangeType.Created]);
  assert.deepEqual(await client.codes('variables.tf'), ['public-member']);

  client.disk.texts.set(uriOf('prod/v1.2/main.tf'), grant('"allUsers"'));
  await client.watched(['prod', FileChangeType.Created]);
  assert.deepEqual(await client.codes('prod/v1.2/main.tf'), ['public-member']);
});

test('notices files that are renamed, and directories that are deleted', async (t) => {
  const client = await connected(t, { 'prod/a.tf': grant('"allUsers"') });
  assert.deepEqual(await client.codes('prod/a.tf'), ['public-member']);
  client.disk.texts.clear();
  client.disk.texts.set(uriOf('prod/b.tf'), grant('"allUsers"'));
  await client.watched(['prod/a.tf', FileChangeType.Deleted], ['prod/b.tf', FileChangeType.Created]);
  assert.deepEqual(await client.codes('prod/a.tf'), []);
  assert.deepEqual(await client.codes('prod/b.tf'), ['public-member']);

  client.disk.texts.clear();
  await client.watched(['prod', FileChangeType.Deleted]);
  assert.deepEqual(await client.codes('prod/b.tf'), []);
});

test('answers everybody only when the disk is read, however slow it is', async (t) => {
  const client = await connected(t);
  const { under } = client.disk;
  client.disk.texts.set(uriOf('main.tf'), grant('"allUsers"'));
  client.disk.under = async (directory) => {
    await setTimeout(20);
    return under.call(client.disk, directory);
  };
  assert.deepEqual(await Promise.all([client.codes('main.tf'), client.codes('main.tf')]), [['public-member'], ['public-member']]);
});

test('finds out again what there is when .gitignore changes', async (t) => {
  const client = await connected(t, { 'main.tf': grant('"allUsers"') });
  assert.deepEqual(await client.codes('main.tf'), ['public-member']);
  client.disk.under = async () => [];
  await client.watched(['.gitignore', FileChangeType.Changed]);
  assert.deepEqual(await client.codes('main.tf'), []);
});

test('does not look at what is none of the project', async (t) => {
  const client = await connected(t, { 'main.tf': grant('"allUsers"') });
  await client.codes('main.tf');
  client.disk.texts.set(uriOf('.terraform/modules/x/main.tf'), grant('"allUsers"'));
  client.disk.texts.set(uriOf('out/ignored/main.tf'), grant('"allUsers"'));
  await client.watched(['.terraform/modules/x/main.tf', FileChangeType.Created], ['out/ignored/main.tf', FileChangeType.Created]);
  assert.deepEqual(await client.codes('out/ignored/main.tf'), []);
  assert.deepEqual(client.disk.reads, [uriOf('main.tf')]);
});

test('what the editor shows wins over the disk until it is closed', async (t) => {
  const client = await connected(t, { 'main.tf': grant('"allUsers"') });
  await client.open('main.tf', grant('"user:ada@example.com"'));
  assert.deepEqual(await client.codes('main.tf'), ['basic-role']);
  client.disk.texts.set(uriOf('main.tf'), grant('"allAuthenticatedUsers"'));
  await client.watched(['main.tf', FileChangeType.Changed]);
  assert.deepEqual(await client.codes('main.tf'), ['basic-role']);
  await client.close('main.tf');
  const [diagnostic] = await client.diagnostics('main.tf');
  assert.match(String(diagnostic?.message), /allAuthenticatedUsers/);
});

test('takes any spelling of a URI for the same file', async (t) => {
  const client = await connected(t, { 'file:///shop/prod%20%281%29/variables.tf': variable('allUsers') });
  await client.open('file:///shop/prod%20(1)/main.tf', grant('var.who'));
  const [diagnostic] = await client.diagnostics('file:///shop/prod%20%281%29/variables.tf');
  assert.equal(diagnostic?.relatedInformation?.[0]?.location.uri, 'file:///shop/prod%20(1)/main.tf', 'as the client writes it');
});

test('keeps folders apart, and gives a file to the innermost', async (t) => {
  const files = { 'main.tf': grant('"allUsers"'), 'inner/main.tf': grant('"allUsers"') };
  const client = await connected(t, files, { folders: [root, uriOf('inner')] });
  const { next } = client.stream();
  assert.deepEqual(await next(), { 'main.tf': ['public-member'], 'inner/main.tf': ['public-member'] });
});

test('follows folders that are added and removed', async (t) => {
  const client = await connected(t, { 'a/main.tf': grant('"allUsers"'), 'b/main.tf': grant('"allUsers"') }, { folders: [uriOf('a')] });
  const { next } = client.stream();
  assert.deepEqual(await next(), { 'a/main.tf': ['public-member'] });
  const event = { added: [{ uri: uriOf('b'), name: 'b' }], removed: [{ uri: uriOf('a'), name: 'a' }] };
  await client.connection.sendNotification(DidChangeWorkspaceFoldersNotification.type, { event });
  assert.deepEqual(await next(), { 'b/main.tf': ['public-member'], 'a/main.tf': [] });
});

test('lints a file outside all folders with its module', async (t) => {
  const files = {
    'elsewhere/main.tf': '',
    'elsewhere/variables.tf': variable('allUsers'),
    'elsewhere/policy.json': '{}',
    'elsewhere/deep/main.tf': '',
  };
  const client = await connected(t, files, { folders: [] });
  await client.open('elsewhere/main.tf', grant('var.who').replace('"roles/viewer"', '"roles/nothing.here"'));
  assert.deepEqual(await client.codes('elsewhere/main.tf'), ['unknown-role']);
  assert.deepEqual(client.disk.reads, [uriOf('elsewhere/main.tf'), uriOf('elsewhere/variables.tf')]);
  assert.deepEqual(await client.codes('elsewhere/variables.tf'), [], 'nobody has opened it');
});

const module = `variable "who" {}\noutput "who" {\n  value = var.who\n}\n`;
const caller = (who: string) => `module "m" {\n  source = "../m"\n  who = "${who}"\n}\n${grant('module.m.who')}`;

test('lints a file outside all folders with the modules that it calls', async (t) => {
  const client = await connected(t, { 'elsewhere/m/main.tf': module, 'elsewhere/other/main.tf': '' }, { folders: [] });
  const edit = (text: string) =>
    client.change('elsewhere/prod/main.tf', { start: { line: 0, character: 0 }, end: { line: 100, character: 0 } }, text);
  await client.open('elsewhere/prod/main.tf', grant('module.m.who'));
  assert.deepEqual(await client.codes('elsewhere/prod/main.tf'), []);
  await edit(caller('allUsers'));
  assert.deepEqual(await client.codes('elsewhere/prod/main.tf'), ['public-member']);
  assert.deepEqual(client.disk.reads, [uriOf('elsewhere/m/main.tf')]);
  await client.open('elsewhere/m/main.tf', module.replace('var.who', '"user:ada@example.com"'));
  assert.deepEqual(await client.codes('elsewhere/prod/main.tf'), ['basic-role'], 'what the editor shows of the module wins');
  await edit(grant('module.m.who'));
  assert.deepEqual(await client.codes('elsewhere/prod/main.tf'), []);
});

test('reads modules outside of the folder, and reports nothing there', async (t) => {
  const client = await connected(
    t,
    { 'prod/main.tf': caller('allUsers'), 'm/main.tf': module + grant('"allUsers"') },
    { folders: [uriOf('prod')] },
  );
  const { next } = client.stream();
  assert.deepEqual(await next(), { 'prod/main.tf': ['public-member'] });
  client.disk.texts.set(uriOf('m/main.tf'), module.replace('var.who', '"user:ada@example.com"'));
  await client.watched(['m/main.tf', FileChangeType.Changed]);
  assert.deepEqual(await next(), { 'prod/main.tf': ['basic-role'] });
});

test('lints an unsaved document by its language', async (t) => {
  const client = await connected(t);
  await client.open('untitled:Untitled-1', grant('"allUsers"'), 'terraform');
  await client.open('untitled:Untitled-2', 'bindings:\n- role: roles/viewer\n  members:\n  - allUsers\netag: BwYh3kQf1oM=\n', 'yaml');
  assert.deepEqual(await client.codes('untitled:Untitled-1'), ['public-member']);
  assert.deepEqual(await client.codes('untitled:Untitled-2'), ['public-member']);
  assert.deepEqual(client.disk.reads, []);
});

test('leaves out what is too large and says so', async (t) => {
  const large = `${grant('"allUsers"')}${'#'.repeat(1_100_000)}\n`;
  const client = await connected(t, { 'large.tf': large });
  await client.open('huge.tf', large);
  assert.deepEqual(await client.codes('huge.tf'), []);
  const summary = await client.connection.sendRequest('leastwise/lint');
  assert.deepEqual(summary, {
    files: 0,
    findings: { error: 0, warning: 0, information: 0, hint: 0 },
    skipped: [
      { uri: uriOf('large.tf'), reason: 'it is larger than 1 MB' },
      { uri: uriOf('huge.tf'), reason: 'it is larger than 1 MB' },
    ],
  });
});

test('lints everything on request and counts', async (t) => {
  const client = await connected(t, {
    'main.tf': grant('"allUsers"'),
    'editor.tf': grant('"user:ada@example.com"').replace('"it"', '"ada"'),
  });
  assert.deepEqual(await client.connection.sendRequest('leastwise/lint'), {
    files: 2,
    findings: { error: 1, warning: 1, information: 0, hint: 0 },
    skipped: [],
  });
});

test('tells who wants to know how the workspace stands', async (t) => {
  const client = await connected(t, { 'main.tf': grant('"allUsers"') }, { initializationOptions: { status: true } });
  const summary = await new Promise((resolve) => client.connection.onNotification('leastwise/status', resolve));
  assert.deepEqual(summary, { files: 1, findings: { error: 1, warning: 0, information: 0, hint: 0 }, skipped: [] });
});

test('gives rules the severities that the client sets, and leaves out what is off', async (t) => {
  const client = await connected(t, { 'main.tf': grant('"allUsers"') });
  const { next } = client.stream();
  assert.deepEqual(await next(), { 'main.tf': ['public-member'] });
  client.settings = { 'leastwise.lint.rules': { 'public-member': 'hint', 'basic-role': 'of no use' } };
  await client.connection.sendNotification(DidChangeConfigurationNotification.type, { settings: null });
  assert.deepEqual(await next(), { 'main.tf': ['public-member'] });
  assert.deepEqual(
    (await client.diagnostics('main.tf')).map(({ severity }) => severity),
    [4],
  );
  client.settings = { 'leastwise.lint.rules': { 'public-member': 'off' } };
  await client.connection.sendNotification(DidChangeConfigurationNotification.type, { settings: null });
  // What a rule that is off leaves out, a less specific one may say.
  assert.deepEqual(await next(), { 'main.tf': ['basic-role'] });
});
