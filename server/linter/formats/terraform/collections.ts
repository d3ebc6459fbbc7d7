import { compareText, contains, type Span } from '../../source.ts';
import type { Entry, Item, ListValue, MapValue, Value } from '../../syntax/value.ts';
import type { Budget } from './budget.ts';
import { type Place, unknownAt } from './place.ts';

/** A step of a traversal: a name or string key, a number, or a key that is not known. */
export type Step = string | number | undefined;

/** A collection that tells more than its elements: a resource the attributes that its provider computes, instances nobody can count what they have in common. */
export interface Selectable {
  /** The value behind the steps, the first of which leads into the collection. */
  select(steps: readonly Step[], here: Span): Value;
}

/** What a name bound by `for`, `for_each`, `count` or the iterator of a dynamic block means, the innermost first. */
export interface Scope {
  readonly name: string;
  readonly value: Value;
  readonly outer: Scope | undefined;
}

/** What the name is bound to. */
export function bound(scope: Scope | undefined, name: string): Value | undefined {
  for (let here = scope; here; here = here.outer) if (here.name === name) return here.value;
  return undefined;
}

/** An element of a collection as `for`, `for_each` and dynamic blocks see it. */
export interface Element {
  readonly key: Value;
  readonly value: Value;
}

/** The elements of a collection in Terraform's order; the values of a set are their own keys. */
export function elements(collection: ListValue | MapValue): Element[] {
  if (collection.type === 'list') {
    const { items, set, span } = collection;
    return items.map((item, index) => new ItemElement(item, set ? undefined : { type: 'number', value: index, span }));
  }
  return sortedEntries(collection).map((each) => new EntryElement(each));
}

// Classes, since each object that is written with a getter has a hidden class of its own, which the garbage collector keeps for long.
class ItemElement implements Element {
  readonly #item: Item;
  readonly #index: Value | undefined;

  /** Without an index, of a set. */
  constructor(item: Item, index: Value | undefined) {
    this.#item = item;
    this.#index = index;
  }

  get key(): Value {
    return this.#index ?? this.#item.value;
  }

  get value(): Value {
    return this.#item.value;
  }
}

class EntryElement implements Element {
  readonly #entry: Entry;
  readonly key: Value;

  constructor(entry: Entry) {
    this.#entry = entry;
    this.key = textAt(entry.key, entry.keySpan);
  }

  get value(): Value {
    return this.#entry.value;
  }
}

/** The entries in the order of their keys, as Terraform keeps them; of several with one key the last. */
export function sortedEntries({ entries }: MapValue): readonly Entry[] {
  if (entries.length < 2) return entries;
  const byKey = new Map(entries.map((each) => [each.key, each]));
  return [...byKey.values()].sort((a, b) => compareText(a.key, b.key));
}

/** A string without holes that stands at a place. */
export function textAt(text: string, span: Span): Value {
  return { type: 'string', parts: [{ text, span }], span };
}

/** `each`, or the iterator of a dynamic block, at one element. */
export function iteration(element: Element): MapValue {
  const { span } = element.key;
  const entries = (['key', 'value'] as const).map((name) => new LazyEntry(name, span, () => element[name]));
  return { type: 'map', entries, complete: true, span };
}

/** How many lazy values are being made inside of one another: chains of them are as long as the text wants. */
let nesting = 0;
const deepestNesting = 400;

/** A value that is made at the first question; unknown where making it asks for itself. */
class Lazy {
  #make: (() => Value) | undefined;
  #value: Value | undefined;

  constructor(make: () => Value) {
    this.#make = make;
  }

  get(here: Span): Value {
    if (this.#value) return this.#value;
    const make = this.#make;
    if (!make) return unknownAt(here, 'cycle');
    if (nesting >= deepestNesting) return unknownAt(here, 'depth');
    this.#make = undefined;
    nesting++;
    try {
      this.#value = make();
      return this.#value;
    } finally {
      nesting--;
    }
  }
}

/** An entry whose value is made at the first question: of a large map often one entry is meant. */
export class LazyEntry implements Entry {
  readonly key: string;
  readonly keySpan: Span;
  readonly #lazy: Lazy;

  constructor(key: string, keySpan: Span, make: () => Value) {
    this.key = key;
    this.keySpan = keySpan;
    this.#lazy = new Lazy(make);
  }

  get value(): Value {
    return this.#lazy.get(this.keySpan);
  }
}

/** An item whose value is made at the first question. `place` is where it is if that asks for itself. */
export class LazyItem implements Item {
  readonly #place: Span;
  readonly #extent: Span | undefined;
  readonly #lazy: Lazy;

  constructor(make: () => Value, place: Span, extent?: Span) {
    this.#extent = extent;
    this.#place = place;
    this.#lazy = new Lazy(make);
  }

  get value(): Value {
    return this.#lazy.get(this.#place);
  }

  get extent(): Span | undefined {
    return this.#extent;
  }
}

/** The value as an expression elsewhere holds it: its literals keep their place, the expression is their use. What has no place of its own is here. */
export function used(value: Value, here: Place, budget: Budget): Value {
  const { span: use, slot } = here;
  if (contains(use, value.span)) return { ...value, slot };
  switch (value.type) {
    case 'null':
    case 'unknown':
      return { ...value, span: use, use: undefined, slot };
    case 'list':
      return { ...value, use, items: value.items.map((item) => new UsedItem(item, here, budget)) };
    case 'map':
      return {
        ...value,
        use,
        entries: value.entries.map((each) => new LazyEntry(each.key, each.keySpan, () => inside(each.value, here, budget))),
      };
    default:
      return { ...value, use };
  }
}

/** An item of a list that is used elsewhere. */
class UsedItem extends LazyItem {
  readonly #item: Item;

  constructor(item: Item, here: Place, budget: Budget) {
    super(() => inside(item.value, here, budget), here.span);
    this.#item = item;
  }

  override get extent(): Span | undefined {
    return this.#item.extent;
  }
}

function inside(value: Value, here: Place, budget: Budget): Value {
  return budget.spend() ? used(value, here, budget) : unknownAt(here.span, 'size');
}
