import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { Block, Node } from '../../../server/linter/syntax/hcl/ast.ts';
import { parse } from '../../../server/linter/syntax/hcl/parse.ts';
import { examples } from './examples.ts';
import { children } from './nodes.ts';
import { operations } from './operations.ts';
import { type Random, random } from './random.ts';

const structural = '{}[]()"\'=:,.<>$%#/*~\\?-!\n';

/** A text with one fault in it, between `from` and `to` of the original. */
interface Mutant {
  readonly text: string;
  readonly from: number;
  readonly to: number;
}

function replaced(text: string, from: number, to: number, by: string): Mutant {
  return { text: text.slice(0, from) + by + text.slice(to), from, to };
}

/** Where a structural character stands, be it in a comment. */
function structuralSpot(text: string, { below, pick }: Random): number {
  for (;;) {
    const spot = text.indexOf(pick([...structural]), below(text.length));
    if (spot >= 0) return spot;
  }
}

const mutations: Readonly<Record<string, (text: string, random: Random) => Mutant>> = {
  'a deleted structural character': (text, random) => {
    const spot = structuralSpot(text, random);
    return replaced(text, spot, spot + 1, '');
  },
  'an inserted structural character': (text, { below, pick }) => {
    const spot = below(text.length);
    return replaced(text, spot, spot, pick([...structural]));
  },
  'a doubled structural character': (text, random) => {
    const spot = structuralSpot(text, random);
    return replaced(text, spot, spot + 1, (text[spot] as string).repeat(2));
  },
  'another structural character': (text, random) => {
    const spot = structuralSpot(text, random);
    return replaced(text, spot, spot + 1, random.pick([...structural]));
  },
  'a random character': (text, { below }) => {
    const spot = below(text.length);
    return replaced(text, spot, spot + 1, String.fromCharCode(below(0x10000)));
  },
  'a cut out stretch of a line': (text, { below }) => {
    const from = below(text.length);
    const newline = text.indexOf('\n', from);
    return replaced(text, from, Math.min(from + 1 + below(20), newline < 0 ? text.length : newline), '');
  },
};

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

/** Pieces of HCL that open, close, join or end something. */
const scraps = [
  ...[
    'resource "a" "b" {\n',
    'locals {',
    'a = ',
    'b',
    '"',
    '${',
    '%{if ',
    '%{ else }',
    '%{endif}',
    '%{for a in ',
    '~}',
    '<<EOT\n',
    '<<-EOT\n',
    'EOT\n',
    '\n',
  ],
  ...[
    '{',
    '}',
    '[',
    ']',
    '(',
    ')',
    ',',
    '=',
    '=>',
    '==',
    '?',
    ':',
    '.',
    '.*',
    '[*]',
    '...',
    '/*',
    '*/',
    '#',
    '//',
    '\\',
    '\r\n',
    ' ',
    '  ',
    '1',
    'for ',
    'in ',
    'if ',
  ],
];

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
