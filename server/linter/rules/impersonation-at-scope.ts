import { atScope, byRoleToken, isTrusted, maybeServiceAgent, narrowed, principals, resources, roleTitle } from '../describe.ts';
import type { Grant, IdentityModel, ServiceAccount } from '../model.ts';
import type { Fix, Rule } from '../rule.ts';
import { isSamePlace } from '../source.ts';

/** Predefined roles that are meant for one service account at a time. */
const impersonating: Readonly<Record<string, string>> = {
  'roles/iam.serviceAccountTokenCreator': 'mint tokens for',
  'roles/iam.serviceAccountUser': 'run workloads as',
  'roles/iam.serviceAccountOpenIdTokenCreator': 'mint ID tokens for',
  'roles/iam.workloadIdentityUser': 'mint tokens for',
  'roles/iam.serviceAccountKeyAdmin': 'make keys for',
};

/** The permissions that make a custom role one of them. */
const permissions: Readonly<Record<string, string>> = {
  'iam.serviceAccounts.getAccessToken': 'mint tokens for',
  'iam.serviceAccounts.signJwt': 'sign as',
  'iam.serviceAccounts.signBlob': 'sign as',
  'iam.serviceAccounts.implicitDelegation': 'act through',
  'iam.serviceAccounts.getOpenIdToken': 'mint ID tokens for',
  'iam.serviceAccounts.actAs': 'run workloads as',
  'iam.serviceAccountKeys.create': 'make keys for',
};

export const rule: Rule = {
  title: 'Impersonation of every service account in scope',
  group: 'grants',
  severity: 'warning',
  since: '0.1.0',
  sources: [
    'https://cloud.google.com/iam/docs/service-account-permissions',
    'https://cloud.google.com/iam/docs/best-practices-service-accounts#project-folder-grants',
  ],
  check(model, { report, trust }) {
    const applies = (grant: Grant) =>
      atScope(grant) &&
      grant.principal.state === 'known' &&
      !maybeServiceAgent(grant) &&
      !narrowed(grant) &&
      !isTrusted(grant, trust) &&
      power(grant, model) !== undefined;
    for (const group of byRoleToken(model.grants.filter(applies))) {
      const [first] = group;
      if (!first) continue;
      report({
        at: first.role,
        about: group,
        message: (about) =>
          `${roleTitle(first.role)} lets ${principals(about)} ${power(first, model)} every service account in ${resources(about)}, the most privileged included; grant it on the one service account that is needed.`,
        fixes: grantsAlone(first, model.grants) ? grantOnAccount(first, model.serviceAccounts) : [],
      });
    }
  },
};

function power({ role }: Grant, model: IdentityModel): string | undefined {
  if (role.state !== 'known') return undefined;
  const predefined = impersonating[role.value.name ?? ''];
  if (predefined) return predefined;
  const custom = model.customRole(role.value)?.permissions;
  if (custom?.state !== 'known') return undefined;
  const held = custom.value.find((permission) => Object.hasOwn(permissions, permission));
  return held && permissions[held];
}

/** Whether the resource makes this grant and no other, which would be rewritten with it. */
function grantsAlone({ resource: { rewrite } }: Grant, grants: readonly Grant[]): boolean {
  return !!rewrite && grants.filter(({ resource }) => resource.rewrite && isSamePlace(resource.rewrite.type, rewrite.type)).length === 1;
}

/** The same resource with a service account as its parent, another than the one that gets the role. */
function grantOnAccount({ resource: { rewrite }, principal }: Grant, accounts: readonly ServiceAccount[]): Fix[] {
  if (!rewrite) return [];
  const grantee =
    principal.state === 'known' && principal.value.kind === 'serviceAccount' ? principal.value.account.declaration?.address : undefined;
  return accounts
    .filter(({ module, address, repeated }) => module === rewrite.module && address !== grantee && !repeated)
    .slice(0, 3)
    .map(({ label }) => ({
      title: `Grant it on ${label} only`,
      safe: false,
      edits: [
        { span: rewrite.type, newText: rewrite.newType },
        { span: rewrite.parent, newText: `service_account_id = ${label}.name` },
      ],
    }));
}
