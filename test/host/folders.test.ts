import assert from 'node:assert/strict';
import { mkdirSync, symlinkSync } from 'node:fs';
import { join } from 'node:path';
import { type TestContext, test } from 'node:test';
import { listFolder } from '../../server/host/folders.ts';
import { folder } from '../cli/folder.ts';

async function listed(root: string, below: boolean) {
  const { paths, complete } = await listFolder(root, below);
  return { paths: paths.toSorted(), complete };
}

function data(t: TestContext): string {
  const root = folder(t, { '.gitignore': 'a.yaml', 'a.yaml': '', 'b.txt': '', 'in/c.yaml': '', 'in/deep/.d.yaml': '' });
  symlinkSync('a.yaml', join(root, 'link.yaml'));
  return root;
}

test('lists all files, whatever .gitignore says, and links to files', async (t) => {
  const root = data(t);
  const own = ['.gitignore', 'a.yaml', 'b.txt', 'link.yaml'];
  assert.deepEqual(await listed(root, false), { paths: own, complete: true });
  assert.deepEqual(await listed(root, true), { paths: [...own, 'in/c.yaml', 'in/deep/.d.yaml'].sort(), complete: true });
});

test('is not complete where it does not look', async (t) => {
  const root = data(t);
  const own = (await listed(root, true)).paths;
  mkdirSync(join(root, '.terraform'));
  assert.deepEqual(await listed(root, true), { paths: own, complete: false });
  assert.equal((await listed(root, false)).complete, true);
  symlinkSync('in', join(root, 'linked'));
  assert.deepEqual(await listed(join(root, 'in'), true), { paths: ['c.yaml', 'deep/.d.yaml'], complete: true });
  assert.equal((await listed(root, true)).complete, false);
  assert.deepEqual(await listed(join(root, 'missing'), true), { paths: [], complete: false });
});
