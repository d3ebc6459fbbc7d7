import type { Body, Expression, SplatStep, Template, TemplatePart } from './ast.ts';

/** The expressions that stand directly in a body and in the blocks within it, in source order of each body. */
export function expressionsOf({ attributes, blocks }: Body): readonly Expression[] {
  return [...attributes.map(({ value }) => value), ...blocks.flatMap(({ body }) => expressionsOf(body))];
}

/** The expressions directly within an expression; those of a template are its interpolations, conditions and collections. */
export function children(expression: Expression): readonly Expression[] {
  switch (expression.kind) {
    case 'template':
      return expression.parts.flatMap(within);
    case 'list':
      return expression.items;
    case 'object':
      return expression.entries.flatMap(({ key, value }) => [key, value]);
    case 'attribute':
      return [expression.object];
    case 'index':
      return [expression.object, expression.key];
    case 'splat':
      return [expression.object, ...expression.steps.flatMap(keys)];
    case 'call':
      return expression.arguments;
    case 'unary':
      return [expression.operand];
    case 'binary':
      return [expression.left, expression.right];
    case 'conditional':
      return [expression.condition, expression.then, expression.otherwise];
    case 'for':
      return [expression.collection, expression.resultKey, expression.result, expression.condition].filter((each) => each !== undefined);
    case 'parentheses':
      return [expression.inner];
    default:
      return [];
  }
}

/** The stretches of a template one after another, those that a directive chooses or repeats in lists of their own. */
export function stretchesOf({ parts }: Pick<Template, 'parts'>): readonly (readonly TemplatePart[])[] {
  return [
    parts,
    ...parts.flatMap((part) => {
      if (part.kind === 'if') return [...stretchesOf({ parts: part.then }), ...stretchesOf({ parts: part.otherwise })];
      return part.kind === 'for' ? stretchesOf({ parts: part.body }) : [];
    }),
  ];
}

function within(part: TemplatePart): readonly Expression[] {
  switch (part.kind) {
    case 'interpolation':
      return [part.expression];
    case 'if':
      return [part.condition, ...part.then.flatMap(within), ...part.otherwise.flatMap(within)];
    case 'for':
      return [part.collection, ...part.body.flatMap(within)];
    default:
      return [];
  }
}

function keys(step: SplatStep): readonly Expression[] {
  if ('attribute' in step) return [];
  return 'key' in step ? [step.key] : step.steps.flatMap(keys);
}
