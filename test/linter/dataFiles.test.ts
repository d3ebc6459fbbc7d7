import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { defaultConfig } from '../../server/linter/config.ts';
import { lint, type Options, requires } from '../../server/linter/lint.ts';
import { slotAt } from '../../server/linter/slots.ts';
import { SourceFile, textOf } from '../../server/linter/source.ts';
import { catalog } from '../catalog.ts';
import { foldersOf } from '../folders.ts';
import { now } from '../markers.ts';

/** The files of a workspace by their names. */
function workspace(texts: Readonly<Record<string, string>>): SourceFile[] {
  return Object.entries(texts).map(([name, text]) => new SourceFile(`file:///w/${name}`, text));
}

function linted(files: readonly SourceFile[], options: Partial<Options> = {}) {
  return lint(files, { catalog, now, whole: 'file:///w', folders: foldersOf(files), ...options });
}

/** The findings as `file: code text`. */
function findings(files: readonly SourceFile[], options?: Partial<Options>): string[] {
  return linted(files, options).findings.map(({ code, span }) => `${span.file.uri.slice('file:///w/'.length)}: ${code} ${textOf(span)}`);
}

const grant = (role: string, name = 'it') =>
  `resource "google_project_iam_member" "${name}" {\n  project = "shop"\n  role    = ${role}\n  member  = "group:shop@example.com"\n}\n`;
const reader = (path = '${path.module}/data/iam.yaml', name?: string) => grant(`yamldecode(file("${path}")).role`, name);
const editor = 'role: roles/editor\n';
const viewer = 'role: roles/logging.viewer\n';
const found = ['data/iam.yaml: basic-role roles/editor'];

describe('what modules read', () => {
  test('is asked for, as far as is known', () => {
    const list = '${path.module}/teams';
    const factory = `locals {\n  teams = { for f in fileset("${list}", "*.yaml") : f => yamldecode(file("${list}/\${f}")) }\n}\n`;
    const files = workspace({
      'main.tf': `${factory}${grant('each.value.role\n  for_each = local.teams')}${reader('${path.module}/../data/a b.yaml', 'other')}`,
      'start.tf': 'locals {\n  script = file("start.sh")\n}\n',
    });
    const none = { modules: [], data: ['file:///data/a%20b.yaml'], folders: ['file:///w/teams/*'] };
    assert.deepEqual(requires(files, { catalog }), none);
    const folders = new Map([['file:///w/teams/*', { paths: ['a.yaml', 'b.txt'], complete: true }]]);
    assert.deepEqual(requires(files, { catalog, folders }).data, ['file:///w/teams/a.yaml', 'file:///data/a%20b.yaml']);
  });

  test('is nothing where no function of files is called', () => {
    assert.deepEqual(requires(workspace({ 'main.tf': grant('"roles/editor"') }), { catalog }), { modules: [], data: [], folders: [] });
  });
});

describe('an edit', () => {
  const files = workspace({ 'main.tf': reader(), 'other/main.tf': grant('"roles/viewer"'), 'data/iam.yaml': editor, 'x.yaml': 'a: 1' });
  const replaced = (name: string, text: string) =>
    files.map((file) => (file.uri === `file:///w/${name}` ? new SourceFile(file.uri, text) : file));

  test('of the data changes the findings of the module, and nothing else is read anew', () => {
    const before = linted(files);
    const edited = replaced('data/iam.yaml', viewer);
    assert.deepEqual(findings(files), [...found, 'other/main.tf: basic-role roles/viewer']);
    assert.deepEqual(findings(edited), ['other/main.tf: basic-role roles/viewer']);
    const after = linted(edited);
    assert.deepEqual(
      after.model.parts.map((part) => before.model.parts.includes(part)),
      [false, true],
    );
  });

  test('of another file changes nothing', () => {
    const before = linted(files);
    assert.deepEqual(linted(replaced('x.yaml', 'a: 2')).model.parts, before.model.parts);
  });

  test('that takes the data away leaves it unknown, and one that brings it finds it', () => {
    const without = files.filter(({ uri }) => !uri.endsWith('data/iam.yaml'));
    assert.deepEqual(findings(without), ['other/main.tf: basic-role roles/viewer']);
    assert.deepEqual(findings(files).slice(0, 1), found);
  });
});

describe('a problem is told once', () => {
  test('where two modules read the same file', () => {
    const files = workspace({ 'a/main.tf': reader('../data/iam.yaml'), 'b/main.tf': reader('../data/iam.yaml'), 'data/iam.yaml': editor });
    assert.deepEqual(findings(files), found);
    assert.deepEqual(
      linted(files).findings.flatMap(({ related }) => related.map(({ span }) => span.file.uri)),
      ['file:///w/a/main.tf', 'file:///w/b/main.tf'],
    );
  });

  test('where the file is an allow policy, too', () => {
    const policy = '{ "bindings": [{ "role": "roles/editor", "members": ["group:shop@example.com"] }] }';
    const resource = 'resource "google_project_iam_policy" "p" {\n  project = "shop"\n  policy_data = file("policy.json")\n}\n';
    const files = workspace({ 'main.tf': resource, 'policy.json': policy });
    const levels = { config: { ...defaultConfig, levels: [{ directory: 'file:///w', glob: '*.json', level: 'project' as const }] } };
    assert.deepEqual(findings(files, levels), [
      'main.tf: authoritative-project-policy google_project_iam_policy',
      'main.tf: service-agent-dropped policy_data',
      'policy.json: basic-role roles/editor',
    ]);
    assert.deepEqual(findings(files.slice(1), levels), [
      'policy.json: service-agent-dropped bindings',
      'policy.json: basic-role roles/editor',
    ]);
  });

  test('where a secret is in it', () => {
    const key = `key: AIza${'Sy1aB2cD3eF4gH5iJ6kL7mN8oP9qR0sT1uV'}\n`;
    const files = workspace({ 'a/main.tf': reader('../x.yaml'), 'b/main.tf': reader('../x.yaml'), 'x.yaml': key });
    assert.deepEqual(
      linted(files).findings.map(({ code }) => code),
      ['hardcoded-credential'],
    );
  });
});

