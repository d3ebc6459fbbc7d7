import assert from 'node:assert/strict';
import { spawn, spawnSync } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import { test } from 'node:test';
import { folder } from './folder.ts';

const main = join(import.meta.dirname, '..', '..', 'server', 'cli', 'main.ts');

function grants(count: number): string {
  const grant = (_: unknown, index: number) =>
    `resource "google_project_iam_member" "x${index}" {\n  project = "p"\n  role    = "roles/logging.viewer"\n  member  = "allUsers"\n}\n`;
  return Array.from({ length: count }, grant).join('\n');
}

test('a report larger than a pipe arrives whole', (t) => {
  const cwd = folder(t, { 'main.tf': grants(2000) });
  const { status, stdout, stderr } = spawnSync(process.execPath, [main, 'lint', '--format', 'json'], {
    cwd,
    encoding: 'utf8',
    maxBuffer: 1e9,
  });
  assert.deepEqual({ status, stderr }, { status: 1, stderr: '' });
  assert(stdout.length > 1_000_000);
  assert.equal(JSON.parse(stdout).findings.length, 2000);
});

test('a reader that goes away is no fault', async (t) => {
  const cwd = folder(t, { 'main.tf': grants(2000) });
  const child = spawn(process.execPath, [main, 'lint', '--format', 'json'], { cwd, stdio: ['ignore', 'pipe', 'pipe'] });
  child.stdout.once('data', () => child.stdout.destroy());
  const errors: Buffer[] = [];
  child.stderr.on('data', (chunk) => errors.push(chunk));
  const [status] = await once(child, 'close');
  assert.deepEqual({ status, stderr: Buffer.concat(errors).toString() }, { status: 1, stderr: '' });
});

test('reads stdin', (t) => {
  const cwd = folder(t, {});
  const args = [main, 'lint', '--stdin-filename', 'main.tf', '--no-color'];
  const { status, stdout } = spawnSync(process.execPath, args, { cwd, input: grants(1), encoding: 'utf8' });
  assert.equal(status, 1);
  assert.match(stdout, /^main\.tf\n {2}4:14 {2}error /);
});

test('wrong usage ends with status 2', () => {
  const { status, stdout, stderr } = spawnSync(process.execPath, [main, 'lint', '--nonsense'], { encoding: 'utf8' });
  assert.deepEqual({ status, stdout }, { status: 2, stdout: '' });
  assert.match(stderr, /^leastwise: there is no option --nonsense\./);
});
