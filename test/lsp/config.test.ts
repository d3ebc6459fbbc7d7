import assert from 'node:assert/strict';
import { test } from 'node:test';
import {
  CodeActionKind,
  DidChangeConfigurationNotification,
  DidChangeWorkspaceFoldersNotification,
  FileChangeType,
} from 'vscode-languageserver';
import { connected, modern, root, uriOf } from './client.ts';

const editor = `resource "google_project_iam_member" "x" {\n  project = "p"\n  role    = "roles/editor"\n  member  = "user:a@example.com"\n}\n`;
const off = '{ "rules": { "basic-role": "off" } }';

test('the configuration file of a folder applies, and its changes do at once', async (t) => {
  const client = await connected(t, { 'a/main.tf': editor, 'leastwise.jsonc': off });
  const { next } = client.stream();
  assert.deepEqual(await client.codes('a/main.tf'), []);

  client.disk.texts.set(uriOf('leastwise.jsonc'), '{}');
  await client.watched(['leastwise.jsonc', FileChangeType.Changed]);
  assert.deepEqual(await next(), { 'a/main.tf': ['basic-role'] });

  client.disk.texts.set(uriOf('a/.leastwise.jsonc'), off);
  await client.watched(['a/.leastwise.jsonc', FileChangeType.Created]);
  assert.deepEqual(await next(), { 'a/main.tf': [] });

  client.disk.texts.delete(uriOf('a/.leastwise.jsonc'));
  await client.watched(['a/.leastwise.jsonc', FileChangeType.Deleted]);
  assert.deepEqual(await next(), { 'a/main.tf': ['basic-role'] });
});

test('it applies as it is typed', async (t) => {
  const client = await connected(t, { 'main.tf': editor, 'leastwise.jsonc': '{}' });
  await client.open('leastwise.jsonc', '{}', 'jsonc');
  assert.deepEqual(await client.codes('main.tf'), ['basic-role']);
  await client.edit('leastwise.jsonc', '{}', off);
  assert.deepEqual(await client.codes('main.tf'), []);
  await client.edit('leastwise.jsonc', '"off"', '"of"');
  assert.deepEqual(await client.codes('main.tf'), ['basic-role']);
  assert.deepEqual(await client.codes('leastwise.jsonc'), ['config']);
});

test('what is wrong with it is a diagnostic in it, with a page and a fix, and no comment to ignore it', async (t) => {
  const client = await connected(t, { 'leastwise.jsonc': '{ "profil": "strict" }' }, { initializationOptions: { explain: true } });
  const { next } = client.stream();
  assert.deepEqual(await next(), { 'leastwise.jsonc': ['config'] });
  await client.open('leastwise.jsonc', '{ "profil": "strict" }', 'jsonc');
  const [diagnostic] = await client.diagnostics('leastwise.jsonc');
  assert.equal(diagnostic?.message, '"profil" is not a setting; did you mean "profile"?');
  assert.match(diagnostic?.codeDescription?.href ?? '', /\/docs\/configuration\.md$/);
  assert.ok(diagnostic);
  const actions = await client.actions('leastwise.jsonc', diagnostic.range, { only: [CodeActionKind.QuickFix] });
  assert.deepEqual(
    actions.map(({ title }) => title),
    ['Use "profile"'],
  );
  await client.apply(actions[0]?.edit ?? {});
  assert.equal(client.text('leastwise.jsonc'), '{ "profile": "strict" }');
  assert.deepEqual(await client.codes('leastwise.jsonc'), []);
});

