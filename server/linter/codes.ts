import { checks } from './checks.ts';
import type { Config } from './config.ts';
import type { Described } from './rule.ts';
import { rules } from './rules/index.ts';
import { compareText } from './source.ts';

/** All codes that can be set and ignored, in their order: those of rules and those of checks. */
export const codes: Readonly<Record<string, Described>> = Object.fromEntries(
  Object.entries({ ...rules, ...checks }).sort(([a], [b]) => compareText(a, b)),
);

/** Whether anything is found of the code under the configuration. */
export function isActive(code: string, { rules: set, profile }: Pick<Config, 'rules' | 'profile'>): boolean {
  return set[code] !== 'off' && (codes[code]?.profile ?? profile) === profile;
}
