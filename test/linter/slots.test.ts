import assert from 'node:assert/strict';
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, test } from 'node:test';
import { lint } from '../../server/linter/lint.ts';
import { type EditorSlot, slotAt, slotsIn, takenBy } from '../../server/linter/slots.ts';
import { SourceFile, textOf } from '../../server/linter/source.ts';
import { catalog } from '../catalog.ts';
import { now, strip } from '../markers.ts';

/** A text without its cursor, `▮`, and where that was. */
function withCursor(name: string, text: string): { file: SourceFile; offset: number } {
  const offset = text.indexOf('▮');
  return { file: new SourceFile(`file:///workspace/${name}`, text.replace('▮', '')), offset };
}

/** The slot at the cursor, as `kind [text that is replaced]`; none where there is no slot. */
function at(name: string, text: string): string {
  const slot = found(name, text);
  return slot ? `${slot.kind} [${textOf(slot.span)}]` : 'none';
}

function found(name: string, text: string): EditorSlot | undefined {
  const { file, offset } = withCursor(name, text);
  const { model } = lint([file], { catalog, now });
  return slotAt(model, file, offset, { catalog });
}

const binding = (body: string) => `resource "google_project_iam_binding" "b" {\n  project = "shop"\n${body}\n}\n`;
const service = (annotations: string, spec: string, template = '') => `apiVersion: serving.knative.dev/v1
kind: Service
metadata:
  name: orders
  annotations:
    run.googleapis.com/launch-stage: GA
${annotations}
spec:
  template:
    metadata:
      annotations:
        run.googleapis.com/execution-environment: gen2
${template}
    spec:
${spec}
      containers:
        - image: orders
`;

