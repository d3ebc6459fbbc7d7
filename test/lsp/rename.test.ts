import assert from 'node:assert/strict';
import { type TestContext, test } from 'node:test';
import {
  CancellationTokenSource,
  LSPErrorCodes,
  PrepareRenameRequest,
  RenameRequest,
  ResponseError,
  ShowMessageNotification,
  type WorkspaceEdit,
} from 'vscode-languageserver';
import { modern, type Presentation, queue } from './client.ts';
import { edited, navigating, withCursor, written } from './cursor.ts';

const shop = (id: string, cursor: Partial<Record<'id' | 'yaml' | 'json', string>> = {}) => ({
  'accounts.tf': `# The account api-runtime@shop.iam.gserviceaccount.com runs the API.
locals {
  project = "shop"
}

variable "runtime" {
  default = "${id}@shop.iam.gserviceaccount.com"
}

variable "deployer" {}

resource "google_service_account" "api-runtime" {
  account_id   = "${cursor.id ?? id}"
  display_name = "api-runtime"
  project      = local.project
}

resource "google_project_iam_member" "reference" {
  project = "shop"
  role    = "roles/run.invoker"
  member  = google_service_account.api-runtime.member
}

resource "google_project_iam_member" "template" {
  project = "shop"
  role    = "roles/run.developer"
  member  = "serviceAccount:${id}@\${local.project}.iam.gserviceaccount.com"
}

resource "google_project_iam_member" "all" {
  for_each = toset(["serviceAccount:${id}@shop.iam.gserviceaccount.com", "user:ada@example.com"])
  project  = "shop"
  role     = "roles/run.viewer"
  member   = each.value
}

resource "google_project_iam_policy" "encoded" {
  project     = "shop"
  policy_data = jsonencode({ bindings = [{ role = "roles/run.viewer", members = ["serviceAccount:${id}@shop.iam.gserviceaccount.com"] }] })
}

resource "google_folder_iam_policy" "heredoc" {
  folder      = "folders/1"
  policy_data = <<-EOT
    {"bindings": [{"role": "roles/run.viewer", "members": ["serviceAccount:${id}@shop.iam.gserviceaccount.com"]}]}
  EOT
}
`,
  'terraform.tfvars': `deployer = "projects/shop/serviceAccounts/${id}@shop.iam.gserviceaccount.com"\n`,
  'service.yaml': `apiVersion: serving.knative.dev/v1
kind: Service
metadata:
  name: api-runtime
spec:
  template:
    spec:
      serviceAccountName: ${cursor.yaml ?? id}@shop.iam.gserviceaccount.com # api-runtime@shop.iam.gserviceaccount.com
`,
  'policy.json': `{
  "bindings": [
    {"role": "roles/run.viewer", "members": ["serviceAccount:${cursor.json ?? id}@shop.iam.gserviceaccount.com", "user:api-runtime@example.com"]},
    {"role": "roles/run.invoker", "members": ["serviceAccount:shop.svc.id.goog[default/api-runtime]", "serviceAccount:api-runtime@other.iam.gserviceaccount.com"]},
    {"role": "roles/viewer", "members": ["deleted:serviceAccount:api-runtime@shop.iam.gserviceaccount.com?uid=123456789012345678901"]}
  ]
}
`,
});

async function renamed(t: TestContext, files: Readonly<Record<string, string>>, newName: string, presentation?: Presentation) {
  const { client, params } = await withCursor(t, files, presentation);
  return client.connection.sendRequest(RenameRequest.type, { ...params, newName });
}

async function prepared(t: TestContext, files: Readonly<Record<string, string>>): Promise<string | null> {
  const { client, params } = await withCursor(t, files);
  const answer = await client.connection.sendRequest(PrepareRenameRequest.type, params);
  if (answer === null) return null;
  assert.ok('placeholder' in answer && 'range' in answer);
  return `${written({ uri: params.textDocument.uri, range: answer.range }, files)} = ${answer.placeholder}`;
}

