import assert from 'node:assert/strict';
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { test } from 'node:test';
import { pathToFileURL } from 'node:url';
import { version } from '../../server/host/assets.ts';
import { codes } from '../../server/linter/codes.ts';
import { folder } from './folder.ts';
import { leastwise } from './leastwise.ts';
import { assertSarif } from './sarifSchema.ts';

/** What the tests look at in a SARIF log. */
interface Log {
  readonly version: string;
  readonly runs: readonly {
    readonly tool: { readonly driver: { readonly version: string; readonly rules: readonly Descriptor[] } };
    readonly columnKind: string;
    readonly originalUriBaseIds: Readonly<Record<string, { readonly uri: string }>>;
    readonly invocations: readonly {
      readonly executionSuccessful: boolean;
      readonly toolExecutionNotifications: readonly Notification[];
    }[];
    readonly results: readonly Result[];
  }[];
}

interface Descriptor {
  readonly id: string;
  readonly helpUri: string;
  readonly help: { readonly markdown?: string };
  readonly defaultConfiguration: { readonly level: string };
}

interface Notification {
  readonly level: string;
  readonly message: { readonly text: string };
}

interface Place {
  readonly physicalLocation: { readonly artifactLocation: { readonly uri: string; readonly uriBaseId?: string }; readonly region: object };
}

interface Result {
  readonly ruleId: string;
  readonly ruleIndex: number;
  readonly level: string;
  readonly locations: readonly [Place];
  readonly relatedLocations: readonly Place[];
  readonly partialFingerprints: { readonly 'leastwise/v1': string };
  readonly suppressions?: readonly { readonly kind: string; readonly justification?: string }[];
  readonly fixes: readonly { readonly artifactChanges: readonly { readonly replacements: readonly object[] }[] }[];
}

async function sarif(root: string, ...args: string[]): Promise<Log['runs'][number]> {
  const { stdout } = await leastwise(root, ['lint', '--format', 'sarif', ...args]);
  const log: Log = JSON.parse(stdout);
  assertSarif(log);
  assert.equal(log.version, '2.1.0');
  const [run, ...others] = log.runs;
  assert(run && others.length === 0);
  return run;
}

const shop = `resource "google_project_iam_member" "public" {
  project = "p"
  role    = "roles/logging.Viewer"
  member  = "allUsers"
}

resource "google_project_iam_member" "owner" {
  project = "p"
  role    = "roles/owner" # leastwise: ignore[basic-role] break glass
  member  = "user:a@example.com"
}
`;

test('a run without findings is valid and describes every rule', async (t) => {
  const run = await sarif(folder(t, {}));
  assert.deepEqual(run.results, []);
  assert.equal(run.columnKind, 'utf16CodeUnits');
  assert.equal(run.tool.driver.version, version());
  assert.deepEqual(
    run.tool.driver.rules.map(({ id }) => id),
    [...Object.keys(codes), 'config'].toSorted(),
  );
  for (const { id, helpUri } of run.tool.driver.rules) {
    const page = id === 'config' ? 'configuration' : `rules/${id}`;
    assert.equal(helpUri, `https://github.com/leastwise/leastwise/blob/v${version()}/docs/${page}.md`);
  }
});

test('the page of a rule leads to other pages on the web', async (t) => {
  const run = await sarif(folder(t, { 'main.tf': shop }));
  const pages = new Map(run.tool.driver.rules.map(({ id, help }) => [id, help.markdown ?? '']));
  const docs = `https://github.com/leastwise/leastwise/blob/v${version()}/docs`;
  assert.ok(pages.get('basic-role')?.includes(`](${docs}/configuration.md#ignores)`));
  assert.ok(pages.get('user-grant')?.includes(`](${docs}/rules/personal-account.md)`));
  for (const page of pages.values()) assert.doesNotMatch(page, /\]\((?!https:)/);
});

