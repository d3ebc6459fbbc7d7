import assert from 'node:assert/strict';
import { test } from 'node:test';
import { Client, connected, Disk, modern, root } from './client.ts';

test('says what it can do, before it reads a file', async () => {
  const client = new Client(new Disk({ 'main.tf': '' }));
  const { serverInfo, capabilities } = await client.initialize();
  assert.equal(serverInfo?.name, 'Leastwise');
  assert.deepEqual(capabilities.diagnosticProvider, { identifier: 'leastwise', interFileDependencies: true, workspaceDiagnostics: true });
  assert.deepEqual(capabilities.textDocumentSync, { openClose: true, change: 2, save: true });
  assert.deepEqual(capabilities.codeActionProvider, { codeActionKinds: ['quickfix', 'source.fixAll.leastwise'] });
  assert.equal(capabilities.hoverProvider, true);
  assert.deepEqual(client.disk.reads, []);
  await client.shutdown();
});

test('offers nothing that would get in the way of a Terraform or YAML extension', async () => {
  const client = new Client(new Disk());
  const { capabilities } = await client.initialize();
  assert.deepEqual(Object.keys(capabilities).sort(), [
    'callHierarchyProvider',
    'codeActionProvider',
    'codeLensProvider',
    'completionProvider',
    'definitionProvider',
    'diagnosticProvider',
    'documentLinkProvider',
    'hoverProvider',
    'inlayHintProvider',
    'referencesProvider',
    'renameProvider',
    'textDocumentSync',
    'workspace',
  ]);
  await client.shutdown();
});

test('does not offer diagnostics to a client that cannot ask for them', async () => {
  const client = new Client(new Disk());
  const { capabilities } = await client.initialize({ capabilities: {} });
  assert.equal(capabilities.diagnosticProvider, undefined);
  await client.shutdown();
});

test('asks to be told of changed files, .gitignore and directories', async (t) => {
  const client = await connected(t);
  const { method, registerOptions } = await client.registrations.take();
  assert.equal(method, 'workspace/didChangeWatchedFiles');
  const patterns = registerOptions.watchers.map(({ globPattern }: { globPattern: string }) => globPattern);
  assert.deepEqual(patterns, ['**/*.{tf,tofu,tfvars,yaml,yml,json,jsonc,ndjson,jsonl,csv}', '**/.gitignore', '**']);
});

test('works for a client that knows one root only', async (t) => {
  const files = { 'main.tf': 'resource "google_project_iam_member" "all" {\n  role   = "roles/viewer"\n  member = "allUsers"\n}\n' };
  const client = await connected(t, files, { capabilities: { textDocument: modern.textDocument }, folders: null, rootUri: root });
  assert.deepEqual(await client.codes('main.tf'), ['public-member']);
});
