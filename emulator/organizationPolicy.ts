import { lineage, type Resource } from './resource.ts';
import type { Cloud } from './route.ts';
import type { OrganizationPolicyState } from './state.ts';

/** Whether a constraint that is on or off is on for the resource. */
export function isEnforced(constraint: string, resource: Resource, cloud: Cloud): boolean {
  return policyFor(constraint, resource, cloud)?.enforced === true;
}

/** Whether a constraint that lists what is allowed has the value for the resource; without any policy nothing is allowed. */
export function isAllowed(constraint: string, value: string, resource: Resource, cloud: Cloud): boolean {
  const policy = policyFor(constraint, resource, cloud);
  return policy?.allowAll === true || policy?.allowedValues?.includes(value) === true;
}

/** That of the nearest resource that has one. https://cloud.google.com/resource-manager/docs/organization-policy/understanding-hierarchy */
function policyFor(constraint: string, resource: Resource, { state }: Cloud): OrganizationPolicyState | undefined {
  for (const { name } of lineage(resource)) {
    const policy = state.organizationPolicies.find((each) => each.resource === name && each.constraint === constraint);
    if (policy) return policy;
  }
  return undefined;
}
