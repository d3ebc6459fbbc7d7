import assert from 'node:assert/strict';
import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { test } from 'node:test';
import { compareText, textOf } from '../server/linter/source.ts';
import { lintTexts } from './markers.ts';

const shop = path.join(import.meta.dirname, '../examples/shop');
const names = readdirSync(shop, { recursive: true, withFileTypes: true })
  .filter((entry) => entry.isFile() && entry.name !== 'README.md')
  .map((entry) => path.relative(shop, path.join(entry.parentPath, entry.name)).replaceAll(path.sep, '/'));
const { findings, files } = lintTexts(new Map(names.map((name) => [name, readFileSync(path.join(shop, name), 'utf8')])));

const commonest = [
  'basic-role',
  'default-service-account',
  'impersonation-at-scope',
  'invalid-member',
  'invalid-service-account',
  'policy-version',
  'privileged-default-service-account',
  'public-invoker',
  'public-member',
  'service-account-key',
  'service-agent-attached',
  'unknown-role',
];

test('the shop has these mistakes, each found at the word that makes it one', () => {
  const uris = new Map([...files].map(([name, { uri }]) => [uri, name]));
  const table = findings.map(({ code, span }) => {
    const line = span.file.text.slice(0, span.start).split('\n').length;
    return `${uris.get(span.file.uri)}:${line} ${code} ${textOf(span)}`;
  });
  assert.deepEqual(table, [
    'build.tf:33 default-service-account projects/fernhill-shop/serviceAccounts/123456789012@cloudbuild.gserviceaccount.com',
    'build.tf:61 invalid-service-account google_service_account.orders.email',
    'build.tf:68 impersonation-at-scope roles/iam.serviceAccountUser',
    'iam.tf:36 unknown-role roles/cloudsql.Client',
    'iam.tf:55 invalid-service-account google_service_account.payments.email',
    'iam.tf:61 privileged-default-service-account data.google_compute_default_service_account.default.member',
    'iam.tf:68 basic-role roles/editor',
    'iam.tf:75 invalid-member support@fernhill.example',
    'identities.tf:52 service-account-key google_service_account_key',
    'jobs/nightly-report.yaml:16 service-agent-attached service-123456789012@serverless-robot-prod.iam.gserviceaccount.com',
    'policies/invoices-bucket.yaml:9 invalid-member serviceaccount:bookkeeping@fernhill-shop.iam.gserviceaccount.com',
    'policies/invoices-bucket.yaml:13 unknown-role roles/storage.objectReader',
    'policies/invoices-bucket.yaml:22 policy-version 1',
    'policies/project.json:39 privileged-default-service-account serviceAccount:123456789012-compute@developer.gserviceaccount.com',
    'policies/project.json:55 basic-role roles/owner',
    'policies/project.json:59 invalid-member user:orders-api@fernhill-shop.iam.gserviceaccount.com',
    'policies/project.json:84 unknown-role roles/secretmanager.secretAccesor',
    'policies/project.json:90 basic-role roles/viewer',
    'services/orders.yaml:14 default-service-account spec',
    'services/payments.yaml:9 public-invoker true',
    'services/payments.yaml:13 invalid-service-account payments-api@PROJECT_ID.iam.gserviceaccount.com',
    'storage.tf:15 public-member allUsers',
    'storage.tf:36 public-member allUsers',
    'supplier.tf:17 default-service-account service_account',
    'supplier.tf:18 broad-scope-on-default-account cloud-platform',
    'thumbnails.tf:48 public-invoker allUsers',
  ]);
});

test('the shop shows the twelve mistakes that people make most', () => {
  const found = new Set(findings.map(({ code }) => code));
  assert.deepEqual(
    commonest.filter((code) => !found.has(code)),
    [],
  );
});

test('the shop shows every format', () => {
  const extensions = new Set(findings.map(({ span }) => path.extname(span.file.name)));
  assert.deepEqual([...extensions].sort(compareText), ['.json', '.tf', '.yaml']);
});

test('the shop ignores one finding, with its reason', () => {
  const kept = readFileSync(path.join(shop, 'iam.tf'), 'utf8');
  const { findings: all } = lintTexts(new Map([['iam.tf', kept.replace(/^.*leastwise: ignore.*\n/m, '')]]));
  assert.deepEqual(
    all.filter(({ code }) => code === 'public-invoker').map(({ span }) => textOf(span)),
    ['allUsers'],
  );
});
