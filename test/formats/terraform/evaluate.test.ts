import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { evaluated, places, print } from './evaluated.ts';

const declarations = `
variable "unknown" {}
variable "items" {
  default = ["a", "b", "a"]
}
variable "roles" {
  default = { viewer = ["ana"], editor = ["bob", "eve"] }
}
locals {
  name    = "api"
  partial = concat(["a"], var.unknown)
}
resource "google_service_account" "one" {
  account_id = "orders"
  project    = "shop"
}
resource "google_service_account" "each" {
  for_each   = toset(["a", "b"])
  account_id = "account-\${each.key}"
  project    = "shop"
}
resource "google_service_account" "two" {
  count      = 2
  account_id = "account-\${count.index}"
  project    = "shop"
}
resource "google_service_account" "some" {
  count      = var.unknown
  account_id = "account"
}
`;

/** Sections of expressions and what they mean, by Terraform's documentation. */
const tables: Readonly<Record<string, readonly (readonly [expression: string, meaning: string])[]>> = {
  literals: [
    ['"a"', '"a"'],
    ['12.5', '12.5'],
    ['true', 'true'],
    ['null', 'null'],
    ['["a", 1, [true]]', '["a", 1, [true]]'],
    ['{ a = 1, "b" : 2, (local.name) = 3 }', '{ a = 1, b = 2, api = 3 }'],
  ],
  operators: [
    ['1 + 2 * 3', '7'],
    ['(1 + 2) * 3 - 4 / 2', '7'],
    ['7 % 4', '3'],
    ['-(2 + 3)', '-5'],
    ['"2" + 3', '5'],
    ['1 / 0', '?operator'],
    ['2 > 1 && 1 >= 1 && !(3 < 2)', 'true'],
    ['1 == 1', 'true'],
    ['"1" == 1', 'false'],
    ['["a"] == ["a"]', 'true'],
    ['{ a = 1 } == { a = 2 }', 'false'],
    ['null == null', 'true'],
    ['"a" != null', 'true'],
    ['var.unknown || true', 'true'],
    ['var.unknown && false', 'false'],
    ['false && var.unknown', 'false'],
    ['var.unknown && true', '?operator'],
    ['var.unknown == "a"', '?operator'],
    ['google_service_account.one.email != ""', 'true'],
    ['"prefix-${var.unknown}" == ""', 'false'],
  ],
  conditionals: [
    ['1 < 2 ? "yes" : "no"', '"yes"'],
    ['"true" ? "yes" : "no"', '"yes"'],
    ['var.unknown ? "a" : "b"', '?condition'],
    ['var.unknown ? "a" : "a"', '"a"'],
    ['var.unknown ? ["a", { b = 1 }] : ["a", { b = 1 }]', '["a", { b = 1 }]'],
  ],
  templates: [
    ['"${local.name}-${1 + 1}"', '"api-2"'],
    ['"${["a"]}"', '["a"]'],
    ['"a-${var.unknown}"', '"a-<?>"'],
    ['"%{ if true }yes%{ else }no%{ endif }"', '"yes"'],
    ['"%{ if var.unknown }yes%{ endif }!"', '"<?>!"'],
    ['"%{ for each in ["a", "b"] }${each};%{ endfor }"', '"a;b;"'],
    ['"%{ for key, value in { a = 1 } }${key}=${value}%{ endfor }"', '"a=1"'],
    ['<<-EOT\n    x\n      ${local.name}\n  EOT', '"x\\n  api\\n"'],
  ],
  'indexes and splats': [
    ['["a", "b"][1]', '"b"'],
    ['{ a = "x" }["a"]', '"x"'],
    ['{ a = { b = "x" } }.a.b', '"x"'],
    ['var.items[0]', '"a"'],
    ['var.items[9]', '?error'],
    ['var.items[var.unknown]', '?index'],
    ['{ a = 1 }.b', '?error'],
    ['local.partial[0]', '?collection'],
    ['[{ n = 1 }, { n = 2 }][*].n', '[1, 2]'],
    ['[{ n = 1 }, { n = 2 }].*.n', '[1, 2]'],
    ['[{ n = [1, 2] }][*].n[0]', '[1]'],
    ['{ n = 1 }[*].n', '[1]'],
    ['null[*]', '[]'],
    ['var.unknown[*].n', '?variable'],
  ],
  'for expressions': [
    ['[for each in var.items : upper(each)]', '["A", "B", "A"]'],
    ['[for index, each in ["x", "y"] : "${index}${each}"]', '["0x", "1y"]'],
    ['[for key, value in { b = 2, a = 1 } : "${key}${value}"]', '["a1", "b2"]'],
    ['[for each in toset(["y", "x"]) : each]', '["x", "y"]'],
    ['[for each in [1, 2, 3] : each if each > 1]', '[2, 3]'],
    ['{ for each in ["a", "b"] : each => upper(each) }', '{ a = "A", b = "B" }'],
    ['{ for role, people in var.roles : role => length(people) }', '{ editor = 2, viewer = 1 }'],
    ['{ for each in [["x", 1], ["x", 2]] : each[0] => each[1]... }', '{ x = [1, 2] }'],
    ['flatten([for role, people in var.roles : [for each in people : "${role}:${each}"]])', '["editor:bob", "editor:eve", "viewer:ana"]'],
    ['[for each in local.partial : each]', '["a", …]'],
    ['[for each in ["a", var.unknown] : each if each != "b"]', '["a", …]'],
    ['[for each in var.unknown : each]', '?variable'],
  ],
  'string functions': [
    ['lower("User:A")', '"user:a"'],
    ['upper("a")', '"A"'],
    ['title("hello world")', '"Hello World"'],
    ['trimspace("  a ")', '"a"'],
    ['trim("?!a!?", "!?")', '"a"'],
    ['trimprefix("roles/viewer", "roles/")', '"viewer"'],
    ['trimsuffix("a.json", ".json")', '"a"'],
    ['trimprefix("serviceAccount:${google_service_account.one.email}", "serviceAccount:")', '"<google_service_account.one.email>"'],
    ['replace("a-b-c", "-", "_")', '"a_b_c"'],
    ['replace("a-b", "/-/", "_")', '"a_b"'],
    ['replace("Orders API 2", "/[^a-z0-9]+/i", "-")', '"Orders API 2"'],
    ['replace("orders.api@shop", "/[^a-z0-9]/", "-")', '"orders-api-shop"'],
    ['replace("projects/shop/topics/t", "/^projects/([^/]+)/.*$/", "$1")', '"shop"'],
    ['replace("a-b", "/(?P<one>a)-(b)/", "$2x-$2-$one$$")', '"-b-a$"'],
    ['replace("a\\\\b.c", "/\\\\\\\\|\\\\./", "/")', '"a/b/c"'],
    ['replace("aXb", "/(?i)x/", "-")', '?function'],
    ['replace("abc", "/b*/", "-")', '?function'],
    ['replace("a b", "/a(?= b)/", "c")', '?function'],
    ['replace("aab", "/(.)\\1/", "c")', '?function'],
    ['replace("\u00e4-b", "/-/", "")', '?function'],
    ['replace(var.unknown, "/-/", "_")', '?variable'],
    ['substr("hello", 1, 3)', '"ell"'],
    ['substr("hello", -3, -1)', '"llo"'],
    ['startswith("roles/viewer", "roles/")', 'true'],
    ['endswith("roles/viewer", "x")', 'false'],
    ['startswith("user:${var.unknown}", "user:")', 'true'],
    ['strcontains("abc", "b")', 'true'],
    ['join(",", ["a", "b"])', '"a,b"'],
    ['join("-", ["a", var.unknown])', '"a-<?>"'],
    ['split(",", "a,b")', '["a", "b"]'],
    ['format("%s-%d-%03d-%v%%", "a", 1, 2, true)', '"a-1-002-true%"'],
    ['format("user:%s", var.unknown)', '"user:<?>"'],
    ['format("%[2]s-%s-%[1]s %t", "a", "b", true)', '"b-true-a b"'],
    ['format("%[1]s/%[1]s", "a")', '"a/a"'],
    ['format("%[2]s", "a")', '?function'],
    ['format("%5.2f", 1)', '?function'],
    ['formatlist("user:%s@%s", ["ana", "bob"], "example.com")', '["user:ana@example.com", "user:bob@example.com"]'],
    ['strrev("abc")', '"cba"'],
    ['chomp("a\\n")', '"a"'],
    ['indent(2, "a\\nb")', '"a\\n  b"'],
    ['regex("[a-z]+", "123abc")', '"abc"'],
    ['regex("([a-z]+)-([0-9]+)", "abc-12")', '["abc", "12"]'],
    ['regex("(?P<name>[a-z]+)", "abc")', '{ name = "abc" }'],
    ['regex("z", "abc")', '?error'],
    ['regex("^projects/([^/]+)/serviceAccounts/([^@]+)@(.+)$", "projects/shop/serviceAccounts/a@b.iam")', '["shop", "a", "b.iam"]'],
    ['regexall("[a-z]+", "ab 1 cd")', '["ab", "cd"]'],
    ['regexall("([a-z])=([0-9])", "a=1,b=2")', '[["a", "1"], ["b", "2"]]'],
    ['length(regexall(":", "shop")) > 0 ? "a" : "b"', '"b"'],
    ['regexall("(a|a)*b", "aaaa")', '?function'],
    ['regexall("a?a?a?a?a?a?a?a?a?a?a?a?a?a?a?a?a?a?a?a?a?a?a?a?a?aaaaaaaaaaaaaaaaaaaaaaaaa", "aaaaaaaaaaaaaaaaaaaaaaaaa")', '?function'],
    ['regex("(a+)+$", "aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa!")', '?function'],
  ],
  'collection functions': [
    ['concat(["a"], ["b"])', '["a", "b"]'],
    ['concat(["a"], var.unknown)', '["a", …]'],
    ['concat([["a"], ["b"]]...)', '["a", "b"]'],
    ['flatten([["a"], [["b"]], []])', '["a", "b"]'],
    ['merge({ a = 1 }, { a = 2, b = 3 })', '{ a = 2, b = 3 }'],
    ['merge({ a = 1 }, var.unknown)', '{ a = 1, … }'],
    ['merge([{ a = 1 }, { b = 2 }]...)', '{ a = 1, b = 2 }'],
    ['keys({ b = 1, a = 2 })', '["a", "b"]'],
    ['values({ b = 1, a = 2 })', '[2, 1]'],
    ['lookup({ a = 1 }, "a", 2)', '1'],
    ['lookup({ a = 1 }, "b", 2)', '2'],
    ['element(["a", "b"], 3)', '"b"'],
    ['contains(["a", "b"], "b")', 'true'],
    ['contains(["a", var.unknown], "b")', '?variable'],
    ['contains(["a", var.unknown], "a")', 'true'],
    ['distinct(["a", "b", "a"])', '["a", "b"]'],
    ['compact(["a", "", null, "b"])', '["a", "b"]'],
    ['toset(["b", "a", "b"])', '{"a", "b"}'],
    ['tolist(toset(["b", "a", "b"]))', '["a", "b"]'],
    ['setproduct(["a", "b"], ["x"])', '[["a", "x"], ["b", "x"]]'],
    ['setunion(["a"], ["b", "a"])', '{"a", "b"}'],
    ['setintersection(["a", "b"], ["b", "c"])', '{"b"}'],
    ['setsubtract(["b", "a", "c", "a"], ["b"])', '{"a", "c"}'],
    ['[for key, value in setsubtract(["b", "a"], ["b"]) : key]', '["a"]'],
    ['zipmap(["a", "b"], [1, 2])', '{ a = 1, b = 2 }'],
    ['coalesce(null, "", "a")', '"a"'],
    ['coalesce(null, var.unknown)', '?variable'],
    ['coalescelist([], ["a"])', '["a"]'],
    ['one([])', 'null'],
    ['one(["a"])', '"a"'],
    ['length(var.items)', '3'],
    ['length("abc")', '3'],
    ['length(local.partial)', '?collection'],
    ['range(3)', '[0, 1, 2]'],
    ['range(1, 7, 3)', '[1, 4]'],
    ['slice(["a", "b", "c"], 1, 3)', '["b", "c"]'],
    ['sort(["b", "a"])', '["a", "b"]'],
    ['reverse(["a", "b"])', '["b", "a"]'],
    ['transpose({ a = ["x", "y"], b = ["x"] })', '{ x = ["a", "b"], y = ["a"] }'],
    ['index(["a", "b"], "b")', '1'],
    ['matchkeys(["x", "y"], ["a", "b"], ["b"])', '["y"]'],
    ['chunklist(["a", "b", "c"], 2)', '[["a", "b"], ["c"]]'],
    ['alltrue([true, "true"])', 'true'],
    ['anytrue([false, var.unknown])', '?variable'],
    ['anytrue([true, var.unknown])', 'true'],
  ],
  'numbers, encodings, conversions': [
    ['max(1, 3, 2)', '3'],
    ['min([3, 1]...)', '1'],
    ['sum([1, 2])', '3'],
    ['ceil(1.2) + floor(1.8) + abs(-1) + pow(2, 3)', '12'],
    ['parseint("ff", 16)', '255'],
    ['jsonencode({ a = ["b"] })', 'json({ a = ["b"] })'],
    ['jsondecode(jsonencode({ a = ["b"] })).a[0]', '"b"'],
    ['jsondecode("{\\"a\\": 1}").a', '1'],
    ['yamldecode(yamlencode({ a = ["b"] })).a', '["b"]'],
    ['yamldecode("a: [1, b, true, null]").a', '[1, "b", true, null]'],
    ['yamldecode("{\\"a\\": \\"x\\"}").a', '"x"'],
    ['yamldecode("a: ${google_service_account.one.email}").a', '"<google_service_account.one.email>"'],
    ['yamldecode("a: user:${var.unknown}").a', '"user:<?>"'],
    [
      'yamldecode(<<-EOT\n    # who\n    - role: roles/viewer\n      members: &m [a, b]\n    - <<: { role: x }\n      members: *m\n  EOT\n)',
      '[{ role = "roles/viewer", members = ["a", "b"] }, { role = "x", members = ["a", "b"] }]',
    ],
    ['yamldecode("a: [b")', '?function'],
    ['yamldecode("a: 1\\n---\\nb: 2")', '?function'],
    ['yamldecode("a: *b")', '?function'],
    ['yamldecode(var.unknown)', '?variable'],
    ['urldecode("a+b%2Fc")', '"a b/c"'],
    ['basename("roles/viewer")', '"viewer"'],
    ['base64encode("hello")', '"aGVsbG8="'],
    ['base64decode("aGVsbG8=")', '"hello"'],
    ['urlencode("a b/c")', '"a+b%2Fc"'],
    ['tostring(1)', '"1"'],
    ['tonumber("1.5")', '1.5'],
    ['tobool("true")', 'true'],
    ['tostring(null)', 'null'],
    ['sensitive("a")', '"a"'],
  ],
  attempts: [
    ['try({ a = 1 }.b, "otherwise")', '"otherwise"'],
    ['try({ a = 1 }.a, "otherwise")', '1'],
    ['try(var.unknown, "otherwise")', '?variable'],
    ['can({ a = 1 }.b)', 'false'],
    ['can({ a = 1 }.a)', 'true'],
    ['can(var.unknown)', '?variable'],
  ],
  'what only Terraform can tell': [
    ['uuid()', '?function'],
    ['timestamp()', '?function'],
    ['file("key.json")', '?file'],
    ['templatefile("x.tpl", {})', '?file'],
    ['provider::google::name_from_id("x")', '?function'],
    ['path.cwd', '?path'],
    ['terraform.workspace', '?terraform'],
    ['each.key', '?each'],
    ['local.nothing', '?undeclared'],
  ],
  resources: [
    ['google_service_account.one.account_id', '"<google_service_account.one.account_id>"'],
    ['google_service_account.one[0].email', '"<google_service_account.one.email>"'],
    ['google_service_account.each["a"].email', '"<google_service_account.each["a"].email>"'],
    ['google_service_account.each[var.unknown].email', '"<google_service_account.each.email>"'],
    ['google_service_account.each["z"].email', '?error'],
    [
      '[for each in google_service_account.each : each.email]',
      '["<google_service_account.each["a"].email>", "<google_service_account.each["b"].email>"]',
    ],
    ['keys(google_service_account.each)', '["a", "b"]'],
    [
      'values(google_service_account.each)[*].member',
      '["<google_service_account.each["a"].member>", "<google_service_account.each["b"].member>"]',
    ],
    ['google_service_account.two[1].email', '"<google_service_account.two[1].email>"'],
    ['google_service_account.two[*].email', '["<google_service_account.two[0].email>", "<google_service_account.two[1].email>"]'],
    ['google_service_account.some[0].email', '"<google_service_account.some.email>"'],
    ['google_service_account.some[*].email', '["<google_service_account.some.email>", …]'],
    ['data.google_project.shop.number', '"<data.google_project.shop.number>"'],
    ['google_service_account.one.unheard.of', '?provider'],
  ],
};

