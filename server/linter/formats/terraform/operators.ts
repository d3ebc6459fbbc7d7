import type { Binary } from '../../syntax/hcl/ast.ts';
import { literal, type Value } from '../../syntax/value.ts';

/** The operators that choose between configurations; undefined for others and where an operand is unknown. */
export function comparison(operator: Binary['operator'], left: Value, right: Value): boolean | undefined {
  switch (operator) {
    case '==':
      return equal(left, right);
    case '!=': {
      const same = equal(left, right);
      return same === undefined ? undefined : !same;
    }
    case '&&':
      if (isBoolean(left, false) || isBoolean(right, false)) return false;
      return isBoolean(left, true) && isBoolean(right, true) ? true : undefined;
    case '||':
      if (isBoolean(left, true) || isBoolean(right, true)) return true;
      return isBoolean(left, false) && isBoolean(right, false) ? false : undefined;
    default:
      return undefined;
  }
}

function equal(left: Value, right: Value): boolean | undefined {
  const one = scalar(left);
  const other = scalar(right);
  if (one !== undefined && other !== undefined) return one === other;
  const thing = left.type === 'null' ? right : right.type === 'null' ? left : undefined;
  // What has elements is not null, whatever they are.
  return thing?.type === 'list' || thing?.type === 'map' ? false : undefined;
}

function scalar(value: Value): string | number | boolean | null | undefined {
  if (value.type === 'null') return null;
  return value.type === 'number' || value.type === 'boolean' ? value.value : literal(value);
}

function isBoolean(value: Value, wanted: boolean): boolean {
  return value.type === 'boolean' && value.value === wanted;
}
