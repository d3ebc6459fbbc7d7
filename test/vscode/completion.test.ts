import assert from 'node:assert/strict';
import {
  type CompletionItem,
  type CompletionList,
  commands,
  languages,
  Position,
  Selection,
  type TextDocument,
  type TextEditor,
  Uri,
  window,
  workspace,
} from 'vscode';
import { emulate, goTo, email as liveEmail, project, row, shopState } from './cloud.ts';

const terraform = `resource "google_service_account" "api" {
  account_id = "api-runtime"
  project    = "shop"
}

resource "google_storage_bucket_iam_member" "media" {
  bucket = "media"
  role   = ""
  member = ""
}
`;

const service = `apiVersion: run.googleapis.com/v1
kind: Job
metadata:
  name: nightly
spec:
  template:
    spec:
      template:
        spec:
          serviceAccountName:${' '}
          containers:
            - image: nightly
`;

const policy = '{ "bindings": [{ "role": "", "members": ["user:ann@example.com"] }] }\n';

const email = 'api-runtime@shop.iam.gserviceaccount.com';

describe('completion', () => {
  const folder = Uri.joinPath(workspace.workspaceFolders?.[0]?.uri ?? Uri.file('/'), 'completion-test');
  const file = (name: string) => Uri.joinPath(folder, name);

  before(async () => {
    for (const [name, text] of Object.entries({ 'main.tf': terraform, 'job.yaml': service, 'policy.json': policy }))
      await workspace.fs.writeFile(file(name), Buffer.from(text));
  });

  after(async () => {
    await commands.executeCommand('workbench.action.closeAllEditors');
    await workspace.fs.delete(folder, { recursive: true });
  });

  for (const [name, behind, expected] of [
    ['main.tf', 'role   = "', 'roles/storage.objectViewer'],
    ['main.tf', 'member = "', 'google_service_account.api.member'],
    ['job.yaml', 'serviceAccountName: ', email],
    ['policy.json', '"role": "', 'roles/run.invoker'],
  ] as const)
    it(`suggests ${expected} in ${name}`, async () => {
      const { document } = await open(name);
      if (name === 'main.tf') assert.equal(document.languageId, 'plaintext');
      const at = positionBehind(document, behind);
      // A policy that does not say what it is on can have any role: the first word narrows them down.
      if (name === 'policy.json') await typeAt(name, at, 'roles/run.');
      await until(async () => (await suggested(document, at)).some(({ label }) => label === expected));
    });

  it('suggests nothing elsewhere', async () => {
    const { document } = await open('main.tf');
    // VS Code itself suggests the words of the file, which have no detail.
    const items = await suggested(document, positionBehind(document, 'bucket = "'));
    const ours = items.filter(({ detail }) => detail !== undefined);
    assert.deepEqual(ours, []);
  });

  it('documents what is looked at', async () => {
    const { document } = await open('main.tf');
    const list = await commands.executeCommand<CompletionList>(
      'vscode.executeCompletionItemProvider',
      document.uri,
      positionBehind(document, 'role   = "'),
      undefined,
      20,
    );
    const { documentation } = list.items.find(({ label }) => label === 'roles/storage.objectViewer') ?? {};
    assert.match(typeof documentation === 'object' ? documentation.value : '', /\*\*Storage Object Viewer\*\*/);
  });

  it('writes a reference in place of the string', async () => {
    const editor = await open('main.tf');
    const at = positionBehind(editor.document, 'member = "');
    editor.selection = new Selection(at, at);
    await until(async () => {
      await commands.executeCommand('editor.action.triggerSuggest');
      await new Promise((resolve) => setTimeout(resolve, 500));
      await commands.executeCommand('acceptSelectedSuggestion');
      return editor.document.lineAt(at.line).text === '  member = google_service_account.api.member';
    });
    await until(() => languages.getDiagnostics(editor.document.uri).length === 0);
  });

  it('suggests the accounts of the connected project, and no more when nothing is connected', async () => {
    const { document } = await open('job.yaml');
    const at = positionBehind(document, 'serviceAccountName: ');
    const isOffered = async () => (await suggested(document, at)).some(({ label }) => label === liveEmail('legacy-export'));
    assert.equal(await isOffered(), false);
    const emulator = await emulate(shopState());
    try {
      await (await row(project)).below();
      await until(isOffered);
    } finally {
      await goTo();
      await emulator.close();
    }
    await until(async () => !(await isOffered()));
  });

  async function open(name: string): Promise<TextEditor> {
    return window.showTextDocument(await workspace.openTextDocument(file(name)));
  }

  async function typeAt(name: string, at: Position, text: string): Promise<void> {
    const editor = await open(name);
    await editor.edit((edit) => edit.insert(at, text));
  }

  /** What is suggested at a position, or behind the word that was typed there. */
  async function suggested(document: TextDocument, at: Position): Promise<readonly CompletionItem[]> {
    const quote = document.lineAt(at.line).text.indexOf('"', at.character);
    const end = document.languageId === 'json' ? new Position(at.line, quote) : at;
    return (await commands.executeCommand<CompletionList>('vscode.executeCompletionItemProvider', document.uri, end)).items;
  }
});

function positionBehind(document: TextDocument, text: string): Position {
  return document.positionAt(document.getText().indexOf(text) + text.length);
}

/** Resolves when the condition holds; the test's own time limit ends the wait. */
async function until(condition: () => boolean | Promise<boolean>): Promise<void> {
  while (!(await condition())) await new Promise((resolve) => setTimeout(resolve, 100));
}
