import assert from 'node:assert/strict';
import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { describe, test } from 'node:test';
import {
  CallHierarchyPrepareRequest,
  type ClientCapabilities,
  CodeActionRequest,
  CodeLensRequest,
  CompletionRequest,
  DefinitionRequest,
  DocumentDiagnosticRequest,
  DocumentLinkRequest,
  HoverRequest,
  type InitializeResult,
  InlayHintRequest,
  type Position,
  PrepareRenameRequest,
  type ProtocolConnection,
  type Range,
  ReferencesRequest,
  RenameRequest,
  SemanticTokensRequest,
} from 'vscode-languageserver';
import { TextDocument } from 'vscode-languageserver-textdocument';
import { Client, Disk, modern, uriOf } from './client.ts';

const folder = path.join(import.meta.dirname, 'foreign');
const files = new Map(readdirSync(folder).map((name) => [name, readFileSync(path.join(folder, name), 'utf8')]));

/** What is in the workspace besides, so that there is something to find: an account with the name that other people's files use, and who has what. */
const ours = {
  'infra/main.tf': `resource "google_service_account" "api" {
  account_id = "api-runtime"
  project    = "shop"
}

resource "google_project_iam_member" "public" {
  project = "shop"
  role    = "roles/viewer"
  member  = "user:alice@example.com"
}
`,
};

const languages: Readonly<Record<string, string>> = {
  '.tf': 'terraform',
  '.tofu': 'opentofu',
  '.tfvars': 'terraform-vars',
  '.tfstate': 'json',
  '.json': 'json',
  '.yaml': 'yaml',
  '.yml': 'yaml',
};

/** A client that takes whatever a server may have. */
const capabilities: ClientCapabilities = {
  ...modern,
  textDocument: {
    ...modern.textDocument,
    callHierarchy: {},
    codeLens: {},
    completion: { completionItem: { snippetSupport: true } },
    definition: { linkSupport: true },
    documentLink: { tooltipSupport: true },
    inlayHint: {},
    references: {},
    rename: { prepareSupport: true },
    semanticTokens: { requests: { full: true, range: true }, tokenTypes: [], tokenModifiers: [], formats: ['relative'] },
  },
};

interface At {
  readonly connection: ProtocolConnection;
  readonly textDocument: { readonly uri: string };
  readonly position: Position;
}

interface Whole {
  readonly connection: ProtocolConnection;
  readonly textDocument: { readonly uri: string };
  readonly range: Range;
}

/** What each capability lets a client ask at a place. */
const atPlaces: Readonly<Record<string, (at: At) => Promise<unknown>>> = {
  hoverProvider: ({ connection, ...at }) => connection.sendRequest(HoverRequest.type, at),
  completionProvider: ({ connection, ...at }) => connection.sendRequest(CompletionRequest.type, at),
  definitionProvider: ({ connection, ...at }) => connection.sendRequest(DefinitionRequest.type, at),
  referencesProvider: ({ connection, ...at }) =>
    connection.sendRequest(ReferencesRequest.type, { ...at, context: { includeDeclaration: true } }),
  renameProvider: async ({ connection, ...at }) =>
    (await connection.sendRequest(PrepareRenameRequest.type, at)) ??
    connection.sendRequest(RenameRequest.type, { ...at, newName: 'other-name' }).catch(() => null),
  callHierarchyProvider: ({ connection, ...at }) => connection.sendRequest(CallHierarchyPrepareRequest.type, at),
  codeActionProvider: ({ connection, textDocument, position }) =>
    connection.sendRequest(CodeActionRequest.type, {
      textDocument,
      range: { start: position, end: position },
      context: { diagnostics: [] },
    }),
};

/** What each lets it ask of a whole document. */
const ofDocuments: Readonly<Record<string, (whole: Whole) => Promise<unknown>>> = {
  diagnosticProvider: async ({ connection, textDocument }) => {
    const report = await connection.sendRequest(DocumentDiagnosticRequest.type, { textDocument });
    return report.kind === 'full' ? report.items : report;
  },
  codeActionProvider: ({ connection, textDocument, range }) =>
    connection.sendRequest(CodeActionRequest.type, { textDocument, range, context: { diagnostics: [] } }),
  codeLensProvider: ({ connection, textDocument }) => connection.sendRequest(CodeLensRequest.type, { textDocument }),
  documentLinkProvider: ({ connection, textDocument }) => connection.sendRequest(DocumentLinkRequest.type, { textDocument }),
  inlayHintProvider: ({ connection, textDocument, range }) => connection.sendRequest(InlayHintRequest.type, { textDocument, range }),
};

/** What is no question about a document. */
const silent = ['textDocumentSync', 'workspace'];

