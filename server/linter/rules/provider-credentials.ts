import { useDeclaredAccount } from '../fixes.ts';
import type { Rule } from '../rule.ts';

export const rule: Rule = {
  title: 'Terraform authenticates with a key or a written token',
  group: 'credentials',
  severity: 'warning',
  since: '0.1.0',
  sources: [
    'https://cloud.google.com/docs/terraform/authentication',
    'https://cloud.google.com/iam/docs/best-practices-for-managing-service-account-keys',
  ],
  check(model, { report }) {
    // What Terraform is about to create cannot be what it runs as, but an address that is known may exist.
    const known = () => ({ declaredAccounts: () => model.declaredAccounts().filter(({ email }) => email !== undefined) });
    for (const { title, credentials, accessToken, impersonation } of model.providers) {
      if (credentials.state === 'known') {
        const source = credentials.value === 'file' ? 'its credentials from a file' : 'a key that is written here';
        report({
          at: credentials,
          message: `${title} takes ${source}: a service account key never expires and works from anywhere; sign in with an identity of your own, and set impersonate_service_account.`,
          fixes: useDeclaredAccount({ ...credentials, slot: impersonation }, known(), 'email'),
        });
      }
      if (accessToken.state === 'known' && accessToken.value !== '') {
        report({
          at: accessToken,
          severity: 'error',
          message: `${title} has an access token written out: everyone who reads the file can use it until it expires, and nothing works after that; revoke it and set impersonate_service_account.`,
        });
      }
    }
  },
};
