import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { Attribute, Template } from '../../../server/linter/syntax/hcl/ast.ts';
import { parse } from '../../../server/linter/syntax/hcl/parse.ts';
import { children } from './nodes.ts';
import { operations } from './operations.ts';
import { printDocument, printExpression } from './printTree.ts';

/** The tree of a valid expression as text. */
function tree(expression: string): string {
  const { body, problems } = parse(`x = ${expression}\n`);
  assert.deepEqual(problems, [], expression);
  return printExpression((body.attributes[0] as Attribute).value);
}

/** The parts of a valid template, each as its source and its text. */
function texts(template: string): (readonly [source: string, text: string])[] {
  const text = `x = ${template}\n`;
  const { body, problems } = parse(text);
  assert.deepEqual(problems, []);
  const { parts } = (body.attributes[0] as Attribute).value as Template;
  return parts.map((part) => [text.slice(part.start, part.end), part.kind === 'text' ? part.text : part.kind]);
}

/** The tree of a broken document, and what is wrong where. */
function broken(text: string): { tree: string; problems: string[] } {
  const document = parse(text);
  return {
    tree: printDocument(document),
    problems: document.problems.map(({ start, end, message }) => `${JSON.stringify(text.slice(start, end))} ${message}`),
  };
}

test('blocks have labels, attributes and blocks', () => {
  const text = `resource "google_service_account" reader { # runs the API
  account_id = "reader"

  timeouts { create = "5m" }
  lifecycle {
  }
}
locals {}
answer = 42`;
  assert.equal(
    printDocument(parse(text)),
    `resource "google_service_account" reader {
  account_id = "'reader'"
  timeouts {
    create = "'5m'"
  }
  lifecycle {
  }
}
locals {
}
answer = 42
`,
  );
  assert.deepEqual(parse(text).problems, []);
});

test('nodes say where they stand', () => {
  const text = 'resource "a" b {\n  c = d["e"].f # g\n}\n';
  const [block] = parse(text).body.blocks;
  assert.ok(block);
  const source = ({ start, end }: { start: number; end: number }) => text.slice(start, end);
  assert.equal(source(block), 'resource "a" b {\n  c = d["e"].f # g\n}');
  assert.deepEqual(block.labels.map(source), ['a', 'b']);
  assert.equal(source(block.body), '\n  c = d["e"].f # g\n');
  const [attribute] = block.body.attributes;
  assert.ok(attribute?.value.kind === 'attribute');
  assert.equal(source(attribute), 'c = d["e"].f');
  assert.equal(source(attribute.value.object), 'd["e"]');
  assert.equal(source(attribute.value.name), 'f');
});

test('operators bind as HCL says', () => {
  assert.equal(tree('1 + 2 * 3 - 4'), '((1 + (2 * 3)) - 4)');
  assert.equal(tree('a || b && c == d < e + f'), '(a || (b && (c == (d < (e + f)))))');
  assert.equal(tree('1 < 2 == 3 >= 4 != 5'), '(((1 < 2) == (3 >= 4)) != 5)');
  assert.equal(tree('-a.b + !c[0] % -1'), '((-a.b) + ((!c[0]) % (-1)))');
  assert.equal(tree('a ? b : c ? d : e'), '(a ? b : (c ? d : e))');
  assert.equal(tree('a ? b ? c : d : e == f'), '(a ? (b ? c : d) : (e == f))');
  assert.equal(tree('(1 + 2) * 3'), '(paren((1 + 2)) * 3)');
  assert.equal(tree('a-b - c'), '(a-b - c)');
});

test('newlines are blanks inside brackets and end an expression elsewhere', () => {
  assert.equal(tree('(\n a\n + b\n .c\n)'), 'paren((a + b.c))');
  assert.equal(tree('[\n a, # one\n b /* two */,\n]'), '[a, b]');
  assert.equal(tree('{\n a = 1\n\n b : 2,\n "c" = 3 }'), `{a: 1, b: 2, "'c'": 3}`);
  assert.equal(tree('{ a = (\n1\n) }'), '{a: paren(1)}');
  assert.equal(broken('a = b\n  .c\n').problems.length, 1);
});

test('traversals have names, keys and stars', () => {
  assert.equal(tree('a.b[0]["c"].1.d'), `a.b[0]["'c'"][1].d`);
  assert.equal(tree('a.*.b.c[0]'), 'a<*.b.c>[0]');
  assert.equal(tree('a[*].b[0].c'), 'a[*.b[0].c]');
  assert.equal(tree('a[*].b[*].c'), 'a[*.b[*.c]]');
  assert.equal(tree('[1][0]'), '[1][0]');
  assert.equal(tree('f(a).b'), 'f(a).b');
});

