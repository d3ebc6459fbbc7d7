import { matches } from './glob.ts';
import type { Level } from './model.ts';
import { perObject } from './perObject.ts';
import type { Finding, Severity, Trust } from './rule.ts';
import type { SourceFile } from './source.ts';

/** The code of findings in configuration files. It is not a rule: nothing turns them off. */
export const configCode = 'config';

/** What a configuration file may be called; where both lie in one directory, the first one is read. */
export const configNames: readonly string[] = ['leastwise.jsonc', '.leastwise.jsonc'];

/** Whether the file is a configuration file, by its name. */
export function isConfigFile({ name }: Pick<SourceFile, 'name'>): boolean {
  return configNames.includes(name);
}

/** What a user sets about findings. */
export interface Config {
  /** A severity for all findings of a rule, or `off`, by code. */
  readonly rules: Readonly<Record<string, Severity | 'off'>>;
  /** `strict` reports also what is a matter of opinion. */
  readonly profile: Profile;
  readonly trust: Trust;
  /** What policies belong to that do not say it themselves; of several entries that match a file, the last one counts. */
  readonly levels: readonly LevelEntry[];
}

export const profiles = ['default', 'strict'] as const;
export type Profile = (typeof profiles)[number];

/** What a policy can belong to. */
export type PolicyLevel = Exclude<Level, 'unknown'>;

/** The level of all policies in files below a directory, given as a URI, whose path from there the glob names. */
export interface LevelEntry {
  readonly directory: string;
  readonly glob: string;
  readonly level: PolicyLevel;
}

/** What is set over all else: by a client, by an option of a command. */
export interface Overrides {
  readonly rules?: Config['rules'];
  readonly profile?: Profile;
}

/** What one configuration says. What is not in it stays as it was. */
export type ConfigPart = Overrides & Partial<Pick<Config, 'levels'>> & { readonly trust?: Partial<Trust> };

/** Every rule at its own severity, nothing taken on trust. */
export const defaultConfig: Config = {
  rules: {},
  profile: 'default',
  trust: { ownDomains: [], trustedPrincipals: [], knownRoles: [] },
  levels: [],
};

/** Equal for two configurations exactly when the rules find the same under both. */
export const keyOf: (config: Config) => string = perObject(({ profile, trust, rules }) =>
  JSON.stringify([profile, trust, Object.keys(rules).filter((code) => rules[code] === 'off')]),
);

/** The configuration with what a nearer one says: settings are replaced, the severity of each rule by itself; lists are added. */
export function extend({ rules, profile, trust, levels }: Config, nearer: ConfigPart): Config {
  const added = (key: keyof Trust) => [...new Set([...trust[key], ...(nearer.trust?.[key] ?? [])])];
  return {
    rules: { ...rules, ...nearer.rules },
    profile: nearer.profile ?? profile,
    trust: { ownDomains: added('ownDomains'), trustedPrincipals: added('trustedPrincipals'), knownRoles: added('knownRoles') },
    levels: [...levels, ...(nearer.levels ?? [])],
  };
}

/** What the bare policies of a file belong to, where the configuration tells. */
export function levelOf({ uri }: SourceFile, { levels }: Config): PolicyLevel | undefined {
  return levels.findLast(
    ({ directory, glob }) => uri.startsWith(`${directory}/`) && matches(glob, decodePath(uri.slice(directory.length + 1))),
  )?.level;
}

/** The findings as the configuration of the file that each is in wants them. */
export function configure(findings: readonly Finding[], configOf: (file: SourceFile) => Config): Finding[] {
  return findings.flatMap((finding) => {
    const severity = configOf(finding.span.file).rules[finding.code];
    if (severity === 'off') return [];
    return severity ? { ...finding, severity } : finding;
  });
}

function decodePath(path: string): string {
  try {
    return decodeURIComponent(path);
  } catch {
    return path;
  }
}
