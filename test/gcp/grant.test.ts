import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { grantCommand, memberOf, neededPermissions, roleFor, terraformBlock } from '../../client/gcp/grant.ts';
import { catalog } from '../catalog.ts';

describe('the command that grants a permission', () => {
  const command = (permission: string, resource: string, caller?: string) => grantCommand({ permission, resource, caller });
  test('is of the resource', () => {
    assert.equal(
      command('run.services.list', 'projects/shop', 'ana@example.com'),
      'gcloud projects add-iam-policy-binding shop --member=user:ana@example.com --role=roles/run.viewer',
    );
    assert.equal(
      command('resourcemanager.folders.getIamPolicy', 'folders/42', 'ci@shop.iam.gserviceaccount.com'),
      'gcloud resource-manager folders add-iam-policy-binding 42 --member=serviceAccount:ci@shop.iam.gserviceaccount.com --role=roles/iam.securityReviewer',
    );
    assert.equal(
      command('resourcemanager.organizations.getIamPolicy', 'organizations/1', 'principal://iam.googleapis.com/x'),
      'gcloud organizations add-iam-policy-binding 1 --member=principal://iam.googleapis.com/x --role=roles/iam.securityReviewer',
    );
  });
  test('asks gcloud who one is where nobody else knows', () => {
    assert.equal(
      command('iam.serviceAccounts.list', 'projects/shop'),
      'gcloud projects add-iam-policy-binding shop --member="user:$(gcloud config get-value account)" --role=roles/iam.serviceAccountViewer',
    );
  });
  test('takes names for nothing but words', () => {
    assert.equal(
      command('run.services.list', "projects/shop; echo 'x'", '$(reboot)@example.com'),
      `gcloud projects add-iam-policy-binding 'shop; echo '\\''x'\\''' --member='user:$(reboot)@example.com' --role=roles/run.viewer`,
    );
  });
  test('is of a role that has the permission', () => {
    for (const permission of neededPermissions) assert.ok(catalog.rolesWith(permission).includes(roleFor(permission) ?? ''), permission);
  });
  test('is not there for what no role is known for, and on what nothing is granted', () => {
    assert.equal(command('storage.buckets.list', 'projects/shop'), undefined);
    assert.equal(command('run.services.list', 'projects/-'), undefined);
    assert.equal(command('run.services.list', 'projects/--flags-file=x'), undefined);
    assert.equal(command('run.services.list', 'buckets/pictures'), undefined);
  });
  test('knows callers with and without their kind', () => {
    assert.equal(memberOf('user:ana@example.com'), 'user:ana@example.com');
    assert.equal(memberOf('ana@example.com'), 'user:ana@example.com');
  });
});

describe('the Terraform block of a grant', () => {
  const block = (on: string) => terraformBlock({ on, member: 'user:ana@example.com', role: 'roles/browser' }, 'ana');
  test('is of the resource', () => {
    assert.match(block('projects/shop') ?? '', /^resource "google_project_iam_member" "ana" \{\n {2}project = "shop"/);
    assert.match(block('folders/42') ?? '', /^resource "google_folder_iam_member" "ana" \{\n {2}folder = "folders\/42"/);
    assert.match(block('organizations/1') ?? '', /^resource "google_organization_iam_member" "ana" \{\n {2}org_id = "1"/);
    assert.match(
      block('projects/-/serviceAccounts/api@shop.iam.gserviceaccount.com') ?? '',
      /service_account_id = "projects\/shop\/serviceAccounts\/api@shop\.iam\.gserviceaccount\.com"/,
    );
  });
});
