import { readFileSync } from 'node:fs';
import path from 'node:path';
import { brotliCompressSync, brotliDecompressSync, constants } from 'node:zlib';
import type { AttachmentFacts } from '../iam/catalog/attachments.ts';
import type { CatalogData } from '../iam/catalog/catalog.ts';
import { encodeRoles, type RoleFacts } from '../iam/catalog/encoding.ts';
import type { ScopeFacts } from '../iam/catalog/scopes.ts';
import type { ServiceAgentFacts } from '../iam/catalog/serviceAgents.ts';
import { root } from './project.ts';

const folder = path.join(root, 'iam', 'catalog');

/** The role catalogue that ships with the product. */
export const assetPath = path.join(folder, 'catalog.json.br');

/** The asset's text. */
export function readAsset(): string {
  return brotliDecompressSync(readFileSync(assetPath)).toString('utf8');
}

/** The text of an asset made of these roles and the facts kept by hand in iam/catalog/facts; the same input gives the same text. */
export function assetText(asOf: string, roles: readonly RoleFacts[]): string {
  const { agents } = facts<{ agents: ServiceAgentFacts[] }>('serviceAgents.json');
  const { scopes, groups } = facts<ScopeFacts>('scopes.json');
  const { attachments } = facts<{ attachments: AttachmentFacts[] }>('attachments.json');
  const data: CatalogData = { asOf, roles: encodeRoles(roles), serviceAgents: agents, scopes: { scopes, groups }, attachments };
  return JSON.stringify(data);
}

/** The asset's bytes. */
export function compressAsset(text: string): Buffer {
  const { BROTLI_PARAM_MODE, BROTLI_MODE_TEXT, BROTLI_PARAM_QUALITY, BROTLI_PARAM_LGWIN, BROTLI_PARAM_SIZE_HINT } = constants;
  const bytes = Buffer.from(text);
  return brotliCompressSync(bytes, {
    params: {
      [BROTLI_PARAM_MODE]: BROTLI_MODE_TEXT,
      [BROTLI_PARAM_QUALITY]: constants.BROTLI_MAX_QUALITY,
      [BROTLI_PARAM_LGWIN]: constants.BROTLI_MAX_WINDOW_BITS,
      [BROTLI_PARAM_SIZE_HINT]: bytes.length,
    },
  });
}

function facts<T>(file: string): T {
  return JSON.parse(readFileSync(path.join(folder, 'facts', file), 'utf8'));
}
