import { accountName, byToken, list } from '../describe.ts';
import type { AccountUse } from '../model.ts';
import type { Rule } from '../rule.ts';

export const rule: Rule = {
  title: 'Long-lived credential of a service account',
  group: 'credentials',
  severity: 'warning',
  since: '0.1.0',
  sources: [
    'https://cloud.google.com/storage/docs/authentication/hmackeys',
    'https://cloud.google.com/docs/authentication/api-keys-best-practices',
    'https://cloud.google.com/iam/docs/service-account-creds',
  ],
  check({ accountUses }, { report }) {
    for (const keys of byToken(accountUses.filter(isHmacKey), ({ span }) => span)) {
      const [key] = keys;
      if (key)
        report({
          at: key,
          message: `${key.title} is an HMAC key of ${accounts(keys)}, which never expires and whose secret lies in the Terraform state; call Cloud Storage with short-lived tokens of the account.`,
        });
    }
    for (const keys of byToken(accountUses.filter(isBoundApiKey), ({ span }) => span)) {
      const [key] = keys;
      if (key)
        report({
          at: key,
          message: `${key.title} is an API key that acts as ${accounts(keys)} for whoever has its text, and never expires; let callers authenticate with short-lived tokens.`,
        });
    }
  },
};

function isHmacKey({ attachment }: AccountUse): boolean {
  return attachment.type === 'google_storage_hmac_key';
}

/** Where the account is unknown there may be none. */
function isBoundApiKey({ attachment, serviceAccount }: AccountUse): boolean {
  return attachment.use === 'api-key-bound-identity' && serviceAccount.state === 'known';
}

function accounts(uses: readonly AccountUse[]): string {
  return list(
    uses.map(({ serviceAccount }) => (serviceAccount.state === 'known' ? accountName(serviceAccount.value) : 'a service account')),
  );
}
