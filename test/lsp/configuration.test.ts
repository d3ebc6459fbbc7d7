import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { parse } from 'jsonc-parser';
import {
  CodeActionKind,
  DidChangeConfigurationNotification,
  DidSaveTextDocumentNotification,
  FileChangeType,
  type WorkspaceEdit,
} from 'vscode-languageserver';
import { folder } from '../cli/folder.ts';
import { leastwise } from '../cli/leastwise.ts';
import { type Client, connected, modern, rangeOf, root, uriOf } from './client.ts';

function grant(name = 'x', role = 'roles/editor', member = 'user:a@example.com'): string {
  return `resource "google_project_iam_member" "${name}" {\n  project = "p"\n  role    = "${role}"\n  member  = "${member}"\n}\n`;
}

const policy = `{
  "etag": "BwYh3kQf1oM=",
  "bindings": [
    { "role": "roles/storage.objectViewer", "members": ["group:team@example.com", "allUsers"] }
  ]
}
`;

const creating = {
  ...modern,
  workspace: { ...modern.workspace, workspaceEdit: { documentChanges: true, resourceOperations: ['create' as const] } },
};

async function configure(client: Client, settings: Readonly<Record<string, unknown>>): Promise<void> {
  client.settings = Object.fromEntries(Object.entries(settings).map(([key, value]) => [`leastwise.lint.${key}`, value]));
  await client.connection.sendNotification(DidChangeConfigurationNotification.type, { settings: null });
}

const save = (client: Client, path: string) =>
  client.connection.sendNotification(DidSaveTextDocumentNotification.type, { textDocument: { uri: uriOf(path) } });

/** What an edit makes of the texts of open documents and of files that it creates, by path. */
function edited(client: Client, edit: WorkspaceEdit | undefined, texts: Readonly<Record<string, string>> = {}): Record<string, string> {
  const result: Record<string, string> = {};
  for (const change of edit?.documentChanges ?? []) {
    const path = ('uri' in change ? change.uri : 'textDocument' in change ? change.textDocument.uri : '').replace(`${root}/`, '');
    if ('kind' in change) result[path] = '';
    if (!('edits' in change)) continue;
    const before = result[path] ?? texts[path] ?? client.text(path);
    const lines = before.split('\n');
    const offset = ({ line, character }: { line: number; character: number }) =>
      lines.slice(0, line).reduce((sum, each) => sum + each.length + 1, 0) + character;
    result[path] = change.edits
      .flatMap((each) => ('newText' in each ? [each] : []))
      .toSorted((a, b) => offset(b.range.start) - offset(a.range.start))
      .reduce((text, { range, newText }) => text.slice(0, offset(range.start)) + newText + text.slice(offset(range.end)), before);
  }
  return result;
}

describe('leastwise.lint.run', () => {
  test('onSave tells the findings of what was saved last, off tells none, and each applies at once', async (t) => {
    const client = await connected(t);
    await client.open('main.tf', grant());
    assert.deepEqual(await client.codes('main.tf'), ['basic-role']);

    await configure(client, { run: 'onSave' });
    await client.edit('main.tf', 'roles/editor', 'roles/logging.viewer');
    assert.deepEqual(await client.codes('main.tf'), ['basic-role'], 'not saved yet');
    await save(client, 'main.tf');
    assert.deepEqual(await client.codes('main.tf'), []);
    await client.edit('main.tf', 'user:a@example.com', 'allUsers');
    assert.deepEqual(await client.codes('main.tf'), []);

    await configure(client, { run: 'off' });
    assert.deepEqual(await client.codes('main.tf'), []);
    await configure(client, {});
    await client.refreshes.take();
    assert.deepEqual(await client.codes('main.tf'), ['public-member']);
  });

  test('an answer stays the same while a document is edited and not saved', async (t) => {
    const client = await connected(t);
    await configure(client, { run: 'onSave' });
    await client.open('main.tf', grant());
    const { resultId } = (await client.pull('main.tf')) as { resultId: string };
    await client.edit('main.tf', 'resource', '# a line\nresource');
    assert.deepEqual(await client.pull('main.tf', resultId), { kind: 'unchanged', resultId });
  });

  test('off offers no fixes, but hovers are there', async (t) => {
    const client = await connected(t);
    await client.open('main.tf', grant('x', 'roles/logging.Viewer'));
    await configure(client, { run: 'off' });
    assert.deepEqual(await client.actions('main.tf', rangeOf(client.text('main.tf'), 'roles')), []);
    assert.ok(await client.hover('main.tf', 'user:a'));
  });
});

