import { iamFamily } from '../../../../iam/catalog/families.ts';
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
  if (declaration?.type === `google_${family}`) return declarationKey(declaration);
  const body = declared.body();
  let parts = '';
  for (const name of parentAttributes.length > 1 ? parentAttributes.toSorted() : parentAttributes) {
    const own = part(declared, name, at(body, name));
    if (own === undefined) return undefined;
    parts += `\n${own}`;
  }
  const provider = expressionText(declared, 'provider');
  return `${rootOf(declared)}\n${family}\n${provider?.includes('.') ? provider : ''}${parts}`;
}

/** The same for what is known by its declaration. */
export function declarationKey({ type, address }: Pick<Reference, 'type' | 'address'>): string {
  return `${type.slice('google_'.length)}\n${address}`;
}

/** The same for the one thing that a published module names, where a literal or a reference names it and the family tells things apart by one attribute. */
export function moduleTargetKey(address: string, family: string, value: Value): string | undefined {
  const [name, ...others] = iamFamily(`google_${family}_iam_binding`)?.parentAttributes ?? [];
  if (name === undefined || others.length > 0) return undefined;
  const reference = value.type === 'string' ? soleReference(toText(value)) : undefined;
  if (reference?.type === `google_${family}`) return declarationKey(reference);
  const own = literalPart(name, value) ?? (reference && `${name} ${reference.address}.${reference.attribute}`);
  return own && [rootOf({ address }), family, '', own].join('\n');
}

function literalPart(name: string, value: Value): string | undefined {
  const literal = string(value);
  return literal === undefined ? undefined : `${name} "${literal.replace(/^(?:projects|folders|organizations)\/(?=[^/]+$)/, '')}"`;
}

function part(declared: Declared, name: string, value: Value | undefined): string | undefined {
  if (value === undefined || value.type === 'null') return name;
  const literal = literalPart(name, value);
  if (literal !== undefined) return literal;
  const text = flat(value.span);
  const reference = value.type === 'string' ? soleReference(toText(value)) : undefined;
  if (reference && !text.includes('[')) return `${name} ${reference.address}.${reference.attribute}`;
  const written = (expressionText(declared, name) ?? text).replace(/^"\$\{([^{}]*)\}"$/, '$1');
  return /\b(?:each|count|self)\./.test(text + written) ? undefined : `${name} ${moduleAddress(declared)}${written}`;
}

/** The directory of the module that is applied, by itself or by calling this one. */
function rootOf({ address }: Pick<Declared, 'address'>): string {
  return address.slice(0, address.indexOf('#') + 1);
}
