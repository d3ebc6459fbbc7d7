import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { textOf } from '../../server/linter/source.ts';
import { lintTexts } from '../markers.ts';

/** Where public members are found when the grant's member is this expression, beside these declarations. */
function found(member: string, declarations = ''): string[] {
  const text = `${declarations}
resource "google_storage_bucket_iam_member" "m" {
  bucket = "media"
  role   = "roles/storage.admin"
  member = ${member}
}`;
  return lintTexts(new Map([['main.tf', text]])).findings.map(({ span }) => textOf(span));
}

/** The same for the `for_each` of the grant. */
function foundForEach(collection: string, member = 'each.value', declarations = ''): string[] {
  return found(`${member}\n  for_each = ${collection}`, declarations);
}

describe('Terraform means', () => {
  const members: readonly (readonly [string, string, string?])[] = [
    ['"allUsers"', 'allUsers'],
    ['"all${"Users"}"', '"all${"Users"}"'],
    ['"${local.who}"', 'allUsers', 'locals {\n  who = "allUsers"\n}'],
    ['(local.who)', 'allUsers', 'locals {\n  who = "allUsers"\n}'],
    ['local.who.web', 'allUsers', 'locals {\n  who = { web = "allUsers" }\n}'],
    ['local.who["web"]', 'allUsers', 'locals {\n  who = { "web" = "allUsers" }\n}'],
    ['local.who[1]', 'allUsers', 'locals {\n  who = ["user:ana@example.com", "allUsers"]\n}'],
    ['var.who', 'allUsers', 'variable "who" {\n  default = "allUsers"\n}'],
    ['var.open ? "allUsers" : "user:ana@example.com"', 'allUsers', 'variable "open" {\n  default = true\n}'],
    ['var.who == null ? "allUsers" : var.who', 'allUsers', 'variable "who" {\n  default = null\n}'],
    [
      '!var.closed && var.size != "small" ? "allUsers" : ""',
      'allUsers',
      'variable "closed" {\n  default = false\n}\nvariable "size" {\n  default = "large"\n}',
    ],
    ['coalesce(null, "", "allUsers")', 'allUsers'],
    ['try("allUsers", "user:ana@example.com")', 'allUsers'],
    ['lookup({ web = "allUsers" }, "web", "user:ana@example.com")', 'allUsers'],
    ['lookup({}, "web", "allUsers")', 'allUsers'],
    ['merge({ a = "x" }, { a = "allUsers" }).a', 'allUsers'],
    ['one(["allUsers"])', 'allUsers'],
    ['format("all%s", "Users")', 'format("all%s", "Users")'],
    ['trimspace(" allUsers ")', 'trimspace(" allUsers ")'],
  ];
  for (const [member, where, declarations] of members) test(member, () => assert.deepEqual(found(member, declarations), [where]));

  const collections: readonly (readonly [string, string?])[] = [
    ['toset(["allUsers", "user:ana@example.com"])'],
    ['concat(["user:ana@example.com"], ["allUsers"])'],
    ['setunion(["allUsers"], [])'],
    ['distinct(flatten([["allUsers"], []]))'],
    ['compact(["", "allUsers"])'],
    ['{ web = "allUsers" }'],
    ['values({ web = "allUsers" })'],
    ['{ for name in ["allUsers"] : name => name }'],
    ['[for key, value in { web = "allUsers", no = "x" } : value if key == "web"]'],
    ['concat(var.more, ["allUsers"])'],
  ];
  for (const [collection] of collections) test(`for_each = ${collection}`, () => assert.deepEqual(foundForEach(collection), ['allUsers']));

  test('for_each = keys({ allUsers = 1 })', () => {
    assert.deepEqual(foundForEach('toset(keys({ allUsers = 1 }))', 'each.key'), ['allUsers']);
  });

  test('setproduct', () => {
    assert.deepEqual(foundForEach('setproduct(["allUsers"], ["a", "b"])', 'each.value[0]'), ['allUsers']);
  });
});

describe('Terraform leaves open', () => {
  const members: readonly (readonly [string, string?])[] = [
    ['var.who'],
    ['var.who', 'variable "who" {}'],
    ['var.open ? "allUsers" : "user:ana@example.com"', 'variable "open" {}'],
    ['module.access.member'],
    ['data.external.who.result.member'],
    ['local.missing'],
    ['upper(var.who)'],
    ['lookup(var.members, "web", "allUsers")'],
    ['coalesce(var.who, "allUsers")'],
    ['unheardOf("allUsers")'],
  ];
  for (const [member, declarations] of members) test(member, () => assert.deepEqual(found(member, declarations), []));

  test('an element of a collection that is not known', () => assert.deepEqual(foundForEach('var.members'), []));
  test('a collection without elements', () => assert.deepEqual(foundForEach('toset([])'), []));
});

test('the default of a variable says nothing where a caller sets the variable', () => {
  const called =
    'variable "who" {\n  default = "allUsers"\n}\nresource "google_storage_bucket_iam_member" "m" {\n  bucket = "media"\n  role = "roles/storage.admin"\n  member = var.who\n}\n';
  const findings = (caller: string) =>
    lintTexts(
      new Map([
        ['main.tf', caller],
        ['modules/access/main.tf', called],
      ]),
    ).findings.length;
  assert.equal(findings('module "access" {\n  source = "./modules/access"\n  who = "group:team@example.com"\n}\n'), 0);
  assert.equal(findings('module "access" {\n  source = "./modules/access"\n}\n'), 1);
  assert.equal(findings('module "access" {\n  source = "./modules/other"\n  who = "group:team@example.com"\n}\n'), 1);
});

test('blocks that are generated from what is known are blocks like others', () => {
  const text = `data "google_iam_policy" "p" {
  dynamic "binding" {
    for_each = { "roles/storage.admin" = ["allUsers"], "roles/storage.objectViewer" = ["group:team@example.com"] }
    iterator = each_binding
    content {
      role    = each_binding.key
      members = each_binding.value
    }
  }
}`;
  assert.deepEqual(
    lintTexts(new Map([['main.tf', text]])).findings.map(({ code, span }) => [code, textOf(span)]),
    [['public-member', 'allUsers']],
  );
});
