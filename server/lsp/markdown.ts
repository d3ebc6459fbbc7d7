/** The paragraphs that there are, apart from each other. */
export function paragraphs(...parts: readonly (string | undefined | false | null | '')[]): string {
  return parts.filter(Boolean).join('\n\n');
}

/** The parts that there are as one sentence; undefined where there are none. */
export function sentence(...parts: readonly (string | undefined | false)[]): string | undefined {
  const said = parts.filter((part) => typeof part === 'string' && part !== '');
  return said.length === 0 ? undefined : `${said.join(', ')}.`;
}

/** A list under its introduction; undefined where there are no items. */
export function bullets(introduction: string, items: readonly string[]): string | undefined {
  return items.length === 0 ? undefined : [introduction, ...items.map((item) => `- ${item}`)].join('\n');
}

/** A title, and the name behind it. */
export function heading(title: string, name: string): string {
  return `**${escapeMarkdown(title)}** ${code(name)}`;
}

/** `1 role`, `3 roles`; undefined for an unknown number. */
export function count(number: number | undefined, noun: string): string | undefined {
  return number === undefined ? undefined : `${number} ${noun}${number === 1 ? '' : 's'}`;
}

/** The first `most` of the items, and how many more there are. */
export function few(items: readonly string[], most: number): string[] {
  return items.length > most ? [...items.slice(0, most), `and ${items.length - most} more`] : [...items];
}

/** With its first letter in upper case. */
export function capitalized(text: string): string {
  return text.charAt(0).toUpperCase() + text.slice(1);
}

/** Inline code, whatever backticks and line breaks the text has. */
export function code(text: string): string {
  const fence = '`'.repeat(Math.max(0, ...[...text.matchAll(/`+/g)].map(([run]) => run.length)) + 1);
  const line = text.replaceAll(/\r?\n/g, ' ');
  return fence.length > 1 ? `${fence} ${line} ${fence}` : `\`${line}\``;
}

/** A block of code in a language. The text has no fence of its own. */
export function block(language: string, text: string): string {
  return `\`\`\`${language}\n${text}\n\`\`\``;
}

/** The text as it reads, whatever Markdown would make of it. */
export function escapeMarkdown(text: string): string {
  return text.replace(/[\\`*_{}[\]()#+\-.!|<>]/g, '\\$&');
}
