import { nearestFinder } from '../../iam/catalog/nearest.ts';
import { parsePrincipal } from '../../iam/principal.ts';
import { parseRole } from '../../iam/role.ts';
import { literalText } from '../../iam/text.ts';
import {
  type Config,
  type ConfigPart,
  configCode,
  configNames,
  extend,
  type LevelEntry,
  type Overrides,
  type PolicyLevel,
  profiles,
} from './config.ts';
import { globProblem } from './glob.ts';
import { keptWith } from './perObject.ts';
import { type Finding, type Fix, severities } from './rule.ts';
import { rules } from './rules/index.ts';
import { type SourceFile, type Span, span, textOf } from './source.ts';
import { parseJson } from './syntax/json.ts';
import { jsonProblem } from './syntax/jsonProblem.ts';
import { type Entry, literal, type MapValue, type Value } from './syntax/value.ts';

/** What is said in a configuration file as far as it is understood, and what is not, in the order of the text. */
export interface ConfigReading {
  readonly part: ConfigPart;
  readonly findings: readonly Finding[];
}

/** The configuration files of a workspace: which one applies where, and what is wrong with them. */
export interface ConfigFiles {
  /** What applies to a file: all that lie in its directory or above it, the nearest last. Files to which the same apply get the same object. */
  configOf(file: SourceFile): Config;
  readonly findings: readonly Finding[];
}

/** Puts configuration files to work: they extend `base`, and `overrides` are set over all of them. */
export function openConfigFiles(files: readonly SourceFile[], base: Config, overrides: Overrides): ConfigFiles {
  const findings: Finding[] = [];
  const parts = new Map<string, ConfigPart>();
  for (const [directory, own] of Map.groupBy(files, (file) => file.directory)) {
    const [read, ...unread] = own.toSorted((a, b) => configNames.indexOf(a.name) - configNames.indexOf(b.name));
    if (!read) continue;
    const reading = readConfigFile(read);
    parts.set(directory, reading.part);
    findings.push(...reading.findings);
    for (const file of unread)
      findings.push(problem(span(file, 0, 0), `${file.name} is not read, because ${read.name} lies beside it; delete one of them.`));
  }

  if (parts.size === 0) {
    const everywhere = extend(base, overrides);
    return { configOf: () => everywhere, findings };
  }
  const known = new Map<string, Config>();
  function configIn(directory: string): Config {
    const before = known.get(directory);
    if (before) return before;
    const parent = directory.slice(0, Math.max(0, directory.lastIndexOf('/')));
    const above = parent === '' ? base : configIn(parent);
    const part = parts.get(directory);
    const config = part ? extend(above, part) : above;
    known.set(directory, config);
    return config;
  }

  const overridden = new Map<Config, Config>();
  function configOf({ directory }: SourceFile): Config {
    const config = configIn(directory);
    const final = overridden.get(config) ?? extend(config, overrides);
    overridden.set(config, final);
    return final;
  }
  return { configOf, findings };
}

const memo = keptWith<SourceFile, ConfigReading>();

/** Reads a configuration file; the globs in it are relative to `directory`, its own unless told otherwise. Never throws. */
export function readConfigFile(file: SourceFile, directory = file.directory): ConfigReading {
  const known = directory === file.directory ? memo.get(file) : undefined;
  if (known) return known;
  const reading = read(file, directory);
  if (directory === file.directory) memo.set(file, reading);
  return reading;
}

/** Takes a problem: the place, a sentence, and what to write instead where that is certain enough to be offered. */
type Complain = (at: Span, message: string, instead?: string) => void;

function read(file: SourceFile, directory: string): ConfigReading {
  const findings: Finding[] = [];
  const complain: Complain = (at, message, instead) => findings.push(problem(at, message, instead));
  const syntax = jsonProblem(file);
  if (syntax) complain(syntax.span, syntax.message);
  const root = parseJson(file);
  const part = root ? readRoot(root, directory, complain) : {};
  return { part, findings: findings.toSorted((a, b) => a.span.start - b.span.start || a.span.end - b.span.end) };
}

type Writable<T> = { -readonly [Key in keyof T]: T[Key] };

function readRoot(root: Value, directory: string, complain: Complain): ConfigPart {
  const part: Writable<ConfigPart> = {};
  const trust: Writable<NonNullable<ConfigPart['trust']>> = {};
  const readers: Readonly<Record<string, (value: Value) => void>> = {
    rules: (value) => (part.rules = readRules(value, complain)),
    profile: (value) => (part.profile = choice(value, profiles, 'profile takes', complain)),
    trustedPrincipals: (value) => (trust.trustedPrincipals = strings(value, 'trustedPrincipals', principalFault, complain)),
    ownDomains: (value) => (trust.ownDomains = strings(value, 'ownDomains', domainFault, complain).map((domain) => domain.toLowerCase())),
    knownRoles: (value) => (trust.knownRoles = strings(value, 'knownRoles', roleFault, complain)),
    levels: (value) => (part.levels = readLevels(value, directory, complain)),
  };
  if (root.type !== 'map') {
    if (root.type !== 'unknown') complain(root.span, 'A configuration is an object, like { "profile": "strict" }.');
    return part;
  }
  const keys = Object.keys(readers);
  for (const { key, keySpan, value } of distinct(root, complain)) {
    const reader = Object.hasOwn(readers, key) ? readers[key] : undefined;
    if (reader) reader(value);
    else suggest(keySpan, `"${key}" is not a setting`, key, keys, complain);
  }
  return { ...part, trust };
}

