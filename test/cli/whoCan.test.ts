import assert from 'node:assert/strict';
import { test } from 'node:test';
import { version } from '../../server/host/assets.ts';
import { folder } from './folder.ts';
import { leastwise } from './leastwise.ts';

const terraform = `resource "google_service_account" "deployer" {
  project    = "shop"
  account_id = "deployer"
}

resource "google_service_account" "builder" {
  project    = "shop"
  account_id = "builder"
}

resource "google_service_account_iam_member" "builder" {
  service_account_id = google_service_account.deployer.name
  role               = "roles/iam.serviceAccountTokenCreator"
  member             = google_service_account.builder.member
}

resource "google_service_account_iam_member" "ana" {
  service_account_id = google_service_account.builder.name
  role               = "roles/iam.serviceAccountKeyAdmin"
  member             = "user:ana@example.com"

  condition {
    title      = "for now"
    expression = "request.time < timestamp('2030-01-01T00:00:00Z')"
  }
}
`;

const project = `{
  "name": "//cloudresourcemanager.googleapis.com/projects/shop",
  "iamPolicy": {
    "bindings": [{ "role": "roles/iam.serviceAccountTokenCreator", "members": ["group:operators@example.com"] }]
  }
}
`;

const deployer = 'deployer@shop.iam.gserviceaccount.com';
const builder = 'builder@shop.iam.gserviceaccount.com';

const ask = (cwd: string, ...args: readonly string[]) => leastwise(cwd, ['who-can', 'impersonate', ...args]);

test('shows each way hop by hop, the shortest first', async (t) => {
  const root = folder(t, { 'main.tf': terraform, 'policies/project.json': project });
  const { status, stdout, stderr } = await ask(root, deployer);
  assert.deepEqual({ status, stderr }, { status: 0, stderr: '' });
  assert.equal(
    stdout,
    `3 principals can become ${deployer} by the grants in 2 files.

serviceAccount:${builder}
  → ${deployer}: may mint its tokens, by roles/iam.serviceAccountTokenCreator on service account "${deployer}"  main.tf:14:24

group:operators@example.com
  → ${deployer}: may mint its tokens, by roles/iam.serviceAccountTokenCreator on project "shop"  policies/project.json:4:81

user:ana@example.com
  → ${builder}: may make a key for it, by roles/iam.serviceAccountKeyAdmin on service account "${builder}" if request.time < timestamp('2030-01-01T00:00:00Z')  main.tf:20:25
    → ${deployer}: may mint its tokens, by roles/iam.serviceAccountTokenCreator on service account "${deployer}"  main.tf:14:24
`,
  );
});

test('answers in JSON', async (t) => {
  const root = folder(t, { 'infra/main.tf': terraform });
  const { status, stdout } = await ask(root, builder.toUpperCase(), 'infra', '--format', 'json');
  assert.equal(status, 0);
  assert.deepEqual(JSON.parse(stdout), {
    version: version(),
    account: builder,
    ways: [
      {
        principal: 'user:ana@example.com',
        hops: [
          {
            from: 'user:ana@example.com',
            to: builder,
            means: 'make a key for it',
            role: 'roles/iam.serviceAccountKeyAdmin',
            resource: `service account "${builder}"`,
            condition: "request.time < timestamp('2030-01-01T00:00:00Z')",
            path: 'infra/main.tf',
            line: 20,
            column: 25,
            endLine: 20,
            endColumn: 45,
          },
        ],
      },
    ],
    unknown: [],
  });
});

test('nobody is an answer, too', async (t) => {
  const root = folder(t, { 'main.tf': terraform.slice(0, terraform.indexOf('resource "google_service_account_iam')) });
  assert.deepEqual(await ask(root, deployer), {
    status: 0,
    stdout: `Nobody can become ${deployer} by the grants in 1 file.\n`,
    stderr: '',
  });
});

test('says of which grants nobody can tell', async (t) => {
  const open = `variable "who" {}

resource "google_project_iam_member" "open" {
  project = "shop"
  role    = "roles/editor"
  member  = var.who
}

resource "google_project_iam_member" "harmless" {
  project = "shop"
  role    = "roles/viewer"
  member  = var.who
}

resource "google_project_iam_member" "elsewhere" {
  project = "other"
  role    = "roles/editor"
  member  = var.who
}
`;
  const root = folder(t, { 'accounts.tf': terraform, 'open.tf': open });
  const { stdout } = await ask(root, builder);
  assert.match(stdout, /\n\nNobody can tell of 1 grant whether they lead to it: .*\n {2}open\.tf:6:13\n$/);
});

test('an account of an unknown project is asked for by its declaration', async (t) => {
  const root = folder(t, { 'main.tf': `variable "project" {}\n${terraform.replaceAll('"shop"', 'var.project')}` });
  const { status, stdout } = await ask(root, 'google_service_account.deployer');
  assert.equal(status, 0);
  assert.match(stdout, /^2 principals can become google_service_account\.deployer /);
  assert.match(stdout, /\ngoogle_service_account\.builder\n {2}→ google_service_account\.deployer: may mint its tokens/);
  assert.doesNotMatch(stdout, /Nobody can tell/);
  assert.deepEqual(await ask(root, deployer), await ask(root, 'google_service_account.deployer'));
});

test('what files contain does not steer the terminal', async (t) => {
  const root = folder(t, { 'main.tf': terraform.replace('2030', '\\u001b[31m2030') });
  const { stdout } = await ask(root, builder);
  assert.match(stdout, /timestamp\('\ufffd\[31m2030/);
  assert.ok(!stdout.includes('\u001b'));
});

test('wrong questions are explained', async (t) => {
  const repeated = 'variable "n" {}\nresource "google_service_account" "many" {\n  count = var.n\n  account_id = "many-of-us"\n}\n';
  const root = folder(t, { 'main.tf': terraform, 'many.tf': repeated });
  const mistakes: [args: string[], message: RegExp][] = [
    [['who-can'], /who-can is asked like this: leastwise who-can impersonate ACCOUNT \[PATH\]\./],
    [['who-can', 'impersonate'], /who-can is asked like this/],
    [['who-can', 'read', deployer], /who-can is asked like this/],
    [['who-can', 'impersonate', deployer, '.', '.'], /who-can is asked like this/],
    [['who-can', 'impersonate', deployer, 'nowhere'], /cannot read nowhere: /],
    [['who-can', 'impersonate', deployer, '--format', 'sarif'], /--format takes stylish or json, not "sarif"\./],
    [
      ['who-can', 'impersonate', deployer.replace('l', 'll')],
      /the files name no service account "deplloyer@.*"\. Did you mean "deployer@.*"\?/,
    ],
    [['who-can', 'impersonate', 'google_service_account.many'], /stands for several accounts/],
  ];
  for (const [args, message] of mistakes) {
    const { status, stdout, stderr } = await leastwise(root, args);
    assert.deepEqual({ args, status, stdout }, { args, status: 2, stdout: '' });
    assert.match(stderr, message);
  }
  const { status, stdout } = await leastwise(root, ['who-can', '--help']);
  assert.equal(status, 0);
  assert.match(stdout, /^Usage: leastwise who-can impersonate ACCOUNT/);
});
