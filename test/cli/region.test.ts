import assert from 'node:assert/strict';
import { test } from 'node:test';
import { regionOf } from '../../server/cli/region.ts';
import { SourceFile, span } from '../../server/linter/source.ts';

test('lines and columns count from 1, columns in UTF-16 units', () => {
  const file = new SourceFile('file:///a.tf', 'a\nb🙂c\r\nd\re');
  assert.deepEqual(regionOf(span(file, 0, 1)), { line: 1, column: 1, endLine: 1, endColumn: 2 });
  assert.deepEqual(regionOf(span(file, 5, 6)), { line: 2, column: 4, endLine: 2, endColumn: 5 });
  assert.deepEqual(regionOf(span(file, 2, 9)), { line: 2, column: 1, endLine: 3, endColumn: 2 });
  assert.deepEqual(regionOf(span(file, 11, 11)), { line: 4, column: 2, endLine: 4, endColumn: 2 });
});

test('an empty file has one line', () => {
  const file = new SourceFile('file:///a.tf', '');
  assert.deepEqual(regionOf(span(file, 0, 0)), { line: 1, column: 1, endLine: 1, endColumn: 1 });
});
