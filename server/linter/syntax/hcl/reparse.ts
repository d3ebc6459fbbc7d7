import type { Attribute, Block, Document } from './ast.ts';
import { cursorAt } from './cursor.ts';
import { movedAttribute, movedBlock } from './moved.ts';
import { atItem, parse, readItem } from './parse.ts';

/** A text with its tree. */
export interface ParsedText {
  readonly text: string;
  readonly document: Document;
}

/**
 * Parses a text that is another one with an edit: gives what `parse` gives, in time that depends on what was edited. What stands before the edit is taken from
 * the other tree, and what stands behind it is moved.
 */
export function reparse(text: string, { text: before, document }: ParsedText): Document {
  const known = itemsOf(document);
  // What cannot be read is read in the light of all that surrounds it.
  if (document.problems.length > 0 || known.length === 0) return parse(text);
  const same = unchanged(before, text, known);
  const by = text.length - before.length;
  const behind = new Map(known.slice(same.from).map((item, index) => [item.start + by, same.from + index]));
  const attributes: Attribute[] = [];
  const blocks: Block[] = [];
  const take = (items: readonly Item[], by: number) => {
    for (const item of items) {
      if ('body' in item) blocks.push(by === 0 ? item : movedBlock(item, by));
      else attributes.push(by === 0 ? item : movedAttribute(item, by));
    }
  };
  const c = cursorAt(text);
  take(known.slice(0, same.to), 0);
  if (same.to > 0) c.pos = known[same.to]?.start ?? c.pos;
  while (atItem(c)) {
    const rest = behind.get(c.pos);
    if (rest !== undefined) {
      take(known.slice(rest), by);
      break;
    }
    readItem(c, attributes, blocks);
    if (c.problems.length > 0) return parse(text);
  }
  return { body: { start: 0, end: text.length, attributes, blocks }, problems: c.problems };
}

type Item = Attribute | Block;

function itemsOf({ body: { attributes, blocks } }: Document): readonly Item[] {
  if (attributes.length === 0) return blocks;
  return [...attributes, ...blocks].sort((a, b) => a.start - b.start);
}

/** Of the items of `before`: how many there are before which, and between which and the next, the text is the same, and from which on it is to its end. */
function unchanged(before: string, after: string, items: readonly Item[]): { readonly to: number; readonly from: number } {
  let to = 0;
  for (let read = 0; ; to++) {
    const end = items[to + 1]?.start;
    if (end === undefined || before.slice(read, end) !== after.slice(read, end)) break;
    read = end;
  }
  const by = after.length - before.length;
  let from = items.length;
  for (let read = before.length; ; from--) {
    const start = items[from - 1]?.start;
    if (start === undefined || start + by < 0 || before.slice(start, read) !== after.slice(start + by, read + by)) break;
    read = start;
  }
  return { to, from };
}
