import { isPublic } from '../../../iam/principal.ts';
import { legacyBasicRoles } from '../../../iam/role.ts';
import { byCondition, principals, roleName, roleTitle } from '../describe.ts';
import type { Grant } from '../model.ts';
import type { Rule } from '../rule.ts';

export const rule: Rule = {
  title: 'Condition where IAM takes none',
  group: 'policies',
  severity: 'error',
  since: '0.1.0',
  sources: ['https://cloud.google.com/iam/docs/conditions-overview#conditions-in-allow-policies'],
  check({ grants }, { report }) {
    for (const { condition, grants: own } of byCondition(grants)) {
      const basic = own.filter(({ role }) => legacyBasicRoles.has(roleName(role) ?? ''));
      const everyone = own.filter(isToEveryone);
      if (basic[0])
        report({
          at: condition,
          message: `${roleTitle(basic[0].role)} is a legacy basic role, and IAM takes no condition on those: it rejects the grant to ${principals(basic)}; grant a predefined role instead.`,
          related: [{ span: basic[0].role.span, message: 'the role' }],
        });
      else if (everyone[0])
        report({
          at: condition,
          message: `IAM takes no condition on a grant to ${principals(everyone)}: it rejects this one of ${roleTitle(everyone[0].role)}; grant it to whom it is for, or give up the condition.`,
          related: everyone.map(({ span }) => ({ span, message: 'everyone' })),
        });
    }
  },
};

function isToEveryone({ principal }: Grant): boolean {
  return principal.state === 'known' && isPublic(principal.value);
}