function readRules(value: Value, complain: Complain): Config['rules'] {
  const levels = [...severities, 'off'] as const;
  const read: Record<string, (typeof levels)[number]> = {};
  for (const { key, keySpan, value: level } of entries(value, 'rules', '{ "basic-role": "off" }', complain)) {
    if (key === configCode) complain(keySpan, 'Findings in configuration files cannot be set: mend the file instead.');
    else if (!Object.hasOwn(rules, key)) suggest(keySpan, `"${key}" is not a rule`, key, Object.keys(rules), complain);
    else {
      const chosen = choice(level, levels, `${key} takes`, complain);
      if (chosen) read[key] = chosen;
    }
  }
  return read;
}

const policyLevels: readonly PolicyLevel[] = ['organization', 'folder', 'project', 'billing-account', 'service-account', 'resource'];

function readLevels(value: Value, directory: string, complain: Complain): LevelEntry[] {
  const read: LevelEntry[] = [];
  for (const { key, keySpan, value: level } of entries(value, 'levels', '{ "policies/*.json": "project" }', complain)) {
    const wrong = globProblem(key);
    if (wrong) complain(keySpan, `The glob ${wrong}.`);
    const chosen = choice(level, policyLevels, 'A level is', complain);
    if (chosen && !wrong) read.push({ directory, glob: key, level: chosen });
  }
  return read;
}

/** What is wrong with a text, and what to write instead where that is certain enough to be offered. */
interface Fault {
  readonly message: string;
  readonly instead?: string;
}

function principalFault(member: string): Fault | undefined {
  const principal = parsePrincipal(literalText(member));
  switch (principal?.kind) {
    case 'public':
      return { message: `${member} is anyone and cannot be trusted: ignore the finding where access is meant to be public.` };
    case 'invalid': {
      const { problem, correction } = principal;
      return {
        message: `${member} ${problem}: write it as a policy does, like "${correction ?? 'user:ada@example.com'}".`,
        instead: correction,
      };
    }
    case undefined:
      return { message: 'An empty member trusts nobody: remove it.' };
    default:
      return undefined;
  }
}

function domainFault(domain: string): Fault | undefined {
  if (/^(?!-)(?:[\p{L}\p{N}-]{1,63}\.)+[\p{L}\p{N}-]{2,63}$/u.test(domain)) return undefined;
  return { message: `"${domain}" is not a domain: write it without a protocol, an @ or a *, like "example.com".` };
}

function roleFault(role: string): Fault | undefined {
  const parsed = parseRole(role);
  return parsed.form === 'malformed' ? { message: `"${role}" ${parsed.problem}.` } : undefined;
}

/** The strings of a list that `judge` has nothing against. */
function strings(value: Value, key: string, judge: (text: string) => Fault | undefined, complain: Complain): string[] {
  if (value.type === 'unknown') return [];
  if (value.type !== 'list') {
    complain(value.span, `${key} takes a list of strings: put [ ] around it.`);
    return [];
  }
  return value.items.flatMap(({ value: item }) => {
    if (item.type === 'unknown') return [];
    const text = literal(item);
    const fault = text === undefined ? { message: `${key} takes strings: put double quotes around this.` } : judge(text);
    if (fault) complain(item.span, fault.message, fault.instead);
    return text === undefined || fault ? [] : [text];
  });
}

/** The value where it is one of the choices. */
function choice<Choice extends string>(value: Value, choices: readonly Choice[], takes: string, complain: Complain): Choice | undefined {
  if (value.type === 'unknown') return undefined;
  const text = literal(value);
  const chosen = choices.find((each) => each === text);
  if (chosen) return chosen;
  const near = text === undefined ? undefined : nearestFinder(choices)(text);
  complain(value.span, `${takes} ${oneOf(choices)}, not ${shown(value)}.`, near);
  return undefined;
}

/** A value that does not belong where it is. */
function shown(value: Value): string {
  if (value.type === 'map') return 'an object';
  if (value.type === 'list') return 'a list';
  const text = textOf(value.span);
  const short = text.length > 40 ? `${text.slice(0, 40)}…` : text;
  return value.type === 'string' ? `"${short}"` : short;
}

/** The entries of an object, each key once. */
function entries(value: Value, key: string, example: string, complain: Complain): readonly Entry[] {
  if (value.type === 'map') return distinct(value, complain);
  if (value.type !== 'unknown') complain(value.span, `${key} takes an object, like ${example}.`);
  return [];
}

/** The last of the entries with the same key, which is the one that counts. */
function distinct(map: MapValue, complain: Complain): readonly Entry[] {
  const last = new Map(map.entries.map((entry) => [entry.key, entry]));
  for (const entry of map.entries)
    if (last.get(entry.key) !== entry)
      complain(entry.keySpan, `"${entry.key}" is set again further down, which is what counts; remove one.`);
  return map.entries.filter((entry) => last.get(entry.key) === entry);
}

function suggest(at: Span, fault: string, text: string, candidates: readonly string[], complain: Complain): void {
  const near = nearestFinder(candidates)(text);
  if (near) complain(at, `${fault}; did you mean "${near}"?`, near);
  else if (candidates.length < 10) complain(at, `${fault}; there are ${oneOf(candidates, 'and')}.`);
  else complain(at, `${fault}; \`leastwise rules\` lists them.`);
}

function oneOf(names: readonly string[], word = 'or'): string {
  return `${names.slice(0, -1).join(', ')} ${word} ${names.at(-1)}`;
}

function problem(at: Span, message: string, instead?: string): Finding {
  const fixes: Fix[] = instead === undefined ? [] : [{ title: `Use "${instead}"`, safe: false, edits: [{ span: at, newText: instead }] }];
  return { code: configCode, severity: 'error', span: at, message, related: [], fixes, tags: [] };
}
