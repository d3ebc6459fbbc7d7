import type { Catalog } from '../../iam/catalog/catalog.ts';
import { type Config, keyOf } from './config.ts';
import type { ConfigFiles } from './configFile.ts';
import { said } from './describe.ts';
import type { Grant, IdentityModel } from './model.ts';
import { perObject } from './perObject.ts';
import { rank } from './precedence.ts';
import { compareFindings, type Finding, type Fix, type Problem, type Related, type Rule, severities } from './rule.ts';
import { rules } from './rules/index.ts';
import { placeKey, type SourceFile } from './source.ts';

/** What the rules are told besides the model and the configuration. */
export interface Circumstances {
  readonly catalog: Catalog;
  readonly now: Date;
}

/** A rule that has failed where it should have found something or nothing. */
export interface Failure {
  readonly code: string;
  readonly error: unknown;
}

export interface Verdict {
  readonly findings: readonly Finding[];
  /** What another profile would report, too. */
  readonly latent: readonly Latent[];
  /** The other rules' findings are there. */
  readonly failures: readonly Failure[];
}

/** A finding of another profile, as far as suppressions are concerned. */
export type Latent = Pick<Finding, 'code' | 'span'>;

/**
 * What the rules find in the model, in each file as its configuration has it judged. Parts that are the same objects as before are not judged again, as long as
 * the configuration and the time are the same, too.
 */
export function judge(
  model: IdentityModel,
  { configOf, sole }: Pick<ConfigFiles, 'configOf' | 'sole'>,
  circumstances: Circumstances,
): Verdict {
  const config = sole ?? soleConfig(model.parts, configOf);
  const parts = config
    ? model.parts.map((part) => judgePart(part, config, circumstances))
    : model.parts.flatMap((part) => byConfig(part, configOf, (each) => judgePart(part, each, circumstances)));
  const judgeWhole = (each: Config) => judgeWith(ofWorkspace, model, each, circumstances);
  const whole = config ? [judgeWhole(config)] : byConfig(model, configOf, judgeWhole);
  const [own, others] = [together(parts), together(whole)];
  return {
    findings: join(once(own.findings, new Set(model.data)), others.findings),
    latent: [...own.latent, ...others.latent],
    failures: [...own.failures, ...others.failures],
  };
}

/** The configuration of all files of the parts, where it is one. */
function soleConfig(parts: readonly IdentityModel[], configOf: (file: SourceFile) => Config): Config | undefined {
  let sole: Config | undefined;
  for (const { files } of parts) {
    for (const file of files) {
      const config = configOf(file);
      sole ??= config;
      if (config !== sole) return undefined;
    }
  }
  return sole;
}

function together(verdicts: readonly Verdict[]): Verdict {
  const findings: Finding[] = [];
  const latent: Latent[] = [];
  const failures: Failure[] = [];
  // Most are empty.
  for (const verdict of verdicts) {
    for (const each of verdict.findings) findings.push(each);
    for (const each of verdict.latent) latent.push(each);
    for (const each of verdict.failures) failures.push(each);
  }
  return { findings, latent, failures };
}

/** The verdicts on one model, once for each way in which its files want it judged; of each the findings in the files that want it so. */
function byConfig({ files }: IdentityModel, configOf: (file: SourceFile) => Config, judged: (config: Config) => Verdict): Verdict[] {
  const [first] = files;
  if (!first) return [];
  const config = configOf(first);
  if (files.every((file) => configOf(file) === config)) return [judged(config)];
  return [...Map.groupBy(files, (file) => keyOf(configOf(file))).values()].flatMap((alike) => {
    const [one] = alike;
    const own = new Set(alike);
    if (!one) return [];
    const { findings, latent, failures } = judged(configOf(one));
    const isOwn = ({ span }: Latent) => own.has(span.file);
    return [{ findings: findings.filter(isOwn), latent: latent.filter(isOwn), failures }];
  });
}

type Rules = readonly (readonly [code: string, rule: Rule])[];

const all: Rules = Object.entries(rules);
const ofPart = all.filter(([, { reach }]) => reach === undefined);
const ofWorkspace = all.filter(([, { reach }]) => reach === 'workspace');

const verdicts = perObject(
  (_: IdentityModel) => new Map<string, { readonly catalog: Catalog; readonly now: number; readonly verdict: Verdict }>(),
);

function judgePart(part: IdentityModel, config: Config, circumstances: Circumstances): Verdict {
  const known = verdicts(part);
  const key = keyOf(config);
  const before = known.get(key);
  const now = circumstances.now.getTime();
  if (before && before.catalog === circumstances.catalog && before.now === now) return before.verdict;
  const verdict = judgeWith(ofPart, part, config, circumstances);
  known.set(key, { catalog: circumstances.catalog, now, verdict });
  return verdict;
}

interface Report {
  readonly code: string;
  readonly rule: Rule;
  readonly problem: Problem;
}

function judgeWith(asked: Rules, model: IdentityModel, { profile, trust, rules: set }: Config, circumstances: Circumstances): Verdict {
  const reports: Report[] = [];
  const latent: Latent[] = [];
  const failures: Failure[] = [];
  // One context for all: there are many parts, and most rules have nothing to say of most of them.
  let asking: Rules[number] | undefined;
  const report = (problem: Problem) => {
    if (!asking) return;
    const [code, rule] = asking;
    if (problem.profile === undefined || problem.profile === profile) reports.push({ code, rule, problem });
    else latent.push({ code, span: problem.at.span });
  };
  const context = { ...circumstances, trust, report };
  for (const each of asked) {
    const [code, rule] = each;
    if (set[code] === 'off' || (rule.profile !== undefined && rule.profile !== profile)) continue;
    asking = each;
    try {
      rule.check(model, context);
    } catch (error) {
      failures.push({ code, error });
    }
  }
  const claims = claim(reports);
  // In order, so that hardly anything is left to sort when all parts' are put together.
  const findings = mostSpecific(reports.flatMap((report) => stated(report, claims))).sort(compareFindings);
  return { findings, latent, failures };
}