describe('Terraform', () => {
  const cases: readonly [what: string, text: string, slot: string][] = [
    ['an empty role', binding('  role = "▮"'), 'role []'],
    ['the whole of a role, wherever the cursor is in it', binding('  role = "roles/▮viewer"'), 'role [roles/viewer]'],
    ['a role whose quote is not closed', binding('  role = "roles/st▮\n  members = ["user:a@example.com"]'), 'role [roles/st]'],
    ['an empty member', binding('  role = "roles/viewer"\n  members = ["▮", "user:a@example.com"]'), 'member []'],
    ['a member in a list that is not closed', binding('  role = "roles/viewer"\n  members = [\n    "serv▮'), 'member [serv]'],
    ['a member without a quote, and no more than it', binding('  role = "roles/viewer"\n  members = ["serv▮]'), 'member [serv]'],
    ['an element that becomes the role', binding('  for_each = toset(["roles/viewer", "▮"])\n  role = each.value'), 'role []'],
    ['the value of a map that becomes the role', binding('  for_each = { a = "▮" }\n  role = each.value'), 'role []'],
    ['a local that becomes the role', `locals {\n  r = "▮"\n}\n${binding('  role = local.r')}`, 'role []'],
    [
      'a policy by jsonencode',
      'resource "google_project_iam_policy" "p" {\n  policy_data = jsonencode({ bindings = [{ role = "▮", members = [] }] })\n}\n',
      'role []',
    ],
    [
      'a policy in a heredoc',
      'resource "google_project_iam_policy" "p" {\n  policy_data = <<EOT\n{"bindings": [{"role": "roles/viewer", "members": ["▮"]}]}\nEOT\n}\n',
      'member []',
    ],
    [
      'a policy in a string',
      'resource "google_project_iam_policy" "p" {\n  policy_data = "{\\"bindings\\": [{\\"role\\": \\"▮\\", \\"members\\": []}]}"\n}\n',
      'role []',
    ],
    ['a policy of blocks that nothing uses', 'data "google_iam_policy" "p" {\n  binding {\n    role = "▮"\n  }\n}\n', 'role []'],
    [
      'what a workload runs as',
      'resource "google_cloud_run_v2_service" "s" {\n  template {\n    service_account = "▮"\n  }\n}\n',
      'service-account []',
    ],
    [
      'the account of a block',
      'resource "google_compute_instance" "i" {\n  service_account {\n    email = "▮"\n  }\n}\n',
      'service-account []',
    ],
    ['a scope', 'resource "google_compute_instance" "i" {\n  service_account {\n    scopes = ["▮"]\n  }\n}\n', 'scope []'],
    ['a delegate', 'data "google_service_account_access_token" "t" {\n  delegates = ["▮"]\n}\n', 'service-account []'],
    ['a lifetime', 'data "google_service_account_access_token" "t" {\n  lifetime = "▮"\n}\n', 'lifetime []'],
    ['a permission', 'resource "google_project_iam_custom_role" "r" {\n  permissions = ["▮"]\n}\n', 'permission []'],
    [
      "an annotation's key without a value",
      'resource "google_cloud_run_service" "s" {\n  metadata {\n    annotations = {\n      "run.googleapis.com/▮"\n    }\n  }\n}\n',
      'annotation-key [run.googleapis.com/]',
    ],
    [
      "an annotation's value",
      'resource "google_cloud_run_service" "s" {\n  metadata {\n    annotations = {\n      "run.googleapis.com/ingress" = "▮"\n    }\n  }\n}\n',
      'annotation-value []',
    ],
    ['a condition', binding('  members = [""]\n  condition {\n    expression = "▮"\n  }'), 'condition []'],
    [
      'a condition in a heredoc',
      binding('  members = [""]\n  condition {\n    expression = <<-EOT\n      resource.▮\n    EOT\n  }'),
      'condition [resource.\n]',
    ],
    [
      'a role that is a key for a published module',
      'module "iam" {\n  source = "terraform-google-modules/iam/google//modules/projects_iam"\n  projects = ["shop"]\n  bindings = {\n    "▮" = ["user:a@example.com"]\n  }\n}\n',
      'role []',
    ],
    [
      'a member for a published module',
      'module "iam" {\n  source = "terraform-google-modules/iam/google//modules/projects_iam"\n  projects = ["shop"]\n  bindings = {\n    "roles/viewer" = ["▮"]\n  }\n}\n',
      'member []',
    ],
    [
      'the address of a member, which is no member',
      'module "iam" {\n  source = "terraform-google-modules/iam/google//modules/member_iam"\n  project_id = "shop"\n  project_roles = ["roles/viewer"]\n  service_account_address = "▮"\n}\n',
      'none',
    ],
    [
      'an entity of an access control list',
      'resource "google_storage_bucket_access_control" "a" {\n  bucket = "media"\n  role = "READER"\n  entity = "▮"\n}\n',
      'none',
    ],
    [
      'a role of an access control list',
      'resource "google_storage_bucket_access_control" "a" {\n  bucket = "media"\n  role = "▮READER"\n  entity = "allUsers"\n}\n',
      'none',
    ],
    [
      'an address in the access of a dataset',
      'resource "google_bigquery_dataset" "d" {\n  dataset_id = "d"\n  access {\n    role = "READER"\n    user_by_email = "▮ann@example.com"\n  }\n}\n',
      'none',
    ],
    ['lines that end as on Windows', binding('  role = "roles/st▮').replaceAll('\n', '\r\n'), 'role [roles/st]'],
    [
      'a condition in a heredoc of an empty line',
      binding('  members = [""]\n  condition {\n    expression = <<EOT\n▮\nEOT\n  }'),
      'condition [\n]',
    ],
    ['another string of the same resource', 'resource "google_project_iam_member" "m" {\n  project = "▮"\n}\n', 'none'],
    ['a comment', binding('  # role = "▮"\n  role = "roles/viewer"'), 'none'],
    ['an expression', binding('  role = each.▮value'), 'none'],
    ['what is computed in a template', binding('  role = "roles/viewer"\n  members = ["serviceAccount:${google_service▮}"]'), 'none'],
    ['a role without quotes', binding('  role = ▮'), 'none'],
    ['a resource of another provider', 'resource "aws_iam_role" "r" {\n  role = "▮"\n  members = [""]\n}\n', 'none'],
    [
      'annotations of version 2, which takes none',
      'resource "google_cloud_run_v2_service" "s" {\n  annotations = {\n    "run.googleapis.com/▮" = "x"\n  }\n}\n',
      'none',
    ],
  ];
  for (const [what, text, slot] of cases) test(what, () => assert.equal(at('main.tf', text), slot));

  test('a variable file', () => {
    const files = [`variable "role" {}\n${binding('  role = var.role\n  members = ["user:a@example.com"]')}`, 'role = ""\n'].map(
      (text, index) => new SourceFile(`file:///workspace/${index === 0 ? 'main.tf' : 'terraform.tfvars'}`, text),
    );
    const { model } = lint(files, { catalog, now });
    const [, variables] = files;
    assert.ok(variables);
    assert.equal(slotAt(model, variables, 'role = "'.length, { catalog })?.kind, 'role');
  });

  test('the JSON syntax', () => {
    const text = (role: string, member: string) =>
      `{"resource": {"google_project_iam_member": {"m": {"project": "shop", "role": "${role}", "member": "${member}"}}}}`;
    assert.equal(at('main.tf.json', text('▮', '')), 'role []');
    assert.equal(at('main.tf.json', text('roles/viewer', 'user:▮')), 'member [user:]');
  });
});

