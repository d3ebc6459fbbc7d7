import assert from 'node:assert/strict';
import { appendFileSync, mkdirSync, readFileSync, symlinkSync } from 'node:fs';
import { join } from 'node:path';
import { test } from 'node:test';
import { analyzeAndFix } from '../../server/cli/analysis.ts';
import { openPaths } from '../../server/cli/workspaces.ts';
import { shippedCatalog, version } from '../../server/host/assets.ts';
import { folder } from './folder.ts';
import { leastwise } from './leastwise.ts';

/** A grant in Terraform, with what deviates. */
function grant({ name = 'x', role = 'roles/logging.viewer', member = 'user:a@example.com', comment = '' } = {}): string {
  return `resource "google_project_iam_member" "${name}" {
  project = "p"
  role    = "${role}"
  member  = "${member}"${comment}
}
`;
}

const publicGrant = grant({ member: 'allUsers' });
const ownerGrant = grant({ role: 'roles/owner' });

interface Found {
  readonly path: string;
  readonly line: number;
  readonly code: string;
}

/** The findings as `path:line code`. */
async function found(root: string, ...args: string[]): Promise<string[]> {
  const { stdout } = await leastwise(root, ['lint', '--format', 'json', ...args]);
  return JSON.parse(stdout).findings.map(({ path, line, code }: Found) => `${path}:${line} ${code}`);
}

test('lints the current directory and fails on an error', async (t) => {
  const root = folder(t, { 'infra/main.tf': publicGrant });
  const { status, stdout, stderr } = await leastwise(root, ['lint']);
  assert.deepEqual({ status, stderr }, { status: 1, stderr: '' });
  assert.match(
    stdout,
    /^infra\/main\.tf\n {2}4:14 {2}error {2}.* {2}public-member\n {4}4 │ {3}member {2}= "allUsers"\n {6}│ {14}\^{8}\n\n✖ 1 problem /,
  );
});

test('nothing found is one line and status 0', async (t) => {
  const root = folder(t, { 'main.tf': grant() });
  assert.deepEqual(await leastwise(root, ['lint', '.']), { status: 0, stdout: '✔ No problems in 1 file.\n', stderr: '' });
  const empty = folder(t, { 'README.md': '' });
  assert.match((await leastwise(empty, ['lint'])).stdout, /^✔ Nothing to lint/);
});

test('reports as JSON', async (t) => {
  const root = folder(t, { 'a/main.tf': `# 🙂\n${grant({ role: 'roles/logging.Viewer' })}` });
  const { status, stdout } = await leastwise(root, ['lint', '--format', 'json', 'a']);
  assert.equal(status, 1);
  const { version: reported, findings, skipped } = JSON.parse(stdout);
  assert.equal(reported, version());
  assert.deepEqual(skipped, []);
  const [finding] = findings;
  const place = { path: 'a/main.tf', line: 4, column: 14, endLine: 4, endColumn: 34 };
  assert.deepEqual(Object.keys(finding), [
    'code',
    'severity',
    'path',
    'line',
    'column',
    'endLine',
    'endColumn',
    'message',
    'related',
    'fixes',
  ]);
  assert.deepEqual({ ...finding, ...place, code: 'unknown-role', severity: 'error' }, finding);
  assert.equal(finding.fixes[0].safe, true);
  assert.equal(finding.fixes[0].edits[0].path, 'a/main.tf');
  assert.match(finding.fixes[0].edits[0].newText, /logging\.viewer/);
});

test('reports by path, line and column, the same from run to run', async (t) => {
  const root = folder(t, {
    'b.tf': publicGrant + ownerGrant.replace('"x"', '"y"'),
    'a/z.tf': publicGrant,
    'a b.tf': publicGrant.replace('"x"', '"z"'),
  });
  const expected = ['a b.tf:4 public-member', 'a/z.tf:4 public-member', 'b.tf:4 public-member', 'b.tf:8 basic-role'];
  assert.deepEqual(await found(root), expected);
  assert.deepEqual(await found(root, 'b.tf', 'a', '.'), expected);
});

