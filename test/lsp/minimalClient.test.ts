import assert from 'node:assert/strict';
import { type TestContext, test } from 'node:test';
import {
  CompletionRequest,
  type Diagnostic,
  DidSaveTextDocumentNotification,
  InsertTextFormat,
  LogMessageNotification,
  PublishDiagnosticsNotification,
  RenameRequest,
} from 'vscode-languageserver';
import { type Client, connected, queue, rangeOf, root, uriOf } from './client.ts';

const terraform = `resource "google_project_iam_member" "ada" {
  project = "shop"
  role    = "roles/storage.objectviewer"
  member  = "allUsers"
}
`;

const policy = '{"etag": "BwYh3kQf1oM=", "bindings": [{"role": "roles/viewer", "members": ["allUsers"]}]}';

/** What a server may ask only of clients that say so. */
const optional = [
  ...['client/registerCapability', 'workspace/configuration', 'workspace/workspaceFolders', 'workspace/applyEdit'],
  ...['diagnostic', 'codeLens', 'inlayHint', 'semanticTokens'].map((kind) => `workspace/${kind}/refresh`),
  'window/workDoneProgress/create',
];

/** A client that can do nothing that is optional, and what it is sent without having asked. */
async function minimal(t: TestContext, files: Readonly<Record<string, string>> = {}) {
  const client = await connected(t, files, { capabilities: {}, folders: null, rootUri: root });
  const published = queue<string>();
  const last = new Map<string, readonly Diagnostic[]>();
  const requests: string[] = [];
  const errors: string[] = [];
  client.connection.onNotification(PublishDiagnosticsNotification.type, ({ uri, diagnostics }) => {
    last.set(uri, diagnostics);
    published.put(`${uri.replace(`${root}/`, '')}: ${diagnostics.map(({ code }) => code)}`);
  });
  client.connection.onNotification(LogMessageNotification.type, ({ type, message }) => {
    if (type <= 2) errors.push(message);
  });
  for (const method of optional) client.connection.onRequest(method, () => void requests.push(method));
  return { client, published, last, requests, errors };
}

const actionsAt = (client: Client, path: string, text: string, context = {}) =>
  client.actions(path, rangeOf(client.text(path), text), context);

test('findings are pushed, open or not, while a document is edited and when it is closed', async (t) => {
  const { client, published } = await minimal(t, { 'policy.json': policy });
  assert.equal(await published.take(), 'policy.json: public-member');
  await client.open('main.tf', terraform);
  assert.equal(await published.take(), 'main.tf: unknown-role,public-member');
  await client.edit('main.tf', 'objectviewer', 'objectViewer');
  assert.equal(await published.take(), 'main.tf: public-member');
  await client.close('main.tf');
  assert.equal(await published.take(), 'main.tf: ', 'it is on no disk');
});

test('ranges are in UTF-16 units', async (t) => {
  const { client, published, last } = await minimal(t);
  const text = `# 🙂 é\n/* 🙂 é */ ${terraform.replace('"ada"', '"🙂"')}`
    .replace(' {\n', ' { /* 🙂 é */ ')
    .replace('"\n  role', '" \n role');
  await client.open('main.tf', text);
  await published.take();
  const found = last.get(uriOf('main.tf'))?.find(({ code }) => code === 'public-member');
  assert.deepEqual(found?.range, rangeOf(text, 'allUsers'));
});

test('the server asks such a client for nothing, and has nothing to complain of', async (t) => {
  const { client, published, requests, errors } = await minimal(t, { 'leastwise.jsonc': '{ "rules": { "public-member": "off" } }' });
  await client.open('main.tf', terraform);
  assert.equal(await published.take(), 'main.tf: unknown-role', 'the configuration counts for every client');
  await client.connection.sendNotification('workspace/didChangeConfiguration', { settings: { leastwise: {} } });
  await client.hover('main.tf', 'objectviewer');
  assert.deepEqual({ requests, errors }, { requests: [], errors: [] });
});

test('what other programs write is read again when a document is saved, as the client watches no files', async (t) => {
  const client = await connected(t, { 'policy.json': '{"bindings": []}' }, { capabilities: {} });
  const published = queue<string>();
  client.connection.onNotification(PublishDiagnosticsNotification.type, ({ uri, diagnostics }) =>
    published.put(`${uri.replace(`${root}/`, '')}: ${diagnostics.map(({ code }) => code)}`),
  );
  await client.open('main.tf', terraform);
  assert.equal(await published.take(), 'main.tf: unknown-role,public-member');
  client.disk.texts.set(uriOf('policy.json'), policy);
  client.disk.texts.set(uriOf('new.json'), policy);
  await client.connection.sendNotification(DidSaveTextDocumentNotification.type, { textDocument: { uri: uriOf('main.tf') } });
  assert.deepEqual([await published.take(), await published.take()].sort(), ['new.json: public-member', 'policy.json: public-member']);
});

test('a client that takes only commands is offered no code actions, which are edits', async (t) => {
  const { client } = await minimal(t);
  assert.equal((await client.initialized).capabilities.codeActionProvider, undefined);
});

test('edits are of documents without versions, and the comment that ignores a finding is no snippet', async (t) => {
  const literal = { codeAction: { codeActionLiteralSupport: { codeActionKind: { valueSet: [] } } } };
  const client = await connected(t, {}, { capabilities: { textDocument: literal } });
  await client.open('main.tf', terraform);
  const actions = await actionsAt(client, 'main.tf', 'allUsers');
  assert(actions.length > 0);
  for (const { edit, command } of actions) {
    assert.deepEqual(Object.keys(edit ?? {}), ['changes']);
    assert.equal(command, undefined);
  }
  const ignore = actions.find(({ title }) => title.startsWith('Ignore public-member'));
  await client.apply(ignore?.edit ?? {});
  assert.match(client.text('main.tf'), /# leastwise: ignore\[public-member\]/);
  assert.doesNotMatch(client.text('main.tf'), /\$\{/);
});

test('hovers are plain text', async (t) => {
  const { client } = await minimal(t);
  await client.open('main.tf', terraform.replace('objectviewer', 'objectViewer'));
  const { contents } = (await client.hover('main.tf', 'objectViewer')) ?? {};
  assert(contents !== undefined && typeof contents === 'object' && 'kind' in contents);
  assert.equal(contents.kind, 'plaintext');
  assert.match(contents.value, /^Storage Object Viewer roles\/storage\.objectViewer\n/);
  assert.doesNotMatch(contents.value, /[*`\\]|\]\(/);
});

test('completion and rename are plain texts and plain changes', async (t) => {
  const { client } = await minimal(t);
  const declared = 'resource "google_service_account" "api" {\n  project    = "shop"\n  account_id = "storefront"\n}\n';
  await client.open('main.tf', terraform.replace('objectviewer', 'objectViewer'));
  await client.open('accounts.tf', declared);
  const at = (path: string, text: string) => ({ textDocument: { uri: uriOf(path) }, position: rangeOf(client.text(path), text).start });
  const answer = await client.connection.sendRequest(CompletionRequest.type, at('main.tf', 'objectViewer'));
  const items = Array.isArray(answer) ? answer : (answer?.items ?? []);
  assert(items.length > 0);
  const formats = new Set(items.map(({ insertTextFormat }) => insertTextFormat ?? InsertTextFormat.PlainText));
  assert.deepEqual([...formats], [InsertTextFormat.PlainText]);
  const edit = await client.connection.sendRequest(RenameRequest.type, { ...at('accounts.tf', 'storefront'), newName: 'orders' });
  assert.deepEqual(Object.keys(edit ?? {}), ['changes']);
});
