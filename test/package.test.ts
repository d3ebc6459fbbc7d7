import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { test } from 'node:test';
import { listFiles, PackageManager } from '@vscode/vsce';
import { licensesOf, packagesOf } from '../scripts/bundledLicenses.ts';
import { contentFaults, packageContents } from '../scripts/packageContents.ts';
import { root } from '../scripts/project.ts';

test('the extension package holds what VS Code needs and nothing else', async () => {
  const files = await listFiles({ cwd: root, packageManager: PackageManager.None });
  assert.deepEqual(contentFaults(files, packageContents.vsix), []);
});

test('the npm package holds what the command line needs and nothing else', () => {
  const [listing] = JSON.parse(execFileSync('npm', ['pack', '--dry-run', '--json', '--ignore-scripts'], { cwd: root, encoding: 'utf8' }));
  const files = listing.files.map(({ path }: { path: string }) => path);
  assert.deepEqual(contentFaults(files, packageContents.npm), []);
});

test('sources, tests and maps have no place in a package', () => {
  for (const file of [
    'client/extension.ts',
    'test/package.test.ts',
    'dist/extension.cjs.map',
    'dist/test/index.cjs',
    'node_modules/yaml/package.json',
  ]) {
    assert.deepEqual(contentFaults([file], [...packageContents.vsix]).slice(0, 1), [`${file} must not be in the package`]);
  }
});

test('a missing file is named', () => {
  assert.deepEqual(contentFaults(['package.json'], ['package.json', 'dist/cli.js']), ['dist/cli.js is missing in the package']);
});

test('every package in a bundle has its licence beside it', () => {
  const dist = (file: string) => readFileSync(path.join(root, 'dist', file), 'utf8');
  const sources = ['extension', 'gcp', 'server', 'cli'].flatMap((bundle) => JSON.parse(dist(`${bundle}.cjs.map`)).sources as string[]);
  const bundled = packagesOf(sources.map((file) => path.join(root, 'dist', file)));
  assert.ok(bundled.some((directory) => directory.endsWith('node_modules/yaml')));
  const licenses = dist('LICENSES.txt');
  for (const directory of bundled) {
    const { name, version } = JSON.parse(readFileSync(path.join(directory, 'package.json'), 'utf8'));
    assert.ok(licenses.includes(`\n${name} ${version} (`), `${name} has no licence in dist/LICENSES.txt`);
  }
  assert.match(licenses, /\ngoogle-auth-library /);
  assert.match(licenses, /Permission to use, copy, modify, and\/or distribute this software/);
});

test('a package is known by its directory, whatever it is called and wherever it is', () => {
  const files = [
    'node_modules/yaml/a.js',
    'x/node_modules/@a/b/c.js',
    'node_modules/yaml/b.js',
    'x/node_modules/p/node_modules/q/r.js',
    'iam/a.ts',
  ];
  assert.deepEqual(packagesOf(files), ['x/node_modules/@a/b', 'x/node_modules/p/node_modules/q', 'node_modules/yaml']);
});

test('a bundled package without a licence stops the build', (t) => {
  const directory = mkdtempSync(path.join(tmpdir(), 'leastwise-'));
  t.after(() => rmSync(directory, { recursive: true }));
  writeFileSync(path.join(directory, 'package.json'), '{ "name": "bare", "version": "1.0.0", "license": "MIT" }');
  assert.throws(() => licensesOf([directory]), /bare is bundled and has no licence text/);
  writeFileSync(path.join(directory, 'README.md'), '# bare\n\n## License\n\nMIT\n');
  assert.throws(() => licensesOf([directory]), /bare is bundled and has no licence text/);
  writeFileSync(path.join(directory, 'README.md'), '# bare\n\nLicense\n-------\n\nCopyright Ann &lt;ann@example.com&gt;\n\nAnyone may.\n');
  assert.match(licensesOf([directory]), /\nbare 1\.0\.0 \(MIT\)\n\nCopyright Ann <ann@example\.com>\n\nAnyone may\.\n$/);
  writeFileSync(path.join(directory, 'LICENSE-MIT'), 'Anyone may.\r\n');
  assert.match(licensesOf([directory]), /\nbare 1\.0\.0 \(MIT\)\n\nAnyone may\.\n$/);
});
