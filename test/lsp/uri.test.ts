import assert from 'node:assert/strict';
import { test } from 'node:test';
import { canonical, isBelow } from '../../server/lsp/uri.ts';

const spellings: readonly (readonly [canonical: string, ...others: string[]])[] = [
  ['file:///c%3A/shop/main.tf', 'file:///C:/shop/main.tf', 'file:///c:/shop/main.tf'],
  ['file:///shop/prod%20%281%29/a%40b.tf', 'file:///shop/prod%20(1)/a@b.tf'],
  ['file:///shop/%ED%95%9C.tf', 'file:///shop/한.tf', 'file:///shop/%ed%95%9c.tf'],
  ['file://server/share/main.tf'],
  ['untitled:Untitled-1'],
  ['vscode-vfs://github/leastwise/shop/main.tf'],
  ['file:///shop/100%.tf'],
  ['no uri'],
];

for (const [expected, ...others] of spellings) {
  test(`one spelling: ${expected}`, () => {
    for (const uri of [expected, ...others]) assert.equal(canonical(uri), expected);
  });
}

test('a directory does not hold what only begins like it', () => {
  assert.equal(isBelow('file:///shop', 'file:///shop/main.tf'), true);
  assert.equal(isBelow('file:///shop', 'file:///shopping/main.tf'), false);
  assert.equal(isBelow('file:///shop', 'file:///shop'), false);
});