test('calls take a trailing comma, a spread and a namespace', () => {
  assert.equal(tree('f()'), 'f()');
  assert.equal(tree('f(\n a,\n b,\n)'), 'f(a, b)');
  assert.equal(tree('f(a, b...)'), 'f(a, b...)');
  assert.equal(tree('provider::google::name(a)'), 'provider::google::name(a)');
});

test('for expressions make lists and objects', () => {
  assert.equal(tree('[for v in m : v.a if v.b]'), '<for v in m: v.a if v.b>');
  assert.equal(tree('{for k, v in m : k => v...}'), '<for k, v in m: k => v...>');
  assert.equal(tree('{\n for k, v in m :\n k => {\n a = v\n }\n if v != null\n}'), '<for k, v in m: k => {a: v} if (v != null)>');
});

test('object keys are names, strings or expressions', () => {
  assert.equal(tree('{ a = 1, "b c" = 2, (d) = 3, "e${f}" = 4, 5 = 6 }'), `{a: 1, "'b c'": 2, paren(d): 3, "'e'\${f}": 4, 5: 6}`);
});

test('numbers keep their source', () => {
  assert.equal(tree('[0, 1.50, 1e3, 2.5E-2]'), '[0, 1.50, 1e3, 2.5E-2]');
});

test('a string has a part for each stretch of text, escape and sequence', () => {
  assert.deepEqual(texts('""'), []);
  assert.deepEqual(texts('"user:${a}@b"'), [
    ['user:', 'user:'],
    ['${a}', 'interpolation'],
    ['@b', '@b'],
  ]);
  assert.deepEqual(texts('"a\\n\\"\\\\\\u00e9\\U0001F600b"'), [
    ['a', 'a'],
    ['\\n', '\n'],
    ['\\"', '"'],
    ['\\\\', '\\'],
    ['\\u00e9', 'é'],
    ['\\U0001F600', '😀'],
    ['b', 'b'],
  ]);
  assert.deepEqual(texts('"$${a} %%{b} $c 5% $"'), [
    ['$${', '${'],
    ['a} ', 'a} '],
    ['%%{', '%{'],
    ['b} $c 5% $', 'b} $c 5% $'],
  ]);
  assert.equal(tree('"a${"b${c}"}"'), `"'a'\${"'b'\${c}"}"`);
});

test('directives pair and strip markers take white space away', () => {
  assert.equal(tree('"%{ if a }b%{ else }${c}%{ endif }"'), `"%if(a){'b'}else{\${c}}"`);
  assert.equal(tree('"%{for k, v in m}%{if v}x%{endif}%{endfor}"'), `"%for(k, v in m){%if(v){'x'}else{}}"`);
  assert.equal(tree('"a \\n ${~ b ~} \\t c"'), `"'a'\${b}'c'"`);
});

test('a heredoc has a part for each line', () => {
  assert.deepEqual(texts('<<EOT\n  a "b" \\n\n\n${c} d\nEOT'), [
    ['  a "b" \\n\n', '  a "b" \\n\n'],
    ['\n', '\n'],
    ['${c}', 'interpolation'],
    [' d\n', ' d\n'],
  ]);
});

test('<<- takes the indentation off that all lines share', () => {
  assert.deepEqual(texts('<<-EOT\n    a\n      b ${c}\n \n\n    ${d}\n  EOT'), [
    ['a\n', 'a\n'],
    ['  b ', '  b '],
    ['${c}', 'interpolation'],
    ['\n', '\n'],
    [' \n', ' \n'],
    ['\n', '\n'],
    ['${d}', 'interpolation'],
    ['\n', '\n'],
  ]);
  assert.equal(tree('<<-EOT\n  a\n    %{ if b }\n    c\n  %{ endif }\n  EOT'), `heredoc"'a\\n''  '%if(b){'\\n''  c\\n'}else{}'\\n'"`);
  // A strip marker comes first: it leaves a line without indentation, as it does in Terraform.
  assert.equal(tree('<<-EOT\n  a\n  ${~ b }\n  EOT'), `heredoc"'  a\\n'\${b}'\\n'"`);
  assert.equal(tree('<<-EOT\r\n  a\r\n   b\r\n  EOT\r'), `heredoc"'a\\r\\n'' b\\r\\n'"`);
});

test('a heredoc may contain its marker, unless alone on a line', () => {
  assert.equal(tree('<<A\nA b\nresource "c" "d" {\n A\n'), `heredoc"'A b\\n''resource \\"c\\" \\"d\\" {\\n'"`);
});

test('a byte order mark, CRLF and names beyond ASCII are fine', () => {
  const { body, problems } = parse('\ufeffgröße-1 = [\r\n  ñ,\r\n]\r\nb {\r\n}\r\n');
  assert.deepEqual(problems, []);
  assert.deepEqual([body.attributes[0]?.name.text, body.blocks[0]?.type.text], ['größe-1', 'b']);
});

