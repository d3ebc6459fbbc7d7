import { allowingAll, withoutConstraint } from '../../../iam/catalog/constraints.ts';
import { byToken, list } from '../describe.ts';
import type { Attribute, OrganizationPolicyRule } from '../model.ts';
import type { Rule } from '../rule.ts';

export const rule: Rule = {
  title: 'Organization policy that guards identities is switched off',
  group: 'federation',
  severity: 'warning',
  since: '0.1.0',
  sources: [
    'https://cloud.google.com/iam/docs/restricting-service-accounts',
    'https://cloud.google.com/resource-manager/docs/organization-policy/org-policy-constraints',
  ],
  check({ organizationPolicies }, { report }) {
    // An exception for some resources leaves the others guarded.
    const general = organizationPolicies.filter(({ conditional }) => !conditional);
    const off = general.filter(({ constraint, enforced }) => withoutConstraint(constraint) && is(enforced, false));
    for (const rules of byToken(off, ({ enforced }) => enforced.span)) {
      const [first] = rules;
      if (!first) continue;
      report({
        at: first.enforced,
        message: `${first.title} switches ${constraints(rules)} off, so ${effects(rules, withoutConstraint)}; enforce it, and except single projects by tag.`,
      });
    }
    const open = general.filter(({ constraint, allowsAll }) => allowingAll(constraint) && is(allowsAll, true));
    for (const rules of byToken(open, ({ allowsAll }) => allowsAll.span)) {
      const [first] = rules;
      if (!first) continue;
      report({
        at: first.allowsAll,
        message: `${first.title} lets ${constraints(rules)} allow everything, so ${effects(rules, allowingAll)}; list what is needed.`,
      });
    }
  },
};

function is(attribute: Attribute<boolean>, wanted: boolean): boolean {
  return attribute.state === 'known' && attribute.value === wanted;
}

function constraints(rules: readonly OrganizationPolicyRule[]): string {
  return list(rules.map(({ constraint }) => constraint));
}

function effects(rules: readonly OrganizationPolicyRule[], effect: (constraint: string) => string | undefined): string {
  return [...new Set(rules.map(({ constraint }) => effect(constraint)))].slice(0, 2).join(', and ');
}
