import type { Value } from '../../syntax/value.ts';
import type { TerraformFunction } from './functions.ts';
import { amount, wordOf } from './operators.ts';

/** The functions of numbers, and those that count. */
export const numberFunctions: Readonly<Record<string, TerraformFunction>> = {
  abs: one(Math.abs),
  ceil: one(Math.ceil),
  floor: one(Math.floor),
  signum: one(Math.sign),
  max: fold((numbers) => Math.max(...numbers)),
  min: fold((numbers) => Math.min(...numbers)),
  pow: two((base, exponent) => base ** exponent),
  log: two((value, base) => Math.log(value) / Math.log(base)),
  sum: ([list], place) => {
    if (list?.type !== 'list' || !list.complete) return undefined;
    const numbers = list.items.map(({ value }) => amount(value));
    return numbers.every((each) => each !== undefined)
      ? result(
          numbers.reduce((total, each) => total + each, 0),
          place.span,
        )
      : undefined;
  },
  parseint: ([text, base], place) => {
    const digits = wordOf(text)?.toLowerCase();
    const radix = amount(base);
    if (digits === undefined || radix === undefined || radix < 2 || radix > 36 || !/^-?[0-9a-z]+$/.test(digits)) return undefined;
    const value = Number.parseInt(digits, radix);
    return value.toString(radix) === digits.replace(/^(-?)0+(?=.)/, '$1') ? result(value, place.span) : undefined;
  },
};

function one(compute: (number: number) => number): TerraformFunction {
  return ([value], { span }) => {
    const number = amount(value);
    return number === undefined ? undefined : result(compute(number), span);
  };
}

function two(compute: (first: number, second: number) => number): TerraformFunction {
  return ([first, second], { span }) => {
    const [a, b] = [amount(first), amount(second)];
    return a === undefined || b === undefined ? undefined : result(compute(a, b), span);
  };
}

function fold(compute: (numbers: readonly number[]) => number): TerraformFunction {
  return (parameters, { span }) => {
    const numbers = parameters.map(amount);
    return numbers.length > 0 && numbers.every((each) => each !== undefined) ? result(compute(numbers), span) : undefined;
  };
}

function result(value: number, span: Value['span']): Value | undefined {
  return Number.isFinite(value) ? { type: 'number', value, span } : undefined;
}
