import assert from 'node:assert/strict';
import { type TestContext, test } from 'node:test';
import { type Definition, DefinitionRequest, type LocationLink, ReferencesRequest } from 'vscode-languageserver';
import { modern, uriOf } from './client.ts';
import { mark, withCursor, written } from './cursor.ts';

const accounts = `resource "google_service_account" "api" {
  account_id = "api-runtime"
  project    = "shop"
}
`;

const member = (value: string) => `resource "google_project_iam_member" "api" {
  project = "shop"
  role    = "roles/run.invoker"
  member  = ${value}
}
`;

const service = (account: string) => `apiVersion: serving.knative.dev/v1
kind: Service
metadata:
  name: orders
  annotations:
    run.googleapis.com/ingress: internal
spec:
  template:
    spec:
      serviceAccountName: ${account}
`;

const policy = (member: string) => `{"bindings": [{"role": "roles/run.invoker", "members": ["${member}"]}]}\n`;

async function defined(t: TestContext, files: Readonly<Record<string, string>>): Promise<string[] | null> {
  const { client, params } = await withCursor(t, files);
  const links = (await client.connection.sendRequest(DefinitionRequest.type, params)) as LocationLink[] | null;
  return links?.map(({ targetUri, targetSelectionRange }) => written({ uri: targetUri, range: targetSelectionRange }, files)) ?? null;
}

async function referenced(t: TestContext, files: Readonly<Record<string, string>>, includeDeclaration = true): Promise<string[] | null> {
  const { client, params } = await withCursor(t, files);
  const found = await client.connection.sendRequest(ReferencesRequest.type, { ...params, context: { includeDeclaration } });
  return found?.map((each) => written(each, files)) ?? null;
}

const places: readonly [what: string, files: Record<string, string>][] = [
  ['an attribute reference', { 'iam.tf': member('google_service_account.api.em‸ail') }],
  ['a reference in a template', { 'iam.tf': member('"serviceAccount:${google_service_account.‸api.email}"') }],
  ['a reference by key in an output', { 'iam.tf': 'output "api" {\n  value = google_service_account.api‸.name\n}\n' }],
  ['an e-mail in a member', { 'iam.tf': member('"serviceAccount:api-‸runtime@shop.iam.gserviceaccount.com"') }],
  [
    'an e-mail with a computed project',
    { 'iam.tf': `locals {\n  id = "shop"\n}\n${member('"serviceAccount:api-‸runtime@${local.id}.iam.gserviceaccount.com"')}` },
  ],
  [
    'an e-mail in a heredoc of JSON',
    {
      'iam.tf': `data "google_iam_policy" "x" {}\nresource "google_project_iam_policy" "shop" {\n  project     = "shop"\n  policy_data = <<-EOT\n    ${policy('serviceAccount:api-runtime@‸shop.iam.gserviceaccount.com').trim()}\n  EOT\n}\n`,
    },
  ],
  [
    'an e-mail in jsonencode',
    {
      'iam.tf':
        'resource "google_project_iam_policy" "shop" {\n  project     = "shop"\n  policy_data = jsonencode({ bindings = [{ role = "roles/run.invoker", members = ["serviceAccount:api‸-runtime@shop.iam.gserviceaccount.com"] }] })\n}\n',
    },
  ],
  [
    'an element of a for_each',
    {
      'iam.tf': `resource "google_project_iam_member" "all" {\n  for_each = toset(["serviceAccount:api-runtime‸@shop.iam.gserviceaccount.com"])\n  project  = "shop"\n  role     = "roles/run.invoker"\n  member   = each.value\n}\n`,
    },
  ],
  ["a variable's default", { 'variables.tf': 'variable "account" {\n  default = "api-runtime@shop‸.iam.gserviceaccount.com"\n}\n' }],
  [
    "a variable's value",
    { 'variables.tf': 'variable "account" {}\n', 'terraform.tfvars': 'account = "api‸-runtime@shop.iam.gserviceaccount.com"\n' },
  ],
  [
    'the full name of an account',
    {
      'iam.tf':
        'resource "google_service_account_iam_member" "x" {\n  service_account_id = "projects/shop/serviceAccounts/api-‸runtime@shop.iam.gserviceaccount.com"\n  role               = "roles/iam.serviceAccountUser"\n  member             = "group:dev@example.com"\n}\n',
    },
  ],
  ['serviceAccountName in YAML', { 'service.yaml': service('api-‸runtime@shop.iam.gserviceaccount.com') }],
  [
    'a member in YAML',
    { 'policy.yaml': 'bindings:\n- role: roles/run.invoker\n  members:\n  - serviceAccount:api-runtime@shop‸.iam.gserviceaccount.com\n' },
  ],
  ['a member in JSON', { 'policy.json': policy('serviceAccount:api-runtime‸@shop.iam.gserviceaccount.com') }],
  ['a member in JSON with an escape', { 'policy.json': policy('serviceAccount:api\\u002d‸runtime@shop.iam.gserviceaccount.com') }],
];

