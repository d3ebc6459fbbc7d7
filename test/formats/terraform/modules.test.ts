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

describe('the default project', () => {
  const account = (provider = '') => `resource "google_service_account" "a" {\n  account_id = "orders"\n${provider}\n}\n`;
  const emails = (texts: Readonly<Record<string, string>>) =>
    facts(Object.entries(texts).map(([name, text]) => file(name, text))).flatMap((each) => each.serviceAccounts.map(({ email }) => email));

  test('is the one of the provider, by its alias', () => {
    const providers = `provider "google" {\n  project = var.project\n}
variable "project" {\n  default = "shop-prod"\n}
provider "google" {\n  alias = "tools"\n  project = "shop-tools"\n}
provider "google-beta" {\n  project = "shop-beta"\n}\n`;
    const expected = {
      '': 'orders@shop-prod.iam.gserviceaccount.com',
      'provider = google': 'orders@shop-prod.iam.gserviceaccount.com',
      'provider = google.tools': 'orders@shop-tools.iam.gserviceaccount.com',
      'provider = "google.tools"': 'orders@shop-tools.iam.gserviceaccount.com',
      'provider = google-beta': 'orders@shop-beta.iam.gserviceaccount.com',
      'provider = google.gone': undefined,
      'project = "own"': 'orders@own.iam.gserviceaccount.com',
      'project = var.unknown': undefined,
    };
    for (const [written, email] of Object.entries(expected))
      assert.deepEqual(emails({ 'main.tf': providers + account(written) }), [email], written);
    assert.deepEqual(emails({ 'main.tf': account() }), [undefined]);
  });

  test('is handed down to modules', () => {
    const providers =
      'provider "google" {\n  project = "shop-prod"\n}\nprovider "google" {\n  alias = "tools"\n  project = "shop-tools"\n}\n';
    const call = (more = '') => `module "m" {\n  source = "./m"\n${more}\n}\n`;
    const of = (main: string, child: string) => emails({ 'main.tf': providers + main, 'm/main.tf': child });
    // The module by itself comes last.
    assert.deepEqual(of(call(), account()), ['orders@shop-prod.iam.gserviceaccount.com', undefined]);
    assert.deepEqual(of(call('providers = {\n  google = google.tools\n}'), account()), [
      'orders@shop-tools.iam.gserviceaccount.com',
      undefined,
    ]);
    assert.deepEqual(of(call('providers = {\n  google-beta = google.tools\n}'), account()), [undefined, undefined]);
    const proxy = 'provider "google" {\n  alias = "x"\n}\n';
    assert.deepEqual(of(call('providers = {\n  google.x = google.tools\n}'), proxy + account('provider = google.x')), [
      'orders@shop-tools.iam.gserviceaccount.com',
      undefined,
    ]);
    const own = 'provider "google" {\n  region = "europe-west1"\n}\n';
    assert.deepEqual(of(call(), own + account()), [undefined, undefined]);
  });

  test('is what data sources of the provider say', () => {
    const declarations =
      'provider "google" {\n  project = "shop"\n}\ndata "google_client_config" "this" {}\ndata "google_project" "this" {}\n';
    const role =
      'resource "google_project_iam_member" "m" {\n  project = data.google_project.this.project_id\n  role = "projects/${data.google_client_config.this.project}/roles/r"\n  member = "user:a@example.com"\n}\n';
    assert.deepEqual(grants({ 'main.tf': declarations + role }), ['projects/shop/roles/r to user:a@example.com']);
  });
});