describe('policies in JSON', () => {
  const cases: readonly [what: string, text: string, slot: string][] = [
    ['the first role of a policy that is none yet', '{"bindings": [{"role": "▮"}]}', 'role []'],
    ['a role without members', '{"bindings": [{"role": "▮", "members": []}]}', 'role []'],
    ['a role whose quote is not closed', '{"bindings": [{"role": "roles/st▮}]}', 'role [roles/st]'],
    [
      'the second role',
      '{"bindings": [{"role": "roles/viewer", "members": ["user:a@example.com"]}, {"role": "▮", "members": []}]}',
      'role []',
    ],
    ['an empty member', '{"bindings": [{"role": "roles/viewer", "members": ["▮"]}]}', 'member []'],
    ['a member whose quote is not closed', '{"bindings": [{"role": "roles/viewer", "members": [\n  "user:a▮\n]}]}', 'member [user:a]'],
    ['a key', '{"bindings": [{"ro▮le": "roles/viewer", "members": []}]}', 'none'],
    ['another string', '{"etag": "▮", "bindings": [{"role": "roles/viewer", "members": []}]}', 'none'],
    ["bindings of somebody else's", '{"bindings": [{"role": "▮", "members": ["alice"]}]}', 'none'],
    ['roles of nobody', '{"role": "▮"}', 'none'],
  ];
  for (const [what, text, slot] of cases) test(what, () => assert.equal(at('policy.json', text), slot));
});

describe('policies in YAML', () => {
  const cases: readonly [what: string, text: string, slot: string][] = [
    ['the first role', 'bindings:\n- role: ▮\n', 'role []'],
    ['a role that is being typed', 'bindings:\n- role: roles/v▮\n  members:\n  - user:a@example.com\n', 'role [roles/v]'],
    ['an item without text', 'bindings:\n- members:\n  - user:a@example.com\n  - ▮\n  role: roles/viewer\n', 'member []'],
    ['an item in quotes', "bindings:\n- members:\n  - '▮'\n  role: roles/viewer\n", 'member []'],
    [
      'an item whose quote is not closed',
      'bindings:\n- role: roles/viewer\n  members:\n  - "user:a▮\n  - user:b@example.com\n',
      'member [user:a]',
    ],
    ['a comment', 'bindings:\n- role: roles/viewer # ▮\n  members:\n  - user:a@example.com\n', 'none'],
    ['a key', 'bindings:\n- ro▮le: roles/viewer\n  members:\n  - user:a@example.com\n', 'none'],
    [
      'a condition in a block scalar',
      'bindings:\n- role: roles/viewer\n  members:\n  - user:a@example.com\n  condition:\n    title: x\n    expression: |\n      resource.▮\n',
      'condition [resource.]',
    ],
    [
      'a condition in a folded scalar of several lines',
      'bindings:\n- role: roles/viewer\n  members:\n  - user:a@example.com\n  condition:\n    title: x\n    expression: >-\n      resource.name == "a" &&\n      resource.▮\n',
      'condition [resource.name == "a" &&\n      resource.]',
    ],
    ["somebody else's", 'apiVersion: v1\nkind: Bindings\nbindings:\n- role: ▮\n', 'none'],
    ['a list of words', 'bindings:\n- role: admin\n  members:\n  - ▮\n', 'none'],
  ];
  for (const [what, text, slot] of cases) test(what, () => assert.equal(at('policy.yaml', text), slot));
});