test('what is half typed leaves the rest as it is', () => {
  assert.deepEqual(broken('a = \nb = 1\n'), { tree: 'a = <missing>\nb = 1\n', problems: ['"" An expression is missing here.'] });
  assert.deepEqual(broken('a = var.\nb = 1\n'), {
    tree: 'a = var.<missing>\nb = 1\n',
    problems: ['"." A name is missing behind this dot.'],
  });
  assert.deepEqual(broken('goo\nb = 1\n'), {
    tree: 'b = 1\n',
    problems: ['"goo" This is neither an argument with "=" nor a block with "{".'],
  });
  assert.deepEqual(broken('a = [1,\nb = 1\n'), { tree: 'a = [1]\nb = 1\n', problems: ['"[" This bracket is not closed.'] });
  assert.deepEqual(broken('a = f(b[\nc {\n}\n'), {
    tree: 'a = f(b[<missing>])\nc {\n}\n',
    problems: ['"" An expression is missing here.'],
  });
  assert.deepEqual(broken('a = b ? c\nd = 1\n').tree, 'a = (b ? c : <missing>)\nd = 1\n');
  assert.deepEqual(broken('a = [1 2, 3]\n'), { tree: 'a = [1, 2, 3]\n', problems: ['"2" A comma is missing here.'] });
  assert.deepEqual(broken('a = {\n b\n c 1\n d = 2\n}\n').tree, 'a = {b: <missing>, c: 1, d: 2}\n');
});

test('a string that is not closed ends with its line', () => {
  assert.deepEqual(broken('a = "b\nc = 1\n'), { tree: `a = "'b'"\nc = 1\n`, problems: ['"\\"b" This string is not closed on its line.'] });
  assert.deepEqual(broken('a = "b${c"\nd = "${e f"\ng = 1\n'), {
    tree: `a = "'b'\${c}"\nd = "\${e}"\ng = 1\n`,
    problems: ['"${" This template sequence is not closed.', '"${" This template sequence is not closed.'],
  });
  assert.deepEqual(broken('resource "a" "b {\n  c = 1\n}\n').tree, 'resource "a" "b" {\n  c = 1\n}\n');
});

test('a block that is not closed ends at the next top-level block', () => {
  assert.deepEqual(broken('resource "a" "b" {\n  c {\n    d = [{\n  e = 1\n\nresource "f" "g" {\n}\n'), {
    tree: 'resource "a" "b" {\n  c {\n    d = [{e: 1}]\n  }\n}\nresource "f" "g" {\n}\n',
    problems: ['"{" This bracket is not closed.'],
  });
});

test('a block that has lost its opening brace keeps its body', () => {
  assert.equal(broken('resource "a" "b"\n  c = 1\n}\nd = 2\n').tree, 'resource "a" "b" {\n  c = 1\n}\nd = 2\n');
});

test('a comment or heredoc that is not closed ends at the next top-level block', () => {
  assert.deepEqual(broken('/* a\nlocals {\n  b = "*/5 *"\n}\n'), {
    tree: `locals {\n  b = "'*/5 *'"\n}\n`,
    problems: ['"/*" This comment is not closed.'],
  });
  assert.equal(broken('/* a\nlocals {\n}\n/* b */\n').tree, 'locals {\n}\n');
  const heredocs = 'locals {\n  a = <<EOT\nb\n EO\n}\nlocals {\n  c = <<EOT\nd\n EOT\n}\n';
  assert.equal(broken(heredocs).tree, `locals {\n  a = heredoc"'b\\n'' EO\\n''}\\n'"\n}\nlocals {\n  c = heredoc"'d\\n'"\n}\n`);
});

test('unindented blocks that nest are no new top-level blocks', () => {
  assert.deepEqual(broken('check "a" {\ndata "b" "c" {\n}\nassert {\n}\n}\n'), {
    tree: 'check "a" {\n  data "b" "c" {\n  }\n  assert {\n  }\n}\n',
    problems: [],
  });
});

