import type { Attribute, Block, Body, Expression, For, Identifier, SplatStep, TemplatePart } from './ast.ts';

/** The same attribute where `by` units more stand before it. The one that is given stays as it is. */
export function movedAttribute({ start, end, name, value }: Attribute, by: number): Attribute {
  return { start: start + by, end: end + by, name: identifier(name, by), value: expression(value, by) };
}

/** The same block where `by` units more stand before it. The one that is given stays as it is. */
export function movedBlock({ start, end, type, labels, body }: Block, by: number): Block {
  return {
    start: start + by,
    end: end + by,
    type: identifier(type, by),
    labels: labels.map(({ start, end, text, quoted }) => ({ start: start + by, end: end + by, text, quoted })),
    body: movedBody(body, by),
  };
}

function movedBody({ start, end, attributes, blocks }: Body, by: number): Body {
  return {
    start: start + by,
    end: end + by,
    attributes: attributes.map((each) => movedAttribute(each, by)),
    blocks: blocks.map((each) => movedBlock(each, by)),
  };
}

function identifier({ start, end, text }: Identifier, by: number): Identifier {
  return { start: start + by, end: end + by, text };
}

function expression(node: Expression, by: number): Expression {
  const start = node.start + by;
  const end = node.end + by;
  switch (node.kind) {
    case 'template':
      return { kind: node.kind, start, end, parts: parts(node.parts, by), heredoc: node.heredoc };
    case 'literal':
      return { kind: node.kind, start, end, value: node.value, raw: node.raw };
    case 'variable':
      return { kind: node.kind, start, end, name: node.name };
    case 'list':
      return { kind: node.kind, start, end, items: expressions(node.items, by) };
    case 'object':
      return {
        kind: node.kind,
        start,
        end,
        entries: node.entries.map(({ start, end, key, value }) => ({
          start: start + by,
          end: end + by,
          key: expression(key, by),
          value: expression(value, by),
        })),
      };
    case 'attribute':
      return { kind: node.kind, start, end, object: expression(node.object, by), name: identifier(node.name, by) };
    case 'index':
      return { kind: node.kind, start, end, object: expression(node.object, by), key: expression(node.key, by) };
    case 'splat':
      return { kind: node.kind, start, end, object: expression(node.object, by), full: node.full, steps: steps(node.steps, by) };
    case 'call':
      return {
        kind: node.kind,
        start,
        end,
        name: identifier(node.name, by),
        arguments: expressions(node.arguments, by),
        spread: node.spread,
      };
    case 'unary':
      return { kind: node.kind, start, end, operator: node.operator, operand: expression(node.operand, by) };
    case 'binary':
      return { kind: node.kind, start, end, operator: node.operator, left: expression(node.left, by), right: expression(node.right, by) };
    case 'conditional': {
      const [condition, then, otherwise] = [expression(node.condition, by), expression(node.then, by), expression(node.otherwise, by)];
      return { kind: node.kind, start, end, condition, then, otherwise };
    }
    case 'for':
      return {
        kind: node.kind,
        start,
        end,
        ...loopHead(node, by),
        resultKey: node.resultKey && expression(node.resultKey, by),
        result: expression(node.result, by),
        group: node.group,
        condition: node.condition && expression(node.condition, by),
      };
    case 'parentheses':
      return { kind: node.kind, start, end, inner: expression(node.inner, by) };
    case 'missing':
      return { kind: node.kind, start, end };
  }
}

function loopHead({ key, value, collection }: Pick<For, 'key' | 'value' | 'collection'>, by: number) {
  return { key: key && identifier(key, by), value: identifier(value, by), collection: expression(collection, by) };
}

function expressions(nodes: readonly Expression[], by: number): Expression[] {
  return nodes.map((each) => expression(each, by));
}

function parts(nodes: readonly TemplatePart[], by: number): TemplatePart[] {
  return nodes.map((each) => part(each, by));
}

function part(node: TemplatePart, by: number): TemplatePart {
  const start = node.start + by;
  const end = node.end + by;
  switch (node.kind) {
    case 'text':
      return { kind: node.kind, start, end, text: node.text };
    case 'interpolation':
      return { kind: node.kind, start, end, expression: expression(node.expression, by) };
    case 'if': {
      const [then, otherwise] = [parts(node.then, by), parts(node.otherwise, by)];
      return { kind: node.kind, start, end, condition: expression(node.condition, by), then, otherwise };
    }
    case 'for':
      return {
        kind: node.kind,
        start,
        end,
        ...loopHead(node, by),
        body: parts(node.body, by),
      };
  }
}

function steps(nodes: readonly SplatStep[], by: number): SplatStep[] {
  return nodes.map((step): SplatStep => {
    if ('attribute' in step) return { attribute: identifier(step.attribute, by) };
    if ('key' in step) return { key: expression(step.key, by) };
    return { full: step.full, steps: steps(step.steps, by) };
  });
}
