import assert from 'node:assert/strict';
import { type TestContext, test } from 'node:test';
import {
  CodeLensRefreshRequest,
  CodeLensRequest,
  DidChangeConfigurationNotification,
  InlayHintRefreshRequest,
  InlayHintRequest,
  type Range,
} from 'vscode-languageserver';
import { TextDocument } from 'vscode-languageserver-textdocument';
import { type Client, connected, queue, rangeOf, uriOf } from './client.ts';
import { navigating } from './cursor.ts';

const shop = `resource "google_service_account" "api" {
  account_id = "api-runtime"
  project    = "shop"
}

resource "google_service_account" "idle" {
  account_id = "idle-account"
  project    = "shop"
}

resource "google_project_iam_member" "invoker" {
  project = "shop"
  role    = "roles/run.invoker"
  member  = google_service_account.api.member
}

resource "google_project_iam_member" "reader" {
  project = "shop"
  role    = google_project_iam_custom_role.reader.id
  member  = "serviceAccount:\${google_service_account.api.email}"
}

resource "google_project_iam_custom_role" "reader" {
  project     = "shop"
  role_id     = "reader"
  title       = "Reader"
  permissions = ["storage.objects.get", "storage.objects.list"]
}

resource "google_service_account_iam_binding" "developers" {
  service_account_id = google_service_account.api.name
  role               = "roles/iam.serviceAccountTokenCreator"
  members            = ["group:dev@example.com", "user:ada@example.com"]
}
`;

const service =
  'apiVersion: serving.knative.dev/v1\nkind: Service\nmetadata:\n  name: orders\nspec:\n  template:\n    spec:\n      serviceAccountName: api-runtime@shop.iam.gserviceaccount.com\n';

const token = `data "google_service_account_access_token" "long" {
  target_service_account = "api-runtime@shop.iam.gserviceaccount.com"
  scopes                 = ["cloud-platform"]
  lifetime               = "43200s"
}
`;

const whole: Range = { start: { line: 0, character: 0 }, end: { line: 10_000, character: 0 } };

async function open(
  t: TestContext,
  files: Readonly<Record<string, string>>,
  settings: Readonly<Record<string, unknown>>,
  initializationOptions = {},
): Promise<Client> {
  const client = await connected(t, files, { capabilities: navigating, initializationOptions });
  client.settings = settings;
  return client;
}

async function lenses(client: Client, path: string): Promise<string[] | null> {
  const found = await client.connection.sendRequest(CodeLensRequest.type, { textDocument: { uri: uriOf(path) } });
  return found?.map(({ range, command }) => `${range.start.line + 1}: ${command?.title}`) ?? null;
}

/** The lines that have hints, with the hints between angle brackets. */
async function hinted(client: Client, path: string, text: string, range = whole): Promise<string[] | null> {
  const found = await client.connection.sendRequest(InlayHintRequest.type, { textDocument: { uri: uriOf(path) }, range });
  if (!found) return null;
  const edits = found.map(({ position, label }) => ({ range: { start: position, end: position }, newText: `‹${label}›` }));
  const lines = TextDocument.applyEdits(TextDocument.create('', '', 0, text), edits).split('\n');
  return lines.filter((line) => line.includes('‹')).map((line) => line.trim());
}

test('a declaration tells in numbers what it holds, who may become it and what runs as it', async (t) => {
  const client = await open(t, { 'main.tf': shop, 'service.yaml': service }, { 'leastwise.codeLens.enable': true });
  assert.deepEqual(await lenses(client, 'main.tf'), [
    '1: 2 roles, 2 impersonators, used by 1 service',
    '6: 0 roles, 0 impersonators, used by nothing',
  ]);
  assert.deepEqual(await lenses(client, 'service.yaml'), []);
});

test('what is no service is a workload, and an account of a module counts what its callers do once', async (t) => {
  const files = {
    'main.tf': ['blue', 'green'].map((name) => `module "${name}" {\n  source  = "./m"\n  project = "${name}-shop"\n}\n`).join(''),
    'm/main.tf': `variable "project" {}
resource "google_service_account" "job" {
  account_id = "the-job-account"
  project    = var.project
}
resource "google_cloud_run_v2_job" "nightly" {
  name     = "nightly"
  location = "europe-west1"
  template {
    template {
      service_account = google_service_account.job.email
    }
  }
}
`,
  };
  const client = await open(t, files, { 'leastwise.codeLens.enable': true });
  assert.deepEqual(await lenses(client, 'm/main.tf'), ['2: 0 roles, 0 impersonators, used by 1 workload']);
});

