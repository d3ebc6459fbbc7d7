import type { Span } from '../../source.ts';
import { type Entry, entry, type Item, literal, type Part, type Value } from '../../syntax/value.ts';
import type { Place } from './place.ts';

/** One of Terraform's functions over values; undefined where its result cannot be told. */
export type TerraformFunction = (parameters: readonly Value[], place: Place) => Value | undefined;

/** Products of sets grow faster than their text. */
const largestProduct = 10_000;

/** The functions that matter for identity. All others are unknown. https://developer.hashicorp.com/terraform/language/functions */
export const functions: Readonly<Record<string, TerraformFunction | undefined>> = {
  jsonencode: ([value], { span, slot }) => value && { type: 'string', parts: [{ reference: undefined, span }], encoded: value, span, slot },
  tolist: ([value]) => list(value),
  toset: ([value]) => list(value),
  distinct: ([value]) => list(value),
  tomap: ([value]) => (value?.type === 'map' ? value : undefined),
  tostring: ([value]) => (value?.type === 'string' ? value : undefined),
  concat: joined,
  setunion: joined,
  flatten: ([value], { span }) => (value?.type === 'list' ? { type: 'list', ...flat(value), span } : undefined),
  compact: ([value], { span }) =>
    value?.type === 'list'
      ? { ...value, span, items: value.items.filter((item) => item.value.type !== 'null' && literal(item.value) !== '') }
      : undefined,
  keys: ([value], { span }) =>
    value?.type === 'map'
      ? { type: 'list', span, complete: value.complete, items: value.entries.map(({ key, keySpan }) => ({ value: text(key, keySpan) })) }
      : undefined,
  values: ([value], { span }) =>
    value?.type === 'map'
      ? { type: 'list', span, complete: value.complete, items: value.entries.map((each) => ({ value: each.value })) }
      : undefined,
  merge: (parameters, { span }) => {
    const entries = new Map<string, Entry>();
    for (const each of parameters) if (each.type === 'map') for (const one of each.entries) entries.set(one.key, one);
    return {
      type: 'map',
      entries: [...entries.values()],
      complete: parameters.every((each) => each.type === 'map' && each.complete),
      span,
    };
  },
  lookup: ([map, key, otherwise]) => {
    const name = literal(key);
    if (map?.type !== 'map' || name === undefined) return undefined;
    return entry(map, name)?.value ?? (map.complete ? otherwise : undefined);
  },
  coalesce: (parameters) => {
    const first = parameters.find((each) => each.type !== 'null' && literal(each) !== '');
    return first?.type === 'unknown' ? undefined : first;
  },
  try: ([first]) => (first?.type === 'unknown' ? undefined : first),
  one: ([value]) => (value?.type === 'list' && value.complete && value.items.length === 1 ? value.items[0]?.value : undefined),
  lower: ([value], { span }) => changed(value, span, (each) => each.toLowerCase()),
  upper: ([value], { span }) => changed(value, span, (each) => each.toUpperCase()),
  trimspace: ([value], { span }) => changed(value, span, (each) => each.trim()),
  format: ([pattern, ...parameters], { span, slot }) => {
    const parts = formatted(literal(pattern), parameters, span);
    return parts && { type: 'string', parts, span, slot };
  },
  setproduct: (parameters, { span }) => {
    const size = parameters.reduce((product, each) => product * (each.type === 'list' ? each.items.length : 1), 1);
    if (!parameters.every((each) => each.type === 'list') || size > largestProduct) return undefined;
    const rows = parameters.reduce<Value[][]>((all, { items }) => all.flatMap((row) => items.map((item) => [...row, item.value])), [[]]);
    const complete = parameters.every((each) => each.complete);
    return {
      type: 'list',
      complete,
      span,
      items: rows.map((row) => ({ value: { type: 'list', complete: true, span, items: row.map((value) => ({ value })) } })),
    };
  },
};

function list(value: Value | undefined): Value | undefined {
  return value?.type === 'list' ? value : undefined;
}

/** The lists one after another; what is no list is a part nobody knows. */
function joined(parameters: readonly Value[], { span }: Place): Value {
  const items = parameters.flatMap((each) => (each.type === 'list' ? each.items : []));
  return {
    type: 'list',
    items: items.map(({ value }) => ({ value })),
    complete: parameters.every((each) => each.type === 'list' && each.complete),
    span,
  };
}

function flat({ items, complete }: { items: readonly Item[]; complete: boolean }): { items: Item[]; complete: boolean } {
  const inner = items.map(({ value }) => {
    if (value.type === 'list') return flat(value);
    return value.type === 'unknown' ? { items: [], complete: false } : { items: [{ value }], complete: true };
  });
  return { items: inner.flatMap((each) => each.items), complete: complete && inner.every((each) => each.complete) };
}

function text(content: string, span: Span): Value {
  return { type: 'string', parts: [{ text: content, span }], span };
}

function changed(value: Value | undefined, span: Span, change: (text: string) => string): Value | undefined {
  const content = literal(value);
  return content === undefined ? undefined : text(change(content), span);
}

/** What `%s` and its like make of the parameters; undefined for a pattern with other verbs. */
function formatted(pattern: string | undefined, parameters: readonly Value[], span: Span): Part[] | undefined {
  if (pattern === undefined || /%[^svd%]/.test(pattern)) return undefined;
  let next = 0;
  return pattern.split(/(%[svd%])/).flatMap((piece): readonly Part[] => {
    if (!/^%[svd]$/.test(piece)) return piece === '' ? [] : [{ text: piece === '%%' ? '%' : piece, span }];
    const value = parameters[next++];
    if (value?.type === 'string') return value.parts.map((part) => ({ ...part, span }));
    return value?.type === 'number' || value?.type === 'boolean' ? [{ text: String(value.value), span }] : [{ reference: undefined, span }];
  });
}
