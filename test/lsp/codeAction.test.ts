import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { CodeAction } from 'vscode-languageserver';
import { type Client, connected, modern, rangeOf } from './client.ts';

const terraform = `resource "google_project_iam_member" "ada" {
  project = "shop"
  role    = "roles/storage.objectviewer"
  member  = "User:ada@example.com"
}
`;

const policy = `bindings:
- role: roles/storage.objectViewer
  members:
  - allUsers
  - user:ada@example.com
etag: BwYh3kQf1oM=
`;

const at = (client: Client, path: string, text: string, context = {}) => client.actions(path, rangeOf(client.text(path), text), context);
const titles = (actions: readonly CodeAction[]) => actions.map(({ title }) => title);

function find(actions: readonly CodeAction[], title: string | RegExp): CodeAction {
  const action = actions.find((each) => (typeof title === 'string' ? each.title === title : title.test(each.title)));
  assert.ok(action, `no ${title} among ${titles(actions)}`);
  return action;
}

test('offers the fix of the finding at the cursor, and the fix mends it', async (t) => {
  const client = await connected(t);
  await client.open('main.tf', terraform);
  const actions = await at(client, 'main.tf', 'objectviewer');
  const [fix] = actions;
  assert.equal(fix?.title, 'Use roles/storage.objectViewer');
  assert.equal(fix?.kind, 'quickfix');
  assert.equal(fix?.isPreferred, true);
  assert.deepEqual(
    fix?.diagnostics?.map(({ code }) => code),
    ['unknown-role'],
  );
  await client.apply(fix?.edit ?? {});
  assert.deepEqual(await client.codes('main.tf'), ['invalid-member']);
  assert.match(client.text('main.tf'), /role {4}= "roles\/storage\.objectViewer"\n/);
});

test('mends all three formats', async (t) => {
  const client = await connected(t);
  await client.open('policy.yaml', policy, 'yaml');
  await client.open('policy.json', '{"bindings": [{"role": "roles/storage.objectviewer", "members": ["user:ada@example.com"]}]}\n', 'json');
  await client.open('main.tf', terraform);
  for (const [path, text] of [
    ['policy.yaml', 'allUsers'],
    ['policy.json', 'objectviewer'],
    ['main.tf', 'User:'],
  ] as const) {
    const before = await client.codes(path);
    const [fix] = await at(client, path, text);
    await client.apply(fix?.edit ?? {});
    assert.equal((await client.codes(path)).length, before.length - 1, path);
  }
});

test('repeats the diagnostic that the client shows', async (t) => {
  const client = await connected(t);
  await client.open('main.tf', terraform);
  const diagnostics = (await client.diagnostics('main.tf')).map((diagnostic) => ({ ...diagnostic, data: 'of the client' }));
  const [fix] = await at(client, 'main.tf', 'objectviewer', { diagnostics });
  assert.deepEqual(fix?.diagnostics, [diagnostics[0]]);
});

test('offers nothing where there is no finding', async (t) => {
  const client = await connected(t);
  await client.open('main.tf', terraform);
  assert.deepEqual(await at(client, 'main.tf', 'project ='), []);
});

test('explains a rule for a client that can show its page', async (t) => {
  const client = await connected(t, {}, { initializationOptions: { explain: true } });
  await client.open('main.tf', terraform);
  const { command } = find(await at(client, 'main.tf', 'objectviewer'), 'Explain unknown-role');
  assert.deepEqual(command, { title: 'Explain unknown-role', command: 'leastwise.explainRule', arguments: ['unknown-role'] });
});

test('does not offer an explanation to other clients', async (t) => {
  const client = await connected(t);
  await client.open('main.tf', terraform);
  assert.deepEqual(titles(await at(client, 'main.tf', 'objectviewer')), [
    'Use roles/storage.objectViewer',
    'Ignore unknown-role on this line',
  ]);
});

