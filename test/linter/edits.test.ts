import assert from 'node:assert/strict';
import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { describe, test } from 'node:test';
import { defaultConfig } from '../../server/linter/config.ts';
import { edited, lint } from '../../server/linter/lint.ts';
import type { Finding } from '../../server/linter/rule.ts';
import { SourceFile } from '../../server/linter/source.ts';
import { catalog } from '../catalog.ts';
import { foldersOf } from '../folders.ts';
import { now, strip } from '../markers.ts';

const root = path.join(import.meta.dirname, '../..');
const config = { ...defaultConfig, profile: 'strict' as const };

/** The files of a directory, those of all workspaces below it side by side. */
function filesBelow(directory: string): SourceFile[] {
  const below = path.join(root, directory);
  return readdirSync(below, { recursive: true, encoding: 'utf8' })
    .sort()
    .filter((name) => /\.(?:tf|tfvars|json|jsonc|ya?ml|csv)$/.test(name))
    .map((name) => new SourceFile(`file:///${directory}/${name}`, strip(readFileSync(path.join(below, name), 'utf8'))));
}

const listings = new Map<string, ReturnType<typeof foldersOf>>();

/** The folders of the files, the same objects as long as there are the same files. */
function folders(files: readonly SourceFile[]): ReturnType<typeof foldersOf> {
  const key = files.map(({ uri }) => uri).join('\n');
  const listed = listings.get(key) ?? foldersOf(files);
  listings.set(key, listed);
  return listed;
}

function findings(files: readonly SourceFile[]): string[] {
  return lint(files, { catalog, now, config, folders: folders(files) }).findings.map(show);
}

function show({ code, severity, span, message, related, fixes }: Finding): string {
  const places = [span, ...related.map((each) => each.span)].map(({ file, start, end }) => `${file.uri}@${start}-${end}`);
  return [code, severity, message, ...places, ...fixes.map(({ title, edits }) => title + edits.map(({ newText }) => newText).join())].join(
    '\n',
  );
}

/** The same texts as new objects, of which nothing is known. */
function anew(files: readonly SourceFile[]): SourceFile[] {
  return files.map(({ uri, text }) => new SourceFile(uri, text));
}

/** What an edit may do to a text: to put something before all, to take a half away, to take all away, to call something else what it was. */
const edits: readonly ((text: string) => string)[] = [
  (text) => `\n${text}`,
  (text) => text.slice(0, text.lastIndexOf('\n', text.length / 2) + 1),
  () => '',
  (text) => text.replace(/[a-z]{6,}(?=@|")/g, 'renamed'),
];

describe('after an edit the findings are those of a first look', () => {
  for (const directory of [
    'examples/shop',
    'examples/landing-zone',
    'test/rules/basic-role/data',
    'test/rules/impersonation-path',
    'test/rules/duplicate-grant',
    'test/rules/scope-role-mismatch',
  ]) {
    test(`in ${directory}`, () => {
      const files = filesBelow(directory);
      const before = findings(files);
      for (const [index, file] of files.entries()) {
        for (const edit of edits) {
          const other = files.with(index, new SourceFile(file.uri, edit(file.text)));
          assert.deepEqual(findings(other), findings(anew(other)));
        }
        const without = files.toSpliced(index, 1);
        assert.deepEqual(findings(without), findings(anew(without)));
      }
      assert.deepEqual(findings(files), before);
    });
  }
});

describe('after many edits, each of the one before, the findings are those of a first look', () => {
  for (const directory of ['examples/shop', 'examples/landing-zone', 'test/rules/basic-role/data', 'test/rules/conflicting-grants']) {
    test(`in ${directory}`, () => {
      let files: readonly SourceFile[] = filesBelow(directory);
      const before = findings(files);
      for (const { uri, text } of files) {
        for (const edit of [...edits, (): string => text, typed, (): string => text]) {
          const before = files.find((each) => each.uri === uri) as SourceFile;
          files = edited(files, before, new SourceFile(uri, edit(before.text)));
          // Who types fast is not asked after each key.
          if (edit !== typed) assert.deepEqual(findings(files), findings(anew(files)));
        }
      }
      assert.deepEqual(findings(files), before);
    });
  }
});

/** The text with a letter more in the first of its long names. */
function typed(text: string): string {
  return text.replace(/[a-z]{6,}/, (name) => `${name}x`);
}

test('a rule that fails takes nothing from the others', async () => {
  const { rules } = await import('../../server/linter/rules/index.ts');
  const { rule } = { rule: rules['basic-role'] };
  assert.ok(rule);
  const { check } = rule;
  const error = new Error('a mistake of ours');
  Object.assign(rule, {
    check() {
      throw error;
    },
  });
  try {
    const text =
      'resource "google_project_iam_member" "it" {\n  project = "shop-production"\n  role    = "roles/editor"\n  member  = "allUsers"\n}\n';
    const result = lint([new SourceFile('file:///a/main.tf', text)], { catalog, now });
    assert.deepEqual(
      result.findings.map(({ code }) => code),
      ['public-member'],
    );
    assert.deepEqual(result.failures, [{ code: 'basic-role', error }]);
  } finally {
    Object.assign(rule, { check });
  }
});
