import assert from 'node:assert/strict';
import { test } from 'node:test';
import { impersonations } from '../../server/linter/impersonation.ts';
import { lint } from '../../server/linter/lint.ts';
import { SourceFile, textOf } from '../../server/linter/source.ts';
import { catalog } from '../catalog.ts';
import { lintTexts, now } from '../markers.ts';

const accounts = `
resource "google_service_account" "builder" {
  project    = "shop-prod"
  account_id = "builder"
}

resource "google_service_account_iam_binding" "builders" {
  service_account_id = google_service_account.builder.name
  role               = "roles/iam.serviceAccountTokenCreator"
  members            = ["user:Ana@example.com", "serviceAccount:service-123456789012@gcp-sa-pubsub.iam.gserviceaccount.com"]
}
`;

const report = `
name: //iam.googleapis.com/projects/shop-prod/serviceAccounts/deployer@shop-prod.iam.gserviceaccount.com
iamPolicy:
  bindings:
  - role: roles/iam.serviceAccountKeyAdmin
    members:
    - serviceAccount:builder@shop-prod.iam.gserviceaccount.com
    - user:ana@example.com
`;

const project = `
{
  "name": "//cloudresourcemanager.googleapis.com/projects/shop-prod",
  "iamPolicy": {
    "bindings": [
      { "role": "roles/editor", "members": ["serviceAccount:deployer@shop-prod.iam.gserviceaccount.com"] },
      { "role": "roles/iam.serviceAccountTokenCreator", "members": ["group:operators@example.com"] }
    ]
  }
}
`;

function graph(texts: Readonly<Record<string, string>>) {
  const files = Object.entries(texts).map(([name, text]) => new SourceFile(`file:///workspace/${name}`, text));
  const { model } = lint(files, { catalog, now });
  return impersonations({ model, catalog });
}

const deployer = 'deployer@shop-prod.iam.gserviceaccount.com';
const builder = 'builder@shop-prod.iam.gserviceaccount.com';

test('one account has one key in Terraform, YAML and JSON', () => {
  const { into } = graph({ 'main.tf': accounts, 'account.yaml': report, 'project.json': project });
  assert.deepEqual(
    into(deployer).map(({ from, means }) => [from, means]),
    [
      [builder, 'make a key for it'],
      ['user:ana@example.com', 'make a key for it'],
      ['group:operators@example.com', 'mint its tokens'],
    ],
  );
  assert.deepEqual(
    into(builder).map(({ from }) => from),
    // An editor may make keys of the project's accounts.
    ['user:ana@example.com', deployer, 'group:operators@example.com'],
  );
});

test('the shortest way leads to each account', () => {
  const { reach } = graph({ 'main.tf': accounts, 'account.yaml': report });
  const ways = reach('user:ana@example.com', () => false);
  assert.deepEqual(
    [...ways].map(([account, hops]) => [account, hops.length]),
    [
      [builder, 1],
      [deployer, 1],
    ],
  );
});

test('no way leads past a stop, and circles end', () => {
  const circle = `${accounts}
resource "google_service_account_iam_member" "back" {
  service_account_id = "projects/shop-prod/serviceAccounts/${deployer}"
  role               = "roles/iam.serviceAccountTokenCreator"
  member             = google_service_account.builder.member
}

resource "google_service_account_iam_member" "forth" {
  service_account_id = google_service_account.builder.id
  role               = "roles/iam.serviceAccountTokenCreator"
  member             = "serviceAccount:${deployer}"
}
`;
  const { reach } = graph({ 'main.tf': circle });
  assert.deepEqual([...reach('user:ana@example.com', () => false).keys()], [builder, deployer]);
  assert.deepEqual([...reach('user:ana@example.com', (account) => account === builder).keys()], [builder]);
});

test('related information lists every hop, and the role at the end', () => {
  const chained = report.replace('    - user:ana@example.com\n', '');
  const onlyEditor = project.replace(/,\n.*TokenCreator.*/, '');
  const { findings } = lintTexts(
    new Map([
      ['main.tf', accounts],
      ['account.yaml', chained],
      ['project.json', onlyEditor],
    ]),
  );
  const [path, ...others] = findings.filter(({ code }) => code === 'impersonation-path');
  assert.deepEqual(others, []);
  assert.equal(path && textOf(path.span), `serviceAccount:${deployer}`);
  assert.deepEqual(
    path?.related.map(({ message }) => message),
    [
      'user:Ana@example.com holds roles/iam.serviceAccountTokenCreator on service account "builder@shop-prod.iam.gserviceaccount.com"',
      `serviceAccount:builder@shop-prod.iam.gserviceaccount.com holds roles/iam.serviceAccountKeyAdmin on service account "${deployer}"`,
    ],
  );
});

test('all shortest ways to an account, each principal with its fewest hops, and circles end', () => {
  const { waysTo } = graph({ 'main.tf': accounts, 'account.yaml': report, 'project.json': project });
  const shown = (account: string) => waysTo(account).map((way) => [...way.map(({ from }) => from), way.at(-1)?.to]);
  assert.deepEqual(shown(deployer), [
    [builder, deployer],
    ['user:ana@example.com', deployer],
    ['group:operators@example.com', deployer],
  ]);
  assert.deepEqual(shown('nobody@shop-prod.iam.gserviceaccount.com'), []);
});
