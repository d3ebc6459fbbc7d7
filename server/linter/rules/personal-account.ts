import { isConsumerAddress, mailDomain } from '../../../iam/mailDomain.ts';
import { showPrincipal } from '../../../iam/principal.ts';
import { isTrusted, roleTitle } from '../describe.ts';
import { revoke } from '../fixes.ts';
import type { Rule } from '../rule.ts';

export const rule: Rule = {
  title: 'Role granted to a personal account',
  group: 'grants',
  severity: 'warning',
  since: '0.1.0',
  sources: [
    'https://cloud.google.com/architecture/identity/best-practices-for-planning#consumer_accounts',
    'https://cloud.google.com/resource-manager/docs/organization-policy/restricting-domains',
  ],
  check({ grants }, { report, trust }) {
    for (const grant of grants) {
      const { principal, role, resource } = grant;
      if (principal.state !== 'known' || principal.value.kind !== 'user') continue;
      const { id } = principal.value;
      const who = showPrincipal(principal.value);
      if (!isConsumerAddress(id) || trust.ownDomains.includes(mailDomain(id)) || isTrusted(grant, trust)) continue;
      report({
        at: principal,
        message: `${who} is a personal account, which keeps ${roleTitle(role)} on ${resource.title} after its owner has left, and which nobody else can lock or protect; grant the role to an account or a group of the organization.`,
        fixes: revoke(grant, who),
      });
    }
  },
};
