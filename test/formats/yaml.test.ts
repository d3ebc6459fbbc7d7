import assert from 'node:assert/strict';
import { test } from 'node:test';
import { parse as parseReference, stringify } from 'yaml';
import { textOf } from '../../server/linter/source.ts';
import { at, entry, type MapValue, spanWithin, type Value } from '../../server/linter/syntax/value.ts';
import { parseYaml } from '../../server/linter/syntax/yaml.ts';
import { file, fill, parts, plain, walk, without } from './values.ts';

/** The value of a text's first document. */
function read(text: string): Value | undefined {
  return parseYaml(file('a.yaml', text))[0]?.value;
}

/** The values of all documents. */
function all(text: string): unknown[] {
  return parseYaml(file('a.yaml', text)).map(({ value }) => plain(value));
}

test('scalars have the types of the core schema: yes is a string', () => {
  assert.deepEqual(plain(read('a: yes\nb: 0x1F\nc: true\nd: ~\ne:\nf: 1.5e3\ng: !!str 12\nh: "12"\ni: 007\n')), {
    a: 'yes',
    b: 31,
    c: true,
    d: null,
    e: null,
    f: 1500,
    g: '12',
    h: '12',
    i: 7,
  });
});

test('a string is where its content stands, without quotes, comments and line ends', () => {
  const value = read('\uFEFFa: user:a@b.com # c\r\n"b": \'x\'\r\nc: ["y", z]\r\n');
  assert.deepEqual(
    [at(value, 'a'), at(value, 'b'), at(value, 'c')].map((each) => each && textOf(each.span)),
    ['user:a@b.com', 'x', '["y", z]'],
  );
  assert.equal(textOf(entry(value, 'b')?.keySpan as never), 'b');
});

test('each escape and each folded line break is a part of its own', () => {
  assert.deepEqual(parts(at(read('a: "x\\u00e9\\ty\\\n   z\n\n  w"\n'), 'a')), [
    ['x', 'x'],
    ['\\u00e9', 'é'],
    ['\\t', '\t'],
    ['y', 'y'],
    ['z', 'z'],
    ['\n\n  ', '\n'],
    ['w', 'w'],
  ]);
  assert.deepEqual(parts(at(read("a: 'it''s'\n"), 'a')), [
    ['it', 'it'],
    ["''", "'"],
    ['s', 's'],
  ]);
});

test('a range in a block scalar maps to its line, whatever the indentation and line ends', () => {
  const value = at(read('policy: |\r\n    {"role":\r\n      "roles/owner"}\r\n'), 'policy');
  assert.equal(plain(value), '{"role":\n  "roles/owner"}\n');
  assert.ok(value?.type === 'string');
  const start = String(plain(value)).indexOf('roles/owner');
  assert.equal(textOf(spanWithin(value, start, start + 'roles/owner'.length)), 'roles/owner');
});

test('literal and folded scalars mean what the reference parser says', () => {
  const text = [
    'a: |+\n  x\n   y\n\n',
    'b: >\n  one\n  two\n\n\n  three\n    deep\n\n    deeper\n  last\n',
    'c: >-\n\n  lead\n',
    'd: |2\n    in\n',
    'e: |-\n',
    'f: > # comment\n  x\n',
    'g: >+\n  x\n\n\n',
    'h: "a  \n   b\\\n   c"\n',
  ].join('');
  assert.deepEqual(plain(read(text)), parseReference(text));
});

