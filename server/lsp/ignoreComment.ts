import type { Finding, TextEdit } from '../linter/rule.ts';
import { type SourceFile, span } from '../linter/source.ts';
import { takesYamlComment } from '../linter/syntax/comments.ts';

/** What to insert above the finding's line so that the line is no longer reported, up to the reason, and what ends the inserted line. */
export interface IgnoreComment {
  readonly edit: TextEdit;
  /** `edit` puts the comment without a reason; this is where one goes, as an offset in `edit.newText`. */
  readonly reasonAt: number;
}

/** Undefined where the file has no comments or a new line could become part of a text that spans lines. */
export function ignoreComment({ code, span: { file, start } }: Finding): IgnoreComment | undefined {
  const mark = commentMark(file);
  const mayBegin = file.text.startsWith('\uFEFF') ? 1 : 0;
  const line = Math.max(mayBegin, file.text.lastIndexOf('\n', start - 1) + 1);
  if (mark === undefined || !safe(file, line)) return undefined;
  const indentation = /^[ \t]*/.exec(file.text.slice(line))?.[0] ?? '';
  const comment = `${indentation}${mark} leastwise: ignore[${code}]`;
  const newText = comment + (file.text.includes('\r\n') ? '\r\n' : '\n');
  return { edit: { span: span(file, line, line), newText }, reasonAt: comment.length };
}

function commentMark({ name }: SourceFile): string | undefined {
  if (/\.(?:tf|tofu|ya?ml)$/.test(name)) return '#';
  return name.endsWith('.jsonc') ? '//' : undefined;
}

function safe(file: SourceFile, line: number): boolean {
  if (/\.ya?ml$/.test(file.name)) return takesYamlComment(file.text, line);
  return file.name.endsWith('.jsonc') || !inHeredoc(file.text.slice(0, line));
}

/** Whether a heredoc is open at the end of the text. In doubt, because a comment looks like the begin of one, it is. */
function inHeredoc(text: string): boolean {
  let end: string | undefined;
  for (const line of text.split('\n')) {
    if (end === undefined) end = /<<[-~]?([\p{L}_][\p{L}\p{N}_-]*)\s*$/u.exec(line)?.[1];
    else if (line.trim() === end) end = undefined;
  }
  return end !== undefined;
}