test('edits without versions for a client that knows none', async (t) => {
  const client = await connected(t, {}, { capabilities: { textDocument: modern.textDocument } });
  await client.open('main.tf', terraform);
  const [fix] = await at(client, 'main.tf', 'objectviewer');
  assert.deepEqual(Object.keys(fix?.edit ?? {}), ['changes']);
  await client.apply(fix?.edit ?? {});
  assert.deepEqual(await client.codes('main.tf'), ['invalid-member']);
});

test('ignores a finding on the first line by a comment behind the byte order mark', async (t) => {
  const client = await connected(t);
  await client.open(
    'policy.jsonc',
    '\uFEFF{ "etag": "BwYh3kQf1oM=", "bindings": [{ "role": "roles/viewer", "members": ["allUsers"] }] }\n',
    'jsonc',
  );
  await client.apply(find(await at(client, 'policy.jsonc', 'allUsers'), /^Ignore/).edit ?? {});
  assert.match(client.text('policy.jsonc'), /^\uFEFF\/\/ leastwise: ignore\[public-member\]\n\{/);
  assert.deepEqual(await client.codes('policy.jsonc'), []);
});

test('ignores a finding by a comment above its line, in the style of the file', async (t) => {
  const client = await connected(t);
  await client.open('main.tf', terraform.replaceAll('\n', '\r\n'));
  await client.open('policy.yaml', policy, 'yaml');
  await client.open(
    'policy.jsonc',
    '{\n  "etag": "BwYh3kQf1oM=",\n  "bindings": [\n    { "role": "roles/viewer", "members": ["allUsers"] }\n  ]\n}\n',
    'jsonc',
  );

  await client.apply(find(await at(client, 'main.tf', 'objectviewer'), /^Ignore/).edit ?? {});
  assert.match(client.text('main.tf'), /"shop"\r\n {2}# leastwise: ignore\[unknown-role\]\r\n {2}role/);
  assert.deepEqual(await client.codes('main.tf'), ['invalid-member']);

  await client.apply(find(await at(client, 'policy.yaml', 'allUsers'), /^Ignore/).edit ?? {});
  assert.match(client.text('policy.yaml'), /members:\n {2}# leastwise: ignore\[public-member\]\n {2}- allUsers\n/);
  assert.deepEqual(await client.codes('policy.yaml'), []);

  await client.apply(find(await at(client, 'policy.jsonc', 'allUsers'), /^Ignore/).edit ?? {});
  assert.match(client.text('policy.jsonc'), /\[\n {4}\/\/ leastwise: ignore\[public-member\]\n {4}\{/);
  assert.deepEqual(await client.codes('policy.jsonc'), []);
});

for (const [what, text, commented] of [
  [
    'one line of brackets',
    'etag: BwYh3kQf1oM=\nbindings: [{ role: roles/viewer, members: [allUsers] }]\n',
    /^etag: .*\n# leastwise: ignore\[public-member\]\nbindings/,
  ],
  [
    'a line of brackets in a list',
    'etag: BwYh3kQf1oM=\nbindings:\n  - { "role": "roles/pubsub.viewer", "members": ["user:ann@example.com", "allUsers"] }\n',
    /bindings:\n {2}# leastwise: ignore\[public-member\]\n {2}- \{/,
  ],
  [
    'brackets over several lines',
    'etag: BwYh3kQf1oM=\nbindings: [{\n  role: roles/viewer,\n  members: [\n    allUsers]}]\n',
    /\[\n {4}# leastwise: ignore\[public-member\]\n {4}allUsers/,
  ],
  [
    'a line behind a text of several lines',
    'etag: BwYh3kQf1oM=\nbindings:\n- role: >-\n    roles/pubsub.viewer\n\n  members: [allUsers]\n',
    /viewer\n\n {2}# leastwise: ignore\[public-member\]\n {2}members/,
  ],
] as const)
  test(`ignores a finding in YAML by a comment above ${what}`, async (t) => {
    const client = await connected(t);
    await client.open('policy.yaml', text, 'yaml');
    await client.apply(find(await at(client, 'policy.yaml', 'allUsers'), /^Ignore/).edit ?? {});
    assert.match(client.text('policy.yaml'), commented);
    assert.deepEqual(await client.codes('policy.yaml'), []);
  });

test('asks for the reason to ignore where the client has snippets', async (t) => {
  const capabilities = {
    ...modern,
    workspace: { ...modern.workspace, workspaceEdit: { documentChanges: true, snippetEditSupport: true } },
  };
  const client = await connected(t, {}, { capabilities });
  await client.open('main.tf', terraform);
  const { edit } = find(await at(client, 'main.tf', 'objectviewer'), /^Ignore/);
  const [change] = edit?.documentChanges ?? [];
  assert.ok(change && 'edits' in change);
  assert.deepEqual(change.edits, [
    {
      range: { start: { line: 2, character: 0 }, end: { line: 2, character: 0 } },
      snippet: { kind: 'snippet', value: `  # leastwise: ignore[unknown-role] $\{1:reason}\n` },
    },
  ]);
});

const withoutComment = {
  'policy.json': '{\n  "etag": "BwYh3kQf1oM=",\n  "bindings": [\n    { "role": "roles/viewer", "members": ["allUsers"] }\n  ]\n}\n',
  'heredoc.tf':
    'resource "google_storage_bucket_iam_policy" "all" {\n  bucket      = "shop"\n  policy_data = <<-EOT\n    {"bindings": [\n      {"role": "roles/viewer", "members": ["allUsers"]}\n    ]}\n  EOT\n}\n',
  'block.yaml': 'bindings:\n- role: roles/viewer\n  members:\n  - >-\n    allUsers\netag: BwYh3kQf1oM=\n',
  'broken.yaml': 'etag: BwYh3kQf1oM=\nbindings: [{ role: roles/viewer, members: [allUsers] }]]\n',
  'main.tf.json': '{"resource": {"google_project_iam_member": {"all": {\n  "role": "roles/viewer",\n  "member": "allUsers"\n}}}}\n',
};

for (const [path, text] of Object.entries(withoutComment)) {
  test(`offers no comment where there can be none: ${path}`, async (t) => {
    const client = await connected(t);
    await client.open(path, text, path.endsWith('.tf') ? 'terraform' : path.endsWith('.yaml') ? 'yaml' : 'json');
    assert.deepEqual(await client.codes(path), ['public-member']);
    const actions = await at(client, path, 'allUsers');
    assert.deepEqual(
      titles(actions).filter((title) => title.startsWith('Ignore')),
      [],
    );
  });
}

test('a comment is offered again behind a heredoc', async (t) => {
  const client = await connected(t);
  await client.open('heredoc.tf', `${withoutComment['heredoc.tf']}\n${terraform}`);
  assert.ok(find(await at(client, 'heredoc.tf', 'objectviewer'), /^Ignore/));
});

test('fixes all that is safe at once, when asked to', async (t) => {
  const client = await connected(t);
  const text = `${terraform}${terraform.replace('"ada"', '"all"').replace('User:ada@example.com', 'allUsers')}`;
  await client.open('main.tf', text);
  assert.deepEqual(
    titles(await at(client, 'main.tf', text)).filter((title) => title.startsWith('Fix all')),
    [],
  );
  for (const kind of ['source', 'source.fixAll', 'source.fixAll.leastwise']) {
    assert.deepEqual(titles(await at(client, 'main.tf', text, { only: [kind] })), ['Fix all safe problems'], kind);
  }
  assert.deepEqual(await at(client, 'main.tf', text, { only: ['source.fixAll.eslint'] }), []);
  const [action] = await at(client, 'main.tf', text, { only: ['source.fixAll'] });
  await client.apply(action?.edit ?? {});
  assert.deepEqual(await client.codes('main.tf'), ['public-member'], 'who has access is not for a machine to decide');
  assert.deepEqual(await at(client, 'main.tf', text.slice(0, 9), { only: ['source.fixAll'] }), [], 'nothing is left to do');
});
