import type { Reference } from '../../../../iam/text.ts';
import { contains, type SourceFile, type Span, span } from '../../source.ts';
import type { Body, Expression, List, Node, ObjectExpression, Template, TemplatePart } from '../../syntax/hcl/ast.ts';
import {
  at,
  type Entry,
  entry,
  type Item,
  type Part,
  type Slot,
  type StringValue,
  type UnknownValue,
  type Value,
} from '../../syntax/value.ts';
import { computedAttribute } from './computed.ts';
import { functions } from './functions.ts';
import type { Module, Resource } from './modules.ts';

/** What names mean inside a module. Evaluated on demand, each local, variable and resource once. */
export interface Evaluator {
  readonly module: Module;
  /** What the expression means; never throws, what cannot be told is unknown. */
  evaluate(expression: Expression, file: SourceFile): Value;
  /** A body as a map; the blocks of one type are a list of maps under its name, whose key is the first block's type. */
  body(body: Body, file: SourceFile): Value & { type: 'map' };
  /** The body of a resource. */
  resource(resource: Resource): Value & { type: 'map' };
}

/** Deeper than this an expression is unknown: the recursion is bounded whatever the text. */
const deepest = 200;

/** The evaluator of one module. */
export function evaluator(module: Module): Evaluator {
  const locals = new Map<string, Value | 'pending'>();
  const variables = new Map<string, Value>();
  const resources = new Map<Resource, (Value & { type: 'map' }) | 'pending'>();
  let depth = 0;

  const evaluate = (expression: Expression, file: SourceFile): Value => {
    if (depth > deepest) return unknown(expression, file, 'depth');
    depth++;
    try {
      return within(expression, file);
    } finally {
      depth--;
    }
  };

  const within = (expression: Expression, file: SourceFile): Value => {
    const place = { span: nodeSpan(expression, file), slot: slotOf(expression, file) };
    switch (expression.kind) {
      case 'literal':
        if (expression.value === null) return { ...place, type: 'null' };
        return typeof expression.value === 'number'
          ? { ...place, type: 'number', value: expression.value }
          : { ...place, type: 'boolean', value: expression.value };
      case 'template':
        return template(expression, file);
      case 'list':
        return { ...place, type: 'list', complete: true, items: listItems(expression, file) };
      case 'object':
        return { ...place, type: 'map', ...objectEntries(expression, file) };
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
          place,
        );
        return result ?? unknown(expression, file, 'function');
      }
      case 'variable':
      case 'attribute':
      case 'index':
        return traverse(expression, file);
      default:
        return unknown(expression, file, expression.kind === 'missing' ? 'syntax' : 'operator');
    }
  };

  const template = (expression: Template, file: SourceFile): Value => {
    const [only, ...others] = expression.parts;
    if (only?.kind === 'interpolation' && others.length === 0)
      return used(evaluate(only.expression, file), nodeSpan(expression, file), slotOf(expression, file));
    const parts = expression.parts.flatMap((part) => templatePart(part, file));
    const plain = expression.parts.every((part) => part.kind === 'text');
    return {
      type: 'string',
      parts,
      span: plain ? contentSpan(expression, file) : nodeSpan(expression, file),
      slot: slotOf(expression, file),
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
      else entries.push({ key, keySpan: nodeSpan(each.key, file), value: evaluate(each.value, file) });
    }
    return { entries, complete };
  };

  /** A bare name is itself, all else is evaluated. */
  const objectKey = (key: Expression, file: SourceFile): string | undefined => {
    if (key.kind === 'variable') return key.name;
    const value = evaluate(key, file);
    if (value.type === 'number') return String(value.value);
    return value.type === 'string' && value.parts.every((part) => 'text' in part)
      ? value.parts.map((part) => ('text' in part ? part.text : '')).join('')
      : undefined;
  };

  const traverse = (expression: Expression, file: SourceFile): Value => {
    const path = flatten(expression, file, evaluate);
    if (!path) return unknown(expression, file, 'expression');
    const here = nodeSpan(expression, file);
    const resolved = root(path, here);
    return used(resolved, here, slotOf(expression, file));
  };

  /** The value of a traversal's first names, and of the steps behind them. */
  const root = ([name, ...steps]: readonly Step[], here: Span): Value => {
    const second = steps[0];
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
    const value = evaluate(declaration.attribute.value, declaration.file);
    locals.set(name, value);
    return value;
  };

  const variable = (name: string, here: Span): Value => {
    const known = variables.get(name);
    if (known) return known;
    const declaration = module.variables.get(name);
    const expression = declaration?.block.body.attributes.find((attribute) => attribute.name.text === 'default')?.value;
    // A variable without a default is set by whoever calls the module.
    const value = declaration && expression ? evaluate(expression, declaration.file) : unknownAt(here, 'variable');
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

  const resourceValue = (resource: Resource): Value & { type: 'map' } => {
    const known = resources.get(resource);
    const nothing = { type: 'map' as const, entries: [], complete: false, span: nodeSpan(resource.block.type, resource.file) };
    if (known === 'pending') return nothing;
    if (known) return known;
    resources.set(resource, 'pending');
    const value = body(resource.block.body, resource.file);
    resources.set(resource, value);
    return value;
  };

  const body = ({ attributes, blocks, start, end }: Body, file: SourceFile): Value & { type: 'map' } => {
    if (depth > deepest) return { type: 'map', entries: [], complete: false, span: span(file, start, end) };
    depth++;
    const entries: Entry[] = attributes.map(({ name, value }) => ({
      key: name.text,
      keySpan: nodeSpan(name, file),
      value: evaluate(value, file),
    }));
    let complete = true;
    const byType = Map.groupBy(blocks, (block) => block.type.text);
    for (const [key, group] of byType) {
      if (key === 'dynamic') complete = false;
      const first = group[0];
      if (!first) continue;
      const items = group.map((block) => ({
        value: { ...body(block.body, file), span: nodeSpan(block.type, file), slot: undefined },
        extent: nodeSpan(block, file),
      }));
      entries.push({
        key,
        keySpan: nodeSpan(first.type, file),
        value: { type: 'list', items, complete: true, span: nodeSpan(first.type, file) },
      });
    }
    depth--;
    return { type: 'map', entries, complete, span: span(file, start, end) };
  };

  return { module, evaluate, body, resource: resourceValue };

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
}

