import type { Credential } from '../model.ts';
import type { Rule } from '../rule.ts';

const kinds: Readonly<Record<Credential['kind'], { what: string; whose: string }>> = {
  'private-key': { what: 'A private key', whose: 'its owner' },
  'service-account-key': { what: 'The key of a service account', whose: 'the service account' },
  'access-token': { what: 'An access token', whose: 'its owner' },
  'api-key': { what: 'An API key', whose: 'the project' },
  'hmac-secret': { what: 'The secret of an HMAC key', whose: 'its owner' },
};

export const rule: Rule = {
  title: 'Secret written into a file',
  group: 'runtime',
  severity: 'error',
  since: '0.1.0',
  sources: [
    'https://cloud.google.com/docs/authentication/api-keys-best-practices',
    'https://cloud.google.com/iam/docs/best-practices-for-managing-service-account-keys#code-repositories',
  ],
  check({ credentials }, { report }) {
    for (const credential of credentials) {
      const { what, whose } = kinds[credential.kind];
      report({
        at: credential,
        message: `${what} is written here${credential.encoded ? ' in base64' : ''}, and whoever reads this file or its history can act as ${whose}; revoke it, and keep what replaces it in Secret Manager if nothing can do without it.`,
      });
    }
  },
};