for (const [from, cursor] of [
  ['Terraform', { id: 'api-‸runtime' }],
  ['YAML', { yaml: 'api-‸runtime' }],
  ['JSON', { json: 'api-‸runtime' }],
] as const)
  test(`a rename that begins in ${from} changes the id and every e-mail of the account, and nothing else`, async (t) => {
    const files = shop('api-runtime', cursor);
    const edit = await renamed(t, files, 'web-frontend');
    assert.ok(edit);
    assert.deepEqual(edited(edit, files), shop('web-frontend'));
  });

test('the user is asked first, and told what a rename does', async (t) => {
  const { client, params } = await withCursor(t, shop('api-runtime', { yaml: 'api-‸runtime' }));
  const messages = queue<string>();
  client.connection.onNotification(ShowMessageNotification.type, ({ message }) => messages.put(message));
  const edit = (await client.connection.sendRequest(RenameRequest.type, { ...params, newName: 'web-frontend' })) as WorkspaceEdit;
  assert.match(await messages.take(), /^Terraform destroys this account and creates another: an e-mail is immutable/);
  assert.deepEqual(edit.changeAnnotations, {
    rename: {
      label: 'Rename api-runtime to web-frontend',
      needsConfirmation: true,
      description:
        'Terraform destroys this account and creates another: an e-mail is immutable. Its keys end, and so do grants to the old e-mail that are not in these files.',
    },
  });
  const edits = edit.documentChanges?.flatMap((change) => ('edits' in change ? change.edits : [])) ?? [];
  assert.equal(edits.length, 9);
  assert.ok(edits.every((each) => 'annotationId' in each && each.annotationId === 'rename'));
  const versions = edit.documentChanges?.map(
    (change) => 'textDocument' in change && [change.textDocument.uri, change.textDocument.version],
  );
  assert.deepEqual(versions, [
    ['file:///shop/accounts.tf', null],
    ['file:///shop/policy.json', null],
    ['file:///shop/service.yaml', 1],
    ['file:///shop/terraform.tfvars', null],
  ]);
});

test('a client that asks by itself is told what for, and nothing is changed where the user does not want it', async (t) => {
  const files = shop('api-runtime', { yaml: 'api-‸runtime' });
  const { client, params } = await withCursor(t, files, { initializationOptions: { confirmsRename: true } });
  let wanted = false;
  const asked: unknown[] = [];
  client.connection.onRequest('leastwise/confirmRename', (question) => {
    asked.push(question);
    return wanted;
  });
  const rename = () => client.connection.sendRequest(RenameRequest.type, { ...params, newName: 'web-frontend' });
  assert.deepEqual(await rename(), { documentChanges: [] });
  wanted = true;
  const edit = await rename();
  assert.equal(edit?.changeAnnotations, undefined);
  assert.ok(edit);
  assert.deepEqual(edited(edit, files), shop('web-frontend'));
  assert.deepEqual(asked, Array(2).fill({ from: 'api-runtime', to: 'web-frontend', declared: true }));
});

test('who cannot be asked is told nevertheless, and gets the edits that it takes', async (t) => {
  const files = shop('api-runtime', { yaml: 'api-‸runtime' });
  const { client, params } = await withCursor(t, files, { capabilities: { ...modern, workspace: { configuration: true } } });
  const messages = queue<string>();
  client.connection.onNotification(ShowMessageNotification.type, ({ message }) => messages.put(message));
  const edit = await client.connection.sendRequest(RenameRequest.type, { ...params, newName: 'web-frontend' });
  assert.ok(edit?.changes);
  assert.equal(edit.changeAnnotations, undefined);
  assert.deepEqual(edited(edit, files), shop('web-frontend'));
  assert.match(await messages.take(), /an e-mail is immutable/);
});

