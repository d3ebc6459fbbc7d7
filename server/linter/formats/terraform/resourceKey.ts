import { type Reference, soleReference } from '../../../../iam/text.ts';
import { at, toText, type Value } from '../../syntax/value.ts';
import { string } from '../attribute.ts';
import { type Declared, moduleAddress } from './declared.ts';
import { expressionText, flat } from './expressionText.ts';

/** Arguments that any resource may have; they say nothing of what it is. */
export const metaArguments: ReadonlySet<string> = new Set([
  'count',
  'for_each',
  'depends_on',
  'provider',
  'lifecycle',
  'provisioner',
  'connection',
  'timeouts',
]);

/**
 * Identifies what an IAM resource writes the policy of, among all that one root module applies: by its declaration where that is certain, or else by the
 * literal names and expressions of these attributes. Undefined where an expression means something else in each instance.
 */
export function resourceKey(
  declared: Declared,
  family: string,
  parentAttributes: readonly string[],
  declaration: Reference | undefined,
): string | undefined {
  if (declaration?.type === `google_${family}`) return `${family}\n${declaration.address}`;
  const body = declared.body();
  const parts = [...parentAttributes].sort().map((name) => part(declared, name, at(body, name)));
  if (parts.some((each) => each === undefined)) return undefined;
  const provider = expressionText(declared, 'provider');
  return [rootOf(declared), family, provider?.includes('.') ? provider : '', ...parts].join('\n');
}

function part(declared: Declared, name: string, value: Value | undefined): string | undefined {
  if (value === undefined || value.type === 'null') return name;
  const literal = string(value);
  if (literal !== undefined) return `${name} "${literal.replace(/^(?:projects|folders|organizations)\/(?=[^/]+$)/, '')}"`;
  const text = flat(value.span);
  const reference = value.type === 'string' ? soleReference(toText(value)) : undefined;
  if (reference && !text.includes('[')) return `${name} ${reference.address}.${reference.attribute}`;
  const written = (expressionText(declared, name) ?? text).replace(/^"\$\{([^{}]*)\}"$/, '$1');
  return /\b(?:each|count|self)\./.test(text + written) ? undefined : `${name} ${moduleAddress(declared)}${written}`;
}

/** The directory of the module that is applied, by itself or by calling this one. */
function rootOf({ address }: Declared): string {
  return address.slice(0, address.indexOf('#') + 1);
}
