import { isConsumerAddress } from '../../../iam/mailDomain.ts';
import { showPrincipal } from '../../../iam/principal.ts';
import { isTrusted, roleTitle } from '../describe.ts';
import type { Rule } from '../rule.ts';

export const rule: Rule = {
  title: 'Role granted to a single user',
  group: 'neighbours',
  severity: 'information',
  since: '0.1.0',
  sources: ['https://cloud.google.com/iam/docs/groups-best-practices', 'https://cloud.google.com/iam/docs/using-iam-securely'],
  profile: 'strict',
  check({ grants }, { report, trust }) {
    for (const grant of grants) {
      const { principal, role, resource } = grant;
      if (principal.state !== 'known' || principal.value.kind !== 'user' || isTrusted(grant, trust)) continue;
      // Those are personal-account's.
      if (isConsumerAddress(principal.value.id)) continue;
      report({
        at: principal,
        about: [grant],
        message: `${showPrincipal(principal.value)} has ${roleTitle(role)} on ${resource.title} in person, which nobody thinks of when the work changes hands; grant the role to a group and put the person into it.`,
      });
    }
  },
};
