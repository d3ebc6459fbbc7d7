import { type Node as JsonNode, parseTree } from 'jsonc-parser';
import type { Attribute, Block, Body, Document, Expression, Label, Missing, ObjectEntry } from './ast.ts';
import { cursorAt } from './cursor.ts';
import { expression } from './expression.ts';
import { escapedTemplate } from './jsonTemplate.ts';
import { quoted } from './template.ts';

/** How many labels the top-level blocks of Terraform have. https://developer.hashicorp.com/terraform/language/syntax/json */
const labelCounts: Readonly<Record<string, number>> = {
  resource: 2,
  data: 2,
  ephemeral: 2,
  variable: 1,
  output: 1,
  provider: 1,
  module: 1,
  locals: 0,
  terraform: 0,
  check: 1,
};

/** Deeper than this the JSON parser's own recursion could run out of stack. */
const deepest = 500;

/** How many labels the blocks have that are told by their names, in a block of this type. */
const innerLabelCounts: Readonly<Record<string, Readonly<Record<string, number>>>> = {
  terraform: { backend: 1, cloud: 0 },
  dynamic: { content: 0 },
};

/** A text, and the nodes of its tree in which there are dynamic blocks. */
interface Source {
  readonly text: string;
  readonly dynamic: ReadonlySet<JsonNode>;
}

/**
 * Parses Terraform's JSON syntax into the tree of the native one: strings are templates, top-level properties are blocks. Inside a block a property is an
 * attribute, also what the native syntax writes as a nested block: only a schema could tell them apart, and a map or list of maps means the same to every
 * reader. Dynamic blocks tell themselves by what is in them; they and those around them are blocks.
 */
export function parseJsonSyntax(text: string): Document {
  const root = nesting(text) > deepest ? undefined : parseTree(text, [], { allowTrailingComma: true });
  const source: Source = { text, dynamic: root && text.includes('"dynamic"') ? aroundDynamic(root) : new Set() };
  const blocks = pairs(root).flatMap(([key, value]) => {
    const count = labelCounts[String(key.value)];
    return count === undefined ? [] : labelled(source, key, [], value, count);
  });
  return { body: { start: 0, end: text.length, attributes: [], blocks }, problems: [] };
}

/** The blocks of one type: a property for each label, then an object or a list of them as the body. */
function labelled(source: Source, type: JsonNode, labels: readonly Label[], value: JsonNode, missingLabels: number): Block[] {
  if (value.type === 'array') return (value.children ?? []).flatMap((each) => labelled(source, type, labels, each, missingLabels));
  if (value.type !== 'object') return [];
  if (missingLabels === 0) {
    const name = { ...content(type), text: String(type.value) };
    return [{ ...range(value), start: type.offset, type: name, labels, body: body(source, value, name.text) }];
  }
  return pairs(value).flatMap(([key, inner]) =>
    labelled(source, type, [...labels, { ...content(key), text: String(key.value), quoted: true }], inner, missingLabels - 1),
  );
}

function body(source: Source, object: JsonNode, type: string): Body {
  const { text, dynamic } = source;
  const attributes: Attribute[] = [];
  const blocks: Block[] = [];
  const generated = new Set(
    properties(object).flatMap((property) =>
      dynamic.size > 0 && isDynamic(property)
        ? objects(property.children?.[1]).flatMap((each) => pairs(each).map(([key]) => key.value))
        : [],
    ),
  );
  for (const property of properties(object)) {
    const [key, value] = property.children ?? [];
    if (!key || !value || key.value === '//') continue;
    const name = String(key.value);
    const nested = dynamic.has(value) ? (isDynamic(property) ? 1 : 0) : generated.has(name) ? 0 : undefined;
    const count = innerLabelCounts[type]?.[name] ?? nested;
    if (count !== undefined) blocks.push(...labelled(source, key, [], value, count));
    else attributes.push({ ...range(property), name: { ...content(key), text: name }, value: argument(text, type, name, value) });
  }
  return { ...range(object), attributes, blocks };
}

