import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { show } from '../../../iam/text.ts';
import { terraform } from '../../../server/linter/formats/terraform/extract.ts';
import type { Facts } from '../../../server/linter/model.ts';
import { SourceFile, textOf } from '../../../server/linter/source.ts';
import { catalog } from '../../catalog.ts';
import { lintTexts } from '../../markers.ts';
import { evaluated, print } from './evaluated.ts';

function file(name: string, text: string): SourceFile {
  return new SourceFile(`file:///shop/${name}`, text);
}

/** Every grant as `role to principal`, in the order they are found. */
function grants(texts: Readonly<Record<string, string>>): string[] {
  return facts(Object.entries(texts).map(([name, text]) => file(name, text))).flatMap(({ grants }) =>
    grants.map(
      ({ role, principal }) =>
        `${role.state === 'known' ? role.value.name : '?'} to ${principal.state === 'known' ? show(principal.value.text) : '?'}`,
    ),
  );
}

function facts(files: readonly SourceFile[]): Facts[] {
  return terraform.extract(files, catalog);
}

const child = `
variable "role" {}
variable "members" {
  default = []
}
resource "google_project_iam_member" "each" {
  for_each = toset(var.members)
  project  = "shop"
  role     = var.role
  member   = each.value
}
output "first" {
  value = one([for each in google_project_iam_member.each : each.member])
}
`;

describe('calls', () => {
  test('a module is evaluated with the arguments of each of its callers', () => {
    const main = `
module "viewers" {
  source  = "./child"
  role    = "roles/viewer"
  members = ["user:ana@example.com", "user:bob@example.com"]
}
module "none" {
  source = "./child"
  role   = "roles/editor"
}
`;
    assert.deepEqual(grants({ 'main.tf': main, 'child/main.tf': child }), [
      'roles/viewer to user:ana@example.com',
      'roles/viewer to user:bob@example.com',
      // The module by itself, whose members nobody knows.
      '? to ?',
    ]);
  });

  test('for_each and count of a call reach into the module', () => {
    const main = `
module "each" {
  source   = "./child"
  for_each = { viewer = "ana", editor = "eve" }
  role     = "roles/\${each.key}"
  members  = ["user:\${each.value}@example.com"]
}
module "never" {
  source = "./child"
  count  = 0
  role   = "roles/owner"
  members = ["allUsers"]
}
`;
    assert.deepEqual(grants({ 'main.tf': main, 'child/main.tf': child }).slice(0, 2), [
      'roles/editor to user:eve@example.com',
      'roles/viewer to user:ana@example.com',
    ]);
  });

  test('outputs come back, through modules in modules and out of instances', () => {
    const files = {
      'a/main.tf': 'module "b" {\n  source = "../b"\n  x = var.x\n}\nvariable "x" {}\noutput "y" {\n  value = "${module.b.y}!"\n}\n',
      'b/main.tf': 'variable "x" {}\noutput "y" {\n  value = upper(var.x)\n}\n',
    };
    assert.equal(print(evaluated('module.a.y', 'module "a" {\n  source = "./a"\n  x = "deep"\n}', files)), '"DEEP!"');
    const many = 'module "a" {\n  source   = "./a"\n  for_each = toset(["p", "q"])\n  x = each.key\n}';
    assert.equal(print(evaluated('module.a["q"].y', many, files)), '"Q!"');
    assert.equal(print(evaluated('[for each in module.a : each.y]', many, files)), '["P!", "Q!"]');
    assert.equal(print(evaluated('values(module.a)[*].y', many, files)), '["P!", "Q!"]');
    assert.equal(
      print(evaluated('module.a[1].y', 'module "a" {\n  source = "./a"\n  count = 2\n  x = "n${count.index}"\n}', files)),
      '"N1!"',
    );
  });

  test('a module that calls itself, or that nobody can read, is unknown', () => {
    const circle = { 'a/main.tf': 'module "a" {\n  source = "../a"\n}\noutput "y" {\n  value = module.a.y\n}\n' };
    assert.equal(print(evaluated('module.a.y', 'module "a" {\n  source = "./a"\n}', circle)), '?module');
    assert.equal(print(evaluated('module.x.y', 'module "x" {\n  source = "hashicorp/x/google"\n}')), '?module');
    assert.equal(print(evaluated('module.x.y', 'module "x" {\n  source = "./gone"\n}')), '?module');
  });
});

