import assert from 'node:assert/strict';
import { join } from 'node:path';
import { test } from 'node:test';
import { folder } from './folder.ts';
import { leastwise } from './leastwise.ts';

const editor = `resource "google_project_iam_member" "x" {
  project = "p"
  role    = "roles/editor"
  member  = "user:a@example.com"
}
`;
const off = '{ "rules": { "basic-role": "off" } }';

/** The findings as `path:line code severity`. */
async function found(root: string, ...args: string[]): Promise<string[]> {
  const { stdout } = await leastwise(root, ['lint', '--format', 'json', ...args]);
  interface Found {
    readonly path: string;
    readonly line: number;
    readonly code: string;
    readonly severity: string;
  }
  return JSON.parse(stdout).findings.map(({ path, line, code, severity }: Found) => `${path}:${line} ${code} ${severity}`);
}

test('a configuration file applies however its files are named on the command line', async (t) => {
  const root = folder(t, { '.git/HEAD': '', 'leastwise.jsonc': off, 'a/b/main.tf': editor, 'main.tf': editor });
  for (const args of [[], ['a'], ['a/b'], ['a/b/main.tf'], ['main.tf'], [root]])
    assert.deepEqual(await found(root, ...args), [], args.join());
  assert.deepEqual(await found(join(root, 'a/b')), []);
  const { stdout } = await leastwise(root, ['lint', '--stdin-filename', 'a/new.tf'], { stdin: editor });
  assert.equal(stdout, '✔ No problems in 1 file.\n');
});

test('in a monorepo each directory has its own, over what the root sets', async (t) => {
  const root = folder(t, {
    'leastwise.jsonc': '{ "rules": { "basic-role": "hint" } }',
    'main.tf': editor,
    'prod/leastwise.jsonc': '{ "rules": { "basic-role": "error" } }',
    'prod/main.tf': editor,
    'lab/.leastwise.jsonc': '{ "trustedPrincipals": ["user:a@example.com"] }',
    'lab/main.tf': editor,
  });
  const expected = ['main.tf:3 basic-role hint', 'prod/main.tf:3 basic-role error'];
  assert.deepEqual(await found(root), expected);
  assert.deepEqual(await found(root, 'lab', 'prod', 'main.tf'), expected);
});

test('a mistake in a configuration file is a finding there, and the rest of it applies', async (t) => {
  const root = folder(t, { '.git/HEAD': '', '.leastwise.jsonc': `{\n  "profle": "strict",\n  ${off.slice(1)}`, 'a/main.tf': editor });
  const { status, stdout } = await leastwise(root, ['lint', 'a/main.tf']);
  assert.equal(status, 1);
  assert.match(stdout, /^\.leastwise\.jsonc\n {2}2:4 {2}error {2}"profle" is not a setting; did you mean "profile"\? {2}config\n/);
  assert.match(stdout, /✖ 1 problem /);
  assert.deepEqual(await found(root, 'a'), ['.leastwise.jsonc:2 config error']);
  assert.deepEqual(await found(root, '.leastwise.jsonc'), ['.leastwise.jsonc:2 config error']);
  const sarif = JSON.parse((await leastwise(root, ['lint', '--format', 'sarif'])).stdout);
  const [result] = sarif.runs[0].results;
  assert.equal(result.ruleId, 'config');
  assert.equal(sarif.runs[0].tool.driver.rules[result.ruleIndex].id, 'config');
});

test('a configuration file is none of the files that are counted', async (t) => {
  const root = folder(t, { 'leastwise.jsonc': '{}' });
  assert.match((await leastwise(root, ['lint'])).stdout, /^✔ Nothing to lint/);
});

test('--config takes the place of all configuration files', async (t) => {
  const root = folder(t, {
    'ci/strict.jsonc': '{ "rules": { "basic-role": "information" } }',
    'ci/levels.jsonc': '{ "levels": { "a/*.json": "resource" } }',
    'a/leastwise.jsonc': off,
    'a/main.tf': editor,
    'a/policy.json': '{"etag":"BwYh3kQf1oM=","bindings":[{"role":"roles/editor","members":["user:a@example.com"]}]}',
    'leastwise.jsonc': '{ "nonsense": 1 }',
  });
  assert.deepEqual(await found(root, '--config', 'ci/strict.jsonc', 'a'), [
    'a/main.tf:3 basic-role information',
    'a/policy.json:1 basic-role information',
  ]);
  assert.deepEqual(await found(root, '--config', 'ci/strict.jsonc', 'a/main.tf'), ['a/main.tf:3 basic-role information']);
  assert.deepEqual(
    await found(root, '--config', 'ci/levels.jsonc'),
    ['a/main.tf:3 basic-role warning'],
    'globs begin at the working directory',
  );
});

