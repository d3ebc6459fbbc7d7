import type { Span } from '../../source.ts';
import type { Entry, MapValue, Value } from '../../syntax/value.ts';

/** The elements of a collection as `for` and `for_each` see them; the values of a list are their own keys, as in a set. */
export function elements(collection: Value): { key: Value; value: Value }[] {
  if (collection.type === 'list') return collection.items.map(({ value }) => ({ key: value, value }));
  if (collection.type !== 'map') return [];
  return collection.entries.map((each) => {
    const { key, keySpan } = each;
    return {
      key: { type: 'string', parts: [{ text: key, span: keySpan }], span: keySpan },
      get value() {
        return each.value;
      },
    };
  });
}

/** `each`, or the iterator of a dynamic block, at one element. */
export function iteration(element: { key: Value; value: Value }): MapValue {
  const { span: keySpan } = element.key;
  const entries = (['key', 'value'] as const).map((name) => new LazyEntry(name, keySpan, () => element[name]));
  return { type: 'map', entries, complete: true, span: keySpan };
}

/** An entry whose value is made at the first question: of a large map often one entry is meant. */
export class LazyEntry implements Entry {
  readonly key: string;
  readonly keySpan: Span;
  readonly #make: () => Value;
  #value: Value | undefined;

  constructor(key: string, keySpan: Span, make: () => Value) {
    this.key = key;
    this.keySpan = keySpan;
    this.#make = make;
  }

  get value(): Value {
    this.#value ??= this.#make();
    return this.#value;
  }
}
