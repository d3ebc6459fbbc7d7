import type { Span } from '../../source.ts';
import type { ListValue, MapValue, Value } from '../../syntax/value.ts';
import { elements, iteration, LazyEntry, LazyItem, type Scope, type Selectable, type Step } from './collections.ts';
import type { Evaluate } from './evaluate.ts';
import { argument, type Declaration } from './modules.ts';
import { amount, wordOf } from './operators.ts';
import { unknownAt } from './place.ts';
import { follow } from './traversal.ts';

/** One of the things that a block makes. */
export interface Instance {
  /** What chooses it behind the block's name: `["api"]`, `[0]`, or nothing. */
  readonly suffix: string;
  /** What `each` or `count` is; undefined for the only one, and for the one that stands for those that are not known. */
  readonly scope: Scope | undefined;
}

/** What a block's `count` or `for_each` makes of it. */
export interface Expansion {
  /** The known instances, and one for all others there may be. */
  readonly all: readonly Instance[];
  /** What the block's name means, with what each of its instances means. */
  value(of: (instance: Instance) => Value, here: Span): Value;
}

/** Of a block with more instances than this the others are judged as one. */
const mostInstances = 100;

/** Something that expands blocks, each once. */
export function expander(evaluate: Evaluate): (declaration: Declaration) => Expansion {
  const expansions = new Map<Declaration, Expansion>();
  return (declaration) => {
    const known = expansions.get(declaration);
    if (known) return known;
    const forEach = argument(declaration, 'for_each');
    const count = forEach ? undefined : argument(declaration, 'count');
    if (!forEach && !count) return remember(single());
    // Where the expression asks for the block itself.
    remember(several('map', [], false));
    return remember(
      forEach
        ? byElement(evaluate(forEach.value, forEach.file, undefined))
        : byNumber(amount(count && evaluate(count.value, count.file, undefined)), declaration),
    );

    function remember(expansion: Expansion): Expansion {
      expansions.set(declaration, expansion);
      return expansion;
    }
  };
}

function single(): Expansion {
  const only: Instance = { suffix: '', scope: undefined };
  return { all: [only], value: (of) => of(only) };
}

function byElement(collection: Value): Expansion {
  if (collection.type !== 'list' && collection.type !== 'map') return several('map', [], false);
  // A list is refused by Terraform, and most probably meant as a set.
  const all = elements(collection.type === 'list' ? { ...collection, set: true } : collection);
  const instances = all.slice(0, mostInstances).map((element) => {
    const key = wordOf(element.key);
    const scope: Scope = { name: 'each', value: iteration(element), outer: undefined };
    return { key, keySpan: element.key.span, suffix: key === undefined ? '' : `[${JSON.stringify(key)}]`, scope };
  });
  return several('map', instances, collection.complete && all.length <= mostInstances);
}

function byNumber(count: number | undefined, { block, file }: Declaration): Expansion {
  if (count === undefined || !Number.isInteger(count) || count < 0) return several('list', [], false);
  const place: Span = { file, start: block.type.start, end: block.type.end };
  const instances = Array.from({ length: Math.min(count, mostInstances) }, (_, index) => {
    const value: Value = { type: 'number', value: index, span: place };
    const scope: Scope = {
      name: 'count',
      value: { type: 'map', entries: [{ key: 'index', keySpan: place, value }], complete: true, span: place },
      outer: undefined,
    };
    return { key: String(index), keySpan: place, suffix: `[${index}]`, scope };
  });
  return several('list', instances, count <= mostInstances);
}

interface KeyedInstance extends Instance {
  readonly key: string | undefined;
  readonly keySpan: Span;
}

function several(type: 'list' | 'map', instances: readonly KeyedInstance[], complete: boolean): Expansion {
  const whole: Instance = { suffix: '', scope: undefined };
  return {
    all: complete ? instances : [...instances, whole],
    value(of, here) {
      const select: Selectable['select'] = ([step, ...rest], there) => {
        if (complete && step !== undefined) return unknownAt(there, 'error');
        return follow(of(whole), rest satisfies readonly Step[], there);
      };
      if (type === 'list') {
        const items = (complete ? instances : [...instances, whole]).map((instance) => new LazyItem(() => of(instance), here));
        const list: ListValue & Selectable = { type, items, complete, span: here, select };
        return list;
      }
      const entries = instances.flatMap((instance) =>
        instance.key === undefined ? [] : [new LazyEntry(instance.key, instance.keySpan, () => of(instance))],
      );
      const known = complete && entries.length === instances.length;
      const map: MapValue & Selectable = { type, entries, complete: known, span: here, select };
      return map;
    },
  };
}
