import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import { test } from 'node:test';
import { listFiles, PackageManager } from '@vscode/vsce';
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
