import type { Catalog } from '../../../iam/catalog/catalog.ts';
import { isAgentRole } from '../../../iam/grantable.ts';
import { byRoleToken, isToSomebody, isTrusted, maybeServiceAgent, principals, resources, roleName } from '../describe.ts';
import type { Grant } from '../model.ts';
import type { Rule } from '../rule.ts';

export const rule: Rule = {
  title: 'Role of a Google service agent given to somebody else',
  group: 'grants',
  severity: 'warning',
  since: '0.1.0',
  sources: ['https://cloud.google.com/iam/docs/service-agents', 'https://cloud.google.com/iam/docs/roles-overview#predefined'],
  check({ grants }, { report, catalog, trust }) {
    const applies = (grant: Grant) =>
      isToSomebody(grant) &&
      isKnownAgentRole(roleName(grant.role), catalog) &&
      !maybeServiceAgent(grant) &&
      !isGoogles(grant) &&
      !isTrusted(grant, trust);
    for (const group of byRoleToken(grants.filter(applies))) {
      const [first] = group;
      if (!first) continue;
      report({
        at: first.role,
        about: group,
        message: (about) =>
          `${roleName(first.role)} is made for one of Google's service agents and changes as that one needs, but ${principals(about)} would get it on ${resources(about)}; grant the roles that are needed instead.`,
      });
    }
  },
};

function isKnownAgentRole(name: string | undefined, catalog: Catalog): boolean {
  return name !== undefined && isAgentRole(name) && catalog.role(name) !== undefined;
}

/**
 * Google's own accounts that are no service agents by their e-mail: the legacy one of Cloud Build, those that Firebase makes for its Admin SDK, and the set of
 * all agents. https://firebase.google.com/support/guides/service-accounts
 */
function isGoogles({ principal }: Grant): boolean {
  if (principal.state !== 'known') return false;
  const { value } = principal;
  return value.kind === 'serviceAccount'
    ? value.account.kind === 'cloudbuild-legacy' || /^firebase-adminsdk-[a-z0-9]+@/.test(value.account.email ?? '')
    : value.kind === 'principalSet' && value.id.endsWith('/type/ServiceAgent');
}