describe('one literal', () => {
  test('reported for several instances is one finding, in the file where it stands', () => {
    const { findings } = lintTexts(
      new Map([
        ['main.tf', 'module "m" {\n  source = "./m"\n  count = 3\n  who = var.who\n}\nvariable "who" {}\n'],
        ['terraform.tfvars', 'who = "allUsers"\n'],
        [
          'm/main.tf',
          'variable "who" {}\nresource "google_project_iam_member" "m" {\n  project = "shop"\n  role = "roles/logging.viewer"\n  member = var.who\n}\n',
        ],
      ]),
    );
    assert.deepEqual(
      findings.map(({ code, span, related }) => [code, span.file.name, textOf(span), related.map((each) => textOf(each.span))]),
      [['public-member', 'terraform.tfvars', 'allUsers', ['var.who']]],
    );
  });
});

describe('published modules', () => {
  const source = (path: string, body: string) => ({ 'main.tf': `module "m" {\n  source = "${path}"\n${body}\n}\n` });

  test('of terraform-google-iam grant what their bindings say', () => {
    const body = '  projects = ["shop"]\n  bindings = {\n    "roles/viewer" = ["user:ana@example.com", var.who]\n  }';
    for (const path of [
      'terraform-google-modules/iam/google//modules/projects_iam',
      'git::https://github.com/terraform-google-modules/terraform-google-iam.git//modules/projects_iam?ref=v8.0.0',
    ]) {
      assert.deepEqual(grants(source(path, body)), ['roles/viewer to user:ana@example.com', 'roles/viewer to ?']);
    }
  });

  test('of Cloud Foundation Fabric grant by role, by key and by principal', () => {
    const body = `  iam = { "roles/viewer" = ["user:ana@example.com"] }
  iam_bindings = { a = { role = "roles/editor", members = ["group:b@example.com"] } }
  iam_bindings_additive = { b = { role = "roles/browser", member = "user:c@example.com" } }
  iam_by_principals = { "user:d@example.com" = ["roles/owner"] }`;
    assert.deepEqual(grants(source('github.com/GoogleCloudPlatform/cloud-foundation-fabric//modules/project?ref=v40.0.0', body)), [
      'roles/viewer to user:ana@example.com',
      'roles/editor to group:b@example.com',
      'roles/browser to user:c@example.com',
      'roles/owner to user:d@example.com',
    ]);
  });

  test('of project factory grant the role of the group', () => {
    const body = '  group_name = "devs"\n  domain = "example.com"\n  group_role = "roles/editor"';
    assert.deepEqual(grants(source('terraform-google-modules/project-factory/google', body)), ['roles/editor to group:devs@example.com']);
  });

  test('that make accounts grant them their roles', () => {
    const body = '  project_id = "shop"\n  names = ["orders", var.another]\n  project_roles = ["shop=>roles/run.viewer", var.roles]';
    assert.deepEqual(grants(source('terraform-google-modules/service-accounts/google', body)), [
      'roles/run.viewer to serviceAccount:orders@shop.iam.gserviceaccount.com',
      'roles/run.viewer to serviceAccount:…@shop.iam.gserviceaccount.com',
      '? to serviceAccount:orders@shop.iam.gserviceaccount.com',
      '? to serviceAccount:…@shop.iam.gserviceaccount.com',
    ]);
  });

  test('of others are silent', () => {
    assert.deepEqual(grants(source('someone/iam/google//modules/projects_iam', '  bindings = { "roles/owner" = ["allUsers"] }')), []);
  });
});

describe('an edit', () => {
  const files = [
    file('main.tf', 'module "m" {\n  source = "./m"\n  who = "user:a@example.com"\n}\n'),
    file('m/main.tf', 'variable "who" {}\n'),
    file('other/main.tf', 'locals {}\n'),
  ];

  test('of a module recomputes it and its callers, and nothing else', () => {
    const before = facts(files);
    const after = facts([...files.slice(0, 1), file('m/main.tf', 'variable "who" {}\n# edited\n'), ...files.slice(2)]);
    assert.equal(after.length, before.length);
    assert.deepEqual(
      after.map((each) => before.includes(each)),
      [false, false, false, true],
    );
  });

  test('of a caller recomputes the module only if it sets other variables', () => {
    const before = facts(files);
    const renamed = facts([file('main.tf', 'module "m" {\n  source = "./m"\n  who = "user:b@example.com"\n}\n'), ...files.slice(1)]);
    assert.deepEqual(
      renamed.map((each) => before.includes(each)),
      [false, false, true, true],
    );
    const unset = facts([file('main.tf', 'module "m" {\n  source = "./m"\n}\n'), ...files.slice(1)]);
    assert.deepEqual(
      unset.map((each) => before.includes(each)),
      [false, false, false, true],
    );
  });
});
