import type { AllowPolicy } from '../model.ts';
import type { Fix, Rule } from '../rule.ts';

export const rule: Rule = {
  title: 'Policy version does not fit its conditions',
  group: 'policies',
  severity: 'error',
  since: '0.1.0',
  sources: ['https://cloud.google.com/iam/docs/policies#versions', 'https://cloud.google.com/iam/docs/reference/rest/v1/Policy'],
  check({ policies }, { report }) {
    for (const policy of policies) {
      const fault = faultOf(policy);
      if (!fault) continue;
      const { condition, version } = policy;
      report({
        at: version,
        message: fault,
        fixes: fixes(policy),
        related: condition ? [{ span: condition.span, message: 'this binding has a condition' }] : [],
      });
    }
  },
};

/** Terraform sets the version by itself, and a report is not written back. */
function faultOf({ origin, version, conditional }: AllowPolicy): string | undefined {
  if (origin === 'terraform' || origin === 'report' || version.state === 'unknown') return undefined;
  if (version.state === 'absent') {
    return conditional
      ? 'The policy has a condition and no version, so IAM takes it for version 1 and rejects the condition; set version to 3.'
      : undefined;
  }
  const { value } = version;
  if (conditional && value < 3)
    return `The policy has a condition, which version ${value} does not know: IAM rejects it; set version to 3.`;
  return [0, 1, 3].includes(value)
    ? undefined
    : `There is no policy version ${value}: IAM takes 1, or 3 where a binding has a condition; set version to 3.`;
}

function fixes({ version: { slot } }: AllowPolicy): Fix[] {
  return slot ? [{ title: 'Set version to 3', safe: true, edits: [{ span: slot.span, newText: `${slot.prefix}3${slot.suffix}` }] }] : [];
}
