import assert from 'node:assert/strict';
import { execFileSync, spawnSync } from 'node:child_process';
import { cpSync, mkdtempSync, readdirSync, readFileSync, rmSync, symlinkSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, describe, test } from 'node:test';

const root = join(import.meta.dirname, '../..');
const copy = mkdtempSync(join(tmpdir(), 'new-rule-'));
after(() => rmSync(copy, { recursive: true, force: true }));

/** What the linter, its pages and its tests are made of. */
const parts = [
  'iam',
  'client',
  'l10n',
  'server/linter',
  'docs/rules',
  'docs/rules.md',
  'scripts',
  'test/rules',
  'test/folders.ts',
  'test/markers.ts',
  'test/catalog.ts',
  'package.json',
];
for (const part of parts) cpSync(join(root, part), join(copy, part), { recursive: true, filter: (path) => !path.includes('testHost') });
symlinkSync(join(root, 'node_modules'), join(copy, 'node_modules'));
execFileSync(process.execPath, [join(copy, 'scripts/generate.ts')], { cwd: copy });
const before = texts();

function newRule(...args: string[]) {
  return spawnSync(process.execPath, [join(copy, 'scripts/newRule.ts'), ...args], { encoding: 'utf8', cwd: copy });
}

/** All files of the copy by their path. */
function texts(): Map<string, string> {
  const entries = readdirSync(copy, { recursive: true, withFileTypes: true }).filter((entry) => entry.isFile());
  const paths = entries.map((entry) => join(entry.parentPath, entry.name).slice(copy.length + 1));
  return new Map(paths.map((path) => [path, text(path)]));
}

function text(path: string): string {
  return readFileSync(join(copy, path), 'utf8');
}

/** The paths that are new or not as they were. */
function changed(): string[] {
  return [...texts()]
    .filter(([path, content]) => before.get(path) !== content)
    .map(([path]) => path)
    .sort();
}

describe('a new rule', () => {
  test('is refused without a proper code', () => {
    for (const code of [[], ['NotACode'], ['under_score'], ['-dash']]) assert.equal(newRule(...code).status, 2);
    assert.deepEqual(changed(), []);
  });

  test('is three files of its own, and all else is generated', () => {
    const { status, stderr } = newRule('sample-rule');
    assert.equal(status, 0, stderr);
    assert.deepEqual(changed(), [
      'docs/rules.md',
      'docs/rules/sample-rule.md',
      'package.json',
      'server/linter/rules/index.ts',
      'server/linter/rules/sample-rule.ts',
      'test/rules/sample-rule/basic.tf',
    ]);
    assert.match(text('server/linter/rules/index.ts'), /'sample-rule': sampleRule,/);
    assert.match(text('docs/rules.md'), /\[sample-rule\]\(rules\/sample-rule\.md\)/);
    assert.match(text('package.json'), /"sample-rule": \{/);
    assert.match(text('docs/rules/sample-rule.md'), /^# sample-rule\n/);
  });

  test('passes every test of rules before it is edited', () => {
    const { NODE_TEST_CONTEXT: _, ...env } = process.env;
    const output = execFileSync(
      process.execPath,
      ['--test', '--test-reporter=tap', '--test-name-pattern=sample-rule', join(copy, 'test/rules/*.test.ts')],
      { encoding: 'utf8', cwd: copy, env },
    );
    assert.match(output, /# fail 0/);
    assert.match(output, /sample-rule has a page/);
    assert.match(output, /basic\.tf: the findings are those marked/);
  });

  test('is not written over', () => {
    assert.equal(newRule('sample-rule').status, 2);
  });
});