for (const [name, rows] of Object.entries(tables)) {
  describe(name, () => {
    for (const [expression, meaning] of rows) {
      test(`${expression} is ${meaning}`, () => {
        assert.equal(print(evaluated(expression, declarations)), meaning);
      });
    }
  });
}

describe('locals and variables', () => {
  test('locals stand in any order, and a circle of them is unknown', () => {
    assert.equal(print(evaluated('local.a', 'locals {\n  a = "${local.b}!"\n  b = "x"\n}')), '"x!"');
    assert.equal(print(evaluated('local.a', 'locals {\n  a = local.b\n  b = local.a\n}')), '?cycle');
    assert.equal(print(evaluated('local.a.x', 'locals {\n  a = { x = local.a.x }\n}')), '?cycle');
  });

  test('a long chain and a deep nest end', () => {
    const chain = Array.from({ length: 5000 }, (_, index) => `  l${index} = local.l${index + 1}`).join('\n');
    assert.equal(print(evaluated('local.l0', `locals {\n${chain}\n}`)), '?depth');
    const backwards = Array.from(
      { length: 3000 },
      (_, index) => `  m${index} = { x = ${index === 0 ? '"a"' : `local.m${index - 1}.x`} }`,
    ).join('\n');
    assert.match(print(evaluated('local.m2999.x', `locals {\n${backwards}\n}`)), /^\?(?:depth|cycle)$/);
  });

  test('what doubles with every step comes to an end', () => {
    const steps = ['"${X}${X}"', 'concat(X, X)', 'format("%s%s", X, X)', 'join(X, [X, X])', 'replace(X, "a", "aaaa")', 'flatten([X, X])'];
    for (const step of steps) {
      const first = /concat|flatten/.test(step) ? '["a"]' : '"aaaa"';
      const locals = Array.from({ length: 60 }, (_, index) => `  s${index + 1} = ${step.replaceAll('X', `local.s${index}`)}`);
      assert.match(print(evaluated('local.s60', `locals {\n  s0 = ${first}\n${locals.join('\n')}\n}`)), /\?|…/, step);
    }
    const nested = Array.from({ length: 60 }, (_, index) => `  s${index + 1} = [local.s${index}, local.s${index}]`).join('\n');
    assert.match(print(evaluated('flatten(local.s60) == flatten(local.s60)', `locals {\n  s0 = "a"\n${nested}\n}`)), /^\?/);
  });

  test('files of values win over defaults in the order of Terraform; others are not loaded', () => {
    const variable = 'variable "x" {\n  default = "default"\n}';
    const assign = (value: string) => `x = "${value}"\n`;
    const files = [
      ['terraform.tfvars', assign('first')],
      ['terraform.tfvars.json', '{"x": "second"}'],
      ['a.auto.tfvars', assign('third')],
      ['b.auto.tfvars.json', '{"x": "fourth"}'],
    ] as const;
    assert.equal(print(evaluated('var.x', variable, { 'prod.tfvars': assign('prod') })), '"default"');
    for (const count of [1, 2, 3, 4]) {
      const expected = ['first', 'second', 'third', 'fourth'][count - 1];
      assert.equal(print(evaluated('var.x', variable, Object.fromEntries(files.slice(0, count)))), `"${expected}"`);
    }
  });

  test('null is the default where it is not allowed', () => {
    const files = { 'terraform.tfvars': 'x = null\n' };
    assert.equal(print(evaluated('var.x', 'variable "x" {\n  default = "a"\n}', files)), 'null');
    assert.equal(print(evaluated('var.x', 'variable "x" {\n  default  = "a"\n  nullable = false\n}', files)), '"a"');
  });

  test('a type constraint fills in what an object lacks, and makes sets', () => {
    const variable = `variable "x" {
  type = map(object({
    role    = optional(string, "roles/viewer")
    members = optional(set(string), [])
    title   = optional(string)
    nested  = optional(object({ on = optional(bool, true) }), {})
  }))
  default = { a = { members = ["x", "x"] }, b = { role = null, extra = 1 } }
}`;
    assert.equal(print(evaluated('var.x.a', variable)), '{ role = "roles/viewer", members = {"x"}, title = null, nested = { on = true } }');
    assert.equal(print(evaluated('var.x.b', variable)), '{ role = "roles/viewer", members = {}, title = null, nested = { on = true } }');
  });

  test('override files change what they name', () => {
    const files = { 'override.tf': 'locals {\n  a = "overridden"\n}\nvariable "x" {\n  default = "changed"\n}\n' };
    assert.equal(
      print(evaluated('"${local.a} ${var.x}"', 'locals {\n  a = "a"\n}\nvariable "x" {\n  default = "x"\n}', files)),
      '"overridden changed"',
    );
  });
});