test('an account that no file declares is another one from then on', async (t) => {
  const files = {
    'policy.json': '{"bindings": [{"role": "roles/viewer", "members": ["serviceAccount:api-runtime‸@shop.iam.gserviceaccount.com"]}]}',
  };
  const edit = (await renamed(t, files, 'web-frontend')) as WorkspaceEdit;
  assert.equal(edited(edit, files)['policy.json'], files['policy.json'].replace('api-runtime‸', 'web-frontend'));
  assert.match(edit.changeAnnotations?.rename?.description ?? '', /no file here declares this account/);
});

test('only the id is offered to be edited, at a range that has the cursor in it, wherever in the e-mail that is', async (t) => {
  const id = 'api-runtime';
  assert.equal(await prepared(t, shop(id, { id: '‸api-runtime' })), `accounts.tf:13 ${id} = ${id}`);
  assert.equal(await prepared(t, shop(id, { yaml: 'api-runtime‸' })), `service.yaml:8 ${id} = ${id}`);
  const late = shop(id);
  late['policy.json'] = late['policy.json'].replace('@shop', '@sh‸op');
  const email = `${id}@shop.iam.gserviceaccount.com`;
  assert.equal(await prepared(t, late), `policy.json:3 ${email} = ${id}`);
  const behind = { 'policy.json': shop(id)['policy.json'].replace('@shop', '@‸shop') };
  assert.equal(await prepared(t, behind), `policy.json:3 ${email} = ${id}`);
});

test('an escape is replaced whole', async (t) => {
  const files = {
    'policy.json':
      '{"bindings": [{"role": "roles/viewer", "members": ["serviceAccount:api\\u002druntime‸@shop.iam.gserviceaccount.com"]}]}',
  };
  const edit = (await renamed(t, files, 'web-frontend')) as WorkspaceEdit;
  assert.equal(edited(edit, files)['policy.json'], files['policy.json'].replace('api\\u002druntime‸', 'web-frontend'));
});

test('a declaration in another folder is renamed, and refused, as one in the same', async (t) => {
  const files = {
    'file:///infra/main.tf': 'resource "google_service_account" "api" {\n  account_id = "api-runtime"\n  project    = "shop"\n}\n',
    'service.yaml': shop('api-runtime', { yaml: 'api-‸runtime' })['service.yaml'],
  };
  const presentation = { capabilities: navigating, folders: ['file:///shop', 'file:///infra'] };
  const edit = (await renamed(t, files, 'web-frontend', presentation)) as WorkspaceEdit;
  assert.deepEqual(Object.keys(edited(edit, files)), ['file:///infra/main.tf', 'service.yaml']);
  assert.match(edit.changeAnnotations?.rename?.description ?? '', /Terraform destroys this account/);
  const computed = {
    ...files,
    'file:///infra/main.tf': files['file:///infra/main.tf'].replace('"api-runtime"', 'join("-", ["api", "runtime"])'),
  };
  await assert.rejects(renamed(t, computed, 'web-frontend', presentation), /is computed: join/);
});

test('each instance of a module has its account renamed by the one literal', async (t) => {
  const module =
    'variable "project" {}\nresource "google_service_account" "api" {\n  account_id = "api-‸runtime"\n  project    = var.project\n}\n';
  const files = {
    'main.tf':
      'module "blue" {\n  source  = "./m"\n  project = "blue-shop"\n}\nmodule "green" {\n  source  = "./m"\n  project = "green-shop"\n}\n',
    'm/main.tf': module,
    'policy.json':
      '{"bindings": [{"role": "roles/viewer", "members": ["serviceAccount:api-runtime@blue-shop.iam.gserviceaccount.com", "serviceAccount:api-runtime@green-shop.iam.gserviceaccount.com"]}]}',
  };
  const edit = (await renamed(t, files, 'web-frontend')) as WorkspaceEdit;
  assert.deepEqual(edited(edit, files), {
    'm/main.tf': module.replace('api-‸runtime', 'web-frontend'),
    'policy.json': files['policy.json'].replaceAll('api-runtime', 'web-frontend'),
  });
});

