import { contains, type SourceFile, type Span } from '../../source.ts';
import type {
  Call,
  Conditional,
  Expression,
  For,
  Index,
  List,
  ObjectExpression,
  Splat,
  SplatStep,
  Template,
  TemplatePart,
} from '../../syntax/hcl/ast.ts';
import { withHoles } from '../../syntax/parts.ts';
import type { Entry, Item, ListValue, MapValue, Part, Value } from '../../syntax/value.ts';
import type { Budget } from './budget.ts';
import { bound, type Element, elements, LazyEntry, LazyItem, type Scope, type Step, used } from './collections.ts';
import { attempt, functions, isAttempt, type TerraformFunction } from './functions.ts';
import { equal, operation, textParts, truth, wordOf } from './operators.ts';
import { contentSpan, itemExtent, keySpan, nodeSpan, type Place, placeOf, slotAt, unknown, unknownAt } from './place.ts';
import { follow } from './traversal.ts';

/** What an expression means where the names of `scope` are bound. Never throws: what cannot be told is unknown. */
export type Evaluate = (expression: Expression, file: SourceFile, scope: Scope | undefined) => Value;

/** What a free name means, behind the steps that follow it; `here` is the whole expression. */
export type Resolve = (name: string, steps: readonly Step[], here: Span) => Value;

/** Lists up to this length are not counted, longer ones as copies of their elements. */
const longestList = 100;

/** Strings that are made are not longer than this, in UTF-16 units. */
const longestString = 100_000;

