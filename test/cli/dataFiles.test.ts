import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { type TestContext, test } from 'node:test';
import { folder } from './folder.ts';
import { leastwise } from './leastwise.ts';

const factory = `variable "data_path" {}
locals {
  projects = { for f in fileset(var.data_path, "**/*.yaml") : trimsuffix(basename(f), ".yaml") => yamldecode(file("\${var.data_path}/\${f}")) }
  grants   = flatten([for name, each in local.projects : [for role, members in each.iam : { project = name, role = role, members = members }]])
}
resource "google_project_iam_binding" "each" {
  for_each = { for grant in local.grants : "\${grant.project} \${grant.role}" => grant }
  project  = each.value.project
  role     = each.value.role
  members  = each.value.members
}
resource "google_storage_bucket_iam_member" "each" {
  for_each = { for row in csvdecode(file("\${path.module}/buckets.csv")) : row.bucket => row }
  bucket   = each.key
  role     = each.value.role
  member   = each.value.member
}
`;

/** A stage whose projects and buckets are data, among files that are nothing to it. */
function stage(t: TestContext, more: Readonly<Record<string, string>> = {}): string {
  return folder(t, {
    'stage/main.tf': factory,
    'stage/terraform.tfvars': 'data_path = "./data/projects"\n',
    'stage/.gitignore': 'data/projects/local/\n',
    'stage/data/projects/api.yaml': 'iam:\n  roles/viewer:\n    - group:api@example.com\n',
    'stage/data/projects/team/web.yaml': 'iam:\n  roles/logging.viewer:\n    - allUsers\n',
    'stage/data/projects/local/own.yaml': 'iam:\n  roles/logging.Viewer:\n    - "group:own@example.com"\n',
    'stage/data/other.yaml': 'iam:\n  roles/owner:\n    - allUsers\n',
    'stage/buckets.csv': 'bucket,role,member\nmedia,roles/storage.admin,allUsers\n',
    ...more,
  });
}

/** What a run reports, as `file:line:column code`. */
async function found(root: string, args: readonly string[] = []): Promise<string[]> {
  const { stdout } = await leastwise(root, ['lint', '--format', 'json', ...args]);
  const { findings } = JSON.parse(stdout) as { findings: { path: string; line: number; column: number; code: string }[] };
  return findings.map(({ path, line, column, code }) => `${path}:${line}:${column} ${code}`);
}

const all = [
  'stage/buckets.csv:2:27 public-member',
  'stage/data/projects/api.yaml:2:3 basic-role',
  'stage/data/projects/local/own.yaml:2:3 unknown-role',
  'stage/data/projects/team/web.yaml:3:7 public-member',
];

test('finds in the data that a factory reads what it grants, and in no other', async (t) => {
  const root = stage(t);
  assert.deepEqual(await found(root), all);
  assert.deepEqual(
    await found(join(root, 'stage')),
    all.map((each) => each.slice('stage/'.length)),
  );
});

test('reads the data of a file that is named, and reports only what is named', async (t) => {
  const main =
    'resource "google_project_iam_member" "m" {\n  project = "shop"\n  role = file("role.json") == "" ? "" : "roles/viewer"\n  member = "user:a@example.com"\n}\n';
  const root = stage(t, { 'stage/more.tf': main, 'stage/role.json': '"roles/editor"' });
  assert.deepEqual(await found(root, ['stage/main.tf']), []);
  assert.deepEqual(await found(root, ['stage/more.tf']), ['stage/more.tf:3:42 basic-role']);
  const data = 'stage/data/projects/api.yaml';
  assert.deepEqual(await found(root, ['stage/main.tf', data]), ['stage/data/projects/api.yaml:2:3 basic-role']);
  assert.equal((await leastwise(root, ['lint', 'stage/main.tf', data])).stderr, '');
  assert.match((await leastwise(root, ['lint', data])).stderr, /skipped stage\/data\/projects\/api.yaml: Leastwise finds nothing/);
});

test('names the place in SARIF, and knows it again by a baseline', async (t) => {
  const root = stage(t, { 'leastwise.jsonc': '{ "baseline": "baseline.json" }' });
  const { stdout } = await leastwise(root, ['lint', '--format', 'sarif']);
  const { runs } = JSON.parse(stdout);
  const places = runs[0].results.map((result: { locations: { physicalLocation: { artifactLocation: { uri: string } } }[] }) =>
    result.locations.map(({ physicalLocation }) => physicalLocation.artifactLocation.uri),
  );
  assert.deepEqual(
    new Set(places.flat().filter((uri: string) => uri !== 'leastwise.jsonc')),
    new Set(all.map((each) => each.slice(0, each.indexOf(':')))),
  );
  assert.equal((await leastwise(root, ['lint', '--update-baseline'])).status, 0);
  assert.deepEqual(await found(root), []);
});

test('fixes what is written in data', async (t) => {
  const root = folder(t, {
    'main.tf':
      'resource "google_project_iam_member" "m" {\n  project = "shop"\n  role = yamldecode(file("iam.yaml")).role\n  member = "group:a@example.com"\n}\n',
    'iam.yaml': 'role: roles/logging.Viewer # for all\n',
  });
  assert.equal((await leastwise(root, ['lint', '--fix'])).status, 0);
  assert.equal(readFileSync(join(root, 'iam.yaml'), 'utf8'), 'role: roles/logging.viewer # for all\n');
});

test('reads nothing outside of the directory', async (t) => {
  const main =
    'resource "google_project_iam_member" "m" {\n  project = "shop"\n  role = yamldecode(file("../iam.yaml")).role\n  member = "group:a@example.com"\n}\n';
  const root = folder(t, { 'stage/main.tf': main, 'iam.yaml': 'role: roles/editor\n' });
  assert.deepEqual(await found(join(root, 'stage')), []);
  assert.deepEqual(await found(root), ['iam.yaml:1:7 basic-role']);
});
