import { nearestFinder } from '../../iam/catalog/nearest.ts';
import { parsePrincipal } from '../../iam/principal.ts';
import { parseRole } from '../../iam/role.ts';
import { literalText } from '../../iam/text.ts';
import { codes } from './codes.ts';
import {
  type BaselineSetting,
  type Config,
  type ConfigPart,
  configCode,
  configNames,
  extend,
  type GlobEntry,
  type IgnoreEntry,
  type LevelEntry,
  type Overrides,
  profiles,
  type Until,
  type WrittenCode,
} from './config.ts';
import { configKeys, ignoreKeys, policyLevels, settings } from './configKeys.ts';
import { globProblem } from './glob.ts';
import { keptWith } from './perObject.ts';
import type { Finding, Fix } from './rule.ts';
import { type SourceFile, type Span, span, textOf } from './source.ts';
import { parseJson } from './syntax/json.ts';
import { jsonProblem } from './syntax/jsonProblem.ts';
import { isPointer } from './syntax/pointer.ts';
import { type Entry, entry, literal, type MapValue, type Value } from './syntax/value.ts';

/** What is said in a configuration file as far as it is understood, and what is not, in the order of the text. */
export interface ConfigReading {
  readonly part: ConfigPart;
  readonly findings: readonly Finding[];
}

/** The configuration files of a workspace: which one applies where, and what is wrong with them. */
export interface ConfigFiles {
  /** What applies to a file: all that lie in its directory or above it, the nearest last. Files to which the same apply get the same object. */
  configOf(file: SourceFile): Config;
  /** What it is for all files, where there are no configuration files. */
  readonly sole: Config | undefined;
  /** All entries of `ignores`, wherever they apply. */
  readonly entries: readonly IgnoreEntry[];
  /** Whether anything is excluded anywhere, and whether any baseline is named: most workspaces need not be looked through for either. */
  readonly excludes: boolean;
  readonly hasBaselines: boolean;
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
    return { configOf: () => everywhere, sole: everywhere, entries: everywhere.ignores, ...uses([everywhere]), findings };
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
  const entries = [...base.ignores, ...[...parts.values()].flatMap(({ ignores = [] }) => ignores)];
  return { configOf, sole: undefined, entries, ...uses([base, overrides, ...parts.values()]), findings };
}

function uses(parts: readonly ConfigPart[]): Pick<ConfigFiles, 'excludes' | 'hasBaselines'> {
  return {
    excludes: parts.some(({ exclude = [] }) => exclude.length > 0),
    hasBaselines: parts.some(({ baseline }) => baseline !== undefined),
  };
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
  const readers: Readonly<Record<keyof typeof configKeys, (value: Value) => void>> = {
    rules: (value) => (part.rules = readRules(value, complain)),
    profile: (value) => (part.profile = choice(value, profiles, 'profile takes', complain)),
    exclude: (value) => (part.exclude = strings(value, 'exclude', globFault, complain).map((glob) => ({ directory, glob }))),
    ignores: (value) => (part.ignores = readIgnores(value, directory, complain)),
    baseline: (value) => (part.baseline = readBaselineSetting(value, complain)),
    trustedPrincipals: (value) => (trust.trustedPrincipals = strings(value, 'trustedPrincipals', principalFault, complain)),
    ownDomains: (value) => (trust.ownDomains = strings(value, 'ownDomains', domainFault, complain).map((domain) => domain.toLowerCase())),
    knownRoles: (value) => (trust.knownRoles = strings(value, 'knownRoles', roleFault, complain)),
    levels: (value) => (part.levels = readLevels(value, directory, complain)),
    projects: (value) => (part.projects = strings(value, 'projects', projectFault, complain)),
  };
  if (root.type !== 'map') {
    if (root.type !== 'unknown') complain(root.span, 'A configuration is an object, like { "profile": "strict" }.');
    return part;
  }
  readKeys(root, readers, 'is not a setting', complain);
  return { ...part, trust };
}

/** Reads each entry of an object by the reader of its key. */
function readKeys(map: MapValue, readers: Readonly<Record<string, (value: Value) => void>>, fault: string, complain: Complain): void {
  const keys = Object.keys(readers);
  for (const { key, keySpan, value } of distinct(map, complain)) {
    const reader = Object.hasOwn(readers, key) ? readers[key] : undefined;
    if (reader) reader(value);
    else suggest(keySpan, `"${key}" ${fault}`, key, keys, `there are ${oneOf(keys, 'and')}`, complain);
  }
}

