import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { CompletionResolveRequest } from 'vscode-languageserver';
import { codesAfter, labels, typed, typedIn } from './completed.ts';

describe('conditions', () => {
  const on = (expression: string, family = 'storage_bucket', role = 'roles/storage.objectViewer') =>
    `resource "google_${family}_iam_member" "m" {\n  role = "${role}"\n  member = "user:ann@example.com"\n  condition {\n    title = "x"\n    expression = ${expression}\n  }\n}\n`;

  for (const [what, expression, expected] of [
    ['behind a variable', '"resource.▮"', ['name', 'type', 'service', 'matchTag()', 'matchTagId()', 'hasTagKey()', 'hasTagKeyId()']],
    ['behind request', '"request.▮"', ['time', 'host', 'path', 'auth']],
    ['behind a string', '"resource.name.▮"', ['startsWith()', 'endsWith()', 'extract()', 'contains()', 'matches()']],
    ['behind request.auth', '"request.auth.▮"', ['access_levels']],
    ['behind api', '"api.▮"', ['getAttribute()']],
    ['in a literal of types', `"resource.type == '▮"`, undefined],
    ['behind an operand', '"resource.type == \\"a\\" ▮"', []],
    ['in a literal of no attribute', '"\\"▮\\" == \\"a\\""', []],
    ['behind what is unknown', '"foo.▮"', []],
  ] as const)
    test(what, async (t) => {
      const { items, list } = await typed(t, 'main.tf', on(expression));
      if (expected === undefined) assert.ok(labels(items).includes('storage.googleapis.com/Object'));
      else assert.deepEqual(labels(items), expected);
      if (expected?.length === 0) assert.equal(list, null);
    });

  test('expire by a snippet, in the quotes that need no escape', async (t) => {
    const shown = await typed(t, 'main.tf', on('"▮"'));
    const [expiry] = shown.items;
    assert.match(expiry?.label ?? '', /^request\.time < timestamp\('\d{4}-\d\d-\d\dT00:00:00Z'\)$/);
    assert.deepEqual(await codesAfter(shown, expiry?.label ?? ''), []);
    const heredoc = await typed(t, 'main.tf', on('<<-EOT\n      ▮\n    EOT'));
    assert.match(heredoc.items[0]?.label ?? '', /^request\.time < timestamp\("/);
    assert.deepEqual(await codesAfter(heredoc, heredoc.items[0]?.label ?? ''), []);
  });

  test('are on names of what the resource holds', async (t) => {
    const shown = await typed(t, 'main.tf', on('"res▮"'));
    const label = `resource.name.startsWith('projects/_/buckets/BUCKET/objects/')`;
    assert.ok(labels(shown.items).includes(label));
    assert.deepEqual(await codesAfter(shown, label), []);
    const secret = await typed(
      t,
      'main.tf',
      on('"resource.name.startsWith(\\"▮\\")"', 'secret_manager_secret', 'roles/secretmanager.secretAccessor'),
    );
    assert.deepEqual(labels(secret.items), ['projects/PROJECT_NUMBER/secrets/']);
    assert.match(secret.accept('projects/PROJECT_NUMBER/secrets/'), /startsWith\(\\"projects\/PROJECT_NUMBER\/secrets\/\\"\)"/);
  });

  test('compare times with times', async (t) => {
    const { items } = await typed(t, 'main.tf', on('"request.time < ▮"'));
    assert.match(labels(items).join(), /^timestamp\('\d{4}-\d\d-\d\dT00:00:00Z'\)$/);
    const { items: literal } = await typed(t, 'main.tf', on('"request.time < timestamp(\'▮\')"'));
    assert.match(labels(literal).join(), /^\d{4}-\d\d-\d\dT00:00:00Z$/);
  });

  test('in JSON and YAML', async (t) => {
    const { items } = await typed(
      t,
      'policy.json',
      '{"version": 3, "bindings": [{"role": "roles/viewer", "members": ["user:ann@example.com"], "condition": {"title": "x", "expression": "request.▮"}}]}',
    );
    assert.deepEqual(labels(items), ['time', 'host', 'path', 'auth']);
    const { items: yaml } = await typed(
      t,
      'policy.yaml',
      'version: 3\nbindings:\n- role: roles/viewer\n  members:\n  - user:ann@example.com\n  condition:\n    title: x\n    expression: request.▮\n',
    );
    assert.deepEqual(labels(yaml), ['time', 'host', 'path', 'auth']);
  });

  test('explain what they can ask', async (t) => {
    const { client, item } = await typed(t, 'main.tf', on('"request.▮"'));
    const { documentation } = await client.connection.sendRequest(CompletionResolveRequest.type, item('time'));
    assert.match((documentation as { value: string }).value, /request\.time/);
  });
});

describe('conditions on tokens from outside', () => {
  const provider = (condition: string, credentials = 'oidc {\n    issuer_uri = "https://token.actions.githubusercontent.com"\n  }') =>
    `resource "google_iam_workload_identity_pool_provider" "p" {
  attribute_mapping = {
    "google.subject"       = "assertion.sub"
    "google.groups"        = "assertion.groups"
    "attribute.repository" = "assertion.repository"
  }
  attribute_condition = ${condition}
  ${credentials}
}
`;

  for (const [what, condition, expected] of [
    ['begin with what there is', '"▮"', ['assertion', 'attribute', 'google']],
    ['go on behind an operator', '"assertion.sub == \'a\' && ▮"', ['assertion', 'attribute', 'google']],
    ['ask for what is mapped', '"attribute.▮"', ['repository']],
    ['ask for the subject and what else is mapped', '"google.▮"', ['subject', 'groups']],
    ['compare texts', '"assertion.repository.▮"', ['startsWith()', 'endsWith()', 'contains()', 'matches()']],
    ['have nothing behind an operand', '"assertion.sub ▮"', []],
    ['have nothing in a literal', '"assertion.sub == \'▮\'"', []],
    ['have nothing behind a list', '"google.groups.▮"', []],
    ['have nothing behind what is unknown', '"resource.▮"', []],
  ] as const)
    test(what, async (t) => {
      const { items } = await typed(t, 'main.tf', provider(condition));
      assert.deepEqual(labels(items), expected);
    });

  test('ask for the claims of the issuer, and for those of all issuers', async (t) => {
    const github = await typed(t, 'main.tf', provider('"assertion.▮"'));
    assert.deepEqual(labels(github.items).slice(0, 3), ['repository_owner_id', 'repository_id', 'repository_owner']);
    assert.deepEqual(labels(github.items).slice(-3), ['sub', 'aud', 'iss']);
    assert.match(github.accept('repository_owner_id'), /attribute_condition = "assertion\.repository_owner_id"\n/);
    const other = await typedIn(github.client, 'other/main.tf', provider('"assertion.▮"', 'oidc {\n    issuer_uri = var.issuer\n  }'));
    assert.deepEqual(labels(other.items), ['sub', 'aud', 'iss']);
    const aws = await typedIn(github.client, 'aws/main.tf', provider('"assertion.▮"', 'aws {\n    account_id = "123456789012"\n  }'));
    assert.deepEqual(labels(aws.items), ['arn', 'account', 'userid']);
    const heredoc = await typedIn(github.client, 'heredoc/main.tf', provider('<<-EOT\n    assertion.repo▮\n  EOT'));
    assert.ok(labels(heredoc.items).includes('repository'));
  });

  test('explain what they can ask', async (t) => {
    const { client, item } = await typed(t, 'main.tf', provider('"assertion.▮"'));
    const { documentation } = await client.connection.sendRequest(CompletionResolveRequest.type, item('repository'));
    assert.match((documentation as { value: string }).value, /The claim `repository` of the token/);
  });

  test('are those of workforce pools, too', async (t) => {
    const text = provider('"assertion.▮"', 'oidc {\n    issuer_uri = "https://login.example.com"\n  }').replace(
      'workload_identity',
      'workforce',
    );
    const { items } = await typed(t, 'main.tf', text);
    assert.deepEqual(labels(items), ['sub', 'aud', 'iss']);
  });
});
