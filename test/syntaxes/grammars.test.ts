import assert from 'node:assert/strict';
import { readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { describe, test } from 'node:test';
import { catalog } from '../catalog.ts';
import { type Base, bases, contributions, grammar, isOurs, rawGrammar, type Token, tokenize } from './grammars.ts';

const examples = path.join(import.meta.dirname, 'examples');
const read = (name: string) => readFileSync(path.join(examples, name), 'utf8');

/** An example of each format, with everything that is marked and, behind `Not ours`, what is not. */
const files: readonly (readonly [Base, string])[] = [
  ['source.hcl.terraform', 'main.tf'],
  ['source.hcl', 'main.hcl'],
  ['source.yaml', 'service.yaml'],
  ['source.json', 'policy.json'],
  ['source.json.comments', 'policy.jsonc'],
];

for (const [scope, name] of files) {
  describe(`${name} as ${scope}`, () => {
    test('is marked as the snapshot says', async () => {
      const actual = snapshot(read(name), tokenize(await grammar(scope, { injected: true }), read(name)));
      const file = path.join(examples, `${name}.snap`);
      if (process.env.UPDATE) writeFileSync(file, actual);
      assert.equal(actual, readFileSync(file, 'utf8'));
    });

    test('has the scopes of its own grammar everywhere else, and below our marks', async () => {
      const text = read(name);
      const own = tokenize(await grammar(scope, { injected: false }), text);
      const marked = tokenize(await grammar(scope, { injected: true }), text);
      for (const [number, line] of text.split('\n').entries()) {
        const before = perCharacter(own[number] ?? []);
        for (const [column, scopes] of perCharacter(marked[number] ?? []).entries()) {
          // What CEL is in stays; what is CEL has no escapes and references of the string any more.
          const embedded = scopes.findIndex((each) => each.startsWith('meta.embedded'));
          const [theirs, ours] = embedded < 0 ? [before[column], scopes] : [before[column]?.slice(0, embedded), scopes.slice(0, embedded)];
          assert.deepEqual(
            ours.filter((each) => !isOurs(each)),
            theirs,
            `${name}:${number + 1}:${column + 1} ${line}`,
          );
        }
      }
    });

    test('has no mark on what only looks like something of ours', async () => {
      const text = read(name);
      const lines = tokenize(await grammar(scope, { injected: true }), text);
      const from = text.split('\n').findIndex((line) => /Not ours|"roles\/viewer": "a key"/.test(line));
      assert.ok(from > 0);
      for (const token of lines.slice(from).flat()) assert.deepEqual(token.scopes.filter(isOurs), [], token.text);
    });
  });
}

describe('Common Expression Language', () => {
  test('is a grammar of its own', async () => {
    const [tokens] = tokenize(
      await grammar('source.cel', { injected: false }),
      String.raw`!request.auth.claims.x.exists(k, k in ["a\n", r'b', 0x1Fu, 1.5e-3, null]) // why`,
    );
    assert.deepEqual(
      tokens?.filter(({ text }) => text.trim()).map(({ text, scopes }) => `${text} ${scopes.slice(1).join(' ')}`),
      [
        '! keyword.operator.logical.cel',
        'request variable.language.cel',
        '. punctuation.accessor.cel',
        'auth variable.other.member.cel',
        '. punctuation.accessor.cel',
        'claims variable.other.member.cel',
        '. punctuation.accessor.cel',
        'x variable.other.member.cel',
        '. punctuation.accessor.cel',
        'exists support.function.cel',
        '( punctuation.section.parens.cel',
        'k variable.other.readwrite.cel',
        ', punctuation.separator.cel',
        'k variable.other.readwrite.cel',
        'in keyword.operator.word.cel',
        '[ punctuation.section.brackets.cel',
        '" string.quoted.double.cel',
        'a string.quoted.double.cel',
        String.raw`\n string.quoted.double.cel constant.character.escape.cel`,
        '" string.quoted.double.cel',
        ', punctuation.separator.cel',
        "r' string.quoted.single.cel",
        'b string.quoted.single.cel',
        "' string.quoted.single.cel",
        ', punctuation.separator.cel',
        '0x1Fu constant.numeric.cel',
        ', punctuation.separator.cel',
        '1.5e-3 constant.numeric.cel',
        ', punctuation.separator.cel',
        'null constant.language.cel',
        '] punctuation.section.brackets.cel',
        ') punctuation.section.parens.cel',
        '// why comment.line.double-slash.cel',
      ],
    );
  });
});

test('a permission of the catalogue is marked in nineteen of twenty cases, and other names with dots are not', async () => {
  const json = await grammar('source.json', { injected: true });
  const isMarked = (name: string) =>
    tokenize(json, `["${name}"]`)
      .flat()
      .some(({ text, scopes }) => text === name && scopes.includes('support.function.permission.leastwise'));
  const permissions = new Set([...catalog.roles()].flatMap(({ permissions = [] }) => [...permissions]));
  const marked = [...permissions].filter(isMarked);
  assert.ok(marked.length / permissions.size > 0.95, `${marked.length} of ${permissions.size}`);
  for (const service of new Set([...permissions].map((each) => each.slice(0, each.indexOf('.')))))
    assert.ok(isMarked(`${service}.things.get`), `${service} is missing in syntaxes/identities.tmLanguage.json`);
  for (const name of ['storage.googleapis.com', 'com.example.get', 'app.users.list', 'compute.internal.example', 'file.tar.gz'])
    assert.ok(!isMarked(name), name);
});

describe('the contributions', () => {
  test('are injections and CEL: no language and no grammar of one', () => {
    for (const { scopeName, language, injectTo } of contributions) {
      assert.equal(language, undefined);
      assert.ok(!Object.hasOwn(bases, scopeName), scopeName);
      assert.ok(injectTo?.every((base) => Object.hasOwn(bases, base)) ?? scopeName === 'source.cel', scopeName);
    }
    assert.deepEqual(new Set(contributions.flatMap(({ injectTo }) => injectTo ?? [])), new Set(Object.keys(bases)));
  });

  test('name their scopes as their files do', () => {
    for (const contribution of contributions) assert.equal(rawGrammar(contribution).scopeName, contribution.scopeName);
  });

  test('are told to go by one scope first: each is looked for in all scopes of a place, and there are thousands in nested brackets', () => {
    for (const contribution of contributions.filter(({ injectTo }) => injectTo))
      assert.match(rawGrammar(contribution).injectionSelector ?? '', /^L:[^,]+$/, contribution.scopeName);
  });

  test('have patterns whose time grows with the line only: no unbounded repetition in another, and none that looks back', () => {
    for (const contribution of contributions)
      for (const pattern of patternsOf(rawGrammar(contribution))) assert.equal(shapeFault(pattern), undefined, pattern);
    for (const bad of ['(a+)+', '(?:[a-z]*,)*', '(?:(?:a|b+)c){2,}', '(?<=a*)b']) assert.ok(shapeFault(bad), bad);
    for (const good of ['(?:a|b)+', '[(+]+', String.raw`\(a+\)+`, '(?<=a{0,9})b', '(?:a+){0,2}', '(?=a+)b*'])
      assert.equal(shapeFault(good), undefined, good);
  });
});

/** Each line of the text, and below it what of it we mark and how. */
function snapshot(text: string, lines: readonly Token[][]): string {
  return text
    .split('\n')
    .flatMap((line, number) => [
      line,
      ...(lines[number] ?? [])
        .filter((token) => token.text.trim() && token.scopes.some(isOurs))
        .map((token) => `${' '.repeat(8)}| ${token.text} → ${token.scopes.filter(isOurs).join(' ')}`),
    ])
    .join('\n');
}

function perCharacter(tokens: readonly Token[]): (readonly string[])[] {
  return tokens.flatMap(({ text, scopes }) => Array.from({ length: text.length }, () => scopes));
}

/** All regular expressions of a grammar. */
function patternsOf(node: unknown): string[] {
  if (typeof node !== 'object' || node === null) return [];
  return Object.entries(node).flatMap(([key, value]) =>
    ['match', 'begin', 'end', 'while'].includes(key) && typeof value === 'string' ? [value] : patternsOf(value),
  );
}

/** Why a regular expression may take more time than its text is long; undefined where it does not. */
function shapeFault(pattern: string): string | undefined {
  const groups = [{ unbounded: false, behind: false }];
  const pieces = pattern.matchAll(/\\.|\[(?:\\.|[^\]\\])*\]|\((?:\?(?:<?[=!]|:))?|\)(?:[*+]|\{\d+,\})?|[*+]|\{\d+,\}/g);
  for (const [piece] of pieces) {
    const inner = groups.at(-1);
    if (piece.startsWith('(')) groups.push({ unbounded: false, behind: piece.startsWith('(?<') || inner?.behind === true });
    else if (piece.startsWith(')')) {
      groups.pop();
      const outer = groups.at(-1);
      if (piece.length > 1 && inner?.unbounded) return 'a repetition in a repetition';
      if (piece.length > 1 && inner?.behind) return 'a repetition that looks back';
      if (outer && (piece.length > 1 || inner?.unbounded)) outer.unbounded = true;
    } else if (/^[*+{]/.test(piece)) {
      if (inner?.behind) return 'a repetition that looks back';
      if (inner) inner.unbounded = true;
    }
  }
  return undefined;
}
