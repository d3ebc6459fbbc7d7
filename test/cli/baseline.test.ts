import assert from 'node:assert/strict';
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { test } from 'node:test';
import { folder } from './folder.ts';
import { leastwise } from './leastwise.ts';

function grant(name: string, role = 'roles/editor', member = 'user:a@example.com'): string {
  return `resource "google_project_iam_member" "${name}" {\n  project = "p"\n  role    = "${role}"\n  member  = "${member}"\n}\n`;
}

/** The findings as `path:line code`. */
async function found(root: string, ...args: string[]): Promise<string[]> {
  const { stdout } = await leastwise(root, ['lint', '--format', 'json', ...args]);
  interface Found {
    readonly path: string;
    readonly line: number;
    readonly code: string;
  }
  return JSON.parse(stdout).findings.map(({ path, line, code }: Found) => `${path}:${line} ${code}`);
}

interface Baseline {
  readonly findings: readonly { readonly code: string; readonly where: string; readonly fingerprint: string; readonly count: number }[];
}

const read = (root: string, name = 'known.json'): Baseline => JSON.parse(readFileSync(join(root, name), 'utf8'));
const known = ['--baseline', 'known.json'];

test('what was there before is not reported, what is new is', async (t) => {
  const root = folder(t, { 'a/main.tf': grant('old') });
  const written = await leastwise(root, ['lint', ...known, '--update-baseline']);
  assert.deepEqual(written, { status: 0, stdout: '✔ No problems in 1 file (1 in the baseline).\n', stderr: '' });
  assert.deepEqual(
    read(root).findings.map(({ code, where, count }) => [code, where, count]),
    [['basic-role', 'a/ resource "google_project_iam_member" "old"', 1]],
  );

  writeFileSync(join(root, 'a/main.tf'), `# a line more\n\n${grant('old')}${grant('new', 'roles/owner')}`);
  assert.deepEqual(await found(root, ...known), ['a/main.tf:10 basic-role']);
  assert.deepEqual(await found(join(root, 'a'), '--baseline', '../known.json'), ['main.tf:10 basic-role'], 'wherever it is asked for');
  assert.deepEqual((await found(root)).length, 2);
  assert.deepEqual((await found(root, ...known, '--no-ignores')).length, 2);
});

test('a file that is no baseline is never overwritten', async (t) => {
  const manifest = '{ "name": "shop" }\n';
  const root = folder(t, {
    'main.tf': grant('old'),
    'package.json': manifest,
    'empty.json': '',
    'leastwise.jsonc': '{ "baseline": "package.json" }\n',
  });
  const refused = 'leastwise: package.json is no baseline and would be overwritten: name another file, or delete it first.\n';
  for (const named of [[], ['--baseline', 'package.json']])
    assert.deepEqual(await leastwise(root, ['lint', ...named, '--update-baseline']), { status: 2, stdout: '', stderr: refused });
  assert.equal(readFileSync(join(root, 'package.json'), 'utf8'), manifest);
  assert.equal(
    (await leastwise(root, ['lint', '--baseline', 'empty.json', '--update-baseline'])).status,
    0,
    'an empty file has nothing to lose',
  );
});

test('a finding that has changed is reported again', async (t) => {
  const root = folder(t, { 'main.tf': grant('old') });
  await leastwise(root, ['lint', ...known, '--update-baseline']);
  writeFileSync(join(root, 'main.tf'), grant('old', 'roles/owner'));
  const { status, stderr } = await leastwise(root, ['lint', ...known, '--fail-on', 'warning']);
  assert.deepEqual(
    { status, stderr },
    { status: 1, stderr: 'leastwise: 1 entry of the baseline is not found any more; --update-baseline removes it.\n' },
  );
});

test('findings that agree in everything are counted', async (t) => {
  const binding = { role: 'roles/editor', members: ['user:a@example.com'] };
  const policy = (count: number) => JSON.stringify({ etag: 'BwYh3kQf1oM=', bindings: Array(count).fill(binding) }, null, 2);
  const root = folder(t, { 'policy.json': policy(2) });
  await leastwise(root, ['lint', ...known, '--update-baseline']);
  assert.deepEqual(
    read(root)
      .findings.filter(({ code }) => code === 'basic-role')
      .map(({ count }) => count),
    [2],
  );
  writeFileSync(join(root, 'policy.json'), policy(3));
  assert.equal((await found(root, ...known)).filter((each) => each.includes('basic-role')).length, 1);
  writeFileSync(join(root, 'policy.json'), policy(1));
  assert.match((await leastwise(root, ['lint', ...known])).stderr, /entr(?:y|ies) of the baseline (?:is|are) not found any more/);
});

test('no literal is in it: it may be a secret', async (t) => {
  const root = folder(t, { 'main.tf': `variable "token" {\n  default = "ya29.${'a0AfH6SMBx7Kq9'.repeat(5)}"\n}\n` });
  assert.deepEqual(await found(root), ['main.tf:2 hardcoded-credential']);
  await leastwise(root, ['lint', ...known, '--update-baseline']);
  assert.deepEqual(await found(root, ...known), []);
  assert.doesNotMatch(readFileSync(join(root, 'known.json'), 'utf8'), /ya29|a0AfH6/);
});

