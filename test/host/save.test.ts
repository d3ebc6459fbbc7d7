import assert from 'node:assert/strict';
import { chmodSync, lstatSync, readdirSync, readFileSync, statSync, symlinkSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { test } from 'node:test';
import { readSource } from '../../server/host/files.ts';
import { save } from '../../server/host/save.ts';
import { SourceFile } from '../../server/linter/source.ts';
import { folder } from '../cli/folder.ts';

test('saving keeps the encoding, the mode and a link', async (t) => {
  const bytes = Buffer.from('\ufeffold ü', 'utf16le').swap16();
  const root = folder(t, { 'real.tf': bytes });
  chmodSync(join(root, 'real.tf'), 0o640);
  symlinkSync('real.tf', join(root, 'link.tf'));
  const reading = readSource(join(root, 'link.tf'));
  assert(reading && 'file' in reading);
  assert.equal(await save(reading.file, 'new ü'), undefined);
  assert.deepEqual(readFileSync(join(root, 'real.tf')), Buffer.from('\ufeffnew ü', 'utf16le').swap16());
  assert.equal(statSync(join(root, 'real.tf')).mode & 0o777, 0o640);
  assert(lstatSync(join(root, 'link.tf')).isSymbolicLink());
  assert.deepEqual(readdirSync(root), ['link.tf', 'real.tf']);
});

test('what was changed or deleted in the meantime is not written', async (t) => {
  const root = folder(t, { 'main.tf': 'old' });
  const reading = readSource(join(root, 'main.tf'));
  assert(reading && 'file' in reading);
  writeFileSync(join(root, 'main.tf'), 'newer');
  assert.equal(await save(reading.file, 'new'), 'it was changed in the meantime');
  assert.equal(readFileSync(join(root, 'main.tf'), 'utf8'), 'newer');
  assert.equal(await save(new SourceFile(`${reading.file.uri}x`, ''), 'new'), 'it does not exist');
});
