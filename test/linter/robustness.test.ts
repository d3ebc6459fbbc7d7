import assert from 'node:assert/strict';
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, test } from 'node:test';
import { lint } from '../../server/linter/lint.ts';
import { SourceFile, textOf } from '../../server/linter/source.ts';
import { catalog } from '../catalog.ts';
import { now, strip } from '../markers.ts';

function findings(text: string, name: string) {
  return lint([new SourceFile(`file:///${name}`, text)], { catalog, now }).findings;
}

/** Mulberry32: the same numbers in every run. */
function random(seed: number): () => number {
  let state = seed;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let t = Math.imul(state ^ (state >>> 15), 1 | state);
    t = (t + Math.imul(t ^ (t >>> 7), 61 | t)) ^ t;
    return ((t ^ (t >>> 14)) >>> 0) / 4294967296;
  };
}

const root = join(import.meta.dirname, '../rules');
const fixtures = readdirSync(root, { recursive: true, withFileTypes: true })
  .filter((entry) => entry.isFile() && !entry.name.endsWith('.ts'))
  .map((entry) => ({ name: entry.name, text: strip(readFileSync(join(entry.parentPath, entry.name), 'utf8')) }))
  .sort((a, b) => (a.name + a.text < b.name + b.text ? -1 : 1));

const pieces = [
  '"',
  '{',
  '}',
  '[',
  ']',
  '(',
  ')',
  ',',
  ':',
  '\n',
  '${',
  '%{',
  '<<EOF',
  '# ',
  '/*',
  '&a ',
  '*a',
  '- ',
  '\\',
  '\u0000',
  '😀',
  '',
];

function mutate(text: string, next: () => number): string {
  const at = Math.floor(next() * text.length);
  const length = Math.floor(next() * 6);
  return text.slice(0, at) + pieces[Math.floor(next() * pieces.length)] + text.slice(at + length);
}

describe('a broken text', () => {
  test('never throws and keeps every finding inside the text', () => {
    const next = random(20261122);
    for (const { name, text } of fixtures) {
      for (let round = 0; round < 12; round++) {
        let broken = text;
        for (let times = 0; times <= round % 3; times++) broken = mutate(broken, next);
        for (const { span } of findings(broken, name)) {
          assert.ok(0 <= span.start && span.start <= span.end && span.end <= broken.length, `${name}: ${span.start}..${span.end}`);
        }
      }
    }
  });

  test('of Terraform keeps the findings of the blocks that are whole', () => {
    const next = random(7);
    const block = (name: string, role: string) =>
      `resource "google_project_iam_member" "${name}" {\n  project = "shop-prod"\n  role    = "${role}"\n  member  = "group:team@example.com"\n}\n`;
    const [before, between, after] = [block('before', 'roles/owner'), block('between', 'roles/run.viewer'), block('after', 'roles/viewer')];
    for (let round = 0; round < 60; round++) {
      const at = Math.floor(next() * between.length);
      // One character that is lost, as while somebody types.
      const text = `${before}\n${between.slice(0, at)}${between.slice(at + 1)}\n${after}`;
      const roles = findings(text, 'main.tf').map(({ span }) => textOf(span));
      assert.ok(roles.includes('roles/owner'), `the block before is lost without character ${at}`);
      assert.ok(roles.includes('roles/viewer'), `the block behind is lost without character ${at}`);
    }
  });
});

describe('nothing to say about', () => {
  for (const name of ['main.tf', 'main.tf.json', 'service.yaml', 'policy.json', 'policy.ndjson', 'README.md']) {
    test(`an empty ${name}`, () => {
      assert.deepEqual(findings('', name), []);
      assert.deepEqual(findings('\uFEFF', name), []);
      assert.deepEqual(findings('\r\n\r\n', name), []);
    });
  }

  test('no files at all', () => {
    assert.deepEqual(lint([], { catalog, now }).findings, []);
  });
});