test('a --config that cannot be understood is wrong usage', async (t) => {
  const root = folder(t, {
    'main.tf': editor,
    'ci.jsonc': '{\n  "rules": { "basic-rolle": "off" }\n}\n',
    'broken.jsonc': '{ "rules": {}',
    'bytes.jsonc': new Uint8Array([0x7b, 0, 0x7d]),
  });
  const cases: readonly [path: string, message: string][] = [
    ['ci.jsonc', 'ci.jsonc:2:15: "basic-rolle" is not a rule; did you mean "basic-role"?'],
    ['broken.jsonc', 'broken.jsonc:1:14: A closing brace } is missing before this.'],
    ['missing.jsonc', 'cannot read missing.jsonc: it does not exist.'],
    ['bytes.jsonc', 'cannot read bytes.jsonc: it is not text.'],
    ['.', 'cannot read .: it is not a regular file.'],
  ];
  for (const [path, message] of cases)
    assert.deepEqual(await leastwise(root, ['lint', '--config', path]), { status: 2, stdout: '', stderr: `leastwise: ${message}\n` });
});

test('--profile stands over what the files set', async (t) => {
  const bucket = `resource "google_project_iam_member" "x" {\n  project = "p"\n  role    = "roles/logging.viewer"\n  member  = "user:a@example.com"\n}\n`;
  const root = folder(t, { 'main.tf': bucket, 'leastwise.jsonc': '{ "profile": "strict" }' });
  const strict = ['main.tf:4 user-grant information'];
  assert.deepEqual(await found(root), strict);
  assert.deepEqual(await found(root, '--profile', 'strict'), strict);
  assert.deepEqual(await found(root, '--profile', 'default'), []);
  const { status, stderr } = await leastwise(root, ['lint', '--profile', 'lax']);
  assert.deepEqual({ status, stderr }, { status: 2, stderr: 'leastwise: --profile takes default or strict, not "lax".\n' });
});

test('what is excluded is not linted, and a file that is named all the same is told', async (t) => {
  const root = folder(t, { 'leastwise.jsonc': '{ "exclude": ["vendor"] }', 'vendor/main.tf': editor, 'main.tf': editor });
  assert.deepEqual(await found(root), ['main.tf:3 basic-role warning']);
  assert.deepEqual(await found(root, 'vendor'), []);
  const { stdout, stderr } = await leastwise(root, ['lint', 'vendor/main.tf', 'main.tf']);
  assert.equal(stderr, 'leastwise: skipped vendor/main.tf: the configuration excludes it.\n');
  assert.match(stdout, /✖ 1 problem /);
  assert.match(
    (await leastwise(root, ['lint', 'vendor'])).stdout,
    /^✔ Nothing to lint: the configuration excludes 1 file, and there is no other/,
  );
});

test('what is ignored is counted, and is there with --no-ignores and in SARIF', async (t) => {
  const config = '{ "ignores": [{ "codes": ["basic-role"], "files": "**/*.tf", "reason": "a lab" }] }';
  const root = folder(t, { 'leastwise.jsonc': config, 'a/main.tf': editor });
  assert.deepEqual(await leastwise(root, ['lint']), {
    status: 0,
    stdout: '✔ No problems in 1 file (1 ignored by the configuration).\n',
    stderr: '',
  });
  assert.deepEqual(await found(root, '--no-ignores'), ['a/main.tf:3 basic-role warning']);
  assert.deepEqual(await found(root, '--config', 'leastwise.jsonc'), []);
  const sarif = JSON.parse((await leastwise(root, ['lint', '--format', 'sarif'])).stdout);
  assert.deepEqual(sarif.runs[0].results[0].suppressions, [{ kind: 'external', justification: 'a lab' }]);
});

test('what suppresses nothing is told of a directory, and not of a file alone', async (t) => {
  const idle = editor.replace('roles/editor"', 'roles/logging.viewer" # leastwise: ignore[basic-role] once');
  const config = '{ "ignores": [{ "codes": ["public-member"], "files": "b/*.tf", "reason": "a lab" }] }';
  const root = folder(t, { '.git/HEAD': '', 'leastwise.jsonc': config, 'a/main.tf': idle, 'b/main.tf': editor });
  const expected = ['a/main.tf:3 unused-suppression hint', 'b/main.tf:3 basic-role warning', 'leastwise.jsonc:1 unused-suppression hint'];
  assert.deepEqual(await found(root), expected);
  assert.deepEqual(await found(root, 'a'), ['a/main.tf:3 unused-suppression hint']);
  assert.deepEqual(await found(root, 'a/main.tf'), []);
  assert.match((await leastwise(root, ['lint', '--fix'])).stdout, /2 fixed/);
  assert.deepEqual(await found(root), ['b/main.tf:3 basic-role warning']);
});

test('a policy file that cannot be read as a whole is told', async (t) => {
  const root = folder(t, {
    'policy.json': '{ "etag": "BwYh3kQf1oM=", "bindings": [ { "role": "roles/logging.viewer", "members": ["group:a@example.com"] }',
  });
  assert.ok((await found(root)).includes('policy.json:1 syntax information'));
});
