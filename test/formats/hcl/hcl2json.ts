import type { Block, Body, Document, Expression, Template, TemplatePart } from '../../../server/linter/syntax/hcl/ast.ts';

type Json = string | number | boolean | null | Json[] | { [key: string]: Json };

/** A document as https://github.com/tmccombs/hcl2json writes it: literals as values, other expressions as `${source}`. */
export function toJson(text: string, { body }: Document): Json {
  return bodyJson(text, body);
}

function bodyJson(text: string, body: Body): Json {
  const out: { [key: string]: Json } = {};
  for (const block of body.blocks) addBlock(text, block, out);
  for (const { name, value } of body.attributes) out[name.text] = expressionJson(text, value);
  return out;
}

function addBlock(text: string, block: Block, out: { [key: string]: Json }): void {
  let key = block.type.text;
  let into = out;
  for (const label of block.labels) {
    const next = into[key] ?? {};
    into[key] = next;
    into = next as { [key: string]: Json };
    key = label.text;
  }
  into[key] = [...((into[key] as Json[] | undefined) ?? []), bodyJson(text, block.body)];
}

function expressionJson(text: string, node: Expression): Json {
  switch (node.kind) {
    case 'literal':
      return node.value;
    case 'unary':
      if (node.operand.kind !== 'literal') return wrapped(text, node);
      return node.operator === '-' ? -Number(node.operand.value) : !node.operand.value;
    case 'template': {
      const only = passedThrough(node);
      return only ? expressionJson(text, only) : templateText(text, node.parts);
    }
    case 'list':
      return node.items.map((item) => expressionJson(text, item));
    case 'object':
      return Object.fromEntries(node.entries.map(({ key, value }) => [keyText(text, key), expressionJson(text, value)]));
    default:
      return wrapped(text, node);
  }
}

function passedThrough({ parts }: Template): Expression | undefined {
  const [first] = parts;
  return parts.length === 1 && first?.kind === 'interpolation' ? first.expression : undefined;
}

function keyText(text: string, key: Expression): string {
  return isTraversal(key) ? source(text, key) : partText(text, key);
}

function isTraversal(node: Expression): boolean {
  if (node.kind === 'attribute') return isTraversal(node.object);
  if (node.kind === 'index') return isTraversal(node.object) && (node.key.kind === 'literal' || isPlain(node.key));
  return node.kind === 'variable';
}

function isPlain(node: Expression): boolean {
  return node.kind === 'template' && node.parts.every((part) => part.kind === 'text');
}

function templateText(text: string, parts: readonly TemplatePart[]): string {
  let out = '';
  let literal = '';
  for (const part of parts) {
    if (part.kind === 'text') {
      literal += part.text;
      continue;
    }
    out += escaped(literal);
    literal = '';
    if (part.kind === 'interpolation') out += partText(text, part.expression);
    else if (part.kind === 'if') {
      const otherwise = templateText(text, part.otherwise);
      out += `%{if ${source(text, part.condition)}}${templateText(text, part.then)}${otherwise && `%{else}${otherwise}`}%{endif}`;
    } else {
      const names = `${part.key ? `${part.key.text}, ` : ''}${part.value.text}`;
      out += `%{for ${names} in ${source(text, part.collection)}}${templateText(text, part.body)}%{endfor}`;
    }
  }
  return out + escaped(literal);
}

/** An expression as a part of a string. */
function partText(text: string, node: Expression): string {
  switch (node.kind) {
    case 'literal':
      return String(node.value);
    case 'template': {
      const only = passedThrough(node);
      return only ? partText(text, only) : templateText(text, node.parts);
    }
    case 'conditional': {
      const otherwise = partText(text, node.otherwise);
      return `%{if ${source(text, node.condition)}}${partText(text, node.then)}${otherwise && `%{else}${otherwise}`}%{endif}`;
    }
    default:
      return wrapped(text, node);
  }
}

function escaped(literal: string): string {
  return literal.replace(/([$%])(?=\{)/g, '$1$1');
}

function wrapped(text: string, node: Expression): string {
  return `\${${source(text, node)}}`;
}

function source(text: string, { start, end }: Expression): string {
  return text.slice(start, end);
}
