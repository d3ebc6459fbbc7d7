import assert from 'node:assert/strict';
import { test } from 'node:test';
import { hoverAt } from './hoverAt.ts';

const policy = (...members: string[]) => JSON.stringify({ bindings: [{ role: 'roles/storage.objectViewer', members }] });

const pool = 'principalSet://iam.googleapis.com/projects/123456789012/locations/global/workloadIdentityPools/ci';

/** The second paragraph: who the member is. */
async function who(t: Parameters<typeof hoverAt>[0], member: string): Promise<string | undefined> {
  return (await hoverAt(t, 'policy.json', policy(`‸${member}`)))?.text.split('\n\n')[1];
}

test('tells in words who a federated identity is', async (t) => {
  assert.equal(
    await who(t, `${pool}/attribute.repository/acme/shop`),
    'All identities of the workload identity pool `ci` whose attribute `repository` is `acme/shop`, as the providers of the pool map it.',
  );
  assert.equal(await who(t, `${pool}/group/admins`), 'All identities of the workload identity pool `ci` in the group `admins`.');
  assert.equal(await who(t, `${pool}/*`), 'All identities of the workload identity pool `ci`.');
  assert.equal(
    await who(t, `${pool.replace('principalSet', 'principal')}/subject/repo:acme/shop:ref:refs/heads/main`),
    'The identity `repo:acme/shop:ref:refs/heads/main` of the workload identity pool `ci`.',
  );
  assert.equal(
    await who(t, 'principal://iam.googleapis.com/locations/global/workforcePools/staff/subject/ann@example.com'),
    'The identity `ann@example.com` of the workforce pool `staff`.',
  );
});

test('tells which Kubernetes service account is meant', async (t) => {
  const cluster = 'iam.googleapis.com/projects/123456789012/locations/global/workloadIdentityPools/shop.svc.id.goog';
  assert.equal(
    await who(t, `principal://${cluster}/subject/ns/web/sa/orders`),
    'The Kubernetes service account `orders` of namespace `web` in the clusters of project `shop`.',
  );
  assert.equal(
    await who(t, `principalSet://${cluster}/namespace/web`),
    'All Kubernetes service accounts of namespace `web` in the clusters of project `shop`.',
  );
  assert.equal(
    await who(t, 'serviceAccount:shop.svc.id.goog[web/orders]'),
    'The Kubernetes service account `orders` of namespace `web` in the clusters of project `shop`, by Workload Identity Federation for GKE.',
  );
});

test('tells which accounts of a project, folder or organization are meant', async (t) => {
  assert.equal(
    await who(t, 'principalSet://cloudresourcemanager.googleapis.com/projects/123456789012/type/ServiceAccount'),
    'All service accounts in the project `123456789012`.',
  );
  assert.equal(
    await who(t, 'principalSet://cloudresourcemanager.googleapis.com/organizations/1234/type/ServiceAgent'),
    'All service agents in the organization `1234` and everything below.',
  );
});

test('tells of a form that is not known only whether it is one or several', async (t) => {
  assert.equal(await who(t, `${pool}/aws_account/123`), 'A set of identities.');
  assert.equal(await who(t, 'principal://agents.example.googleapis.com/brand/new'), 'One identity that is no Google account.');
});

test('does not take two members for one of which it knows a part only', async (t) => {
  const text = `variable "one" {}
variable "other" {}

resource "google_project_iam_member" "one" {
  project = "shop"
  role    = "roles/viewer"
  member  = "user:\${var.one}"
}

resource "google_project_iam_member" "other" {
  project = "shop"
  role    = "roles/run.viewer"
  member  = "user:‸\${var.other}"
}
`;
  assert.equal((await hoverAt(t, 'main.tf', text))?.text, '**`user:…`**\n\nA Google account.');
  assert.equal(await hoverAt(t, 'main.tf', text.replaceAll('user:', 'serviceAccount:')), undefined);
});

test('tells by its declaration which pool is meant', async (t) => {
  const said = await hoverAt(
    t,
    'main.tf',
    `resource "google_iam_workload_identity_pool" "ci" {
  workload_identity_pool_id = "ci"
}

resource "google_storage_bucket_iam_member" "ci" {
  bucket = "artifacts"
  role   = "roles/storage.objectUser"
  member = "principalSet://iam.googleapis.com/\${google_iam_workload_identity_pool.ci.name}/attribute.re‸pository/acme/shop"
}
`,
  );
  assert.match(
    said?.text ?? '',
    /\n\nAll identities of the pool `google_iam_workload_identity_pool\.ci\.name` whose attribute `repository` is `acme\/shop`,/,
  );
});

