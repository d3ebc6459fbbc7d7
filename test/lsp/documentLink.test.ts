import assert from 'node:assert/strict';
import { type TestContext, test } from 'node:test';
import { type DocumentLink, DocumentLinkRequest } from 'vscode-languageserver';
import { connected, uriOf } from './client.ts';
import { written } from './cursor.ts';

async function links(t: TestContext, path: string, text: string): Promise<DocumentLink[] | null> {
  const client = await connected(t, { [path]: text });
  return client.connection.sendRequest(DocumentLinkRequest.type, { textDocument: { uri: uriOf(path) } });
}

async function targets(t: TestContext, path: string, text: string): Promise<Record<string, string | undefined> | null> {
  const found = await links(t, path, text);
  return found && Object.fromEntries(found.map(({ range, target }) => [written({ uri: uriOf(path), range }, { [path]: text }), target]));
}

test('roles lead to their pages, accounts to theirs in the console', async (t) => {
  const text = `resource "google_project_iam_member" "api" {
  project = "shop"
  role    = "roles/iam.serviceAccountTokenCreator"
  member  = "serviceAccount:api-runtime@shop.iam.gserviceaccount.com"
}

resource "google_project_iam_member" "owner" {
  project = "shop"
  role    = "roles/owner"
  member  = "user:ada@example.com"
}
`;
  assert.deepEqual(await targets(t, 'main.tf', text), {
    'main.tf:3 roles/iam.serviceAccountTokenCreator':
      'https://cloud.google.com/iam/docs/roles-permissions/iam#iam.serviceAccountTokenCreator',
    'main.tf:4 api-runtime@shop.iam.gserviceaccount.com':
      'https://console.cloud.google.com/iam-admin/serviceaccounts/details/api-runtime%40shop.iam.gserviceaccount.com?project=shop',
    'main.tf:9 roles/owner': 'https://cloud.google.com/iam/docs/roles-overview#basic',
  });
});

test('a declared account has its link where it is declared: its e-mails lead there', async (t) => {
  const text = `resource "google_service_account" "api" {
  account_id = "api-runtime"
  project    = "shop"
}

resource "google_project_iam_member" "api" {
  project = "shop"
  role    = google_project_iam_custom_role.reader.id
  member  = "serviceAccount:api-runtime@shop.iam.gserviceaccount.com"
}
`;
  assert.deepEqual(await targets(t, 'main.tf', text), {
    'main.tf:2 api-runtime':
      'https://console.cloud.google.com/iam-admin/serviceaccounts/details/api-runtime%40shop.iam.gserviceaccount.com?project=shop',
  });
});

test('a link says where it leads', async (t) => {
  const text = '{"bindings": [{"role": "roles/run.invoker", "members": ["serviceAccount:api-runtime@shop.iam.gserviceaccount.com"]}]}';
  assert.deepEqual(
    (await links(t, 'policy.json', text))?.map(({ tooltip }) => tooltip),
    ['What roles/run.invoker permits, on cloud.google.com', 'api-runtime@shop.iam.gserviceaccount.com in the Google Cloud console'],
  );
});

test('a project of a domain keeps its colon', async (t) => {
  const text =
    'bindings:\n- role: roles/run.invoker\n  members:\n  - serviceAccount:api-runtime@shop.example.com.iam.gserviceaccount.com\n';
  const [, link] = (await links(t, 'policy.yaml', text)) ?? [];
  assert.match(link?.target ?? '', /\?project=example\.com%3Ashop$/);
});

for (const [what, path, text] of [
  ['a role that Google has not', 'policy.json', '{"bindings": [{"role": "roles/run.nothing", "members": ["user:ada@example.com"]}]}'],
  ['a custom role', 'policy.json', '{"bindings": [{"role": "projects/shop/roles/reader", "members": ["user:ada@example.com"]}]}'],
  [
    "Google's own agents and accounts of unknown projects",
    'policy.json',
    '{"bindings": [{"role": "projects/shop/roles/reader", "members": ["serviceAccount:service-123456789012@gcp-sa-pubsub.iam.gserviceaccount.com", "serviceAccount:123456789012-compute@developer.gserviceaccount.com"]}]}',
  ],
  ['a comment', 'main.tf', '# roles/owner for api-runtime@shop.iam.gserviceaccount.com\n'],
  ['a description', 'main.tf', 'output "x" {\n  description = "Holds roles/owner."\n  value       = "roles/owner"\n}\n'],
] as const)
  test(`${what} leads nowhere`, async (t) => {
    assert.deepEqual(await links(t, path, text), []);
  });

test('a file that nothing recognizes has no answer', async (t) => {
  assert.equal(await links(t, 'values.yaml', 'account: api-runtime@shop.iam.gserviceaccount.com\n'), null);
});