test('leastwise.lint.exclude leaves files out, from the folder', async (t) => {
  const client = await connected(t, { 'vendor/main.tf': grant(), 'main.tf': grant() });
  const { next } = client.stream();
  assert.deepEqual(await next(), { 'main.tf': ['basic-role'], 'vendor/main.tf': ['basic-role'] });
  await configure(client, { exclude: ['vendor', 7, '../x'] });
  assert.deepEqual(await next(), { 'vendor/main.tf': [] });
});

test('leastwise.lint.workspace says whether files that are not open are reported', async (t) => {
  const client = await connected(t, { 'a.tf': grant('a'), 'b.tf': grant('b') }, { initializationOptions: { status: true } });
  const { next } = client.stream();
  assert.deepEqual(await next(), { 'a.tf': ['basic-role'], 'b.tf': ['basic-role', 'duplicate-grant'] });
  await client.open('b.tf', grant('b'));
  await configure(client, { workspace: false });
  assert.deepEqual(await next(), { 'a.tf': [] });
  assert.deepEqual(await client.codes('b.tf'), ['basic-role', 'duplicate-grant'], 'what the others say counts');
  const summary = await client.connection.sendRequest<{ files: number }>('leastwise/lint');
  assert.equal(summary.files, 2, 'who asks for everything gets it');
});

describe('Ignore in the configuration', () => {
  const action = async (client: Client, text = 'allUsers') =>
    (await client.actions('policies/p.json', rangeOf(client.text('policies/p.json'), text))).find(({ title }) =>
      title.startsWith('Ignore'),
    );

  test('adds an entry to the nearest file, in its style, and its comments stay', async (t) => {
    const config =
      '{\n    // ours\n    "ignores": [\n        // known\n        { "codes": ["basic-role"], "files": "a.tf", "reason": "r" }\n    ]\n}\n';
    const client = await connected(t, { 'leastwise.jsonc': config, 'a.tf': grant() });
    await client.open('policies/p.json', policy, 'json');
    await client.open('leastwise.jsonc', config, 'jsonc');
    const ignore = await action(client);
    assert.equal(ignore?.title, 'Ignore public-member in leastwise.jsonc');
    assert.equal(ignore?.kind, CodeActionKind.QuickFix);
    await client.apply(ignore?.edit ?? {});
    const text = client.text('leastwise.jsonc');
    const added =
      /^( {8}\{ "codes": \["public-member"\], "files": "policies\/p\.json", "pointer": "\/bindings\/0\/members\/1", "reason": ".*" \})$/m;
    assert.equal(text.replace(added, '').replace('},\n\n', '}\n'), config, 'nothing else has changed');
    const { reason, ...entry } = parse(text).ignores[1];
    assert.deepEqual(entry, { codes: ['public-member'], files: 'policies/p.json', pointer: '/bindings/0/members/1' });
    assert.match(reason, /^accepted on \d{4}-\d{2}-\d{2}$/);
    assert.deepEqual([await client.codes('policies/p.json'), await client.codes('leastwise.jsonc')], [[], []]);
  });

  test('adds the key where it is missing', async (t) => {
    const client = await connected(t, {});
    await client.open('policies/p.json', policy, 'json');
    for (const config of [
      '',
      '// nothing yet\n',
      '{}',
      '{ "profile": "default", }',
      '{\n  // none\n}',
      '{\n\t"rules": {} // none\n}\n',
      '{ "ignores": [] }',
    ]) {
      await client.open('policies/.leastwise.jsonc', config, 'jsonc');
      const ignore = await action(client);
      assert.equal(ignore?.title, 'Ignore public-member in .leastwise.jsonc');
      await client.apply(ignore?.edit ?? {});
      assert.equal(parse(client.text('policies/.leastwise.jsonc')).ignores[0].files, 'p.json', config);
      assert.deepEqual([await client.codes('policies/p.json'), await client.codes('policies/.leastwise.jsonc')], [[], []], config);
      await client.close('policies/.leastwise.jsonc');
    }
  });

  test('makes the file at the root of the folder, where the client can', async (t) => {
    const client = await connected(t, {}, { capabilities: creating });
    await client.open('policies/p.json', policy, 'json');
    const made = edited(client, (await action(client))?.edit);
    assert.deepEqual(Object.keys(made), ['leastwise.jsonc']);
    client.disk.texts.set(uriOf('leastwise.jsonc'), made['leastwise.jsonc'] ?? '');
    await client.watched(['leastwise.jsonc', FileChangeType.Created]);
    assert.deepEqual(await client.codes('policies/p.json'), []);

    const other = await connected(t);
    await other.open('policies/p.json', policy, 'json');
    assert.equal(await action(other), undefined);
  });

  test('is not offered where a comment can stand, nor for a configuration that is broken', async (t) => {
    const client = await connected(t, { 'leastwise.jsonc': '{ "ignores": [' });
    await client.open('main.tf', grant());
    const titles = (await client.actions('main.tf', rangeOf(grant(), 'roles/editor'))).map(({ title }) => title);
    assert.deepEqual(
      titles.filter((title) => title.startsWith('Ignore')),
      ['Ignore basic-role on this line'],
    );
    await client.open('policies/p.json', policy, 'json');
    assert.equal(await action(client), undefined);
  });
});

