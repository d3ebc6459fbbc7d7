import { type Principal, parsePrincipal } from '../../../iam/principal.ts';
import { type AccountReference, parseAccount } from '../../../iam/serviceAccount.ts';
import { HOLE, type Reference, resolve, soleReference, type Text } from '../../../iam/text.ts';
import type { Attribute, RoleName } from '../model.ts';
import type { Spanned } from '../source.ts';
import { embeddedJson } from '../syntax/json.ts';
import { type Slot, toText, type Value } from '../syntax/value.ts';

/** Where an attribute is missing from: its place and how to write it there. */
export interface Absence extends Spanned {
  readonly slot?: Slot;
}

/**
 * An attribute of the model from a value: absent where there is none or it is null, unknown where the value is or `read` cannot tell.
 */
export function attribute<T>(value: Value | undefined, missing: Absence, read: (value: Value) => T | undefined): Attribute<T> {
  if (value === undefined) return { state: 'absent', span: missing.span, use: missing.use, slot: missing.slot };
  const { span, use, slot } = value;
  if (value.type === 'null') return { state: 'absent', span, use, slot };
  const known = value.type === 'unknown' ? undefined : read(value);
  return known === undefined
    ? { state: 'unknown', span, use, slot, reason: reasonOf(value) }
    : { state: 'known', value: known, span, use, slot };
}

/** Why a value cannot be read: what its reader says of it or of a part of it, or else that it has the wrong form. */
function reasonOf(value: Value): string {
  if (value.type === 'unknown') return value.reason;
  const hole = value.type === 'string' ? value.parts.find((part) => !('text' in part)) : undefined;
  return hole && !('text' in hole) ? (hole.reason ?? (hole.reference ? 'provider' : 'placeholder')) : 'form';
}

/** A string without holes, or whose references have values. */
export function string(value: Value): string | undefined {
  return value.type === 'string' ? resolve(toText(value)) : undefined;
}

/** A boolean, also as the strings that Kubernetes-style objects and Terraform take for one. */
export function boolean(value: Value): boolean | undefined {
  if (value.type === 'boolean') return value.value;
  const text = string(value)?.toLowerCase();
  return text === 'true' ? true : text === 'false' ? false : undefined;
}

/** A number, also as a string of digits. */
export function number(value: Value): number | undefined {
  if (value.type === 'number') return value.value;
  const text = string(value);
  return text !== undefined && /^-?\d+(?:\.\d+)?$/.test(text) ? Number(text) : undefined;
}

/** A list of strings that is known throughout. */
export function strings(value: Value): readonly string[] | undefined {
  if (value.type !== 'list' || !value.complete) return undefined;
  const all = value.items.map((item) => string(item.value));
  return all.every((each) => each !== undefined) ? (all as string[]) : undefined;
}

/** A list of strings that is known throughout, also as the JSON in one string. */
export function jsonStrings(value: Value): readonly string[] | undefined {
  const list = value.type === 'string' ? embeddedJson(value) : value;
  return list && strings(list);
}

/** A service account as written; half-typed emptiness is nothing to judge. */
export function account(value: Value): AccountReference | undefined {
  if (value.type !== 'string') return undefined;
  const text = toText(value);
  return text.text === '' ? undefined : parseAccount(text);
}

/** A member of an allow policy. */
export function principal(value: Value): Principal | undefined {
  return value.type === 'string' ? parsePrincipal(toText(value)) : undefined;
}

/** A role's name. */
export function role(value: Value): RoleName | undefined {
  if (value.type !== 'string') return undefined;
  const text = toText(value);
  const name = resolve(text);
  const reference = soleReference(text) ?? customRole(text);
  if (name === '' || (name === undefined && reference === undefined)) return undefined;
  return { name, reference };
}

const aroundId = new RegExp(`^(?:projects|organizations)/[^/]+/roles/${HOLE}$`);

/** The custom role whose full name is put together around its id. */
function customRole({ text, holes }: Text): Reference | undefined {
  const last = holes.at(-1);
  return aroundId.test(text) && last?.type.endsWith('_custom_role') ? last : undefined;
}
