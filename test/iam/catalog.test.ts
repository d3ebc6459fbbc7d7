import assert from 'node:assert/strict';
import { test } from 'node:test';
import { openCatalog, risksOf } from '../../iam/catalog/catalog.ts';
import { iamFamily } from '../../iam/catalog/families.ts';
import { editDistance } from '../../iam/catalog/nearest.ts';
import { catalog, readCatalog } from '../catalog.ts';

test('nothing is loaded before the first question, and only once after it', () => {
  let loads = 0;
  const lazy = openCatalog(() => {
    loads++;
    return readCatalog();
  });
  assert.equal(loads, 0);
  assert.match(lazy.asOf, /^\d{4}-\d\d-\d\d$/);
  assert.equal(lazy.role('roles/owner')?.title, 'Owner');
  assert.equal(lazy.scope('storage-ro')?.service, 'storage');
  assert.equal(lazy.attachments('google_tpu_v2_vm').length, 1);
  assert.equal(loads, 1);
});

test('a predefined role has a title, a stage and its permissions', () => {
  const role = catalog.role('roles/iam.serviceAccountTokenCreator');
  assert.equal(role?.title, 'Service Account Token Creator');
  assert.equal(role.stage, 'GA');
  assert.equal(role.basic, false);
  assert.equal(role.unlisted, false);
  assert.deepEqual([...(role.permissions ?? [])].sort(), [
    'iam.serviceAccounts.get',
    'iam.serviceAccounts.getAccessToken',
    'iam.serviceAccounts.getOpenIdToken',
    'iam.serviceAccounts.implicitDelegation',
    'iam.serviceAccounts.list',
    'iam.serviceAccounts.signBlob',
    'iam.serviceAccounts.signJwt',
    'resourcemanager.projects.get',
    'resourcemanager.projects.list',
  ]);
  assert.equal(catalog.role('roles/iam.ServiceAccountTokenCreator'), undefined);
});

test('an owner may attach service accounts but not mint their tokens', () => {
  const owner = catalog.role('roles/owner')?.permissions;
  assert.equal(owner?.has('iam.serviceAccounts.actAs'), true);
  assert.equal(owner?.has('iam.serviceAccounts.getAccessToken'), false);
});

test('an editor may attach service accounts but not change policies', () => {
  const editor = catalog.role('roles/editor')?.permissions;
  assert.equal(editor?.has('iam.serviceAccounts.actAs'), true);
  assert.equal(editor?.has('resourcemanager.projects.setIamPolicy'), false);
});

test('the basic roles are the legacy three and their three successors, whose permissions are unknown', () => {
  const basic = [...catalog.roles()].filter((role) => role.basic);
  assert.deepEqual(
    basic.filter((role) => role.permissions).map((role) => role.name),
    ['roles/editor', 'roles/owner', 'roles/viewer'],
  );
  assert.deepEqual(
    basic.filter((role) => !role.permissions).map((role) => role.name),
    ['roles/admin', 'roles/reader', 'roles/writer'],
  );
  assert.equal(catalog.role('roles/browser')?.basic, false);
});

test('retired and deprecated roles are still known, as such', () => {
  assert.equal(catalog.role('roles/cloudiot.admin')?.unlisted, true);
  assert.equal(catalog.role('roles/servicebroker.admin')?.stage, 'DEPRECATED');
});

const nearest: [mistaken: string, expected: string | undefined][] = [
  ['roles/storage.ObjectAdmin', 'case roles/storage.objectAdmin'],
  ['Roles/Owner', 'case roles/owner'],
  ['roles/Admin', 'case roles/admin'],
  ['roles/objectAdmin', 'prefix roles/storage.objectAdmin'],
  ['roles/serviceAccountUser', 'prefix roles/iam.serviceAccountUser'],
  ['roles/serviceAccountAdmin', 'prefix roles/iam.serviceAccountAdmin'],
  ['storage.objectAdmin', 'prefix roles/storage.objectAdmin'],
  ['roles/storage.objctAdmin', 'edit roles/storage.objectAdmin'],
  ['roles/storage.objectVeiwer', 'edit roles/storage.objectViewer'],
  ['roles/iam.serviceAcountTokenCreatr', 'edit roles/iam.serviceAccountTokenCreator'],
  ['role/run.invoker', 'edit roles/run.invoker'],
  ['roles/edtor', 'edit roles/editor'],
  ['roles/invoker', undefined],
  ['roles/zzz', undefined],
  ['', undefined],
  ['roles/', undefined],
  ['projects/shop/roles/deployer', undefined],
  ['roles/storage.objectAdmin', undefined],
];
for (const [mistaken, expected] of nearest) {
  test(`the role nearest to "${mistaken}" is ${expected ?? 'none'}`, () => {
    const near = catalog.nearestRole(mistaken);
    assert.equal(near && `${near.by} ${near.name}`, expected);
  });
}

