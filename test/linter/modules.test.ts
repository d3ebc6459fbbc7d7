import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { textOf } from '../../server/linter/source.ts';
import { lintTexts } from '../markers.ts';

/** The findings of one code as `file: text` and the number of related places, where two modules are in one workspace. */
function findings(code: string, texts: Readonly<Record<string, string>>): string[] {
  return lintTexts(new Map(Object.entries(texts)), 'strict')
    .findings.filter((each) => each.code === code)
    .map(({ span, related }) => `${span.file.uri.replace('file:///workspace/', '')}: ${textOf(span)} (${related.length})`);
}

const service = `variable "name" {}
resource "google_cloud_run_v2_service" "s" {
  name     = var.name
  location = "europe-west1"
  template {
    service_account = "shop-app@shop-prod.iam.gserviceaccount.com"
    containers {
      image = "shop"
    }
  }
}
`;
const call = (name: string, source = './m', more = '') => `module "${name}" {\n  source = "${source}"\n  name = "${name}"\n${more}}\n`;

describe('what a called module declares counts once', () => {
  test('shared-service-account: the module by itself is not another workload', () => {
    assert.deepEqual(findings('shared-service-account', { 'main.tf': call('a') + call('b'), 'm/main.tf': service }), []);
    assert.deepEqual(findings('shared-service-account', { 'main.tf': call('a') + call('b') + call('c'), 'm/main.tf': service }), [
      'm/main.tf: shop-app@shop-prod.iam.gserviceaccount.com (0)',
    ]);
  });

  test('shared-service-account: two roots that call one module have each their own', () => {
    const account = `resource "google_service_account" "a" {\n  account_id = "shop-app"\n}\n`;
    const own = account + service.replace('"shop-app@shop-prod.iam.gserviceaccount.com"', 'google_service_account.a.email');
    assert.deepEqual(
      findings('shared-service-account', { 'prod/main.tf': call('a', '../m'), 'test/main.tf': call('b', '../m'), 'm/main.tf': own }),
      [],
    );
  });

  test('unused-service-account: an account that no caller uses is one finding, one that a caller uses is none', () => {
    const account = 'resource "google_service_account" "a" {\n  account_id = "shop-app"\n}\n';
    const output = 'output "all" {\n  value = values({ for each in [1] : each => "x" })\n}\n';
    assert.deepEqual(
      findings('unused-service-account', { 'main.tf': call('a') + call('b'), 'm/main.tf': `variable "name" {}\n${account}${output}` }),
      ['m/main.tf: a (0)'],
    );
    const used = `${account}output "email" {\n  value = google_service_account.a.email\n}\nvariable "name" {}\n`;
    const main = `${call('a')}resource "google_project_iam_member" "m" {\n  project = "shop"\n  role = "roles/viewer"\n  member = "serviceAccount:\${module.a.email}"\n}\n`;
    assert.deepEqual(findings('unused-service-account', { 'main.tf': main, 'm/main.tf': used }), []);
  });

  const member = (name: string) =>
    `resource "google_storage_bucket_iam_member" "${name}" {\n  bucket = "orders"\n  role = "roles/storage.objectViewer"\n  member = "user:ana@example.com"\n}\n`;
  const binding = member('binding')
    .replace('_iam_member', '_iam_binding')
    .replace('member = "user:ana@example.com"', 'members = ["user:eve@example.com"]');

  test('duplicate-grant and conflicting-grants: once for a module, however often it is called', () => {
    const twice = `variable "name" {}\n${member('one')}${member('other')}`;
    for (const main of ['', call('a'), call('a') + call('b')])
      assert.deepEqual(findings('duplicate-grant', { 'main.tf': main, 'm/main.tf': twice }), ['m/main.tf: user:ana@example.com (1)'], main);
    const rivals = `variable "name" {}\n${member('one')}${binding}`;
    for (const main of ['', call('a'), call('a') + call('b')])
      assert.deepEqual(
        findings('conflicting-grants', { 'main.tf': main, 'm/main.tf': rivals }),
        ['m/main.tf: google_storage_bucket_iam_binding (1)'],
        main,
      );
  });

  test('deployer-as-runtime: once, and each place once', () => {
    const both = `${service}resource "google_cloudbuild_trigger" "t" {
  name            = var.name
  service_account = "projects/shop-prod/serviceAccounts/shop-app@shop-prod.iam.gserviceaccount.com"
}
`;
    for (const main of ['', call('a'), call('a') + call('b')])
      assert.deepEqual(
        findings('deployer-as-runtime', { 'main.tf': main, 'm/main.tf': both }),
        ['m/main.tf: projects/shop-prod/serviceAccounts/shop-app@shop-prod.iam.gserviceaccount.com (1)'],
        main,
      );
  });
});