describe('places', () => {
  const local = 'locals {\n  members = ["user:ana@example.com", "allUsers"]\n}\n';

  test('an element keeps the literal as its place through every step', () => {
    for (const expression of [
      'local.members[1]',
      'sort(local.members)[0]',
      '[for each in local.members : each][1]',
      'tolist(toset(concat(local.members, [])))[0]',
      'flatten([[local.members]])[1]',
      'merge({ a = local.members[1] }, {}).a',
      'reverse(local.members)[0]',
      'lower("x") == "x" ? local.members[1] : "y"',
      'try(local.members[7], local.members[1])',
      'split(",", "user:x,allUsers")[1]',
    ]) {
      assert.equal(places(evaluated(expression, local)).written, 'allUsers', expression);
    }
  });

  test('what holds a literal is the expression that stands elsewhere', () => {
    assert.deepEqual(places(evaluated('local.members[1]', local)), { written: 'allUsers', used: 'local.members[1]' });
    const variable = 'variable "who" {}\n';
    const value = evaluated('var.who', variable, { 'terraform.tfvars': 'who = "allUsers"\n' });
    assert.equal(value.span.file.name, 'terraform.tfvars');
    assert.deepEqual(places(value), { written: 'allUsers', used: 'var.who' });
  });

  test('what is unknown, or made, stands where the expression does', () => {
    assert.deepEqual(places(evaluated('var.unknown', declarations)), { written: 'var.unknown', used: undefined });
    assert.equal(places(evaluated('upper("a")')).written, 'upper("a")');
    assert.equal(places(evaluated('google_service_account.one.email', declarations)).written, 'google_service_account.one.email');
  });
});

describe('yamldecode', () => {
  test('what yamldecode reads stands in the heredoc', () => {
    const value = evaluated(
      'local.grants[1].members[0]',
      `locals {
  grants = yamldecode(<<-EOT
    - role: roles/viewer
      members: [user:ana@example.com]
    - role: roles/editor
      members:
        - "user:bob@example.com" # on call
  EOT
  )
}`,
    );
    assert.deepEqual(places(value), { written: 'user:bob@example.com', used: 'local.grants[1].members[0]' });
  });
});
