import type { Grant, PolicyStatement } from '../../model.ts';
import { at, type Entry, entry, type Item, property, type Value } from '../../syntax/value.ts';
import { boolean, string } from '../attribute.ts';
import { type Binding, bindingGrants } from '../policyFacts.ts';
import { textAt } from './collections.ts';
import { callLabel } from './declared.ts';
import type { ForeignCall } from './moduleInstance.ts';
import { moduleTarget } from './moduleTarget.ts';
import { moduleTargetKey } from './resourceKey.ts';
import { isWhole, moduleStatement } from './statements.ts';
import { type Shape, type WellKnownModule, wellKnownModules } from './wellKnownModules.ts';

/**
 * The grants that arguments of well-known published modules are. Those whose `mode` tells whether they are authoritative state in place of IAM resources
 * a binding for each role and condition, or each member. https://github.com/terraform-google-modules/terraform-google-iam/blob/main/modules/helper/main.tf, read on 2026-11-23
 */
export function moduleGrants(call: ForeignCall): { readonly grants: readonly Grant[]; readonly statements: readonly PolicyStatement[] } {
  const known = moduleOf(call);
  const all = granted(call);
  return {
    grants: all.flatMap(({ grants }) => grants),
    statements: known?.grants.bindings && modeOf(call.body()) !== 'unknown' ? statements(call, known, all) : [],
  };
}

function statements(call: ForeignCall, { family, parent }: WellKnownModule, all: ReturnType<typeof granted>): PolicyStatement[] {
  const targets = at(call.body(), parent);
  const [only, ...others] = targets?.type === 'list' && targets.complete ? targets.items.map(({ value }) => value) : [];
  const key = only && others.length === 0 ? moduleTargetKey(call.address, family, only) : undefined;
  return all.flatMap(({ role, members, condition, grants, authority, resource }) => {
    const stated = { role, condition, resource: { ...resource, key } };
    return authority === 'binding'
      ? [moduleStatement(call, { ...stated, states: authority, grants, complete: isWhole(members) })]
      : grants.map((grant) => moduleStatement(call, { ...stated, states: 'member', grants: [grant], complete: true }));
  });
}

/** The bindings in the arguments of a call, with the grants that each is. */
function granted(call: ForeignCall) {
  const known = moduleOf(call);
  if (!known) return [];
  const owner = callLabel(call);
  const body = call.body();
  const resource = moduleTarget(at(body, known.parent), known.level, known.family);
  const authoritative = known.grants.bindings !== undefined && modeOf(body) === 'authoritative';
  return Object.entries(known.grants).flatMap(([name, grant]) => {
    const value = at(body, name);
    const authority = authoritative ? 'binding' : grant.authority;
    return (value ? parts(grant.shape, value, body) : []).map((binding) => ({
      ...binding,
      authority,
      resource,
      grants: bindingGrants({ owner, resource, policy: undefined, authority, ...binding }),
    }));
  });
}

function moduleOf({ source = '' }: ForeignCall): WellKnownModule | undefined {
  return wellKnownModules.find((each) => each.source.test(source));
}

type Part = Pick<Binding, 'role' | 'members' | 'condition'>;

/** Reads a collection of grants by its shape. The known elements of a partly unknown one count. */
const bindings: Readonly<Record<Shape & string, (value: Value) => readonly Part[]>> = {
  'members-by-role': (value) => entriesOf(value).map((each) => ({ role: keyOf(each), members: each.value, condition: undefined })),
  'roles-by-principal': (value) =>
    entriesOf(value).flatMap((each) =>
      itemsOf(each.value).map((role) => ({ role: role.value, members: keyOf(each), condition: undefined })),
    ),
  'roles-by-group': (value) =>
    entriesOf(value).flatMap((each) =>
      itemsOf(each.value).map((role) => ({ role: role.value, members: group(keyOf(each)), condition: undefined })),
    ),
  'bindings-by-key': (value) =>
    entriesOf(value).map((each) => ({
      role: property(each.value, 'role'),
      members: property(each.value, 'members'),
      condition: conditionOf(each.value),
    })),
  'members-by-key': (value) =>
    [...entriesOf(value), ...itemsOf(value)].map((each) => ({
      role: property(each.value, 'role'),
      members: property(each.value, 'member'),
      condition: conditionOf(each.value),
    })),
  'conditional-bindings': (value) =>
    itemsOf(value).map(({ value: binding }) => ({
      role: property(binding, 'role'),
      members: property(binding, 'members'),
      condition: { key: 'condition', keySpan: binding.span, value: binding },
    })),
};

function parts(shape: Shape, value: Value, body: Value): readonly Part[] {
  if (typeof shape === 'string') return bindings[shape](value);
  const { role, when } = shape;
  const switched = when && at(body, when);
  if (when && !(switched && boolean(switched))) return [];
  return [{ role: { type: 'string', parts: [{ text: role, span: value.span }], span: value.span }, members: value, condition: undefined }];
}

/** Nothing but one word makes a binding authoritative. */
function modeOf(body: Value): 'authoritative' | 'additive' | 'unknown' {
  const mode = at(body, 'mode');
  if (mode === undefined || mode.type === 'null') return 'additive';
  const word = string(mode);
  return word === undefined ? 'unknown' : word === 'authoritative' ? 'authoritative' : 'additive';
}

/** A condition that nobody can rule out is an unknown one. */
function conditionOf(binding: Value): Entry | undefined {
  const known = entry(binding, 'condition');
  const value = known ? undefined : property(binding, 'condition');
  return known ?? (value && { key: 'condition', keySpan: binding.span, value });
}

function entriesOf(value: Value): readonly Entry[] {
  return value.type === 'map' ? value.entries : [];
}

function itemsOf(value: Value | undefined): readonly Item[] {
  return value?.type === 'list' ? value.items : [];
}

function keyOf({ key, keySpan }: Entry): Value {
  return textAt(key, keySpan);
}

function group(value: Value): Value {
  return value.type === 'string' ? { ...value, parts: [{ text: 'group:', span: value.span }, ...value.parts] } : value;
}
