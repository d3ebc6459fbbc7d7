import { policyLimits } from '../../../iam/condition.ts';
import { resolve } from '../../../iam/text.ts';
import { conditionKey, roleName } from '../describe.ts';
import type { Grant, IdentityModel } from '../model.ts';
import type { Rule } from '../rule.ts';

export const rule: Rule = {
  title: 'Policy beyond the limits of IAM',
  group: 'policies',
  severity: 'error',
  since: '0.1.0',
  sources: ['https://cloud.google.com/iam/quotas#limits'],
  check(model, { report }) {
    const { principals, groups, conditions } = policyLimits;
    for (const own of [...byPolicy(model), ...byResource(model)]) {
      // The least of the limits.
      if (own.length <= conditions) continue;
      const tooMany = own[principals];
      if (tooMany)
        report({
          at: tooMany,
          message: `The policy names ${own.length} principals, each time counted, and IAM takes ${principals}: it rejects the policy; grant to groups instead.`,
        });
      const toGroups = own.filter(isGroup);
      const groupTooMany = toGroups[groups];
      if (groupTooMany)
        report({
          at: groupTooMany,
          message: `The policy names ${toGroups.length} groups, each time counted, and IAM takes ${groups}: it rejects the policy; put groups into groups.`,
        });
      for (const alike of Map.groupBy(own, roleAndMember).values()) {
        const [first] = alike;
        const oneTooMany = alike[conditions];
        if (!first || !oneTooMany || roleAndMember(first) === undefined) continue;
        report({
          at: oneTooMany,
          message: `The policy has ${alike.length} bindings of ${roleName(first.role)} to this principal, and IAM takes ${conditions}: it rejects the policy; join their conditions with ||.`,
          related: [{ span: first.span, message: 'the first of them' }],
        });
      }
    }
  },
};

function byPolicy({ grants }: IdentityModel): readonly (readonly Grant[])[] {
  const policies = Map.groupBy(grants, ({ policy }) => policy);
  policies.delete(undefined);
  return [...policies.values()];
}

/** What Terraform's bindings and members put into one policy: all of a resource that are certainly there, or else each alone. Equal grants are one. */
function byResource({ statements }: IdentityModel): readonly (readonly Grant[])[] {
  const parts = statements.filter(({ states }) => states === 'binding' || states === 'member');
  const together = Map.groupBy(parts, ({ resource, repetition }) => (repetition === undefined ? resource.key : undefined));
  const alone = (together.get(undefined) ?? []).map((each) => [each]);
  together.delete(undefined);
  return [...alone, ...together.values()].flatMap((all) => {
    const known = all.flatMap(({ grants }) => grants).filter(({ principal }) => principal.state === 'known');
    if (known.length <= policyLimits.conditions) return [];
    return [[...Map.groupBy(known, (grant) => grantKey(grant) ?? grant).values()].flatMap(([first]) => first ?? [])];
  });
}

function grantKey(grant: Grant): string | undefined {
  const [what, when] = [roleAndMember(grant), conditionKey(grant.condition)];
  return what === undefined || when === undefined ? undefined : `${what} ${when}`;
}

function isGroup({ principal }: Grant): boolean {
  return principal.state === 'known' && principal.value.kind === 'group';
}

function roleAndMember({ role, principal }: Grant): string | undefined {
  const name = roleName(role);
  const member = principal.state === 'known' ? resolve(principal.value.text) : undefined;
  return name !== undefined && member !== undefined ? `${name} ${member}` : undefined;
}
