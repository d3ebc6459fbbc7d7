import type { Span } from '../../source.ts';
import type { BinaryOperator } from '../../syntax/hcl/ast.ts';
import { entry, type Part, type StringValue, type Value } from '../../syntax/value.ts';
import { string } from '../attribute.ts';
import { sortedEntries } from './collections.ts';

/** What an operator makes of its operands; undefined where that depends on what is unknown. The second operand is evaluated where it is needed. */
export function operation(operator: BinaryOperator, left: Value, other: () => Value): number | boolean | undefined {
  switch (operator) {
    case '==':
      return equal(left, other());
    case '!=': {
      const same = equal(left, other());
      return same === undefined ? undefined : !same;
    }
    case '&&': {
      const first = truth(left);
      if (first === false) return false;
      const second = truth(other());
      return second === false ? false : first && second;
    }
    case '||': {
      const first = truth(left);
      if (first === true) return true;
      const second = truth(other());
      return second === true ? true : first === undefined ? undefined : second;
    }
    default: {
      const [a, b] = [amount(left), amount(other())];
      return a === undefined || b === undefined ? undefined : arithmetic[operator](a, b);
    }
  }
}

const arithmetic: Readonly<
  Record<Exclude<BinaryOperator, '==' | '!=' | '&&' | '||'>, (a: number, b: number) => number | boolean | undefined>
> = {
  '+': (a, b) => a + b,
  '-': (a, b) => a - b,
  '*': (a, b) => a * b,
  '/': (a, b) => (b === 0 ? undefined : a / b),
  '%': (a, b) => (b === 0 ? undefined : a % b),
  '<': (a, b) => a < b,
  '<=': (a, b) => a <= b,
  '>': (a, b) => a > b,
  '>=': (a, b) => a >= b,
};

/** A value as a condition: a boolean, or the string that Terraform converts to one. */
export function truth(value: Value): boolean | undefined {
  if (value.type === 'boolean') return value.value;
  const text = value.type === 'string' ? string(value) : undefined;
  return text === 'true' ? true : text === 'false' ? false : undefined;
}

/** A value as a number: one, or the string that Terraform converts to one. */
export function amount(value: Value | undefined): number | undefined {
  if (value?.type === 'number') return value.value;
  const text = value?.type === 'string' ? string(value) : undefined;
  return text !== undefined && /^-?\d+(?:\.\d+)?(?:[eE][+-]?\d+)?$/.test(text) ? Number(text) : undefined;
}

/** A value as a string, where it is known throughout: numbers and booleans are converted. */
export function wordOf(value: Value | undefined): string | undefined {
  switch (value?.type) {
    case 'string':
      return string(value);
    case 'number':
    case 'boolean':
      return String(value.value);
    default:
      return undefined;
  }
}

/** A value as it stands inside a longer string: a hole at `here` for what is unknown. */
export function textParts(value: Value | undefined, here: Span): readonly Part[] {
  if (value?.type === 'string') return value.parts;
  const text = wordOf(value);
  if (text !== undefined) return [{ text, span: here }];
  return [{ reference: undefined, reason: value?.type === 'unknown' ? value.reason : 'error', span: here }];
}

/** Whether two values mean the same; undefined where a part of them that counts is unknown. Values of different types differ. */
export function equal(left: Value, right: Value): boolean | undefined {
  if (left.type === 'unknown' || right.type === 'unknown') return undefined;
  if (left.type === 'null' || right.type === 'null') return sameNull(left, right);
  if (left.type === 'string' && right.type === 'string') return sameText(left, right);
  if (left.type === 'list' && right.type === 'list') {
    const same = left.items.map((item, index) => {
      const other = right.items[index];
      return other && equal(item.value, other.value);
    });
    if (left.set || right.set || !left.complete || !right.complete) {
      return left.complete && right.complete && left.items.length === right.items.length && same.every((each) => each === true)
        ? true
        : undefined;
    }
    return left.items.length === right.items.length && all(same);
  }
  if (left.type === 'map' && right.type === 'map') {
    if (!left.complete || !right.complete) return undefined;
    const own = sortedEntries(left);
    if (own.length !== sortedEntries(right).length) return false;
    return all(
      own.map((each) => {
        const other = entry(right, each.key);
        return other ? equal(each.value, other.value) : false;
      }),
    );
  }
  return scalar(left) === scalar(right) && left.type === right.type;
}

function all(same: readonly (boolean | undefined)[]): boolean | undefined {
  if (same.includes(false)) return false;
  return same.includes(undefined) ? undefined : true;
}

/** An attribute of something else may be null; what has text, elements or a value is not. */
function sameNull(left: Value, right: Value): boolean | undefined {
  if (left.type === right.type) return true;
  const other = left.type === 'null' ? right : left;
  return other.type === 'string' && !hasText(other) ? undefined : false;
}

function sameText(left: StringValue, right: StringValue): boolean | undefined {
  const [one, other] = [string(left), string(right)];
  if (one !== undefined && other !== undefined) return one === other;
  if (one === '' ? hasText(right) : other === '' && hasText(left)) return false;
  return undefined;
}

/** The attributes that the API never leaves empty. */
const neverEmpty: ReadonlySet<string> = new Set(['id', 'name', 'email', 'member', 'unique_id', 'self_link', 'number']);

/** Whether a string, parts of which may be unknown, is certainly not empty. */
export function hasText({ parts }: StringValue): boolean {
  return parts.some((part) =>
    'text' in part
      ? part.text !== ''
      : part.reference !== undefined && (part.reference.value ? true : neverEmpty.has(part.reference.attribute)),
  );
}

function scalar(value: Value): number | boolean | undefined {
  return value.type === 'number' || value.type === 'boolean' ? value.value : undefined;
}
