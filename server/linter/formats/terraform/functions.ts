import type { Value } from '../../syntax/value.ts';
import type { Budget } from './budget.ts';
import { collectionFunctions } from './collectionFunctions.ts';
import { encodingFunctions } from './encodingFunctions.ts';
import { numberFunctions } from './numberFunctions.ts';
import type { Place } from './place.ts';
import { stringFunctions } from './stringFunctions.ts';

/** One of Terraform's functions over values; undefined where its result cannot be told. */
export type TerraformFunction = (parameters: readonly Value[], place: Place, budget: Budget) => Value | undefined;

/**
 * Terraform's functions, as far as their results can be read off the text. All others are unknown: those that ask the clock, the dice or the network.
 * Those that read files are in fileFunctions.ts. https://developer.hashicorp.com/terraform/language/functions
 */
export const functions: Readonly<Record<string, TerraformFunction | undefined>> = {
  ...stringFunctions,
  ...numberFunctions,
  ...collectionFunctions,
  ...encodingFunctions,
};

/** Whether the function takes what its parameters cannot be. */
export function isAttempt(name: string): name is 'try' | 'can' {
  return name === 'try' || name === 'can';
}

/** `try`: the first parameter that Terraform does not refuse. `can`: whether it does not refuse the only one. */
export function attempt(name: 'try' | 'can', parameters: Iterable<Value>, { span, slot }: Place): Value {
  for (const value of parameters) {
    const refused = value.type === 'unknown' && value.reason === 'error';
    if (name === 'try') {
      if (!refused) return value;
    } else if (value.type !== 'unknown' || refused) return { type: 'boolean', value: !refused, span, slot };
    else return { type: 'unknown', reason: value.reason, span, slot };
  }
  return { type: 'unknown', reason: 'error', span, slot };
}