test('every kind of mistake has its message', () => {
  const message = (text: string) => parse(text).problems.map(({ message }) => message);
  assert.deepEqual(message('}\n'), ['This brace closes nothing.']);
  assert.deepEqual(message('a = 1,\n'), ['A new line is missing here.']);
  assert.deepEqual(message('a = b c\n'), ['A new line is missing here.']);
  assert.deepEqual(message('a b = 1\n'), ['An argument has one name.']);
  assert.deepEqual(message('"a" = 1\n'), ["An argument's name has no quotes."]);
  assert.deepEqual(message('= 1\n'), ['An argument or a block should start here.']);
  assert.deepEqual(message('a "${b}" {\n}\n'), ['A label cannot contain a template sequence.']);
  assert.deepEqual(message('a { b = 1\n}\n'), ['A block in one line holds one argument and closes in that line.']);
  assert.deepEqual(message('a {\n'), ['This block is not closed.']);
  assert.deepEqual(message('a = "\\q"\n'), ['This is not an escape sequence of HCL.']);
  assert.deepEqual(message('a = "\\ud800"\n'), ['This is not an escape sequence of HCL.']);
  assert.deepEqual(message('a = "%{if b}"\n'), ['This directive has no "endif".']);
  assert.deepEqual(message('a = "%{else}"\n'), ['No directive is open here that "else" belongs to.']);
  assert.deepEqual(message('a = "%{while b}"\n'), ['A template directive starts with "if", "else", "endif", "for" or "endfor".']);
  assert.deepEqual(message('a = [for b c : d]\n'), ['The keyword "in" is missing here.']);
  assert.deepEqual(message('a = [for k, in d : e]\n'), ['The keyword "in" is missing here.']);
  assert.deepEqual(message('a = [for b in c]\n'), ['A colon is missing here.']);
  assert.deepEqual(message('a = [for b in c : d => e]\n'), ['A list has no keys.']);
  assert.deepEqual(message('a = {for b in c : d}\n'), ['The "=>" between key and value is missing here.']);
  assert.deepEqual(message('a = {"b" => 1}\n'), ['Only a "for" expression has "=>".']);
  assert.deepEqual(message('a = {b = 1 c = 2}\n'), ['A comma or a new line is missing here.']);
  assert.deepEqual(message('a = {b = 1\n, c = 2}\n'), ['This comma follows nothing.']);
  assert.deepEqual(message('a = [b...]\n'), ['Only the last argument of a call can be expanded with "...".']);
  assert.deepEqual(message('a = b.*.c.*.d\n'), ['This star is inside of another one that reaches only attributes.']);
});

const units =
  `[|{|(|"\${|x="\${|<<A\n|a = <<A\n|a = |a = \n|/*|/*\nlocals {\n|a /* \nlocals {\n|"|a|a.|a+|a?|a?b:|-|!|[*]|.*|a[*].*|a(|a::|a {\n|a\n| a\n|{a |
a {\n|x={\na {\n|[for x in |{for x in y : |a = [\n|%{if x}|a="%{if x}"\n|a "|\\|"\\|$|}|]|)|,|=|\n| |\t\n|\r|\0|\ud800|é|#|//|a=<<-A\n  \${|
locals {\n|locals {\n a = <<A\n|a = "\${b\n|a = {b = |1|1.|<|<<|<<-|a = a[\n|a=[a\n|:|...|check "x" {\ndata "a" "b" {\n|"a" |{"a"`.split(
    '|',
  );

const openings = ['', 'x = ', 'x = <<A\n', 'a {\n b = ', 'x = "', 'x = "${', 'x = [', 'x = {', 'x = <<-A\n ${'];

test('endless repetition is read in time that grows with the text, into a tree of bounded depth', () => {
  const length = 12_000;
  for (const unit of units) {
    for (const opening of openings) {
      const text = (opening + unit.repeat(Math.ceil(length / unit.length))).slice(0, length);
      const label = JSON.stringify(opening + unit);
      assert.ok(operations(() => parse(text)) < 60 * length, label);
      assert.ok(depth(parse(text).body) < 1500, label);
    }
  }
});

function depth(node: Parameters<typeof children>[0]): number {
  let deepest = 0;
  for (const child of children(node)) deepest = Math.max(deepest, depth(child));
  return deepest + 1;
}

test('doubt about where comments and heredocs end does not multiply', () => {
  const count = 3000;
  const lines = (line: (index: number) => string) => Array.from({ length: count }, (_, index) => line(index)).join('');
  const doubtful = [
    lines((index) => `resource "a" "b" {\n  c = <<A${index}\n}\n`),
    lines((index) => `locals {\n a = <<A${index}\n`) + lines((index) => `a = <<A${index}\n`) + lines((index) => `A${index}\n`),
    `${lines(() => 'a /* \nlocals {\n')}\n/*\n*/`,
    `${lines(() => 'a /* \nlocals {\n')}\n${' '.repeat(20_000)}"*/`,
  ];
  for (const text of doubtful) assert.ok(operations(() => parse(text)) < 100 * text.length, text.slice(0, 60));
});

test('what is nested too deeply is skipped, and what follows is read', () => {
  const levels = 10_000;
  for (const [open, close] of ['[]', '()', '{}'].map((pair) => [...pair] as [string, string])) {
    const { body, problems } = parse(`a = ${open.repeat(levels)}${close.repeat(levels)}\nb = 1\nlocals {\n}\n`);
    assert.ok(problems.some(({ message }) => message === 'This is nested too deeply to be read.'));
    assert.deepEqual([body.attributes.at(-1)?.name.text, body.blocks.at(-1)?.type.text], ['b', 'locals'], open);
  }
});
