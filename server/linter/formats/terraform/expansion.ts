import type { SourceFile, Span } from '../../source.ts';
import type { Expression } from '../../syntax/hcl/ast.ts';
import type { ListValue, MapValue, Value } from '../../syntax/value.ts';
import type { Budget } from './budget.ts';
import { elements, iteration, LazyEntry, LazyItem, type Scope, type Selectable, type Step } from './collections.ts';
import type { Evaluate } from './evaluate.ts';
import { argument, type Declaration } from './modules.ts';
import { amount, truth, wordOf } from './operators.ts';
import { unknownAt } from './place.ts';
import { follow, isSelectable } from './traversal.ts';

/** One of the things that a block makes. */
export interface Instance {
  /** What chooses it behind the block's name: `["api"]`, `[0]`, or nothing. */
  readonly suffix: string;
  /** What `each` or `count` is; undefined for the only one, and where nothing is known of it. */
  readonly scope: Scope | undefined;
  /** Whether there is one depends on a condition that nobody can tell. */
  readonly conditional?: boolean;
}

/** What a block's `count` or `for_each` makes of it. */
export interface Expansion {
  /** The known instances, and one for all others there may be. */
  readonly all: readonly Instance[];
  /** What the block's name means, with what each of its instances means. */
  value(of: (instance: Instance) => Value, here: Span): Value;
}

/** Something that expands blocks, each once. */
export function expander(evaluate: Evaluate, budget: Budget): (declaration: Declaration) => Expansion {
  const expansions = new Map<Declaration, Expansion>();
  return (declaration) => {
    const known = expansions.get(declaration);
    if (known) return known;
    const forEach = argument(declaration, 'for_each');
    const count = forEach ? undefined : argument(declaration, 'count');
    if (!forEach && !count) return remember(single(isEnabled(declaration)));
    // Where the expression asks for the block itself.
    remember(several('map', [], false));
    return remember(
      forEach
        ? byElement(evaluate(forEach.value, forEach.file, undefined), budget, () => onlyOther(forEach.value, forEach.file))
        : byNumber(amount(count && evaluate(count.value, count.file, undefined)), budget, declaration),
    );

    /** Of a conditional whose other side is empty the elements there may be. */
    function onlyOther(expression: Expression, file: SourceFile): Value | undefined {
      if (expression.kind === 'parentheses') return onlyOther(expression.inner, file);
      if (expression.kind !== 'conditional') return undefined;
      const sides = [expression.then, expression.otherwise].map((side) => evaluate(side, file, undefined));
      const [side, ...others] = sides.filter((each) => !isEmpty(each));
      return others.length === 0 ? side : undefined;
    }

    /** Whether there is a block that OpenTofu may be told to leave out; undefined where nobody can tell. https://opentofu.org/docs/language/meta-arguments/enabled/ */
    function isEnabled({ file, block }: Declaration): boolean | undefined {
      for (const { type, body } of block.body.blocks) {
        const enabled = type.text === 'lifecycle' ? body.attributes.find(({ name }) => name.text === 'enabled') : undefined;
        if (enabled) return truth(evaluate(enabled.value, file, undefined));
      }
      return true;
    }

    function remember(expansion: Expansion): Expansion {
      expansions.set(declaration, expansion);
      return expansion;
    }
  };
}

function single(isThere: boolean | undefined): Expansion {
  if (isThere === false) return { all: [], value: (_, span) => ({ type: 'null', span }) };
  const only: Instance = { suffix: '', scope: undefined, conditional: isThere ? undefined : true };
  return { all: [only], value: (of) => of(only) };
}

function isEmpty(value: Value): boolean {
  if (value.type === 'list') return value.complete && value.items.length === 0;
  return value.type === 'null' || (value.type === 'map' && value.complete && value.entries.length === 0);
}

/** `otherwise` gives the elements that there are if any. */
function byElement(collection: Value, budget: Budget, otherwise: () => Value | undefined): Expansion {
  if (collection.type !== 'list' && collection.type !== 'map') {
    const possible = collection.type === 'unknown' && collection.reason === 'condition' ? otherwise() : undefined;
    return possible?.type === 'list' || possible?.type === 'map' ? perhaps(instancesOf(possible, budget)) : several('map', [], false);
  }
  const { instances, complete } = instancesOf(collection, budget);
  return several('map', instances, complete, others(collection));
}

function instancesOf(collection: ListValue | MapValue, { instances: most }: Budget): { instances: KeyedInstance[]; complete: boolean } {
  // A list is refused by Terraform, and most probably meant as a set.
  const all = elements(collection.type === 'list' ? { ...collection, set: true } : collection);
  const instances = all.slice(0, most).map((element) => {
    const key = wordOf(element.key);
    const scope: Scope = { name: 'each', value: iteration(element), outer: undefined };
    return { key, keySpan: element.key.span, suffix: key === undefined ? '' : `[${JSON.stringify(key)}]`, scope };
  });
  return { instances, complete: collection.complete && all.length <= most };
}

/** What `each` is in the instances that nobody can count, where that is known: one of the instances of something else. */
function others(collection: ListValue | MapValue): Scope | undefined {
  if (!isSelectable(collection)) return undefined;
  const { span } = collection;
  const value = () => collection.select([undefined], span);
  const entries = [new LazyEntry('key', span, () => unknownAt(span, 'each')), new LazyEntry('value', span, value)];
  return { name: 'each', value: { type: 'map', entries, complete: true, span }, outer: undefined };
}

function byNumber(count: number | undefined, { instances: most }: Budget, { block, file }: Declaration): Expansion {
  if (count === undefined || !Number.isInteger(count) || count < 0) return several('list', [], false);
  const place: Span = { file, start: block.type.start, end: block.type.end };
  const instances = Array.from({ length: Math.min(count, most) }, (_, index) => {
    const value: Value = { type: 'number', value: index, span: place };
    const scope: Scope = {
      name: 'count',
      value: { type: 'map', entries: [{ key: 'index', keySpan: place, value }], complete: true, span: place },
      outer: undefined,
    };
    return { key: String(index), keySpan: place, suffix: `[${index}]`, scope };
  });
  return several('list', instances, count <= most);
}

interface KeyedInstance extends Instance {
  readonly key: string | undefined;
  readonly keySpan: Span;
}

/** All of the instances there may be, or none. */
function perhaps({ instances, complete }: { instances: readonly KeyedInstance[]; complete: boolean }): Expansion {
  const possible = instances.map((each) => ({ ...each, conditional: true }));
  const whole: Instance = { suffix: '', scope: undefined };
  return {
    all: complete ? possible : [...possible, whole],
    value(of, here) {
      const select: Selectable['select'] = ([step, ...rest], there) =>
        follow(of(possible.find(({ key }) => step !== undefined && key === String(step)) ?? whole), rest, there);
      const map: MapValue & Selectable = { type: 'map', entries: [], complete: false, span: here, select };
      return map;
    },
  };
}

function several(type: 'list' | 'map', instances: readonly KeyedInstance[], complete: boolean, scope?: Scope): Expansion {
  const whole: Instance = { suffix: '', scope };
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
