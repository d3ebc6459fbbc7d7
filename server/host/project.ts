import { configCode } from '../linter/config.ts';

/** Where the project is at home. */
export const project = 'https://github.com/leastwise/leastwise';

/** Where a release's page on a rule, or on the configuration, is on the web. */
export function pageUrl(code: string, version: string): string {
  const page = code === configCode ? 'configuration.md' : `rules/${code}.md`;
  return `${project}/blob/v${version}/docs/${page}`;
}
