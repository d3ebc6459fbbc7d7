import type { IamFamily } from '../../../../iam/catalog/families.ts';
import type { Additive, Grant, PolicyStatement, Resource } from '../../model.ts';
import { at, type Entry, entry, type Value } from '../../syntax/value.ts';
import { attribute, role } from '../attribute.ts';
import { readCondition } from '../policyFacts.ts';
import { callLabel, type Declared, moduleAddress, typeLabel } from './declared.ts';
import { expressionText, writtenAttribute } from './expressionText.ts';
import type { ForeignCall } from './moduleInstance.ts';
import { nodeSpan } from './place.ts';

/** What an IAM resource states; `document` is the policy's, where it states a whole one that can be read. */
export function policyStatement(
  declared: Declared,
  { kind }: IamFamily,
  resource: Resource,
  grants: readonly Grant[],
  document?: Value,
): PolicyStatement {
  const body = declared.body();
  const label = typeLabel(declared);
  const single = kind === 'policy' ? undefined : grants[0];
  return {
    ...label,
    address: declared.address,
    label: declared.label,
    states: kind === 'audit_config' ? 'audit-configuration' : kind,
    resource,
    role: single?.role ?? attribute(at(body, 'role'), label, role),
    condition: single ? single.condition : readCondition(entry(body, 'condition')),
    grants,
    complete: kind === 'policy' ? isWholePolicy(document) : kind !== 'binding' || isWhole(at(body, 'members')),
    list: { span: entry(body, kind === 'policy' ? 'policy_data' : 'members')?.keySpan ?? label.span },
    repetition: repetition(declared),
    additive: kind === 'binding' ? additive(declared) : undefined,
  };
}

/** A binding that a call of a module states, or a member that it adds. */
export interface StatedBinding {
  readonly states: 'binding' | 'member';
  readonly resource: Resource;
  readonly grants: readonly Grant[];
  /** Its role, and whether `grants` is all that it states of it. */
  readonly role: Value | undefined;
  readonly condition: Entry | undefined;
  readonly complete: boolean;
}

/** What a call of a published module states in place of an IAM resource. */
export function moduleStatement(call: ForeignCall, { states, resource, grants, complete, ...written }: StatedBinding): PolicyStatement {
  const label = callLabel(call);
  const { span, use } = written.role ?? label;
  return {
    span,
    use,
    address: call.address,
    label: call.label,
    states,
    resource,
    role: attribute(written.role, label, role),
    condition: readCondition(written.condition),
    grants,
    complete,
    list: { span, use },
    repetition: repetition(call),
  };
}

function isWholePolicy(document: Value | undefined): boolean {
  const bindings = at(document, 'bindings');
  return (
    isWhole(document) &&
    isWhole(bindings) &&
    bindings?.type === 'list' &&
    bindings.items.every(({ value }) => isWhole(at(value, 'members')))
  );
}

/** Whether a list or an object is known to its end. */
export function isWhole(value: Value | undefined): boolean {
  return (value?.type === 'list' || value?.type === 'map') && value.complete;
}

/** An instance that is known is there, unless a condition or a call on the way to it decides. */
export function repetition(
  declared: Pick<Declared, 'address' | 'label' | 'instance' | 'conditional' | 'uncertain' | 'block' | 'file'>,
): string | undefined {
  const { instance, conditional, uncertain } = declared;
  const own = instance === '' || conditional ? (expressionText(declared, 'count') ?? expressionText(declared, 'for_each')) : undefined;
  return own === undefined ? uncertain : `${moduleAddress(declared)}${own}`;
}

/** Native syntax only: a JSON property is not written `name = value`. */
function additive(declared: Declared): Additive | undefined {
  const { block, file, type } = declared;
  const [label] = block.labels;
  const members = writtenAttribute(declared, 'members');
  if (!label || members?.value.kind !== 'list' || file.name.endsWith('.json')) return undefined;
  const [item, ...others] = members.value.items;
  if (!item || others.length > 0) return undefined;
  return {
    type: nodeSpan(label, file),
    newType: type.replace(/_binding$/, '_member'),
    members: nodeSpan(members.name, file),
    list: nodeSpan(members.value, file),
    item: nodeSpan(item, file),
  };
}
