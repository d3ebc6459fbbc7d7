import { type MarkupContent, MarkupKind } from 'vscode-languageserver';

/** Markdown for clients that say that they show it, else plain text. */
export function formatOf(shown: readonly MarkupKind[] | undefined): MarkupKind {
  return shown?.includes(MarkupKind.Markdown) ? MarkupKind.Markdown : MarkupKind.PlainText;
}

/** Our own Markdown as the client shows it: without its marks where that is plain text. */
export function markup(kind: MarkupKind, markdown: string): MarkupContent {
  return { kind, value: kind === MarkupKind.Markdown ? markdown : plainText(markdown) };
}

function plainText(markdown: string): string {
  return markdown
    .replace(/^```(?:\w+\n)?\n?/gm, '')
    .replace(/\[([^\]]*)\]\([^)]*\)/g, '$1')
    .replace(/(?<!\\)(?:\*\*|`)/g, '')
    .replace(/\\([\\`*_{}[\]()<>#+.!|~-])/g, '$1');
}
