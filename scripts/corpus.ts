import './checkNode.js';
import path from 'node:path';
import { resolve, soleReference } from '../iam/text.ts';
import { openPaths } from '../server/cli/workspaces.ts';
import { shippedCatalog } from '../server/host/assets.ts';
import { lint } from '../server/linter/lint.ts';
import { factKeys, type Grant, type IdentityModel, type PolicyStatement } from '../server/linter/model.ts';
import type { Span } from '../server/linter/source.ts';

/** `npm run corpus -- DIR…`: lints checkouts of any repositories, each as one workspace, and prints what was found and how much could not be read. */
const directories = process.argv.slice(2);
if (directories.length === 0) {
  console.error('Usage: npm run corpus -- DIR...');
  process.exit(2);
}

const totals = {
  files: 0,
  findings: new Map<string, number>(),
  reasons: new Map<string, number>(),
  resolved: 0,
  statements: 0,
  crashes: 0,
};
const catalog = shippedCatalog();
for (const directory of directories) {
  const { workspaces, files: read, folders } = await openPaths([directory], process.cwd(), catalog);
  // What is reported is the repository's own, and what it reads as data.
  const files = [...read.values()].filter(({ uri }) => workspaces.some(({ reported }) => reported.has(uri)));
  totals.files += files.length;
  const start = performance.now();
  try {
    const { findings, model } = lint(files, { catalog, now: new Date(), folders });
    console.log(
      `${path.relative('', directory) || '.'}: ${files.length} files, ${findings.length} findings, ${Math.round(performance.now() - start)} ms`,
    );
    for (const { code } of findings) count(totals.findings, code);
    countUnknown(model);
    const places = byPlace(model.statements.filter(({ states }) => states !== 'audit-configuration'));
    totals.statements += places.length;
    totals.resolved += places.filter((all) => all.some(isResolved)).length;
  } catch (error) {
    totals.crashes++;
    console.error(directory, error);
  }
}

console.log(`\nfiles: ${totals.files}\ncrashes: ${totals.crashes}`);
print('findings', totals.findings);
print('unknown values, by reason', totals.reasons);
const share = totals.statements === 0 ? 100 : (100 * totals.resolved) / totals.statements;
console.log(`IAM resources whose role and members are all known: ${totals.resolved} of ${totals.statements} (${share.toFixed(1)} %)`);
process.exitCode = totals.crashes > 0 ? 1 : 0;

/** One list for each place, as a module that is called several times states its grants several times. */
function byPlace<T extends { readonly span: Span }>(all: readonly T[]): T[][] {
  return [...Map.groupBy(all, ({ span: { file, start } }) => `${file.uri} ${start}`).values()];
}

function isResolved({ grants, complete }: PolicyStatement): boolean {
  return complete && grants.every((grant) => grant.role.state === 'known' && isResolvedPrincipal(grant));
}

/** Written out, or by what declares it. */
function isResolvedPrincipal({ principal }: Grant): boolean {
  if (principal.state !== 'known') return principal.state === 'absent';
  const { value } = principal;
  const declared = value.kind === 'serviceAccount' && value.account.declaration !== undefined;
  return declared || resolve(value.text) !== undefined || soleReference(value.text) !== undefined;
}

/** Every attribute of the model that is unknown, once for each place. */
function countUnknown(model: IdentityModel): void {
  const seen = new Set<string>();
  for (const key of factKeys) {
    for (const attribute of model[key].flatMap((fact: object) => Object.values(fact)).flat()) {
      if (typeof attribute !== 'object' || attribute?.state !== 'unknown') continue;
      const { span, reason = 'other' } = attribute as { span: Span; reason?: string };
      const place = `${span.file.uri} ${span.start} ${reason}`;
      if (!seen.has(place)) count(totals.reasons, reason);
      seen.add(place);
    }
  }
}

function count(counts: Map<string, number>, key: string): void {
  counts.set(key, (counts.get(key) ?? 0) + 1);
}

function print(title: string, counts: ReadonlyMap<string, number>): void {
  console.log(`${title}: ${[...counts.values()].reduce((sum, each) => sum + each, 0)}`);
  for (const [key, number] of [...counts].sort(([, a], [, b]) => b - a)) console.log(`  ${String(number).padStart(6)} ${key}`);
}
