import assert from 'node:assert/strict';
import { test } from 'node:test';
import { FileChangeType, PublishDiagnosticsNotification } from 'vscode-languageserver';
import { connected, queue, rangeOf, root, uriOf } from './client.ts';

const terraform = `resource "google_project_iam_member" "all" {
  project = "shop"
  role    = "roles/logging.viewer"
  member  = "allUsers"
}
`;

const service = `apiVersion: serving.knative.dev/v1
kind: Service
metadata:
  name: orders
spec:
  template:
    spec:
      serviceAccountName: 123456789012-compute@developer.gserviceaccount.com
      containers:
        - image: orders
`;

const policy = `{
  "etag": "BwYh3kQf1oM=",
  "bindings": [
    { "role": "roles/logging.viewer", "members": ["allUsers"] }
  ]
}
`;

test('lints open documents of all three formats', async (t) => {
  const client = await connected(t);
  await client.open('main.tf', terraform);
  await client.open('service.yaml', service, 'yaml');
  await client.open('policy.json', policy, 'json');
  assert.deepEqual(await client.codes('main.tf'), ['public-member']);
  assert.deepEqual(await client.codes('service.yaml'), ['default-service-account']);
  assert.deepEqual(await client.codes('policy.json'), ['public-member']);
});

test('points at the one member and says who says so, where to read more and how bad it is', async (t) => {
  const client = await connected(t);
  await client.open('main.tf', terraform);
  const [diagnostic] = await client.diagnostics('main.tf');
  assert.deepEqual(diagnostic?.range, rangeOf(terraform, 'allUsers'));
  assert.equal(diagnostic?.source, 'leastwise');
  assert.equal(diagnostic?.severity, 1);
  assert.match(
    diagnostic?.codeDescription?.href ?? '',
    /^https:\/\/github\.com\/leastwise\/leastwise\/blob\/v\d+\.\d+\.\d+\/docs\/rules\/public-member\.md$/,
  );
});

test('marks a deprecated role as such', async (t) => {
  const client = await connected(t);
  await client.open(
    'main.tf',
    terraform.replace('roles/logging.viewer', 'roles/automl.predictor').replace('allUsers', 'user:ada@example.com'),
  );
  await client.edit('main.tf', 'roles/automl.predictor', 'roles/securitycenter.notificationConfigEditor');
  for (const { code, tags } of await client.diagnostics('main.tf')) assert.deepEqual(tags, code === 'unknown-role' ? [2] : []);
});

test('counts lines and UTF-16 units, whatever ends the lines and however wide the characters', async (t) => {
  const client = await connected(t);
  const text =
    '# \u{1f4a1}\r\nresource "google_project_iam_member" "\u{1f600}x" {\r\n  role = "roles/logging.viewer"\r\n  /* \u{1f680}\u{1f680} */ member = "allUsers"\r\n}\r\n';
  await client.open('main.tf', text);
  const [diagnostic] = await client.diagnostics('main.tf');
  assert.deepEqual(diagnostic?.range, { start: { line: 3, character: 23 }, end: { line: 3, character: 31 } });
  await client.change('main.tf', rangeOf(text, '\u{1f680}\u{1f680}'), '\u{1f680}');
  const [moved] = await client.diagnostics('main.tf');
  assert.deepEqual(moved?.range, { start: { line: 3, character: 21 }, end: { line: 3, character: 29 } });
});

test('follows incremental edits', async (t) => {
  const client = await connected(t);
  await client.open('main.tf', terraform);
  await client.edit('main.tf', 'allUsers', 'user:ada@example.com');
  assert.deepEqual(await client.codes('main.tf'), []);
  await client.edit('main.tf', 'roles/logging.viewer', 'roles/editor');
  assert.deepEqual(await client.codes('main.tf'), ['basic-role']);
});

test('does not repeat diagnostics that the client has', async (t) => {
  const client = await connected(t);
  await client.open('main.tf', terraform);
  const { resultId } = await client.pull('main.tf');
  assert.deepEqual(await client.pull('main.tf', resultId), { kind: 'unchanged', resultId });
  await client.edit('main.tf', '"shop"', '"store"');
  assert.equal((await client.pull('main.tf', resultId)).kind, 'full', 'the message names the project');
});