test('what the reference parser writes is read back, in every style', () => {
  const samples = [
    '',
    'x: y',
    '- z',
    '12',
    "it's",
    '"q"',
    'l1\nl2\n',
    'l1\n\nl2',
    '  lead\n',
    'é😀',
    '\t',
    '#c',
    'x\n  deep\ny\n',
    'a\\b',
    '%x',
    '@y',
    '&a',
    '*b',
    '!t',
    'a,b',
    '[x',
    'words '.repeat(30).trim(),
  ];
  const data = {
    list: samples,
    nested: Object.fromEntries(samples.map((sample, index) => [`k${index}`, { [`s ${sample.trim()}`]: [sample, [sample]] }])),
  };
  for (const defaultStringType of ['PLAIN', 'QUOTE_DOUBLE', 'QUOTE_SINGLE', 'BLOCK_FOLDED', 'BLOCK_LITERAL'] as const) {
    for (const collectionStyle of ['block', 'flow'] as const) {
      const text = stringify(data, { defaultStringType, defaultKeyType: 'QUOTE_DOUBLE', collectionStyle, lineWidth: 30 });
      assert.deepEqual(plain(read(text)), data, `${defaultStringType} ${collectionStyle}`);
      assert.deepEqual(plain(read(text.replaceAll('\n', '\r\n'))), data, `${defaultStringType} ${collectionStyle} CRLF`);
    }
  }
});

test('an alias stands where its anchor does and is used where it is written', () => {
  const value = read('x: &sa a@b.c\ny: *sa\n');
  const y = at(value, 'y');
  assert.equal(plain(y), 'a@b.c');
  assert.equal(textOf(y?.span as never), 'a@b.c');
  assert.equal(textOf(y?.use as never), '*sa');
  assert.equal(fill(y?.slot, 'd@e.f'), 'x: &sa a@b.c\ny: d@e.f\n');
});

test('merged keys are there, and own keys win', () => {
  const value = read('base: &b {k: base, l: 1}\nmore: &m {n: 2}\na: {<<: [*b, *m], k: own}\n');
  assert.deepEqual(plain(at(value, 'a')), { k: 'own', l: 1, n: 2 });
  assert.equal(textOf(at(value, 'a', 'l')?.use as never), '*b');
});

test('an alias to itself, to nothing and a billion aliases are unknown', () => {
  assert.deepEqual(plain(read('a: &a [*a]\nb: *nothing\n')), { a: ['?syntax'], b: '?syntax' });
  const levels = Array.from({ length: 40 }, (_, level) => `a${level + 1}: &a${level + 1} [${Array(9).fill(`*a${level}`).join(', ')}]`);
  const laughs = read(`a0: &a0 [x, x]\n${levels.join('\n')}\n`);
  assert.deepEqual(plain(at(laughs, 'a1')), Array(9).fill(['x', 'x']));
  assert.deepEqual(plain(at(laughs, 'a40')), Array(9).fill('?cycle'));
});

test('template placeholders are holes, $(X) is text', () => {
  assert.deepEqual(
    plain(
      read(`a: run@\${PROJECT}.iam\nb: "{{ .sa }}@p"\nc: \${{ vars.SA }}\nd: sa-%ENV%-x\ne: a@$PROJECT_ID.iam\nf: $(HOST)\ng: <NAME>\n`),
    ),
    {
      a: 'run@….iam',
      b: '…@p',
      c: '…',
      d: 'sa-…-x',
      e: 'a@….iam',
      f: '$(HOST)',
      g: '<NAME>',
    },
  );
});

test('an unquoted placeholder is unknown and the rest known', () => {
  assert.deepEqual(plain(read(`a: {{ .Values.sa }}\nb: {{ x }}-suffix\nc: [\${A}, b]\n`)), {
    a: '?variable',
    b: '?variable',
    c: ['b'],
  });
});

test('a document with statements of a template is unknown, the next one is read', () => {
  assert.deepEqual(all('spec:\n  {{- if .Values.x }}\n  a: 1\n  {{- end }}\n  b: 2\n---\na: 1\n'), ['?variable', { a: 1 }]);
  assert.deepEqual(all('{% if x %}\na: 1\n{% endif %}\n'), ['?variable']);
  assert.deepEqual(all('a: |\n  {{- if x }}\nb: 1\n'), [{ a: '…\n', b: 1 }]);
});