test('a configuration names its own, by a path from itself', async (t) => {
  const root = folder(t, {
    '.git/HEAD': '',
    'leastwise.jsonc': '{ "baseline": "ci/known.json" }',
    'ci/.keep': '',
    'infra/main.tf': grant('old'),
    'infra/lab/main.tf': grant('lab'),
  });
  const missing = await leastwise(root, ['lint']);
  assert.equal(missing.status, 1);
  assert.match(
    missing.stdout,
    /leastwise\.jsonc\n {2}1:16 {2}error {2}There is no baseline of this name, .*leastwise lint --update-baseline writes it\. {2}config/,
  );
  assert.deepEqual(await leastwise(root, ['lint', '--update-baseline']), {
    status: 0,
    stdout: '✔ No problems in 2 files (2 in the baseline).\n',
    stderr: '',
  });
  for (const args of [[], ['infra'], ['infra/lab'], ['infra/lab/main.tf'], ['--config', 'leastwise.jsonc']])
    assert.deepEqual(await found(root, ...args), [], args.join());
  assert.equal((await leastwise(join(root, 'infra/lab'), ['lint'])).stderr, '', 'what lies elsewhere is not missed');
});

for (const [what, text, said] of [
  [
    'another JSON file',
    '{ "name": "shop" }',
    /1:16 {2}error {2}ci\/known\.json is no baseline, which begins with \{ "leastwiseBaseline": 1\. /,
  ],
  ['broken JSON', '{ "findings": [', /1:16 {2}error {2}ci\/known\.json is no baseline and no JSON either\. /],
] as const)
  test(`a configuration that names ${what} hears that it is no baseline`, async (t) => {
    const root = folder(t, {
      '.git/HEAD': '',
      'leastwise.jsonc': '{ "baseline": "ci/known.json" }',
      'ci/known.json': text,
      'infra/main.tf': grant('a'),
    });
    for (const args of [[], ['infra']]) {
      const { status, stdout } = await leastwise(root, ['lint', ...args]);
      assert.equal(status, 1);
      assert.match(stdout, said);
      assert.doesNotMatch(stdout, /There is no baseline/);
    }
  });

test('an update of one directory leaves the entries of the others', async (t) => {
  const root = folder(t, { 'a/main.tf': grant('a'), 'b/main.tf': grant('b') });
  await leastwise(root, ['lint', ...known, '--update-baseline']);
  const before = read(root);
  writeFileSync(join(root, 'a/main.tf'), '');
  await leastwise(root, ['lint', ...known, '--update-baseline', 'b']);
  assert.deepEqual(read(root), before);
  await leastwise(root, ['lint', ...known, '--update-baseline', 'a']);
  assert.deepEqual(
    read(root).findings.map(({ where }) => where),
    ['b/ resource "google_project_iam_member" "b"'],
  );
});

test('what is in it is suppressed in SARIF, and absent from JSON', async (t) => {
  const root = folder(t, { 'main.tf': grant('old') });
  await leastwise(root, ['lint', ...known, '--update-baseline']);
  const { results } = JSON.parse((await leastwise(root, ['lint', ...known, '--format', 'sarif'])).stdout).runs[0];
  assert.deepEqual(
    results.map((each: { suppressions: object }) => each.suppressions),
    [[{ kind: 'external', justification: 'listed in known.json' }]],
  );
});

test('what is wrong in a configuration file is in no baseline', async (t) => {
  const root = folder(t, { 'leastwise.jsonc': '{ "profle": "strict" }' });
  assert.equal((await leastwise(root, ['lint', ...known, '--update-baseline'])).status, 1);
  assert.deepEqual(read(root).findings, []);

  const ended = { codes: ['basic-role'], files: 'main.tf', until: '2020-01-01', reason: 'the migration' };
  const other = folder(t, { 'leastwise.jsonc': JSON.stringify({ ignores: [ended] }), 'main.tf': grant('old') });
  await leastwise(other, ['lint', ...known, '--update-baseline']);
  assert.deepEqual(
    read(other).findings.map(({ code }) => code),
    ['basic-role'],
  );
  assert.deepEqual(await found(other, ...known), ['leastwise.jsonc:1 unused-suppression']);
});

test('what is wrong with one is told with its place and the way out', async (t) => {
  const root = folder(t, {
    'main.tf': grant('old'),
    'broken.json': '{\n  "leastwiseBaseline": 1,\n  "findings": [{ "code": 7 }]\n}\n',
    'other.json': '{}',
  });
  mkdirSync(join(root, 'directory.json'));
  const cases: readonly [args: string[], message: RegExp][] = [
    [
      ['--baseline', 'gone.json'],
      /^leastwise: cannot read gone\.json: it does not exist\. To write it: leastwise lint --baseline gone\.json --update-baseline\.\n$/,
    ],
    [
      ['--baseline', 'broken.json'],
      /^leastwise: broken\.json:3:16: A finding of a baseline has a code, .* Write the baseline anew: leastwise lint --update-baseline\.\n$/,
    ],
    [['--baseline', 'other.json'], /^leastwise: other\.json:1:1: This is no baseline of the form/],
    [
      ['--update-baseline'],
      /^leastwise: there is no baseline to update: name one by --baseline FILE, or by the key "baseline" in leastwise\.jsonc\.\n$/,
    ],
    [['--update-baseline', ...known, 'main.tf'], /^leastwise: --update-baseline takes directories/],
    [['--update-baseline', ...known, '--fix'], /^leastwise: --update-baseline cannot be used with --fix/],
    [['--update-baseline', '--baseline', 'directory.json'], /^leastwise: cannot write directory\.json: it is a directory\.\n$/],
  ];
  for (const [args, message] of cases) {
    const { status, stdout, stderr } = await leastwise(root, ['lint', ...args]);
    assert.deepEqual({ args, status, stdout }, { args, status: 2, stdout: '' });
    assert.match(stderr, message);
  }
  writeFileSync(join(root, 'leastwise.jsonc'), '{ "baseline": "broken.json" }');
  assert.deepEqual(await found(root), ['broken.json:3 config', 'main.tf:3 basic-role']);
});
