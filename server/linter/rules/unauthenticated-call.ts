import { show } from '../../../iam/text.ts';
import type { Rule } from '../rule.ts';

export const rule: Rule = {
  title: 'Call to Cloud Run without an identity',
  group: 'credentials',
  severity: 'warning',
  since: '0.1.0',
  sources: [
    'https://cloud.google.com/run/docs/triggering/using-scheduler',
    'https://cloud.google.com/run/docs/triggering/pubsub-push',
    'https://cloud.google.com/eventarc/docs/run/create-trigger-storage-gcloud',
  ],
  check({ outboundCalls }, { report }) {
    for (const { title, target, credential } of outboundCalls) {
      if (credential.state !== 'absent' || target.state !== 'known' || !target.value.serverless) continue;
      report({
        at: credential,
        message: `${title} calls ${show(target.value.text)} without an identity: the call fails, or the service is open to everyone; let it send an ID token of a service account with roles/run.invoker.`,
      });
    }
  },
};