/** A step of a traversal: a name or string key, a number, or a key that is not known. */
type Step = string | number | undefined;

function isIndex(step: Step): boolean {
  return typeof step !== 'string' || step.startsWith('[');
}

/** The steps of `a.b["c"][0]`; undefined where the expression does not begin with a name. String keys right behind a resource's name are marked by `[`. */
function flatten(expression: Expression, file: SourceFile, evaluate: Evaluator['evaluate']): Step[] | undefined {
  const steps: Step[] = [];
  let here = expression;
  for (;;) {
    if (here.kind === 'variable') {
      steps.push(here.name);
      return markIndexes(steps.reverse());
    }
    if (here.kind === 'attribute') {
      steps.push(here.name.text);
      here = here.object;
    } else if (here.kind === 'index') {
      steps.push(indexStep(evaluate(here.key, file)));
      here = here.object;
    } else if (here.kind === 'parentheses') {
      here = here.inner;
    } else return undefined;
  }
}

function indexStep(key: Value): Step {
  if (key.type === 'number') return key.value;
  return key.type === 'string' && key.parts.every((part) => 'text' in part) ? `[${plainText(key)}` : undefined;
}

/** Only behind a resource's name does an index choose an instance; elsewhere a string key is a name. */
function markIndexes(steps: Step[]): Step[] {
  const instance = steps[0] === 'data' ? 3 : 2;
  const collection = steps[0] === 'local' || steps[0] === 'var';
  return steps.map((step, position) =>
    typeof step === 'string' && step.startsWith('[') && (collection || position !== instance) ? step.slice(1) : step,
  );
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

/** The value as an expression elsewhere holds it: its literals keep their place, the expression is their use. What has no place of its own is here. */
function used(value: Value, here: Span, slot: Slot): Value {
  if (contains(here, value.span)) return { ...value, slot };
  if (value.type === 'null' || value.type === 'unknown') return { ...value, span: here, use: undefined, slot };
  if (value.type === 'list')
    return { ...value, use: here, items: value.items.map((item) => ({ ...item, value: used(item.value, here, slot) })) };
  if (value.type === 'map')
    return { ...value, use: here, entries: value.entries.map((each) => ({ ...each, value: used(each.value, here, slot) })) };
  return { ...value, use: here };
}

function unknown(expression: Expression, file: SourceFile, reason: string): UnknownValue {
  return { type: 'unknown', reason, span: nodeSpan(expression, file), slot: slotOf(expression, file) };
}

function unknownAt(here: Span, reason: string): UnknownValue {
  return { type: 'unknown', reason, span: here };
}

/** The span of a node of this file. */
export function nodeSpan({ start, end }: Node, file: SourceFile): Span {
  return span(file, start, end);
}

/** A quoted string without its quotes, a heredoc without its markers. */
function contentSpan(template: Template, file: SourceFile): Span {
  const [first] = template.parts;
  const last = template.parts.at(-1);
  if (first && last) return span(file, first.start, last.end);
  return template.heredoc
    ? nodeSpan(template, file)
    : span(file, Math.min(template.start + 1, template.end), Math.max(template.end - 1, template.start));
}

function slotOf(expression: Expression, file: SourceFile): Slot {
  return { span: nodeSpan(expression, file), prefix: '"', suffix: '"', expression: { prefix: '', suffix: '', module: file.directory } };
}

/** An item with the comma behind it, or before it where it is the last. */
function itemExtent(items: readonly Expression[], index: number, list: List, file: SourceFile): Span {
  const item = items[index];
  const next = items[index + 1];
  const previous = items[index - 1];
  if (!item) return nodeSpan(list, file);
  if (next) return span(file, item.start, next.start);
  const comma = /^\s*,/.exec(file.text.slice(item.end, list.end))?.[0].length ?? 0;
  return span(file, previous ? previous.end : item.start, previous && comma === 0 ? item.end : item.end + comma - (previous ? 1 : 0));
}
