import assert from 'node:assert/strict';
import {
  type CodeAction,
  ConfigurationTarget,
  commands,
  type Diagnostic,
  WorkspaceEdit as Edit,
  extensions,
  type Hover,
  languages,
  type MarkdownString,
  Position,
  Range,
  Uri,
  type WorkspaceEdit,
  window,
  workspace,
} from 'vscode';

const terraform = `resource "google_project_iam_member" "all" {
  project = "shop"
  role    = "roles/storage.objectviewer"
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
    { "role": "roles/storage.objectViewer", "members": ["allUsers"] }
  ]
}
`;

describe('the extension', () => {
  const folder = Uri.joinPath(workspace.workspaceFolders?.[0]?.uri ?? Uri.file('/'), 'extension-test');
  const file = (name: string) => Uri.joinPath(folder, name);

  before(async () => {
    await write('main.tf', terraform);
    await write('service.yaml', service);
    await write('policy.json', policy);
  });

  after(async () => {
    await commands.executeCommand('workbench.action.closeAllEditors');
    await workspace.fs.delete(folder, { recursive: true });
  });

  it('is activated by a Terraform workspace', async () => {
    await open('main.tf');
    await until(() => extensions.getExtension('leastwise.leastwise')?.isActive === true);
  });

  for (const [name, code] of [
    ['main.tf', 'public-member'],
    ['service.yaml', 'default-service-account'],
    ['policy.json', 'public-member'],
  ] as const) {
    it(`shows what is wrong in ${name}`, async () => {
      await open(name);
      await shown(name, (codes) => codes.includes(code));
    });
  }

  it('shows what is wrong in files that nobody has opened', async () => {
    await write('unopened.tf', terraform.replace('"all"', '"unopened"'));
    await shown('unopened.tf', (codes) => codes.includes('public-member'));
    await workspace.fs.delete(file('unopened.tf'));
    await shown('unopened.tf', (codes) => codes.length === 0);
  });

  it('links a diagnostic to the page in the extension', async () => {
    const [diagnostic] = await shown('main.tf', (codes) => codes.includes('unknown-role'));
    const { authority, path } = linkOf(diagnostic);
    assert.equal(authority, 'leastwise.leastwise');
    assert.match(path, /^\/explain\/(?:unknown-role|public-member)$/);
  });

  for (const [name, text, part, says] of [
    ['main.tf', terraform, 'allUsers', 'Everyone on the internet, signed in or not'],
    ['service.yaml', service, '123456789012-compute', 'The Compute Engine default service account'],
    ['policy.json', policy, 'objectViewer', 'Storage Object Viewer'],
  ] as const) {
    it(`explains what is under the mouse in ${name}`, async () => {
      await open(name);
      await shown(name, (codes) => codes.length > 0);
      const hovers = await commands.executeCommand<Hover[]>('vscode.executeHoverProvider', file(name), position(text, part));
      const texts = hovers.flatMap(({ contents }) => contents.map((content) => (content as MarkdownString).value));
      assert.ok(
        texts.some((each) => each.includes(says)),
        texts.join(),
      );
      assert.deepEqual(await commands.executeCommand<Hover[]>('vscode.executeHoverProvider', file(name), new Position(0, 0)), []);
    });
  }

  it('mends a finding by a quick fix', async () => {
    const document = await open('main.tf');
    await shown('main.tf', (codes) => codes.includes('unknown-role'));
    await apply(await action('main.tf', 'objectviewer', 'Use roles/storage.objectViewer'));
    assert.match(document.getText(), /"roles\/storage\.objectViewer"/);
    await shown('main.tf', (codes) => !codes.includes('unknown-role'));
  });

  it('ignores a finding by a quick fix', async () => {
    const document = await open('main.tf');
    await apply(await action('main.tf', 'allUsers', 'Ignore public-member on this line'));
    assert.match(document.getText(), /\n {2}# leastwise: ignore\[public-member\] .*\n {2}member/);
    await shown('main.tf', (codes) => codes.length === 0);
  });

  it('lints the workspace on command', async () => {
    const summary = await commands.executeCommand<{ files: number; findings: Record<string, number> }>('leastwise.lintWorkspace');
    assert.ok(summary.files >= 3, `${summary.files} files`);
    assert.ok((summary.findings.error ?? 0) >= 1);
  });

  it('leaves out a rule that a setting turns off', async () => {
    const settings = workspace.getConfiguration('leastwise.lint', folder);
    await settings.update('rules', { 'default-service-account': 'off' }, ConfigurationTarget.Workspace);
    await shown('service.yaml', (codes) => codes.length === 0);
    await settings.update('rules', undefined, ConfigurationTarget.Workspace);
    await shown('service.yaml', (codes) => codes.length === 1);
  });

  it('goes on after its server was restarted', async () => {
    await commands.executeCommand('leastwise.restartServer');
    await open('main.tf');
    await replace('main.tf', / *# leastwise: .*\n/);
    await shown('main.tf', (codes) => codes.includes('public-member'));
  });

  it('opens the page on a rule', async () => {
    await commands.executeCommand('leastwise.explainRule', 'public-member');
    await until(() => window.tabGroups.all.some(({ tabs }) => tabs.some(({ label }) => label.includes('public-member'))));
  });

  it('follows the link of a diagnostic', async () => {
    await commands.executeCommand('workbench.action.closeAllEditors');
    const [diagnostic] = await shown('policy.json', (codes) => codes.includes('public-member'));
    await commands.executeCommand('vscode.open', linkOf(diagnostic));
    await until(() => window.tabGroups.all.some(({ tabs }) => tabs.some(({ label }) => label.includes('public-member'))));
  });

  it('shows what its server says', async () => {
    await commands.executeCommand('leastwise.showOutput');
    await until(() => window.visibleTextEditors.some(({ document: { uri } }) => uri.scheme === 'output' && /leastwise/i.test(uri.path)));
    await commands.executeCommand('workbench.action.closePanel');
  });

  it('has all its commands', async () => {
    const known = await commands.getCommands(true);
    for (const { command } of extensions.getExtension('leastwise.leastwise')?.packageJSON.contributes.commands ?? []) {
      assert.ok(known.includes(command), command);
    }
  });

  async function write(name: string, text: string): Promise<void> {
    await workspace.fs.writeFile(file(name), new TextEncoder().encode(text));
  }

  async function open(name: string) {
    const document = await workspace.openTextDocument(file(name));
    await window.showTextDocument(document, { preview: false });
    return document;
  }

  /** The diagnostics of the file as soon as their codes are as asked. */
  async function shown(name: string, fits: (codes: string[]) => boolean): Promise<Diagnostic[]> {
    const ours = () => languages.getDiagnostics(file(name)).filter(({ source }) => source === 'leastwise');
    await until(
      () => fits(ours().map(codeOf)),
      () => `${name}: ${ours().map(codeOf)}`,
    );
    return ours();
  }

  async function action(name: string, text: string, title: string): Promise<CodeAction> {
    const document = await workspace.openTextDocument(file(name));
    const start = position(document.getText(), text);
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

  async function apply({ edit }: { edit?: WorkspaceEdit }): Promise<void> {
    assert.ok(edit);
    assert.ok(await workspace.applyEdit(edit));
  }

  async function replace(name: string, pattern: RegExp): Promise<void> {
    const document = await workspace.openTextDocument(file(name));
    const [found = ''] = pattern.exec(document.getText()) ?? [];
    const start = document.getText().indexOf(found);
    const edit = new Edit();
    edit.delete(document.uri, new Range(document.positionAt(start), document.positionAt(start + found.length)));
    assert.ok(await workspace.applyEdit(edit));
  }
});

function codeOf({ code }: Diagnostic): string {
  return String(typeof code === 'object' ? code.value : code);
}

function linkOf(diagnostic: Diagnostic | undefined): Uri {
  const code = diagnostic?.code;
  assert.ok(typeof code === 'object');
  return code.target;
}

function position(text: string, part: string): Position {
  const before = text.slice(0, text.indexOf(part)).split('\n');
  return new Position(before.length - 1, before.at(-1)?.length ?? 0);
}

/** Resolves when the condition holds; VS Code tells of too few things by events. */
async function until(holds: () => boolean, state: () => string = () => ''): Promise<void> {
  for (const deadline = Date.now() + 20_000; !holds(); await new Promise((resolve) => setTimeout(resolve, 50))) {
    if (Date.now() > deadline) throw new Error(`It has not become so: ${state()}`);
  }
}
