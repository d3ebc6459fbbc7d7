import assert from 'node:assert/strict';
import { test } from 'node:test';
import { globProblem, matches } from '../../server/linter/glob.ts';

test('a glob names whole paths', () => {
  const cases: readonly [glob: string, path: string, expected: boolean][] = [
    ['policy.json', 'policy.json', true],
    ['policy.json', 'shop/policy.json', false],
    ['./policy.json', 'policy.json', true],
    ['*.json', 'policy.json', true],
    ['*.json', 'shop/policy.json', false],
    ['*', 'policy.json', true],
    ['pol?cy.*', 'policy.json', true],
    ['pol?cy', 'polcy', false],
    ['*a*b', 'xaxbxb', true],
    ['*a*b', 'xaxbx', false],
    ['policies/*/*.yaml', 'policies/shop/bucket.yaml', true],
    ['policies/*/*.yaml', 'policies/bucket.yaml', false],
    ['**/policy.json', 'policy.json', true],
    ['**/policy.json', 'a/b/policy.json', true],
    ['policies/**', 'policies/a/b.json', true],
    ['policies/**', 'other/a/b.json', false],
    ['a/**/z', 'a/z', true],
    ['a/**/z', 'a/b/c/z', true],
    ['a/**/z', 'a/b/c/y', false],
    ['**', 'anything/at/all', true],
    ['ä*.json', 'äther.json', true],
  ];
  for (const [glob, path, expected] of cases) assert.equal(matches(glob, path), expected, `${glob} ${path}`);
});

test('no glob takes long', () => {
  const path = 'a/'.repeat(2000);
  assert.equal(matches(`${'**/a/'.repeat(200)}b`, path), false);
  assert.equal(matches(`${'*a'.repeat(2000)}b`, 'a'.repeat(4000)), false);
});

test('says what is no glob', () => {
  for (const glob of ['policies/*.json', '**', './a', '.hidden/..a']) assert.equal(globProblem(glob), undefined, glob);
  for (const glob of ['', '/etc/policy.json', 'C:/policy.json', 'a\\b', '../a', 'a/../b', '{a,b}.json', '[ab].json', '!a'])
    assert.ok(globProblem(glob), glob);
});
