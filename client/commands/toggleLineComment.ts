import { commands, type Disposable, Range, type TextEditor, type TextEditorEdit } from 'vscode';

/**
 * The command that turns the selected lines into comments and back, for Terraform files that are plain text: VS Code takes comment marks from the language
 * only, and those of `plaintext` would be for all plain text.
 */
export function toggleLineComment(): Disposable {
  return commands.registerTextEditorCommand('leastwise.toggleLineComment', toggle);
}

function toggle({ document, selections }: TextEditor, edit: TextEditorEdit): void {
  const numbers = new Set(
    selections.flatMap(({ start, end, isEmpty }) => {
      // A selection of whole lines ends where the next one starts.
      const last = !isEmpty && end.character === 0 ? end.line - 1 : end.line;
      return Array.from({ length: last - start.line + 1 }, (_, index) => start.line + index);
    }),
  );
  const lines = [...numbers].map((number) => document.lineAt(number)).filter(({ isEmptyOrWhitespace }) => !isEmptyOrWhitespace);
  const marks = lines.map(({ text }) => /^\s*(# ?)/.exec(text)?.[1]);
  const indent = Math.min(...lines.map(({ firstNonWhitespaceCharacterIndex }) => firstNonWhitespaceCharacterIndex));
  for (const [index, { lineNumber, firstNonWhitespaceCharacterIndex: start }] of lines.entries()) {
    const mark = marks[index];
    if (marks.includes(undefined)) edit.insert(document.lineAt(lineNumber).range.start.with({ character: indent }), '# ');
    else edit.delete(new Range(lineNumber, start, lineNumber, start + (mark?.length ?? 0)));
  }
}
