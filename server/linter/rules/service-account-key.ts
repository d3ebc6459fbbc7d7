import { accountName } from '../describe.ts';
import type { Rule } from '../rule.ts';

export const rule: Rule = {
  title: 'Long-lived key of a service account',
  group: 'credentials',
  severity: 'warning',
  since: '0.1.0',
  sources: [
    'https://cloud.google.com/iam/docs/best-practices-for-managing-service-account-keys',
    'https://cloud.google.com/iam/docs/service-account-creds#key-types',
  ],
  check({ keys }, { report }) {
    for (const key of keys) {
      const { account, algorithm, uploaded } = key;
      const whose = account.state === 'known' ? ` for ${accountName(account.value)}` : '';
      const weak = algorithm.state === 'known' && algorithm.value === 'KEY_ALG_RSA_1024';
      const made = uploaded
        ? `A key is uploaded${whose}: whoever holds its private half is the account until the key is deleted`
        : `A key is made${whose}: it never expires, and its private half lies in the Terraform state`;
      report({
        at: key,
        severity: weak ? 'error' : 'warning',
        message: `${made}${weak ? ', and RSA 1024 is too short to be safe' : ''}; impersonate the account or use workload identity federation.`,
      });
    }
  },
};
