import type { Random } from './random.ts';

const structural = '{}[]()"\'=:,.<>$%#/*~\\?-!\n';

/** A text with one fault in it, between `from` and `to` of the original. */
export interface Mutant {
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

/** Ways to put one fault into a text. */
export const mutations: Readonly<Record<string, (text: string, random: Random) => Mutant>> = {
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

/** Pieces of HCL that open, close, join or end something. */
export const scraps = [
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
