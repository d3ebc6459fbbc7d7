import { createRequire } from 'node:module';
import { Language, Parser, type Node as SitterNode } from 'web-tree-sitter';
import type { Body, Expression, SplatStep, TemplatePart } from '../../../server/linter/syntax/hcl/ast.ts';
import { descendants } from './nodes.ts';

/** A parser of HCL by tree-sitter's grammar. */
export async function treeSitter(): Promise<Parser> {
  await Parser.init();
  const wasm = createRequire(import.meta.url).resolve('@tree-sitter-grammars/tree-sitter-hcl/tree-sitter-hcl.wasm');
  return new Parser().setLanguage(await Language.load(wasm));
}

const compared = new Set(
  `block attribute tuple object object_elem function_call for_tuple_expr for_object_expr unary_operation binary_operation conditional
   variable_expr numeric_lit bool_lit null_lit string_lit quoted_template heredoc_template template_interpolation`.split(/\s+/),
);

/**
 * The constructs in a tree-sitter tree, sorted: `type start end`, or one offset for a step of a traversal. Of a chain
 * of conditionals only the whole counts: the grammar joins `a ? b : c ? d : e` from the left, HCL from the right.
 */
export function sitterConstructs(root: SitterNode): string[] {
  const out: string[] = [];
  const visit = (node: SitterNode) => {
    const { type, startIndex, endIndex } = node;
    if (type === 'conditional' && isFirstOfConditional(node.parent)) return node.children.forEach(visitChild);
    if (compared.has(type)) out.push(`${type} ${startIndex} ${endIndex}`);
    else if (type === 'get_attr' || type === 'index') out.push(`${type} ends ${endIndex}`);
    else if (type === 'attr_splat' || type === 'full_splat') out.push(`${type} starts ${startIndex}`);
    node.children.forEach(visitChild);
  };
  const visitChild = (node: SitterNode | null) => {
    if (node) visit(node);
  };
  visit(root);
  return out.sort();
}

function isFirstOfConditional(node: SitterNode | null): boolean {
  return node?.type === 'expression' && node.parent?.type === 'conditional' && node.parent.child(0)?.id === node.id;
}

/** The same of our tree. */
export function constructs(text: string, body: Body): string[] {
  const out: string[] = [];
  const add = (type: string, { start, end }: Span) => out.push(`${type} ${start} ${end}`);
  const addSplat = (full: boolean, start: number, steps: readonly SplatStep[]) => {
    out.push(`${full ? 'full' : 'attr'}_splat starts ${start}`);
    let at = start + (full ? '[*]' : '.*').length;
    for (const step of steps) {
      if ('steps' in step) {
        addSplat(step.full, at, step.steps);
        continue;
      }
      at = 'key' in step ? indexEnd(text, step.key) : step.attribute.end;
      out.push(`${'key' in step ? 'index' : 'get_attr'} ends ${at}`);
    }
  };
  const chained = new Set<object>();
  for (const node of descendants(body)) {
    if ('attributes' in node) continue;
    if ('labels' in node) {
      add('block', node);
      for (const { start, end, quoted } of node.labels) if (quoted) add('string_lit', { start: start - 1, end: end + 1 });
    } else if (!('kind' in node)) {
      if ('value' in node) add('key' in node ? 'object_elem' : 'attribute', node);
    } else if (node.kind === 'splat') addSplat(node.full, node.object.end, node.steps);
    else if (node.kind === 'attribute') out.push(`get_attr ends ${node.end}`);
    else if (node.kind === 'index') out.push(`index ends ${node.end}`);
    else if (node.kind !== 'literal' || !isLegacyIndex(text, node.start)) {
      if (node.kind === 'conditional') chained.add(node.otherwise);
      const type = sitterType(node);
      if (type && !(node.kind === 'conditional' && chained.has(node))) add(type, node);
    }
  }
  return out.sort();
}

interface Span {
  readonly start: number;
  readonly end: number;
}

function indexEnd(text: string, key: Span): number {
  return isLegacyIndex(text, key.start) ? key.end : text.indexOf(']', key.end) + 1;
}

/** Whether a dot stands before a literal, as in `x.0`; tree-sitter has no node for its number. */
function isLegacyIndex(text: string, start: number): boolean {
  return text[start - 1] === '.';
}

function sitterType(node: Expression | TemplatePart): string | undefined {
  switch (node.kind) {
    case 'list':
      return 'tuple';
    case 'object':
      return 'object';
    case 'call':
      return 'function_call';
    case 'for':
      return 'body' in node ? undefined : node.resultKey ? 'for_object_expr' : 'for_tuple_expr';
    case 'unary':
      return 'unary_operation';
    case 'binary':
      return 'binary_operation';
    case 'conditional':
      return 'conditional';
    case 'variable':
      return 'variable_expr';
    case 'literal':
      return typeof node.value === 'number' ? 'numeric_lit' : node.value === null ? 'null_lit' : 'bool_lit';
    case 'template':
      return node.heredoc ? 'heredoc_template' : node.parts.every((part) => part.kind === 'text') ? 'string_lit' : 'quoted_template';
    case 'interpolation':
      return 'template_interpolation';
    default:
      return undefined;
  }
}
