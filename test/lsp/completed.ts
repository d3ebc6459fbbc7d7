import assert from 'node:assert/strict';
import type { TestContext } from 'node:test';
import { type ClientCapabilities, type CompletionItem, type CompletionList, CompletionRequest, type TextEdit } from 'vscode-languageserver';
import { TextDocument } from 'vscode-languageserver-textdocument';
import { type Client, connected, modern, root } from './client.ts';

/** What VS Code takes of completions. */
export const capabilities: ClientCapabilities = {
  ...modern,
  textDocument: {
    ...modern.textDocument,
    completion: { completionItem: { snippetSupport: true, documentationFormat: ['markdown'], tagSupport: { valueSet: [1] } } },
  },
};

/** The languages of files by the ends of their names. */
export const languages: Readonly<Record<string, string>> = { tf: 'terraform', json: 'json', yaml: 'yaml' };

/** A document with its cursor, `▮`, open in a client. */
export interface Typed {
  readonly client: Client;
  readonly path: string;
  readonly items: readonly CompletionItem[];
  readonly list: CompletionList | null;
  /** The label's item. */
  item(label: string): CompletionItem;
  /** The document with the label's item in it; tab stops stay as their placeholders. */
  accept(label: string): string;
}

/** What is suggested at the cursor of a document, with other files in the workspace. */
export async function typed(
  t: TestContext,
  path: string,
  text: string,
  others: Readonly<Record<string, string>> = {},
  can = capabilities,
): Promise<Typed> {
  const client = await connected(t, others, { capabilities: can });
  return typedIn(client, path, text);
}

/** What is suggested at the cursor of a document, in a client that is there already. */
export async function typedIn(client: Client, path: string, text: string): Promise<Typed> {
  const document = TextDocument.create(`${root}/${path}`, '', 1, text.replace('▮', ''));
  await client.open(path, document.getText(), languages[path.slice(path.lastIndexOf('.') + 1)]);
  const position = document.positionAt(text.indexOf('▮'));
  const list = (await client.connection.sendRequest(CompletionRequest.type, {
    textDocument: { uri: document.uri },
    position,
  })) as CompletionList | null;
  const items = list?.items ?? [];
  const item = (label: string) => items.find((each) => each.label === label) ?? assert.fail(`no ${label} among ${labels(items)}`);
  return {
    client,
    path,
    items,
    list,
    item,
    accept(label) {
      const { textEdit, insertTextFormat } = item(label);
      const edit = textEdit as TextEdit;
      assert.equal(edit.range.start.line, edit.range.end.line);
      const newText = insertTextFormat === 2 ? filledIn(edit.newText) : edit.newText;
      return TextDocument.applyEdits(document, [{ ...edit, newText }]);
    },
  };
}

/** A snippet as a user leaves it who types nothing. */
function filledIn(snippet: string): string {
  return snippet
    .replace(/\$\{\d+\|([^,|]*)[^|]*\|\}/g, '$1')
    .replace(/\$\{\d+:((?:[^\\}]|\\.)*)\}/g, '$1')
    .replace(/\$\d/g, '')
    .replace(/\\([\\$}])/g, '$1');
}

/** What the items are called, in their order. */
export function labels(items: readonly CompletionItem[]): string[] {
  return items.map(({ label }) => label);
}

/** The codes of what is found in the document when the label is accepted. */
export async function codesAfter({ client, path, accept }: Typed, label: string): Promise<unknown[]> {
  const text = accept(label);
  await client.change(path, { start: { line: 0, character: 0 }, end: { line: 1_000_000, character: 0 } }, text);
  return client.codes(path);
}

/** An account that is declared. */
export const account = 'resource "google_service_account" "api" {\n  account_id = "api-runtime"\n  project    = "shop-prod"\n}\n';
/** Its e-mail. */
export const email = 'api-runtime@shop-prod.iam.gserviceaccount.com';

/** A grant on a resource of a kind. */
export const grant = (family: string, role: string, member = 'user:ann@example.com') =>
  `resource "google_${family}_iam_member" "m" {\n  role   = "${role}"\n  member = "${member}"\n}\n`;
/** A service of Cloud Run with these annotations. */
export const service = (annotations: string, runsAs = email) => `apiVersion: serving.knative.dev/v1
kind: Service
metadata:
  name: orders
  labels:
    cloud.googleapis.com/location: europe-west1
  annotations:
    run.googleapis.com/launch-stage: GA
${annotations}
spec:
  template:
    spec:
      serviceAccountName: ${runsAs}
      containers:
        - image: orders
`;
