import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { brotliDecompressSync } from 'node:zlib';
import { type Catalog, openCatalog } from '../../iam/catalog/catalog.ts';

/** The folder of this file, or of the bundle that holds it (the build puts `__dirname` here). */
const here = import.meta.dirname;
const root = [join(here, '..'), join(here, '..', '..')].find((folder) => existsSync(join(folder, 'package.json'))) ?? join(here, '..');

/** The version in package.json. */
export function version(): string {
  return JSON.parse(readFileSync(join(root, 'package.json'), 'utf8')).version;
}

/** The role catalogue that ships with the product; read and decoded at its first question. */
export function shippedCatalog(): Catalog {
  return openCatalog(() => brotliDecompressSync(readFileSync(asset('catalog.json.br', 'iam/catalog/catalog.json.br'))).toString('utf8'));
}

/** The text of a rule's page; undefined where there is no such rule. */
export function rulePage(code: string): string | undefined {
  const path = rulePagePath(code);
  return path === undefined ? undefined : readFileSync(path, 'utf8');
}

/** The text of the page on the configuration, which is about the findings in its files. */
export function configurationPage(): string {
  return readFileSync(join(root, 'docs', 'configuration.md'), 'utf8');
}

/** Where the rule's page lies on this machine; undefined where there is no such rule. */
export function rulePagePath(code: string): string | undefined {
  const path = join(root, 'docs', 'rules', `${code}.md`);
  return /^[a-z][a-z0-9-]*$/.test(code) && existsSync(path) ? path : undefined;
}

/** An asset lies beside the bundles, or in its source folder when nothing is bundled. */
function asset(bundled: string, source: string): string {
  const beside = join(here, bundled);
  return existsSync(beside) ? beside : join(root, source);
}