test('paths that overlap or repeat report nothing twice', async (t) => {
  const root = folder(t, { 'a/b/main.tf': publicGrant, 'a/c/main.tf': publicGrant });
  const expected = ['a/b/main.tf:4 public-member', 'a/c/main.tf:4 public-member'];
  assert.deepEqual(await found(root, 'a', 'a/b', 'a/c/main.tf', join(root, 'a'), 'a/'), expected);
});

test('paths are shown relative to the working directory', async (t) => {
  const root = folder(t, { 'a/main.tf': publicGrant, 'b/x.tf': '' });
  assert.deepEqual(await found(join(root, 'b'), '../a'), ['../a/main.tf:4 public-member']);
});

test('a file is reported alone but read with those beside it', async (t) => {
  const root = folder(t, {
    'main.tf': grant({ member: `\${var.who}` }),
    'variables.tf': 'variable "who" {\n  default = "allUsers"\n}\n',
    'other.tf': publicGrant.replace('"x"', '"y"'),
    'variables.json': Buffer.from([0, 255]),
  });
  const whole = await found(root);
  for (const file of ['main.tf', 'variables.tf', 'other.tf']) {
    assert.deepEqual(
      await found(root, file),
      whole.filter((each) => each.startsWith(`${file}:`)),
    );
  }
  assert(whole.some((each) => each.includes('public-member')));
});

test('a file is read with the modules that it calls and with its values of variables', async (t) => {
  const root = folder(t, {
    'prod/main.tf': 'module "grants" {\n  source = "../modules/grants"\n  who    = var.who\n}\nvariable "who" {}\n',
    'prod/terraform.tfvars': 'who = "allUsers"\n',
    'modules/grants/main.tf': 'module "one" {\n  source = "../one"\n  who = var.who\n}\nvariable "who" {}\n',
    'modules/one/main.tf': `variable "who" {}\n${grant({ member: '${var.who}' })}`,
  });
  assert.deepEqual(await found(root, '.'), ['prod/terraform.tfvars:1 public-member']);
  assert.deepEqual(await found(root, 'prod/terraform.tfvars'), ['prod/terraform.tfvars:1 public-member']);
  assert.deepEqual(await found(root, 'prod/main.tf'), []);
  assert.deepEqual(await found(root, 'prod'), ['prod/terraform.tfvars:1 public-member']);
});

test('a file that is named is linted although .gitignore names it', async (t) => {
  const root = folder(t, { '.gitignore': '*.tf', 'main.tf': publicGrant });
  assert.deepEqual(await found(root), []);
  assert.deepEqual(await found(root, 'main.tf'), ['main.tf:4 public-member']);
});

test('the severity to report and the one to fail on', async (t) => {
  const root = folder(t, { 'main.tf': ownerGrant });
  const status = async (...args: string[]) => (await leastwise(root, ['lint', ...args])).status;
  assert.equal(await status(), 0);
  assert.equal(await status('--fail-on', 'warning'), 1);
  assert.equal(await status('--fail-on=hint'), 1);
  assert.deepEqual(await found(root, '--severity', 'warning'), ['main.tf:3 basic-role']);
  assert.deepEqual(await found(root, '--severity', 'error'), []);
});

test('comments suppress findings unless they are not to', async (t) => {
  const root = folder(t, { 'main.tf': grant({ member: 'allUsers', comment: ' # leastwise: ignore[public-member] a public site' }) });
  assert.deepEqual(await leastwise(root, ['lint']), {
    status: 0,
    stdout: '✔ No problems in 1 file (1 ignored by comments).\n',
    stderr: '',
  });
  assert.deepEqual(await found(root, '--no-ignores'), ['main.tf:4 public-member']);
});

