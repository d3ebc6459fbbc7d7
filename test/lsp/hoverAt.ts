import { HoverRequest } from 'vscode-languageserver';
import { TextDocument } from 'vscode-languageserver-textdocument';
import { connected, type Presentation, uriOf } from './client.ts';

/** What a hover says, and the text that it says it of. */
export interface Said {
  readonly text: string;
  readonly of: string;
}

/** Stands in a text where the mouse points to. */
const cursor = '‸';

/** What the hover says at the cursor `‸` in a file, with others on the disk; undefined where it says nothing. */
export async function hoverAt(
  test: { after(done: () => Promise<void>): void },
  path: string,
  marked: string,
  files: Readonly<Record<string, string>> = {},
  presentation: Presentation = {},
): Promise<Said | undefined> {
  const client = await connected(test, files, presentation);
  const text = marked.replace(cursor, '');
  const document = TextDocument.create(path, '', 0, text);
  await client.open(path, text, path.endsWith('.yaml') ? 'yaml' : path.endsWith('.json') ? 'json' : 'terraform');
  const position = document.positionAt(marked.indexOf(cursor));
  const hover = await client.connection.sendRequest(HoverRequest.type, { textDocument: { uri: uriOf(path) }, position });
  if (!hover) return undefined;
  return { text: (hover.contents as { readonly value: string }).value, of: document.getText(hover.range) };
}
