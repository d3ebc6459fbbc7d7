import assert from 'node:assert/strict';
import { test } from 'node:test';
import { type Identity, memberTitle, overview, terms, usesOf } from '../../server/linter/identities.ts';
import { lint } from '../../server/linter/lint.ts';
import { SourceFile, textOf } from '../../server/linter/source.ts';
import { catalog } from '../catalog.ts';
import { now } from '../markers.ts';

function read(texts: Readonly<Record<string, string>>) {
  const files = Object.entries(texts).map(([name, text]) => new SourceFile(`file:///workspace/${name}`, text));
  const { model } = lint(files, { catalog, now });
  const { identities, open, isCertain } = overview({ model, catalog });
  const find = (label: string): Identity => {
    const found = identities.find((each) => each.label === label);
    assert.ok(found, `${label} of ${identities.map(({ label }) => label).join(', ')}`);
    return found;
  };
  const shown = (label: string, of: 'roles' | 'impersonators') =>
    find(label)[of].map((grant) => {
      const { role, resource } = terms(grant, model);
      return [memberTitle(grant, model), role, resource, isCertain(grant)];
    });
  return { model, identities, open, find, shown };
}

const api = 'api-runtime@shop.iam.gserviceaccount.com';

const declaration = `
resource "google_service_account" "api" {
  project    = "shop"
  account_id = "api-runtime"
}
`;

const grants = `
resource "google_project_iam_member" "viewer" {
  project = "shop"
  role    = "roles/viewer"
  member  = google_service_account.api.member
}

resource "google_service_account_iam_binding" "callers" {
  service_account_id = google_service_account.api.name
  role               = "roles/iam.serviceAccountTokenCreator"
  members            = ["user:ana@example.com", "serviceAccount:cron-jobs@jobs.iam.gserviceaccount.com"]
}

resource "google_service_account_iam_member" "reader" {
  service_account_id = google_service_account.api.name
  role               = "roles/iam.serviceAccountViewer"
  member             = "user:ben@example.com"
}

resource "google_cloud_run_v2_service" "orders" {
  name     = "orders"
  location = "europe-west1"
  template {
    service_account = google_service_account.api.email
  }
}
`;

const policy = `
{
  "name": "//cloudresourcemanager.googleapis.com/projects/shop",
  "iamPolicy": {
    "bindings": [
      { "role": "roles/iam.serviceAccountTokenCreator", "members": ["group:operators@example.com"] },
      { "role": "roles/browser", "members": ["serviceAccount:${api}"] }
    ]
  }
}
`;

test('one account is one identity in Terraform and JSON, with what it holds and who can become it', () => {
  const { shown, find } = read({ 'main.tf': declaration + grants, 'policy.json': policy });
  assert.deepEqual(shown(api, 'roles'), [
    [`serviceAccount:${api}`, 'roles/viewer', 'projects/shop', true],
    [`serviceAccount:${api}`, 'roles/browser', 'projects/shop', true],
  ]);
  assert.deepEqual(shown(api, 'impersonators'), [
    ['user:ana@example.com', 'roles/iam.serviceAccountTokenCreator', `projects/-/serviceAccounts/${api}`, true],
    [
      'serviceAccount:cron-jobs@jobs.iam.gserviceaccount.com',
      'roles/iam.serviceAccountTokenCreator',
      `projects/-/serviceAccounts/${api}`,
      true,
    ],
    ['group:operators@example.com', 'roles/iam.serviceAccountTokenCreator', 'projects/shop', true],
  ]);
  const { accountId, project, uses, at } = find(api);
  assert.deepEqual({ accountId, project, at: textOf(at.span) }, { accountId: 'api-runtime', project: 'shop', at: 'api' });
  assert.deepEqual(
    uses.map(({ title }) => title),
    ['google_cloud_run_v2_service.orders'],
  );
});

test('what is declared comes first, what is only named stands at its first mention, Google’s agents are left out', () => {
  const { identities } = read({
    'main.tf': declaration + grants,
    'a.json': JSON.stringify({
      bindings: [
        {
          role: 'roles/viewer',
          members: [
            'serviceAccount:service-123456789012@gcp-sa-pubsub.iam.gserviceaccount.com',
            'serviceAccount:123456789012-compute@developer.gserviceaccount.com',
            'serviceAccount:Batch-Runs@shop.iam.gserviceaccount.com',
          ],
        },
      ],
    }),
  });
  assert.deepEqual(
    identities.map(({ label, declaration }) => [label, declaration !== undefined]),
    [
      [api, true],
      ['123456789012-compute@developer.gserviceaccount.com', false],
      ['batch-runs@shop.iam.gserviceaccount.com', false],
      ['cron-jobs@jobs.iam.gserviceaccount.com', false],
    ],
  );
});