describe('suppressions', () => {
  test('that suppress nothing fade, and fix-all removes them', async (t) => {
    const client = await connected(t);
    await client.open('main.tf', grant('x', 'roles/logging.viewer').replace('  role', '  # leastwise: ignore[basic-role] once\n  role'));
    const [diagnostic] = await client.diagnostics('main.tf');
    assert.deepEqual([diagnostic?.code, diagnostic?.severity, diagnostic?.tags], ['unused-suppression', 4, [1]]);
    assert.ok(diagnostic);
    const actions = await client.actions('main.tf', diagnostic.range);
    assert.deepEqual(
      actions.map(({ title }) => title),
      ['Remove the comment'],
    );
    const [all] = await client.actions('main.tf', diagnostic.range, { only: ['source.fixAll'] });
    await client.apply(all?.edit ?? {});
    assert.equal(client.text('main.tf'), grant('x', 'roles/logging.viewer'));
  });

  test('of a folder that has another one in it are not judged: nobody sees all of it', async (t) => {
    const files = {
      'leastwise.jsonc': '{ "ignores": [{ "codes": ["basic-role"], "files": "lab/*.tf", "reason": "a lab" }] }',
      'lab/main.tf': grant(),
      'main.tf': grant('y', 'roles/logging.viewer'),
    };
    for (const [folders, codes] of [
      [[root, `${root}/lab`], []],
      [[root], []],
    ] as const) {
      const client = await connected(t, files, { folders });
      await client.open('leastwise.jsonc', files['leastwise.jsonc'], 'jsonc');
      assert.deepEqual(await client.codes('leastwise.jsonc'), codes);
      await client.open('lab/main.tf', grant('x', 'roles/logging.viewer'));
      assert.deepEqual(await client.codes('leastwise.jsonc'), folders.length > 1 ? [] : ['unused-suppression']);
    }
  });

  test('of a file outside all folders are not judged: nobody knows what belongs to it', async (t) => {
    const client = await connected(t);
    await client.open(
      'file:///elsewhere/main.tf',
      grant('x', 'roles/logging.viewer').replace('viewer"', 'viewer" # leastwise: ignore[basic-role] once'),
    );
    assert.deepEqual(await client.codes('file:///elsewhere/main.tf'), []);
  });
});

test('mistakes of syntax are told where the client says that nobody else does', async (t) => {
  const broken = 'etag: BwYh3kQf1oM=\nbindings:\n- role: roles/logging.viewer\n  members: ["group:team@example.com"\n';
  for (const [syntax, codes] of [
    [undefined, []],
    [['json'], []],
    [['yaml'], ['syntax']],
  ] as const) {
    const client = await connected(t, {}, { initializationOptions: { syntax } });
    await client.open('policy.yaml', broken, 'yaml');
    assert.deepEqual(await client.codes('policy.yaml'), codes);
  }
});

