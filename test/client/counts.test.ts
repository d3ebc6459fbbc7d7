import assert from 'node:assert/strict';
import { test } from 'node:test';
import { files, problems } from '../../client/counts.ts';
import { english } from '../../iam/localize.ts';

test('one is one, and not "1 problems"', () => {
  assert.deepEqual([problems(1, english), problems(0, english), problems(12, english)], ['1 problem', '0 problems', '12 problems']);
  assert.deepEqual([files(1, english), files(2, english)], ['1 file', '2 files']);
});
