import { matches } from './glob.ts';
import type { Level } from './model.ts';
import { perObject } from './perObject.ts';
import type { Finding, Severity, Trust } from './rule.ts';
import type { SourceFile, Span } from './source.ts';

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
  /** Files, or directories with all that is in them, that are neither linted nor reported. */
  readonly exclude: readonly GlobEntry[];
  /** Findings that are known and may stay. */
  readonly ignores: readonly IgnoreEntry[];
  /** Where the findings are listed that were there before and are not reported. */
  readonly baseline?: BaselineSetting;
  /** Ids of the projects that the files are about, to be suggested and no more. */
  readonly projects: readonly string[];
}

export const profiles = ['default', 'strict'] as const;
export type Profile = (typeof profiles)[number];

/** What a policy can belong to. */
export type PolicyLevel = Exclude<Level, 'unknown'>;

/** The files below a directory, given as a URI, whose path from there the glob names. */
export interface GlobEntry {
  readonly directory: string;
  readonly glob: string;
}

/** The level of all policies in the files. */
export interface LevelEntry extends GlobEntry {
  readonly level: PolicyLevel;
}

/** Findings in the files that are not reported. */
export interface IgnoreEntry extends GlobEntry {
  readonly codes: readonly WrittenCode[];
  /** A JSON pointer: only what it leads to in JSON and YAML files; everything where there is none. */
  readonly pointer?: string;
  readonly until?: Until;
  readonly reason: string;
  /** The entry, and the text to delete for it to go. */
  readonly at: Span;
  readonly extent?: Span;
}

/** A code as a suppression names it. */
export interface WrittenCode {
  readonly code: string;
  readonly at: Span;
  /** The text to delete for it to go, where others remain. */
  readonly extent?: Span;
}

/** The last day of a suppression, in UTC: `2027-01-31`. */
export interface Until {
  readonly day: string;
  readonly at: Span;
}

/** A baseline by its URI, and the place where a configuration names it. */
export interface BaselineSetting {
  readonly uri: string;
  readonly at?: Span;
}

/** What is set over all else: by a client, by an option of a command. */
export interface Overrides {
  readonly rules?: Config['rules'];
  readonly profile?: Profile;
  readonly exclude?: Config['exclude'];
  readonly baseline?: BaselineSetting;
}

/** What one configuration says. What is not in it stays as it was. */
export type ConfigPart = Overrides & Partial<Pick<Config, 'levels' | 'ignores' | 'projects'>> & { readonly trust?: Partial<Trust> };

/** Every rule at its own severity, nothing taken on trust. */
export const defaultConfig: Config = {
  rules: {},
  profile: 'default',
  trust: { ownDomains: [], trustedPrincipals: [], knownRoles: [] },
  levels: [],
  exclude: [],
  ignores: [],
  projects: [],
};

/** Equal for two configurations exactly when the rules find the same under both. */
export const keyOf: (config: Config) => string = perObject(({ profile, trust, rules }) =>
  JSON.stringify([profile, trust, Object.keys(rules).filter((code) => rules[code] === 'off')]),
);

/** The configuration with what a nearer one says: settings are replaced, the severity of each rule by itself; lists are added. */
export function extend(config: Config, nearer: ConfigPart): Config {
  const { rules, profile, trust, levels, exclude, ignores, baseline, projects } = config;
  const added = (key: keyof Trust) => union(trust[key], nearer.trust?.[key]);
  return {
    rules: { ...rules, ...nearer.rules },
    profile: nearer.profile ?? profile,
    trust: { ownDomains: added('ownDomains'), trustedPrincipals: added('trustedPrincipals'), knownRoles: added('knownRoles') },
    levels: [...levels, ...(nearer.levels ?? [])],
    exclude: [...exclude, ...(nearer.exclude ?? [])],
    ignores: [...ignores, ...(nearer.ignores ?? [])],
    baseline: nearer.baseline ?? baseline,
    projects: union(projects, nearer.projects),
  };
}

function union(some: readonly string[], others: readonly string[] = []): readonly string[] {
  return [...new Set([...some, ...others])];
}

/** What the bare policies of a file belong to, where the configuration tells. */
export function levelOf(file: SourceFile, { levels }: Config): PolicyLevel | undefined {
  return levels.findLast((entry) => names(entry, file))?.level;
}

/** Whether the entry's glob names the file. */
export function names({ directory, glob }: GlobEntry, { uri }: SourceFile): boolean {
  return uri.startsWith(`${directory}/`) && matches(glob, decodePath(uri.slice(directory.length + 1)));
}

/** Whether the configuration leaves the file out, or a directory that it lies in. */
export function isExcluded({ uri }: SourceFile, { exclude }: Config): boolean {
  return exclude.some(({ directory, glob }) => {
    if (!uri.startsWith(`${directory}/`)) return false;
    const path = decodePath(uri.slice(directory.length + 1)).split('/');
    return path.some((_, index) => matches(glob.replace(/\/+$/, ''), path.slice(0, index + 1).join('/')));
  });
}

/** The findings as the configuration of the file that each is in wants them. */
export function configure(findings: readonly Finding[], configOf: (file: SourceFile) => Config): readonly Finding[] {
  const configs = new Set(findings.map(({ span }) => configOf(span.file)));
  // Most leave the severities as they are.
  if ([...configs].every(({ rules }) => Object.keys(rules).length === 0)) return findings;
  return findings.flatMap((finding) => {
    const severity = configOf(finding.span.file).rules[finding.code];
    if (severity === 'off') return [];
    return severity ? { ...finding, severity } : finding;
  });
}

/** The path of a URI, or a part of one, with its percent-encoding undone where that can be. */
export function decodePath(path: string): string {
  try {
    return decodeURIComponent(path);
  } catch {
    return path;
  }
}
