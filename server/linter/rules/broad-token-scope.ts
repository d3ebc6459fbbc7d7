import { accountName } from '../describe.ts';
import type { Rule } from '../rule.ts';

/** The scope of all of Google Cloud's APIs. https://developers.google.com/identity/protocols/oauth2/scopes */
const everything = 'https://www.googleapis.com/auth/cloud-platform';

export const rule: Rule = {
  title: 'Minted access token is good for every API',
  group: 'credentials',
  severity: 'information',
  since: '0.1.0',
  sources: [
    'https://cloud.google.com/iam/docs/create-short-lived-credentials-direct',
    'https://developers.google.com/identity/protocols/oauth2/scopes',
  ],
  check({ tokenRequests }, { report, catalog }) {
    for (const { title, attachment, scopes, serviceAccount } of tokenRequests) {
      if (attachment.use !== 'mints-access-token') continue;
      const whose = serviceAccount.state === 'known' ? accountName(serviceAccount.value) : 'the account';
      for (const scope of scopes) {
        if (scope.state !== 'known' || catalog.scope(scope.value)?.url !== everything) continue;
        report({
          at: scope,
          message: `The token of ${title} can do everything that ${whose} can do on Google Cloud, wherever it gets to; ask only for the scopes of the APIs that it is for.`,
        });
      }
    }
  },
};
