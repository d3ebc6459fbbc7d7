import { tenancyOf } from '../../../iam/catalog/issuers.ts';
import type { Rule } from '../rule.ts';

export const rule: Rule = {
  title: 'Workload identity provider takes every identity of its issuer',
  group: 'federation',
  severity: 'warning',
  since: '0.1.0',
  sources: [
    'https://cloud.google.com/iam/docs/best-practices-for-using-workload-identity-federation',
    'https://cloud.google.com/iam/docs/workload-identity-federation-with-deployment-pipelines',
  ],
  check({ federations }, { report }) {
    for (const federation of federations) {
      const { title, pool, issuer, condition } = federation;
      if (pool !== 'workload' || condition.state !== 'absent' || issuer.state !== 'known' || issuer.value === '') continue;
      const tenancy = tenancyOf(issuer.value);
      if (tenancy === 'dedicated') continue;
      const who = tenancy === 'shared' ? `everyone with an account at ${issuer.value}` : `every identity that ${issuer.value} vouches for`;
      report({
        at: federation,
        severity: tenancy === 'shared' ? 'error' : 'warning',
        message: `${title} has no attribute_condition, so ${who} can become a principal of the pool; let in only your own organization, project or repository.`,
      });
    }
  },
};
