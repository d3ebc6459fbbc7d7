import type { Block, Body, Expression, Node, SplatStep, Template, TemplatePart } from './ast.ts';
import { parse } from './parse.ts';

/** What a stretch of HCL is, in the words of the Language Server Protocol for its standard token types. */
export const tokenKinds = [
  'keyword',
  'type',
  'enumMember',
  'property',
  'string',
  'number',
  'comment',
  'function',
  'variable',
  'operator',
] as const;
export type TokenKind = (typeof tokenKinds)[number];

export interface Token extends Node {
  readonly kind: TokenKind;
}

/** What to colour in a text of HCL, in its order, no two overlapping; a token may have several lines. Never throws. */
export function tokensOf(text: string): Token[] {
  const named = outline(text).sort((one, other) => one.start - other.start);
  const all: Token[] = [];
  let at = 0;
  for (const token of named) {
    if (token.start < at) continue;
    between(text, at, token.start, all);
    all.push(token);
    at = token.end;
  }
  between(text, at, text.length, all);
  return all;
}

/** What stands between what the tree names: comments, the words of `for` and of directives, and what could not be read. */
const rest =
  /(?<comment>#.*|\/\/.*|\/\*[\s\S]*?(?:\*\/|$))|(?<operator>%\{~?)|(?<keyword>\b(?:for|in|if|else|endif|endfor)\b)|(?<string>"(?:[^"\\\n]|\\.)*"?)/g;

function between(text: string, start: number, end: number, tokens: Token[]): void {
  if (end - start < 2) return;
  for (const { index, 0: whole, groups = {} } of text.slice(start, end).matchAll(rest)) {
    const kind = tokenKinds.find((each) => groups[each] !== undefined);
    if (kind) tokens.push({ kind, start: start + index, end: start + index + whole.trimEnd().length });
  }
}

/** The tokens that are nodes of the tree, in no order. */
function outline(text: string): Token[] {
  const tokens: Token[] = [];
  const expressions: Expression[] = [];
  const blocks: { readonly block: Block; readonly nested: boolean }[] = [];

  const add = (kind: TokenKind, start: number, end: number) => start < end && tokens.push({ kind, start, end });
  const name = (kind: TokenKind, node: Node | undefined) => node && add(kind, node.start, node.end);
  const later = (...nodes: (Expression | undefined)[]) => {
    for (const each of nodes) if (each) expressions.push(each);
  };

  function body({ attributes, blocks: inner }: Body, nested: boolean): void {
    for (const attribute of attributes) {
      name('property', attribute.name);
      later(attribute.value);
    }
    for (const block of inner) blocks.push({ block, nested });
  }

  body(parse(text).body, false);
  for (let next = blocks.pop(); next; next = blocks.pop()) {
    name(next.nested ? 'type' : 'keyword', next.block.type);
    for (const { start, end, quoted } of next.block.labels)
      add('enumMember', quoted ? start - 1 : start, quoted && text[end] === '"' ? end + 1 : end);
    body(next.block.body, true);
  }
  for (let next = expressions.pop(); next; next = expressions.pop()) expression(next);
  return tokens;

  function expression(node: Expression): void {
    switch (node.kind) {
      case 'literal':
        name(typeof node.value === 'number' ? 'number' : 'keyword', node);
        break;
      case 'template':
        template(node);
        break;
      case 'list':
        for (const each of node.items) later(each);
        break;
      case 'object':
        for (const { key, value } of node.entries) {
          if (key.kind === 'variable') name('property', key);
          else later(key);
          later(value);
        }
        break;
      case 'variable':
        name('variable', node);
        break;
      case 'attribute':
        name('property', node.name);
        later(node.object);
        break;
      case 'index':
        later(node.object, node.key);
        break;
      case 'splat':
        later(node.object);
        steps(node.steps);
        break;
      case 'call':
        name('function', node.name);
        for (const each of node.arguments) later(each);
        break;
      case 'unary':
        later(node.operand);
        break;
      case 'binary':
        later(node.left, node.right);
        break;
      case 'conditional':
        later(node.condition, node.then, node.otherwise);
        break;
      case 'for':
        name('variable', node.key);
        name('variable', node.value);
        later(node.collection, node.resultKey, node.result, node.condition);
        break;
      case 'parentheses':
        later(node.inner);
    }
  }

  function steps(all: readonly SplatStep[]): void {
    for (const step of all) {
      if ('attribute' in step) name('property', step.attribute);
      else if ('key' in step) later(step.key);
      else steps(step.steps);
    }
  }

  /** All of it is a string but what is computed: quotes, marker and indentation have no nodes. */
  function template({ start, end, parts }: Template): void {
    let at = start;
    for (const each of parts) {
      if (each.kind === 'text') continue;
      add('string', at, each.start);
      computed(each);
      at = each.end;
    }
    add('string', at, end);
  }

  function computed(part: TemplatePart): void {
    if (part.kind === 'text') {
      name('string', part);
    } else if (part.kind === 'interpolation') {
      const open = part.start + (text[part.start + 2] === '~' ? 3 : 2);
      add('operator', part.start, open);
      if (text[part.end - 1] === '}') add('operator', Math.max(open, part.end - (text[part.end - 2] === '~' ? 2 : 1)), part.end);
      later(part.expression);
    } else if (part.kind === 'if') {
      later(part.condition);
      for (const each of [...part.then, ...part.otherwise]) computed(each);
    } else {
      name('variable', part.key);
      name('variable', part.value);
      later(part.collection);
      for (const each of part.body) computed(each);
    }
  }
}
