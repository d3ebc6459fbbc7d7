import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { lint, type Options, recognizes } from '../../server/linter/lint.ts';
import { SourceFile, textOf } from '../../server/linter/source.ts';
import { pointedAt, pointerTo } from '../../server/linter/syntax/pointer.ts';
import { catalog } from '../catalog.ts';
import { mark, now } from '../markers.ts';

const whole = 'file:///workspace';

function run(files: Readonly<Record<string, string>>, options: Partial<Options> = {}) {
  const sources = Object.entries(files).map(([name, text]) => new SourceFile(`${whole}/${name}`, text));
  return lint(sources, { catalog, now, whole, ...options });
}

/** The findings as `path:code text`. */
function found(files: Readonly<Record<string, string>>, options: Partial<Options> = {}): string[] {
  return run(files, options).findings.map(({ code, span }) => `${span.file.uri.replace(`${whole}/`, '')}:${code} ${textOf(span)}`);
}

function grant(role = 'roles/editor'): string {
  return `resource "google_project_iam_member" "it" {\n  project = "p"\n  role    = "${role}"\n  member  = "group:team@example.com"\n}\n`;
}

const policy = JSON.stringify({
  etag: 'BwYh3kQf1oM=',
  bindings: [
    { role: 'roles/storage.objectViewer', members: ['group:team@example.com', 'allUsers'] },
    { role: 'roles/logging.viewer', members: ['allUsers'] },
  ],
});

const ignores = (...entries: object[]) => JSON.stringify({ ignores: entries });

describe('exclude', () => {
  test('leaves out files, and directories with all that is in them', () => {
    const files = { 'vendor/a/main.tf': grant(), 'b.generated.tf': grant(), 'c/main.tf': grant() };
    for (const exclude of ['"vendor", "*.generated.tf"', '"vendor/", "b*"', '"vendor/**", "**/*.generated.tf"', '"*/a", "?.generated.tf"'])
      assert.deepEqual(found({ ...files, 'leastwise.jsonc': `{ "exclude": [${exclude}] }` }), ['c/main.tf:basic-role roles/editor']);
  });

  test('lists of several files are added up, each from its own directory', () => {
    const files = {
      'leastwise.jsonc': '{ "exclude": ["a"] }',
      'b/leastwise.jsonc': '{ "exclude": ["a"] }',
      'a/main.tf': grant(),
      'b/a/main.tf': grant(),
      'c/a/main.tf': grant(),
    };
    assert.deepEqual(found(files), ['c/a/main.tf:basic-role roles/editor']);
    assert.deepEqual(found(files, { overrides: { exclude: [{ directory: whole, glob: 'c' }] } }), []);
  });

  test('what is excluded says nothing about other files either', () => {
    const files = {
      'main.tf': 'module "grant" {\n  source = "./grant"\n  role   = "roles/editor"\n}\n',
      'grant/main.tf': `variable "role" {}\n${grant('X').replace('"X"', 'var.role')}`,
    };
    assert.deepEqual(found(files), ['main.tf:basic-role roles/editor']);
    const { findings, excluded, linted } = run({ ...files, 'leastwise.jsonc': '{ "exclude": ["grant"] }' });
    assert.deepEqual([findings, excluded.size, linted.length], [[], 1, 1]);
  });

  test('what no format takes is neither linted nor excluded', () => {
    const files = { 'main.tf': grant(), 'package.json': '{}', 'a/package.json': '{}', 'leastwise.jsonc': '{ "exclude": ["a"] }' };
    const { excluded, linted } = run(files);
    assert.deepEqual([excluded.size, linted.map(({ name }) => name)], [0, ['main.tf']]);
    assert.equal(run({ 'main.tf': grant(), 'package.json': '{}' }).linted.length, 1);
  });

  test('it is taken back with the same files', () => {
    const file = new SourceFile(`${whole}/a/main.tf`, grant());
    const count = (exclude: string) =>
      lint([file, new SourceFile(`${whole}/leastwise.jsonc`, `{ "exclude": [${exclude}] }`)], { catalog, now }).findings.length;
    assert.deepEqual([count(''), count('"a"'), count('"b"'), count('"a"')], [1, 0, 1, 0]);
  });
});