/** An evaluator of expressions whose free names mean what `resolve` says. Functions that depend on where the expressions stand are its own. */
export function expressionEvaluator(resolve: Resolve, budget: Budget, own: Readonly<Record<string, TerraformFunction>>): Evaluate {
  const evaluate: Evaluate = (expression, file, scope) => {
    if (!budget.down()) return unknown(expression, file, 'depth');
    try {
      return meaning(expression, file, scope);
    } finally {
      budget.up();
    }
  };

  function meaning(expression: Expression, file: SourceFile, scope: Scope | undefined): Value {
    switch (expression.kind) {
      case 'literal': {
        const { value } = expression;
        const place = placeOf(expression, file);
        if (value === null) return { ...place, type: 'null' };
        return typeof value === 'number' ? { ...place, type: 'number', value } : { ...place, type: 'boolean', value };
      }
      case 'template':
        return template(expression, file, scope);
      case 'list':
        return { ...placeOf(expression, file), type: 'list', complete: true, items: listItems(expression, file, scope) };
      case 'object':
        return { ...placeOf(expression, file), type: 'map', ...objectEntries(expression, file, scope) };
      case 'parentheses':
        return evaluate(expression.inner, file, scope);
      case 'conditional':
        return conditional(expression, file, scope);
      case 'call':
        return call(expression, file, scope);
      case 'variable':
      case 'attribute':
      case 'index':
        return traversal(expression, file, scope);
      case 'splat':
        return splat(expression, file, scope);
      case 'for':
        return comprehension(expression, file, scope);
      case 'unary': {
        const operand = evaluate(expression.operand, file, scope);
        const here = placeOf(expression, file);
        const switched = expression.operator === '!' ? truth(operand) : undefined;
        if (switched !== undefined) return { ...here, type: 'boolean', value: !switched };
        return expression.operator === '-' && operand.type === 'number'
          ? { ...here, type: 'number', value: -operand.value }
          : unknown(expression, file, operand.type === 'unknown' ? operand.reason : 'operator');
      }
      case 'binary': {
        const { operator, left, right } = expression;
        const result = operation(operator, evaluate(left, file, scope), () => evaluate(right, file, scope));
        if (result === undefined) return unknown(expression, file, 'operator');
        const here = placeOf(expression, file);
        return typeof result === 'number' ? { ...here, type: 'number', value: result } : { ...here, type: 'boolean', value: result };
      }
      default:
        return unknown(expression, file, 'syntax');
    }
  }

  function template(expression: Template, file: SourceFile, scope: Scope | undefined): Value {
    const { parts: written, heredoc } = expression;
    const [only] = written;
    if (only?.kind === 'interpolation' && written.length === 1)
      return used(evaluate(only.expression, file, scope), placeOf(expression, file), budget);
    if (only?.kind === 'text' && written.length === 1) {
      const here = contentSpan(expression, file);
      const parts: readonly Part[] = [{ text: only.text, span: here }];
      const slot = slotAt(nodeSpan(expression, file));
      return { type: 'string', parts: heredoc ? parts : withPlaceholders(parts, here), span: here, slot };
    }
    if (written.every((part) => part.kind === 'text')) {
      const here = contentSpan(expression, file);
      const parts: Part[] = written.map((part) => ({ text: part.text, span: nodeSpan(part, file) }));
      return {
        type: 'string',
        parts: heredoc ? parts : withPlaceholders(parts, here),
        span: here,
        slot: slotAt(nodeSpan(expression, file)),
      };
    }
    const { span, slot } = placeOf(expression, file);
    const parts = templateParts(written, file, scope);
    return bounded({ type: 'string', parts: heredoc ? parts : withPlaceholders(parts, span), span, slot }, span);
  }

  function templateParts(written: readonly TemplatePart[], file: SourceFile, scope: Scope | undefined): readonly Part[] {
    return written.flatMap((part) => templatePart(part, file, scope));
  }

  function templatePart(part: TemplatePart, file: SourceFile, scope: Scope | undefined): readonly Part[] {
    const place = nodeSpan(part, file);
    switch (part.kind) {
      case 'text':
        return [{ text: part.text, span: place }];
      case 'interpolation':
        return textParts(evaluate(part.expression, file, scope), place).map((each) =>
          contains(place, each.span) ? each : { ...each, span: place },
        );
      case 'if': {
        const holds = truth(evaluate(part.condition, file, scope));
        return holds === undefined
          ? [{ reference: undefined, reason: 'condition', span: place }]
          : templateParts(holds ? part.then : part.otherwise, file, scope);
      }
      case 'for': {
        const collection = evaluate(part.collection, file, scope);
        if (!isCollection(collection) || !collection.complete) return [{ reference: undefined, reason: 'collection', span: place }];
        return elements(collection).flatMap((element) =>
          budget.spend() ? templateParts(part.body, file, bind(scope, part.key?.text, part.value.text, element)) : [],
        );
      }
    }
  }

  function listItems(list: List, file: SourceFile, scope: Scope | undefined): Item[] {
    return list.items.map((item, index) => new ListItem(list, item, index, file, () => evaluate(item, file, scope)));
  }

  function objectEntries(object: ObjectExpression, file: SourceFile, scope: Scope | undefined): { entries: Entry[]; complete: boolean } {
    const entries: Entry[] = [];
    let complete = true;
    for (const { key, value } of object.entries) {
      // A bare name is itself, all else is evaluated.
      const name = key.kind === 'variable' ? key.name : wordOf(evaluate(key, file, scope));
      if (name === undefined) complete = false;
      else entries.push(new LazyEntry(name, keySpan(key, file), () => evaluate(value, file, scope)));
    }
    return { entries, complete };
  }

  function conditional({ condition, then, otherwise, start, end }: Conditional, file: SourceFile, scope: Scope | undefined): Value {
    const holds = truth(evaluate(condition, file, scope));
    if (holds !== undefined) return evaluate(holds ? then : otherwise, file, scope);
    const either = evaluate(then, file, scope);
    return equal(either, evaluate(otherwise, file, scope)) === true
      ? either
      : { type: 'unknown', reason: 'condition', ...placeOf({ start, end }, file) };
  }

  function call(expression: Call, file: SourceFile, scope: Scope | undefined): Value {
    const { name, arguments: written, spread } = expression;
    const place = placeOf(expression, file);
    if (isAttempt(name.text) && !spread) {
      return attempt(name.text, evaluated(written, file, scope), place);
    }
    const definition = [functions, own].find((each) => Object.hasOwn(each, name.text))?.[name.text];
    if (!definition) return unknown(expression, file, 'function');
    const parameters = written.map((argument) => evaluate(argument, file, scope));
    const last = spread ? parameters.pop() : undefined;
    if (last?.type === 'list') {
      for (const { value } of last.items) parameters.push(value);
      if (!last.complete) parameters.push(unknownAt(place.span, 'collection'));
    } else if (last) parameters.push(unknownAt(place.span, last.type === 'unknown' ? last.reason : 'error'));
    const result = definition(parameters, place, budget);
    if (result) return bounded(result, place.span);
    return unknown(expression, file, parameters.map(reasonIn).find((reason) => reason !== undefined) ?? 'function');
  }

  function* evaluated(written: readonly Expression[], file: SourceFile, scope: Scope | undefined): Iterable<Value> {
    for (const argument of written) yield evaluate(argument, file, scope);
  }

  /** What was made of other values; unknown where it is so large that making more of it would not end. */
  function bounded(value: Value, here: Span): Value {
    switch (value.type) {
      case 'list':
        return value.items.length <= longestList || budget.spend(value.items.length) ? value : unknownAt(here, 'size');
      case 'string': {
        let length = value.parts.length;
        for (const part of value.parts) if ('text' in part) length += part.text.length;
        return length <= longestString ? value : unknownAt(here, 'size');
      }
      default:
        return value;
    }
  }

  /** `a.b["c"][0]`: the name with all its steps at once, so that nothing between is copied. */
  function traversal(expression: Expression, file: SourceFile, scope: Scope | undefined): Value {
    const steps: Step[] = [];
    let here = expression;
    for (;;) {
      if (here.kind === 'attribute') {
        steps.push(here.name.text);
        here = here.object;
      } else if (here.kind === 'index') {
        steps.push(indexStep(here, file, scope));
        here = here.object;
      } else if (here.kind === 'parentheses') here = here.inner;
      else break;
    }
    steps.reverse();
    const place = placeOf(expression, file);
    if (here.kind !== 'variable') return used(follow(evaluate(here, file, scope), steps, place.span), place, budget);
    const own = bound(scope, here.name);
    return used(own ? follow(own, steps, place.span) : resolve(here.name, steps, place.span), place, budget);
  }

  function indexStep({ key }: Index, file: SourceFile, scope: Scope | undefined): Step {
    return stepOf(evaluate(key, file, scope));
  }

  function splat(expression: Splat, file: SourceFile, scope: Scope | undefined): Value {
    const place = placeOf(expression, file);
    return used(spread(evaluate(expression.object, file, scope), expression.steps, place, file, scope), place, budget);
  }

  /** The star behind a value, and the steps behind the star for each of its elements. What is no list is one; null is none. */
  function spread(value: Value, steps: readonly SplatStep[], place: Place, file: SourceFile, scope: Scope | undefined): Value {
    if (value.type === 'unknown') return unknownAt(place.span, value.reason);
    const list = asList(value);
    const items: Item[] = list.items.map(
      (item) => new LazyItem(() => used(walk(item.value, steps, place, file, scope), place, budget), place.span, item.extent),
    );
    return { type: 'list', items, complete: list.complete, span: place.span, slot: place.slot };
  }

  function walk(value: Value, steps: readonly SplatStep[], place: Place, file: SourceFile, scope: Scope | undefined): Value {
    const path: Step[] = [];
    for (const step of steps) {
      if ('steps' in step) return spread(follow(value, path, place.span), step.steps, place, file, scope);
      path.push('attribute' in step ? step.attribute.text : stepOf(evaluate(step.key, file, scope)));
    }
    return follow(value, path, place.span);
  }

  /** `[for … : …]` and `{for … : … => …}`: the known elements of a collection that is partly unknown count. */
  function comprehension(expression: For, file: SourceFile, scope: Scope | undefined): Value {
    const { key, value, resultKey, result, condition, group } = expression;
    const source = evaluate(expression.collection, file, scope);
    if (!isCollection(source)) return unknown(expression, file, source.type === 'unknown' ? source.reason : 'error');
    const place = placeOf(expression, file);
    let { complete } = source;
    const items: Item[] = [];
    const entries: Entry[] = [];
    const groups = new Map<string, Item[]>();
    for (const element of elements(source)) {
      if (!budget.spend()) return unknown(expression, file, 'size');
      const inner = bind(scope, key?.text, value.text, element);
      const kept = condition && evaluate(condition, file, inner);
      const holds = kept ? truth(kept) : true;
      if (holds === undefined) complete = false;
      if (!holds) continue;
      const make = () => evaluate(result, file, inner);
      if (!resultKey) items.push(new LazyItem(make, place.span));
      else {
        const made = evaluate(resultKey, file, inner);
        const name = wordOf(made);
        if (name === undefined) complete = false;
        else if (!group) entries.push(new LazyEntry(name, keyPlace(made, resultKey, file), make));
        else {
          const known = groups.get(name);
          const item = new LazyItem(make, place.span);
          if (known) known.push(item);
          else {
            const own: Item[] = [item];
            groups.set(name, own);
            const list: Value = { type: 'list', items: own, complete: true, span: place.span };
            entries.push({ key: name, keySpan: keyPlace(made, resultKey, file), value: list });
          }
        }
      }
    }
    if (!resultKey) return { type: 'list', items, complete, ...place };
    if (group && !complete) {
      for (const [index, each] of entries.entries())
        if (each.value.type === 'list') entries[index] = { ...each, value: { ...each.value, complete: false } };
    }
    return { type: 'map', entries, complete, ...place };
  }

  return evaluate;
}

