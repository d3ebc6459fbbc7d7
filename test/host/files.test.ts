import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import { mkdirSync, rmSync, symlinkSync } from 'node:fs';
import { join, relative, sep } from 'node:path';
import { test } from 'node:test';
import { discover, largestFile, readSource, readSources, siblings } from '../../server/host/files.ts';
import { folder } from '../cli/folder.ts';

async function found(root: string): Promise<string[]> {
  return (await discover(root)).paths.map((path) => relative(root, path).replaceAll(sep, '/'));
}

test('finds what may be linted, sorted, and leaves the rest out', async (t) => {
  const root = folder(t, {
    'z.tf': '',
    'a/main.tofu': '',
    'a/policy.json': '',
    'a/override.tf.json': '',
    'service.yaml': '',
    'service.yml': '',
    'policy.jsonc': '',
    'assets.ndjson': '',
    'assets.jsonl': '',
    'README.md': '',
    'vars.tfvars': '',
    '.hidden.tf': '',
    '.#service.yaml': '',
    '.github/policy.json': '',
    'terraform.tfstate': '',
    'terraform.tfstate.backup': '',
    'old.tfstate.json': '',
    'package-lock.json': '',
    'pnpm-lock.yaml': '',
    '.terraform/modules/x.tf': '',
    'a/.terraform/x.tf': '',
    'node_modules/x/service.yaml': '',
  });
  assert.deepEqual(await found(root), [
    '.github/policy.json',
    'a/main.tofu',
    'a/override.tf.json',
    'a/policy.json',
    'assets.jsonl',
    'assets.ndjson',
    'policy.jsonc',
    'service.yaml',
    'service.yml',
    'vars.tfvars',
    'z.tf',
  ]);
});

test('leaves out what .gitignore files name, as git does', async (t) => {
  const root = folder(t, {
    '.gitignore': '*.gen.yaml\n/build/\nlogs\n!keep.gen.yaml\n*.local.*\n',
    '.git/info/exclude': 'mine.yaml\n',
    'a.yaml': '',
    'b.gen.yaml': '',
    'keep.gen.yaml': '',
    'mine.yaml': '',
    'Mine.yaml': '',
    'build/x.yaml': '',
    'sub/build/x.yaml': '',
    'sub/logs/x.yaml': '',
    'sub/.gitignore': '!b.gen.yaml\n/only-here.yaml\n!dir.local.d/\n',
    'sub/b.gen.yaml': '',
    'sub/c.gen.yaml': '',
    'sub/only-here.yaml': '',
    'sub/deep/only-here.yaml': '',
    'sub/dir.local.d/x.yaml': '',
  });
  execFileSync('git', ['init', '-q'], { cwd: root });
  const listed = execFileSync(
    'git',
    ['ls-files', '-z', '--others', '--exclude-per-directory=.gitignore', '--exclude-from=.git/info/exclude'],
    {
      cwd: root,
      encoding: 'utf8',
    },
  );
  const expected = [
    'Mine.yaml',
    'a.yaml',
    'keep.gen.yaml',
    'sub/b.gen.yaml',
    'sub/build/x.yaml',
    'sub/deep/only-here.yaml',
    'sub/dir.local.d/x.yaml',
  ];
  assert.deepEqual(await found(root), expected);
  const byGit = listed.split('\0').filter((path) => path.endsWith('.yaml'));
  assert.deepEqual(byGit.toSorted(), expected);
});

test('a directory inside a repository obeys the .gitignore files above it, but is looked into although they name it', async (t) => {
  const root = folder(t, {
    '.git/HEAD': '',
    '.gitignore': 'build/\n*.gen.yaml\n',
    'build/x.yaml': '',
    'build/more/y.yaml': '',
    'src/a.gen.yaml': '',
    'src/b.yaml': '',
  });
  assert.deepEqual(await found(join(root, 'src')), ['b.yaml']);
  assert.deepEqual(await found(join(root, 'build')), ['more/y.yaml', 'x.yaml']);
});

test('outside a repository only .gitignore files in the directory count', async (t) => {
  const root = folder(t, { '.gitignore': '*.yaml\n', 'in/.gitignore': 'b.yaml\n', 'in/a.yaml': '', 'in/b.yaml': '' });
  assert.deepEqual(await found(join(root, 'in')), ['a.yaml']);
});

