import assert from 'node:assert/strict';
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, test } from 'node:test';
import { codes } from '../../server/linter/codes.ts';
import { severities } from '../../server/linter/rule.ts';
import { rules } from '../../server/linter/rules/index.ts';
import { lintTexts, mark } from '../markers.ts';

const root = join(import.meta.dirname, '../..');
const manifest = JSON.parse(readFileSync(join(root, 'package.json'), 'utf8'));
const settings = Object.assign({}, ...manifest.contributes.configuration.map(({ properties }: { properties: object }) => properties))[
  'leastwise.lint.rules'
];

describe('every rule, and every check beside them', () => {
  for (const [code, rule] of Object.entries(codes)) {
    const page = readFileSync(join(root, 'docs/rules', `${code}.md`), 'utf8');
    const examples = (heading: string) =>
      [...section(page, heading).matchAll(/^```(\w+)\n([\s\S]*?)^```/gm)].map(([, language = '', text = '']) => ({ language, text }));

    test(`${code} says what it is`, () => {
      assert.match(rule.title, /^[A-Z].*[^.]$/);
      assert.ok(severities.includes(rule.severity));
      assert.match(rule.since, /^\d+\.\d+\.\d+$/);
      if (code in rules) assert.ok(rule.sources.length > 0);
      for (const source of rule.sources) assert.match(source, /^https:\/\//);
    });

    test(`${code} has a page: what it finds, why, bad, good, the way out, when to ignore it`, () => {
      for (const heading of ['What it finds', 'Why it matters', 'Bad', 'Good', 'How to fix it', 'When to ignore it']) {
        assert.ok(section(page, heading).trim().length > 20, `${code}.md lacks "## ${heading}"`);
      }
    });

    test(`${code} finds its bad examples`, () => {
      const bad = examples('Bad');
      assert.ok(bad.length > 0);
      for (const { language, text } of bad) {
        // The strict profile has all that the default one has.
        const { findings } = lintTexts(new Map([[fileName(language, text), text]]), 'strict');
        assert.ok(
          findings.some((finding) => finding.code === code),
          `${code} does not fire on:\n${text}`,
        );
      }
    });

    test(`${code} is silent on its good examples`, () => {
      const good = examples('Good');
      assert.ok(good.length > 0);
      for (const { language, text } of good)
        assert.deepEqual(
          lintTexts(new Map([[fileName(language, text), text]])).findings.map(({ message }) => message),
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

function section(page: string, heading: string): string {
  const start = page.indexOf(`\n## ${heading}\n`);
  if (start === -1) return '';
  const end = page.indexOf('\n## ', start + 4);
  return page.slice(start + heading.length + 5, end === -1 ? undefined : end);
}

function fileName(language: string, text: string): string {
  if (language === 'terraform') return 'main.tf';
  if (language === 'json') return 'policy.json';
  return text.includes('apiVersion') ? 'service.yaml' : 'policy.yaml';
}

/** Whether a fixture, or a paragraph of one, holds configuration the rule does not mark. */
function silentResource(text: string, code: string): boolean {
  return text.split(/\n\s*\n/).some((paragraph) => paragraph.trim() !== '' && !paragraph.includes(` ${code}`));
}
