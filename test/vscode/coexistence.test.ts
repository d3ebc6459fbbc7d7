import assert from 'node:assert/strict';
import {
  commands,
  type Diagnostic,
  type Disposable,
  EventEmitter,
  type FileChangeEvent,
  FileType,
  type Hover,
  type Location,
  type LocationLink,
  languages,
  type MarkdownString,
  Position,
  Selection,
  type SemanticTokens,
  type SemanticTokensLegend,
  type TextDocument,
  Uri,
  window,
  workspace,
} from 'vscode';

const terraform = `resource "google_service_account" "api" {
  account_id = "api-runtime"
  project    = "shop"
}

resource "google_project_iam_member" "all" {
  project = "shop"
  role    = "roles/storage.objectViewer"
  member  = "serviceAccount:api-runtime@shop.iam.gserviceaccount.com"
}

resource "google_project_iam_member" "public" {
  project = "shop"
  role    = "roles/storage.objectViewer"
  member  = "allUsers"
}
`;

const publicMember = { project: 'shop', role: 'roles/viewer', member: 'allUsers' };
const policy = JSON.stringify({ bindings: [{ role: 'roles/viewer', members: ['allUsers'] }] });

/** What the neighbours' extension calls the files, by folder. */
const neighbours = { 'beside-terraform': 'terraform', 'beside-opentofu': 'opentofu' } as const;

