import { readFileSync } from 'node:fs';
import path from 'node:path';
import { brotliDecompressSync } from 'node:zlib';
import { openCatalog } from '../iam/catalog/catalog.ts';

const asset = path.resolve(import.meta.dirname, '../iam/catalog/catalog.json.br');

/** The text of the catalogue that ships with the product. */
export function readCatalog(): string {
  return brotliDecompressSync(readFileSync(asset)).toString('utf8');
}

/** The catalogue that ships with the product. */
export const catalog = openCatalog(readCatalog);
