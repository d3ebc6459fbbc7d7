import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { openSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { test } from 'node:test';
import { startProgress } from '../../server/cli/progress.ts';
import { folder } from './folder.ts';

const main = join(import.meta.dirname, '..', '..', 'server', 'cli', 'main.ts');
const erase = '\r\x1b[K';

test('says what goes on while nothing else gets a turn, and erases it', async (t) => {
  const terminal = join(folder(t, { terminal: '' }), 'terminal');
  const progress = startProgress(openSync(terminal, 'w'), 0);
  progress.say('Linting 3600 files');
  while (!readFileSync(terminal, 'utf8').includes('Linting'));
  await progress.end();
  const shown = readFileSync(terminal, 'utf8');
  assert(shown.includes(`${erase}Linting 3600 files … 0 s`), shown);
  assert(shown.endsWith(erase));
});

test('says nothing to who is done soon, and nothing where there is no terminal', async (t) => {
  const terminal = join(folder(t, { terminal: '' }), 'terminal');
  const progress = startProgress(openSync(terminal, 'w'), 3_600_000);
  progress.say('Linting 3 files');
  await progress.end();
  await progress[Symbol.asyncDispose]();
  assert.equal(readFileSync(terminal, 'utf8'), '');
  await startProgress(undefined, 0).end();
});

/** What a terminal gets to see, by `script` of util-linux. */
function inTerminal(cwd: string, command: string, env: Record<string, string>): string {
  const { NO_COLOR: _, FORCE_COLOR: __, ...rest } = process.env;
  const { stdout } = spawnSync('script', ['--quiet', '--return', '--command', command, '/dev/null'], {
    cwd,
    encoding: 'utf8',
    env: { ...rest, TERM: 'xterm', ...env },
  });
  return stdout;
}

test('a terminal gets colors and no trace of progress', (t) => {
  const cwd = folder(t, { 'main.tf': 'resource "google_project_iam_member" "x" {\n  role   = "roles/viewer"\n  member = "allUsers"\n}\n' });
  const lint = `'${process.execPath}' '${main}' lint`;
  const colored = inTerminal(cwd, lint, {});
  assert(colored.includes('\x1b[31merror\x1b[39m'), colored);
  assert(!colored.includes('Linting'));
  assert(!inTerminal(cwd, lint, { NO_COLOR: '1' }).includes('\x1b['));
  assert(!inTerminal(cwd, lint, { TERM: 'dumb' }).includes('\x1b['));
  assert(!inTerminal(cwd, `${lint} | cat`, {}).includes('\x1b['));
  assert(inTerminal(cwd, `${lint} | cat`, { FORCE_COLOR: '1' }).includes('\x1b[31m'));
});
