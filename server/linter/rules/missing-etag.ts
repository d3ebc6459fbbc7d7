import type { Rule } from '../rule.ts';

export const rule: Rule = {
  title: 'Policy without an etag',
  group: 'policies',
  severity: 'warning',
  since: '0.1.0',
  sources: ['https://cloud.google.com/iam/docs/policies#etag', 'https://cloud.google.com/iam/docs/reference/rest/v1/Policy'],
  check({ policies }, { report }) {
    for (const policy of policies) {
      const { origin, etag, conditional, misshapes } = policy;
      if ((origin !== 'file' && origin !== 'request') || etag.state === 'unknown') continue;
      if (etag.state === 'known' && etag.value !== '') continue;
      // Another system's file, which something else makes a policy of.
      if (misshapes.some(({ part, kind }) => part === 'policy' && kind === 'unknown-key')) continue;
      const lost = conditional
        ? 'what has changed since it was read, and can take the conditions with it'
        : 'what has changed since it was read';
      report({
        at: policy,
        severity: conditional ? 'error' : 'warning',
        message: `The policy has no etag, so writing it overwrites ${lost}; read the policy anew and keep the etag that comes with it.`,
      });
    }
  },
};
