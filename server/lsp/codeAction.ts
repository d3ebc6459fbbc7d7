import { type CodeAction, CodeActionKind, type CodeActionParams, type Diagnostic } from 'vscode-languageserver';
import { unusedCode } from '../linter/checks.ts';
import { configCode } from '../linter/config.ts';
import type { Finding } from '../linter/rule.ts';
import { toDiagnostic, toEdit, toOffset } from './convert.ts';
import { identifier, workspaceEdit } from './edits.ts';
import { fixGroup } from './fixAll.ts';
import { ignoreComment } from './ignoreComment.ts';
import { ignoreInConfiguration } from './ignoreEntry.ts';
import { findingsIn, resultAt } from './reports.ts';
import { guarded, type Session } from './session.ts';
import type { Place } from './workspace.ts';

/** The kind of the action that applies all safe fixes of a document. */
export const fixAllKind = `${CodeActionKind.SourceFixAll}.leastwise`;

/** Answers `textDocument/codeAction`. */
export function provideCodeActions(session: Session): void {
  session.connection.onCodeAction(guarded(session, [], (params: CodeActionParams) => codeActions(session, params)));
}

async function codeActions(session: Session, { textDocument, range, context }: CodeActionParams): Promise<CodeAction[]> {
  const place = await session.workspace.find(textDocument.uri);
  if (!place) return [];
  const result = await resultAt(place);
  // What is not reported is not mended either.
  if (place.group.settings.run === 'off') return [];
  const findings = findingsIn(result, place.file);
  const actions: CodeAction[] = [];
  if (asksFor(context.only, CodeActionKind.QuickFix)) {
    const start = toOffset(place.file, range.start);
    const end = toOffset(place.file, range.end);
    const touched = findings.filter(({ span }) => span.start <= end && start <= span.end);
    actions.push(...(await quickFixes(session, place, touched, context.diagnostics)));
  }
  // On the light bulb's list the action would follow the cursor through the whole document.
  if (context.only !== undefined && asksFor(context.only, fixAllKind)) actions.push(...fixAllAction(session, place));
  return actions;
}

async function quickFixes(
  session: Session,
  { group }: Place,
  findings: readonly Finding[],
  shown: readonly Diagnostic[],
): Promise<CodeAction[]> {
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
    // One suppression is not for another to hide.
    const ignore =
      finding.code === unusedCode ? undefined : (ignoreAction(session, finding) ?? (await ignoreInConfiguration(session, group, finding)));
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

function fixAllAction(session: Session, { file, group }: Place): CodeAction[] {
  const { changed } = fixGroup(group, (each) => each === file || each.uri === file.uri);
  const edits = [...changed.values()].flatMap((each) => each.edits);
  if (edits.length === 0) return [];
  return [{ title: 'Fix all safe problems', kind: fixAllKind, edit: workspaceEdit(session, edits) }];
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
