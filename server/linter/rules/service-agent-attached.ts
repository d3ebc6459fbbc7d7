import { isServiceAgent, kindTitles } from '../../../iam/serviceAccount.ts';
import { accountName, callers } from '../describe.ts';
import { useDeclaredAccount } from '../fixes.ts';
import type { Rule } from '../rule.ts';

export const rule: Rule = {
  title: 'Service agent attached as an identity',
  group: 'runtime',
  severity: 'error',
  since: '0.1.0',
  sources: [
    'https://cloud.google.com/iam/docs/service-agents',
    'https://cloud.google.com/compute/docs/access/service-accounts',
    'https://cloud.google.com/scheduler/docs/http-target-auth',
  ],
  check(model, { report }) {
    for (const { name, serviceAccount, attachment, title } of model.workloads) {
      if (serviceAccount.state !== 'known') continue;
      const { kind } = serviceAccount.value;
      const legacyBuild = kind === 'cloudbuild-legacy' && attachment.use === 'runs-as';
      if (!kind || !(isServiceAgent(kind) || legacyBuild)) continue;
      report({
        at: serviceAccount,
        message: `${title} cannot run as ${accountName(serviceAccount.value)}: it is ${kindTitles[kind]}, which only Google's own services use; attach a user-managed service account.`,
        fixes: useDeclaredAccount(serviceAccount, model, attachment.format, name),
      });
    }
    for (const { serviceAccount, attachment, title } of callers(model)) {
      if (serviceAccount.state !== 'known' || attachment.use === 'writes-as') continue;
      const { kind } = serviceAccount.value;
      if (!kind || !isServiceAgent(kind)) continue;
      report({
        at: serviceAccount,
        message: `${title} cannot call as ${accountName(serviceAccount.value)}: it is ${kindTitles[kind]}, which only Google's own services use; name a user-managed service account.`,
        fixes: useDeclaredAccount(serviceAccount, model, attachment.format),
      });
    }
  },
};
