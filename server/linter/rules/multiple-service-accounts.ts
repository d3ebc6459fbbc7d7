import type { Rule } from '../rule.ts';

/** A block that only holds an account, of which an instance takes one. */
const accountBlock = /^service_accounts?$/;

export const rule: Rule = {
  title: 'More than one service account on a VM',
  group: 'runtime',
  severity: 'error',
  since: '0.1.0',
  sources: [
    'https://cloud.google.com/compute/docs/access/service-accounts#associating_a_service_account_to_an_instance',
    'https://registry.terraform.io/providers/hashicorp/google/latest/docs/resources/compute_instance#service_account',
  ],
  check({ workloads }, { report }) {
    for (const { title, block, attachment } of workloads) {
      const name = attachment.path.at(-2) ?? '';
      if (!block || block.index === 0 || !accountBlock.test(name)) continue;
      report({
        at: block,
        message: `${title} has more than one ${name} block, but a VM runs as one service account at most; keep one block, and grant its account what the other has.`,
      });
    }
  },
};
