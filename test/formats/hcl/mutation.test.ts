import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { Block, Node } from '../../../server/linter/syntax/hcl/ast.ts';
import { parse } from '../../../server/linter/syntax/hcl/parse.ts';
import { examples } from './examples.ts';
import { type Mutant, mutations, scraps } from './mutations.ts';
import { children } from './nodes.ts';
import { operations } from './operations.ts';
import { random } from './random.ts';

/** A block without regard to where it stands. */
function content(block: Block): string {
  return JSON.stringify(block, (key, value) => (key === 'start' || key === 'end' ? value - block.start : value));
}

/** How many of the top-level blocks that a mutation did not touch there are, and how many are still there as they were. */
function survivors(original: string, { text, from, to }: Mutant): { untouched: number; kept: number } {
  const after = new Map(parse(text).body.blocks.map((block) => [block.start, block]));
  const untouched = parse(original).body.blocks.filter(({ start, end }) => end < from || start > to);
  const kept = untouched.filter((block) => {
    const there = after.get(block.start < from ? block.start : block.start + text.length - original.length);
    return there && content(there) === content(block);
  });
  return { untouched: untouched.length, kept: kept.length };
}

function assertNested(node: Node, parent: Node): void {
  const within = parent.start <= node.start && node.start <= node.end && node.end <= parent.end;
  if (!within) assert.fail(JSON.stringify({ node, parent }));
  for (const child of children(node)) assertNested(child, node);
}

for (const [name, mutate] of Object.entries(mutations)) {
  test(`the blocks around ${name} survive`, () => {
    const choices = random(1);
    let untouched = 0;
    let kept = 0;
    for (let round = 0; round < 800; round++) {
      const { text } = choices.pick(examples);
      const counted = survivors(text, mutate(text, choices));
      untouched += counted.untouched;
      kept += counted.kept;
    }
    assert.ok(kept / untouched >= 0.999, `${kept} of ${untouched}`);
  });

  test(`every span lies in its parent's despite ${name}, and many more`, () => {
    const choices = random(2);
    for (let round = 0; round < 300; round++) {
      let { text } = choices.pick(examples);
      for (let fault = choices.below(8); fault >= 0; fault--) if (text.length > 0) text = mutate(text, choices).text;
      const { body, problems } = parse(text);
      assertNested(body, { start: 0, end: text.length });
      for (const problem of problems) assertNested({ start: problem.start, end: problem.end }, body);
    }
  });
}

test('scraps of HCL in any order, and any characters at all, are read without a throw', () => {
  const choices = random(3);
  for (let round = 0; round < 1500; round++) {
    const any = () => String.fromCharCode(choices.below(choices.once(2) ? 0x80 : 0x10000));
    const make = choices.once(4) ? any : () => choices.pick(scraps);
    const text = choices.some(1, 120, make).join('');
    const { body, problems } = parse(text);
    assertNested(body, { start: 0, end: text.length });
    for (const { start, end } of problems) assertNested({ start, end }, body);
    assert.ok(operations(() => parse(text)) < 200 * (text.length + 10), JSON.stringify(text));
  }
});
