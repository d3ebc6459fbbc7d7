import type { TextEdit as ProtocolEdit, TextDocumentEdit, WorkspaceEdit } from 'vscode-languageserver';
import type { TextEdit } from '../linter/rule.ts';
import type { SourceFile } from '../linter/source.ts';
import { toEdit } from './convert.ts';
import type { Session } from './session.ts';

/** The edits as the client takes them: of versions of documents, where it knows these. */
export function workspaceEdit(session: Session, edits: readonly TextEdit[]): WorkspaceEdit {
  const byFile = [...Map.groupBy(edits, ({ span }) => span.file)].map(([file, own]): [SourceFile, ProtocolEdit[]] => [
    file,
    own.map(toEdit),
  ]);
  return session.client.documentChanges
    ? { documentChanges: byFile.map(([file, own]) => ({ textDocument: identifier(session, file), edits: own })) }
    : { changes: Object.fromEntries(byFile.map(([file, own]) => [session.workspace.clientUri(file), own])) };
}

/** The document that a file is, in the version that it is of. */
export function identifier({ workspace }: Session, file: SourceFile): TextDocumentEdit['textDocument'] {
  return { uri: workspace.clientUri(file), version: workspace.version(file) };
}

/** What makes a file that was not there; for clients that make files. */
export function newFile(uri: string, text: string, { overwrite = false } = {}): NonNullable<WorkspaceEdit['documentChanges']> {
  const start = { line: 0, character: 0 };
  return [
    { kind: 'create', uri, options: overwrite ? { overwrite } : { ignoreIfExists: true } },
    { textDocument: { uri, version: null }, edits: [{ range: { start, end: start }, newText: text }] },
  ];
}
