import { callers, defaultAccount } from '../describe.ts';
import { useDeclaredAccount } from '../fixes.ts';
import type { Rule } from '../rule.ts';

export const rule: Rule = {
  title: 'Workload runs as a default service account',
  group: 'runtime',
  severity: 'warning',
  since: '0.1.0',
  sources: [
    'https://cloud.google.com/run/docs/securing/service-identity',
    'https://cloud.google.com/iam/docs/best-practices-service-accounts#default-service-accounts',
    'https://cloud.google.com/functions/docs/reference/rest/v2/projects.locations.functions#eventtrigger',
  ],
  check(model, { report }) {
    for (const workload of model.workloads) {
      const { name, serviceAccount, attachment, title } = workload;
      const runsAs = defaultAccount(workload);
      if (!runsAs) continue;
      report({
        at: serviceAccount,
        message: `${title} runs as ${runsAs} and shares its roles with every ${attachment.whenOmitted === 'cloudbuild-default' ? 'build' : 'workload'} that names no account; give it a service account of its own.`,
        fixes: useDeclaredAccount(serviceAccount, model, attachment.format, name),
      });
    }
    for (const caller of callers(model)) {
      const { serviceAccount, attachment, title } = caller;
      const callsAs = defaultAccount(caller);
      if (!callsAs) continue;
      report({
        at: serviceAccount,
        message: `${title} calls as ${callsAs} and has its roles, those of every workload that names no account; give it a service account of its own.`,
        fixes: useDeclaredAccount(serviceAccount, model, attachment.format),
      });
    }
  },
};
