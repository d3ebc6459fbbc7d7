import { show } from '../../../iam/text.ts';
import type { Rule } from '../rule.ts';

export const rule: Rule = {
  title: 'Access token sent where an ID token is needed',
  group: 'credentials',
  severity: 'error',
  since: '0.1.0',
  sources: [
    'https://cloud.google.com/run/docs/authenticating/service-to-service',
    'https://cloud.google.com/scheduler/docs/http-target-auth',
  ],
  check({ outboundCalls }, { report }) {
    for (const { title, target, credential, idToken } of outboundCalls) {
      if (credential.state !== 'known' || credential.value !== 'access-token') continue;
      if (target.state !== 'known' || !target.value.serverless) continue;
      report({
        at: credential,
        message: `${title} sends an OAuth access token to ${show(target.value.text)}, which takes ID tokens only: every call is refused, and the token, which is good for Google's APIs, is shown to the service; ask for an ID token.`,
        fixes: idToken ? [{ title: `Use ${idToken.newText}`, safe: false, edits: [idToken] }] : [],
      });
    }
  },
};
