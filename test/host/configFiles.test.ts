import assert from 'node:assert/strict';
import { join, relative, sep } from 'node:path';
import { test } from 'node:test';
import { configFilesAbove } from '../../server/host/configFiles.ts';
import { discover } from '../../server/host/files.ts';
import { folder } from '../cli/folder.ts';

test('finds configuration files above a directory, up to the root of its repository', async (t) => {
  const root = folder(t, {
    'leastwise.jsonc': '',
    'repository/.git/HEAD': '',
    'repository/.leastwise.jsonc': '',
    'repository/leastwise.jsonc': '',
    'repository/infra/leastwise.jsonc': '',
    'repository/infra/prod/leastwise.jsonc': '',
    'repository/other/leastwise.jsonc': '',
  });
  const above = async (directory: string) =>
    (await configFilesAbove(join(root, directory))).map((path) => relative(root, path).replaceAll(sep, '/'));
  assert.deepEqual(await above('repository/infra/prod'), [
    'repository/leastwise.jsonc',
    'repository/.leastwise.jsonc',
    'repository/infra/leastwise.jsonc',
  ]);
  assert.deepEqual(await above('repository'), []);
  assert.deepEqual(await above('repository/no/such/directory'), ['repository/leastwise.jsonc', 'repository/.leastwise.jsonc']);
  assert.ok((await above('elsewhere')).includes('leastwise.jsonc'), 'outside a repository, up to the root of the file system');
});

test('finds configuration files in a directory whatever .gitignore says, though not in directories that it names', async (t) => {
  const root = folder(t, {
    '.git/HEAD': '',
    '.gitignore': '.leastwise.jsonc\nbuild\n',
    '.leastwise.jsonc': '',
    'build/leastwise.jsonc': '',
  });
  assert.deepEqual((await discover(root)).paths, [join(root, '.leastwise.jsonc')]);
});
