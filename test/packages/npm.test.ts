import assert from 'node:assert/strict';
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { readdirSync } from 'node:fs';
import path from 'node:path';
import { text } from 'node:stream/consumers';
import { after, before, describe, test } from 'node:test';
import { ExitNotification, InitializeRequest, ShutdownRequest } from 'vscode-languageserver';
import { createProtocolConnection, StreamMessageReader, StreamMessageWriter } from 'vscode-languageserver/node';
import { version } from '../../scripts/project.ts';
import { type Installed, install } from './installed.ts';

const grant = `resource "google_project_iam_member" "all" {
  project = "shop"
  role    = "roles/viewer"
  member  = "allUsers"
}
`;

describe('the npm package, installed into an empty folder', () => {
  let installed: Installed;
  before(() => {
    installed = install();
  });
  after(() => installed.remove());

  const leastwise = (...args: string[]) => installed.run('npx', ['--no-install', 'leastwise', ...args]);

  test('brings no other package along', () => {
    const names = readdirSync(path.join(installed.directory, 'node_modules')).filter((name) => !name.startsWith('.'));
    assert.deepEqual(names, ['leastwise']);
  });

  test('lints', () => {
    installed.write('lint', { 'main.tf': grant });
    const { status, stdout, stderr } = leastwise('lint', 'lint', '--format', 'json');
    assert.deepEqual({ status, stderr }, { status: 1, stderr: '' });
    assert.deepEqual(
      JSON.parse(stdout).findings.map(({ code, path }: { code: string; path: string }) => `${path}: ${code}`),
      ['lint/main.tf: public-member'],
    );
  });

  test('knows its version, its rules and their pages', () => {
    assert.equal(leastwise('--version').stdout, `${version}\n`);
    assert.match(leastwise('rules').stdout, /^public-member +error +/m);
    assert.match(leastwise('explain', 'public-member').stdout, /^# public-member\n/);
  });

  test('answers who can become a service account', () => {
    installed.write('who', {
      'main.tf': `resource "google_service_account" "api" {
  project    = "shop"
  account_id = "api"
}
resource "google_service_account_iam_member" "ada" {
  service_account_id = google_service_account.api.name
  role               = "roles/iam.serviceAccountTokenCreator"
  member             = "user:ada@example.com"
}
`,
    });
    const { status, stdout } = leastwise('who-can', 'impersonate', 'api@shop.iam.gserviceaccount.com', 'who');
    assert.equal(status, 0);
    assert.match(stdout, /^user:ada@example\.com$/m);
  });

  test('serves an editor', async () => {
    const { directory, env } = installed;
    const server = spawn('npx', ['--no-install', 'leastwise', 'lsp'], { cwd: directory, env, stdio: ['pipe', 'pipe', 'pipe'] });
    const [ended, errors] = [once(server, 'exit'), text(server.stderr)];
    const connection = createProtocolConnection(new StreamMessageReader(server.stdout), new StreamMessageWriter(server.stdin));
    connection.listen();
    const { serverInfo } = await connection.sendRequest(InitializeRequest.type, { processId: null, rootUri: null, capabilities: {} });
    assert.deepEqual(serverInfo, { name: 'Leastwise', version });
    await connection.sendRequest(ShutdownRequest.type);
    await connection.sendNotification(ExitNotification.type);
    assert.deepEqual(await ended, [0, null]);
    assert.equal(await errors, '');
  });

  test('emulates Google Cloud', async () => {
    const { directory, env } = installed;
    const emulator = spawn('npx', ['--no-install', 'leastwise', 'emulate'], { cwd: directory, env, stdio: ['pipe', 'pipe', 'inherit'] });
    const ended = once(emulator, 'exit');
    const [line] = await once(emulator.stdout.setEncoding('utf8'), 'data');
    const { origin } = JSON.parse(line);
    assert.equal((await fetch(`${origin}/emulator`, { headers: { 'x-leastwise-emulator': '1' } })).status, 200);
    emulator.stdin.end();
    assert.deepEqual(await ended, [0, null]);
  });
});
