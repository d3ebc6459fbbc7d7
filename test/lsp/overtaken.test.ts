import assert from 'node:assert/strict';
import { describe, type TestContext, test } from 'node:test';
import type { CodeAction, CompletionList, Hover, Location, Position } from 'vscode-languageserver';
import { TextDocument } from 'vscode-languageserver-textdocument';
import { connected, uriOf } from './client.ts';
import { mark } from './cursor.ts';

const account = 'resource "google_service_account" "api" {\n  account_id = "api-runtime"\n  project    = "shop-prod"\n}\n';
const grant = (role: string, member: string) =>
  `resource "google_storage_bucket_iam_member" "m" {\n  bucket = "media"\n  role   = "${role}"\n  member = ${member}\n}\n`;

/** What is answered to a request at the cursor, behind which a letter is typed before the server has had time for it. */
async function asked<Answer>(
  t: TestContext,
  marked: string,
  method: string,
  more: (position: Position) => object = () => ({}),
): Promise<Answer | null> {
  const text = marked.replace(mark, '');
  const client = await connected(t);
  await client.open('main.tf', text);
  await client.codes('main.tf');
  const position = TextDocument.create('', '', 0, text).positionAt(marked.indexOf(mark));
  const parameters = { textDocument: { uri: uriOf('main.tf') }, position, ...more(position) };
  const answer = client.connection.sendRequest<Answer | null>(`textDocument/${method}`, parameters);
  await client.change('main.tf', { start: position, end: position }, 'x');
  return answer;
}

describe('an edit right behind a request', () => {
  test('leaves what is suggested for the text before', async (t) => {
    const list = await asked<CompletionList>(t, grant(`roles/storage.o${mark}`, '"user:ann@example.com"'), 'completion');
    const { textEdit } = list?.items.find(({ label }) => label === 'roles/storage.objectUser') ?? {};
    const range = { start: { line: 2, character: 12 }, end: { line: 2, character: 27 } };
    assert.deepEqual(textEdit, { newText: 'roles/storage.objectUser', range });
  });

  test('leaves the hover of the text before', async (t) => {
    const hover = await asked<Hover>(t, grant(`roles/edit${mark}or`, '"user:ann@example.com"'), 'hover');
    assert.match(JSON.stringify(hover?.contents), /roles\/editor/);
  });

  test('leaves the quick fixes of the text before', async (t) => {
    const actions = await asked<CodeAction[]>(
      t,
      grant(`roles/storage.objectViewe${mark}`, '"user:ann@example.com"'),
      'codeAction',
      (position) => ({ range: { start: position, end: position }, context: { diagnostics: [] } }),
    );
    assert.ok(actions?.some(({ title }) => title === 'Use roles/storage.objectViewer'));
  });

  test('leaves the declaration that the text before leads to', async (t) => {
    const text = account + grant('roles/storage.objectUser', `google_service_account.api${mark}.member`);
    const found = await asked<Location[]>(t, text, 'definition');
    assert.deepEqual(
      found?.map(({ range }) => range.start.line),
      [0],
    );
  });
});
