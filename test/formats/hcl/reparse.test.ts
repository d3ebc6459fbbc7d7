import assert from 'node:assert/strict';
import { test } from 'node:test';
import { parse } from '../../../server/linter/syntax/hcl/parse.ts';
import { reparse } from '../../../server/linter/syntax/hcl/reparse.ts';
import { examples } from './examples.ts';
import { mutations, scraps } from './mutations.ts';
import { type Random, random } from './random.ts';
import { randomHcl } from './randomHcl.ts';

const text = `variable "project" {}

resource "google_service_account" "orders" {
  account_id   = "orders"
  display_name = "Runs orders"
}

resource "google_project_iam_member" "orders" {
  project = var.project
  role    = "roles/run.invoker"
  member  = google_service_account.orders.member
}
`;

/** The tree of the text with a replacement, made from the tree of the text without it. */
function edited(what: string, by: string) {
  const document = parse(text);
  const after = text.replace(what, by);
  assert.notEqual(after, text);
  const result = reparse(after, { text, document });
  assert.deepEqual(result, parse(after));
  return { before: document.body.blocks, after: result.body.blocks };
}

test('what stands before an edit stays the same object, and so does what stands behind it where nothing has moved', () => {
  const longer = edited('Runs', 'Now runs');
  assert.deepEqual(
    longer.after.map((block, index) => block === longer.before[index]),
    [true, false, false],
  );
  const same = edited('Runs', 'runs');
  assert.deepEqual(
    same.after.map((block, index) => block === same.before[index]),
    [true, false, true],
  );
});

const edits: readonly (readonly [name: string, what: string, by: string])[] = [
  ['a new block between two', '\n\nresource "google_project_iam', '\n\nlocals {}\n\nresource "google_project_iam'],
  ['a block that goes', 'variable "project" {}\n', ''],
  ['a block that loses its brace', '"Runs orders"\n}', '"Runs orders"\n'],
  ['a brace too many', '"Runs orders"\n}', '"Runs orders"\n}}'],
  ['a comment that opens', '\n\nresource', '\n/*\nresource'],
  ['a heredoc that opens', '"Runs orders"', '<<EOT'],
  ['two blocks in one line', '}\n\nresource "google_project', '}resource "google_project'],
  ['something before all', 'variable', '# The shop.\nvariable'],
  ['something behind all', 'orders.member\n}', 'orders.member\n}\nlocals {}'],
  ['no text', text, ''],
];
for (const [name, what, by] of edits) test(`${name} is read as in a text that is new`, () => void edited(what, by));

/** A text with one stretch changed at random: a fault, a scrap of HCL, or a stretch that goes. */
function change(text: string, choices: Random): string {
  const { below, pick, once } = choices;
  if (!/[{}"]/.test(text) || once(3)) {
    const at = below(text.length + 1);
    return text.slice(0, at) + pick(scraps) + text.slice(at);
  }
  if (once(6)) return text.slice(0, below(text.length)) + text.slice(below(text.length));
  return pick(Object.values(mutations))(text, choices).text;
}

test('after any edits the tree is the one of a text that is new', () => {
  const choices = random(4);
  for (let round = 0; round < 400; round++) {
    const original = choices.once(2) ? randomHcl(choices) : choices.some(1, 3, () => choices.pick(examples).text).join('\n');
    let last = { text: original, document: parse(original) };
    for (let step = 0; step < 8; step++) {
      // Who types a fault mends it soon.
      const text = choices.once(3) ? original : change(last.text, choices);
      const document = reparse(text, last);
      assert.deepEqual(document, parse(text), JSON.stringify([last.text, text]));
      last = { text, document };
    }
  }
});
