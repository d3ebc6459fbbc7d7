import './checkNode.js';
import { readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Rule } from '../server/linter/rule.ts';
import { root } from './project.ts';

/** Writes what follows from the rules: their index, their settings in package.json, their list and the headers of their pages. */
export async function generate(directory = root): Promise<void> {
  const folder = join(directory, 'server/linter/rules');
  const codes = readdirSync(folder)
    .filter((name) => name.endsWith('.ts') && name !== 'index.ts')
    .map((name) => name.slice(0, -3))
    .sort();
  const rules = new Map<string, Rule>();
  for (const code of codes) rules.set(code, (await import(join(folder, `${code}.ts`))).rule);
  write(join(folder, 'index.ts'), index(codes));
  write(join(directory, 'docs/rules.md'), catalogue(rules));
  for (const [code, rule] of rules) write(join(directory, 'docs/rules', `${code}.md`), (page) => withHeader(page, code, rule));
  write(join(directory, 'package.json'), (text) => withSettings(text, rules));
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

function catalogue(rules: ReadonlyMap<string, Rule>): string {
  return [
    '# Rules',
    '',
    '<!-- Written by `npm run generate` from the rules. -->',
    '',
    '| code | severity | what it finds | since |',
    '|---|---|---|---|',
    ...[...rules].map(([code, { title, severity, since }]) => `| [${code}](rules/${code}.md) | ${severity} | ${title} | ${since} |`),
    '',
  ].join('\n');
}

/** The page under a new header; what the author wrote begins at the first heading of the second level. */
function withHeader(page: string, code: string, { title, severity, since, sources }: Rule): string {
  const start = page.search(/^## /m);
  const body = start === -1 ? '' : page.slice(start);
  return [
    `# ${code}`,
    '',
    `**${title}.** Severity: ${severity}. Since ${since}.`,
    '',
    ...sources.map((source) => `- <${source}>`),
    '',
    body,
  ].join('\n');
}

function withSettings(text: string, rules: ReadonlyMap<string, Rule>): string {
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