test('a result has its rule, level, place and fixes', async (t) => {
  const root = folder(t, { 'in fra/main.tf': shop });
  const run = await sarif(root);
  assert.deepEqual(run.originalUriBaseIds, { '%SRCROOT%': { uri: `${pathToFileURL(root)}/` } });
  const result = run.results.find(({ ruleId }) => ruleId === 'unknown-role');
  assert(result);
  assert.equal(run.tool.driver.rules[result.ruleIndex]?.id, 'unknown-role');
  assert.equal(result.level, 'error');
  const region = { startLine: 3, startColumn: 14, endLine: 3, endColumn: 34 };
  // A fix writes the whole string, quotes included.
  const replaced = { ...region, startColumn: 13, endColumn: 35 };
  assert.deepEqual(result.locations, [
    { physicalLocation: { artifactLocation: { uri: 'in%20fra/main.tf', uriBaseId: '%SRCROOT%' }, region } },
  ]);
  assert.deepEqual(result.fixes[0]?.artifactChanges[0]?.replacements, [
    { deletedRegion: replaced, insertedContent: { text: '"roles/logging.viewer"' } },
  ]);
});

test('a file outside the working directory has its whole URI', async (t) => {
  const root = folder(t, { 'a/main.tf': shop, 'b/x.tf': '' });
  const { results } = await sarif(join(root, 'b'), '../a');
  assert.deepEqual(results[0]?.locations[0].physicalLocation.artifactLocation, { uri: `${pathToFileURL(root)}/a/main.tf` });
});

test('related places are located', async (t) => {
  const root = folder(t, {
    'main.tf': shop.replace('"allUsers"', 'var.who'),
    'variables.tf': 'variable "who" {\n  default = "allUsers"\n}\n',
  });
  const { results } = await sarif(root);
  const result = results.find(({ ruleId }) => ruleId === 'public-member');
  assert.equal(result?.locations[0].physicalLocation.artifactLocation.uri, 'variables.tf');
  assert.equal(result?.relatedLocations[0]?.physicalLocation.artifactLocation.uri, 'main.tf');
});

test('what a comment suppresses is there with its reason', async (t) => {
  const root = folder(t, { 'main.tf': shop });
  const { results } = await sarif(root);
  const suppressions = new Map(results.map(({ ruleId, suppressions }) => [ruleId, suppressions]));
  assert.deepEqual(suppressions.get('basic-role'), [{ kind: 'inSource', justification: 'break glass' }]);
  assert.deepEqual(suppressions.get('unknown-role'), []);
  const all = await sarif(root, '--no-ignores');
  assert(all.results.every((result) => !('suppressions' in result)));
});

test('what was skipped or unreadable is a notification', async (t) => {
  const root = folder(t, { 'main.tf': shop, 'large.json': ' '.repeat(1_048_577) });
  const { invocations } = await sarif(root, '.', 'gone');
  assert.deepEqual(
    invocations.map(({ executionSuccessful }) => executionSuccessful),
    [false],
  );
  assert.deepEqual(
    invocations[0]?.toolExecutionNotifications.map(({ level, message }) => `${level}: ${message.text}`),
    ['error: Cannot read gone: it does not exist.', 'warning: Skipped large.json: it is larger than 1 MB.'],
  );
});

test('fingerprints survive inserted lines, other files of the module and neighbours', async (t) => {
  const root = folder(t, { 'a/main.tf': shop });
  const fingerprints = async () => (await sarif(root)).results.map((result) => result.partialFingerprints['leastwise/v1']);
  const before = await fingerprints();
  assert.equal(new Set(before).size, before.length);
  writeFileSync(join(root, 'a', 'main.tf'), `# A comment.\n\n${shop.replace('project = "p"', 'project = "p"\n')}`);
  assert.deepEqual(await fingerprints(), before);
  const [first = '', second = ''] = shop.split('\n\n');
  writeFileSync(join(root, 'a', 'main.tf'), `${first}\n`);
  writeFileSync(join(root, 'a', 'other.tf'), second);
  assert.deepEqual((await fingerprints()).toSorted(), before.toSorted());
});

test('findings that agree in code, block and text have fingerprints of their own', async (t) => {
  const policy = { bindings: ['roles/a.b', 'roles/c.d'].map((role) => ({ role, members: ['allUsers'] })), etag: 'BwX=', version: 1 };
  const root = folder(t, { 'policy.json': JSON.stringify(policy, null, 2) });
  const { results } = await sarif(root);
  const fingerprints = results
    .filter(({ ruleId }) => ruleId === 'public-member')
    .map((result) => result.partialFingerprints['leastwise/v1']);
  assert.equal(fingerprints.length, 2);
  assert.equal(new Set(fingerprints).size, 2);
});
