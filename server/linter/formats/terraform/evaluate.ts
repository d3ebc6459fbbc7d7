import type { Reference } from '../../../../iam/text.ts';
import { contains, type SourceFile, type Span, span } from '../../source.ts';
import type { Block, Body, Expression, For, List, ObjectExpression, Template, TemplatePart } from '../../syntax/hcl/ast.ts';
import { at, type Entry, entry, type Item, literal, type MapValue, type Part, type StringValue, type Value } from '../../syntax/value.ts';
import { elements, iteration, LazyEntry } from './collections.ts';
import { computedAttribute } from './computed.ts';
import { functions } from './functions.ts';
import type { Module, Resource } from './modules.ts';
import { comparison } from './operators.ts';
import { contentSpan, itemExtent, keySpan, nodeSpan, type Place, placeOf, unknown, unknownAt } from './place.ts';
import { flatten, isIndex, type Step } from './traversal.ts';

/** What names mean inside a module. Evaluated on demand, each local, variable and resource once. Never throws: what cannot be told is unknown. */
export interface Evaluator {
  /** The body of a resource as a map; the blocks of one type are a list of maps under its name, whose key is the first block's type. What `each` is stays unknown. */
  body(resource: Resource): MapValue;
  /** The bodies of a resource, one for each element of its `for_each` that is known; the one with an unknown `each` where there are others or none. */
  instances(resource: Resource): readonly (() => MapValue)[];
}

/** Deeper than this an expression is unknown: the recursion is bounded whatever the text. */
const deepest = 200;

/** More elements than this are not copied in one module: lists of lists of lists grow faster than their text. */
const mostCopies = 300_000;

/** Of a resource with more instances than this the others are judged as one. */
const mostInstances = 100;