function readRules(value: Value, complain: Complain): Config['rules'] {
  const read: Record<string, (typeof settings)[number]> = {};
  for (const { key, keySpan, value: level } of entries(value, 'rules', complain)) {
    if (key === configCode) complain(keySpan, 'Findings in configuration files cannot be set: mend the file instead.');
    else if (!Object.hasOwn(codes, key)) suggestCode(keySpan, key, complain);
    else {
      const chosen = choice(level, settings, `${key} takes`, complain);
      if (chosen) read[key] = chosen;
    }
  }
  return read;
}

function readLevels(value: Value, directory: string, complain: Complain): LevelEntry[] {
  const read: LevelEntry[] = [];
  for (const { key, keySpan, value: level } of entries(value, 'levels', complain)) {
    const fault = globFault(key);
    if (fault) complain(keySpan, fault.message);
    const chosen = choice(level, policyLevels, 'A level is', complain);
    if (chosen && !fault) read.push({ directory, glob: key, level: chosen });
  }
  return read;
}

function readIgnores(value: Value, directory: string, complain: Complain): IgnoreEntry[] {
  if (value.type === 'unknown') return [];
  if (value.type !== 'list') {
    complain(value.span, `ignores takes a list, like ${configKeys.ignores.example}.`);
    return [];
  }
  return value.items.flatMap(({ value: item, extent }) => {
    if (item.type === 'map') return readIgnore(item, extent, directory, complain);
    if (item.type !== 'unknown') complain(item.span, `ignores takes objects, like ${configKeys.ignores.example}.`);
    return [];
  });
}

/** The entry, unless what it is for is missing or wrong: it would ignore more than its author means. */
function readIgnore(map: MapValue, extent: Span | undefined, directory: string, complain: Complain): IgnoreEntry[] {
  let faults = 0;
  const count: Complain = (...fault) => {
    faults++;
    complain(...fault);
  };
  const own: { codes?: WrittenCode[]; files?: GlobEntry; pointer?: string; until?: Until; reason?: string } = {};
  const readers: Readonly<Record<keyof typeof ignoreKeys, (value: Value) => void>> = {
    codes: (value) => (own.codes = readCodes(value, count)),
    files: (value) => {
      const glob = string(value, 'files', globFault, count);
      own.files = glob === undefined ? undefined : { directory, glob };
    },
    pointer: (value) => (own.pointer = string(value, 'pointer', pointerFault, count)),
    until: (value) => {
      const day = string(value, 'until', dayFault, count);
      own.until = day === undefined ? undefined : { day, at: value.span };
    },
    reason: (value) => (own.reason = string(value, 'reason', reasonFault, complain)),
  };
  readKeys(map, readers, 'is not part of an entry of ignores', count);
  const missing = Object.entries(ignoreKeys).filter(([key, { required }]) => required && !entry(map, key));
  if (missing.length > 0 && map.complete)
    complain(map.span, `This entry has no ${missing.map(([key]) => key).join(' and no ')}: write it like ${configKeys.ignores.example}.`);
  const { codes: named, files, pointer, until, reason = '' } = own;
  return named && files && faults === 0 ? [{ ...files, codes: named, pointer, until, reason, at: map.span, extent }] : [];
}

function readCodes(value: Value, complain: Complain): WrittenCode[] {
  if (value.type === 'unknown') return [];
  if (value.type !== 'list') {
    complain(value.span, 'codes takes a list of strings: put [ ] around it.');
    return [];
  }
  return value.items.flatMap(({ value: item, extent }) => {
    const code = string(item, 'codes', () => undefined, complain);
    if (code === undefined) return [];
    if (code === configCode) complain(item.span, 'Findings in configuration files cannot be ignored: mend the file instead.');
    else if (!Object.hasOwn(codes, code)) suggestCode(item.span, code, complain);
    else return [{ code, at: item.span, extent }];
    return [];
  });
}

function readBaselineSetting(value: Value, complain: Complain): BaselineSetting | undefined {
  const path = string(value, 'baseline', pathFault, complain);
  return path === undefined ? undefined : { uri: resolved(value.span.file.directory, path), at: value.span };
}

