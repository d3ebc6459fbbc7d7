import type { Attribute } from '../model.ts';
import type { Fix, Rule } from '../rule.ts';

export const rule: Rule = {
  title: 'Access control lists of objects count beside IAM',
  group: 'neighbours',
  severity: 'warning',
  since: '0.1.0',
  sources: [
    'https://cloud.google.com/storage/docs/uniform-bucket-level-access',
    'https://cloud.google.com/storage/docs/public-access-prevention',
  ],
  check({ buckets }, { report }) {
    for (const { title, uniformAccess, publicAccessPrevention } of buckets) {
      if (isOff(uniformAccess))
        report({
          at: uniformAccess,
          message: `${title} has no uniform bucket-level access, so access control lists can open single objects past its IAM policy, and no policy shows it; switch it on.`,
          fixes: write(uniformAccess, 'true', 'Use uniform bucket-level access'),
        });
      if (publicAccessPrevention.state === 'absent' || isInherited(publicAccessPrevention))
        report({
          at: publicAccessPrevention,
          severity: 'information',
          profile: 'strict',
          message: `${title} does not enforce public access prevention, so one grant to allUsers makes it public; enforce it.`,
          fixes: write(publicAccessPrevention, '"enforced"', 'Enforce public access prevention'),
        });
    }
  },
};

function isOff(attribute: Attribute<boolean>): boolean {
  return attribute.state === 'absent' || (attribute.state === 'known' && !attribute.value);
}

function isInherited(attribute: Attribute<string>): boolean {
  return attribute.state === 'known' && (attribute.value === 'inherited' || attribute.value === 'unspecified');
}

/** A value that is no text, or is quoted already. */
function write({ slot, use }: Attribute<unknown>, text: string, title: string): Fix[] {
  const { expression } = slot ?? {};
  if (!slot || !expression || use) return [];
  return [{ title, safe: false, edits: [{ span: slot.span, newText: `${expression.prefix}${text}${expression.suffix}` }] }];
}
