import { atScope } from '../describe.ts';
import type { Rule } from '../rule.ts';

export const rule: Rule = {
  title: 'Whole policy of a project, folder or organization',
  group: 'grants',
  severity: 'warning',
  since: '0.1.0',
  sources: [
    'https://registry.terraform.io/providers/hashicorp/google/latest/docs/resources/google_project_iam#google_project_iam_policy',
    'https://cloud.google.com/iam/docs/granting-changing-revoking-access',
  ],
  check({ statements }, { report }) {
    for (const statement of statements) {
      const { label, resource, states } = statement;
      if (states !== 'policy' || !atScope(statement)) continue;
      report({
        at: statement,
        message: `${label} replaces the whole policy of ${resource.title}: whatever it leaves out, the owners and Google's service agents included, loses access, and a mistake locks everyone out; grant with google_${resource.family}_iam_member or google_${resource.family}_iam_binding.`,
      });
    }
  },
};