test('a swap of neighbours is one edit, and a distance beyond the limit is only known to be beyond', () => {
  assert.equal(editDistance('viewer', 'veiwer', 2), 1);
  assert.equal(editDistance('viewer', 'viewer', 0), 0);
  assert.equal(editDistance('', 'ab', 2), 2);
  assert.equal(editDistance('admin', 'dmn', 2), 2);
  assert(editDistance('kitten', 'sitting', 2) > 2);
  assert.equal(editDistance('kitten', 'sitting', 3), 3);
});

test("a stray letter after any role's name leads to a role that is one edit away", () => {
  for (const { name } of [...catalog.roles()].filter((_, index) => index % 50 === 0)) {
    const near = catalog.nearestRole(`${name}q`);
    assert(near && editDistance(near.name.toLowerCase(), `${name}q`.toLowerCase(), 1) <= 1, name);
  }
});

test('a permission leads to the roles that hold it', () => {
  const roles = catalog.rolesWith('iam.serviceAccounts.getAccessToken');
  assert(roles.includes('roles/iam.serviceAccountTokenCreator'));
  assert(roles.includes('roles/iam.workloadIdentityUser'));
  assert(!roles.includes('roles/owner'));
  assert.deepEqual(catalog.rolesWith('no.such.permission'), []);
});

test('what a service is there for is what its administrator makes and most roles see', () => {
  assert.equal(catalog.mainResource('cloudsql'), 'cloudsql.instances');
  assert.equal(catalog.mainResource('pubsub'), 'pubsub.topics');
  assert.equal(catalog.mainResource('no-such-service'), undefined);
});

test('a role carries the risks of its permissions', () => {
  assert.deepEqual([...catalog.risks('roles/iam.serviceAccountTokenCreator')].sort(), [
    'delegate',
    'mint-access-token',
    'mint-id-token',
    'sign',
  ]);
  assert.deepEqual([...catalog.risks('roles/iam.serviceAccountUser')], ['act-as']);
  assert(catalog.risks('roles/owner').has('resource-policy-admin'));
  assert(!catalog.risks('roles/owner').has('mint-access-token'));
  assert.equal(catalog.risks('roles/logging.logWriter').size, 0);
  assert.equal(catalog.risks('roles/zzz').size, 0);
});

test('a custom role carries the risks of the permissions it lists', () => {
  assert.deepEqual([...risksOf(['iam.serviceAccounts.actAs', 'run.services.update'])], ['act-as', 'run-code-as-sa']);
  assert.equal(risksOf(['storage.objects.get']).size, 0);
});

test('a risk that a role has by its permissions it has by its name too', () => {
  for (const role of catalog.roles()) assert.deepEqual(catalog.risks(role.name), risksOf(role.permissions ?? []), role.name);
});

test('a service agent is found by its e-mail', () => {
  assert.deepEqual(catalog.serviceAgent('service-123456789@serverless-robot-prod.iam.gserviceaccount.com'), {
    emailPattern: 'service-PROJECT_NUMBER@serverless-robot-prod.iam.gserviceaccount.com',
    service: 'run.googleapis.com',
    role: 'roles/run.serviceAgent',
    displayName: 'Google Cloud Run Service Agent',
    scope: 'project',
    family: 'service-agent',
    primary: true,
  });
  assert.equal(catalog.serviceAgent('Service-1@GCP-SA-PubSub.iam.gserviceaccount.com')?.service, 'pubsub.googleapis.com');
  assert.equal(catalog.serviceAgent('bq-42@bigquery-encryption.iam.gserviceaccount.com')?.scope, 'project');
  assert.equal(catalog.serviceAgent('service-7@gcp-sa-tomorrow.iam.gserviceaccount.com'), undefined);
  assert.equal(catalog.serviceAgent('api@shop-prod.iam.gserviceaccount.com'), undefined);
  assert.equal(catalog.serviceAgent('service-123@shop-prod.iam.gserviceaccount.com'), undefined);
});

