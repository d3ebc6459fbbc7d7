// Rebuilds iam/catalog/catalog.json.br from Google's list of roles and from iam/catalog/facts:
//   npm run catalog -- [--offline] [--endpoint URL]
// --offline keeps the roles as they are. The access token is GOOGLE_OAUTH_ACCESS_TOKEN or gcloud's; any signed-in account will do.
import './checkNode.js';
import { execFileSync } from 'node:child_process';
import { writeFileSync } from 'node:fs';
import { parseArgs } from 'node:util';
import type { CatalogData } from '../iam/catalog/catalog.ts';
import { decodeRoles } from '../iam/catalog/encoding.ts';
import { assetPath, assetText, compressAsset, readAsset } from './catalogAsset.ts';
import { listRoles, mergeRoles } from './googleRoles.ts';

const { values } = parseArgs({
  options: { offline: { type: 'boolean', default: false }, endpoint: { type: 'string', default: 'https://iam.googleapis.com' } },
});

try {
  const current: CatalogData = JSON.parse(readAsset());
  const known = decodeRoles(current.roles);
  const roles = values.offline ? known : mergeRoles(known, await listRoles(values.endpoint, accessToken()));
  const asOf = values.offline ? current.asOf : new Date().toISOString().slice(0, 10);
  const bytes = compressAsset(assetText(asOf, roles));
  writeFileSync(assetPath, bytes);
  const unlisted = roles.filter((role) => role.unlisted).length;
  console.log(`${assetPath}: ${roles.length} roles as of ${asOf}, ${unlisted} of them unlisted; ${bytes.length} bytes`);
} catch (error) {
  console.error(error instanceof Error ? error.message : error);
  process.exitCode = 1;
}

function accessToken(): string {
  const token = process.env.GOOGLE_OAUTH_ACCESS_TOKEN;
  if (token) return token;
  try {
    return execFileSync('gcloud', ['auth', 'print-access-token'], { encoding: 'utf8', stdio: ['ignore', 'pipe', 'ignore'] }).trim();
  } catch {
    throw new Error('No access token: sign in with `gcloud auth login`, or set GOOGLE_OAUTH_ACCESS_TOKEN.');
  }
}
