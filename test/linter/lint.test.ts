import assert from 'node:assert/strict';
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, test } from 'node:test';
import { defaultConfig } from '../../server/linter/config.ts';
import { lint } from '../../server/linter/lint.ts';
import type { Severity } from '../../server/linter/rule.ts';
import { SourceFile, textOf } from '../../server/linter/source.ts';
import { catalog } from '../catalog.ts';
import { lintTexts, now, strip } from '../markers.ts';

function codes(text: string, name = 'main.tf'): string[] {
  return lintTexts(new Map([[name, text]])).findings.map(({ code, span }) => `${code} ${textOf(span)}`);
}

function projectGrant(role: string, ...members: string[]): string {
  return `resource "google_project_iam_binding" "b" {
  project = "shop-prod"
  role    = "${role}"
  members = ${JSON.stringify(members)}
}`;
}

const computeDefault = 'serviceAccount:123456789012-compute@developer.gserviceaccount.com';

describe('one reason is one finding, of the most specific rule', () => {
  test('a basic role for everyone is public-member', () => {
    assert.deepEqual(codes(projectGrant('roles/owner', 'allUsers')), ['public-member allUsers']);
  });

  test('a basic role for a default account is privileged-default-service-account', () => {
    assert.deepEqual(codes(projectGrant('roles/owner', computeDefault)), [`privileged-default-service-account ${computeDefault}`]);
  });

  test('impersonation by a default account is privileged-default-service-account', () => {
    assert.deepEqual(codes(projectGrant('roles/iam.serviceAccountTokenCreator', computeDefault)), [
      `privileged-default-service-account ${computeDefault}`,
    ]);
  });

  test('impersonation by everyone is public-member', () => {
    assert.deepEqual(codes(projectGrant('roles/iam.serviceAccountUser', 'allAuthenticatedUsers')), ['public-member allAuthenticatedUsers']);
  });

  test('the role is still reported for the members that nothing more specific takes, and names only those', () => {
    const { findings } = lintTexts(
      new Map([['main.tf', projectGrant('roles/owner', 'allUsers', computeDefault, 'group:team@example.com')]]),
    );
    assert.deepEqual(
      findings.map(({ code }) => code),
      ['basic-role', 'public-member', 'privileged-default-service-account'],
    );
    assert.match(findings[0]?.message ?? '', /gives group:team@example\.com [\d,]+ permissions/);
  });

  test('a basic role in the wrong letter case is unknown-role only', () => {
    assert.deepEqual(codes(projectGrant('roles/Editor', 'group:team@example.com')), ['unknown-role roles/Editor']);
  });

  test('a member that cannot be is invalid-member only', () => {
    assert.deepEqual(codes(projectGrant('roles/run.viewer', 'allusers')), ['invalid-member allusers']);
  });

  test('a template that makes several roles has the most specific of each', () => {
    const text = `resource "google_project_iam_member" "m" {
  for_each = toset(["editor", "logging.viewr", "iam.serviceAccountTokenCreator", "run.viewer"])
  project  = "shop-prod"
  role     = "roles/\${each.key}"
  member   = "group:team@example.com"
}`;
    const at = '"roles/${each.key}"';
    assert.deepEqual(codes(text), [`basic-role ${at}`, `impersonation-at-scope ${at}`, `unknown-role ${at}`]);
  });

  test('a template that makes several members has the most specific of each', () => {
    const text = `resource "google_storage_bucket_iam_member" "m" {
  for_each = { a = "domain:example.com", b = "allUsers", c = "user:ana.doe@gmail.com", d = "ana@example.com" }
  bucket   = "orders"
  role     = "roles/storage.objectAdmin"
  member   = format("%s", each.value)
}`;
    assert.deepEqual(
      codes(text).map((each) => each.split(' ')[0]),
      ['invalid-member', 'personal-account', 'public-member', 'wide-principal-set'],
    );
  });

  test('a template is not written anew for one of those that it makes', () => {
    const text = `resource "google_project_iam_member" "m" {
  for_each = { a = ["editor", "user:ana"], b = ["run.Viewer", "User:ben"] }
  project  = "shop-prod"
  role     = "roles/\${each.value[0]}"
  member   = "\${each.value[1]}@example.com"
}`;
    const { findings } = lintTexts(new Map([['main.tf', text]]));
    assert.deepEqual(
      findings.map(({ code, fixes }) => [code, fixes.length]),
      [
        ['basic-role', 0],
        ['unknown-role', 0],
        ['invalid-member', 0],
      ],
    );
  });

  test('an agent that is attached is service-agent-attached only', () => {
    assert.deepEqual(
      codes(`resource "google_cloud_run_v2_service" "s" {
  template {
    service_account = "123456789012@cloudbuild.gserviceaccount.com"
  }
}`),
      ['service-agent-attached 123456789012@cloudbuild.gserviceaccount.com'],
    );
  });
});

