import assert from 'node:assert/strict';
import { test } from 'node:test';
import { parse as parseReference } from 'yaml';
import { allowPolicy } from '../../server/linter/formats/allowPolicy.ts';
import type { Facts } from '../../server/linter/model.ts';
import { textOf } from '../../server/linter/source.ts';
import { catalog } from '../catalog.ts';
import { file, fill } from './values.ts';

function read(name: string, text: string): Facts {
  return allowPolicy.extract([file(name, text)], catalog)[0] as Facts;
}

/** `member: role` of each grant, by the text they stand on. */
function grants(name: string, text: string): string[] {
  return read(name, text).grants.map(({ span, role }) => `${textOf(span)}: ${textOf(role.span)}`);
}

/** What the policies belong to and where they come from. */
function envelopes(name: string, text: string): string[] {
  return read(name, text).policies.map(({ resource, origin }) => `${origin}, ${resource.level}, ${resource.title}`);
}

const binding = '{"role": "roles/viewer", "members": ["user:a@b.com"]}';

test('a policy as gcloud prints it', () => {
  const text = `bindings:
- condition:
    expression: request.time < timestamp("2027-01-01T00:00:00Z")
    title: until
  members:
  - user:a@b.com
  - serviceAccount:x@shop.iam.gserviceaccount.com
  role: roles/viewer
- members: [allUsers]
  role: projects/shop/roles/reader
etag: BwXyZ=
version: 3
`;
  assert.deepEqual(grants('policy.yaml', text), [
    'user:a@b.com: roles/viewer',
    'serviceAccount:x@shop.iam.gserviceaccount.com: roles/viewer',
    'allUsers: projects/shop/roles/reader',
  ]);
  const { policies, grants: found } = read('policy.yaml', text);
  assert.deepEqual(envelopes('policy.yaml', text), ['file, unknown, the resource']);
  assert.deepEqual(
    [policies[0]?.version, policies[0]?.etag].map((each) => each?.state === 'known' && each.value),
    [3, 'BwXyZ='],
  );
  assert.deepEqual(
    policies.map(({ span, conditional }) => [textOf(span), conditional]),
    [['bindings', true]],
  );
  const expression = found[0]?.condition?.expression;
  assert.equal(expression?.state === 'known' && expression.value, 'request.time < timestamp("2027-01-01T00:00:00Z")');
});

test('JSON, with comments and escapes, means the same', () => {
  assert.deepEqual(
    grants(
      'policy.json',
      `\uFEFF{ // reviewed\r\n  "bindings": [${binding}, {"members": ["user:\\u0061@b.com",], "role": "roles/editor"}] }`,
    ),
    ['user:a@b.com: roles/viewer', 'user:\\u0061@b.com: roles/editor'],
  );
});

test('a request carries a policy', () => {
  assert.deepEqual(envelopes('request.json', `{"policy": {"bindings": [${binding}]}, "updateMask": "bindings"}`), [
    'request, unknown, the resource',
  ]);
});

test('an asset export says what each policy belongs to', () => {
  const asset = (name: string, key = 'iam_policy') => `{"name": "${name}", "asset_type": "x", "${key}": {"bindings": [${binding}]}}`;
  const names = [
    '//cloudresourcemanager.googleapis.com/projects/shop',
    '//cloudresourcemanager.googleapis.com/folders/12',
    '//cloudresourcemanager.googleapis.com/organizations/34',
    '//iam.googleapis.com/projects/shop/serviceAccounts/x@shop.iam.gserviceaccount.com',
    '//cloudbilling.googleapis.com/billingAccounts/01-02',
    '//storage.googleapis.com/media',
    '//run.googleapis.com/projects/shop/locations/europe-west1/services/orders',
    '//pubsub.googleapis.com/projects/shop/topics/mail',
  ];
  const expected = [
    'report, project, project "shop"',
    'report, folder, folder "12"',
    'report, organization, organization "34"',
    'report, service-account, service account "x@shop.iam.gserviceaccount.com"',
    'report, billing-account, billing account "01-02"',
    'report, resource, bucket "media"',
    'report, resource, Cloud Run service "orders"',
    'report, resource, resource "mail"',
  ];
  assert.deepEqual(envelopes('assets.json', `${names.map((name) => asset(name)).join('\n')}\n`), expected);
  assert.deepEqual(envelopes('assets.json', `[${names.map((name) => asset(name, 'iamPolicy')).join(',\n')}]`), expected);
  assert.deepEqual(envelopes('feed.json', `{"asset": ${asset(names[0] ?? '', 'iamPolicy')}, "window": {}}`), expected.slice(0, 1));
});

test('search results say it too, as a list and as documents', () => {
  const result =
    'assetType: x\npolicy:\n  bindings:\n  - members:\n    - allUsers\n    role: roles/run.invoker\nproject: projects/1\nresource: //cloudresourcemanager.googleapis.com/projects/shop\n';
  assert.deepEqual(envelopes('search.yaml', `---\n${result}---\n${result}`), Array(2).fill('report, project, project "shop"'));
  const list = result.replace(/^(?=.)/gm, '  ').replace(/^ {2}assetType/, '- assetType');
  assert.deepEqual(envelopes('search.yaml', list), ['report, project, project "shop"']);
});

