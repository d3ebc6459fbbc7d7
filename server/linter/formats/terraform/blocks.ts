import { entry, type MapValue, type Value } from '../../syntax/value.ts';

/** The value at a path, through the first of several blocks; what an unknown part of the way could hold is unknown, not absent. */
export function valueAt(body: Value, path: readonly string[]): Value | undefined {
  let here: Value | undefined = body;
  for (const step of path) {
    if (here?.type === 'list') here = here.items[0]?.value;
    if (here === undefined || here.type === 'unknown') return here;
    const next: Value | undefined = entry(here, step)?.value;
    if (next === undefined && here.type === 'map' && !here.complete) return { type: 'unknown', reason: 'dynamic', span: here.span };
    here = next;
  }
  return here;
}

/** The bodies of the blocks of one type, whose place is their keyword; those that cannot be told are left out. */
export function blocksOf(body: Value, type: string): readonly MapValue[] {
  const found = entry(body, type);
  if (!found) return [];
  const { value, keySpan } = found;
  // In JSON syntax a single block may stand without a list around it.
  const all = value.type === 'list' ? value.items.map((item) => item.value) : [value];
  return all.filter((each) => each.type === 'map').map((each) => (all.length === 1 ? { ...each, span: keySpan } : each));
}