describe('a baseline', () => {
  /** What is said of the baseline that the configuration names, and the files that this leads to. */
  async function faultOf(client: Client) {
    const [found, ...others] = await client.diagnostics('leastwise.jsonc');
    assert.deepEqual(others, []);
    return { report: String(found?.message), related: found?.relatedInformation?.map(({ location }) => location.uri) ?? [] };
  }

  test('is made, takes what is there, and is watched', async (t) => {
    const client = await connected(t, { 'main.tf': grant() }, { capabilities: creating });
    const made = await client.connection.sendRequest<{ edit: WorkspaceEdit; uri: string; count: number }>('leastwise/createBaseline', {
      folder: root,
    });
    assert.deepEqual([made.uri, made.count], [uriOf('leastwise-baseline.json'), 1]);
    const texts = edited(client, made.edit);
    assert.deepEqual(parse(texts['leastwise.jsonc'] ?? ''), { baseline: 'leastwise-baseline.json' });
    for (const [path, text] of Object.entries(texts)) client.disk.texts.set(uriOf(path), text);
    await client.watched(['leastwise.jsonc', FileChangeType.Created], ['leastwise-baseline.json', FileChangeType.Created]);
    assert.deepEqual(await client.codes('main.tf'), []);

    await client.open('main.tf', `${grant()}${grant('new', 'roles/owner')}`);
    assert.deepEqual(await client.codes('main.tf'), ['basic-role']);
    client.disk.texts.set(uriOf('leastwise-baseline.json'), '{ "leastwiseBaseline": 1, "findings": [] }');
    await client.watched(['leastwise-baseline.json', FileChangeType.Changed]);
    assert.deepEqual(await client.codes('main.tf'), ['basic-role', 'basic-role']);
    client.disk.texts.delete(uriOf('leastwise-baseline.json'));
    await client.watched(['leastwise-baseline.json', FileChangeType.Deleted]);
    await client.open('leastwise.jsonc', texts['leastwise.jsonc'] ?? '', 'jsonc');
    assert.deepEqual(await client.codes('leastwise.jsonc'), ['config']);
  });

  test('is written anew where the configuration names it', async (t) => {
    const files = {
      'main.tf': grant(),
      'leastwise.jsonc': '{ "baseline": "ci/known.json" }',
      'ci/known.json': '{ "leastwiseBaseline": 1, "findings": [] }',
    };
    const client = await connected(t, files, { capabilities: creating });
    const { edit, uri } = await client.connection.sendRequest<{ edit: WorkspaceEdit; uri: string }>('leastwise/createBaseline', {
      folder: root,
    });
    assert.equal(uri, uriOf('ci/known.json'));
    const texts = edited(client, edit);
    assert.deepEqual(Object.keys(texts), ['ci/known.json']);
    assert.equal(parse(texts['ci/known.json'] ?? '').findings[0].where, '../ resource "google_project_iam_member" "x"');
    assert.equal(await client.connection.sendRequest('leastwise/createBaseline', { folder: 'file:///elsewhere' }), null);
  });

  test('that is none is told as such, until it is one', async (t) => {
    const client = await connected(t, {
      'leastwise.jsonc': '{}',
      'ci/known.json': '{ "findings": [] }',
      'main.tf': grant(),
    });
    await client.open('leastwise.jsonc', '{ "baseline": "ci/known.json" }', 'jsonc');
    const { report, related } = await faultOf(client);
    assert.match(report, /^ci\/known\.json is no baseline, which begins with/);
    assert.deepEqual(related, []);
    client.disk.texts.set(uriOf('ci/known.json'), '{ "findings": ]');
    await client.watched(['ci/known.json', FileChangeType.Changed]);
    const broken = await faultOf(client);
    assert.match(broken.report, /no JSON either/);
    assert.deepEqual(broken.related, [uriOf('ci/known.json')]);
    client.disk.texts.set(uriOf('ci/known.json'), '{ "leastwiseBaseline": 1, "findings": [] }');
    await client.watched(['ci/known.json', FileChangeType.Changed]);
    assert.deepEqual(await client.codes('leastwise.jsonc'), []);
  });

  test('above the folder is read, too', async (t) => {
    const client = await connected(t, {
      'file:///leastwise.jsonc': '{ "baseline": "ci/known.json" }',
      'file:///ci/known.json': '{ "leastwiseBaseline": 1, "findings": [',
      'main.tf': grant(),
    });
    const { next } = client.stream();
    const reports = await next();
    assert.deepEqual([reports['main.tf'], reports['file:///ci/known.json']], [['basic-role'], ['config']]);
  });
});

