import { HOLE } from '../../../../iam/text.ts';
import type { Attribute, OrganizationPolicyRule } from '../../model.ts';
import { at, property, toText, type Value } from '../../syntax/value.ts';
import { attribute, boolean, strings } from '../attribute.ts';
import { blocksOf, valueAt } from './blocks.ts';
import { type Declared, typeLabel } from './declared.ts';

/** What the organization policies of a module set, in the form of the current API and in that of the first. */
export function organizationPolicies(resource: Declared): OrganizationPolicyRule[] {
  if (resource.mode !== 'resource') return [];
  if (resource.type === 'google_org_policy_policy') return policy(resource);
  return /^google_(?:(?:project|folder)_)?organization_policy$/.test(resource.type) ? legacyPolicy(resource) : [];
}

/** `spec { rules { … } }`. https://cloud.google.com/resource-manager/docs/reference/orgpolicy/rest/v2/organizations.policies */
function policy(resource: Declared): OrganizationPolicyRule[] {
  const body = resource.body();
  const constraint = constraintOf(at(body, 'name'), 'policies/');
  if (constraint === undefined) return [];
  return blocksOf(body, 'spec')
    .flatMap((spec) => blocksOf(spec, 'rules'))
    .map((rule) => ({
      ...typeLabel(resource),
      title: resource.label,
      constraint,
      enforced: flag(resource, property(rule, 'enforce')),
      allowsAll: flag(resource, property(rule, 'allow_all')),
      allowed: attribute(valueAt(rule, ['values', 'allowed_values']), typeLabel(resource), strings),
      conditional: property(rule, 'condition') !== undefined,
    }));
}

/** `boolean_policy { … }` or `list_policy { allow { … } }`. */
function legacyPolicy(resource: Declared): OrganizationPolicyRule[] {
  const body = resource.body();
  const constraint = constraintOf(at(body, 'constraint'), 'constraints/');
  if (constraint === undefined) return [];
  return [
    {
      ...typeLabel(resource),
      title: resource.label,
      constraint,
      enforced: flag(resource, valueAt(body, ['boolean_policy', 'enforced'])),
      allowsAll: flag(resource, valueAt(body, ['list_policy', 'allow', 'all'])),
      allowed: attribute(valueAt(body, ['list_policy', 'allow', 'values']), typeLabel(resource), strings),
      conditional: false,
    },
  ];
}

function flag(resource: Declared, value: Value | undefined): Attribute<boolean> {
  return attribute(value, typeLabel(resource), boolean);
}

/** The constraint's name without what stands before it, which may be unknown. */
function constraintOf(value: Value | undefined, prefix: string): string | undefined {
  if (value?.type !== 'string') return undefined;
  const { text } = toText(value);
  const name = text.slice(text.lastIndexOf(prefix) + prefix.length);
  const bare = text.includes(prefix) ? name : text;
  return bare === '' || bare.includes(HOLE) ? undefined : bare;
}
