import assert from 'node:assert/strict';
import { test } from 'node:test';
import { type Client, connected, rangeOf } from './client.ts';

const terraform = `resource "google_service_account" "api" {
  account_id = "api-runtime"
  project    = "shop"
}

resource "google_project_iam_member" "api" {
  project = "shop"
  role    = "roles/iam.serviceAccountTokenCreator"
  member  = google_service_account.api.member
}

resource "google_project_iam_member" "public" {
  project = "shop"
  role    = google_project_iam_custom_role.reader.id
  member  = "allUsers"
}

resource "google_project_iam_custom_role" "reader" {
  project     = "shop"
  role_id     = "reader"
  title       = "Reader"
  permissions = ["storage.objects.get", "iam.serviceAccounts.getAccessToken"]
}

resource "google_cloud_run_v2_service" "orders" {
  name     = "orders"
  location = "europe-west1"
  template {
    service_account = google_service_account.api.email
  }
}
`;

async function hovered(client: Client, path: string, text: string): Promise<string> {
  const hover = await client.hover(path, text);
  return hover && 'value' in (hover.contents as object) ? (hover.contents as { value: string }).value : '';
}

test('tells of a role what it is called, how much it permits and what is dangerous in it', async (t) => {
  const client = await connected(t);
  await client.open('main.tf', terraform);
  const text = await hovered(client, 'main.tf', 'roles/iam.serviceAccountTokenCreator');
  assert.match(
    text,
    /^\*\*Service Account Token Creator\*\* `roles\/iam\.serviceAccountTokenCreator`\n\nPredefined role, \d+ permissions\.\n/,
  );
  assert.match(
    text,
    /\nIts holder can\n- get access tokens of service accounts, that is, act as them: `iam\.serviceAccounts\.getAccessToken`\n- get ID tokens of service accounts: `iam\.serviceAccounts\.getOpenIdToken`\n- sign as service accounts: `iam\.serviceAccounts\.signBlob`, `iam\.serviceAccounts\.signJwt`\n/,
  );
  assert.match(text, /As Google listed it on \d{4}-\d{2}-\d{2}\.$/);
});

test('covers the role and nothing else', async (t) => {
  const client = await connected(t);
  await client.open('main.tf', terraform);
  const hover = await client.hover('main.tf', 'iam.serviceAccountTokenCreator');
  assert.deepEqual(hover?.range, rangeOf(terraform, 'roles/iam.serviceAccountTokenCreator'));
  assert.equal(await client.hover('main.tf', 'role    ='), null);
  assert.equal(await client.hover('main.tf', 'europe-west1'), null);
});

test('tells what a custom role of the workspace permits, and where it is declared', async (t) => {
  const client = await connected(t);
  await client.open('main.tf', terraform);
  const text = await hovered(client, 'main.tf', 'google_project_iam_custom_role.reader.id');
  assert.match(
    text,
    /^\*\*Custom role\*\* `projects\/shop\/roles\/reader`\n\n\[Declared here\]\(file:\/\/\/shop\/main\.tf#L18,\d+\), 2 permissions\.\n/,
  );
  assert.match(text, /- get access tokens of service accounts/);
});

test('tells of a member who that is, where it is declared and what it is granted', async (t) => {
  const client = await connected(t);
  await client.open('main.tf', terraform);
  const [name, kind, declared, granted] = (await hovered(client, 'main.tf', 'google_service_account.api.member')).split('\n\n');
  assert.equal(name, '**`api-runtime@shop.iam.gserviceaccount.com`**');
  assert.equal(kind, 'A user-managed service account, project `shop`.');
  assert.equal(declared, '[Declared as `google_service_account.api`](file:///shop/main.tf#L1,36).');
  assert.match(
    granted ?? '',
    /^Granted in this workspace:\n- `roles\/iam\.serviceAccountTokenCreator` on .+: \[main\\.tf:9\]\(file:\/\/\/shop\/main\.tf#L9,13\)$/,
  );
  assert.match(await hovered(client, 'main.tf', 'allUsers'), /^\*\*`allUsers`\*\*\n\nEveryone on the internet, signed in or not\.\n/);
});

test('tells of the service account of a workload, and of its declaration', async (t) => {
  const client = await connected(t);
  await client.open('main.tf', terraform);
  assert.match(
    await hovered(client, 'main.tf', 'google_service_account.api.email'),
    /^\*\*`api-runtime@shop\.iam\.gserviceaccount\.com`\*\*\n/,
  );
  assert.match(await hovered(client, 'main.tf', 'api" {'), /Granted in this workspace:\n- `roles\/iam\.serviceAccountTokenCreator`/);
});

test('tells what is granted in one file from another of another format', async (t) => {
  const client = await connected(t, { 'main.tf': terraform });
  const service =
    'apiVersion: serving.knative.dev/v1\nkind: Service\nmetadata:\n  name: orders\nspec:\n  template:\n    spec:\n      serviceAccountName: api-runtime@shop.iam.gserviceaccount.com\n';
  await client.open('service.yaml', service, 'yaml');
  const text = await hovered(client, 'service.yaml', 'api-runtime@');
  assert.match(text, /Declared as `google_service_account\.api`/);
  assert.match(text, /roles\/iam\.serviceAccountTokenCreator/);
});

test('tells whose a service agent is', async (t) => {
  const client = await connected(t);
  await client.open(
    'policy.json',
    '{"bindings": [{"role": "roles/run.serviceAgent", "members": ["serviceAccount:service-123456789012@serverless-robot-prod.iam.gserviceaccount.com"]}]}',
    'json',
  );
  const text = await hovered(client, 'policy.json', 'service-123456789012');
  assert.match(
    text,
    /\n\nGoogle Cloud Run Service Agent, of `run\.googleapis\.com`\.\n\nGoogle grants it `roles\/run\.serviceAgent` by itself\./,
  );
});

test("says nothing about a role that nobody knows, a member that is none and other people's files", async (t) => {
  const client = await connected(t);
  await client.open('policy.json', '{"bindings": [{"role": "roles/nothing.atAll", "members": ["nobody"]}]}', 'json');
  await client.open('deployment.yaml', 'apiVersion: apps/v1\nkind: Deployment\nspec:\n  serviceAccountName: default\n', 'yaml');
  assert.equal(await client.hover('policy.json', 'roles/nothing.atAll'), null);
  assert.equal(await client.hover('policy.json', 'nobody'), null);
  assert.equal(await client.hover('deployment.yaml', 'default'), null);
});
