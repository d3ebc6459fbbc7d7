import { defaultAccount } from '../describe.ts';
import { useDeclaredAccount } from '../fixes.ts';
import type { Rule } from '../rule.ts';

export const rule: Rule = {
  title: 'Every scope on a default service account',
  group: 'scopes',
  severity: 'warning',
  since: '0.1.0',
  sources: [
    'https://cloud.google.com/compute/docs/access/service-accounts#scopes_best_practice',
    'https://cloud.google.com/iam/docs/best-practices-service-accounts#default-service-accounts',
  ],
  check(model, { report, catalog }) {
    for (const workload of model.workloads) {
      const { name, title, scopes, serviceAccount, attachment } = workload;
      const runsAs = defaultAccount(workload);
      if (!runsAs || !scopes) continue;
      for (const scope of scopes.items) {
        if (scope.state !== 'known' || catalog.scope(scope.value)?.url !== 'https://www.googleapis.com/auth/cloud-platform') continue;
        report({
          at: scope,
          message: `${title} gets ${scope.value} as ${runsAs}, so every role of that account, often roles/editor, can be used from it; give it a service account of its own.`,
          fixes: useDeclaredAccount(serviceAccount, model, attachment.format, name),
        });
      }
    }
  },
};