test('an e-mail with the same unknown project is the account, one with another is not', async (t) => {
  const main = (id: string, first = id) => `variable "project" {}
variable "other" {}
resource "google_service_account" "api" {
  account_id = "${first}"
  project    = var.project
}
output "emails" {
  value = ["${id}@\${var.project}.iam.gserviceaccount.com", "api-runtime@\${var.other}.iam.gserviceaccount.com", "${id}@\${ var.project }.iam.gserviceaccount.com"]
}
`;
  const files = { 'main.tf': main('api-runtime', 'api-‸runtime'), 'elsewhere/main.tf': main('api-runtime') };
  const edit = (await renamed(t, files, 'web-frontend')) as WorkspaceEdit;
  assert.deepEqual(edited(edit, files), { 'main.tf': main('web-frontend') });
  const late = { 'main.tf': main('api-runtime').replace('@${ var', '@‸${ var') };
  assert.equal(await prepared(t, late), 'main.tf:8 api-runtime@${ var.project }.iam.gserviceaccount.com = api-runtime');
  const other = { 'main.tf': main('api-runtime').replace('@${var.other', '@‸${var.other') };
  assert.equal(await prepared(t, other), null);
});

test('a data source that looks the account up in its project follows, one in another project does not', async (t) => {
  const lookup = (id: string, project: string) =>
    `data "google_service_account" "api" {\n  account_id = "${id}"\n  project    = ${project}\n}\n`;
  const main =
    'variable "project" {}\nresource "google_service_account" "api" {\n  account_id = "api-‸runtime"\n  project    = "shop"\n}\n';
  const files = { 'main.tf': main, 'other/main.tf': lookup('api-runtime', '"shop"'), 'third/main.tf': lookup('api-runtime', '"store"') };
  const edit = (await renamed(t, files, 'web-frontend')) as WorkspaceEdit;
  assert.deepEqual(edited(edit, files), {
    'main.tf': main.replace('api-‸runtime', 'web-frontend'),
    'other/main.tf': lookup('web-frontend', '"shop"'),
  });
  const same = { 'main.tf': main.replace('"shop"', 'var.project'), 'data.tf': lookup('api-runtime', 'var.project') };
  const both = (await renamed(t, same, 'web-frontend')) as WorkspaceEdit;
  assert.equal(edited(both, same)['data.tf'], lookup('web-frontend', 'var.project'));
});

test('records of what is or was are left alone: keys, and reports of policies', async (t) => {
  const files = {
    'main.tf': 'resource "google_service_account" "api" {\n  account_id = "api-‸runtime"\n  project    = "shop"\n}\n',
    'key.json': `{"type": "service_account", "private_key": "-----BEGIN PRIVATE KEY-----\\nMIIE\\n-----END PRIVATE KEY-----\\n", "client_email": "api-runtime@shop.iam.gserviceaccount.com"}`,
    'assets.json':
      '[{"name": "//cloudresourcemanager.googleapis.com/projects/shop", "assetType": "cloudresourcemanager.googleapis.com/Project", "iamPolicy": {"bindings": [{"role": "roles/viewer", "members": ["serviceAccount:api-runtime@shop.iam.gserviceaccount.com"]}]}}]',
  };
  assert.deepEqual(Object.keys(edited((await renamed(t, files, 'web-frontend')) as WorkspaceEdit, files)), ['main.tf']);
});

const refusals: readonly [what: string, newName: string, main: string, message: RegExp][] = [
  [
    'a name with capitals',
    'Web',
    'account_id = "api-‸runtime"',
    /^"Web" is no id of a service account: that has 6 to 30 lower-case letters/,
  ],
  ['a name that is too long', 'a'.repeat(31), 'account_id = "api-‸runtime"', /is no id of a service account/],
  ['a whole e-mail', 'web-frontend@shop.iam.gserviceaccount.com', 'account_id = "api-‸runtime"', /is no id of a service account/],
  [
    'a name that is taken',
    'web-frontend',
    'account_id = "api-‸runtime"',
    /^google_service_account\.web has the e-mail web-frontend@shop\.iam\.gserviceaccount\.com already\.$/,
  ],
  [
    'an id with an interpolation',
    'new-account',
    'account_id = "api‸-${local.id}"',
    /cannot be renamed: the account_id of google_service_account\.api is computed: "api-\$\{local\.id\}"\.$/,
  ],
];

