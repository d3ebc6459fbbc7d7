import { basicRoles } from '../../../iam/role.ts';
import { isServiceAgent, mayBeServiceAgent } from '../../../iam/serviceAccount.ts';
import { atScope, byRoleToken, isTrusted, principals, resources, roleName, saysOne } from '../describe.ts';
import { isEditable, replaceLiteral } from '../fixes.ts';
import type { Grant } from '../model.ts';
import type { Rule } from '../rule.ts';

/** Predefined roles that are often all that was needed. */
const narrower: Readonly<Record<string, readonly string[]>> = {
  'roles/viewer': ['roles/browser', 'roles/iam.securityReviewer', 'roles/logging.viewer'],
  'roles/reader': ['roles/browser', 'roles/iam.securityReviewer', 'roles/logging.viewer'],
  'roles/editor': ['roles/run.developer', 'roles/storage.objectUser', 'roles/cloudbuild.builds.editor'],
  'roles/writer': ['roles/run.developer', 'roles/storage.objectUser', 'roles/cloudbuild.builds.editor'],
};

export const rule: Rule = {
  title: 'Basic role granted',
  group: 'grants',
  severity: 'warning',
  since: '0.1.0',
  sources: ['https://cloud.google.com/iam/docs/roles-overview#basic', 'https://cloud.google.com/iam/docs/best-practices-service-accounts'],
  check({ grants }, { report, catalog, trust }) {
    for (const group of byRoleToken(grants.filter((grant) => applies(grant) && !isTrusted(grant, trust)))) {
      const [first] = group;
      const name = first && roleName(first.role);
      if (!name) continue;
      report({
        at: first.role,
        about: group,
        message: (about) =>
          `${name} gives ${principals(about)} ${size(catalog.role(name)?.permissionCount)} on ${resources(about)}; grant the predefined roles that are needed instead.`,
        fixes: (group.every(isEditable) && saysOne(grants, 'role', first) ? (narrower[name] ?? []) : [])
          .filter((each) => catalog.role(each))
          .map((each) => replaceLiteral(first.role, each, `Grant ${each} instead`, false)),
      });
    }
  },
};

function size(permissions: number | undefined): string {
  const count = permissions ? `${String(permissions).replace(/\B(?=(?:\d{3})+$)/g, ',')} ` : '';
  return `${count}permissions across every service`;
}

function applies(grant: Grant): boolean {
  if (!basicRoles.has(roleName(grant.role) ?? '')) return false;
  if (!atScope(grant) && grant.resource.level !== 'unknown') return false;
  return grant.principal.state === 'known' && !mayHoldItByItself(grant);
}

/** Google gives Editor to service agents by itself; Owner to none. */
function mayHoldItByItself({ principal, role }: Grant): boolean {
  if (principal.state !== 'known' || principal.value.kind !== 'serviceAccount') return false;
  const { account } = principal.value;
  const isOwner = roleName(role) === 'roles/owner' || roleName(role) === 'roles/admin';
  return isOwner ? isServiceAgent(account.kind) : mayBeServiceAgent(account);
}
