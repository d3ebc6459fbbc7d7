import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { lintTexts } from '../markers.ts';

/** The titles of the fixes that the first finding offers. */
function offered(text: string, name = 'main.tf'): string[] {
  return (lintTexts(new Map([[name, text]])).findings[0]?.fixes ?? []).map(({ title }) => title);
}

function service(...declarations: string[]): string {
  return `resource "google_cloud_run_v2_service" "orders" {
  name = "orders"
  template {
    containers {
      image = "orders"
    }
  }
}
${declarations.join('\n')}`;
}

describe('instead of a default account', () => {
  test('an account declared in the module is offered', () => {
    assert.deepEqual(offered(service('resource "google_service_account" "orders" {\n  account_id = "orders"\n}')), [
      'Use google_service_account.orders',
    ]);
  });

  test('of several instances each is, by its key', () => {
    assert.deepEqual(
      offered(
        service('resource "google_service_account" "all" {\n  for_each   = toset(["orders", "basket"])\n  account_id = each.value\n}'),
      ),
      ['Use google_service_account.all["orders"]', 'Use google_service_account.all["basket"]'],
    );
  });

  test('no more than three are offered', () => {
    const accounts = ['first-one', 'second-one', 'third-one', 'fourth-one'].map(
      (name) => `resource "google_service_account" "${name}" {\n  account_id = "${name}"\n}`,
    );
    assert.equal(offered(service(...accounts)).length, 3);
  });
});

describe('instead of a grant of all accounts', () => {
  const grant = `resource "google_project_iam_member" "m" {
  project = "shop-prod"
  role    = "roles/iam.serviceAccountTokenCreator"
  member  = google_service_account.builder.member
}
resource "google_service_account" "builder" {
  account_id = "builder"
}
`;

  test('the account that gets the role is not offered', () => {
    assert.deepEqual(offered(grant), []);
  });

  test('another one is', () => {
    assert.deepEqual(offered(`${grant}resource "google_service_account" "deployer" {\n  account_id = "deployer"\n}\n`), [
      'Grant it on google_service_account.deployer only',
    ]);
  });

  test('none is where the resource grants another role, too', () => {
    const both = grant
      .replace('\n', '\n  for_each = toset(["roles/iam.serviceAccountTokenCreator", "roles/run.viewer"])\n')
      .replace('"roles/iam.serviceAccountTokenCreator"\n  member', 'each.key\n  member');
    assert.deepEqual(offered(`${both}resource "google_service_account" "deployer" {\n  account_id = "deployer"\n}\n`), []);
  });
});

test('one text in place of a template is not safe: the template may make others', () => {
  const text = service('resource "google_service_account" "orders" {\n  account_id = "orders"\n}')
    .replace('template {', 'template {\n    service_account = "${each.key}@shop-prod.iam.gserviceaccount.com"')
    .replace('name = "orders"', 'name = "orders"\n  for_each = toset(["orders", "serviceAccount:basket"])');
  const { findings } = lintTexts(new Map([['main.tf', text]]));
  assert.deepEqual(
    findings.flatMap(({ fixes }) => fixes.map(({ title, safe }) => [title, safe])),
    [['Use basket@shop-prod.iam.gserviceaccount.com', false]],
  );
});

test('a report is not edited: it only says what is granted', () => {
  const report = {
    name: '//cloudresourcemanager.googleapis.com/projects/shop-prod',
    iamPolicy: { bindings: [{ role: 'roles/Editor', members: ['user:ana@example.com'] }] },
  };
  assert.deepEqual(offered(JSON.stringify(report), 'export.json'), []);
  assert.deepEqual(offered(JSON.stringify({ ...report.iamPolicy, etag: 'BwYx3k5cZ0Q=' }), 'policy.json'), ['Use roles/editor']);
});

test('to mend the letter case of allUsers is to open: it is offered and not safe', () => {
  const { findings } = lintTexts(
    new Map([['policy.yaml', 'bindings:\n- role: roles/storage.objectViewer\n  members: [allusers, "User:ana@example.com"]\n']]),
  );
  assert.deepEqual(
    findings.flatMap(({ fixes }) => fixes.map(({ title, safe }) => [title, safe])),
    [
      ['Write allUsers', false],
      ['Write user:ana@example.com', true],
    ],
  );
});