test('nothing can be revoked in a report', () => {
  assert.deepEqual(
    read('assets.json', `{"name": "//storage.googleapis.com/x", "iamPolicy": {"bindings": [${binding}]}}`).grants.map(
      ({ extent }) => extent,
    ),
    [undefined],
  );
});

test('revoking the last member takes the binding', () => {
  const text = `{\n  "bindings": [\n    ${binding},\n    {\n      "role": "roles/editor",\n      "members": [\n        "user:c@d.com",\n        "user:e@f.com"\n      ]\n    }\n  ]\n}\n`;
  const left = read('policy.json', text).grants.map(
    ({ extent }) => JSON.parse(text.slice(0, extent?.start) + text.slice(extent?.end)).bindings,
  );
  const editors = { role: 'roles/editor', members: ['user:c@d.com', 'user:e@f.com'] };
  assert.deepEqual(left, [
    [editors],
    [JSON.parse(binding), { ...editors, members: ['user:e@f.com'] }],
    [JSON.parse(binding), { ...editors, members: ['user:c@d.com'] }],
  ]);
});

test('a version that is missing is written before the bindings', () => {
  const version = (name: string, text: string) => fill(read(name, text).policies[0]?.version.slot, '3');
  assert.deepEqual(JSON.parse(version('p.json', `{"bindings": [${binding}]}`) ?? ''), { version: 3, bindings: [JSON.parse(binding)] });
  assert.equal(version('p.json', `{\r\n  "bindings": [${binding}]\r\n}`), `{\r\n  "version": 3,\r\n  "bindings": [${binding}]\r\n}`);
  assert.equal(version('p.yaml', `etag: x\nbindings:\n- ${binding}\n`), `etag: x\nversion: 3\nbindings:\n- ${binding}\n`);
  const listed = version('p.yaml', `- bindings:\n  - ${binding}\n`) ?? '';
  assert.deepEqual(parseReference(listed), [{ version: 3, bindings: [JSON.parse(binding)] }]);
  assert.equal(version('p.yaml', `{bindings: [${binding}]}\n`), undefined);
});

test('half-typed policies keep the grants of what is intact', () => {
  assert.deepEqual(grants('p.json', `{"bindings": [${binding}, {"role": "roles/editor", "members": ["user:c@d.com", "us`), [
    'user:a@b.com: roles/viewer',
    'user:c@d.com: roles/editor',
    '"us: roles/editor',
  ]);
  assert.deepEqual(
    grants('p.yaml', 'bindings:\n- role: roles/viewer\n  members:\n  - user:a@b.com\n- role: "roles/editor\n  members:\n  - allUsers\n'),
    ['user:a@b.com: roles/viewer', 'allUsers: "roles/editor'],
  );
  assert.equal(read('p.json', `{"bindings": [${binding}], "et`).policies[0]?.etag.state, 'unknown');
});

test('placeholders are unknown, members around them are known', () => {
  const { grants: found } = read(
    'p.yaml',
    'bindings:\n- role: roles/viewer\n  members:\n  - "serviceAccount:{{ .name }}@shop.iam.gserviceaccount.com"\n  - "%MEMBER%"\n',
  );
  assert.deepEqual(
    found.map(({ principal }) => principal.state),
    ['known', 'unknown'],
  );
});

test('what only looks like a policy is none', () => {
  const others: Record<string, string> = {
    'deny.json': '{"rules": [{"denyRule": {"deniedPrincipals": ["principalSet://goog/public:all"], "bindings": []}}]}',
    'aws.json': '{"Version": "2012-10-17", "Statement": [{"Effect": "Allow", "bindings": []}]}',
    'org.yaml': 'name: projects/1/policies/iam.x\nspec: {rules: [{enforce: true}]}\n# bindings\n',
    'rbac.yaml': 'apiVersion: rbac.authorization.k8s.io/v1\nkind: RoleBinding\nbindings:\n- role: roles/x\n  members: [user:a@b.com]\n',
    'connector.yaml':
      'apiVersion: iam.cnrm.cloud.google.com/v1beta1\nkind: IAMPolicy\nspec:\n  bindings:\n  - role: roles/x\n    members: [user:a@b.com]\n',
    'keys.json': '{"bindings": [{"key": "ctrl+a", "command": "x"}]}',
    'app.yaml': 'bindings:\n- role: admin\n  members: [alice, bob]\n',
    'empty.json': '{"bindings": []}',
    'main.tf.json': `{"bindings": [${binding}]}`,
    'notes.txt': `{"bindings": [${binding}]}`,
  };
  for (const [name, text] of Object.entries(others)) {
    assert.ok(!allowPolicy.recognizes(file(name, text)), name);
    assert.deepEqual(grants(name, text), [], name);
  }
});