test('those above the folder apply, too, are watched, and win over the disk while they are open', async (t) => {
  const folders = [uriOf('infra/prod')];
  const capabilities = {
    ...modern,
    workspace: { ...modern.workspace, didChangeWatchedFiles: { dynamicRegistration: true, relativePatternSupport: true } },
  };
  const client = await connected(t, { 'infra/prod/main.tf': editor, 'leastwise.jsonc': off }, { folders, capabilities });
  await client.registrations.take();
  const { registerOptions } = await client.registrations.take();
  assert.deepEqual(
    registerOptions.watchers.map(({ globPattern }: { globPattern: { baseUri: string } }) => globPattern.baseUri),
    [uriOf('infra'), root, 'file:///'],
  );
  assert.deepEqual(await client.codes('infra/prod/main.tf'), []);

  client.disk.texts.set(uriOf('leastwise.jsonc'), '{ "rulez": {} }');
  await client.watched(['leastwise.jsonc', FileChangeType.Changed]);
  assert.deepEqual(await client.codes('infra/prod/main.tf'), ['basic-role']);
  assert.deepEqual(await client.stream().next(), { 'infra/prod/main.tf': ['basic-role'], 'leastwise.jsonc': ['config'] });

  await client.open('leastwise.jsonc', off, 'jsonc');
  assert.deepEqual(await client.codes('leastwise.jsonc'), []);
  assert.deepEqual(await client.codes('infra/prod/main.tf'), []);
  await client.close('leastwise.jsonc');
  assert.deepEqual(await client.codes('infra/prod/main.tf'), ['basic-role']);

  client.disk.texts.set(uriOf('infra/leastwise.jsonc'), off);
  await client.watched(['infra/leastwise.jsonc', FileChangeType.Created]);
  assert.deepEqual(await client.codes('infra/prod/main.tf'), []);

  const event = { added: [{ uri: uriOf('apps/shop'), name: 'shop' }], removed: [] };
  await client.connection.sendNotification(DidChangeWorkspaceFoldersNotification.type, { event });
  let watched = await client.registrations.take();
  if (watched.method !== 'workspace/didChangeWatchedFiles') watched = await client.registrations.take();
  assert.deepEqual(
    watched.registerOptions.watchers.map(({ globPattern }: { globPattern: { baseUri: string } }) => globPattern.baseUri),
    [uriOf('apps')],
  );
});

test('a file above two folders is counted once', async (t) => {
  const files = { 'leastwise.jsonc': '{ "rulez": {} }', 'a/main.tf': '', 'b/main.tf': '' };
  const client = await connected(t, files, { folders: [uriOf('a'), uriOf('b')] });
  assert.deepEqual(await client.connection.sendRequest('leastwise/lint'), {
    files: 2,
    findings: { error: 1, warning: 0, information: 0, hint: 0 },
    skipped: [],
  });
});

test('it applies to files outside all folders', async (t) => {
  const policy = '{"etag":"BwYh3kQf1oM=","bindings":[{"role":"roles/editor","members":["user:a@example.com"]}]}';
  const client = await connected(t, { 'infra/main.tf': '', 'infra/policy.json': policy, 'leastwise.jsonc': off }, { folders: [] });
  await client.open('infra/main.tf', editor);
  await client.open('infra/policy.json', policy, 'json');
  assert.deepEqual(await client.codes('infra/main.tf'), []);
  assert.deepEqual(await client.codes('infra/policy.json'), []);

  client.disk.texts.set(uriOf('infra/leastwise.jsonc'), '{ "rules": { "basic-role": "hint" } }');
  await client.watched(['infra/leastwise.jsonc', FileChangeType.Created]);
  assert.deepEqual(await client.codes('infra/main.tf'), ['basic-role']);
  assert.deepEqual(await client.codes('infra/policy.json'), ['basic-role']);
});

test('settings stand over the file', async (t) => {
  const client = await connected(t, {
    'main.tf': editor,
    'viewer.tf': editor.replace('"x"', '"y"').replace('roles/editor', 'roles/logging.viewer'),
    'leastwise.jsonc': '{ "profile": "default", "rules": { "basic-role": "error" } }',
  });
  const severities = async () => (await client.diagnostics('main.tf')).map(({ severity }) => severity);
  assert.deepEqual(await severities(), [1]);
  client.settings = { 'leastwise.lint.rules': { 'basic-role': 'hint' }, 'leastwise.lint.profile': null };
  await client.connection.sendNotification(DidChangeConfigurationNotification.type, { settings: null });
  assert.deepEqual(await severities(), [4]);
  assert.deepEqual(await client.codes('viewer.tf'), []);
  client.settings = { 'leastwise.lint.profile': 'strict' };
  await client.connection.sendNotification(DidChangeConfigurationNotification.type, { settings: null });
  assert.deepEqual(await client.codes('viewer.tf'), ['user-grant']);
});
