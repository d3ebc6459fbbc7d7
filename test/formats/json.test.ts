import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { Reference } from '../../iam/text.ts';
import { span, textOf } from '../../server/linter/source.ts';
import { embeddedJson, parseJson, parseJsonLines } from '../../server/linter/syntax/json.ts';
import { at, type MapValue, type StringValue, toText, type Value } from '../../server/linter/syntax/value.ts';
import { parseYaml } from '../../server/linter/syntax/yaml.ts';
import { file, fill, parts, plain, walk, without } from './values.ts';

function read(text: string): Value | undefined {
  return parseJson(file('a.json', text));
}

test('comments, trailing commas and a byte order mark are fine', () => {
  assert.deepEqual(plain(read('\uFEFF{\r\n  // why\r\n  "a": [1, -2.5e1, true, null, ], /* x */ "b": {"c": "d"},\r\n}\r\n')), {
    a: [1, -25, true, null],
    b: { c: 'd' },
  });
});

test('a string is where its content stands, and each escape is a part', () => {
  const value = at(read('{"a": "x\\n\\u00e9\\ud83d\\ude00\\"y"}'), 'a');
  assert.equal(plain(value), 'x\né😀"y');
  assert.deepEqual(parts(value), [
    ['x', 'x'],
    ['\\n', '\n'],
    ['\\u00e9', 'é'],
    ['\\ud83d', '\ud83d'],
    ['\\ude00', '\ude00'],
    ['\\"', '"'],
    ['y', 'y'],
  ]);
});

test('template placeholders are holes', () => {
  assert.deepEqual(plain(read(`{"a": "user:\${NAME}@b.com", "b": "%PROJECT%", "c": "$(X)"}`)), { a: 'user:…@b.com', b: '…', c: '$(X)' });
});

test('half-typed text keeps what is intact', () => {
  assert.deepEqual(plain(read('{"bindings": [{"role": "r", "members": ["a", "b"\n}, {"role": "q"')), {
    bindings: [{ role: 'r', members: ['a', 'b'] }, { role: 'q' }],
  });
  assert.deepEqual(plain(read('{"role": \n "members": ["a"]}')), { role: '?syntax', members: ['a'] });
  assert.deepEqual(plain(read('{"members": ["a", "b", "role": "x"}')), { members: ['a', 'b'], role: 'x' });
  assert.deepEqual(plain(read('[{"a": 1, {"b": 2}]')), [{ a: 1 }, { b: 2 }]);
  assert.deepEqual(plain(read('{"a": "open\n, "b": 2}')), { a: '?syntax', b: 2 });
  assert.deepEqual(plain(read('{"a" "b": 1 "c": ,}')), { b: 1, c: '?syntax' });
});

test('what is missing from broken text may have been there', () => {
  assert.ok((read('{"a": 1}') as MapValue).complete);
  for (const text of ['{"a": 1', '{"a": 1, "b"}', '{"a": 1 "b": 2}', '{"a": }']) assert.ok(!(read(text) as MapValue).complete, text);
});

test('a newline-delimited text has a value for each line, whatever the others', () => {
  assert.deepEqual(parseJsonLines(file('a.json', '{"a": 1}\r\n{"b": [\r\n{"c": 3}\r\n')).map(plain), [{ a: 1 }, { b: [] }, { c: 3 }]);
  assert.deepEqual(parseJsonLines(file('a.jsonl', '{"a":\n{"b": 2}')).map(plain), [{ a: '?syntax' }, { b: 2 }]);
  assert.deepEqual(parseJsonLines(file('a.json', '{\n"a": 1\n}\n{\n"b": 2\n}')).map(plain), [{ a: 1 }, { b: 2 }]);
});

test('an element goes with one comma, and with its line where it has one of its own', () => {
  const list = read('["a", "b", "c"]');
  assert.deepEqual([without(list, 0), without(list, 1), without(list, 2)], ['["b", "c"]', '["a", "c"]', '["a", "b"]']);
  const lines = read('{\n  "a": 1,\n  "b": 2 // last\n}\n');
  assert.equal(without(lines, 0), '{\n  "b": 2 // last\n}\n');
  assert.equal(without(lines, 1), '{\n  "a": 1 // last\n}\n');
  assert.equal(without(read('["a" "b"]'), 0), undefined);
});