for (const [what, newName, accountId, message] of refusals)
  test(`${what} is refused with the reason`, async (t) => {
    const files = {
      'main.tf': `locals {
  id = "runtime"
}

resource "google_service_account" "api" {
  ${accountId}
  project    = "shop"
}

resource "google_service_account" "web" {
  account_id = "web-frontend"
  project    = "shop"
}
`,
    };
    await assert.rejects(renamed(t, files, newName), (error) => {
      assert.ok(error instanceof ResponseError);
      assert.equal(error.code, LSPErrorCodes.RequestFailed);
      assert.match(error.message, message);
      return true;
    });
  });

test('an e-mail whose id comes from a variable is refused: the variable may name more', async (t) => {
  const files = {
    'main.tf':
      'variable "name" {\n  default = "api-runtime"\n}\nresource "google_service_account" "api" {\n  account_id = var.name\n  project    = "shop"\n}\n',
    'policy.json': '{"bindings": [{"role": "roles/viewer", "members": ["serviceAccount:api-runtime‸@shop.iam.gserviceaccount.com"]}]}',
  };
  await assert.rejects(prepared(t, files), /the account_id of google_service_account\.api is computed: var\.name\./);
});

const others: readonly [what: string, files: Record<string, string>][] = [
  [
    'a reference',
    {
      'main.tf':
        'resource "google_service_account" "api" {\n  account_id = "api-runtime"\n}\noutput "x" {\n  value = google_service_account.api.em‸ail\n}\n',
    },
  ],
  ['the name of a block', { 'main.tf': 'resource "google_service_account" "ap‸i" {\n  account_id = "api-runtime"\n}\n' }],
  [
    'another literal',
    { 'main.tf': 'resource "google_service_account" "api" {\n  account_id   = "api-runtime"\n  display_name = "api-‸runtime"\n}\n' },
  ],
  ['a user', { 'policy.json': '{"bindings": [{"role": "roles/viewer", "members": ["user:api-‸runtime@example.com"]}]}' }],
  [
    "Google's own agent",
    {
      'policy.json':
        '{"bindings": [{"role": "roles/viewer", "members": ["serviceAccount:service-123456789012@gcp-sa-pu‸bsub.iam.gserviceaccount.com"]}]}',
    },
  ],
  [
    'a default account',
    {
      'policy.json':
        '{"bindings": [{"role": "roles/viewer", "members": ["serviceAccount:123456789012-com‸pute@developer.gserviceaccount.com"]}]}',
    },
  ],
  [
    'an account of Kubernetes',
    { 'policy.json': '{"bindings": [{"role": "roles/viewer", "members": ["serviceAccount:shop.svc.id.goog[default/api-run‸time]"]}]}' },
  ],
  ['a comment', { 'main.tf': '# api-run‸time@shop.iam.gserviceaccount.com\n' }],
];

for (const [what, files] of others)
  test(`${what} is left to others to rename`, async (t) => {
    assert.equal(await prepared(t, files), null);
    assert.equal(await renamed(t, files, 'web-frontend'), null);
  });

test('a request that was cancelled is answered so', async (t) => {
  const { client, params } = await withCursor(t, shop('api-runtime', { yaml: 'api-‸runtime' }));
  const source = new CancellationTokenSource();
  const answer = client.connection.sendRequest(RenameRequest.type, { ...params, newName: 'web-frontend' }, source.token);
  source.cancel();
  await assert.rejects(answer, { code: LSPErrorCodes.RequestCancelled });
});