/** An item of a list that is written out. */
class ListItem extends LazyItem {
  readonly #list: List;
  readonly #index: number;
  readonly #file: SourceFile;

  constructor(list: List, item: Expression, index: number, file: SourceFile, make: () => Value) {
    super(make, nodeSpan(item, file));
    this.#list = list;
    this.#index = index;
    this.#file = file;
  }

  override get extent(): Span {
    return itemExtent(this.#list.items, this.#index, this.#list, this.#file);
  }
}

/** A key that comes from a literal keeps its place. */
function keyPlace(made: Value, written: Expression, file: SourceFile): Span {
  return made.type === 'string' && made.parts.length === 1 ? made.span : nodeSpan(written, file);
}

function bind(scope: Scope | undefined, key: string | undefined, name: string, element: Element): Scope {
  const outer = key === undefined ? scope : { name: key, value: element.key, outer: scope };
  return new ElementScope(name, element, outer);
}

/** A name bound to an element of a collection, which is evaluated at the first question. */
class ElementScope implements Scope {
  readonly name: string;
  readonly outer: Scope | undefined;
  readonly #element: Element;

  constructor(name: string, element: Element, outer: Scope | undefined) {
    this.name = name;
    this.outer = outer;
    this.#element = element;
  }

  get value(): Value {
    return this.#element.value;
  }
}

/** Why a value, or something in it, is not known. */
function reasonIn(value: Value): string | undefined {
  if (value.type === 'unknown') return value.reason;
  if (value.type !== 'list') return undefined;
  for (const item of value.items) if (item.value.type === 'unknown') return item.value.reason;
  return value.complete ? undefined : 'collection';
}

function stepOf(key: Value): Step {
  return key.type === 'number' ? key.value : wordOf(key);
}

function isCollection(value: Value): value is ListValue | MapValue {
  return value.type === 'list' || value.type === 'map';
}

function asList(value: Value): Pick<ListValue, 'items' | 'complete'> {
  if (value.type === 'list') return value;
  return { items: value.type === 'null' ? [] : [{ value }], complete: true };
}

/** Most strings hold nothing that a tool could fill in. */
function withPlaceholders(parts: readonly Part[], whole: Span): readonly Part[] {
  return parts.some((part) => 'text' in part && /[\uFFFC${%]/.test(part.text)) ? withHoles(parts, whole) : parts;
}