test('a path that cannot be read is named and the others are linted', async (t) => {
  const root = folder(t, { 'main.tf': publicGrant });
  const { status, stdout, stderr } = await leastwise(root, ['lint', '--format', 'json', 'gone.tf', 'main.tf', '', 'main.tf/x']);
  assert.equal(status, 2);
  assert.equal(JSON.parse(stdout).findings.length, 1);
  assert.deepEqual(stderr.split('\n'), [
    'leastwise: cannot read gone.tf: it does not exist.',
    'leastwise: cannot read "": it is empty.',
    'leastwise: cannot read main.tf/x: a part of its path is not a directory.',
    '',
  ]);
});

test('what cannot be read in a directory is a notice', async (t) => {
  const root = folder(t, { 'main.tf': grant(), 'sub/large.json': ' '.repeat(1_048_577) });
  symlinkSync('nowhere', join(root, 'broken.tf'));
  const { status, stdout, stderr } = await leastwise(root, ['lint', '--format', 'json']);
  assert.equal(status, 0);
  assert.deepEqual(JSON.parse(stdout).skipped, [
    { path: 'broken.tf', reason: 'it does not exist' },
    { path: 'sub/large.json', reason: 'it is larger than 1 MB' },
  ]);
  assert.equal(stderr, 'leastwise: skipped broken.tf: it does not exist.\nleastwise: skipped sub/large.json: it is larger than 1 MB.\n');
});

test('a named file that is not ours is a notice', async (t) => {
  const root = folder(t, { 'notes.txt': 'x', 'values.json': '{}', 'image.json': Buffer.from([0]), 'large.tf': ' '.repeat(1_048_577) });
  const { status, stderr } = await leastwise(root, ['lint', 'notes.txt', 'values.json', 'image.json', 'large.tf']);
  assert.equal(status, 0);
  const unrecognized = 'Leastwise finds nothing in it that it lints';
  assert.deepEqual(stderr.trimEnd().split('\n'), [
    `leastwise: skipped image.json: ${unrecognized}.`,
    'leastwise: skipped large.tf: it is larger than 1 MB.',
    `leastwise: skipped notes.txt: ${unrecognized}.`,
    `leastwise: skipped values.json: ${unrecognized}.`,
  ]);
});

test('lints stdin as a file in its place', async (t) => {
  const who = 'variable "who" {\n  default = "allUsers"\n}\n';
  const root = folder(t, { 'infra/main.tf': grant({ member: `\${var.who}` }), 'infra/variables.tf': 'variable "who" {}\n' });
  const lintAs = async (name: string, stdin: string) => {
    const { stdout } = await leastwise(root, ['lint', '--format', 'json', '--stdin-filename', name], { stdin });
    return JSON.parse(stdout);
  };
  const places = (findings: readonly Found[]) => findings.map(({ path, line, code }) => `${path}:${line} ${code}`);
  assert.deepEqual(places((await lintAs('infra/main.tf', `\ufeff${ownerGrant}`)).findings), ['infra/main.tf:3 basic-role']);
  assert.deepEqual(places((await lintAs('infra/variables.tf', who)).findings), ['infra/variables.tf:2 public-member']);
  assert.deepEqual(places((await lintAs('elsewhere/variables.tf', who)).findings), []);
  assert.deepEqual(places((await lintAs('elsewhere/main.tf', publicGrant)).findings), ['elsewhere/main.tf:4 public-member']);
  assert.deepEqual((await lintAs('infra/main.tf', ' '.repeat(1_048_577))).skipped, [
    { path: 'infra/main.tf', reason: 'it is larger than 1 MB' },
  ]);
});