test('says nothing about files that are none of its business', async (t) => {
  const client = await connected(t);
  await client.open('deployment.yaml', 'apiVersion: apps/v1\nkind: Deployment\n', 'yaml');
  await client.open('package-lock.json', policy, 'json');
  await client.open('terraform.tfstate', policy, 'json');
  await client.open('.terraform/modules/x/main.tf', terraform);
  for (const path of ['deployment.yaml', 'package-lock.json', 'terraform.tfstate', '.terraform/modules/x/main.tf']) {
    assert.deepEqual(await client.codes(path), [], path);
  }
});

test('an edit of one file changes the findings of another, and the client is told to ask again', async (t) => {
  const uses = terraform.replace('allUsers', `serviceAccount:\${var.name}@shop.iam.gserviceaccount.com`);
  const client = await connected(t);
  await client.open('main.tf', uses);
  await client.open('variables.tf', 'variable "name" {\n  default = "api-runtime"\n}\n');
  assert.deepEqual(await client.codes('main.tf'), []);
  await client.edit('variables.tf', 'api-runtime', 'API');
  await client.refreshes.take();
  assert.deepEqual(await client.codes('main.tf'), ['invalid-member']);
});

test('a role that is written elsewhere has a related place where it is used', async (t) => {
  const client = await connected(t, { 'variables.tf': 'variable "who" {\n  default = "allUsers"\n}\n' });
  await client.open('main.tf', terraform.replace('"allUsers"', 'var.who'));
  assert.deepEqual(await client.codes('main.tf'), []);
  const [diagnostic] = await client.diagnostics('variables.tf');
  assert.deepEqual(
    diagnostic?.relatedInformation?.map(({ location }) => location),
    [{ uri: uriOf('main.tf'), range: rangeOf(client.text('main.tf'), 'var.who') }],
  );
});

test('streams the diagnostics of the workspace as they change', async (t) => {
  const client = await connected(t, { 'main.tf': terraform, 'prod/policy.json': policy, 'README.json': '{}' });
  const { next } = client.stream();
  assert.deepEqual(await next(), { 'main.tf': ['public-member'], 'prod/policy.json': ['public-member'] });

  await client.open('main.tf', terraform);
  await client.edit('main.tf', 'allUsers', 'allAuthenticatedUsers');
  assert.deepEqual(await next(), { 'main.tf': ['public-member'] });

  client.disk.texts.delete(uriOf('prod/policy.json'));
  await client.watched(['prod/policy.json', FileChangeType.Deleted]);
  assert.deepEqual(await next(), { 'prod/policy.json': [] });
});

test('repeats in a stream what it said of a document that was closed, since the client may have thrown it away', async (t) => {
  const client = await connected(t, { 'main.tf': terraform });
  const { next } = client.stream();
  await next();
  await client.open('main.tf', terraform);
  await client.close('main.tf');
  assert.deepEqual(await next(), { 'main.tf': ['public-member'] });
});

test('a stream ends without a word when the client cancels it', async (t) => {
  const client = await connected(t, { 'main.tf': terraform });
  const { next, answer, cancel } = client.stream();
  await next();
  cancel();
  assert.deepEqual(await answer, { items: [] });
});

test('does not repeat in a new stream what the client has', async (t) => {
  const client = await connected(t, { 'main.tf': terraform, 'policy.json': policy });
  await client.open('main.tf', terraform);
  const { resultId = '' } = await client.pull('main.tf');
  const { next } = client.stream([{ uri: uriOf('main.tf'), value: resultId }]);
  assert.deepEqual(await next(), { 'policy.json': ['public-member'] });
});

test('answers at once a client that takes no partial results', async (t) => {
  const client = await connected(t, { 'main.tf': terraform });
  const { items } = await client.pullWorkspace();
  assert.deepEqual(
    items.map(({ uri }) => uri),
    [uriOf('main.tf')],
  );
});

test('publishes for a client that does not pull, and takes back what is mended', async (t) => {
  const client = await connected(t, { 'policy.json': policy }, { capabilities: {} });
  const published = queue<string>();
  client.connection.onNotification(PublishDiagnosticsNotification.type, ({ uri, diagnostics }) =>
    published.put(`${uri.replace(`${root}/`, '')}: ${diagnostics.map(({ code }) => code)}`),
  );
  assert.equal(await published.take(), 'policy.json: public-member');
  await client.open('main.tf', terraform);
  assert.equal(await published.take(), 'main.tf: public-member');
  await client.edit('main.tf', 'allUsers', 'user:ada@example.com');
  assert.equal(await published.take(), 'main.tf: ');
});