for (const [what, files] of places)
  test(`${what} leads to the declaration`, async (t) => {
    assert.deepEqual(await defined(t, { 'accounts.tf': accounts, ...files }), ['accounts.tf:1 api']);
  });

const nearMisses: readonly [what: string, files: Record<string, string>][] = [
  ['another string with the same letters', { 'a.tf': accounts.replace('"shop"', '"shop"\n  display_name = "api-run‸time"') }],
  ['an e-mail that ends otherwise', { 'policy.json': policy('user:api-run‸time@shop.iam.gserviceaccount.com.example.org') }],
  [
    'an account that was deleted',
    { 'policy.json': policy('deleted:serviceAccount:api-run‸time@shop.iam.gserviceaccount.com?uid=123456789012345678901') },
  ],
  ['an account of Kubernetes', { 'policy.json': policy('serviceAccount:shop.svc.id.goog[default/api-run‸time]') }],
  ['a comment', { 'a.tf': `# api-run‸time@shop.iam.gserviceaccount.com\n` }],
  [
    'a comment in YAML',
    { 'service.yaml': service('api-runtime@shop.iam.gserviceaccount.com # api-run‸time@shop.iam.gserviceaccount.com') },
  ],
  ['a sentence', { 'a.tf': 'output "x" {\n  description = "Runs as api-run‸time@shop.iam.gserviceaccount.com."\n  value = 1\n}\n' }],
  [
    'the data source of the same name',
    {
      'a.tf': `${member('data.google_service_account.‸api.member')}data "google_service_account" "api" {\n  account_id = "other-account"\n}\n`,
    },
  ],
  ['a declaration in another module', { 'other/iam.tf': member('google_service_account.‸api.member') }],
  ['a role', { 'iam.tf': member('google_service_account.api.member').replace('invoker', 'inv‸oker') }],
  [
    'the prefix of a variable',
    { 'iam.tf': `variable "x" {\n  default = "api-runtime@shop.iam.gserviceaccount.com"\n}\n${member('"serviceAccount:${var.‸x}"')}` },
  ],
  ['a file that nothing recognizes', { 'other.yaml': 'name: api-run‸time@shop.iam.gserviceaccount.com\n' }],
];

for (const [what, files] of nearMisses)
  test(`${what} leads nowhere`, async (t) => {
    const all = { 'accounts.tf': accounts, ...files };
    assert.equal(await defined(t, all), null);
    assert.equal(await referenced(t, all), null);
  });

test('an e-mail that ends in another one is its own account', async (t) => {
  const files = { 'accounts.tf': accounts, 'policy.json': policy('serviceAccount:the-api-‸runtime@shop.iam.gserviceaccount.com') };
  assert.equal(await defined(t, files), null);
  assert.deepEqual(await referenced(t, files), ['policy.json:1 the-api-runtime@shop.iam.gserviceaccount.com']);
});

test('an account that no file declares has no definition, and references', async (t) => {
  const files = {
    'policy.json': policy('serviceAccount:api-‸runtime@shop.iam.gserviceaccount.com'),
    'service.yaml': service('api-runtime@shop.iam.gserviceaccount.com'),
  };
  assert.equal(await defined(t, files), null);
  assert.deepEqual(await referenced(t, files), [
    'policy.json:1 api-runtime@shop.iam.gserviceaccount.com',
    'service.yaml:10 api-runtime@shop.iam.gserviceaccount.com',
  ]);
});