test('fix-all and --fix make the same of the same files, in either profile', async (t) => {
  const files = {
    'main.tf': `${grant('a', 'roles/logging.Viewer', 'User:ada@example.com')}${grant('b', 'roles/storage.objectviewer', 'group:t@example.com')}`,
    'more.tf': grant('c', 'roles/logging.viewer', 'group:t@example.com').replace(
      '  role',
      '  # leastwise: ignore[user-grant, basic-role] once\n  role',
    ),
    'policy.yaml': 'bindings:\n- role: roles/storage.objectviewer\n  members: [User:ada@example.com]\netag: BwYh3kQf1oM=\n',
  };
  for (const profile of ['default', 'strict']) {
    const client = await connected(t, {});
    client.settings = { 'leastwise.lint.profile': profile };
    for (const [path, text] of Object.entries(files)) await client.open(path, text, path.endsWith('.tf') ? 'terraform' : 'yaml');
    const answer = await client.connection.sendRequest<{ edit: WorkspaceEdit; fixed: number; files: number }>('leastwise/fixAll', {});
    const texts = { ...files, ...edited(client, answer.edit) };

    const directory = folder(t, files);
    const { stdout } = await leastwise(directory, ['lint', '--fix', '--profile', profile, '--format', 'json']);
    const { readFileSync } = await import('node:fs');
    for (const path of Object.keys(files))
      assert.equal(texts[path as keyof typeof files], readFileSync(`${directory}/${path}`, 'utf8'), `${profile}: ${path}`);
    assert.deepEqual([answer.files, answer.fixed >= 5], [3, true]);

    for (const path of Object.keys(files)) {
      const one = await client.connection.sendRequest<{ edit: WorkspaceEdit }>('leastwise/fixAll', { uri: uriOf(path) });
      const [action] = await client.actions(path, rangeOf(client.text(path), client.text(path)), { only: ['source.fixAll.leastwise'] });
      assert.deepEqual(edited(client, one.edit), edited(client, action?.edit), path);
    }
    await client.apply(answer.edit);
    const left: { code: string; path: string }[] = JSON.parse(stdout).findings;
    for (const path of Object.keys(files))
      assert.deepEqual(
        await client.codes(path),
        left.filter((each) => each.path === path).map(({ code }) => code),
        path,
      );
  }
});

test('a new configuration file shows all keys in comments, sets nothing, and can be used as it is', async (t) => {
  const client = await connected(t);
  const text = await client.connection.sendRequest<string>('leastwise/newConfiguration');
  await client.open('leastwise.jsonc', text, 'jsonc');
  assert.deepEqual(await client.codes('leastwise.jsonc'), []);
  const uncommented = text.replace(/^ {2}\/\/ (?=")/gm, '  ');
  assert.deepEqual(Object.keys(parse(uncommented)).length, 10);
  await client.close('leastwise.jsonc');
  await client.open('leastwise.jsonc', uncommented, 'jsonc');
  const found = await client.diagnostics('leastwise.jsonc');
  assert.deepEqual(
    found.filter(({ code, message }) => code === 'config' && !String(message).includes('no baseline')),
    [],
  );
});

test('tells the projects that the configuration suggests', async (t) => {
  const client = await connected(t, {
    'leastwise.jsonc': '{ "projects": ["shop-1234"] }',
    'lab/leastwise.jsonc': '{ "projects": ["lab-12345", "shop-1234"] }',
  });
  assert.deepEqual((await client.connection.sendRequest<string[]>('leastwise/projects')).sort(), ['lab-12345', 'shop-1234']);
});
