import { type CompletionItem, type CompletionItemKind, CompletionItemTag, InsertTextFormat } from 'vscode-languageserver';
import type { EditorSlot } from '../linter/slots.ts';
import { compareText, type Span, span, textOf } from '../linter/source.ts';
import { toRange } from './convert.ts';

/** What may be written in a slot. */
export interface Suggestion {
  readonly label: string;
  /** The text without quotes and escapes; a snippet where it has `snippet`. The label where it is missing. */
  readonly text?: string;
  /** The text with tab stops, in LSP's syntax; `text` is for clients that know none. */
  readonly snippet?: string;
  /** A Terraform expression to write in place of the whole string. */
  readonly expression?: { readonly text: string; readonly module: string };
  readonly kind: CompletionItemKind;
  readonly detail?: string;
  /** What else one may type to find it. */
  readonly also?: string;
  /** Smaller ones are better; equals are in the order of their labels. */
  readonly rank: readonly number[];
  readonly deprecated?: boolean;
  /** What its documentation is of, found when the user looks at it. */
  readonly about?: Documented;
  /** The stretch to replace where that is not the whole slot. */
  readonly place?: Span;
  /** Whether the text is written as it is, whatever it may mean where there are no quotes. */
  readonly verbatim?: boolean;
}

/** What a documentation is of: the kind of thing, and its name. */
export interface Documented {
  readonly kind: 'role' | 'permission' | 'scope' | 'annotation' | 'member' | 'attribute' | 'token-attribute' | 'function';
  readonly name: string;
}

/** What the client can do with items. */
export interface ItemClient {
  readonly snippets: boolean;
  readonly deprecatedTag: boolean;
}

/** The most items in one answer. */
const most = 200;

/** The items that what is typed leaves of the suggestions, best first, and whether there are more. */
export function toItems(
  suggestions: Iterable<Suggestion>,
  slot: EditorSlot,
  offset: number,
  client: ItemClient,
  data: (about: Documented) => object,
): { readonly items: CompletionItem[]; readonly isIncomplete: boolean } {
  const typedAt = ({ file, start }: Span) => file.text.slice(start, Math.max(start, offset)).trim().replaceAll('\\/', '/').toLowerCase();
  const typed = typedAt(slot.span);
  const matching = [...suggestions]
    .map((suggestion) => ({ suggestion, distance: distance(suggestion.place ? typedAt(suggestion.place) : typed, suggestion) }))
    .filter((each): each is { suggestion: Suggestion; distance: number } => each.distance !== undefined)
    .sort((a, b) => a.distance - b.distance || compareRanks(a.suggestion, b.suggestion));
  const items = matching.slice(0, most).map(({ suggestion }, index) => ({
    ...toItem(suggestion, slot, client),
    sortText: String(index).padStart(4, '0'),
    ...(suggestion.about && { data: data(suggestion.about) }),
  }));
  return { items, isIncomplete: matching.length > most };
}

/** How far what is typed is from the suggestion: 0 for its beginning, 1 for a part of it, 2 for letters of it in their order; undefined for others. */
function distance(typed: string, { label, text = label, also = '' }: Suggestion): number | undefined {
  if (typed === '') return 0;
  const within = `${text} ${label} ${also}`.toLowerCase();
  const index = within.indexOf(typed);
  if (index >= 0) return Math.min(index, 1);
  let at = 0;
  for (const letter of typed) {
    at = within.indexOf(letter, at) + 1;
    if (at === 0) return undefined;
  }
  return 2;
}

function compareRanks({ rank: a, label: labelA }: Suggestion, { rank: b, label: labelB }: Suggestion): number {
  for (const [index, rank] of a.entries()) if (rank !== b[index]) return rank - (b[index] ?? 0);
  return compareText(labelA, labelB);
}

function toItem(suggestion: Suggestion, slot: EditorSlot, client: ItemClient): CompletionItem {
  const { label, kind, detail, deprecated, also, text = label } = suggestion;
  const { place, newText, opening, isSnippet } = edit(suggestion, slot, client.snippets);
  return {
    label,
    kind,
    detail,
    // Clients compare it with what stands between the beginning of the range and the cursor.
    filterText: asEscaped(`${opening}${text}${also ? ` ${also}` : ''}`, place),
    ...(deprecated && (client.deprecatedTag ? { tags: [CompletionItemTag.Deprecated] } : { deprecated })),
    ...(isSnippet && { insertTextFormat: InsertTextFormat.Snippet }),
    textEdit: { range: toRange(place), newText },
  };
}

/** The text with the slashes that JSON may escape written as they are at the place. */
function asEscaped(text: string, place: Span): string {
  return textOf(place).includes('\\/') ? text.replaceAll('/', '\\/') : text;
}

function edit(
  { label, text = label, snippet, expression, place, verbatim = place !== undefined }: Suggestion,
  slot: EditorSlot,
  snippets: boolean,
): { place: Span; newText: string; opening: string; isSnippet: boolean } {
  const outer = slot.expression;
  if (expression && outer && outer.module === expression.module) {
    const { file, start, end } = outer.span;
    return {
      place: span(file, start, slot.closed ? end : slot.span.end),
      newText: `${outer.prefix}${expression.text}${outer.suffix}`,
      opening: file.text.slice(start, slot.span.start),
      isSnippet: false,
    };
  }
  const isSnippet = snippets && snippet !== undefined;
  const chosen = isSnippet ? snippet : text;
  return { place: place ?? slot.span, newText: verbatim ? chosen : written(chosen, slot, isSnippet), opening: '', isSnippet };
}

/** The text as it is written in the slot: with escapes, and in quotes where YAML would read something else than a string. */
function written(text: string, { style, nested, closed, span: { file } }: EditorSlot, isSnippet: boolean): string {
  switch (style) {
    case 'double': {
      // In a snippet, a backslash is itself escaped.
      const backslash = isSnippet ? '\\\\' : '\\';
      const inner = text.replaceAll('"', `${backslash.repeat(nested ? 3 : 1)}"`);
      return closed ? inner : `${inner}${nested ? '\\"' : '"'}`;
    }
    case 'single': {
      const inner = text.replaceAll("'", "''");
      return closed || !/\.ya?ml$/i.test(file.name) ? inner : `${inner}'`;
    }
    case 'bare': {
      if (!/^(?:true|false|null|yes|no|on|off|[\d.+-]+)$/i.test(text) && !/^[["'{&*!|>%@`#]|: | #|:$/.test(text)) return text;
      return text.includes('"') ? `'${text.replaceAll("'", "''")}'` : `"${text}"`;
    }
    default:
      return text;
  }
}

/** What one may be asked to type, as a tab stop of a snippet. */
export function stop(index: number, shown: string): string {
  return `\${${index}:${shown.replace(/[\\$}]/g, '\\$&')}}`;
}

/** A choice among values, as a tab stop of a snippet. */
export function choice(index: number, values: readonly string[]): string {
  return `\${${index}|${values.join(',')}|}`;
}
