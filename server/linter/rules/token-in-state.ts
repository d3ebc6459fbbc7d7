import type { Rule } from '../rule.ts';

export const rule: Rule = {
  title: 'Token is kept in the Terraform state',
  group: 'credentials',
  severity: 'information',
  since: '0.1.0',
  sources: [
    'https://developer.hashicorp.com/terraform/language/manage-sensitive-data/ephemeral',
    'https://registry.terraform.io/providers/hashicorp/google/latest/docs/guides/using_ephemeral_resources',
  ],
  check({ tokenRequests }, { report, catalog }) {
    for (const request of tokenRequests) {
      const { type, kind } = request.attachment;
      if (kind !== 'data' || !catalog.attachments(type).some((each) => each.kind === 'ephemeral')) continue;
      report({
        at: request,
        message: `${request.title} leaves its token in the Terraform state, where everyone who can read the state can use it until it expires; use ephemeral "${type}", which keeps it nowhere.`,
      });
    }
  },
};