test('the Google APIs agent has Editor by itself, the legacy Cloud Build account its own role', () => {
  const google = catalog.serviceAgent('123@cloudservices.gserviceaccount.com');
  assert.equal(google?.family, 'google-apis');
  assert.equal(google.service, null);
  assert.equal(google.role, 'roles/editor');
  const build = catalog.serviceAgent('123@cloudbuild.gserviceaccount.com');
  assert.equal(build?.family, 'cloudbuild-legacy');
  assert.equal(build.role, 'roles/cloudbuild.builds.builder');
});

test('every service agent is found by its own pattern, and its role is a role', () => {
  for (const agent of catalog.serviceAgents()) {
    assert.equal(catalog.serviceAgent(agent.emailPattern.replace(/[A-Z_]+(?=@)/, '123')), agent);
    if (agent.role) assert(catalog.role(agent.role), agent.role);
  }
});

test('a scope has one URL whatever it is called', () => {
  assert.equal(catalog.scope('cloud-platform')?.url, 'https://www.googleapis.com/auth/cloud-platform');
  assert.equal(catalog.scope('https://www.googleapis.com/auth/devstorage.read_only'), catalog.scope('storage-ro'));
  assert.equal(catalog.scope('storage-ro')?.access, 'read');
  assert.equal(catalog.scope('storage-writer'), undefined);
});

test('an alias says which tools expand it', () => {
  assert.deepEqual(catalog.scope('logging-write')?.expandedBy, ['gcloud', 'terraform']);
  assert.deepEqual(catalog.scope('useraccounts-ro')?.expandedBy, ['terraform']);
  assert.deepEqual(catalog.scope('storage-wo')?.expandedBy, []);
});

test('gcloud gives a new VM one scope more than the console does', () => {
  const group = (name: string) => catalog.scopeGroups().find((group) => group.name === name)?.scopes ?? [];
  const surplus = group('default').filter((scope) => !group('default-doc').includes(scope));
  assert.deepEqual(surplus, ['https://www.googleapis.com/auth/pubsub']);
  for (const { scopes } of catalog.scopeGroups()) for (const scope of scopes) assert(catalog.scope(scope), scope);
});

test('a mistyped scope leads to the one it means', () => {
  assert.equal(catalog.nearestScope('https://www.googleapis.com/auth/cloud-platfrom'), 'https://www.googleapis.com/auth/cloud-platform');
  assert.equal(catalog.nearestScope('cloud_platform'), 'cloud-platform');
  assert.equal(catalog.nearestScope('https://www.googleapis.com/auth/drive'), undefined);
  assert.equal(catalog.nearestScope('xyz'), undefined);
});

test('every scope lets through the permissions of a service that some role has', () => {
  const services = new Set([...(catalog.role('roles/owner')?.permissions ?? [])].map((permission) => permission.split('.')[0]));
  for (const { service, url } of catalog.scopes()) assert(service === null || service === '*' || services.has(service), url);
});

test('an attachment says where the account is and what holds without it', () => {
  assert.deepEqual(catalog.attachments('google_cloud_run_v2_job'), [
    {
      type: 'google_cloud_run_v2_job',
      kind: 'resource',
      path: ['template', 'template', 'service_account'],
      use: 'runs-as',
      format: 'email',
      whenOmitted: 'compute-default',
    },
  ]);
  const [vm] = catalog.attachments('google_compute_instance');
  assert.equal(vm?.whenOmitted, 'none-or-compute-default');
  assert.deepEqual(vm.scopesPath, ['service_account', 'scopes']);
  assert.deepEqual(catalog.attachments('google_storage_bucket'), []);
});

