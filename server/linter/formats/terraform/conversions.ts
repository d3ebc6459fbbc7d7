import type { SourceFile } from '../../source.ts';
import type { Expression, ObjectExpression } from '../../syntax/hcl/ast.ts';
import { type Entry, entry, type Value } from '../../syntax/value.ts';
import { LazyEntry, LazyItem } from './collections.ts';
import { amount, truth, wordOf } from './operators.ts';
import { asSet } from './sets.ts';

/** A value converted to a primitive type; undefined where nobody can tell what becomes of it. Null stays null. */
export function convert(value: Value, type: 'string' | 'number' | 'bool'): Value | undefined {
  if (value.type === 'null') return value;
  const { span, use, slot } = value;
  switch (type) {
    case 'string': {
      if (value.type === 'string') return value;
      const text = wordOf(value);
      return text === undefined ? undefined : { type: 'string', parts: [{ text, span }], span, use, slot };
    }
    case 'number': {
      const number = amount(value);
      return number === undefined ? undefined : { type: 'number', value: number, span, use, slot };
    }
    default: {
      const boolean = truth(value);
      return boolean === undefined ? undefined : { type: 'boolean', value: boolean, span, use, slot };
    }
  }
}

/** What stands for the defaults of `optional()` in a type constraint: they may not refer to anything. */
export type EvaluateConstant = (expression: Expression) => Value;

/**
 * A value converted to a type constraint: sets are sets, attributes that an object lacks are null or their `optional()` default, those that the type
 * does not know are gone. What does not fit is left as it is. https://developer.hashicorp.com/terraform/language/expressions/type-constraints
 */
export function conform(value: Value, type: Expression, file: SourceFile, constant: EvaluateConstant): Value {
  if (value.type === 'null' || value.type === 'unknown') return value;
  if (type.kind === 'variable') {
    const primitive = type.name;
    if (primitive !== 'string' && primitive !== 'number' && primitive !== 'bool') return value;
    return convert(value, primitive) ?? value;
  }
  if (type.kind !== 'call') return value;
  const [inner] = type.arguments;
  if (!inner) return value;
  switch (type.name.text) {
    case 'optional':
      return conform(value, inner, file, constant);
    case 'list':
    case 'set': {
      if (value.type !== 'list') return value;
      const items = isPlain(inner)
        ? value.items
        : value.items.map((item) => new LazyItem(() => conform(item.value, inner, file, constant), value.span, item.extent));
      return type.name.text === 'set' ? asSet({ ...value, items }, value.span) : { ...value, set: false, items };
    }
    case 'map':
      if (value.type !== 'map' || isPlain(inner)) return value;
      return {
        ...value,
        entries: value.entries.map((each) => new LazyEntry(each.key, each.keySpan, () => conform(each.value, inner, file, constant))),
      };
    case 'object':
      return inner.kind === 'object' ? objectOf(value, inner, file, constant) : value;
    default:
      return value;
  }
}

/** Most elements are of types whose conversion changes nothing that anyone asks for. */
function isPlain(type: Expression): boolean {
  return type.kind === 'variable';
}

function objectOf(value: Value, type: ObjectExpression, file: SourceFile, constant: EvaluateConstant): Value {
  if (value.type !== 'map') return value;
  const entries: Entry[] = [];
  for (const { key, value: wanted } of type.entries) {
    const name = key.kind === 'variable' ? key.name : undefined;
    if (name === undefined) return value;
    const given = entry(value, name);
    const optional = wanted.kind === 'call' && wanted.name.text === 'optional' ? wanted : undefined;
    const otherwise = optional?.arguments[1];
    const missing = (): Value => (otherwise ? conform(constant(otherwise), wanted, file, constant) : { type: 'null', span: value.span });
    if (given) {
      entries.push(
        new LazyEntry(name, given.keySpan, () =>
          given.value.type === 'null' && otherwise ? missing() : conform(given.value, wanted, file, constant),
        ),
      );
    } else if (optional && value.complete) entries.push(new LazyEntry(name, value.span, missing));
  }
  return { ...value, entries };
}
