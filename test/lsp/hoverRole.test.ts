import assert from 'node:assert/strict';
import { test } from 'node:test';
import { hoverAt } from './hoverAt.ts';

const granted = (role: string) => `resource "google_project_iam_member" "deployers" {
  project = "shop"
  role    = ${role}
  member  = "group:deployers@example.com"
}
`;

const customRole = (permission: string) => `resource "google_project_iam_custom_role" "deployer" {
  role_id     = "deployer"
  title       = "Deployer"
  permissions = ["run.services.update", ${permission}]
}
`;

test('names the permissions behind each risk of a role, a few of them', async (t) => {
  const said = await hoverAt(t, 'main.tf', granted('"roles/run.ad‸min"'));
  assert.equal(said?.of, 'roles/run.admin');
  assert.match(said.text, /\n- decide who may invoke Cloud Run services: `run\.services\.setIamPolicy`\n/);
  const editor = await hoverAt(t, 'main.tf', granted('"roles/ed‸itor"'));
  assert.match(
    editor?.text ?? '',
    /\n- run code as service accounts that they may attach: `run\.services\.create`, `[\w.]+`, `[\w.]+`, and \d+ more\n/,
  );
});

test('names narrower roles of the same service that carry fewer of the risks, the nearest first', async (t) => {
  const said = await hoverAt(t, 'main.tf', granted('"roles/run.ad‸min"'));
  const [, list = ''] = said?.text.split('\n\nNarrower roles:\n') ?? [];
  const lines = list.split('\n\n')[0]?.split('\n') ?? [];
  assert.match(lines[0] ?? '', /^- `roles\/run\.developer` Cloud Run Developer, \d+ permissions, 2 of the above$/);
  assert.ok(lines.some((line) => /^- `roles\/run\.viewer` Cloud Run Viewer, \d+ permissions, none of the above$/.test(line)));
  assert.match(lines[4] ?? '', /^- and \d+ more$/);
  assert.equal(lines.length, 5);
  assert.doesNotMatch(list, /serviceAgent|roles\/cloudfunctions/);
});

test('names all narrower roles where the role carries no risk', async (t) => {
  const said = await hoverAt(t, 'main.tf', granted('"roles/storage.object‸Admin"'));
  assert.match(said?.text ?? '', /\n\nNarrower roles:\n- `roles\/storage\.objectUser` Storage Object User, \d+ permissions\n/);
});

test('gives advice in place of narrower roles for a basic role, and none for the narrowest', async (t) => {
  const owner = await hoverAt(t, 'main.tf', granted('"roles/ow‸ner"'));
  assert.match(owner?.text ?? '', /\n\nIt spans all services: prefer predefined roles of the services that are needed\.\n/);
  assert.doesNotMatch(owner?.text ?? '', /Narrower/);
  const invoker = await hoverAt(t, 'main.tf', granted('"roles/run.in‸voker"'));
  assert.doesNotMatch(invoker?.text ?? '', /Narrower/);
});

test('tells where a role can be granted, where that is not everywhere', async (t) => {
  const admin = await hoverAt(t, 'main.tf', granted('"roles/resourcemanager.folder‸Admin"'));
  assert.match(admin?.text ?? '', /\n\nIt can be granted on organizations and folders only\.\n/);
  const storage = await hoverAt(t, 'main.tf', granted('"roles/storage.ad‸min"'));
  assert.doesNotMatch(storage?.text ?? '', /can be granted|roles\/storage\.legacy/);
});

test('tells of a role wherever it is written', async (t) => {
  const yaml = 'bindings:\n- members:\n  - user:a@example.com\n  role: roles/run.in‸voker\netag: BwYh3kQf1oM=\n';
  assert.equal((await hoverAt(t, 'policy.yaml', yaml))?.of, 'roles/run.invoker');
  const json = '{"bindings": [{"role": "roles/run.in‸voker", "members": []}]}';
  assert.equal((await hoverAt(t, 'policy.json', json))?.of, 'roles/run.invoker');
  const each = `locals {
  roles = ["roles/run.invoker", "roles/run.viewer"]
}

resource "google_project_iam_member" "each" {
  for_each = toset(local.roles)
  project  = "shop"
  role     = each.va‸lue
  member   = "user:a@example.com"
}
`;
  const said = await hoverAt(t, 'main.tf', each);
  assert.equal(said?.of, 'each.value');
  assert.match(said.text, /`roles\/run\.invoker`[\s\S]+\n\n---\n\n[\s\S]+`roles\/run\.viewer`/);
});

test('tells of a role that a variable file sets', async (t) => {
  const main = `variable "role" {}\n${granted('var.role')}`;
  const said = await hoverAt(t, 'terraform.tfvars', 'role = "roles/run.in‸voker"\n', { 'main.tf': main });
  assert.match(said?.text ?? '', /^\*\*Cloud Run Invoker\*\*/);
});

test('says nothing beside a role, and about one that there is not', async (t) => {
  assert.equal(await hoverAt(t, 'main.tf', granted('"roles/run.invoker"').replace('role ', 'ro‸le ')), undefined);
  assert.equal(await hoverAt(t, 'main.tf', granted('"roles/run.invo‸cer"')), undefined);
  assert.equal(await hoverAt(t, 'main.tf', `# roles/run.in‸voker\n${granted('"roles/run.invoker"')}`), undefined);
  assert.equal(await hoverAt(t, 'deployment.yaml', 'apiVersion: apps/v1\nkind: Deployment\nrole: roles/run.in‸voker\n'), undefined);
});

test('tells of a permission in a custom role what it lets do and which roles hold it, the narrowest first', async (t) => {
  const said = await hoverAt(t, 'main.tf', customRole('"iam.serviceAccounts.act‸As"'));
  assert.equal(said?.of, 'iam.serviceAccounts.actAs');
  assert.match(
    said.text,
    /^\*\*Permission\*\* `iam\.serviceAccounts\.actAs`\n\nIts holder can attach service accounts to workloads\.\n\n\d+ roles of Google's have it, with the fewest others:\n- `roles\/iam\.serviceAccountUser` Service Account User, \d+ permissions\n/,
  );
  const file = await hoverAt(t, 'role.yaml', 'title: Deployer\nincludedPermissions:\n- iam.serviceAccounts.act‸As\n');
  assert.equal(file?.text, said.text);
  const harmless = await hoverAt(t, 'main.tf', customRole('"storage.objects.l‸ist"'));
  assert.match(harmless?.text ?? '', /^\*\*Permission\*\* `storage\.objects\.list`\n\n\d+ roles of Google's have it/);
});

test('says of a permission that no role has when that was looked up, and nothing of what is none', async (t) => {
  const said = await hoverAt(t, 'main.tf', customRole('"run.services.upd‸ated"'));
  assert.match(said?.text ?? '', /\n\nNo role of Google's had it on \d{4}-\d{2}-\d{2}\.$/);
  assert.equal(await hoverAt(t, 'main.tf', customRole('"run.serv‸ices"')), undefined);
  assert.equal(await hoverAt(t, 'main.tf', customRole('"run.services.update"').replace('Deployer', 'run.services.up‸date')), undefined);
});
