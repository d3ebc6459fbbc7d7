import { showPrincipal } from '../../../iam/principal.ts';
import { invokerRoles } from '../../../iam/role.ts';
import { HOLE } from '../../../iam/text.ts';
import { isTrusted, roleName, roleTitle } from '../describe.ts';
import { revoke } from '../fixes.ts';
import type { Grant } from '../model.ts';
import type { Rule, Trust } from '../rule.ts';

/** Roles that do nothing but let people in: an application for the whole company is meant for its whole domain. */
const entrance: ReadonlySet<string> = new Set([...invokerRoles, 'roles/iap.httpsResourceAccessor', 'roles/browser']);

export const rule: Rule = {
  title: 'Role granted to a whole set of identities',
  group: 'grants',
  severity: 'warning',
  since: '0.1.0',
  sources: [
    'https://cloud.google.com/iam/docs/principal-identifiers',
    'https://cloud.google.com/iam/docs/best-practices-for-using-workload-identity-federation',
  ],
  check({ grants }, { report, trust }) {
    for (const grant of grants) {
      const { principal, role, resource } = grant;
      const width = widthOf(grant, trust);
      if (principal.state !== 'known' || !width || isTrusted(grant, trust)) continue;
      const member = showPrincipal(principal.value);
      report({
        at: principal,
        message: `${member} is ${width.who}, ${width.but ?? `and all of them get ${roleTitle(role)} on ${resource.title}`}; ${width.instead}.`,
        fixes: revoke(grant, member),
      });
    }
  },
};

interface Width {
  readonly who: string;
  /** Where it does not mean what it says. */
  readonly but?: string;
  readonly instead: string;
}

function widthOf({ principal, role }: Grant, { ownDomains }: Trust): Width | undefined {
  if (principal.state !== 'known') return undefined;
  const { value } = principal;
  switch (value.kind) {
    case 'principalSet':
      if (/\/(?:projects|folders|organizations)\/[^/]+\/type\/ServiceAccount$/.test(value.id))
        return { who: 'every service account there, future ones included', instead: 'name the accounts that need it' };
      // A part of a pool is `…/attribute.NAME/VALUE`, `…/group/ID` or `…/namespace/NAME`.
      return /\/\*$/.test(value.id) && !/\/(?:attribute\.[^/]*|group|namespace)\/\*$/.test(value.id)
        ? {
            who: 'every identity of the pool, whichever repository or account it comes from',
            instead: 'name one subject, or one value of an attribute',
          }
        : undefined;
    case 'domain': {
      // Where nobody says which domains are the organization's own, this may be one; so may a partly unknown one.
      const foreign = ownDomains.length > 0 && !value.id.includes(HOLE) && !ownDomains.includes(value.id.toLowerCase());
      if (foreign) return { who: 'everyone in a domain that is not your own', instead: 'grant the role to the people who need it' };
      return entrance.has(roleName(role) ?? '')
        ? undefined
        : { who: 'everyone in the domain', instead: 'grant the role to the group that needs it' };
    }
    case 'kubernetes':
      return value.id.includes('*')
        ? {
            who: 'meant for many Kubernetes service accounts',
            but: 'but IAM does not expand the asterisk and gives nobody anything',
            instead: 'name each account as PROJECT.svc.id.goog[NAMESPACE/ACCOUNT]',
          }
        : undefined;
    default:
      return undefined;
  }
}