test('a lens shows references where the client has a command for that, and is only read elsewhere', async (t) => {
  const settings = { 'leastwise.codeLens.enable': true };
  const params = { textDocument: { uri: uriOf('main.tf') } };
  const plain = await open(t, { 'main.tf': shop }, settings);
  const [lens] = (await plain.connection.sendRequest(CodeLensRequest.type, params)) ?? [];
  assert.deepEqual(lens?.range, rangeOf(shop, 'api'));
  assert.equal(lens.command?.command, '');
  const able = await open(t, { 'main.tf': shop }, settings, { references: true });
  const [other] = (await able.connection.sendRequest(CodeLensRequest.type, params)) ?? [];
  assert.equal(other?.command?.command, 'leastwise.showReferences');
  assert.deepEqual(other.command.arguments, [uriOf('main.tf'), { line: 0, character: 35 }]);
});

test('hints tell the e-mail behind a reference, the size of a role and the length of a lifetime', async (t) => {
  const client = await open(t, { 'main.tf': shop, 'token.tf': token }, { 'leastwise.inlayHints.enable': true });
  const lines = (await hinted(client, 'main.tf', shop))?.map((line) => line.replace(/‹\d+ permissions›/, '‹N permissions›'));
  assert.deepEqual(lines, [
    'role    = "roles/run.invoker"‹N permissions›',
    'member  = google_service_account.api.member‹api-runtime@shop.iam.gserviceaccount.com›',
    'role    = google_project_iam_custom_role.reader.id‹N permissions›',
    'member  = "serviceAccount:${google_service_account.api.email‹api-runtime@shop.iam.gserviceaccount.com›}"',
    'service_account_id = google_service_account.api.name‹api-runtime@shop.iam.gserviceaccount.com›',
    'role               = "roles/iam.serviceAccountTokenCreator"‹N permissions›',
  ]);
  assert.deepEqual(await hinted(client, 'token.tf', token), ['lifetime               = "43200s"‹12 h›']);
});

test('a custom role has as many permissions as its declaration lists', async (t) => {
  const client = await open(t, { 'main.tf': shop }, { 'leastwise.inlayHints.enable': true });
  assert.deepEqual(await hinted(client, 'main.tf', shop, rangeOf(shop, 'google_project_iam_custom_role.reader.id')), [
    'role    = google_project_iam_custom_role.reader.id‹2 permissions›',
  ]);
});

test('what is used from elsewhere has its e-mail, what is written out and what stands for several has not', async (t) => {
  const text = `variable "account" {
  default = "api-runtime@shop.iam.gserviceaccount.com"
}

resource "google_project_iam_member" "one" {
  project = "shop"
  role    = "roles/nothing.known"
  member  = "serviceAccount:\${var.account}"
}

resource "google_project_iam_member" "all" {
  for_each = toset(["serviceAccount:api-runtime@shop.iam.gserviceaccount.com", "serviceAccount:web-runtime@shop.iam.gserviceaccount.com"])
  project  = "shop"
  role     = "roles/nothing.known"
  member   = each.value
}
`;
  const client = await open(t, { 'main.tf': text }, { 'leastwise.inlayHints.enable': true });
  assert.deepEqual(await hinted(client, 'main.tf', text), [
    'member  = "serviceAccount:${var.account}"‹api-runtime@shop.iam.gserviceaccount.com›',
  ]);
});

test('both are off until they are wanted, and a change of the settings is asked for at once', async (t) => {
  const client = await open(t, { 'main.tf': shop }, {});
  const refreshes = queue<string>();
  client.connection.onRequest(CodeLensRefreshRequest.type, () => refreshes.put('lenses'));
  client.connection.onRequest(InlayHintRefreshRequest.type, () => refreshes.put('hints'));
  assert.equal(await lenses(client, 'main.tf'), null);
  assert.equal(await hinted(client, 'main.tf', shop), null);
  client.settings = { 'leastwise.codeLens.enable': true, 'leastwise.inlayHints.enable': true };
  await client.connection.sendNotification(DidChangeConfigurationNotification.type, { settings: null });
  assert.deepEqual([await refreshes.take(), await refreshes.take()].sort(), ['hints', 'lenses']);
  assert.equal((await lenses(client, 'main.tf'))?.length, 2);
  assert.notEqual(await hinted(client, 'main.tf', shop), null);
  client.settings = {};
  await client.connection.sendNotification(DidChangeConfigurationNotification.type, { settings: null });
  assert.equal(await lenses(client, 'main.tf'), null);
});

test('an edit elsewhere is asked for where lenses are shown', async (t) => {
  const client = await open(t, { 'main.tf': shop }, { 'leastwise.codeLens.enable': true });
  const refreshes = queue<string>();
  client.connection.onRequest(CodeLensRefreshRequest.type, () => refreshes.put('lenses'));
  client.connection.onRequest(InlayHintRefreshRequest.type, () => refreshes.put('hints'));
  assert.match((await lenses(client, 'main.tf'))?.[0] ?? '', /used by nothing$/);
  await client.open('service.yaml', service, 'yaml');
  assert.equal(await refreshes.take(), 'lenses');
  assert.match((await lenses(client, 'main.tf'))?.[0] ?? '', /used by 1 service$/);
});
