import { type Node as JsonNode, parseTree } from 'jsonc-parser';
import type { Attribute, Block, Body, Document, Expression, Label, Missing, ObjectEntry } from './ast.ts';
import { cursorAt } from './cursor.ts';
import { expression } from './expression.ts';
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

/**
 * Parses Terraform's JSON syntax into the tree of the native one: strings are templates, top-level properties are blocks. Inside a block every property is an
 * attribute, also what the native syntax writes as a nested block: only a schema could tell them apart, and a map or list of maps means the same to every reader.
 */
export function parseJsonSyntax(text: string): Document {
  const root = nesting(text) > deepest ? undefined : parseTree(text, [], { allowTrailingComma: true });
  const blocks: Block[] = [];
  for (const property of properties(root)) {
    const [key, value] = property.children ?? [];
    const count = labelCounts[String(key?.value)];
    if (key && value && count !== undefined) blocks.push(...labelled(text, key, [], value, count));
  }
  return { body: { start: 0, end: text.length, attributes: [], blocks }, problems: [] };
}

/** The blocks of one type: a property for each label, then an object or a list of them as the body. */
function labelled(text: string, type: JsonNode, labels: readonly Label[], value: JsonNode, missingLabels: number): Block[] {
  if (value.type === 'array') return (value.children ?? []).flatMap((each) => labelled(text, type, labels, each, missingLabels));
  if (value.type !== 'object') return [];
  if (missingLabels === 0)
    return [{ ...range(value), start: type.offset, type: { ...content(type), text: String(type.value) }, labels, body: body(text, value) }];
  return properties(value).flatMap((property) => {
    const [key, inner] = property.children ?? [];
    if (!key || !inner) return [];
    return labelled(text, type, [...labels, { ...content(key), text: String(key.value), quoted: true }], inner, missingLabels - 1);
  });
}

function body(text: string, object: JsonNode): Body {
  const attributes: Attribute[] = [];
  for (const property of properties(object)) {
    const [key, value] = property.children ?? [];
    if (key && value && key.value !== '//') {
      attributes.push({ ...range(property), name: { ...content(key), text: String(key.value) }, value: toExpression(text, value) });
    }
  }
  return { ...range(object), attributes, blocks: [] };
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

/** A JSON string read as a template in place; unknown where JSON's escapes stand inside an expression, or it is not closed. */
function template(text: string, node: JsonNode): Expression {
  const missing: Missing = { ...range(node), kind: 'missing' };
  const c = cursorAt(text);
  c.pos = node.offset;
  c.end = node.offset + node.length;
  const read = quoted(c, expression);
  return c.problems.length === 0 && read.end === node.offset + node.length ? read : missing;
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