test('follows links to files but not to directories', {
  skip: process.platform === 'win32' && 'links need a privilege there',
}, async (t) => {
  const root = folder(t, { 'real/main.tf': '' });
  symlinkSync(root, join(root, 'real', 'loop'));
  symlinkSync(join(root, 'real', 'main.tf'), join(root, 'linked.tf'));
  symlinkSync(join(root, 'gone.tf'), join(root, 'broken.tf'));
  const paths = await found(root);
  assert.deepEqual(paths, ['broken.tf', 'linked.tf', 'real/main.tf']);
  const { files, skipped } = readSources(paths.map((path) => join(root, path)));
  assert.equal(files.length, 2);
  assert.deepEqual(skipped, [{ path: join(root, 'broken.tf'), reason: 'it does not exist' }]);
});

test('a directory that is gone is skipped', async (t) => {
  const root = folder(t, {});
  rmSync(root, { recursive: true });
  assert.deepEqual(await discover(root), { paths: [], skipped: [{ path: root, reason: 'it does not exist' }] });
  assert.deepEqual(await siblings(root), []);
});

test('a directory named like a file is entered, not read', async (t) => {
  const root = folder(t, {});
  mkdirSync(join(root, 'chart.yaml'));
  assert.deepEqual(await discover(root), { paths: [], skipped: [] });
  assert.deepEqual(readSource(join(root, 'chart.yaml')), {
    skipped: { path: join(root, 'chart.yaml'), reason: 'it is not a regular file' },
  });
});

test('siblings are the candidates of one directory', async (t) => {
  const root = folder(t, { 'b.tf': '', 'a.tf': '', 'notes.txt': '', 'sub/c.tf': '' });
  assert.deepEqual(await siblings(root), [join(root, 'a.tf'), join(root, 'b.tf')]);
});

test('reads UTF-8 and, by its byte order mark, UTF-16', async (t) => {
  const text = 'title: "héllo 🙂"\r\n';
  const little = Buffer.from(`\ufeff${text}`, 'utf16le');
  const root = folder(t, {
    'plain.yaml': text,
    'marked.yaml': `\ufeff${text}`,
    'little.yaml': little,
    'big.yaml': Buffer.from(little).swap16(),
    'a b#ü.yaml': text,
  });
  for (const name of ['plain.yaml', 'marked.yaml', 'little.yaml', 'big.yaml', 'a b#ü.yaml']) {
    const reading = readSource(join(root, name));
    assert(reading && 'file' in reading, name);
    assert.equal(reading.file.text, text);
    assert.equal(reading.file.name, name);
    assert.match(reading.file.uri, /^file:\/\//);
  }
});

test('what is no text is not ours; Terraform that is no text is skipped', async (t) => {
  const latin1 = Buffer.from('# caf\xe9\n', 'latin1');
  const root = folder(t, {
    'image.json': Buffer.from([0x89, 0x50, 0x4e, 0x47, 0, 0, 0xff]),
    'nul.yaml': 'a: \0',
    'latin1.yaml': latin1,
    'odd.yaml': Buffer.from([0xff, 0xfe, 0x41]),
    'latin1.tf': latin1,
  });
  for (const name of ['image.json', 'nul.yaml', 'latin1.yaml', 'odd.yaml']) assert.equal(readSource(join(root, name)), undefined, name);
  const reason = 'it is neither UTF-8 nor UTF-16 text';
  assert.deepEqual(readSource(join(root, 'latin1.tf')), { skipped: { path: join(root, 'latin1.tf'), reason } });
});

test('a file of 1 MB is read, a larger one is skipped', async (t) => {
  const root = folder(t, { 'fits.json': ' '.repeat(largestFile), 'large.json': ' '.repeat(largestFile + 1) });
  const { files, skipped } = readSources((await discover(root)).paths);
  assert.deepEqual(
    files.map(({ name }) => name),
    ['fits.json'],
  );
  assert.deepEqual(skipped, [{ path: join(root, 'large.json'), reason: 'it is larger than 1 MB' }]);
});

test('keeps only the files that are asked for', async (t) => {
  const root = folder(t, { 'a.json': '{}', 'b.json': '{"bindings": []}' });
  const { files } = readSources((await discover(root)).paths, ({ text }) => text.includes('bindings'));
  assert.deepEqual(
    files.map(({ name }) => name),
    ['b.json'],
  );
});