describe('instances that there may be', () => {
  test('are judged one by one where the condition is unknown, and the other side is empty', () => {
    const member = (forEach: string) =>
      `variable "x" {}\nresource "google_project_iam_member" "m" {\n  for_each = ${forEach}\n  project = "shop"\n  role = each.value\n  member = "user:a@example.com"\n}\n`;
    const both = ['roles/editor to user:a@example.com', 'roles/viewer to user:a@example.com'];
    assert.deepEqual(grants({ 'main.tf': member('var.x == null ? [] : toset(["roles/viewer", "roles/editor"])') }), both);
    assert.deepEqual(grants({ 'main.tf': member('(var.x ? { a = "roles/editor", b = "roles/viewer" } : {})') }), both);
    assert.deepEqual(grants({ 'main.tf': member('var.x ? toset(["roles/viewer"]) : toset(["roles/editor"])') }), [
      '? to user:a@example.com',
    ]);
  });

  test('are no rivals of others that depend on a condition', () => {
    const binding = (name: string, forEach: string) =>
      `resource "google_project_iam_binding" "${name}" {\n  for_each = ${forEach}\n  project = "shop"\n  role = each.value\n  members = ["user:a@example.com"]\n}\n`;
    const text = `variable "x" {}\n${binding('one', 'var.x ? toset(["roles/viewer"]) : toset([])')}${binding('other', 'var.x ? toset([]) : toset(["roles/viewer"])')}`;
    assert.deepEqual(
      lintTexts(new Map([['main.tf', text]])).findings.filter(({ code }) => code === 'conflicting-grants'),
      [],
    );
  });

  test('of something else tell what one of them is', () => {
    const accounts = 'variable "x" {}\nresource "google_service_account" "a" {\n  for_each = toset(var.x)\n  account_id = each.key\n}\n';
    const member =
      'resource "google_project_iam_member" "m" {\n  for_each = google_service_account.a\n  project = "shop"\n  role = "roles/viewer"\n  member = each.value.member\n}\n';
    assert.deepEqual(grants({ 'main.tf': accounts + member }), ['roles/viewer to google_service_account.a.member']);
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

  describe('of accounts', () => {
    const call = (body: string, path = 'terraform-google-modules/service-accounts/google') =>
      `module "sa" {\n  source = "${path}"\n${body}\n}\n`;
    const output = (expression: string, body: string, path?: string) => print(evaluated(expression, call(body, path)));
    const simple = 'terraform-google-modules/service-accounts/google//modules/simple-sa';

    test('the only one is what its outputs say', () => {
      const body = '  project_id = "shop"\n  prefix = "app"\n  names = ["Orders"]';
      assert.equal(output('module.sa.email', body), '"<module.sa.email>"');
      assert.equal(output('module.sa.iam_email', body), '"serviceAccount:<module.sa.email>"');
      assert.equal(output('module.sa.service_account.name', body), '"<module.sa.service_account.name>"');
      assert.equal(output('module.sa.emails["Orders"]', body), '"<module.sa.email>"');
      assert.equal(output('module.sa.iam_emails_list', body), '["serviceAccount:<module.sa.email>"]');
      assert.equal(output('lower(module.sa.email)', body), '"<module.sa.email>"');
      const granted =
        'resource "google_project_iam_member" "m" {\n  project = "shop"\n  role = "roles/viewer"\n  member = module.sa.iam_email\n}\n';
      const [grant] = facts([file('main.tf', call(body) + granted)]).flatMap(({ grants }) => grants);
      assert.equal(
        grant?.principal.state === 'known' && grant.principal.value.kind === 'serviceAccount' && grant.principal.value.account.email,
        'app-orders@shop.iam.gserviceaccount.com',
      );
    });

    test('of several it is only known that they are accounts', () => {
      const body = '  project_id = "shop"\n  names = ["orders", "billing"]';
      assert.equal(output('module.sa.email == "orders@shop.iam.gserviceaccount.com"', body), '?operator');
      assert.equal(output('module.sa.emails_list[1]', body), '"<module.sa.email>"');
      assert.equal(output('module.sa.emails_list', body), '["<module.sa.email>", …]');
      const named = 'module.sa.service_accounts_map["billing"].email';
      assert.equal(output(`${named} == "billing@shop.iam.gserviceaccount.com"`, body), 'true');
      assert.equal(output('module.sa.key', body), '?module');
    });

    test('project_roles are grants on the projects that they name', () => {
      const body = '  project_id = var.p\n  names = ["a", "b"]\n  project_roles = ["shop=>roles/viewer", "${var.p}=>roles/editor", var.q]';
      assert.deepEqual(grants({ 'main.tf': call(body) }), [
        'roles/viewer to serviceAccount:${module.sa.email}',
        'roles/viewer to serviceAccount:${module.sa.email}',
        'roles/editor to serviceAccount:${module.sa.email}',
        'roles/editor to serviceAccount:${module.sa.email}',
        '? to serviceAccount:${module.sa.email}',
        '? to serviceAccount:${module.sa.email}',
      ]);
      const { findings } = lintTexts(new Map([['main.tf', call(body)]]));
      assert.deepEqual(
        findings.map(({ code, span }) => `${code} ${textOf(span)}`),
        ['basic-role roles/viewer', 'basic-role roles/editor'],
      );
    });

    test('of simple-sa there is one', () => {
      const body = '  project_id = "shop"\n  name = "orders"\n  project_roles = ["roles/editor"]';
      assert.equal(output('module.sa.email == "orders@shop.iam.gserviceaccount.com"', body, simple), 'true');
      assert.deepEqual(grants({ 'main.tf': call(body, simple) }), ['roles/editor to serviceAccount:orders@shop.iam.gserviceaccount.com']);
      // The module has no output `name` to advise.
      const wrong =
        'resource "google_service_account_iam_member" "m" {\n  service_account_id = module.sa.email\n  role = "roles/iam.serviceAccountUser"\n  member = "user:a@example.com"\n}\n';
      const { findings } = lintTexts(new Map([['main.tf', call(body.replace('"roles/editor"', ''), simple) + wrong]]));
      assert.ok(findings.every(({ message, fixes }) => !message.includes('module.sa.name') && fixes.length === 0));
    });

    test('of project factory the project has one, and an agent of Google', () => {
      const factory = 'terraform-google-modules/project-factory/google';
      const body = '  name = "shop-prod"\n  sa_role = "roles/editor"';
      assert.equal(output('module.sa.project_id', body, factory), '"shop-prod"');
      assert.equal(output('module.sa.project_id', `${body}\n  random_project_id = true`, factory), '?module');
      assert.equal(output('module.sa.service_account_email', body, factory), '"<module.sa.email>"');
      assert.equal(output('module.sa.service_account_email', `${body}\n  create_project_sa = var.x`, factory), '?module');
      assert.equal(output('module.sa.api_s_account_fmt', body, factory), '"serviceAccount:<?>@cloudservices.gserviceaccount.com"');
      assert.deepEqual(grants({ 'main.tf': call(body, factory) }), [
        'roles/editor to serviceAccount:project-service-account@shop-prod.iam.gserviceaccount.com',
      ]);
    });
  });

  test('of others are silent', () => {
    assert.deepEqual(grants(source('someone/iam/google//modules/projects_iam', '  bindings = { "roles/owner" = ["allUsers"] }')), []);
  });
});

describe('an edit', () => {
  const account = 'resource "google_service_account" "a" {\n  account_id = "orders"\n}\n';
  const caller = (body: string) => file('main.tf', `${account}module "m" {\n  source = "./m"\n${body}}\n`);
  const files = [
    caller('  who = "user:a@example.com"\n'),
    file('m/main.tf', `variable "who" {}\n${account}`),
    file('other/main.tf', account),
  ];
  const accounts = (given: readonly SourceFile[]) => facts(given).flatMap(({ serviceAccounts }) => serviceAccounts);

  test('of a module recomputes it and its callers, and nothing else', () => {
    const before = accounts(files);
    const after = accounts([...files.slice(0, 1), file('m/main.tf', `# edited\nvariable "who" {}\n${account}`), ...files.slice(2)]);
    assert.equal(after.length, before.length);
    assert.deepEqual(
      after.map((each) => before.includes(each)),
      [false, false, false, true],
    );
  });

  test('of a caller recomputes the module only if it sets other variables', () => {
    const before = accounts(files);
    const renamed = accounts([caller('  who = "user:b@example.com"\n'), ...files.slice(1)]);
    assert.deepEqual(
      renamed.map((each) => before.includes(each)),
      [false, false, true, true],
    );
    const unset = accounts([caller(''), ...files.slice(1)]);
    assert.deepEqual(
      unset.map((each) => before.includes(each)),
      [false, false, false, true],
    );
  });
});
