import type { Span } from '../../source.ts';
import { type Entry, entry, type Item, type ListValue, type Value } from '../../syntax/value.ts';
import { LazyItem, sortedEntries, textAt } from './collections.ts';
import { convert } from './conversions.ts';
import type { TerraformFunction } from './functions.ts';
import { amount, equal, truth, wordOf } from './operators.ts';
import type { Place } from './place.ts';
import { asSet, distinct, inOrder } from './sets.ts';

/** Products of sets grow faster than their text. */
const largestProduct = 10_000;

/** The functions of lists, sets and maps. The known elements of a partly unknown collection count. */
export const collectionFunctions: Readonly<Record<string, TerraformFunction>> = {
  toset: ([value], { span }) => (value?.type === 'list' ? asSet(value, span) : undefined),
  tolist: ([value], { span }) => (value?.type === 'list' ? inOrder(value, span) : undefined),
  tomap: ([value]) => (value?.type === 'map' ? value : undefined),
  tostring: ([value]) => value && convert(value, 'string'),
  tonumber: ([value]) => value && convert(value, 'number'),
  tobool: ([value]) => value && convert(value, 'bool'),
  sensitive: ([value]) => value,
  nonsensitive: ([value]) => value,
  concat: (lists, place) => joined(lists, place),
  setunion: (lists, place) => asSet(joined(lists, place), place.span),
  setintersection: ([first, ...others], { span }) => {
    if (first?.type !== 'list') return undefined;
    const kept = first.items.map(({ value }) => threeValued(others.map((other) => has(other, value))));
    return asSet(sifted(first, kept, span), span);
  },
  setsubtract: ([first, second], { span }) => {
    if (first?.type !== 'list') return undefined;
    const kept = first.items.map(({ value }) => negated(has(second, value)));
    return asSet(sifted(first, kept, span), span);
  },
  distinct: ([value], { span }) => (value?.type === 'list' ? { ...value, span, items: distinct(value.items) } : undefined),
  flatten: ([value], { span }) => (value?.type === 'list' ? { type: 'list', ...flat(value), span } : undefined),
  compact: ([value], { span }) => {
    if (value?.type !== 'list') return undefined;
    return { ...value, span, items: value.items.filter((item) => item.value.type !== 'null' && wordOf(item.value) !== '') };
  },
  reverse: ([value], { span }) =>
    value?.type === 'list' && value.complete && !value.set ? { ...value, span, items: value.items.toReversed() } : undefined,
  sort: ([value], { span }) => (value?.type === 'list' ? inOrder(value, span) : undefined),
  slice: ([list, start, end], { span }) => {
    const [from, to] = [amount(start), amount(end)];
    if (list?.type !== 'list' || !list.complete || from === undefined || to === undefined) return undefined;
    return from < 0 || to < from || to > list.items.length ? refused(span) : { ...list, span, items: list.items.slice(from, to) };
  },
  chunklist: ([list, size], { span }) => {
    const width = amount(size);
    if (list?.type !== 'list' || !list.complete || width === undefined || width < 1) return undefined;
    const items: Item[] = [];
    for (let from = 0; from < list.items.length; from += width)
      items.push({ value: { type: 'list', items: list.items.slice(from, from + width), complete: true, span } });
    return { type: 'list', items, complete: true, span };
  },
  element: ([list, index], { span }) => {
    const position = amount(index);
    if (list?.type !== 'list' || !list.complete || list.set || position === undefined) return undefined;
    const { length } = list.items;
    return length === 0 ? refused(span) : list.items[((position % length) + length) % length]?.value;
  },
  index: ([list, value], { span }) => {
    if (list?.type !== 'list' || !list.complete || !value) return undefined;
    const found = list.items.map((item) => equal(item.value, value));
    const first = found.findIndex((each) => each !== false);
    if (first === -1) return refused(span);
    return found[first] ? { type: 'number', value: first, span } : undefined;
  },
  contains: ([list, value], { span }) => boolean(value && has(list, value), span),
  length: ([value], { span }) => {
    const text = value?.type === 'string' ? wordOf(value) : undefined;
    if (text !== undefined) return { type: 'number', value: [...text].length, span };
    if ((value?.type !== 'list' && value?.type !== 'map') || !value.complete) return undefined;
    return { type: 'number', value: value.type === 'list' ? value.items.length : sortedEntries(value).length, span };
  },
  one: ([value], { span }) => {
    if (value?.type === 'null') return value;
    if (value?.type !== 'list' || !value.complete || value.items.length > 1) return undefined;
    return value.items[0]?.value ?? { type: 'null', span };
  },
  alltrue: ([list], { span }) =>
    boolean(
      list?.type === 'list' ? threeValued([...list.items.map(({ value }) => truth(value)), list.complete || undefined]) : undefined,
      span,
    ),
  anytrue: ([list], { span }) =>
    boolean(
      list?.type === 'list'
        ? negated(threeValued([...list.items.map(({ value }) => negated(truth(value))), list.complete || undefined]))
        : undefined,
      span,
    ),
  coalesce: (parameters) => {
    const first = parameters.find((each) => each.type !== 'null' && wordOf(each) !== '');
    return first?.type === 'unknown' ? undefined : first;
  },
  coalescelist: (parameters) => {
    const first = parameters.find((each) => each.type !== 'list' || !each.complete || each.items.length > 0);
    return first?.type === 'list' && first.items.length > 0 ? first : undefined;
  },
  range: (parameters, { span }) => {
    const numbers = parameters.map(amount);
    if (!numbers.every((each) => each !== undefined)) return undefined;
    const [start = 0, end = 0] = numbers.length === 1 ? [0, numbers[0]] : numbers;
    const step = numbers[2] ?? (end < start ? -1 : 1);
    const count = Math.max(0, Math.ceil((end - start) / step));
    if (step === 0 || !(count <= 1024)) return undefined;
    const items = Array.from({ length: count }, (_, index): Item => ({ value: { type: 'number', value: start + index * step, span } }));
    return { type: 'list', items, complete: true, span };
  },
  keys: ([value], { span }) => {
    if (value?.type !== 'map') return undefined;
    return {
      type: 'list',
      span,
      complete: value.complete,
      items: sortedEntries(value).map(({ key, keySpan }) => ({ value: textAt(key, keySpan) })),
    };
  },
  values: ([value], { span }) => {
    if (value?.type !== 'map') return undefined;
    return {
      type: 'list',
      span,
      complete: value.complete,
      items: sortedEntries(value).map((each) => new LazyItem(() => each.value, span)),
    };
  },
  merge: (parameters, { span }) => {
    const entries = new Map<string, Entry>();
    let complete = true;
    for (const each of parameters) {
      if (each.type === 'map') for (const one of each.entries) entries.set(one.key, one);
      if (each.type === 'null') continue;
      if (each.type !== 'map' || !each.complete) complete = false;
    }
    // What an unknown map that comes later holds may take the place of anything.
    return { type: 'map', entries: [...entries.values()], complete, span };
  },
  lookup: ([map, key, otherwise], { span }) => {
    const name = wordOf(key);
    if (map?.type !== 'map' || name === undefined) return undefined;
    return entry(map, name)?.value ?? (map.complete ? (otherwise ?? refused(span)) : undefined);
  },
  zipmap: ([keys, values], { span }) => {
    if (keys?.type !== 'list' || values?.type !== 'list' || !keys.complete || !values.complete || keys.items.length !== values.items.length)
      return undefined;
    const names = keys.items.map(({ value }) => wordOf(value));
    if (!names.every((name) => name !== undefined)) return undefined;
    const entries = names.map(
      (key, index): Entry => ({
        key,
        keySpan: keys.items[index]?.value.span ?? span,
        value: values.items[index]?.value ?? { type: 'null', span },
      }),
    );
    return { type: 'map', entries, complete: true, span };
  },
  matchkeys: ([values, keys, wanted], { span }) => {
    if (values?.type !== 'list' || keys?.type !== 'list' || !values.complete || !keys.complete) return undefined;
    return sifted(
      values,
      keys.items.map(({ value }) => has(wanted, value)),
      span,
    );
  },
  transpose: ([value], { span }) => {
    if (value?.type !== 'map' || !value.complete) return undefined;
    const groups = new Map<string, { keySpan: Span; items: Item[] }>();
    for (const { key, keySpan, value: list } of sortedEntries(value)) {
      if (list.type !== 'list' || !list.complete) return undefined;
      for (const item of list.items) {
        const name = wordOf(item.value);
        if (name === undefined) return undefined;
        const group = groups.get(name) ?? { keySpan: item.value.span, items: [] };
        group.items.push({ value: textAt(key, keySpan) });
        groups.set(name, group);
      }
    }
    const entries = [...groups].map(
      ([key, { keySpan, items }]): Entry => ({ key, keySpan, value: { type: 'list', items, complete: true, span } }),
    );
    return { type: 'map', entries, complete: true, span };
  },
  setproduct: (parameters, { span }) => {
    if (!parameters.every((each) => each.type === 'list')) return undefined;
    if (parameters.reduce((size, { items }) => size * items.length, 1) > largestProduct) return undefined;
    const rows = parameters.reduce<Value[][]>((all, { items }) => all.flatMap((row) => items.map((item) => [...row, item.value])), [[]]);
    const items = rows.map((row): Item => ({ value: { type: 'list', complete: true, span, items: row.map((value) => ({ value })) } }));
    return { type: 'list', complete: parameters.every((each) => each.complete), span, items };
  },
};

