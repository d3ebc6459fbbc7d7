import type { Finding, Severity, Trust } from './rule.ts';

/** What a user sets about findings. */
export interface Config {
  /** A severity for all findings of a rule, or `off`, by code. */
  readonly rules: Readonly<Record<string, Severity | 'off'>>;
  /** `strict` reports also what is a matter of opinion. */
  readonly profile: 'default' | 'strict';
  readonly trust: Trust;
}

/** Every rule at its own severity, nothing taken on trust. */
export const defaultConfig: Config = { rules: {}, profile: 'default', trust: { ownDomains: [], trustedPrincipals: [], knownRoles: [] } };

/** The findings as the configuration wants them. */
export function configure(findings: readonly Finding[], { rules }: Config): Finding[] {
  return findings.flatMap((finding) => {
    const severity = rules[finding.code];
    if (severity === 'off') return [];
    return [severity ? { ...finding, severity } : finding];
  });
}
