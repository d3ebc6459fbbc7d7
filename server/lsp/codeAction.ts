import {
  type CodeAction,
  CodeActionKind,
  type CodeActionParams,
  type Diagnostic,
  type TextEdit as ProtocolEdit,
  type WorkspaceEdit,
} from 'vscode-languageserver';
import { configCode } from '../linter/config.ts';
import type { Finding, Fix, TextEdit } from '../linter/rule.ts';
import { compareSpans, type SourceFile } from '../linter/source.ts';
import { toDiagnostic, toEdit, toOffset } from './convert.ts';
import { ignoreComment } from './ignoreComment.ts';
import { findingsIn, settledResult } from './reports.ts';
import { guarded, type Session } from './session.ts';

/** The kind of the action that applies all safe fixes of a document. */
export const fixAll = `${CodeActionKind.SourceFixAll}.leastwise`;

/** Answers `textDocument/codeAction`. */
export function provideCodeActions(session: Session): void {
  session.connection.onCodeAction(guarded(session, [], (params: CodeActionParams) => codeActions(session, params)));
}

async function codeActions(session: Session, { textDocument, range, context }: CodeActionParams): Promise<CodeAction[]> {
  const place = await session.workspace.find(textDocument.uri);
  if (!place) return [];
  const findings = findingsIn(await settledResult(place.group), place.file);
  const actions: CodeAction[] = [];
  if (asksFor(context.only, CodeActionKind.QuickFix)) {
    const start = toOffset(place.file, range.start);
    const end = toOffset(place.file, range.end);
    const touched = findings.filter(({ span }) => span.start <= end && start <= span.end);
    actions.push(...quickFixes(session, touched, context.diagnostics));
  }
  // On the light bulb's list the action would follow the cursor through the whole document.
  if (context.only !== undefined && asksFor(context.only, fixAll)) actions.push(...fixAllAction(session, place.file, findings));
  return actions;
}

function quickFixes(session: Session, findings: readonly Finding[], shown: readonly Diagnostic[]): CodeAction[] {
  const fixes: CodeAction[] = [];
  const rest: CodeAction[] = [];
  for (const finding of findings) {
    const own = toDiagnostic(finding, session);
    const diagnostics = [shown.find(({ code, range }) => code === own.code && sameRange(range, own.range)) ?? own];
    for (const [index, fix] of finding.fixes.entries()) {
      fixes.push({
        title: fix.title,
        kind: CodeActionKind.QuickFix,
        diagnostics,
        isPreferred: index === 0,
        edit: workspaceEdit(session, fix.edits),
      });
    }
    // No comment makes a wrong configuration right, and its page is on the web.
    if (finding.code === configCode) continue;
    const ignore = ignoreAction(session, finding);
    if (ignore) rest.push({ ...ignore, diagnostics });
    if (session.client.explains) rest.push({ ...explain(finding.code), diagnostics });
  }
  return [...fixes, ...rest];
}

function explain(code: string): CodeAction {
  const title = `Explain ${code}`;
  return { title, kind: CodeActionKind.QuickFix, command: { title, command: 'leastwise.explainRule', arguments: [code] } };
}

function ignoreAction(session: Session, finding: Finding): CodeAction | undefined {
  const comment = ignoreComment(finding);
  if (!comment) return undefined;
  const { edit, reasonAt } = comment;
  const action = { title: `Ignore ${finding.code} on this line`, kind: CodeActionKind.QuickFix };
  if (!session.client.snippetEdits || !session.client.documentChanges) return { ...action, edit: workspaceEdit(session, [edit]) };
  const value = `${escapeSnippet(edit.newText.slice(0, reasonAt))} \${1:reason}${edit.newText.slice(reasonAt)}`;
  const { file } = edit.span;
  return {
    ...action,
    edit: {
      documentChanges: [
        { textDocument: identifier(session, file), edits: [{ range: toEdit(edit).range, snippet: { kind: 'snippet', value } }] },
      ],
    },
  };
}

function fixAllAction(session: Session, file: SourceFile, findings: readonly Finding[]): CodeAction[] {
  const edits = safeEdits(file, findings);
  if (edits.length === 0) return [];
  return [{ title: 'Fix all safe problems', kind: fixAll, edit: workspaceEdit(session, edits) }];
}

/** The edits of the findings' first safe fixes, as far as they keep to the file and out of each other's way. */
function safeEdits(file: SourceFile, findings: readonly Finding[]): TextEdit[] {
  const taken: TextEdit[] = [];
  for (const { fixes } of findings) {
    const fix: Fix | undefined = fixes.find(({ safe }) => safe);
    if (fix?.edits.every((edit) => edit.span.file === file && !taken.some((other) => collide(edit, other)))) taken.push(...fix.edits);
  }
  return taken.sort((a, b) => compareSpans(a.span, b.span));
}

function collide({ span: a }: TextEdit, { span: b }: TextEdit): boolean {
  return a.start === b.start || (a.start < b.end && b.start < a.end);
}

function workspaceEdit(session: Session, edits: readonly TextEdit[]): WorkspaceEdit {
  const byFile = [...Map.groupBy(edits, ({ span }) => span.file)].map(([file, own]): [SourceFile, ProtocolEdit[]] => [
    file,
    own.map(toEdit),
  ]);
  return session.client.documentChanges
    ? { documentChanges: byFile.map(([file, own]) => ({ textDocument: identifier(session, file), edits: own })) }
    : { changes: Object.fromEntries(byFile.map(([file, own]) => [session.workspace.clientUri(file), own])) };
}

function identifier({ workspace }: Session, file: SourceFile) {
  return { uri: workspace.clientUri(file), version: workspace.version(file) };
}

/** Whether a client that asks for `only` these kinds wants actions of the kind: kinds are dotted paths, and a path asks for all below it. */
function asksFor(only: readonly string[] | undefined, kind: string): boolean {
  return only === undefined || only.some((each) => each === '' || kind === each || kind.startsWith(`${each}.`));
}

function sameRange(a: Diagnostic['range'], b: Diagnostic['range']): boolean {
  return (
    a.start.line === b.start.line &&
    a.start.character === b.start.character &&
    a.end.line === b.end.line &&
    a.end.character === b.end.character
  );
}

function escapeSnippet(text: string): string {
  return text.replace(/[\\$}]/g, '\\$&');
}