test('a definition is the whole block for who shows it, and a plain place for who takes no more', async (t) => {
  const files = { 'accounts.tf': accounts, 'policy.json': policy('serviceAccount:api-‸runtime@shop.iam.gserviceaccount.com') };
  const { client, params } = await withCursor(t, files);
  const [link] = (await client.connection.sendRequest(DefinitionRequest.type, params)) as LocationLink[];
  assert.equal(link && written({ uri: link.targetUri, range: link.targetRange }, files), `accounts.tf:1 ${accounts.trim()}`);
  assert.equal(
    link?.originSelectionRange && written({ uri: uriOf('policy.json'), range: link.originSelectionRange }, files),
    'policy.json:1 api-runtime@shop.iam.gserviceaccount.com',
  );
  const plain = await withCursor(t, files, { capabilities: modern });
  const found = (await plain.client.connection.sendRequest(DefinitionRequest.type, plain.params)) as Definition;
  assert.deepEqual(
    [found].flat().map((each) => written(each, files)),
    ['accounts.tf:1 api'],
  );
});

test('references are all that names the account, in files that are not open, too', async (t) => {
  const files = {
    'accounts.tf': accounts.replace('api-runtime', `api-${mark}runtime`),
    'iam.tf': `${member('google_service_account.api.member')}locals {\n  member = "serviceAccount:\${google_service_account.api.email}"\n}\n${member('local.member').replace('"api"', '"b"')}`,
    'policy.json': policy('serviceAccount:api-runtime@shop.iam.gserviceaccount.com'),
    'service.yaml': service('api-runtime@shop.iam.gserviceaccount.com'),
  };
  const uses = [
    'iam.tf:4 google_service_account.api.member',
    'iam.tf:7 google_service_account.api.email',
    'iam.tf:12 local.member',
    'policy.json:1 api-runtime@shop.iam.gserviceaccount.com',
    'service.yaml:10 api-runtime@shop.iam.gserviceaccount.com',
  ];
  assert.deepEqual(await referenced(t, files), ['accounts.tf:1 api', 'accounts.tf:2 api-runtime', ...uses]);
  assert.deepEqual(await referenced(t, files, false), uses);
});

test('one instance of a for_each has its own references and those that may be to it', async (t) => {
  const files = {
    'main.tf': `resource "google_service_account" "all" {
  for_each   = toset(["one-account", "two-account"])
  account_id = each.key
  project    = "shop"
}

output "one" {
  value = google_service_account.all["one-‸account"].email
}

output "two" {
  value = google_service_account.all["two-account"].email
}

output "some" {
  value = [for key in var.keys : google_service_account.all[key].email]
}

output "literal" {
  value = "one-account@shop.iam.gserviceaccount.com"
}
`,
  };
  assert.deepEqual(await referenced(t, files), [
    'main.tf:1 all',
    'main.tf:8 google_service_account.all["one-account"].email',
    'main.tf:16 google_service_account.all[key].email',
    'main.tf:20 one-account@shop.iam.gserviceaccount.com',
  ]);
});

test('two folders know each other by e-mail, and what is outside all folders is found, too', async (t) => {
  const files = {
    'file:///infra/accounts.tf': accounts,
    'service.yaml': service('api-‸runtime@shop.iam.gserviceaccount.com'),
    'file:///elsewhere/policy.json': policy('serviceAccount:api-runtime@shop.iam.gserviceaccount.com'),
  };
  const { client, params } = await withCursor(t, files, { folders: ['file:///shop', 'file:///infra'] });
  await client.open('file:///elsewhere/policy.json', files['file:///elsewhere/policy.json'], 'json');
  const found = await client.connection.sendRequest(ReferencesRequest.type, { ...params, context: { includeDeclaration: false } });
  assert.deepEqual(
    found?.map((each) => written(each, files)),
    [
      'file:///elsewhere/policy.json:1 api-runtime@shop.iam.gserviceaccount.com',
      'service.yaml:10 api-runtime@shop.iam.gserviceaccount.com',
    ],
  );
  const [location] = [await client.connection.sendRequest(DefinitionRequest.type, params)].flat();
  assert.equal(location && 'uri' in location && location.uri, 'file:///infra/accounts.tf');
});

test('an unsaved document is asked as any other', async (t) => {
  const text = `${accounts}${member('google_service_account.api.‸member')}`;
  const { client, params } = await withCursor(t, { 'untitled:Untitled-1': text });
  await client.close('untitled:Untitled-1');
  await client.open('untitled:Untitled-1', text.replace(mark, ''), 'terraform');
  const links = (await client.connection.sendRequest(DefinitionRequest.type, params)) as LocationLink[];
  assert.deepEqual(
    links.map(({ targetUri }) => targetUri),
    ['untitled:Untitled-1'],
  );
});
