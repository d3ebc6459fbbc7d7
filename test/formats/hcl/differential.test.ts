import assert from 'node:assert/strict';
import { before, test } from 'node:test';
import { parse as hcl2json } from '@cdktn/hcl2json';
import type { Parser } from 'web-tree-sitter';
import { parse } from '../../../server/linter/syntax/hcl/parse.ts';
import { examples } from './examples.ts';
import { toJson } from './hcl2json.ts';
import { random } from './random.ts';
import { randomHcl } from './randomHcl.ts';
import { constructs, sitterConstructs, treeSitter } from './treeSitter.ts';

let sitter: Parser;
before(async () => {
  sitter = await treeSitter();
});

const generated = Array.from({ length: 300 }, (_, seed) => ({ name: `generated from seed ${seed}`, text: randomHcl(random(seed)) }));

for (const [title, documents] of [
  ['examples', examples],
  ['generated documents', generated],
] as const) {
  test(`${title} have no problems`, () => {
    for (const { name, text } of documents) assert.deepEqual(parse(text).problems, [], name);
  });

  test(`${title} have the values that HashiCorp's parser gives them`, async () => {
    for (const { name, text } of documents) {
      const expected = await hcl2json(name, text);
      assert.deepEqual(JSON.parse(JSON.stringify(toJson(text, parse(text)))), JSON.parse(JSON.stringify(expected)), name);
    }
  });

  test(`${title} have the constructs that tree-sitter's grammar finds, at the same places`, () => {
    for (const { name, text } of documents) {
      const tree = sitter.parse(text);
      assert.ok(tree && !tree.rootNode.hasError, name);
      assert.deepEqual(constructs(text, parse(text).body), sitterConstructs(tree.rootNode), name);
      tree.delete();
    }
  });
}
