import { revoke } from '../fixes.ts';
import type { Grant } from '../model.ts';
import type { Rule } from '../rule.ts';

export const rule: Rule = {
  title: 'Role granted to a deleted principal',
  group: 'grants',
  severity: 'warning',
  since: '0.1.0',
  sources: [
    'https://cloud.google.com/iam/docs/principal-identifiers',
    'https://registry.terraform.io/providers/hashicorp/google/latest/docs/guides/iam_deleted_members',
  ],
  check({ grants }, { report }) {
    for (const grant of grants) {
      const { principal } = grant;
      if (principal.state !== 'known' || principal.value.kind !== 'deleted') continue;
      const { id } = principal.value;
      const refused = isTerraform(grant);
      report({
        at: principal,
        severity: refused ? 'error' : 'warning',
        message: `${id} no longer exists: the grant gives nobody anything${refused ? ', and Terraform refuses it' : ', until someone undeletes it'}; remove the member.`,
        fixes: revoke(grant, id),
      });
    }
  },
};

/** Whether Terraform looks at the member: it does in policies and their parts, and does not in access control lists, which are named by their own type. */
function isTerraform({ policy, resource }: Grant): boolean {
  return policy === undefined ? !resource.family?.startsWith('google_') : policy.origin === 'terraform';
}