/** The URI of a path, not encoded, from a directory. */
function resolved(directory: string, path: string): string {
  const segments = directory.split('/');
  for (const name of path.split('/')) {
    if (name === '..') segments.pop();
    else if (name !== '.' && name !== '') segments.push(name);
  }
  return segments.join('/');
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

function globFault(glob: string): Fault | undefined {
  const wrong = globProblem(glob);
  return wrong === undefined ? undefined : { message: `The glob ${wrong}.` };
}

/** https://cloud.google.com/resource-manager/docs/creating-managing-projects#before_you_begin, with the prefix of a domain's old projects. */
function projectFault(id: string): Fault | undefined {
  if (/^(?:[a-z0-9.-]+:)?[a-z][a-z0-9-]{4,28}[a-z0-9]$/.test(id)) return undefined;
  return { message: `"${id}" is not the id of a project: 6 to 30 lower-case letters, digits and dashes.` };
}

function pointerFault(pointer: string): Fault | undefined {
  if (isPointer(pointer)) return undefined;
  return { message: `"${pointer}" is not a JSON pointer: write the keys from the root, like "/bindings/0/members/1".` };
}

function dayFault(day: string): Fault | undefined {
  if (isDay(day)) return undefined;
  return { message: `"${day}" is not a day of the calendar: write it like "2027-01-31".` };
}

/** Whether a text is a day, like `2027-01-31`. */
export function isDay(text: string): boolean {
  if (!/^\d{4}-\d{2}-\d{2}$/.test(text)) return false;
  const time = Date.parse(`${text}T00:00:00Z`);
  return !Number.isNaN(time) && new Date(time).toISOString().startsWith(text);
}

function reasonFault(reason: string): Fault | undefined {
  return reason.trim() === '' ? { message: 'Say why this may stay: whoever reads it later does not know.' } : undefined;
}

function pathFault(path: string): Fault | undefined {
  if (path !== '' && !/^\/|^[A-Za-z]:|\\/.test(path)) return undefined;
  return { message: 'This is not a path from this file with forward slashes, like "leastwise-baseline.json".' };
}

/** The string, if `judge` has nothing against it. */
function string(value: Value, key: string, judge: (text: string) => Fault | undefined, complain: Complain): string | undefined {
  if (value.type === 'unknown') return undefined;
  const text = literal(value);
  const fault = text === undefined ? { message: `${key} takes strings: put double quotes around this.` } : judge(text);
  if (fault) complain(value.span, fault.message, fault.instead);
  return fault ? undefined : text;
}

/** The strings of a list that `judge` has nothing against. */
function strings(value: Value, key: string, judge: (text: string) => Fault | undefined, complain: Complain): string[] {
  if (value.type === 'unknown') return [];
  if (value.type !== 'list') {
    complain(value.span, `${key} takes a list of strings: put [ ] around it.`);
    return [];
  }
  return value.items.flatMap(({ value: item }) => string(item, key, judge, complain) ?? []);
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

/** The entries of the object under a setting's key, each key once. */
function entries(value: Value, key: keyof typeof configKeys, complain: Complain): readonly Entry[] {
  if (value.type === 'map') return distinct(value, complain);
  if (value.type !== 'unknown') complain(value.span, `${key} takes an object, like ${configKeys[key].example}.`);
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

function suggestCode(at: Span, code: string, complain: Complain): void {
  suggest(at, `"${code}" is not a rule`, code, Object.keys(codes), '`leastwise rules` lists them', complain);
}

function suggest(at: Span, fault: string, text: string, candidates: readonly string[], otherwise: string, complain: Complain): void {
  const near = nearestFinder(candidates)(text);
  complain(at, near ? `${fault}; did you mean "${near}"?` : `${fault}; ${otherwise}.`, near);
}

function oneOf(names: readonly string[], word = 'or'): string {
  return `${names.slice(0, -1).join(', ')} ${word} ${names.at(-1)}`;
}

/** A finding in a configuration file, or in what one names; with what to write instead, where that is certain enough to be offered. */
export function problem(at: Span, message: string, instead?: string): Finding {
  const fixes: Fix[] = instead === undefined ? [] : [{ title: `Use "${instead}"`, safe: false, edits: [{ span: at, newText: instead }] }];
  return { code: configCode, severity: 'error', span: at, message, related: [], fixes, tags: [] };
}
