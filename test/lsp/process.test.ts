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

const main = (file: string) => path.join(import.meta.dirname, '../../server', file);

/** What starts the server: VS Code runs its module, other editors the command line. */
const commands = { 'the module': [main('lsp/main.ts'), '--stdio'], 'leastwise lsp': [main('cli/main.ts'), 'lsp'] };

/** A server in a process of its own, on real files. */
async function started(
  test: TestContext,
  command: readonly string[],
  files: Readonly<Record<string, string>>,
  processId: number | undefined = process.pid,
) {
  const directory = mkdtempSync(path.join(tmpdir(), 'shop-'));
  test.after(() => rmSync(directory, { recursive: true }));
  for (const [name, content] of Object.entries(files)) writeFileSync(path.join(directory, name), content);
  const server: ChildProcessByStdio<Writable, Readable, Readable> = spawn(process.execPath, command, { stdio: ['pipe', 'pipe', 'pipe'] });
  const [ended, errors] = [once(server, 'close'), text(server.stderr)];
  const printed: Buffer[] = [];
  server.stdout.on('data', (chunk) => printed.push(chunk));
  const connection = createProtocolConnection(new StreamMessageReader(server.stdout), new StreamMessageWriter(server.stdin));
  connection.listen();
  const uri = pathToFileURL(directory).href;
  const stopped = ended.then(([code]) => Promise.reject(new Error(`the server has ended with ${code}`)));
  stopped.catch(() => {});
  const initialized = connection.sendRequest(InitializeRequest.type, {
    processId,
    rootUri: uri,
    capabilities: { textDocument: { diagnostic: {} } },
    workspaceFolders: null,
  });
  await Promise.race([initialized, stopped]);
  await connection.sendNotification(InitializedNotification.type, {});
  const pull = (name: string) => connection.sendRequest(DocumentDiagnosticRequest.type, { textDocument: { uri: `${uri}/${name}` } });
  return { server, connection, ended, errors, printed, pull };
}

/** What is left of a server's output without the messages of the protocol. */
function besideMessages(output: readonly Buffer[]): string {
  let rest = Buffer.concat(output);
  for (;;) {
    const header = /^Content-Length: (\d+)\r\n(?:[^\r\n]+\r\n)*\r\n/.exec(rest.toString('latin1'));
    if (!header) return rest.toString();
    rest = rest.subarray(header[0].length + Number(header[1]));
  }
}

const files = {
  'main.tf': 'resource "google_project_iam_member" "all" {\n  role   = "roles/viewer"\n  member = "allUsers"\n}\n',
  'ignored.tf': 'resource "google_project_iam_member" "too" {\n  role   = "roles/viewer"\n  member = "allUsers"\n}\n',
  '.gitignore': '/ignored.tf\n',
};

for (const [name, command] of Object.entries(commands)) {
  test(`${name} lints the files of a directory, ends when it is told to and prints nothing but messages`, async (t) => {
    const { connection, pull, ended, errors, printed } = await started(t, command, files);
    const report = await pull('main.tf');
    assert.deepEqual(report.kind === 'full' && report.items.map(({ code }) => code), ['public-member']);
    const ignored = await pull('ignored.tf');
    assert.deepEqual(ignored.kind === 'full' && ignored.items, [], 'the directory is no repository, yet its .gitignore counts');
    await connection.sendRequest(ShutdownRequest.type);
    await connection.sendNotification(ExitNotification.type);
    const [code] = await ended;
    assert.equal(code, 0);
    assert.equal(await errors, '');
    assert(printed.length > 0);
    assert.equal(besideMessages(printed), '');
  });

  test(`${name} ends without a word when its client hangs up in the middle`, async (t) => {
    const { server, connection, pull, ended, errors } = await started(t, command, files);
    pull('main.tf').catch(() => {});
    connection.dispose();
    server.stdin.end();
    server.stdout.destroy();
    const [code] = await ended;
    assert.equal(code, 1, 'as LSP asks of an exit without shutdown');
    assert.equal(await errors, '');
  });

  test(`${name} ends when its client is gone though the pipe is held open`, async (t) => {
    const client = spawn(process.execPath, ['--eval', 'setInterval(() => {}, 1000)']);
    const { ended, errors } = await started(t, command, files, client.pid);
    client.kill();
    const [code] = await ended;
    assert.equal(code, 1);
    assert.equal(await errors, '');
  });
}