test('writes the report to a file', async (t) => {
  const root = folder(t, { 'main.tf': publicGrant });
  assert.deepEqual(await leastwise(root, ['lint', '--format', 'json', '--output', 'report.json'], { isTTY: true }), {
    status: 1,
    stdout: '',
    stderr: '',
  });
  assert.equal(JSON.parse(readFileSync(join(root, 'report.json'), 'utf8')).findings.length, 1);
  await leastwise(root, ['lint', '--output', 'report.txt'], { isTTY: true });
  assert.match(readFileSync(join(root, 'report.txt'), 'utf8'), /^main\.tf\n {2}4:14 /);
  const { status, stderr } = await leastwise(root, ['lint', '--output', 'gone/report.txt']);
  assert.deepEqual({ status, stderr }, { status: 2, stderr: 'leastwise: cannot write gone/report.txt: it does not exist.\n' });
});

test('colors follow the options, the environment and the terminal', async (t) => {
  const root = folder(t, { 'main.tf': publicGrant });
  const isColored = async (args: string[], rest: Parameters<typeof leastwise>[2]) =>
    (await leastwise(root, ['lint', ...args], rest)).stdout.includes('\x1b[');
  assert.equal(await isColored([], {}), false);
  assert.equal(await isColored([], { isTTY: true }), true);
  assert.equal(await isColored([], { isTTY: true, env: { TERM: 'dumb' } }), false);
  assert.equal(await isColored([], { isTTY: true, env: { NO_COLOR: '1' } }), false);
  assert.equal(await isColored([], { env: { FORCE_COLOR: '1' } }), true);
  assert.equal(await isColored([], { isTTY: true, env: { FORCE_COLOR: '0' } }), false);
  assert.equal(await isColored(['--color'], { env: { NO_COLOR: '1' } }), true);
  assert.equal(await isColored(['--no-color'], { isTTY: true }), false);
  assert.equal(await isColored(['--no-color', '--color'], {}), true);
});

test('fixes what is safe and reports what remains', async (t) => {
  const before = `\ufeff${grant({ role: 'roles/logging.Viewer', member: 'allUsers' })}`.replaceAll('\n', '\r\n');
  const root = folder(t, { 'a.tf': before, 'b.tf': grant({ name: 'y', role: 'roles/logging.Viewer' }) });
  const { status, stdout } = await leastwise(root, ['lint', '--fix', 'a.tf']);
  assert.equal(status, 1);
  assert.match(stdout, /public-member/);
  assert.match(stdout, / {2}1 fixed\n/);
  assert.equal(readFileSync(join(root, 'a.tf'), 'utf8'), before.replace('Viewer', 'viewer'));
  assert.match(readFileSync(join(root, 'b.tf'), 'utf8'), /logging\.Viewer/);
  assert.deepEqual((await leastwise(root, ['lint', '--fix', 'b.tf'])).stdout, '✔ No problems in 1 file (1 fixed).\n');
});

test('fixes a file and links to it', async (t) => {
  const root = folder(t, { 'shared/main.tf': grant({ role: 'roles/logging.Viewer' }) });
  mkdirSync(join(root, 'prod'));
  symlinkSync('../shared/main.tf', join(root, 'prod', 'main.tf'));
  assert.equal((await leastwise(root, ['lint', '--fix'])).status, 0);
  assert.match(readFileSync(join(root, 'shared', 'main.tf'), 'utf8'), /logging\.viewer/);
});

test('what changes while it is linted is not fixed, and still reported', async (t) => {
  const root = folder(t, { 'main.tf': grant({ role: 'roles/logging.Viewer' }) });
  const catalog = shippedCatalog();
  const input = await openPaths(['.'], root, catalog);
  appendFileSync(join(root, 'main.tf'), '# more\n');
  const { findings, fixed, unwritable } = await analyzeAndFix(input, { catalog, now: new Date() }, root, () => true);
  assert.deepEqual([...unwritable.values()], ['it was changed in the meantime']);
  assert.equal(fixed, 0);
  assert.deepEqual(
    findings.map(({ code }) => code),
    ['unknown-role'],
  );
  assert.equal(readFileSync(join(root, 'main.tf'), 'utf8'), `${grant({ role: 'roles/logging.Viewer' })}# more\n`);
});