/** The best rank that any rule has for each grant. */
function claim(reports: readonly Report[]): Map<Grant, number> {
  const claims = new Map<Grant, number>();
  for (const { code, problem } of reports) {
    for (const grant of problem.about ?? []) claims.set(grant, Math.min(rank(code), claims.get(grant) ?? Number.POSITIVE_INFINITY));
  }
  return claims;
}

/** A finding with the texts at its place that it is about, of which a template makes several; undefined where it is about whatever stands there. */
interface Stated {
  readonly finding: Finding;
  readonly texts: readonly string[] | undefined;
}

function stated({ code, rule, problem }: Report, claims: ReadonlyMap<Grant, number>): Stated[] {
  const about = (problem.about ?? []).filter((grant) => (claims.get(grant) ?? 0) >= rank(code));
  if (problem.about && about.length === 0) return [];
  const message = typeof problem.message === 'string' ? problem.message : problem.message(about);
  const finding: Finding = {
    code,
    severity: problem.severity ?? rule.severity,
    span: problem.at.span,
    message,
    related: [...use(problem), ...(problem.related ?? [])],
    fixes: problem.fixes ?? [],
    tags: problem.tags ?? [],
  };
  const text = said(problem.at);
  return [{ finding, texts: text === undefined ? undefined : [text] }];
}

/** The attribute that holds the value, where that is not where the value is written. */
function use({ at }: Problem): Related[] {
  return at.use ? [{ span: at.use, message: 'used here' }] : [];
}

/** One finding for a place and code, with the related places of all; of each text on one place only the most specific codes. */
function mostSpecific(all: readonly Stated[]): Finding[] {
  const merged = new Map<string, Stated>();
  for (const each of all) {
    const key = `${each.finding.code} ${placeKey(each.finding.span)}`;
    const same = merged.get(key);
    merged.set(key, same ? mergeStated(same, each) : each);
  }
  const places = Map.groupBy(merged.values(), ({ finding }) => placeKey(finding.span));
  const standing = (place: readonly Stated[]) => (place.length === 1 ? place : place.filter((each) => stands(each, place)));
  return [...places.values()].flatMap((place) => standing(place).map(({ finding }) => finding));
}

/** Whether one of the texts that a finding is about has no more specific one. */
function stands({ finding, texts }: Stated, place: readonly Stated[]): boolean {
  const better = place.filter((each) => rank(each.finding.code) < rank(finding.code));
  if (texts === undefined) return better.length === 0;
  return texts.some((text) => !better.some((each) => each.texts === undefined || each.texts.includes(text)));
}

/** The findings of several parts, those in files that several of them may have read once. */
function once(findings: readonly Finding[], shared: ReadonlySet<SourceFile>): readonly Finding[] {
  if (shared.size === 0) return findings;
  const isShared = ({ span }: Finding) => shared.has(span.file);
  const others = findings.filter(isShared).map((finding) => ({ finding, texts: undefined }));
  return [...findings.filter((each) => !isShared(each)), ...mostSpecific(others)];
}

/** Findings of which each kind is the most specific of its own, without those that are less specific than one of the other kind on their place. */
function join(some: readonly Finding[], others: readonly Finding[]): readonly Finding[] {
  if (others.length === 0) return some;
  const files = new Set(others.map(({ span }) => span.file));
  const [best, met] = [bestRanks(others), bestRanks(some.filter(({ span }) => files.has(span.file)))];
  const stands = ({ code, span }: Finding, ranks: ReadonlyMap<string, number>) =>
    !files.has(span.file) || rank(code) <= (ranks.get(placeKey(span)) ?? Number.POSITIVE_INFINITY);
  return [...some.filter((each) => stands(each, best)), ...others.filter((each) => stands(each, met))];
}

/** The rank of the most specific code on each place. */
function bestRanks(findings: readonly Finding[]): Map<string, number> {
  const best = new Map<string, number>();
  for (const { code, span } of findings) {
    const place = placeKey(span);
    best.set(place, Math.min(rank(code), best.get(place) ?? Number.POSITIVE_INFINITY));
  }
  return best;
}

function mergeStated(one: Stated, other: Stated): Stated {
  return { finding: merge(one.finding, other.finding), texts: one.texts && other.texts && [...one.texts, ...other.texts] };
}

/** Two findings about one place: as severe as the worse, with the places of both, and only the fixes that mend both. */
function merge(one: Finding, other: Finding): Finding {
  const worse = severities.indexOf(other.severity) < severities.indexOf(one.severity) ? other : one;
  const fixes = one.fixes.filter((fix) => other.fixes.some((each) => sameEdits(fix, each)));
  return { ...worse, related: union(one.related, other.related), fixes };
}

function sameEdits(one: Fix, other: Fix): boolean {
  const show = ({ edits }: Fix) => edits.map(({ span, newText }) => `${placeKey(span)} ${newText}`).join('\n');
  return show(one) === show(other);
}

function union(some: readonly Related[], others: readonly Related[]): Related[] {
  const known = new Set(some.map(({ span }) => placeKey(span)));
  return [...some, ...others.filter(({ span }) => !known.has(placeKey(span)))];
}
