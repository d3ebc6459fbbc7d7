/**
 * One token, one reason, one finding: where several rules report the same text at one place, or the same grant, only those of the first group here remain.
 * Codes that are in no group stand beside each other, behind all groups.
 */
const groups: readonly (readonly string[])[] = [
  ['hardcoded-credential'],
  ['invalid-service-account', 'invalid-annotation', 'invalid-scope', 'invalid-delegate', 'invalid-member', 'unknown-role'],
  [
    'service-agent-attached',
    'service-agent-role',
    'service-agent-dropped',
    'privileged-default-service-account',
    'public-member',
    'public-invoker',
  ],
  ['impersonation-at-scope'],
  ['privilege-escalation'],
  ['admin-role-on-service-account'],
  ['basic-role'],
  ['scope-role-mismatch'],
];

const ranks: ReadonlyMap<string, number> = new Map(groups.flatMap((codes, index) => codes.map((code) => [code, index] as const)));

/** The place of a code in the order of specificity, 0 the most specific. */
export function rank(code: string): number {
  return ranks.get(code) ?? groups.length;
}