describe('10,000 levels are no more than deep', () => {
  const deep = (open: string, close: string) => open.repeat(10_000) + close.repeat(10_000);
  const cases: Readonly<Record<string, string>> = {
    'lists.tf': `locals {\n  x = ${deep('[', ']')}\n}\n`,
    'parentheses.tf': `locals {\n  x = ${deep('(', ')')}\n}\n`,
    'objects.tf': `locals {\n  x = ${deep('{a=', '}')}\n}\n`,
    'templates.tf': `locals {\n  x = ${deep('"${', '}"')}\n}\n`,
    'blocks.tf': `resource "google_project_iam_member" "m" ${deep('{\na ', '}\n')}`,
    'condition.tf': `resource "google_project_iam_policy" "p" {\n  policy_data = "{\\"bindings\\":[{\\"role\\":\\"roles/viewer\\",\\"members\\":[\\"user:a@example.com\\"],\\"condition\\":${deep('[', ']')}}]}"\n}\n`,
    'main.tf.json': `{"locals": {"x": ${deep('[', ']')}}}`,
    'policy.json': `{"bindings": [{"role": "roles/viewer", "members": ["user:a@example.com"], "condition": ${deep('[', ']')}}]}`,
    'objects.json': `{"bindings": [{"role": "roles/viewer", "members": ["user:a@example.com"], "x": ${deep('{"a":', '}')}}]}`,
    'flow.yaml': `bindings: ${deep('[', ']')}`,
    'block.yaml': `bindings:\n${Array.from({ length: 2_000 }, (_, depth) => `${' '.repeat(depth)}- `).join('\n')}`,
  };
  for (const [name, text] of Object.entries(cases)) test(name, () => assert.doesNotThrow(() => findings(text, name)));
});

describe('what refers to itself', () => {
  test('circular locals are unknown, and what stands beside them is not', () => {
    const text = `locals {
  a = local.b
  b = local.a
  c = concat(local.c, ["allUsers"])
  d = ["allUsers"]
}
resource "google_storage_bucket_iam_binding" "a" {
  bucket  = "media"
  role    = "roles/storage.admin"
  members = local.a
}
resource "google_storage_bucket_iam_binding" "d" {
  bucket  = "other"
  role    = "roles/storage.admin"
  members = local.d
}`;
    assert.deepEqual(
      findings(text, 'main.tf').map(({ span }) => span.start),
      [text.indexOf('d = ["allUsers') + 6],
    );
  });

  test('a resource that asks for its own attribute', () => {
    assert.doesNotThrow(() =>
      findings('resource "google_service_account" "a" {\n  account_id = google_service_account.a.account_id\n}\n', 'main.tf'),
    );
  });
});

describe('what is large', () => {
  test('a list of 20,000 members keeps its last one', () => {
    const members = Array.from({ length: 20_000 }, (_, index) => `"user:u${index}@example.com"`);
    const text = `resource "google_project_iam_binding" "b" {\n  project = "shop-prod"\n  role = "roles/run.viewer"\n  members = [${members.join(', ')}, "allUsers"]\n}\n`;
    assert.deepEqual(
      findings(text, 'main.tf').map(({ code }) => code),
      ['policy-limits', 'public-member'],
    );
  });

  test('lists that double thirty times are given up', () => {
    const locals = Array.from({ length: 30 }, (_, index) => `  l${index + 1} = [local.l${index}, local.l${index}]`);
    const text = `locals {\n  l0 = ["allUsers"]\n${locals.join('\n')}\n}\nresource "google_project_iam_binding" "b" {\n  members = flatten(local.l30)\n  role = "roles/viewer"\n}\n`;
    assert.doesNotThrow(() => findings(text, 'main.tf'));
  });

  test('products of sets are given up', () => {
    const set = `[${Array.from({ length: 200 }, (_, index) => `"u${index}"`).join(', ')}]`;
    const text = `resource "google_project_iam_member" "b" {\n  for_each = toset(setproduct(${set}, ${set}, ${set}, ${set}))\n  role = "roles/viewer"\n  member = each.value[0]\n}\n`;
    assert.doesNotThrow(() => findings(text, 'main.tf'));
  });

  test('5,000 locals that each name the one before', () => {
    const locals = Array.from({ length: 5_000 }, (_, index) => `  l${index + 1} = [local.l${index}]`);
    for (const order of [locals, locals.toReversed()]) {
      assert.doesNotThrow(() =>
        findings(
          `locals {\n  l0 = ["allUsers"]\n${order.join('\n')}\n}\nresource "google_project_iam_binding" "b" {\n  members = local.l5000\n}\n`,
          'main.tf',
        ),
      );
    }
  });

  test('1,000 aliases of one another in YAML', () => {
    const layers = Array.from({ length: 25 }, (_, index) => `a${index + 1}: &a${index + 1} [*a${index}, *a${index}]`);
    assert.doesNotThrow(() =>
      findings(`a0: &a0 [allUsers]\n${layers.join('\n')}\nbindings: [{role: roles/viewer, members: *a25}]\n`, 'policy.yaml'),
    );
  });
});