describe('ignores', () => {
  const all = { codes: ['public-member'], files: 'site/*.json', reason: 'the site is public' };

  test('take the findings of their codes in their files, with the reason', () => {
    const files = { 'site/policy.json': policy, 'other/policy.json': policy, 'leastwise.jsonc': ignores(all) };
    const { findings, suppressed } = run(files);
    assert.deepEqual(new Set(findings.map(({ span }) => span.file.uri)), new Set([`${whole}/other/policy.json`]));
    assert.deepEqual(
      suppressed.map(({ by, reason }) => [by, reason]),
      Array(2).fill(['configuration', 'the site is public']),
    );
    assert.equal(run(files, { ignoreSuppressions: true }).findings.length, 4);
  });

  test('a pointer takes what it leads to and all that is in it', () => {
    const left = (pointer: string) => {
      const config = ignores({ ...all, pointer });
      return run({ 'site/policy.json': policy, 'leastwise.jsonc': config }, { whole: undefined }).findings.map(({ span }) =>
        pointerTo(span),
      );
    };
    assert.deepEqual(left('/bindings/0/members/1'), ['/bindings/1/members/0']);
    assert.deepEqual(left('/bindings/1'), ['/bindings/0/members/1']);
    assert.deepEqual(left('/bindings'), []);
    assert.deepEqual(left(''), []);
    assert.deepEqual(left('/bindings/7'), ['/bindings/0/members/1', '/bindings/1/members/0']);
  });

  test('in YAML, too', () => {
    const yaml = 'bindings:\n- role: roles/logging.viewer\n  members:\n  - allUsers\netag: BwYh3kQf1oM=\n';
    const entry = { codes: ['public-member'], files: '**/*.yaml', pointer: '/bindings/0/members/0', reason: 'r' };
    assert.deepEqual(found({ 'a/policy.yaml': yaml, 'leastwise.jsonc': ignores(entry) }), []);
  });

  test('hold to the end of their day', () => {
    const until = (day: string) => found({ 'site/policy.json': policy, 'leastwise.jsonc': ignores({ ...all, until: day }) });
    assert.deepEqual(until('2026-11-22'), []);
    assert.deepEqual(until('2026-11-21'), [
      'leastwise.jsonc:unused-suppression 2026-11-21',
      'site/policy.json:public-member allUsers',
      'site/policy.json:public-member allUsers',
    ]);
  });

  test('that suppress nothing are told, with a fix that removes them', () => {
    const config = `{
  "ignores": [
    { "codes": ["public-member", "deleted-member"], "files": "site/*.json", "reason": "the site is public" },
    { "codes": ["basic-role"], "files": "site/*.json", "pointer": "/bindings/1", "reason": "none" },
    { "codes": ["public-member"], "files": "sites/*.json", "reason": "elsewhere" },
    { "codes": ["user-grant"], "files": "site/*.json", "reason": "not of this profile" },
    { "codes": ["missing-etag"], "files": "site/*.json", "reason": "off" }
  ],
  "rules": { "missing-etag": "off" }
}
`;
    const marked =
      mark(
        new Map([
          ['site/policy.json', policy],
          ['leastwise.jsonc', config],
        ]),
      ).get('leastwise.jsonc') ?? '';
    assert.match(
      marked,
      /~~ unused-suppression: There is no deleted-member to suppress in site\/\*\.json: remove what would hide a later one\./,
    );
    assert.match(marked, /unused-suppression: There is no basic-role to suppress in site\/\*\.json at \/bindings\/1:/);
    assert.match(
      marked,
      /unused-suppression: This entry suppresses nothing: sites\/\*\.json names no file that is linted below workspace;/,
    );
    assert.equal(marked.match(/unused-suppression:/g)?.length, 3);

    const { findings } = run({ 'site/policy.json': policy, 'leastwise.jsonc': config });
    for (const finding of findings) {
      const [edit] = finding.fixes[0]?.edits ?? [];
      assert.ok(edit && finding.fixes[0]?.safe);
      const fixed = config.slice(0, edit.span.start) + edit.newText + config.slice(edit.span.end);
      const after = run({ 'site/policy.json': policy, 'leastwise.jsonc': fixed }).findings;
      assert.deepEqual(
        after.map(({ code }) => code),
        Array(findings.length - 1).fill('unused-suppression'),
      );
    }
  });

  test('nobody can tell of what lies outside of the directory that is linted', () => {
    const config = ignores({ codes: ['public-member'], files: 'b/*.json', reason: 'r' });
    const files = { 'a/policy.json': policy.replaceAll('allUsers', 'group:all@example.com'), 'leastwise.jsonc': config };
    assert.deepEqual(found(files, { whole: `${whole}/a` }), []);
    assert.deepEqual(found(files, { whole: undefined }), []);
    assert.equal(found(files).length, 1);
  });

  test('what is wrong with an entry is told at its place, and the entry ignores nothing', () => {
    const config = `{
  "ignores": [
    { "code": "public-member", "files": "site/*.json", "reason": "r" },
    { "codes": ["publik-member"], "files": "../*.json", "until": "2027-02-30", "pointer": "bindings", "reason": " " },
    { "codes": ["config"], "files": "*" },
    "public-member"
  ]
}
`;
    const { findings } = run({ 'leastwise.jsonc': config });
    assert.deepEqual(
      findings.map(({ message }) => message),
      [
        'This entry has no codes: write it like [{ "codes": ["public-member"], "files": "site/*.json", "reason": "the site is public" }].',
        '"code" is not part of an entry of ignores; did you mean "codes"?',
        '"publik-member" is not a rule; did you mean "public-member"?',
        'The glob leads out of this folder: put a configuration file there.',
        '"2027-02-30" is not a day of the calendar: write it like "2027-01-31".',
        '"bindings" is not a JSON pointer: write the keys from the root, like "/bindings/0/members/1".',
        'Say why this may stay: whoever reads it later does not know.',
        'This entry has no reason: write it like [{ "codes": ["public-member"], "files": "site/*.json", "reason": "the site is public" }].',
        'Findings in configuration files cannot be ignored: mend the file instead.',
        'ignores takes objects, like [{ "codes": ["public-member"], "files": "site/*.json", "reason": "the site is public" }].',
      ],
    );
    assert.ok(findings.every(({ code }) => code === 'config'));
  });
});

