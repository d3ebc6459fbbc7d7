import assert from 'node:assert/strict';
import { type ChildProcessByStdio, spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import type { Readable, Writable } from 'node:stream';
import { text } from 'node:stream/consumers';
import { type TestContext, test } from 'node:test';
import { pathToFileURL } from 'node:url';
import {
  DocumentDiagnosticRequest,
  ExitNotification,
  InitializedNotification,
  InitializeRequest,
  ShutdownRequest,
} from 'vscode-languageserver';
import { createProtocolConnection, StreamMessageReader, StreamMessageWriter } from 'vscode-languageserver/node';

/** A server in a process of its own, on real files. */
async function started(test: TestContext, files: Readonly<Record<string, string>>) {
  const directory = mkdtempSync(path.join(tmpdir(), 'shop-'));
  test.after(() => rmSync(directory, { recursive: true }));
  for (const [name, content] of Object.entries(files)) writeFileSync(path.join(directory, name), content);
  const main = path.join(import.meta.dirname, '../../server/lsp/main.ts');
  const server: ChildProcessByStdio<Writable, Readable, Readable> = spawn(process.execPath, [main, '--stdio'], {
    stdio: ['pipe', 'pipe', 'pipe'],
  });
  const connection = createProtocolConnection(new StreamMessageReader(server.stdout), new StreamMessageWriter(server.stdin));
  connection.listen();
  const uri = pathToFileURL(directory).href;
  await connection.sendRequest(InitializeRequest.type, {
    processId: process.pid,
    rootUri: uri,
    capabilities: { textDocument: { diagnostic: {} } },
    workspaceFolders: null,
  });
  await connection.sendNotification(InitializedNotification.type, {});
  const ended = once(server, 'exit');
  const errors = text(server.stderr);
  const pull = (name: string) => connection.sendRequest(DocumentDiagnosticRequest.type, { textDocument: { uri: `${uri}/${name}` } });
  return { server, connection, ended, errors, pull };
}

const files = {
  'main.tf': 'resource "google_project_iam_member" "all" {\n  role   = "roles/viewer"\n  member = "allUsers"\n}\n',
  'ignored.tf': 'resource "google_project_iam_member" "too" {\n  role   = "roles/viewer"\n  member = "allUsers"\n}\n',
  '.gitignore': '/ignored.tf\n',
};

test('lints the files of a directory, ends when it is told to and prints nothing', async (t) => {
  const { connection, pull, ended, errors } = await started(t, files);
  const report = await pull('main.tf');
  assert.deepEqual(report.kind === 'full' && report.items.map(({ code }) => code), ['public-member']);
  const ignored = await pull('ignored.tf');
  assert.deepEqual(ignored.kind === 'full' && ignored.items, [], 'the directory is no repository, yet its .gitignore counts');
  await connection.sendRequest(ShutdownRequest.type);
  await connection.sendNotification(ExitNotification.type);
  const [code] = await ended;
  assert.equal(code, 0);
  assert.equal(await errors, '');
});

test('ends without a word when its client hangs up in the middle', async (t) => {
  const { server, connection, pull, ended, errors } = await started(t, files);
  pull('main.tf').catch(() => {});
  connection.dispose();
  server.stdin.end();
  server.stdout.destroy();
  const [code] = await ended;
  assert.equal(code, 1, 'as LSP asks of an exit without shutdown');
  assert.equal(await errors, '');
});
