import type { Grant } from '../../model.ts';
import { at, type Entry, entry, type Item, property, type Value } from '../../syntax/value.ts';
import { string } from '../attribute.ts';
import { type Binding, bindingGrants } from '../policyFacts.ts';
import { textAt } from './collections.ts';
import { callLabel } from './declared.ts';
import type { ForeignCall } from './moduleInstance.ts';
import { moduleTarget } from './moduleTarget.ts';
import { type Shape, wellKnownModules } from './wellKnownModules.ts';

/** The grants that arguments of well-known published modules are. */
export function moduleGrants(call: ForeignCall): Grant[] {
  const known = wellKnownModules.find(({ source }) => source.test(call.source ?? ''));
  if (!known) return [];
  const owner = callLabel(call);
  const body = call.body();
  const resource = moduleTarget(at(body, known.parent), known.level, known.family);
  const authoritative = known.grants.bindings !== undefined && authoritativeMode(body);
  return Object.entries(known.grants).flatMap(([name, { shape, authority }]) => {
    const value = at(body, name);
    if (value === undefined) return [];
    const granted = { owner, resource, policy: undefined, authority: authoritative ? 'binding' : authority } as const;
    return bindings[shape](value).flatMap((binding) => bindingGrants({ ...granted, ...binding }));
  });
}

type Part = Pick<Binding, 'role' | 'members' | 'condition'>;

/** Reads a collection of grants by its shape. The known elements of a partly unknown one count. */
const bindings: Readonly<Record<Shape, (value: Value) => readonly Part[]>> = {
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
  invokers: (value) => [
    {
      role: { type: 'string', parts: [{ text: 'roles/run.invoker', span: value.span }], span: value.span },
      members: value,
      condition: undefined,
    },
  ],
  'conditional-bindings': (value) =>
    itemsOf(value).map(({ value: binding }) => ({
      role: property(binding, 'role'),
      members: property(binding, 'members'),
      condition: { key: 'condition', keySpan: binding.span, value: binding },
    })),
};

function authoritativeMode(body: Value): boolean {
  const mode = at(body, 'mode');
  return mode !== undefined && string(mode) === 'authoritative';
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
