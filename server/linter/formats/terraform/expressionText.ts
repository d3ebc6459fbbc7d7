import { type Span, textOf } from '../../source.ts';
import type { Attribute } from '../../syntax/hcl/ast.ts';
import type { Declaration } from './modules.ts';
import { nodeSpan } from './place.ts';

/** The attribute of a block as it is written there. */
export function writtenAttribute({ block }: Declaration, name: string): Attribute | undefined {
  return block.body.attributes.find((each) => each.name.text === name);
}

/** The expression of an attribute as it is written, however it is laid out; undefined where the block does not have it. */
export function expressionText(declaration: Declaration, name: string): string | undefined {
  const written = writtenAttribute(declaration, name);
  return written && flat(nodeSpan(written.value, declaration.file));
}

/** The text of a span with each stretch of white space as one space. */
export function flat(span: Span): string {
  return textOf(span).replace(/\s+/g, ' ').trim();
}
