import type { Body, Document, Expression, SplatStep, TemplatePart } from '../../../server/linter/syntax/hcl/ast.ts';

/** A document's tree as text: a line for each attribute and block, operators in parentheses. */
export function printDocument({ body }: Document): string {
  return printBody(body, '');
}

function printBody(body: Body, indentation: string): string {
  const items = [
    ...body.attributes.map(({ start, name, value }) => ({ start, text: `${indentation}${name.text} = ${printExpression(value)}\n` })),
    ...body.blocks.map(({ start, type, labels, body }) => {
      const header = [type.text, ...labels.map(({ text, quoted }) => (quoted ? JSON.stringify(text) : text))].join(' ');
      return { start, text: `${indentation}${header} {\n${printBody(body, `${indentation}  `)}${indentation}}\n` };
    }),
  ];
  return items
    .sort((a, b) => a.start - b.start)
    .map(({ text }) => text)
    .join('');
}

/** An expression's tree as text. */
export function printExpression(node: Expression): string {
  switch (node.kind) {
    case 'literal':
      return node.raw;
    case 'template':
      return `${node.heredoc ? 'heredoc' : ''}"${node.parts.map(printPart).join('')}"`;
    case 'list':
      return `[${node.items.map(printExpression).join(', ')}]`;
    case 'object':
      return `{${node.entries.map(({ key, value }) => `${printExpression(key)}: ${printExpression(value)}`).join(', ')}}`;
    case 'variable':
      return node.name;
    case 'attribute':
      return `${printExpression(node.object)}.${node.name.text || '<missing>'}`;
    case 'index':
      return `${printExpression(node.object)}[${printExpression(node.key)}]`;
    case 'splat':
      return printExpression(node.object) + printSplat(node.full, node.steps);
    case 'call':
      return `${node.name.text}(${node.arguments.map(printExpression).join(', ')}${node.spread ? '...' : ''})`;
    case 'unary':
      return `(${node.operator}${printExpression(node.operand)})`;
    case 'binary':
      return `(${printExpression(node.left)} ${node.operator} ${printExpression(node.right)})`;
    case 'conditional':
      return `(${printExpression(node.condition)} ? ${printExpression(node.then)} : ${printExpression(node.otherwise)})`;
    case 'for': {
      const names = node.key ? `${node.key.text}, ${node.value.text}` : node.value.text;
      const key = node.resultKey ? `${printExpression(node.resultKey)} => ` : '';
      const condition = node.condition ? ` if ${printExpression(node.condition)}` : '';
      return `<for ${names} in ${printExpression(node.collection)}: ${key}${printExpression(node.result)}${node.group ? '...' : ''}${condition}>`;
    }
    case 'parentheses':
      return `paren(${printExpression(node.inner)})`;
    case 'missing':
      return '<missing>';
  }
}

function printSplat(full: boolean, steps: readonly SplatStep[]): string {
  const printed = steps.map((step) => {
    if ('attribute' in step) return `.${step.attribute.text}`;
    return 'key' in step ? `[${printExpression(step.key)}]` : printSplat(step.full, step.steps);
  });
  return `${full ? '[*' : '<*'}${printed.join('')}${full ? ']' : '>'}`;
}

function printPart(part: TemplatePart): string {
  switch (part.kind) {
    case 'text':
      return `'${JSON.stringify(part.text).slice(1, -1)}'`;
    case 'interpolation':
      return `\${${printExpression(part.expression)}}`;
    case 'if':
      return `%if(${printExpression(part.condition)}){${part.then.map(printPart).join('')}}else{${part.otherwise.map(printPart).join('')}}`;
    case 'for':
      return `%for(${part.key ? `${part.key.text}, ` : ''}${part.value.text} in ${printExpression(part.collection)}){${part.body.map(printPart).join('')}}`;
  }
}
