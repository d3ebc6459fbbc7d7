import type {
  Attribute,
  Block,
  Body,
  Expression,
  Node,
  ObjectEntry,
  SplatStep,
  TemplatePart,
} from '../../../server/linter/syntax/hcl/ast.ts';

type AnyNode = Expression | TemplatePart | Attribute | Block | Body | ObjectEntry | Node;

/** The nodes directly in a node, in source order. */
export function children(node: AnyNode): readonly AnyNode[] {
  if ('attributes' in node) return [...node.attributes, ...node.blocks].sort((a, b) => a.start - b.start);
  if ('labels' in node) return [node.type, ...node.labels, node.body];
  if ('key' in node && !('kind' in node)) return [node.key, node.value];
  if (!('kind' in node)) return 'name' in node && 'value' in node ? [node.name, node.value] : [];
  switch (node.kind) {
    case 'template':
      return node.parts;
    case 'interpolation':
      return [node.expression];
    case 'if':
      return [node.condition, ...node.then, ...node.otherwise];
    case 'list':
      return node.items;
    case 'object':
      return node.entries;
    case 'attribute':
      return [node.object, node.name];
    case 'index':
      return [node.object, node.key];
    case 'splat':
      return [node.object, ...stepNodes(node.steps)];
    case 'call':
      return [node.name, ...node.arguments];
    case 'unary':
      return [node.operand];
    case 'binary':
      return [node.left, node.right];
    case 'conditional':
      return [node.condition, node.then, node.otherwise];
    case 'for': {
      const head = [...(node.key ? [node.key] : []), node.value, node.collection];
      if ('body' in node) return [...head, ...node.body];
      return [...head, ...(node.resultKey ? [node.resultKey] : []), node.result, ...(node.condition ? [node.condition] : [])];
    }
    case 'parentheses':
      return [node.inner];
    default:
      return [];
  }
}

function stepNodes(steps: readonly SplatStep[]): AnyNode[] {
  return steps.flatMap((step): AnyNode[] => ('attribute' in step ? [step.attribute] : 'key' in step ? [step.key] : stepNodes(step.steps)));
}

/** A node and all below it. */
export function* descendants(node: AnyNode): Generator<AnyNode> {
  yield node;
  for (const child of children(node)) yield* descendants(child);
}