test('broken text loses little but itself', () => {
  assert.deepEqual(all('a: b\nserviceAcc\nc: d\n'), [{ a: 'b', c: 'd' }]);
  assert.deepEqual(all('m:\n  - a\n  - ]\n  - b\nr: x\n'), [{ m: ['a', '?syntax', 'b'], r: 'x' }]);
  assert.deepEqual(all('etag: "abc\nbindings:\n- role: "roles/x"\n'), [{ etag: '?syntax', bindings: [{ role: 'roles/x' }] }]);
  assert.deepEqual(all('spec:\n  a: "x\n  b: 1\n  c: "q"\n'), [{ spec: { a: '?syntax', b: 1, c: 'q' } }]);
  assert.deepEqual(all('m: [a, b\nr: x\n'), [{ m: ['a', 'b'], r: 'x' }]);
  assert.deepEqual(all('a: ]\n---\nb: 1\n'), [{ a: '?syntax' }, { b: 1 }]);
});

test('what is missing from broken text may have been there', () => {
  const complete = (text: string): boolean => (read(text) as MapValue).complete;
  assert.ok(complete('a: 1\n'));
  assert.ok(!complete('a: 1\nserviceAcc\n'));
  assert.ok(!complete('a: ]\nb: 1\n'));
  assert.ok(!complete('a:\n    b: 1\n   c: 2\n'));
});

test('an item goes with its line, its dash and its comment', () => {
  const text = 'members:\r\n  - user:a@b.com # leaves\r\n  - user:c@d.com\r\nrole: x\r\n';
  const members = at(read(text), 'members');
  assert.equal(without(members, 0), 'members:\r\n  - user:c@d.com\r\nrole: x\r\n');
  assert.equal(without(members, 1), 'members:\r\n  - user:a@b.com # leaves\r\nrole: x\r\n');
});

test('an item in brackets goes with one comma', () => {
  const list = read('[a, "b", c]\n');
  assert.deepEqual([without(list, 0), without(list, 1), without(list, 2)], ['["b", c]\n', '[a, c]\n', '[a, "b"]\n']);
  assert.equal(without(read('[a]\n'), 0), '[]\n');
});

test('an entry goes with its lines, behind a dash up to the next key', () => {
  assert.equal(without(read('a:\n  b: 1\nc: |\n  x\nd: 2\n'), 1), 'a:\n  b: 1\nd: 2\n');
  const binding = read('- condition:\n    title: x\n  role: y\n');
  assert.equal(without(binding?.type === 'list' ? binding.items[0]?.value : undefined, 0), '- role: y\n');
});

test('what others refer to cannot go', () => {
  assert.equal(without(read('a: &x [b]\nc: *x\n'), 0), undefined);
});

test('a scalar is replaced as it is written', () => {
  const value = read('a: x # c\nb: "x"\nc:\nd: null\n');
  assert.deepEqual(
    ['a', 'b', 'c', 'd'].map((key) => plain(at(read(fill(at(value, key)?.slot, 'n@p.q') ?? ''), key))),
    Array(4).fill('n@p.q'),
  );
});

test('any depth and any repetition is read without a fault', () => {
  const nests = ['[', '{a: ', '- ', '? ', '{', '{{', '&a ', ': '].map((piece) => piece.repeat(10_000));
  const breaks = ['"', "'", '*a ', 'a: ]\n', '- "a\n', '|\n', '\t'].map((piece) => piece.repeat(1_000));
  for (const text of [...nests, ...breaks]) {
    for (const each of [text, `a: ${text}`, `a: "${text}"`]) assert.doesNotThrow(() => read(each), text.slice(0, 10));
  }
  assert.deepEqual(plain(at(read(`a: ${'['.repeat(10_000)}\nb: 1\n`), 'b')), 1);
});

test('any damage leaves all spans inside the text', () => {
  const text = 'bindings:\n- members: ["a", b]\n  role: &r |-\n    x\n  condition: {title: "t"}\netag: *r\n---\na: \'b\'\n';
  for (let offset = 0; offset < text.length; offset++) {
    for (const damage of ['', '"', '[', '}', ':', '- ', '\n', '{{']) {
      const broken = text.slice(0, offset) + damage + text.slice(offset + 1);
      for (const { value } of parseYaml(file('a.yaml', broken))) {
        walk(value, ({ span: { start, end } }) => assert.ok(0 <= start && start <= end && end <= broken.length, JSON.stringify(broken)));
      }
    }
  }
});
