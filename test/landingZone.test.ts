import assert from 'node:assert/strict';
import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { test } from 'node:test';
import type { Finding } from '../server/linter/rule.ts';
import { textOf } from '../server/linter/source.ts';
import { lintTexts } from './markers.ts';

const directory = path.join(import.meta.dirname, '../examples/landing-zone');
const names = readdirSync(directory, { recursive: true, withFileTypes: true })
  .filter((entry) => entry.isFile() && entry.name !== 'README.md')
  .map((entry) => path.relative(directory, path.join(entry.parentPath, entry.name)).replaceAll(path.sep, '/'));
const texts = new Map(names.map((name) => [name, readFileSync(path.join(directory, name), 'utf8')]));
const { findings } = lintTexts(texts);

/** `path:line code text` */
function row({ code, span }: Finding): string {
  const line = span.file.text.slice(0, span.start).split('\n').length;
  return `${span.file.uri.replace('file:///workspace/', '')}:${line} ${code} ${textOf(span)}`;
}

test('the landing zone has these mistakes, through its modules and variable files', () => {
  assert.deepEqual(findings.map(row), [
    'accounts.tf:19 admin-role-on-service-account roles/storage.admin',
    'accounts.tf:20 wide-principal-set "domain:${var.domain}"',
    'accounts.tf:24 long-lived-credential google_storage_hmac_key',
    'constraints.tf:45 org-policy-disabled FALSE',
    'federation.tf:47 federation-without-condition google_iam_workload_identity_pool_provider',
    'federation.tf:75 wide-principal-set "principalSet://iam.googleapis.com/projects/${data.google_project.seed.number}/locations/global/workloadIdentityPools/suppliers/*"',
    'locals.tf:19 impersonation-at-scope roles/iam.serviceAccountTokenCreator',
    'locals.tf:20 basic-role roles/viewer',
    'logging.tf:57 object-acl false',
    'logging.tf:69 conflicting-grants google_storage_bucket_iam_member',
    'modules/service-account/main.tf:12 impersonation-path google_service_account.account.member',
    'organization.tf:66 privilege-escalation google_organization_iam_custom_role.spring_cleaning.id',
    'organization.tf:80 dead-condition ${each.value.until}',
    'organization.tf:92 dead-condition 2026-04-01T00:00:00Z',
    'organization.tf:107 audit-exemption serviceAccount:backup@tidemark-seed.iam.gserviceaccount.com',
    'policies/billing.json:11 deleted-member deleted:user:astrid@tidemark.example?uid=108364920175530264917',
    'policies/organization.yaml:7 wide-principal-set domain:tidemark.example',
    'policies/organization.yaml:14 impersonation-at-scope roles/iam.serviceAccountUser',
    'prod.auto.tfvars:28 admin-role-on-service-account roles/run.admin',
    'prod.auto.tfvars:28 basic-role roles/owner',
    'prod.auto.tfvars:29 impersonation-path group:timetable-owners@tidemark.example',
    'prod.auto.tfvars:36 invalid-member lab-owners@tidemark.example',
    'prod.auto.tfvars:42 personal-account user:henrik.solberg.audit@gmail.com',
    'projects.tf:25 separation-of-duties "group:lab-owners@${var.domain}"',
    'terraform.tfvars:12 unknown-role roles/errorreporting.usr',
    'terraform.tfvars:24 impersonation-at-scope roles/iam.serviceAccountUser',
    'terraform.tfvars:33 basic-role roles/editor',
    'timetable.tf:23 default-service-account template',
    'timetable.tf:45 audience-mismatch https://timetable.tidemark.example',
  ]);
});

test('a role in a variable file is judged where a module grants it', () => {
  const owner = findings.find(({ code, span }) => code === 'basic-role' && span.file.name === 'prod.auto.tfvars');
  assert.match(
    owner?.message ?? '',
    /^roles\/owner gives serviceAccount:timetable-deployer@tidemark-timetable\.iam\.gserviceaccount\.com /,
  );
});

test('the configuration says what may be taken for granted, what a policy belongs to, and how bad the rest is', () => {
  const { findings: bare } = lintTexts(new Map([...texts].filter(([name]) => name !== 'leastwise.jsonc')));
  const [configured, unconfigured] = [findings.map(row), bare.map(row)];
  assert.deepEqual(
    unconfigured.filter((each) => !configured.includes(each)),
    [
      'organization.tf:22 privilege-escalation roles/resourcemanager.organizationAdmin',
      'organization.tf:22 privilege-escalation roles/orgpolicy.policyAdmin',
      'organization.tf:31 privilege-escalation roles/iam.organizationRoleAdmin',
      'organization.tf:33 privilege-escalation roles/orgpolicy.policyAdmin',
      'organization.tf:34 privilege-escalation roles/resourcemanager.folderAdmin',
      'terraform.tfvars:23 unknown-role roles/harborcontrol.pilot',
    ],
  );
  assert.deepEqual(
    configured.filter((each) => !unconfigured.includes(each)),
    ['policies/organization.yaml:14 impersonation-at-scope roles/iam.serviceAccountUser'],
  );
  const severities = findings.filter(({ code }) => code === 'dead-condition' || code === 'long-lived-credential');
  assert.deepEqual([...new Set(severities.map(({ severity }) => severity))], ['error']);
});