describe('beside other extensions', () => {
  const folder = Uri.joinPath(workspace.workspaceFolders?.[0]?.uri ?? Uri.file('/'), 'coexistence-test');

  after(async () => {
    await commands.executeCommand('workbench.action.closeAllEditors');
    await workspace.fs.delete(folder, { recursive: true });
  });

  for (const [place, language] of Object.entries(neighbours)) {
    describe(`for ${language}`, () => {
      let document: TextDocument;

      before(async () => {
        document = await open(`${place}/main.tf`, terraform);
        await shown(document.uri, ['public-member']);
      });

      it('leaves the language to them', () => {
        assert.equal(document.languageId, language);
      });

      it('has each finding once, under its own name, beside theirs', async () => {
        const all = languages.getDiagnostics(document.uri);
        assert.deepEqual(all.filter(({ code }) => codeOf(code) === 'public-member').length, 1);
        assert.deepEqual(new Set(all.map(({ source }) => source)), new Set(['Terraform', 'leastwise']));
      });

      it('adds its hover to theirs, and says nothing elsewhere', async () => {
        assert.deepEqual((await hovers(document, 'objectViewer')).map(brief), ['theirs', 'ours']);
        assert.deepEqual((await hovers(document, 'project    =')).map(brief), ['theirs']);
      });

      it('adds its definition to theirs', async () => {
        const found = await commands.executeCommand<(Location | LocationLink)[]>(
          'vscode.executeDefinitionProvider',
          document.uri,
          positionOf(document, 'api-runtime@'),
        );
        const ranges = found.map((each) => ('range' in each ? each.range : each.targetRange));
        assert.ok(ranges.some((range) => range.isEmpty && range.start.isEqual(new Position(0, 0))));
        assert.ok(ranges.some((range) => document.getText(range).includes('api')));
      });

      it('leaves the colours to them', async () => {
        assert.equal(await tokensOf(document), undefined);
      });
    });
  }

  it('lints what they call variables, and what .tf.json and .tofu hold', async () => {
    for (const [name, text, code] of [
      ['beside-terraform/main.tf.json', JSON.stringify({ resource: { google_project_iam_member: { x: publicMember } } }), 'public-member'],
      ['beside-opentofu/main.tofu', terraform.replaceAll('"api"', '"tofu"').replaceAll('.api.', '.tofu.'), 'public-member'],
    ] as const) {
      const { uri } = await open(name, text);
      await shown(uri, [code]);
    }
    for (const place of Object.keys(neighbours)) assert.match((await open(`${place}/x.tfvars`, 'region = "x"\n')).languageId, /-vars$/);
  });

  it('says nothing of a state file', async () => {
    const { uri } = await open('plain/terraform.tfstate', policy);
    await shown((await open('plain/policy.json', policy)).uri, ['public-member']);
    assert.deepEqual(ours(uri), []);
  });

  for (const [language, content] of [
    ['terraform', terraform],
    ['opentofu', terraform],
    ['yaml', 'bindings:\n  - role: roles/viewer\n    members: [allUsers]\n'],
    ['json', policy],
    ['jsonc', policy],
  ] as const)
    it(`lints an unsaved document of ${language}`, async () => {
      const document = await workspace.openTextDocument({ language, content });
      await window.showTextDocument(document);
      await shown(document.uri, ['public-member']);
    });

  it('lints a document of a virtual workspace', async () => {
    const provider = virtualFile(terraform);
    const uri = Uri.parse('vscode-vfs://test/shop/main.tf');
    await window.showTextDocument(await workspace.openTextDocument(uri));
    await shown(uri, ['public-member']);
    await commands.executeCommand('workbench.action.closeActiveEditor');
    provider.dispose();
  });

  describe('where no extension knows Terraform', () => {
    let document: TextDocument;

    before(async () => {
      document = await open('plain/main.tf', terraform);
    });

    it('does not claim the file', () => {
      assert.equal(document.languageId, 'plaintext');
    });

    it('colours it', async () => {
      const { tokens, legend } = await until(() => tokensOf(document));
      assert.equal(legend.tokenTypes[tokens.data[3] ?? -1], 'keyword');
      assert.deepEqual([...tokens.data.slice(0, 3)], [0, 0, 'resource'.length]);
    });

    it('colours no other plain text', async () => {
      assert.equal(await tokensOf(await open('plain/notes.txt', terraform)), undefined);
    });

    it('comments its lines, and takes the marks away again', async () => {
      await window.showTextDocument(document);
      await toggle(new Selection(0, 0, 3, 0));
      assert.equal(
        document.getText().slice(0, 120),
        terraform.replace('resource', '# resource').replace('  account', '#   account').replace('  project', '#   project').slice(0, 120),
      );
      await toggle(new Selection(0, 0, 3, 0));
      assert.equal(document.getText(), terraform);
      await toggle(new Selection(1, 4, 1, 4));
      assert.match(document.getText(), /\{\n {2}# account_id = "api-runtime"\n {2}project/);
      await toggle(new Selection(1, 4, 1, 4));
      assert.equal(document.getText(), terraform);
    });
  });

  async function open(name: string, text: string): Promise<TextDocument> {
    const uri = Uri.joinPath(folder, name);
    await workspace.fs.writeFile(uri, new TextEncoder().encode(text));
    const document = await workspace.openTextDocument(uri);
    await window.showTextDocument(document, { preview: false });
    return document;
  }
});

async function toggle(selection: Selection): Promise<void> {
  if (window.activeTextEditor) window.activeTextEditor.selection = selection;
  await commands.executeCommand('leastwise.toggleLineComment');
}

function ours(uri: Uri): Diagnostic[] {
  return languages.getDiagnostics(uri).filter(({ source }) => source === 'leastwise');
}

/** Waits until our diagnostics have all these codes. */
async function shown(uri: Uri, codes: readonly string[]): Promise<void> {
  const present = () => ours(uri).map(({ code }) => codeOf(code));
  await until(
    () => codes.every((code) => present().includes(code)) || undefined,
    () => `${uri}: ${present()}`,
  );
}

function codeOf(code: Diagnostic['code']): unknown {
  return typeof code === 'object' ? code.value : code;
}

async function hovers(document: TextDocument, text: string): Promise<string[]> {
  const all = await commands.executeCommand<Hover[]>('vscode.executeHoverProvider', document.uri, positionOf(document, text));
  return all.flatMap(({ contents }) => contents.map((content) => (content as MarkdownString).value)).sort((a, b) => a.length - b.length);
}

const brief = (text: string) => (text.includes('Storage Object Viewer') ? 'ours' : text);

function positionOf(document: TextDocument, text: string): Position {
  return document.positionAt(document.getText().indexOf(text) + 1);
}

/** The semantic tokens of a document, by whoever has some; undefined where nobody has. */
async function tokensOf({ uri }: TextDocument): Promise<{ tokens: SemanticTokens; legend: SemanticTokensLegend } | undefined> {
  const legend = await commands.executeCommand<SemanticTokensLegend | undefined>('vscode.provideDocumentSemanticTokensLegend', uri);
  const tokens = await commands.executeCommand<SemanticTokens | undefined>('vscode.provideDocumentSemanticTokens', uri);
  return legend && tokens ? { tokens, legend } : undefined;
}

/** A file system of the scheme that GitHub's repositories have in VS Code, in which every path is a file with this text. */
function virtualFile(text: string): Disposable {
  const bytes = new TextEncoder().encode(text);
  const never = () => {
    throw new Error('read only');
  };
  return workspace.registerFileSystemProvider(
    'vscode-vfs',
    {
      onDidChangeFile: new EventEmitter<FileChangeEvent[]>().event,
      watch: () => ({ dispose() {} }),
      stat: () => ({ type: FileType.File, ctime: 0, mtime: 0, size: bytes.length }),
      readFile: () => bytes,
      readDirectory: () => [],
      createDirectory: never,
      writeFile: never,
      delete: never,
      rename: never,
    },
    { isReadonly: true },
  );
}

/** The first value that is there; fails after ten seconds. */
async function until<Value>(value: () => Value | undefined | Promise<Value | undefined>, describe = () => 'nothing came'): Promise<Value> {
  for (const end = Date.now() + 10_000; Date.now() < end; ) {
    const found = await value();
    if (found !== undefined) return found;
    await new Promise((resolve) => setTimeout(resolve, 50));
  }
  throw new Error(describe());
}
