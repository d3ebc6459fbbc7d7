import { writingBasicRoles } from '../../../iam/role.ts';
import { isDefault, kindTitles } from '../../../iam/serviceAccount.ts';
import { accountName, atScope, isTrusted, narrowed, roleName, roleTitle } from '../describe.ts';
import { useDeclaredAccount } from '../fixes.ts';
import type { Grant } from '../model.ts';
import type { Rule, Severity } from '../rule.ts';

export const rule: Rule = {
  title: 'Default service account is privileged',
  group: 'grants',
  severity: 'error',
  since: '0.1.0',
  sources: [
    'https://cloud.google.com/iam/docs/best-practices-service-accounts#default-service-accounts',
    'https://cloud.google.com/resource-manager/docs/organization-policy/restricting-service-accounts',
  ],
  check(model, { report, trust }) {
    for (const grant of model.grants) {
      const { principal, role, resource } = grant;
      if (principal.state !== 'known' || principal.value.kind !== 'serviceAccount') continue;
      const { account } = principal.value;
      const severity = judge(grant, account.kind);
      if (!severity || !account.kind || isTrusted(grant, trust)) continue;
      report({
        at: principal,
        about: [grant],
        severity,
        message: `${accountName(account)}, ${kindTitles[account.kind]}, gets ${roleTitle(role)} on ${resource.title}, and so does every ${account.kind === 'cloudbuild-legacy' ? 'build' : 'workload'} that names no account; grant narrower roles to an account of its own.`,
        fixes: useDeclaredAccount(principal, model, 'member'),
      });
    }
  },
};

/** A writing basic role is an error wherever it can be granted; any other role from the project up a warning, except for the account of builds, whose work is to deploy. */
function judge(grant: Grant, kind: Parameters<typeof isDefault>[0]): Severity | undefined {
  if (!isDefault(kind) || grant.role.state !== 'known') return undefined;
  const scope = atScope(grant);
  if (writingBasicRoles.has(roleName(grant.role) ?? '')) return scope || grant.resource.level === 'unknown' ? 'error' : undefined;
  return scope && kind !== 'cloudbuild-legacy' && !narrowed(grant) ? 'warning' : undefined;
}