/** The lists one after another; what is no list is a part nobody knows. */
function joined(parameters: readonly Value[], { span }: Place): ListValue {
  const items = parameters.flatMap((each) => (each.type === 'list' ? each.items : []));
  return {
    type: 'list',
    items: items.map((item) => new LazyItem(() => item.value, span)),
    complete: parameters.every((each) => each.type === 'list' && each.complete),
    span,
  };
}

function flat({ items, complete }: Pick<ListValue, 'items' | 'complete'>): { items: Item[]; complete: boolean } {
  const inner = items.map((item) => {
    const { value } = item;
    if (value.type === 'list') return flat(value);
    return value.type === 'unknown' ? { items: [], complete: false } : { items: [{ value }], complete: true };
  });
  return { items: inner.flatMap((each) => each.items), complete: complete && inner.every((each) => each.complete) };
}

/** The elements that are known to be kept; those nobody can tell leave the list incomplete. */
function sifted(list: ListValue, kept: readonly (boolean | undefined)[], span: Span): ListValue {
  const items = list.items.filter((_, index) => kept[index]);
  return { ...list, span, items, complete: list.complete && !kept.includes(undefined) };
}

/** Whether the collection has the value; undefined where it may. */
function has(collection: Value | undefined, value: Value): boolean | undefined {
  if (collection?.type !== 'list') return undefined;
  const found = collection.items.map((item) => equal(item.value, value));
  if (found.includes(true)) return true;
  return collection.complete && !found.includes(undefined) ? false : undefined;
}

/** Whether all are true: false with any false one, undefined while one is unknown. */
function threeValued(values: readonly (boolean | undefined)[]): boolean | undefined {
  if (values.includes(false)) return false;
  return values.includes(undefined) ? undefined : true;
}

function negated(value: boolean | undefined): boolean | undefined {
  return value === undefined ? undefined : !value;
}

function boolean(value: boolean | undefined, span: Span): Value | undefined {
  return value === undefined ? undefined : { type: 'boolean', value, span };
}

/** What Terraform answers with an error. */
function refused(span: Span): Value {
  return { type: 'unknown', reason: 'error', span };
}