test('a scalar is replaced as it is written', () => {
  const value = read('{"a": "x", "b": null, "c": 1}');
  assert.equal(fill(at(value, 'a')?.slot, 'y'), '{"a": "y", "b": null, "c": 1}');
  assert.equal(fill(at(value, 'b')?.slot, 'y'), '{"a": "x", "b": "y", "c": 1}');
  assert.equal(fill(at(value, 'c')?.slot, '3'), '{"a": "x", "b": null, "c": 3}');
});

test('JSON in a YAML block scalar stands where it is written', () => {
  const [document] = parseYaml(file('a.yaml', 'policy: |\r\n  {\r\n    "members": ["user:\\u0061@b.com",\r\n      "allUsers"]\r\n  }\r\n'));
  const text = at(document?.value, 'policy') as StringValue;
  const members = at(embeddedJson(text), 'members');
  assert.ok(members?.type === 'list');
  assert.deepEqual(
    members.items.map(({ value }) => textOf(value.span)),
    ['user:\\u0061@b.com', 'allUsers'],
  );
  assert.deepEqual(plain(members), ['user:a@b.com', 'allUsers']);
  assert.equal(without(members, 1), 'policy: |\r\n  {\r\n    "members": ["user:\\u0061@b.com"]\r\n  }\r\n');
});

test('JSON in a quoted string stands where it is written, and its quotes are never rewritten', () => {
  const [document] = parseYaml(file('a.yaml', String.raw`policy: "{\"a\": \"x\\ny\", \"b\": null}"`));
  const json = embeddedJson(at(document?.value, 'policy') as StringValue);
  assert.deepEqual(plain(json), { a: 'x\ny', b: null });
  assert.deepEqual(parts(at(json, 'a')), [
    ['x', 'x'],
    ['\\\\n', '\n'],
    ['y', 'y'],
  ]);
  assert.equal(fill(at(json, 'a')?.slot, 'z'), String.raw`policy: "{\"a\": \"z\", \"b\": null}"`);
  assert.equal(at(json, 'b')?.slot, undefined);
});

test('the holes of a string are those of its JSON, inside strings and out', () => {
  const reference: Reference = {
    mode: 'resource',
    type: 'google_service_account',
    address: 'a',
    label: 'google_service_account.a',
    attribute: 'email',
  };
  const source = file('main.tf', '{"member": "serviceAccount:@1", "role": @2}');
  const whole = span(source, 0, source.text.length);
  const string: StringValue = {
    type: 'string',
    span: whole,
    parts: source.text.split(/(@\d)/).flatMap((text, index, all) => {
      const start = all.slice(0, index).join('').length;
      const place = span(source, start, start + text.length);
      return text === '@1' ? { reference, span: place } : text === '@2' ? { reference: undefined, span: place } : { text, span: place };
    }),
  };
  const json = embeddedJson(string);
  const member = at(json, 'member') as StringValue;
  assert.deepEqual(toText(member), { text: 'serviceAccount:\uFFFC', holes: [reference] });
  assert.equal(textOf(member.span), 'serviceAccount:@1');
  assert.equal(plain(at(json, 'role')), '?variable');
});

test('any depth and any repetition is read without a fault', () => {
  for (const piece of ['[', '{"a":', '[]', ',', ':', '{', '"', '\\', '$', '{{']) {
    const text = piece.repeat(10_000);
    for (const each of [text, `["${text}`, `["${text}"]`]) assert.doesNotThrow(() => read(each), piece);
  }
  assert.doesNotThrow(() => read('[{"a":'.repeat(100_000)));
});

test('any damage leaves all spans inside the text', () => {
  const text = '{"bindings": [{"role": "r", "members": ["a", "b\\n"]}], "version": 1}';
  for (let offset = 0; offset < text.length; offset++) {
    for (const damage of ['', '"', '[', '}', ':', ',', '\n', '\\']) {
      const broken = text.slice(0, offset) + damage + text.slice(offset + 1);
      for (const value of parseJsonLines(file('a.json', broken))) {
        walk(value, ({ span: { start, end } }) => assert.ok(0 <= start && start <= end && end <= broken.length, broken));
      }
    }
  }
});
