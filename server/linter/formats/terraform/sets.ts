import { compareText, type Span } from '../../source.ts';
import type { Item, ListValue } from '../../syntax/value.ts';
import { wordOf } from './operators.ts';

/** A set of the elements, each once, in the order that Terraform gives them. */
export function asSet(list: ListValue, span: Span): ListValue {
  return list.set ? { ...list, span } : { ...inOrder({ ...list, items: distinct(list.items) }, span), set: true };
}

/** Of elements that are the same the first. Each keeps where it is written, without the comma that was its own. */
export function distinct(items: readonly Item[]): readonly Item[] {
  const seen = new Set<string>();
  return items.filter(({ value }) => {
    const word = wordOf(value);
    if (word === undefined || (value.type === 'string' && value.parts.some((part) => !('text' in part)))) return true;
    const fresh = !seen.has(word);
    seen.add(word);
    return fresh;
  });
}

/** A list of strings in their order, as a set becomes one; a list keeps the order it has where it is not all strings. */
export function inOrder(list: ListValue, span: Span): ListValue {
  const words = list.items.map(({ value }) => wordOf(value));
  const sortable = words.every((word) => word !== undefined);
  const items = sortable
    ? list.items
        .map((item, index) => ({ item, word: words[index] ?? '' }))
        .sort((a, b) => compareText(a.word, b.word))
        .map(({ item }) => item)
    : list.items;
  return { ...list, span, set: sortable ? false : list.set, items };
}
