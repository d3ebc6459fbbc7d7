import assert from 'node:assert/strict';
import { readdirSync, readFileSync } from 'node:fs';
import { join, relative } from 'node:path';
import { describe, test } from 'node:test';
import { configurationOf, type Example, type ExampleFormat, examples, promisedFix, section } from '../../scripts/rulePages.ts';
import { codes } from '../../server/linter/codes.ts';
import { severities } from '../../server/linter/rule.ts';
import { rules } from '../../server/linter/rules/index.ts';
import { lintTexts, mark, strip } from '../markers.ts';

const root = join(import.meta.dirname, '../..');
const manifest = JSON.parse(readFileSync(join(root, 'package.json'), 'utf8'));
const settings = Object.assign({}, ...manifest.contributes.configuration.map(({ properties }: { properties: object }) => properties))[
  'leastwise.lint.rules'
];

describe('every rule, and every check beside them', () => {
  for (const [code, rule] of Object.entries(codes)) {
    const page = readFileSync(join(root, 'docs/rules', `${code}.md`), 'utf8');
    const fixtures = workspaces(join(root, 'test/rules', code));
    const configuration = configurationOf(page);
    const workspace = ({ format, text }: Example) =>
      new Map([[fileNames[format], text], ...(configuration ? [['leastwise.jsonc', configuration] as const] : [])]);
    // The strict profile has all that the default one has.
    const findingsOf = (texts: ReadonlyMap<string, string>) =>
      lintTexts(texts, 'strict').findings.filter((finding) => finding.code === code);

    test(`${code} says what it is`, () => {
      assert.match(rule.title, /^[A-Z].*[^.]$/);
      assert.ok(severities.includes(rule.severity));
      assert.match(rule.since, /^\d+\.\d+\.\d+$/);
      if (code in rules) assert.ok(rule.sources.length > 0);
      for (const source of rule.sources) assert.match(source, /^https:\/\//);
    });

    test(`${code} has a page: what it finds, why, bad, good, the way out, when to ignore it, who says so`, () => {
      for (const heading of headings) assert.ok(wordsOf(section(page, heading)) > 5, `${code}.md says too little under "## ${heading}"`);
      const steps = section(page, 'Why it matters').match(/^\d\. /gm) ?? [];
      assert.ok(steps.length >= 3, 'the attack, or the outage, is told step by step');
      for (const source of rule.sources) assert.ok(section(page, 'References').includes(`- <${source}>\n`));
    });

    test(`${code} shows on its page how to ignore it`, () => {
      const ignore = section(page, 'When to ignore it');
      const shown = [...ignore.matchAll(/^```(?:terraform|yaml)\n([\s\S]*?)^```/gm)].map(([, text = '']) => text).join('');
      const [, codes = '', reason = ''] = /leastwise: ignore\[([^\]]+)\](?: until \d{4}-\d\d-\d\d)? (.+)/.exec(shown) ?? [];
      assert.ok(codes.split(/, */).includes(code));
      assert.ok(wordsOf(reason) >= 3, 'with a reason');
      const json = examples(page, 'Bad').some(({ format }) => format === 'policy JSON');
      assert.equal(ignore.includes('(../configuration.md#ignores)'), json, 'JSON has no comments, so its page leads to `ignores`');
    });

    test(`${code} has examples on its page in each format that it has findings in`, () => {
      const found = new Set(fixtures.flatMap((texts) => findingsOf(texts).map(({ span }) => formatOf(span.file.name, span.file.text))));
      for (const heading of ['Bad', 'Good']) {
        const shown = new Set(examples(page, heading).map(({ format }) => format));
        assert.deepEqual([...found].filter((format) => !shown.has(format)).sort(), [], `missing under "## ${heading}"`);
      }
    });

    test(`${code} says on its page what its quick fixes do`, () => {
      const shown = examples(page, 'Bad').map(workspace);
      const fixes = [...fixtures, ...shown].flatMap((texts) => findingsOf(texts).flatMap(({ fixes }) => fixes));
      assert.equal(promisedFix(page), fixes.some(({ safe }) => safe) ? 'safe' : fixes.length > 0 ? 'offered' : undefined);
    });

    test(`${code} finds its bad examples`, () => {
      const bad = examples(page, 'Bad');
      assert.ok(bad.length > 0);
      for (const example of bad) assert.ok(findingsOf(workspace(example)).length > 0, `${code} does not fire on:\n${example.text}`);
    });

    test(`${code} is silent on its good examples`, () => {
      const good = examples(page, 'Good');
      assert.ok(good.length > 0);
      for (const example of good)
        assert.deepEqual(
          lintTexts(workspace(example)).findings.map(({ message }) => message),
          [],
        );
    });

    test(`${code} has fixtures, one that fires and one that is silent`, () => {
      const folder = join(root, 'test/rules', code);
      const marked = readdirSync(folder, { recursive: true, withFileTypes: true })
        .filter((entry) => entry.isFile())
        .map((entry) => [entry.name, readFileSync(join(entry.parentPath, entry.name), 'utf8')] as const);
      const found = marked.map(([name, text]) => mark(new Map([[name, text]]), 'strict').get(name) ?? text);
      assert.ok(found.some((text) => text.includes(` ${code}`)));
      assert.ok(
        found.some((text) => silentResource(text, code)),
        `${code} has no near miss`,
      );
    });

    test(`${code} has a setting`, () => {
      assert.equal(settings.properties[code].default, rule.severity);
    });
  }

  test('every page is of one of them', () => {
    assert.deepEqual(
      readdirSync(join(root, 'docs/rules'))
        .map((name) => name.replace(/\.md$/, ''))
        .sort(),
      Object.keys(codes),
    );
  });
});

const headings = ['What it finds', 'Why it matters', 'Bad', 'Good', 'How to fix it', 'When to ignore it'];

const fileNames: Readonly<Record<ExampleFormat, string>> = {
  Terraform: 'main.tf',
  'Cloud Run YAML': 'service.yaml',
  'policy YAML': 'policy.yaml',
  'policy JSON': 'policy.json',
};

/** The rule's fixtures: a folder is one workspace, and so is a file beside it. */
function workspaces(folder: string): ReadonlyMap<string, string>[] {
  return readdirSync(folder, { withFileTypes: true }).map((entry) => {
    const path = join(folder, entry.name);
    const files = entry.isDirectory()
      ? readdirSync(path, { recursive: true, withFileTypes: true }).filter((each) => each.isFile())
      : [entry];
    const paths = files.map((each) => join(each.parentPath, each.name));
    return new Map(paths.map((each) => [relative(entry.isDirectory() ? path : folder, each), strip(readFileSync(each, 'utf8'))]));
  });
}

function formatOf(name: string, text: string): ExampleFormat {
  if (/\.(?:tf|tofu|tfvars)(?:\.json)?$/.test(name)) return 'Terraform';
  if (!/\.ya?ml$/.test(name)) return 'policy JSON';
  return /^apiVersion:/m.test(text) ? 'Cloud Run YAML' : 'policy YAML';
}

function wordsOf(text: string): number {
  return text.split(/\s+/).filter(Boolean).length;
}

/** Whether a fixture, or a paragraph of one, holds configuration the rule does not mark. */
function silentResource(text: string, code: string): boolean {
  return text.split(/\n\s*\n/).some((paragraph) => paragraph.trim() !== '' && !paragraph.includes(` ${code}`));
}
