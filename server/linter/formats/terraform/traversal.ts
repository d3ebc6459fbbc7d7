import type { Span } from '../../source.ts';
import { entry, type ListValue, type MapValue, type Value } from '../../syntax/value.ts';
import type { Selectable, Step } from './collections.ts';
import { unknownAt } from './place.ts';

/** The value behind the steps of a traversal. What Terraform would refuse is unknown for the reason `error`. */
export function follow(value: Value, steps: readonly Step[], here: Span): Value {
  let current = value;
  for (let position = 0; position < steps.length; position++) {
    const step = steps[position];
    if (current.type === 'map' || current.type === 'list') {
      const found = element(current, step);
      if (found) current = found;
      else if (isSelectable(current)) return current.select(steps.slice(position), here);
      else return unknownAt(here, step === undefined ? 'index' : current.complete ? 'error' : 'collection');
    } else return unknownAt(here, current.type === 'unknown' ? current.reason : current.type === 'string' ? 'provider' : 'error');
  }
  return current;
}

/** An element of a collection; a name behind a list of blocks is the first one's. */
function element(collection: ListValue | MapValue, step: Step): Value | undefined {
  if (step === undefined) return undefined;
  if (collection.type === 'map') return entry(collection, String(step))?.value;
  const index = typeof step === 'number' ? step : /^\d+$/.test(step) ? Number(step) : undefined;
  // Behind what is not known there may be anything, and a set has no order.
  if (index !== undefined) return collection.set || !collection.complete ? undefined : collection.items[index]?.value;
  return entry(collection.items[0]?.value, String(step))?.value;
}

/** Whether a collection tells more than its elements. */
export function isSelectable(value: Value): value is (ListValue | MapValue) & Selectable {
  return 'select' in value;
}
