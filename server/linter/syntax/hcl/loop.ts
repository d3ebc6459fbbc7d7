import type { Expression, Identifier } from './ast.ts';
import { COMMA } from './chars.ts';
import type { Cursor, ReadExpression } from './cursor.ts';
import { peek, report } from './cursor.ts';
import { atIdentifier, atKeyword, identifier, space } from './scan.ts';

/** `k, v in collection`, what stands behind `for` in expressions and in template directives. */
export interface LoopHead {
  readonly key: Identifier | undefined;
  readonly value: Identifier;
  readonly collection: Expression;
}

/** Reads what stands behind `for`; undefined, and reported, if it is not complete. */
export function loopHead(c: Cursor, expression: ReadExpression): LoopHead | undefined {
  space(c);
  let value = atIdentifier(c) ? identifier(c) : undefined;
  let key: Identifier | undefined;
  space(c);
  if (value && peek(c) === COMMA) {
    c.pos++;
    space(c);
    key = value;
    value = atIdentifier(c) ? identifier(c) : undefined;
    space(c);
  }
  if (!value || !atKeyword(c, 'in')) {
    report(c, c.pos, c.pos, value ? 'The keyword "in" is missing here.' : 'The name of a loop variable is missing here.');
    return undefined;
  }
  c.pos += 2;
  return { key, value, collection: expression(c) };
}
