import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { textOf } from '../../../server/linter/source.ts';
import { evaluated, print } from './evaluated.ts';

const files = {
  'data/iam.yaml': 'editors:\n  - user:ana@example.com\n  - "group:shop@example.com" # all of them\nnone:\n',
  'data/iam.json': '{ "editors": ["user:ana@example.com"] }',
  'data/iam.csv': 'member,role\r\n"user:ana@example.com",roles/editor\n\n"say ""a, b""",\n',
  'data/teams/a.yaml': 'role: roles/editor\n',
  'data/teams/deep/b.yml': 'role: roles/viewer\n',
  'data/broken.yaml': 'editors:\n  - user:ana@example.com\nowners: [\n',
  'data/two.yaml': 'a: 1\n---\na: 2\n',
  'data/uneven.csv': 'a,b\n1\n',
  'data/open.csv': 'a\n"1\n',
  'start.sh': 'echo\n',
};

const declarations = `
variable "factories_config" {
  default = { data_path = "./data" }
}
locals {
  folder = "\${path.module}/data"
  iam    = yamldecode(file("\${local.folder}/iam.yaml"))
}
`;

const tables: Readonly<Record<string, readonly (readonly [expression: string, meaning: string])[]>> = {
  'what a file holds': [
    ['file("${path.module}/data/iam.json")', '"{ "editors": ["user:ana@example.com"] }"'],
    ['file("data/teams/a.yaml")', '"role: roles/editor\\n"'],
    ['yamldecode(file("data/iam.yaml"))', '{ editors = ["user:ana@example.com", "group:shop@example.com"], none = null }'],
    ['local.iam.editors[1]', '"group:shop@example.com"'],
    ['try(local.iam.owners, [])', '[]'],
    ['jsondecode(file("data/iam.json")).editors', '["user:ana@example.com"]'],
    [
      'csvdecode(file("data/iam.csv"))',
      '[{ member = "user:ana@example.com", role = "roles/editor" }, { member = "say "a, b"", role = "" }]',
    ],
    ['csvdecode("a,b\\n1,2")', '[{ a = "1", b = "2" }]'],
    ['yamldecode(file("data/broken.yaml")).editors', '["user:ana@example.com"]'],
    ['fileexists("data/iam.yaml")', 'true'],
    ['try(yamldecode(file("data/iam.yaml")), {}).none', 'null'],
  ],
  'where a file is': [
    ['file("${path.root}/data/teams/a.yaml")', '"role: roles/editor\\n"'],
    ['file("${abspath(path.module)}/data/teams/a.yaml")', '"role: roles/editor\\n"'],
    ['file(join("/", [path.module, "data", "teams/a.yaml"]))', '"role: roles/editor\\n"'],
    ['file(format("%s/data/../data/teams/%s", path.module, "a.yaml"))', '"role: roles/editor\\n"'],
    ['file("${dirname("${local.folder}/iam.yaml")}/teams/a.yaml")', '"role: roles/editor\\n"'],
    ['file(pathexpand("${var.factories_config.data_path}/teams/a.yaml"))', '"role: roles/editor\\n"'],
    ['basename("${local.folder}/iam.yaml")', '"iam.yaml"'],
    ['basename("data/iam.yaml")', '"iam.yaml"'],
    ['dirname("data/teams/a.yaml")', '"data/teams"'],
    ['dirname("a.yaml")', '"."'],
    ['file("${dirname("./data/teams/../x.yaml")}/teams/a.yaml")', '"role: roles/editor\\n"'],
    ['fileset(local.folder, "*.yaml")', '{"broken.yaml", "iam.yaml", "two.yaml"}'],
    ['fileset(local.folder, "**/*.{yaml,yml}")', '{"broken.yaml", "iam.yaml", "teams/a.yaml", "teams/deep/b.yml", "two.yaml"}'],
    ['fileset(path.module, "data/teams/*.yaml")', '{"data/teams/a.yaml"}'],
    ['fileset("${local.folder}/teams", "?.yml")', '{}'],
    [
      '{ for f in fileset("${local.folder}/teams", "**/*.y*ml") : trimsuffix(basename(f), ".yaml") => yamldecode(file("${local.folder}/teams/${f}")) }',
      '{ a = { role = "roles/editor" }, b.yml = { role = "roles/viewer" } }',
    ],
  ],
  'what nobody can tell': [
    ['path.cwd', '?path'],
    ['path.module == "."', '?operator'],
    ['basename(path.module)', '?function'],
    ['file("${path.cwd}/data/iam.yaml")', '?file'],
    ['file("data/missing.yaml")', '?file'],
    ['try(yamldecode(file("data/missing.yaml")), {})', '?file'],
    ['fileexists("data/missing.yaml")', '?file'],
    ['file("/data/iam.yaml")', '?file'],
    ['file("~/data/iam.yaml")', '?file'],
    ['file("${path.module}data/iam.yaml")', '?file'],
    ['file("../../../../data/iam.yaml")', '?file'],
    ['file("start.sh")', '?file'],
    ['file("main.tf")', '?file'],
    ['yamldecode(file("data/two.yaml"))', '?function'],
    ['csvdecode(file("data/uneven.csv"))', '?syntax'],
    ['csvdecode(file("data/open.csv"))', '?syntax'],
    ['fileset("missing", "*")', '?file'],
    ['fileset("data", "../*")', '?file'],
    ['fileset("data", "[a-i]*")', '?file'],
    ['fileset("data", "{a,b}{a,b}{a,b}{a,b}{a,b}")', '?file'],
    ['templatefile("data/iam.yaml", {})', '?file'],
    ['filebase64("data/iam.yaml")', '?file'],
    ['filesha256("data/iam.yaml")', '?function'],
  ],
};

for (const [name, rows] of Object.entries(tables)) {
  describe(name, () => {
    for (const [expression, meaning] of rows)
      test(`${expression} is ${meaning}`, () => assert.equal(print(evaluated(expression, declarations, files)), meaning));
  });
}

test('a value of a file stands there, and is used where it is asked for', () => {
  const places = [
    ['local.iam.editors[0]', 'user:ana@example.com', 'local.iam.editors[0]'],
    ['local.iam.editors[1]', 'group:shop@example.com', 'local.iam.editors[1]'],
    ['csvdecode(file("data/iam.csv"))[0].member', 'user:ana@example.com', 'csvdecode(file("data/iam.csv"))[0].member'],
    ['csvdecode(file("data/iam.csv"))[0].role', 'roles/editor', 'csvdecode(file("data/iam.csv"))[0].role'],
  ];
  for (const [expression = '', text, use] of places) {
    const value = evaluated(expression, declarations, files);
    assert.deepEqual([textOf(value.span), value.use && textOf(value.use)], [text, use]);
  }
});

test('the text of a large file is unknown, but not what it encodes', () => {
  const large = `editors:\n${'  - user:ana@example.com\n'.repeat(5000)}`;
  assert.equal(print(evaluated('length(yamldecode(file("large.yaml")).editors)', '', { 'large.yaml': large })), '5000');
  assert.equal(print(evaluated('upper(file("large.yaml"))', '', { 'large.yaml': large })), '?function');
});
