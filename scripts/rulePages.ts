import { type Described, groups, type Rule } from '../server/linter/rule.ts';

/** A code with all that is said of it; what is no rule has no group. */
export type Listed = Described & Partial<Pick<Rule, 'group'>>;

/** What an example on a page is written in. */
export type ExampleFormat = 'Terraform' | 'Cloud Run YAML' | 'policy YAML' | 'policy JSON';

export interface Example {
  readonly format: ExampleFormat;
  readonly text: string;
}

/** What the page says under a heading of the second level; empty where it has none of that name. */
export function section(page: string, heading: string): string {
  const start = page.indexOf(`\n## ${heading}\n`);
  if (start === -1) return '';
  const end = page.indexOf('\n## ', start + 4);
  return page.slice(start + heading.length + 5, end === -1 ? undefined : end);
}

/** What is to be linted in a section, block by block. */
export function examples(page: string, heading: string): Example[] {
  return blocks(page, heading)
    .filter(({ language }) => language !== 'jsonc')
    .map(({ language, text }) => ({ format: formatOf(language, text), text }));
}

/** The `leastwise.jsonc` under which the page's examples are to be read; undefined where they need none. */
export function configurationOf(page: string): string | undefined {
  return blocks(page, 'Bad').find(({ language }) => language === 'jsonc')?.text;
}

function blocks(page: string, heading: string): { language: string; text: string }[] {
  return [...section(page, heading).matchAll(/^```(\w+)\n([\s\S]*?)^```/gm)].map(([, language = '', text = '']) => ({ language, text }));
}

function formatOf(language: string, text: string): ExampleFormat {
  if (language === 'terraform') return 'Terraform';
  if (language === 'json') return 'policy JSON';
  return /^apiVersion:/m.test(text) ? 'Cloud Run YAML' : 'policy YAML';
}

/** Which quick fix a page promises: one that Fix All applies, too, one that is offered alone, or none. */
export function promisedFix(page: string): 'safe' | 'offered' | undefined {
  const fix = section(page, 'How to fix it');
  if (!fix.includes('**Quick fix')) return undefined;
  return fix.includes('*Fix All*') ? 'safe' : 'offered';
}

/** The page under a new header and over its references; what the author wrote begins at the first heading of the second level. */
export function withHeader(page: string, code: string, { title, severity, profile, since, sources }: Listed): string {
  const start = page.search(/^## /m);
  const [body = ''] = (start === -1 ? '' : page.slice(start)).split('\n## References\n');
  return [
    `# ${code}`,
    '',
    `**${title}.** Severity: ${severity}${profile ? `, in the profile \`${profile}\`` : ''}. Since ${since}.`,
    '',
    body.trimEnd(),
    '',
    ...(sources.length > 0 ? ['## References', '', ...sources.map((source) => `- <${source}>`), ''] : []),
  ].join('\n');
}

/** The list of all codes, group by group, with what their pages say of fixes and formats. */
export function catalogue(codes: ReadonlyMap<string, Listed>, pageOf: (code: string) => string): string {
  const headings: [string | undefined, string][] = [...Object.entries(groups), [undefined, 'Beside the rules']];
  const parts = headings.flatMap(([group, heading]) => {
    const rows = [...codes].filter(([, listed]) => listed.group === group).map(([code, listed]) => row(code, listed, pageOf(code)));
    return rows.length > 0 ? [`## ${heading}`, '', head, '|---|---|---|---|---|', ...rows, ''] : [];
  });
  return ['# Rules', '', '<!-- Written by `npm run generate` from the rules and their pages. -->', '', introduction, '', ...parts].join(
    '\n',
  );
}

const head = '| code | what it finds | severity | quick fix | formats |';

const introduction = `A severity is the usual one; a page says which findings have another. *strict* stands where only the profile \`strict\` reports a
rule, *more in strict* where it adds findings. A *safe* quick fix keeps what the configuration means, and *Fix All* and
\`--fix\` apply it; one that is *offered* changes who may do what, and is applied one at a time. Policies are allow policies as
JSON or YAML. [configuration.md](configuration.md) says how severities are set and rules switched off.`;

function row(code: string, { title, severity, profile }: Listed, page: string): string {
  const adds = section(page, 'What it finds').includes('`strict`') ? ', more in strict' : '';
  const formats = new Set(examples(page, 'Bad').map(({ format }) => shortNames[format]));
  const cells = [`[${code}](rules/${code}.md)`, title, `${severity}${profile ? `, ${profile}` : adds}`];
  return `| ${[...cells, promisedFix(page) ?? '', [...formats].sort(byOrder).join(', ')].join(' | ')} |`;
}

const shortNames: Readonly<Record<ExampleFormat, string>> = {
  Terraform: 'Terraform',
  'Cloud Run YAML': 'Cloud Run',
  'policy YAML': 'policies',
  'policy JSON': 'policies',
};

function byOrder(a: string, b: string): number {
  const order = Object.values(shortNames);
  return order.indexOf(a) - order.indexOf(b);
}