async function connect(test: {
  after(done: () => Promise<void>): void;
}): Promise<{ client: Client; announced: InitializeResult['capabilities'] }> {
  const client = new Client(new Disk({ ...ours, ...Object.fromEntries(files) }));
  client.settings = { 'leastwise.codeLens.enable': true, 'leastwise.inlayHints.enable': true };
  const { capabilities: announced } = await client.initialize({ capabilities });
  test.after(() => client.shutdown());
  return { client, announced };
}

test('each capability that the server announces is tried here, and none gets in the way of another extension', async (t) => {
  const { announced } = await connect(t);
  const tried = new Set([...Object.keys(atPlaces), ...Object.keys(ofDocuments), ...silent]);
  assert.deepEqual(
    Object.keys(announced).filter((name) => !tried.has(name)),
    [],
  );
  for (const name of [
    ...['documentFormattingProvider', 'documentRangeFormattingProvider', 'documentOnTypeFormattingProvider'],
    ...['documentSymbolProvider', 'workspaceSymbolProvider', 'foldingRangeProvider', 'selectionRangeProvider'],
    ...['documentHighlightProvider', 'linkedEditingRangeProvider', 'semanticTokensProvider', 'colorProvider'],
  ])
    assert.ok(!Object.hasOwn(announced, name), name);
});

describe("in other people's files", () => {
  for (const [name, text] of files) {
    test(`${name}: nothing answers, wherever one asks`, async (t) => {
      const { client, announced } = await connect(t);
      await client.open(name, text, languages[path.extname(name)]);
      const { connection } = client;
      const textDocument = { uri: uriOf(name) };
      const document = TextDocument.create(textDocument.uri, '', 0, text);
      const range = { start: document.positionAt(0), end: document.positionAt(text.length) };
      // Within a word, its second letter stands for the rest.
      const offsets = [...text.split('').keys(), text.length].filter((offset) => !/^\w{4}$/.test(text.slice(offset - 2, offset + 2)));
      for (const [capability, ask] of Object.entries(ofDocuments))
        if (Object.hasOwn(announced, capability))
          assert.deepEqual(said(await ask({ connection, textDocument, range })), [], `${capability} of ${name}`);
      for (const [capability, ask] of Object.entries(atPlaces)) {
        if (!Object.hasOwn(announced, capability)) continue;
        const answers = await Promise.all(
          offsets.map((offset) => ask({ connection, textDocument, position: document.positionAt(offset) }).then(said)),
        );
        const first = answers.findIndex((each) => each.length > 0);
        assert.deepEqual(
          answers[first] ?? [],
          [],
          `${capability} of ${name} at ${JSON.stringify(text.slice(offsets[first]).slice(0, 20))}`,
        );
      }
    });
  }

  test('the same questions have answers in ours', async (t) => {
    const { client, announced } = await connect(t);
    const text = ours['infra/main.tf'];
    await client.open('infra/main.tf', text);
    const document = TextDocument.create(uriOf('infra/main.tf'), '', 0, text);
    const { connection } = client;
    const textDocument = { uri: document.uri };
    const range = { start: document.positionAt(0), end: document.positionAt(text.length) };
    for (const capability of Object.keys(announced).filter((name) => !silent.includes(name))) {
      const whole = ofDocuments[capability];
      const answers = whole ? said(await whole({ connection, textDocument, range })) : [];
      for (let offset = 0; answers.length === 0 && offset < text.length; offset++)
        answers.push(...said(await atPlaces[capability]?.({ connection, textDocument, position: document.positionAt(offset) })));
      assert.ok(answers.length > 0, capability);
    }
  });

  test('no semantic tokens are told to who has not asked for them', async (t) => {
    const { client } = await connect(t);
    await client.open('aws.tf', files.get('aws.tf') ?? '');
    const answer = client.connection.sendRequest(SemanticTokensRequest.type, { textDocument: { uri: uriOf('aws.tf') } });
    await assert.rejects(answer, /Unhandled method/);
  });

  test('the workspace has findings in our files only', async (t) => {
    const { client } = await connect(t);
    const { items } = await client.pullWorkspace();
    const found = items.filter((item) => item.kind === 'full' && item.items.length > 0).map(({ uri }) => uri);
    assert.deepEqual(
      found.filter((uri) => !uri.includes('/infra/')),
      [],
    );
  });
});

/** What an answer says: nothing, where it is null, an empty list or a list without items. */
function said(answer: unknown): unknown[] {
  if (answer === null || answer === undefined) return [];
  if (Array.isArray(answer)) return answer;
  return typeof answer === 'object' && 'items' in answer ? said(answer.items) : [answer];
}