test('one literal that several resources use is one finding with all of them related', () => {
  const { findings } = lintTexts(
    new Map([
      ['locals.tf', 'locals {\n  who = "allUsers"\n}\n'],
      [
        'main.tf',
        ['a', 'b', 'c']
          .map(
            (name) =>
              `resource "google_storage_bucket_iam_member" "${name}" {\n  bucket = "${name}"\n  role = "roles/storage.admin"\n  member = local.who\n}\n`,
          )
          .join('\n'),
      ],
    ]),
  );
  assert.deepEqual(
    findings.map(({ span, related }) => [textOf(span), related.map((each) => textOf(each.span))]),
    [['allUsers', ['local.who', 'local.who', 'local.who']]],
  );
});

describe('the configuration', () => {
  const file = new SourceFile('file:///main.tf', projectGrant('roles/owner', 'group:team@example.com'));
  const run = (rules: Record<string, Severity | 'off'>) => lint([file], { catalog, now, config: { ...defaultConfig, rules } }).findings;

  test('gives a rule another severity', () => {
    assert.deepEqual(
      run({ 'basic-role': 'error' }).map(({ severity }) => severity),
      ['error'],
    );
  });

  test('switches a rule off', () => {
    assert.deepEqual(run({ 'basic-role': 'off' }), []);
  });

  test('leaves other rules alone', () => {
    assert.deepEqual(
      run({ 'public-member': 'off' }).map(({ severity }) => severity),
      ['warning'],
    );
  });
});

/** All files of all fixtures, each fixture in a directory of its own. */
function fixtures(): SourceFile[] {
  const root = join(import.meta.dirname, '../rules');
  return readdirSync(root, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile() && !entry.name.endsWith('.ts'))
    .map((entry) => join(entry.parentPath, entry.name))
    .sort()
    .map((path) => new SourceFile(`file:///${path.slice(root.length + 1)}`, strip(readFileSync(path, 'utf8'))));
}

function shown(files: readonly SourceFile[]): string {
  const { findings } = lint(files, { catalog, now });
  return JSON.stringify(findings, (key, value) => (key === 'file' ? (value as SourceFile).uri : value));
}

describe('the same files give the same findings', () => {
  const files = fixtures();
  const first = shown(files);

  test('again', () => {
    assert.equal(shown(files), first);
  });

  test('from new objects', () => {
    assert.equal(shown(fixtures()), first);
  });

  test('in whatever order they come', () => {
    assert.equal(shown(files.toReversed()), first);
    assert.equal(shown(files.toSorted((a, b) => a.text.length - b.text.length)), first);
  });
});

describe('facts are read once', () => {
  const terraform = new SourceFile('file:///a/main.tf', projectGrant('roles/owner', 'group:team@example.com'));
  const other = new SourceFile('file:///b/main.tf', projectGrant('roles/viewer', 'group:team@example.com'));
  const yaml = new SourceFile(
    'file:///job.yaml',
    'apiVersion: run.googleapis.com/v1\nkind: Job\nspec: {template: {spec: {template: {spec: {}}}}}\n',
  );
  const policy = new SourceFile('file:///policy.json', '{"bindings": [{"role": "roles/viewer", "members": ["user:ana@example.com"]}]}');
  const model = (...files: SourceFile[]) => lint(files, { catalog, now }).model;

  test('the same objects give the same facts', () => {
    const [one, two] = [model(terraform, other, yaml, policy), model(terraform, other, yaml, policy)];
    assert.ok(one.grants.length > 2 && one.workloads.length === 1);
    assert.ok(one.grants.every((grant, index) => grant === two.grants[index]));
    assert.ok(one.workloads.every((workload, index) => workload === two.workloads[index]));
  });

  test('an edit reads its own directory again and no other', () => {
    const before = model(terraform, other);
    const after = model(new SourceFile(terraform.uri, `${terraform.text}\n# edited`), other);
    assert.notEqual(after.grants[0], before.grants[0]);
    assert.equal(after.grants[1], before.grants[1]);
  });
});