test('one type may attach several accounts, in several ways', () => {
  const uses = catalog.attachments('google_cloudfunctions2_function').map(({ path, use }) => `${use} ${path.join('.')}`);
  assert.deepEqual(uses, [
    'runs-as service_config.service_account_email',
    'trigger-identity event_trigger.service_account_email',
    'build build_config.service_account',
  ]);
  assert.deepEqual(
    catalog.attachments('google_service_account_key').map(({ kind, format }) => `${kind} ${format}`),
    ['resource any', 'ephemeral key-name', 'data key-name'],
  );
});

test('token blocks name their audience, delegates and lifetime', () => {
  const [oidc] = catalog.attachments('google_cloud_scheduler_job');
  assert.equal(oidc?.use, 'mints-id-token');
  assert.deepEqual(oidc.audiencePath, ['http_target', 'oidc_token', 'audience']);
  const token = catalog.attachments('google_service_account_access_token').find(({ kind }) => kind === 'ephemeral');
  assert.deepEqual(token?.lifetimePath, ['lifetime']);
  assert.deepEqual(token.delegatesPath, ['delegates']);
});

test('manifests of Cloud Run attach accounts too', () => {
  const path = (type: string) => catalog.attachments(type)[0]?.path.join('.');
  assert.equal(path('serving.knative.dev/v1/Service'), 'spec.template.spec.serviceAccountName');
  assert.equal(path('run.googleapis.com/v1/Job'), 'spec.template.spec.template.spec.serviceAccountName');
  assert.equal(path('run.googleapis.com/v1/WorkerPool'), 'spec.template.spec.serviceAccountName');
  assert.equal(path('run.googleapis.com/v1/Instance'), 'spec.serviceAccountName');
});

test('an IAM resource tells its family, kind, level and parent by its type', () => {
  assert.deepEqual(iamFamily('google_project_iam_member'), {
    family: 'project',
    kind: 'member',
    level: 'project',
    parentAttributes: ['project'],
  });
  assert.deepEqual(iamFamily('google_cloud_run_v2_service_iam_binding'), {
    family: 'cloud_run_v2_service',
    kind: 'binding',
    level: 'resource',
    parentAttributes: ['name', 'location', 'project'],
  });
  assert.equal(iamFamily('google_billing_account_iam_policy')?.level, 'billing-account');
  assert.equal(iamFamily('google_organization_iam_audit_config')?.kind, 'audit_config');
  assert.equal(iamFamily('google_iam_workload_identity_pool_iam_member')?.family, 'iam_workload_identity_pool');
  assert.equal(iamFamily('google_constructor_iam_member')?.parentAttributes, undefined);
});

for (const type of [
  'google_iam_policy',
  'google_project_iam_custom_role',
  'google_project_iam_member_remove',
  'google_service_account',
  'aws_project_iam_member',
]) {
  test(`${type} is not an IAM resource`, () => assert.equal(iamFamily(type), undefined));
}

test('a role has narrower ones of its service, the widest first, each a part of it', () => {
  const names = catalog.narrowerRoles('roles/run.admin').map(({ name }) => name);
  assert.ok(names.indexOf('roles/run.developer') < names.indexOf('roles/run.viewer'));
  assert.ok(!names.includes('roles/run.admin'));
  assert.ok(names.every((name) => name.startsWith('roles/run.')));
  const all = catalog.role('roles/run.admin')?.permissions;
  for (const name of names)
    assert.ok(
      [...(catalog.role(name)?.permissions ?? [])].every((permission) => all?.has(permission)),
      name,
    );
});

test('every role that permits a part of what another of its service does is narrower than it', () => {
  const service = [...catalog.roles()].filter(({ name }) => name.startsWith('roles/storage.'));
  for (const { name, permissions = new Set() } of service) {
    const narrower = service
      .filter((other) => (other.permissions?.size ?? 0) < permissions.size)
      .filter((other) => [...(other.permissions ?? [])].every((permission) => permissions.has(permission)));
    const found = catalog.narrowerRoles(name).map((role) => role.name);
    assert.deepEqual(found.toSorted(), narrower.map((role) => role.name).toSorted(), name);
  }
});

test('basic and unknown roles have no narrower ones', () => {
  assert.deepEqual(catalog.narrowerRoles('roles/owner'), []);
  assert.deepEqual(catalog.narrowerRoles('roles/nothing.atAll'), []);
});