describe('JSON pointers', () => {
  const file = new SourceFile('file:///w/p.json', '{ "a/b": [{ "c~d": "x" }, 7], "": { "e": null } }');
  test('lead to a place and back', () => {
    for (const [pointer, text] of [
      ['/a~1b/0/c~0d', 'c~d": "x'],
      ['/a~1b/1', '7'],
      ['/', '": { "e": null }'],
      ['/a~1b', 'a/b": [{ "c~d": "x" }, 7]'],
    ] as const) {
      const [place] = pointedAt(file, pointer);
      assert.ok(place);
      assert.equal(textOf(place), text);
      assert.equal(pointerTo(place), pointer);
    }
    assert.deepEqual(pointedAt(file, '/nothing/here'), []);
  });

  test('there are none in Terraform', () => {
    const terraform = new SourceFile('file:///w/main.tf', grant());
    assert.deepEqual(pointedAt(terraform, ''), []);
    assert.equal(pointerTo({ file: terraform, start: 0, end: 3 }), undefined);
  });
});

test('projects, and a baseline by its path, are read', () => {
  assert.deepEqual(found({ 'leastwise.jsonc': '{ "projects": ["shop-1234", "example.com:shop-1"], "baseline": "../ci/known.json" }' }), []);
  assert.deepEqual(found({ 'leastwise.jsonc': '{ "projects": ["Shop"], "baseline": "/known.json" }' }), [
    'leastwise.jsonc:config Shop',
    'leastwise.jsonc:config /known.json',
  ]);
});

test('a baseline is recognized by its first key', () => {
  assert.ok(recognizes(new SourceFile('file:///w/x.json', '{ "leastwiseBaseline": 1, "findings": [] }')));
  assert.ok(!recognizes(new SourceFile('file:///w/x.json', '{ "findings": [], "leastwiseBaseline": 1 }')));
});