describe('what is not read', () => {
  const cases: readonly [what: string, texts: Readonly<Record<string, string>>][] = [
    ['a path from where Terraform runs, of a module that is called', { 'm/main.tf': reader('data/iam.yaml'), 'm/data/iam.yaml': editor }],
    ['a path of the root, of a module that is called', { 'm/main.tf': reader('${path.root}/iam.yaml'), 'm/iam.yaml': editor }],
  ];
  for (const [what, texts] of cases)
    test(what, () => assert.deepEqual(findings(workspace({ ...texts, 'main.tf': 'module "m" {\n  source = "./m"\n}\n' })), []));

  test('what the configuration leaves out', () => {
    const files = workspace({ 'main.tf': reader(), 'data/iam.yaml': editor, 'leastwise.jsonc': '{ "exclude": ["data/**"] }' });
    assert.deepEqual(findings(files), []);
  });

  test('a key file', () => {
    const key = JSON.stringify({ type: 'service_account', private_key: '-----BEGIN PRIVATE KEY-----\nMIIE' });
    const files = workspace({ 'main.tf': 'provider "google" {\n  credentials = file("key.json")\n}\n', 'key.json': key });
    assert.deepEqual(findings(files), ['main.tf: provider-credentials file("key.json")']);
  });
});

test('a module that is called reads beside itself, and from the root of its caller', () => {
  const module =
    reader('${path.module}/data/iam.yaml') + grant('yamldecode(file("${path.root}/iam.yaml")).role', 'root').replace('"shop"', '"root"');
  const texts = { 'main.tf': 'module "m" {\n  source = "./m"\n}\n', 'm/main.tf': module, 'm/data/iam.yaml': editor, 'iam.yaml': editor };
  assert.deepEqual(findings(workspace(texts)), ['iam.yaml: basic-role roles/editor', 'm/data/iam.yaml: basic-role roles/editor']);
});

test('comments and entries suppress in data files, and those that suppress nothing are told', () => {
  const texts = {
    'main.tf': reader(),
    'data/iam.yaml': 'role: roles/editor # leastwise: ignore[basic-role] for now\nmore: 1 # leastwise: ignore[public-member]\n',
  };
  assert.deepEqual(findings(workspace(texts)), ['data/iam.yaml: unused-suppression public-member']);
  const config = '{ "ignores": [{ "files": "data/*.yaml", "codes": ["basic-role"], "pointer": "/role", "reason": "for now" }] }';
  assert.deepEqual(findings(workspace({ 'main.tf': reader(), 'data/iam.yaml': editor, 'leastwise.jsonc': config })), []);
});

test('a list of files that may be longer is not all there is', () => {
  const factory = 'locals {\n  all = { for f in fileset("data", "*.yaml") : f => yamldecode(file("data/${f}")) }\n}\n';
  const main = `${factory}${grant('each.value.role\n  for_each = local.all')}`;
  const files = workspace({ 'main.tf': main, 'data/iam.yaml': editor });
  const listed = (complete: boolean) => ({ folders: new Map([['file:///w/data/*', { paths: ['iam.yaml', 'missing.yaml'], complete }]]) });
  assert.deepEqual(findings(files, listed(false)), found);
  assert.equal(linted(files, listed(true)).model.statements.length, 2);
  assert.equal(linted(files, listed(false)).model.statements.length, 3);
});

test('of many data files each is judged', () => {
  const factory = `locals {
  teams  = { for f in fileset("data", "*.yaml") : f => yamldecode(file("data/\${f}")) }
  grants = flatten([for name, team in local.teams : [for member in team.members : { key = "\${name} \${member}", role = team.role, member = member }]])
}
resource "google_project_iam_member" "all" {
  for_each = { for grant in local.grants : grant.key => grant }
  project  = "shop"
  role     = each.value.role
  member   = each.value.member
}
`;
  const team = `role: roles/editor\nmembers:\n${Array.from({ length: 10 }, (_, index) => `  - group:g${index}@example.com\n`).join('')}`;
  const names = Array.from({ length: 300 }, (_, index) => `data/${String(index).padStart(3, '0')}.yaml`);
  const files = workspace({ 'main.tf': factory, ...Object.fromEntries(names.map((name) => [name, team])) });
  assert.deepEqual(
    findings(files).filter((each) => each.includes('basic-role')),
    names.map((name) => `${name}: basic-role roles/editor`),
  );
});

test('a scalar of a data file is a slot, and what is not used is none', () => {
  const texts = {
    'main.tf': `${reader()}${grant('"roles/viewer"', 'other').replace('"group:shop@example.com"', 'yamldecode(file("data/iam.yaml")).who[0]')}`,
    'data/iam.yaml': 'role: roles/editor # all\nwho:\n  - "group:shop@example.com"\nother: roles/viewer\n',
  };
  const files = workspace(texts);
  const [, data] = files;
  const { model } = linted(files);
  const at = (text: string) => {
    const slot = data && slotAt(model, data, data.text.indexOf(text) + 3, { catalog });
    return slot && [slot.kind, textOf(slot.span), slot.style];
  };
  assert.deepEqual(at('roles/editor'), ['role', 'roles/editor', 'bare']);
  assert.deepEqual(at('group:shop'), ['member', 'group:shop@example.com', 'double']);
  for (const none of ['role: ', '# all', 'other', 'roles/viewer']) assert.equal(at(none), undefined, none);
});
