import type { AllowPolicy, Attribute, Condition, Grant, Resource } from '../model.ts';
import type { Span, Spanned } from '../source.ts';
import { newEntry } from '../syntax/newEntry.ts';
import { at, entry, type Item, property, type Value } from '../syntax/value.ts';
import { attribute, number, principal, role, string } from './attribute.ts';

/** One binding wherever it is written: a policy file, a policy in a Terraform string, a `_iam_binding` resource. */
export interface Binding {
  readonly role: Value | undefined;
  readonly members: Value | undefined;
  readonly condition: Value | undefined;
  /** What a role or the members are missing from. */
  readonly owner: Spanned;
  readonly resource: Resource;
  readonly authority: Grant['authority'];
  readonly policy: AllowPolicy | undefined;
  /** The text to delete when its only member goes; absent where an empty binding is fine. */
  readonly extent?: Span;
}

/** A grant for each member of the binding, known or not; a member that is not in a list stands for itself. */
export function bindingGrants(binding: Binding): Grant[] {
  const { owner, resource, authority, policy } = binding;
  const granted = attribute(binding.role, owner, role);
  const condition = readCondition(binding.condition, owner);
  const items = memberItems(binding.members);
  return items.map(({ value, extent }) => ({
    span: value.span,
    use: value.use,
    role: granted,
    principal: attribute(value, owner, principal),
    condition,
    resource,
    authority,
    policy,
    extent: items.length === 1 ? (binding.extent ?? extent) : extent,
  }));
}

/** A condition, where the binding has one; an unknown one counts, so that nobody takes the grant for unconditional. */
export function readCondition(value: Value | undefined, owner: Spanned): Condition | undefined {
  if (value === undefined || value.type === 'null') return undefined;
  if (value.type === 'list')
    return value.items[0] ? readCondition(value.items[0].value, owner) : value.complete ? undefined : unknownCondition(value);
  return {
    span: value.span,
    use: value.use,
    title: conditionPart(value, 'title'),
    expression: conditionPart(value, 'expression'),
  };
}

/** What a policy written as a whole says: the policy itself and its grants. `value` is the object that has `bindings`. */
export function readPolicy(
  value: Value,
  resource: Resource,
  origin: AllowPolicy['origin'],
  owner?: Spanned,
): { policy: AllowPolicy; grants: Grant[] } {
  const bindings = entry(value, 'bindings');
  const key: Spanned = owner ?? { span: bindings?.keySpan ?? value.span };
  const items = bindings?.value.type === 'list' ? bindings.value.items : [];
  const condition = items.map((item) => readCondition(entry(item.value, 'condition')?.value, key)).find((each) => each !== undefined);
  const policy: AllowPolicy = {
    ...key,
    resource,
    origin,
    conditional: condition !== undefined,
    condition,
    version: attribute(property(value, 'version'), { ...key, slot: bindings && newEntry('version', bindings.keySpan) }, number),
    etag: attribute(property(value, 'etag'), key, string),
  };
  const grants = items.flatMap(({ value: binding, extent }) =>
    bindingGrants({
      role: at(binding, 'role'),
      members: at(binding, 'members'),
      condition: at(binding, 'condition'),
      owner: { span: binding.span, use: binding.use },
      resource,
      authority: 'policy',
      policy,
      extent,
    }),
  );
  return { policy, grants };
}

function memberItems(members: Value | undefined): readonly Item[] {
  if (members === undefined || members.type === 'null') return [];
  return members.type === 'list' ? members.items : [{ value: members }];
}

function conditionPart(value: Value, key: string): Attribute<string> {
  if (value.type !== 'map') return { state: 'unknown', span: value.span, use: value.use };
  return attribute(at(value, key), { span: value.span, use: value.use }, string);
}

function unknownCondition({ span, use }: Value): Condition {
  return { span, use, title: { state: 'unknown', span, use }, expression: { state: 'unknown', span, use } };
}
