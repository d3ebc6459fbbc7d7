import type { TestContext } from 'node:test';
import type { ClientCapabilities, Position, TextDocumentIdentifier, WorkspaceEdit } from 'vscode-languageserver';
import { TextDocument } from 'vscode-languageserver-textdocument';
import { type Client, connected, modern, type Presentation, root, uriOf } from './client.ts';

/** Marks the place of the cursor in a text. */
export const mark = '‸';

/** What VS Code can do with names and where they lead. */
export const navigating: ClientCapabilities = {
  ...modern,
  workspace: {
    ...modern.workspace,
    workspaceEdit: { documentChanges: true, changeAnnotationSupport: { groupsOnLabel: true } },
    codeLens: { refreshSupport: true },
    inlayHint: { refreshSupport: true },
  },
  textDocument: {
    ...modern.textDocument,
    definition: { linkSupport: true },
    rename: { prepareSupport: true, honorsChangeAnnotations: true },
  },
};

/** A client with the files on its disk, and the position of the one cursor in them; the file that has it is open. */
export async function withCursor(
  test: TestContext,
  files: Readonly<Record<string, string>>,
  presentation: Presentation = { capabilities: navigating },
): Promise<{ client: Client; params: { textDocument: TextDocumentIdentifier; position: Position } }> {
  const [path, text] = Object.entries(files).find(([, each]) => each.includes(mark)) ?? [];
  if (path === undefined || text === undefined) throw new Error('no cursor');
  const plain = text.replace(mark, '');
  const client = await connected(test, { ...files, [path]: plain }, presentation);
  await client.open(path, plain, path.endsWith('.tf') ? 'terraform' : path.endsWith('.yaml') ? 'yaml' : 'json');
  const position = TextDocument.create('', '', 0, plain).positionAt(text.indexOf(mark));
  return { client, params: { textDocument: { uri: uriOf(path) }, position } };
}

/** The texts of the files that an edit changes, edited, by path; of files that it only creates or renames nothing. */
export function edited({ changes = {}, documentChanges = [] }: WorkspaceEdit, files: Readonly<Record<string, string>>) {
  const all = [
    ...Object.entries(changes),
    ...documentChanges.flatMap((change) => ('edits' in change ? [[change.textDocument.uri, change.edits] as const] : [])),
  ];
  return Object.fromEntries(
    all.map(([uri, edits]) => {
      const path = uri.replace(`${root}/`, '');
      const document = TextDocument.create(uri, '', 0, (files[path] ?? '').replace(mark, ''));
      return [
        path,
        TextDocument.applyEdits(
          document,
          edits.map((edit) => ('newText' in edit ? edit : { range: edit.range, newText: edit.snippet.value })),
        ),
      ];
    }),
  );
}

/** A place as `main.tf:3 google_service_account.api.email`. */
export function written(
  { uri, range }: { uri: string; range: { start: Position; end: Position } },
  files: Readonly<Record<string, string>>,
): string {
  const path = uri.replace(`${root}/`, '');
  const document = TextDocument.create(uri, '', 0, (files[path] ?? '').replace(mark, ''));
  return `${path}:${range.start.line + 1} ${document.getText(range)}`;
}
