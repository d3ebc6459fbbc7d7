/** A value for each object, which lives as long as the object. */
export interface Kept<Key extends object, Value> {
  get(key: Key): Value | undefined;
  set(key: Key, value: Value): void;
}

/**
 * A place for a value at each object that nobody else sees. It is a property and not an entry of a WeakMap: those V8 drops only when it collects all of
 * its memory, and with them everything they lead to would outlive each edit.
 */
export function keptWith<Key extends object, Value>(): Kept<Key, Value> {
  const place = Symbol('kept');
  return {
    get: (key) => (key as { readonly [place]?: Value })[place],
    set(key, value) {
      // Not enumerable: a copy of the object is another object.
      Object.defineProperty(key, place, { value, writable: true, configurable: true });
    },
  };
}

/** A function that is computed once for each object. */
export interface PerObject<Key extends object, Value> {
  (key: Key): Value;
  /** What was computed for the object, if it was. */
  known(key: Key): Value | undefined;
  /** Takes what somebody knows of the object in place of computing it. */
  learn(key: Key, value: Value): void;
}

/** The function, computed once for each object for as long as the object lives. */
export function perObject<Key extends object, Value>(compute: (key: Key) => Value): PerObject<Key, Value> {
  const kept = keptWith<Key, { readonly value: Value }>();
  function ask(key: Key): Value {
    let entry = kept.get(key);
    if (!entry) {
      entry = { value: compute(key) };
      kept.set(key, entry);
    }
    return entry.value;
  }
  return Object.assign(ask, {
    known: (key: Key) => kept.get(key)?.value,
    learn: (key: Key, value: Value) => kept.set(key, { value }),
  });
}