test('an account of an unknown project keeps its id and is granted by its declaration', () => {
  const { shown, find } = read({ 'main.tf': `variable "project" {}\n${declaration.replace('"shop"', 'var.project')}${grants}` });
  const { email, accountId, project } = find('google_service_account.api');
  assert.deepEqual({ email, accountId, project }, { email: undefined, accountId: 'api-runtime', project: undefined });
  assert.deepEqual(shown('google_service_account.api', 'roles'), [['google_service_account.api', 'roles/viewer', 'projects/shop', false]]);
});

test('whether it is disabled, where that is written', () => {
  const disabled = (text: string) => read({ 'main.tf': declaration.replace('}', text) }).find(api).declaration?.disabled;
  assert.equal(disabled('}')?.state, 'absent');
  assert.equal(disabled('disabled = true\n}')?.state, 'known');
  assert.equal(disabled('disabled = var.off\n}')?.state, 'unknown');
});

function calling(head: string): Readonly<Record<string, string>> {
  return {
    'modules/runtime/main.tf': `
variable "project" {}
variable "role" {}

resource "google_service_account" "this" {
  project    = var.project
  account_id = "runtime"
}

resource "google_project_iam_member" "this" {
  project = var.project
  role    = var.role
  member  = google_service_account.this.member
}
`,
    'main.tf': `
module "runtime" {
  ${head}
  source  = "./modules/runtime"
  project = "shop"
  role    = "roles/viewer"
}
`,
  };
}

test('a module that is called is what its call makes of it, which with a condition may not be there', () => {
  for (const [head, certain] of [['', true] as const, ['count = var.wanted ? 1 : 0', false] as const]) {
    const { identities, open, shown } = read(calling(head));
    assert.deepEqual(
      identities.map(({ label }) => label),
      ['runtime@shop.iam.gserviceaccount.com'],
    );
    assert.deepEqual(shown('runtime@shop.iam.gserviceaccount.com', 'roles'), [
      ['serviceAccount:runtime@shop.iam.gserviceaccount.com', 'roles/viewer', 'projects/shop', certain],
    ]);
    if (certain) assert.deepEqual(open, []);
  }
});

test('what nobody can tell of a grant is open, and what a list leaves open', () => {
  const { open } = read({
    'main.tf': `
variable "role" {}
variable "others" {}

resource "google_project_iam_member" "one" {
  project = "shop"
  role    = var.role
  member  = "user:ana@example.com"
}

resource "google_project_iam_binding" "all" {
  project = "shop"
  role    = "roles/editor"
  members = var.others
}

resource "google_folder_iam_binding" "some" {
  folder  = "folders/42"
  role    = "roles/browser"
  members = concat(["user:ana@example.com"], var.others)
}

resource "google_storage_bucket_iam_member" "media" {
  bucket = "media"
  role   = var.role
  member = "user:ana@example.com"
}
`,
  });
  assert.deepEqual(
    open.map(({ role, member, resource, on }) => [role, member, resource, on.level]),
    [
      [undefined, 'user:ana@example.com', 'projects/shop', 'project'],
      ['roles/editor', undefined, 'projects/shop', 'project'],
      ['roles/browser', undefined, 'folders/42', 'folder'],
    ],
  );
});

test('a role on the account whose permissions nobody knows may let impersonate, one on the project is not taken for it', () => {
  const custom = (on: string) => `${declaration}
resource "google_${on}" "custom" {
  ${on === 'project_iam_member' ? 'project = "shop"' : 'service_account_id = google_service_account.api.name'}
  role   = "projects/shop/roles/unheardOf"
  member = "user:ana@example.com"
}
`;
  assert.equal(read({ 'main.tf': custom('service_account_iam_member') }).shown(api, 'impersonators').length, 1);
  assert.equal(read({ 'main.tf': custom('project_iam_member') }).shown(api, 'impersonators').length, 0);
});

test('finds all places of an account by its e-mail, in any letter case', () => {
  const { model } = read({ 'main.tf': declaration + grants, 'policy.json': policy });
  assert.deepEqual(
    usesOf(api.toUpperCase(), model).map((span) => [span.file.name, textOf(span)]),
    [
      ['main.tf', 'api'],
      ['main.tf', 'google_service_account.api.member'],
      ['main.tf', 'google_service_account.api.name'],
      ['main.tf', 'google_service_account.api.name'],
      ['main.tf', 'google_service_account.api.email'],
      ['policy.json', `serviceAccount:${api}`],
    ],
  );
  assert.deepEqual(usesOf('nobody@shop.iam.gserviceaccount.com', model), []);
});

test('finds the places of an account of an unknown project by its id', () => {
  const { model } = read({ 'main.tf': `variable "project" {}\n${declaration.replace('"shop"', 'var.project')}${grants}` });
  assert.equal(usesOf(api, model).length, 5);
});