/** The iterator of a dynamic block is a name, not a string. */
function argument(text: string, type: string, name: string, value: JsonNode): Expression {
  if (type === 'dynamic' && name === 'iterator' && typeof value.value === 'string')
    return { ...content(value), kind: 'variable', name: value.value };
  return toExpression(text, value);
}

/** The values in which there is a dynamic block, and those blocks themselves. */
function aroundDynamic(root: JsonNode): Set<JsonNode> {
  const found = new Set<JsonNode>();
  const rest = [root];
  for (let node = rest.pop(); node; node = rest.pop()) {
    rest.push(...(node.children ?? []));
    if (!isDynamic(node)) continue;
    for (let around = node.children?.[1]; around && !found.has(around); around = around.parent) found.add(around);
  }
  return found;
}

/** Whether a property holds dynamic blocks, which say what they are made for and of, and is no label or variable of that name. */
function isDynamic({ type, children: [key, value] = [] }: JsonNode): boolean {
  if (type !== 'property' || key?.value !== 'dynamic' || !value) return false;
  const bodies = objects(value).flatMap((each) => pairs(each).flatMap(([, inner]) => objects(inner)));
  return (
    bodies.length > 0 && bodies.every((each) => ['for_each', 'content'].every((name) => pairs(each).some(([own]) => own.value === name)))
  );
}

/** The value, or the elements of a list of them, that are objects. */
function objects(node: JsonNode | undefined): readonly JsonNode[] {
  const all = node?.type === 'array' ? node.children : node && [node];
  return all?.filter(({ type }) => type === 'object') ?? [];
}

function toExpression(text: string, node: JsonNode): Expression {
  switch (node.type) {
    case 'string':
      return template(text, node);
    case 'number':
    case 'boolean':
      return { ...range(node), kind: 'literal', value: node.value, raw: text.slice(node.offset, node.offset + node.length) };
    case 'null':
      return { ...range(node), kind: 'literal', value: null, raw: 'null' };
    case 'array':
      return { ...range(node), kind: 'list', items: (node.children ?? []).map((each) => toExpression(text, each)) };
    case 'object':
      return { ...range(node), kind: 'object', entries: properties(node).flatMap((property) => objectEntry(text, property)) };
    default:
      return { ...range(node), kind: 'missing' };
  }
}

function objectEntry(text: string, property: JsonNode): ObjectEntry[] {
  const [key, value] = property.children ?? [];
  return key && value ? [{ ...range(property), key: template(text, key), value: toExpression(text, value) }] : [];
}

/** A JSON string read as a template: in place where it has no escapes but those that HCL has as well; unknown where it is not closed. */
function template(text: string, node: JsonNode): Expression {
  const missing: Missing = { ...range(node), kind: 'missing' };
  const c = cursorAt(text);
  c.pos = node.offset;
  c.end = node.offset + node.length;
  const read = quoted(c, expression);
  const end = node.offset + node.length;
  if (c.problems.length === 0 && read.end === end) return read;
  return (typeof node.value === 'string' && text[end - 1] === '"' && escapedTemplate(text, node.offset + 1, end - 1)) || missing;
}

/** The keys of an object with their values. */
function pairs(node: JsonNode | undefined): (readonly [key: JsonNode, value: JsonNode])[] {
  return properties(node).flatMap(({ children: [key, value] = [] }) => (key && value ? [[key, value] as const] : []));
}

function properties(node: JsonNode | undefined): readonly JsonNode[] {
  return node?.type === 'object' ? (node.children ?? []) : [];
}

function range({ offset, length }: JsonNode): { start: number; end: number } {
  return { start: offset, end: offset + length };
}

/** A string's range without its quotes. */
function content({ offset, length }: JsonNode): { start: number; end: number } {
  return { start: offset + 1, end: Math.max(offset + 1, offset + length - 1) };
}

/** The most brackets open at once, strings included: an upper bound. */
function nesting(text: string): number {
  let depth = 0;
  let most = 0;
  for (const character of text) {
    if (character === '{' || character === '[') most = Math.max(most, ++depth);
    else if (character === '}' || character === ']') depth--;
  }
  return most;
}