describe('manifests of Cloud Run', () => {
  const account = '      serviceAccountName: ';
  const cases: readonly [what: string, text: string, slot: string][] = [
    ['an account with nothing behind its key', service('', `${account}▮`), 'service-account []'],
    ['an account in quotes', service('', `${account}"▮"`), 'service-account []'],
    ['an account whose quote is not closed', service('', `${account}"api▮`), 'service-account [api]'],
    [
      'a key without a colon',
      service('    run.googleapis.com/▮', `${account}a@b.iam.gserviceaccount.com`),
      'annotation-key [run.googleapis.com/]',
    ],
    ['a key with its colon', service('    run.googleapis.com/▮ingress: all', ''), 'annotation-key [run.googleapis.com/ingress]'],
    ['an empty line among the keys', service('    ▮', ''), 'annotation-key []'],
    ['a value that is not there', service('    run.googleapis.com/ingress: ▮', ''), 'annotation-value []'],
    ['a key of the template', service('', '', '        run.googleapis.com/▮'), 'annotation-key [run.googleapis.com/]'],
    ['the name', service('', '').replace('orders\n', '▮orders\n'), 'none'],
    ['an image', service('', '').replace('image: orders', 'image: ▮orders'), 'none'],
    ['a comment', service('', `${account}x@y.iam.gserviceaccount.com # ▮`), 'none'],
    ["a deployment of Kubernetes's", `apiVersion: apps/v1\nkind: Deployment\nspec:\n${account}▮\n`, 'none'],
  ];
  for (const [what, text, slot] of cases) test(what, () => assert.equal(at('service.yaml', text), slot));

  test('know on what and on which level an annotation stands', () => {
    const own = found('service.yaml', service('    run.googleapis.com/▮', ''));
    const template = found('service.yaml', service('', '', '        run.googleapis.com/▮'));
    assert.partialDeepStrictEqual(own, {
      kind: 'annotation-key',
      on: 'Service',
      level: 'resource',
    });
    assert.ok(own?.kind === 'annotation-key');
    assert.deepEqual([...takenBy(own)], ['run.googleapis.com/launch-stage']);
    assert.partialDeepStrictEqual(template, { kind: 'annotation-key', level: 'template' });
  });
});

describe('a slot knows', () => {
  test('on what a grant is, all of them where one text is for several', () => {
    const text = `locals {\n  roles = toset(["▮"])\n}\n
resource "google_storage_bucket_iam_member" "a" {\n  for_each = local.roles\n  bucket = "media"\n  role = each.value\n  member = ""\n}
resource "google_pubsub_topic_iam_member" "a" {\n  for_each = local.roles\n  topic = "orders"\n  role = each.value\n  member = ""\n}\n`;
    const slot = found('main.tf', text);
    assert.ok(slot?.kind === 'role');
    assert.deepEqual(
      slot.resources.map(({ family }) => family),
      ['storage_bucket', 'pubsub_topic'],
    );
  });

  test('what else is in its list', () => {
    const slot = found(
      'main.tf',
      'resource "google_service_account" "a" {\n  account_id = "api-runtime"\n}\n' +
        binding('  role = "roles/viewer"\n  members = ["▮", "user:a@example.com", google_service_account.a.member]'),
    );
    assert.ok(slot?.kind === 'member');
    assert.deepEqual([...takenBy(slot)], ['user:a@example.com', 'google_service_account.a']);
  });

  test('how it is written, and where an expression could stand instead', () => {
    const { file } = withCursor(
      'main.tf',
      binding('  for_each = toset(["roles/viewer"])\n  role = each.value\n  members = ["user:a@example.com"]'),
    );
    const { model } = lint([file], { catalog, now });
    assert.deepEqual(
      slotsIn(model, file).map(({ kind, style, expression }) => [kind, style, expression && textOf(expression.span)]),
      [
        ['role', 'double', undefined],
        ['member', 'double', '"user:a@example.com"'],
      ],
    );
  });
});

describe('texts that end anywhere', () => {
  const folder = join(import.meta.dirname, '../rules');
  const names = readdirSync(folder, { recursive: true, encoding: 'utf8' }).filter((each) => /\.(?:tf|json|yaml)$/.test(each));
  for (const format of ['.tf', '.json', '.yaml'])
    test(`have a slot around their end or none, in ${format}`, () => {
      let slots = 0;
      for (const name of names.filter((each) => each.endsWith(format))) {
        const text = strip(readFileSync(join(folder, name), 'utf8'));
        for (const part of [0.3, 0.5, 0.7, 0.9]) {
          const offset = Math.round(text.length * part);
          const file = new SourceFile(`file:///${name}`, text.slice(0, offset));
          const { model } = lint([file], { catalog, now });
          const slot = slotAt(model, file, offset, { catalog });
          if (!slot) continue;
          slots++;
          assert.ok(slot.span.file === file && slot.span.start <= offset && offset <= slot.span.end, `${name}:${offset} ${slot.kind}`);
        }
      }
      assert.ok(slots > 5, `${slots} slots`);
    });
});
