import assert from 'node:assert/strict';
import { test } from 'node:test';
import { tokensOf } from '../../../server/linter/syntax/hcl/tokens.ts';

/** Each token's kind and text. */
function tokens(text: string): string[] {
  return tokensOf(text).map(({ kind, start, end }) => `${kind} ${text.slice(start, end)}`);
}

test('blocks, labels, attributes and literals', () => {
  assert.deepEqual(tokens('# top\nresource "google_x" y {\n  count = 2 // two\n  on = true\n  nested {}\n}\n'), [
    'comment # top',
    'keyword resource',
    'enumMember "google_x"',
    'enumMember y',
    'property count',
    'number 2',
    'comment // two',
    'property on',
    'keyword true',
    'type nested',
  ]);
});

test('references, functions and operators of loops', () => {
  assert.deepEqual(tokens('a = [for k, v in var.m : upper(v.x[0]) if k != ""]\nb = { c = local.d, "e" = x[*].f }'), [
    'property a',
    ...['keyword for', 'variable k', 'variable v', 'keyword in', 'variable var', 'property m'],
    ...['function upper', 'variable v', 'property x', 'number 0', 'keyword if', 'variable k', 'string ""'],
    ...['property b', 'property c', 'variable local', 'property d', 'string "e"', 'variable x', 'property f'],
  ]);
});

test('templates are strings but for what they compute', () => {
  assert.deepEqual(tokens('a = "x ${~ f("y") ~} # z"'), [
    ...['property a', 'string "x ', 'operator ${~', 'function f', 'string "y"', 'operator ~}', 'string  # z"'],
  ]);
});

test('a heredoc with directives', () => {
  assert.deepEqual(tokens('a = <<-EOT\n  # no comment\n  %{ for x in l ~}\n  ${x}\n  %{ endfor }\n  EOT\nb = 1'), [
    'property a',
    'string <<-EOT\n  # no comment\n  ',
    ...['operator %{', 'keyword for', 'variable x', 'keyword in', 'variable l'],
    ...['string   ', 'operator ${', 'variable x', 'operator }', 'string \n', 'operator %{', 'keyword endfor'],
    'string \n  EOT',
    ...['property b', 'number 1'],
  ]);
});

test('block comments, also one that nobody closes', () => {
  assert.deepEqual(tokens('a = 1 /* x\ny */\n/* open'), ['property a', 'number 1', 'comment /* x\ny */', 'comment /* open']);
});

test('what is broken keeps what surrounds it, in order and without overlaps', () => {
  const text = 'resource "a" "b" {\n  x = = "c\n  y = 1\n}\n} "lost # not a comment" # a comment\nlocals {\n  z = (\n}\n';
  const all = tokensOf(text);
  for (const [index, { start }] of all.entries()) assert.ok(start >= (all[index - 1]?.end ?? 0));
  assert.ok(tokens(text).includes('comment # a comment'));
  assert.ok(tokens(text).includes('keyword locals'));
  assert.ok(!tokens(text).some((each) => each.startsWith('comment # not')));
});

test('takes any nesting and any prefix of a text', () => {
  const deep = `a = ${'1 + '.repeat(20_000)}1`;
  assert.ok(tokensOf(deep).length > 100);
  const text = 'a = "x ${[for k in l : { b = <<E\n%{ if k }y%{ else }n%{ endif }\nE\n }]}" # c';
  for (let end = 0; end <= text.length; end++)
    for (const { start, end: last } of tokensOf(text.slice(0, end))) assert.ok(start < last && last <= end);
});