test('tells of a service agent which role Google gives it, and what else it needs', async (t) => {
  const said = await hoverAt(
    t,
    'policy.json',
    policy('serviceAccount:‸service-123456789012@serverless-robot-prod.iam.gserviceaccount.com'),
  );
  assert.match(
    said?.text ?? '',
    /\n\nGoogle grants it `roles\/run\.serviceAgent` by itself\. Without it, `run\.googleapis\.com` cannot do its work in the project\.\n\nIt needs `roles\/cloudkms\.cryptoKeyEncrypterDecrypter` on the keys that encrypt container images\.\n/,
  );
  const declared = await hoverAt(
    t,
    'main.tf',
    `data "google_storage_project_service_account" "storage" {
}

resource "google_kms_crypto_key_iam_member" "storage" {
  crypto_key_id = "projects/shop/locations/eu/keyRings/main/cryptoKeys/media"
  role          = "roles/cloudkms.cryptoKeyEncrypterDecrypter"
  member        = data.google_storage_project_service_account.‸storage.member
}
`,
  );
  assert.match(declared?.text ?? '', /\n\nGoogle Storage Service Agent, of `storage\.googleapis\.com`\.\n/);
  const proxy = await hoverAt(t, 'policy.json', policy('serviceAccount:‸service-123456789012@gcp-sa-iap.iam.gserviceaccount.com'));
  assert.match(proxy?.text ?? '', /\n\nGoogle grants it no role by itself\.\n\nIt needs `roles\/run\.invoker`/);
});

test('tells of a default account that it may be an editor, and of others not', async (t) => {
  const compute = await hoverAt(t, 'policy.json', policy('serviceAccount:‸123456789012-compute@developer.gserviceaccount.com'));
  assert.match(compute?.text ?? '', /\n\nGoogle makes it an editor of its project, unless/);
  const own = await hoverAt(t, 'policy.json', policy('serviceAccount:‸orders@shop.iam.gserviceaccount.com'));
  assert.doesNotMatch(own?.text ?? '', /editor/);
});

test('is about the one member of a list that is pointed at', async (t) => {
  const text = `resource "google_project_iam_binding" "viewers" {
  project = "shop"
  role    = "roles/viewer"
  members = ["group:ops@example.com", "domain:exam‸ple.com"]
}
`;
  const said = await hoverAt(t, 'main.tf', text);
  assert.equal(said?.of, 'domain:example.com');
  assert.match(said.text, /^\*\*`domain:example\.com`\*\*\n\nAll accounts of a Google Workspace or Cloud Identity domain\.\n/);
  assert.equal(await hoverAt(t, 'main.tf', text.replace('‸', '').replace('= ["', '= ‸["')), undefined);
});

test('tells of members that are left out of audit logs', async (t) => {
  const said = await hoverAt(
    t,
    'policy.json',
    '{"bindings": [{"role": "roles/viewer", "members": ["user:ann@example.com"]}], "auditConfigs": [{"service": "allServices", "auditLogConfigs": [{"logType": "DATA_READ", "exemptedMembers": ["group:‸ops@example.com"]}]}]}',
  );
  assert.match(said?.text ?? '', /\n\nA Google group\.$/);
});

test('tells in a module of the members that its callers set, and there of what they become', async (t) => {
  const main = `module "viewers" {
  source  = "./modules/viewers"
  members = ["group:o‸ps@example.com", "group:dev@example.com"]
}
`;
  const module = `variable "members" {
  type = list(string)
}

resource "google_project_iam_binding" "viewers" {
  project = "shop"
  role    = "roles/viewer"
  members = var.members
}
`;
  const called = await hoverAt(t, 'main.tf', main, { 'modules/viewers/main.tf': module });
  assert.equal(called?.of, 'group:ops@example.com');
  assert.match(called.text, /\n- `roles\/viewer` on project "shop": \[main\\\.tf:3\]/);
  const inside = module.replace('= var.members', '= var.mem‸bers');
  const said = await hoverAt(t, 'modules/viewers/main.tf', inside, { 'main.tf': main.replace('‸', '') });
  assert.match(said?.text ?? '', /`group:ops@example\.com`[\s\S]+\n\n---\n\n[\s\S]*`group:dev@example\.com`/);
});

test('tells of what can be read beside text that is half typed', async (t) => {
  const said = await hoverAt(
    t,
    'main.tf',
    'resource "google_project_iam_member" "ops" {\n  project = "shop"\n  role    = "roles/vi\n  member  = "group:‸ops@example.com"\n}\n',
  );
  assert.equal(said?.of, 'group:ops@example.com');
});