/** The evaluator of one module. */
export function evaluator(module: Module): Evaluator {
  const locals = new Map<string, Value | 'pending'>();
  const variables = new Map<string, Value>();
  const resources = new Map<Resource, MapValue | 'pending'>();
  /** What `each`, the iterators of dynamic blocks and the names of `for` expressions mean here. */
  let scope: ReadonlyMap<string, Value> = new Map();
  let depth = 0;
  let copies = 0;

  const within = <T>(inner: ReadonlyMap<string, Value>, read: () => T): T => {
    const outer = scope;
    scope = inner;
    try {
      return read();
    } finally {
      scope = outer;
    }
  };

  const evaluate = (expression: Expression, file: SourceFile): Value => {
    if (depth > deepest) return unknown(expression, file, 'depth');
    depth++;
    try {
      return meaning(expression, file);
    } finally {
      depth--;
    }
  };

  const meaning = (expression: Expression, file: SourceFile): Value => {
    switch (expression.kind) {
      case 'literal': {
        const { value } = expression;
        if (value === null) return { ...placeOf(expression, file), type: 'null' };
        return typeof value === 'number'
          ? { ...placeOf(expression, file), type: 'number', value }
          : { ...placeOf(expression, file), type: 'boolean', value };
      }
      case 'template':
        return template(expression, file);
      case 'list':
        return { ...placeOf(expression, file), type: 'list', complete: true, items: listItems(expression, file) };
      case 'object':
        return { ...placeOf(expression, file), type: 'map', ...objectEntries(expression, file) };
      case 'parentheses':
        return evaluate(expression.inner, file);
      case 'conditional': {
        const condition = evaluate(expression.condition, file);
        if (condition.type !== 'boolean') return unknown(expression, file, 'condition');
        return evaluate(condition.value ? expression.then : expression.otherwise, file);
      }
      case 'call': {
        const call = functions[expression.name.text];
        if (!call || expression.spread) return unknown(expression, file, 'function');
        const result = call(
          expression.arguments.map((argument) => evaluate(argument, file)),
          placeOf(expression, file),
        );
        return result ?? unknown(expression, file, 'function');
      }
      case 'variable':
      case 'attribute':
      case 'index':
        return traverse(expression, file);
      case 'for':
        return comprehension(expression, file) ?? unknown(expression, file, 'expression');
      case 'unary': {
        const operand = evaluate(expression.operand, file);
        return expression.operator === '!' && operand.type === 'boolean'
          ? { ...placeOf(expression, file), type: 'boolean', value: !operand.value }
          : unknown(expression, file, 'operator');
      }
      case 'binary': {
        const result = comparison(expression.operator, evaluate(expression.left, file), evaluate(expression.right, file));
        return result === undefined
          ? unknown(expression, file, 'operator')
          : { ...placeOf(expression, file), type: 'boolean', value: result };
      }
      default:
        return unknown(expression, file, expression.kind === 'missing' ? 'syntax' : 'expression');
    }
  };

  const template = (expression: Template, file: SourceFile): Value => {
    const [only, ...others] = expression.parts;
    if (only?.kind === 'interpolation' && others.length === 0) return used(evaluate(only.expression, file), placeOf(expression, file));
    const parts = expression.parts.flatMap((part) => templatePart(part, file));
    const plain = expression.parts.every((part) => part.kind === 'text');
    return {
      type: 'string',
      parts,
      span: plain ? contentSpan(expression, file) : nodeSpan(expression, file),
      slot: placeOf(expression, file).slot,
    };
  };

  const templatePart = (part: TemplatePart, file: SourceFile): readonly Part[] => {
    const place = nodeSpan(part, file);
    if (part.kind === 'text') return [{ text: part.text, span: place }];
    if (part.kind !== 'interpolation') return [{ reference: undefined, span: place }];
    const value = evaluate(part.expression, file);
    if (value.type === 'string') return value.parts.map((each) => ({ ...each, span: contains(place, each.span) ? each.span : place }));
    if (value.type === 'number' || value.type === 'boolean') return [{ text: String(value.value), span: place }];
    return [{ reference: undefined, span: place }];
  };

  const listItems = (list: List, file: SourceFile): Item[] =>
    list.items.map((item, index) => ({ value: evaluate(item, file), extent: itemExtent(list.items, index, list, file) }));

  const objectEntries = (object: ObjectExpression, file: SourceFile): { entries: Entry[]; complete: boolean } => {
    const entries: Entry[] = [];
    let complete = true;
    for (const each of object.entries) {
      const key = objectKey(each.key, file);
      if (key === undefined) complete = false;
      else entries.push({ key, keySpan: keySpan(each.key, file), value: evaluate(each.value, file) });
    }
    return { entries, complete };
  };

  /** A bare name is itself, all else is evaluated. */
  const objectKey = (key: Expression, file: SourceFile): string | undefined => {
    if (key.kind === 'variable') return key.name;
    const value = evaluate(key, file);
    if (value.type === 'number') return String(value.value);
    return literal(value);
  };

  /** `[for … : …]` and `{for … : … => …}` over a collection whose elements are known. */
  const comprehension = (expression: For, file: SourceFile): Value | undefined => {
    const { key, value, resultKey, result, condition, group } = expression;
    const source = evaluate(expression.collection, file);
    if ((source.type !== 'list' && source.type !== 'map') || group) return undefined;
    const place = nodeSpan(expression, file);
    let { complete } = source;
    const items: Item[] = [];
    const entries: Entry[] = [];
    for (const element of elements(source)) {
      if (!spend()) return undefined;
      const names = new Map([...scope, [value.text, element.value] as const]);
      if (key) names.set(key.text, element.key);
      within(names, () => {
        const kept = condition && evaluate(condition, file);
        if (kept && kept.type !== 'boolean') complete = false;
        else if (kept?.value === false) return;
        else if (!resultKey) items.push({ value: evaluate(result, file) });
        else {
          const name = literal(evaluate(resultKey, file));
          if (name === undefined) complete = false;
          else entries.push({ key: name, keySpan: nodeSpan(resultKey, file), value: evaluate(result, file) });
        }
      });
    }
    return resultKey ? { type: 'map', entries, complete, span: place } : { type: 'list', items, complete, span: place };
  };

  const traverse = (expression: Expression, file: SourceFile): Value => {
    const path = flatten(expression, file, evaluate);
    if (!path) return unknown(expression, file, 'expression');
    const place = placeOf(expression, file);
    return used(root(path, place.span), place);
  };

  /** The value of a traversal's first names, and of the steps behind them. */
  const root = ([name, ...steps]: readonly Step[], here: Span): Value => {
    const second = steps[0];
    const bound = typeof name === 'string' ? scope.get(name) : undefined;
    if (bound) return follow(bound, steps, here);
    switch (name) {
      case 'local':
        return typeof second === 'string' ? follow(local(second, here), steps.slice(1), here) : unknownAt(here, 'expression');
      case 'var':
        return typeof second === 'string' ? follow(variable(second, here), steps.slice(1), here) : unknownAt(here, 'expression');
      case 'module':
        return unknownAt(here, 'module');
      case 'each':
      case 'count':
      case 'self':
      case 'path':
      case 'terraform':
        return unknownAt(here, name);
      case 'data':
        return typeof second === 'string' ? reference('data', second, steps.slice(1), here) : unknownAt(here, 'expression');
      default:
        return typeof name === 'string' ? reference('resource', name, steps, here) : unknownAt(here, 'expression');
    }
  };

  const local = (name: string, here: Span): Value => {
    const known = locals.get(name);
    if (known === 'pending') return unknownAt(here, 'cycle');
    if (known) return known;
    const declaration = module.locals.get(name);
    if (!declaration) return unknownAt(here, 'undeclared');
    locals.set(name, 'pending');
    const value = within(new Map(), () => evaluate(declaration.attribute.value, declaration.file));
    locals.set(name, value);
    return value;
  };

  const variable = (name: string, here: Span): Value => {
    const known = variables.get(name);
    if (known) return known;
    const declaration = module.variables.get(name);
    const expression = declaration?.block.body.attributes.find((attribute) => attribute.name.text === 'default')?.value;
    // A variable without a default is set by whoever calls the module.
    const value = declaration && expression ? within(new Map(), () => evaluate(expression, declaration.file)) : unknownAt(here, 'variable');
    if (declaration) variables.set(name, value);
    return value;
  };

  /** An attribute of a resource or data source: what its block says, what the provider computes from it, or at least whose it is. */
  const reference = (mode: Resource['mode'], type: string, steps: readonly Step[], here: Span): Value => {
    const [name, ...rest] = steps;
    if (typeof name !== 'string') return unknownAt(here, 'expression');
    const path = rest.filter((step, position) => !(position === 0 && isIndex(step)));
    const [attribute, ...deeper] = path;
    if (typeof attribute !== 'string') return unknownAt(here, 'resource');
    const label = mode === 'data' ? `data.${type}.${name}` : `${type}.${name}`;
    const declaration = module.resources.get(label);
    const configured = declaration ? configuredValue(declaration, attribute, deeper, here) : undefined;
    if (configured && configured.type !== 'string' && configured.type !== 'null') return configured;
    if (deeper.length > 0) return configured ?? unknownAt(here, 'provider');
    const computed = declaration && configured === undefined ? computedAttribute(declaration, attribute, resourceValue) : undefined;
    const value = configured?.type === 'string' ? plainText(configured) : computed?.text;
    const hole: Reference = { mode, type, address: `${module.directory}#${label}`, label, attribute, value };
    return { type: 'string', span: here, parts: [{ reference: hole, span: here }], encoded: computed?.encoded };
  };

  const configuredValue = (declaration: Resource, attribute: string, deeper: readonly Step[], here: Span): Value | undefined => {
    const body = resourceValue(declaration);
    const value = entry(body, attribute)?.value;
    return value && follow(value, deeper, here);
  };

  const resourceValue = (resource: Resource): MapValue => {
    const known = resources.get(resource);
    if (known === 'pending') return { type: 'map', entries: [], complete: false, span: nodeSpan(resource.block.type, resource.file) };
    if (known) return known;
    resources.set(resource, 'pending');
    const value = within(new Map(), () => body(resource.block.body, resource.file));
    resources.set(resource, value);
    return value;
  };

  const instances = (resource: Resource): readonly (() => MapValue)[] => {
    const whole = () => resourceValue(resource);
    const forEach = resource.block.body.attributes.find(({ name }) => name.text === 'for_each');
    const collection = forEach && evaluate(forEach.value, resource.file);
    if (collection?.type !== 'list' && collection?.type !== 'map') return [whole];
    const all = elements(collection);
    const bodies = all.slice(0, mostInstances).map((element) => {
      let value: MapValue | undefined;
      return () => (value ??= within(new Map([['each', iteration(element)]]), () => body(resource.block.body, resource.file)));
    });
    return collection.complete && bodies.length > 0 && bodies.length === all.length ? bodies : [...bodies, whole];
  };

  const body = ({ attributes, blocks, start, end }: Body, file: SourceFile): MapValue => {
    if (depth > deepest || !spend()) return { type: 'map', entries: [], complete: false, span: span(file, start, end) };
    depth++;
    const entries: Entry[] = attributes.map(({ name, value }) => ({
      key: name.text,
      keySpan: nodeSpan(name, file),
      value: evaluate(value, file),
    }));
    // In JSON syntax dynamic blocks are attributes.
    let complete = !attributes.some(({ name }) => name.text === 'dynamic');
    for (const [key, group] of Map.groupBy(blocks, blockType)) {
      const items: Item[] = [];
      for (const block of group) {
        if (block.type.text !== 'dynamic') items.push({ value: nested(block, block.body, file), extent: nodeSpan(block, file) });
        else if (!generated(block, file, items)) complete = false;
      }
      const place = nodeSpan(group[0]?.type ?? { start, end }, file);
      if (items.length > 0) entries.push({ key, keySpan: place, value: { type: 'list', items, complete: true, span: place } });
    }
    depth--;
    return { type: 'map', entries, complete, span: span(file, start, end) };
  };

  /** The body of a nested block, whose place is its keyword. */
  const nested = ({ type }: Block, content: Body, file: SourceFile): MapValue => ({
    ...body(content, file),
    span: nodeSpan(type, file),
    slot: undefined,
  });

  /** Adds the blocks that a dynamic block makes; false where there may be others. */
  const generated = (block: Block, file: SourceFile, items: Item[]): boolean => {
    const content = block.body.blocks.find(({ type }) => type.text === 'content');
    const given = (name: string) => block.body.attributes.find((attribute) => attribute.name.text === name)?.value;
    const forEach = given('for_each');
    const collection = forEach && evaluate(forEach, file);
    if (!content || (collection?.type !== 'list' && collection?.type !== 'map')) return false;
    const iterator = given('iterator');
    const name = iterator?.kind === 'variable' ? iterator.name : blockType(block);
    for (const element of elements(collection)) {
      if (!spend()) return false;
      items.push({ value: within(new Map([...scope, [name, iteration(element)]]), () => nested(content, content.body, file)) });
    }
    return collection.complete;
  };

  return { body: resourceValue, instances };

  /** Applies the remaining steps of a traversal to a value. */
  function follow(value: Value, steps: readonly Step[], here: Span): Value {
    let current = value;
    for (const step of steps) {
      const next =
        typeof step === 'number' && current.type === 'list' && current.complete
          ? current.items[step]?.value
          : typeof step === 'string'
            ? at(current, step)
            : undefined;
      if (!next) return current.type === 'unknown' ? unknownAt(here, current.reason) : unknownAt(here, 'expression');
      current = next;
    }
    return current;
  }

  /** The value as an expression elsewhere holds it: its literals keep their place, the expression is their use. What has no place of its own is here. */
  function used(value: Value, here: Place, level = 0): Value {
    const { span: use, slot } = here;
    if (contains(use, value.span)) return { ...value, slot };
    if (level > deepest || !spend()) return unknownAt(use, 'size');
    if (value.type === 'null' || value.type === 'unknown') return { ...value, span: use, use: undefined, slot };
    if (value.type === 'list')
      return { ...value, use, items: value.items.map((item) => ({ ...item, value: used(item.value, here, level + 1) })) };
    if (value.type === 'map') {
      const entries = value.entries.map(
        ({ key, keySpan, value: inner }) => new LazyEntry(key, keySpan, () => used(inner, here, level + 1)),
      );
      return { ...value, use, entries };
    }
    return { ...value, use };
  }

  /** Counts a copy; false where there have been enough. */
  function spend(): boolean {
    return ++copies <= mostCopies;
  }
}

/** The type of the blocks that a block stands for. */
function blockType({ type, labels }: Block): string {
  return type.text === 'dynamic' ? (labels[0]?.text ?? type.text) : type.text;
}

function plainText(value: StringValue): string | undefined {
  let text = '';
  for (const part of value.parts) {
    const piece = 'text' in part ? part.text : part.reference?.value;
    if (piece === undefined) return undefined;
    text += piece;
  }
  return text;
}
