import assert from 'node:assert/strict';
import {
  type CodeAction,
  type CompletionList,
  ConfigurationTarget,
  commands,
  type Diagnostic,
  type Hover,
  languages,
  type MarkdownString,
  Position,
  Range,
  Uri,
  WorkspaceEdit,
  window,
  workspace,
} from 'vscode';

const grant = (name: string, role: string, member = `group:${name}@example.com`) =>
  `resource "google_project_iam_member" "${name}" {\n  project = "p"\n  role    = "${role}"\n  member  = "${member}"\n}\n`;

const policy = `{
  "etag": "BwYh3kQf1oM=",
  "bindings": [
    { "role": "roles/storage.objectViewer", "members": ["allUsers"] }
  ]
}
`;

describe('the configuration', () => {
  const root = workspace.workspaceFolders?.[0]?.uri ?? Uri.file('/');
  const folder = Uri.joinPath(root, 'configuration-test');
  const file = (name: string) => Uri.joinPath(folder, name);
  const config = Uri.joinPath(root, 'leastwise.jsonc');
  const baseline = Uri.joinPath(root, 'leastwise-baseline.json');

  afterEach(async () => {
    // What is not saved would stay open. VS Code may keep others for a while, so that each test has names of its own.
    await workspace.saveAll(false);
    await commands.executeCommand('workbench.action.closeAllEditors');
    await remove(folder);
  });

  after(async () => {
    for (const each of [config, baseline]) await remove(each);
  });

  it('ignores a finding in JSON by a quick fix, in a file that the fix makes', async () => {
    await write(file('policy.json'), policy);
    await open('policy.json');
    await shown('policy.json', ['public-member']);
    const action = await actionAt('policy.json', 'allUsers', 'Ignore public-member in leastwise.jsonc');
    assert.ok(action.edit && (await workspace.applyEdit(action.edit)));
    await shown('policy.json', []);
    const made = await workspace.openTextDocument(config);
    assert.match(made.getText(), /"files": "configuration-test\/policy\.json", "pointer": "\/bindings\/0\/members\/0"/);
    await made.save();
  });

  it('is created with all keys in comments, opened, and never overwritten', async () => {
    await remove(config);
    await commands.executeCommand('leastwise.createConfigurationFile');
    const text = await read(config);
    assert.match(text, /^\/\/ Leastwise reads this/);
    assert.match(text, /\n {2}\/\/ "ignores": \[/);
    assert.equal(window.activeTextEditor?.document.uri.toString(), config.toString());
    await write(config, '{}');
    await commands.executeCommand('leastwise.createConfigurationFile');
    assert.equal(await read(config), '{}');
  });

  it('is completed and explained', async () => {
    const text = '{\n  "rules": { "public-member":  }\n}\n';
    await write(config, text);
    const { document } = await window.showTextDocument(config);
    await until(
      () => document.getText() === text,
      () => document.getText(),
    );
    const { items } = await commands.executeCommand<CompletionList>('vscode.executeCompletionItemProvider', config, new Position(1, 30));
    assert.ok(
      items.some(({ label }) => label === 'information'),
      items.map(({ label }) => String(label)).join(),
    );
    const hovers = await commands.executeCommand<Hover[]>('vscode.executeHoverProvider', config, new Position(1, 18));
    const texts = hovers.flatMap(({ contents }) => contents.map((content) => (content as MarkdownString).value));
    assert.ok(
      texts.some((each) => each.includes('Role granted to everyone')),
      texts.join(),
    );
  });

  it('fixes all that is safe, in the active file and in the whole workspace', async () => {
    await write(config, '{}');
    await write(file('a4.tf'), grant('a4', 'roles/logging.Viewer'));
    await write(file('b4.tf'), grant('b4', 'roles/storage.objectviewer'));
    await open('a4.tf');
    await shown('a4.tf', ['unknown-role']);
    await shown('b4.tf', ['unknown-role']);
    const one = await commands.executeCommand<{ fixed: number; files: number }>('leastwise.fixAllSafeProblems', 'file');
    assert.deepEqual([one.fixed, one.files], [1, 1]);
    assert.match(window.activeTextEditor?.document.getText() ?? '', /roles\/logging\.viewer/);
    assert.match(await read(file('b4.tf')), /objectviewer/);
    const all = await commands.executeCommand<{ fixed: number }>('leastwise.fixAllSafeProblems', 'workspace');
    assert.ok(all.fixed >= 1);
    assert.match(await read(file('b4.tf')), /objectViewer/, 'what no editor shows is saved');
    await shown('b4.tf', []);
  });

  it('has a baseline of what is there', async () => {
    await write(config, '{}');
    await write(file('a5.tf'), grant('a5', 'roles/editor'));
    await open('a5.tf');
    await shown('a5.tf', ['basic-role']);
    assert.equal(String(await commands.executeCommand('leastwise.createBaseline')), baseline.toString());
    await shown('a5.tf', []);
    assert.deepEqual(JSON.parse(await read(config)), { baseline: 'leastwise-baseline.json' });
    assert.equal(JSON.parse(await read(baseline)).leastwiseBaseline, 1);
    await append('a5.tf', grant('b5', 'roles/owner'));
    await shown('a5.tf', ['basic-role']);
  });

  it('lints at each key, at each save, or not at all, and says it at once', async () => {
    await write(config, '{}');
    await write(file('a6.tf'), grant('a6', 'roles/editor'));
    const document = await open('a6.tf');
    await shown('a6.tf', ['basic-role']);
    await set('run', 'off');
    await shown('a6.tf', []);
    await set('run', 'onSave');
    await shown('a6.tf', ['basic-role']);
    await append('a6.tf', grant('b6', 'roles/owner'));
    await document.save();
    await shown('a6.tf', ['basic-role', 'basic-role']);
    await set('run', undefined);
  });

  it('leaves out what the settings exclude, and what is not open', async () => {
    await write(config, '{}');
    await write(file('a7.tf'), grant('a7', 'roles/editor'));
    await write(file('b7.tf'), grant('b7', 'roles/owner'));
    await open('a7.tf');
    await shown('b7.tf', ['basic-role']);
    await set('exclude', ['configuration-test/a7.tf']);
    await shown('a7.tf', []);
    await set('exclude', undefined);
    await set('workspace', false);
    await shown('b7.tf', []);
    await shown('a7.tf', ['basic-role']);
    await set('workspace', undefined);
    await shown('b7.tf', ['basic-role']);
  });

  async function remove(uri: Uri): Promise<void> {
    await workspace.fs.delete(uri, { recursive: true }).then(undefined, () => undefined);
  }

  async function set(name: string, value: unknown): Promise<void> {
    await workspace.getConfiguration('leastwise.lint', folder).update(name, value, ConfigurationTarget.Workspace);
  }

  async function write(uri: Uri, text: string): Promise<void> {
    await workspace.fs.writeFile(uri, new TextEncoder().encode(text));
  }

  async function read(uri: Uri): Promise<string> {
    return new TextDecoder().decode(await workspace.fs.readFile(uri));
  }

  async function open(name: string) {
    const document = await workspace.openTextDocument(file(name));
    await window.showTextDocument(document, { preview: false });
    return document;
  }

  async function append(name: string, text: string): Promise<void> {
    const document = await workspace.openTextDocument(file(name));
    const edit = new WorkspaceEdit();
    edit.insert(document.uri, document.positionAt(document.getText().length), text);
    assert.ok(await workspace.applyEdit(edit));
  }

  async function actionAt(name: string, text: string, title: string): Promise<CodeAction> {
    const document = await workspace.openTextDocument(file(name));
    const start = document.positionAt(document.getText().indexOf(text));
    const actions = await commands.executeCommand<CodeAction[]>(
      'vscode.executeCodeActionProvider',
      document.uri,
      new Range(start, start),
      'quickfix',
    );
    const found = actions.find((each) => each.title === title);
    assert.ok(found, actions.map((each) => each.title).join());
    return found;
  }

  /** Resolves when the file has these findings of ours. */
  async function shown(name: string, codes: readonly string[]): Promise<void> {
    const ours = () =>
      languages
        .getDiagnostics(file(name))
        .filter(({ source }) => source === 'leastwise')
        .map(codeOf);
    await until(
      () => ours().join() === codes.join(),
      () => `${name} has ${ours()}, not ${codes}`,
    );
  }
});

function codeOf({ code }: Diagnostic): string {
  return String(typeof code === 'object' ? code.value : code);
}

/** Resolves when the condition holds; VS Code tells of too few things by events. */
async function until(holds: () => boolean, state: () => string): Promise<void> {
  for (const deadline = Date.now() + 20_000; !holds(); await new Promise((resolve) => setTimeout(resolve, 50)))
    if (Date.now() > deadline) throw new Error(state());
}
