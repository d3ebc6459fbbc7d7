import { configCode } from '../linter/config.ts';

/** Where the project is at home. */
export const project = 'https://github.com/leastwise/leastwise';

/** Where a release's page on a rule, or on the configuration, is on the web. */
export function pageUrl(code: string, version: string): string {
  const page = code === configCode ? 'configuration.md' : `rules/${code}.md`;
  return `${project}/blob/v${version}/docs/${page}`;
}

/** The first paragraph of a rule's page behind its header, on one line; undefined for a page that has none. */
export function pageSummary(page: string): string | undefined {
  const paragraphs = page.split(/\n[ \t]*\n/).map((paragraph) => paragraph.trim().replace(/\s+/g, ' '));
  return paragraphs.find((paragraph) => paragraph !== '' && !/^(?:#|```|\||<|- |\*\*.*\bSeverity:)/.test(paragraph));
}
