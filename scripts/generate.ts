import './checkNode.js';
import { readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { ConfigKey, Shape } from '../server/linter/configKeys.ts';
import { messages } from './messages.ts';
import { root } from './project.ts';
import { catalogue, type Listed, withHeader } from './rulePages.ts';

/**
 * Writes what follows from the rules: their index, their settings in package.json, their list and the headers of their pages; and of the code, the texts
 * that are there to be translated.
 */
export async function generate(directory = root): Promise<void> {
  const folder = join(directory, 'server/linter/rules');
  const codes = readdirSync(folder)
    .filter((name) => name.endsWith('.ts') && name !== 'index.ts')
    .map((name) => name.slice(0, -3))
    .sort();
  const described: [string, Listed][] = Object.entries((await import(join(directory, 'server/linter/checks.ts'))).checks);
  for (const code of codes) described.push([code, (await import(join(folder, `${code}.ts`))).rule]);
  const rules = new Map(described.sort(([a], [b]) => (a < b ? -1 : 1)));
  write(join(folder, 'index.ts'), index(codes));
  const page = (code: string) => join(directory, 'docs/rules', `${code}.md`);
  for (const [code, rule] of rules) write(page(code), (text) => withHeader(text, code, rule));
  write(
    join(directory, 'docs/rules.md'),
    catalogue(rules, (code) => readFileSync(page(code), 'utf8')),
  );
  write(join(directory, 'package.json'), (text) => withSettings(text, rules));
  const { configKeys } = await import(join(directory, 'server/linter/configKeys.ts'));
  write(join(directory, 'docs/configuration.md'), (page) => withKeys(page, configKeys));
  write(
    join(directory, 'l10n/bundle.l10n.json'),
    `${JSON.stringify(Object.fromEntries(messages(directory).map((text) => [text, text])), null, 2)}\n`,
  );
}

function index(codes: readonly string[]): string {
  const name = (code: string) => code.replace(/-(.)/g, (_, letter: string) => letter.toUpperCase());
  return [
    '// Written by `npm run generate` from the files of this folder.',
    "import type { Rule } from '../rule.ts';",
    ...codes.map((code) => `import { rule as ${name(code)} } from './${code}.ts';`),
    '',
    '/** Every rule by its code, in the order of the codes. */',
    'export const rules: Readonly<Record<string, Rule>> = {',
    ...codes.map((code) => (code === name(code) ? `  ${code},` : `  '${code}': ${name(code)},`)),
    '};',
    '',
  ].join('\n');
}

function withSettings(text: string, rules: ReadonlyMap<string, Listed>): string {
  const manifest = JSON.parse(text);
  const configuration = manifest.contributes?.configuration;
  const sections: { properties: Record<string, { properties: unknown }> }[] = Array.isArray(configuration) ? configuration : [];
  const setting = sections.map(({ properties }) => properties['leastwise.lint.rules']).find(Boolean);
  if (!setting) throw new Error('package.json has no setting leastwise.lint.rules');
  // The titles stay English, as the findings are that show them.
  setting.properties = Object.fromEntries(
    [...rules].map(([code, { title, severity }]) => [
      code,
      { enum: ['error', 'warning', 'information', 'hint', 'off'], default: severity, markdownDescription: `${title}.` },
    ]),
  );
  return `${JSON.stringify(manifest, null, 2)}\n`;
}

/** The page with a table of the keys in the place of the one that stands between the marks. */
function withKeys(page: string, keys: Readonly<Record<string, ConfigKey>>): string {
  const rows = Object.entries(keys).map(([key, { shape, doc }]) => `| [\`${key}\`](#${key.toLowerCase()}) | ${typeOf(shape)} | ${doc} |`);
  const table = ['<!-- keys: written by `npm run generate` -->', '| key | value | |', '|---|---|---|', ...rows, '<!-- /keys -->'].join(
    '\n',
  );
  return page.replace(/<!-- keys:[\s\S]*?<!-- \/keys -->/, () => table);
}

function typeOf(shape: Shape): string {
  switch (shape.kind) {
    case 'text':
      return shape.what;
    case 'choice':
      return shape.of.map((each) => `\`${each}\``).join(', ');
    case 'list':
      return shape.of.kind === 'object' ? 'list of entries' : `list of ${typeOf(shape.of)}s`;
    case 'record':
      return `object: ${shape.keys} → ${shape.of.kind === 'choice' && shape.of.of.includes('off') ? 'severity or `off`' : 'level'}`;
    case 'object':
      return 'object';
  }
}

function write(path: string, content: string | ((before: string) => string)): void {
  const before = read(path);
  const after = typeof content === 'string' ? content : content(before ?? '');
  if (after !== before) writeFileSync(path, after);
}

function read(path: string): string | undefined {
  try {
    return readFileSync(path, 'utf8');
  } catch {
    return undefined;
  }
}

if (import.meta.main) await generate(process.argv[2]);
