import type { Catalog } from '../../iam/catalog/catalog.ts';
import { type Config, configure, defaultConfig, isConfigFile, levelOf, type Overrides } from './config.ts';
import { openConfigFiles } from './configFile.ts';
import { allowPolicy } from './formats/allowPolicy.ts';
import { cloudRun } from './formats/cloudRun.ts';
import { credentials } from './formats/credentials.ts';
import type { Format, LevelOf } from './formats/format.ts';
import { keyFile } from './formats/keyFile.ts';
import { terraform } from './formats/terraform/extract.ts';
import { link } from './link.ts';
import { type Facts, type Grant, type IdentityModel, noFacts } from './model.ts';
import { rank } from './precedence.ts';
import { type Finding, type Fix, type Problem, type Related, type Rule, type RuleContext, severities, type Trust } from './rule.ts';
import { rules } from './rules/index.ts';
import { compareSpans, compareText, placeKey, type SourceFile } from './source.ts';
import { type Suppressed, suppress } from './suppress.ts';

const formats: readonly Format[] = [terraform, cloudRun, allowPolicy, keyFile];

/** What linting depends on besides the files. */
export interface Options {
  readonly catalog: Catalog;
  /** What time it is, for all that expires. */
  readonly now: Date;
  /** What holds where no configuration file among the files says otherwise. */
  readonly config?: Config;
  /** What holds whatever the configuration says. */
  readonly overrides?: Overrides;
  /** Report what an inline comment asks to ignore, too. */
  readonly ignoreSuppressions?: boolean;
}

export interface Result {
  readonly model: IdentityModel;
  /** Sorted by file, place and code, free of duplicates. */
  readonly findings: readonly Finding[];
  /** What inline comments ask to ignore, in the same order. */
  readonly suppressed: readonly Suppressed[];
}

/** Whether the linter has anything to say about the file: a format takes it, or it is a configuration file. */
export function recognizes(file: SourceFile): boolean {
  return isConfigFile(file) || formats.some((format) => format.recognizes(file));
}

/** The directories elsewhere, written like SourceFile.directory, whose files say something about these: the Terraform modules that they call. */
export function requires(files: readonly SourceFile[]): readonly string[] {
  return formats.flatMap((format) => format.requires?.(files.filter((file) => format.recognizes(file))) ?? []);
}

/**
 * Lints the files as one workspace. Configuration files among them apply to what lies in and below their directories, and are judged themselves.
 * Never throws on any text; work is memoized on the SourceFile objects, so pass the same ones again.
 */
export function lint(
  files: Iterable<SourceFile>,
  { catalog, now, config = defaultConfig, overrides = {}, ignoreSuppressions = false }: Options,
): Result {
  const { configuration = [], linted = [] } = Object.groupBy(files, (file) => (isConfigFile(file) ? 'configuration' : 'linted'));
  const { configOf, findings: faults } = openConfigFiles(configuration, config, overrides);
  const model = link(extract(linted, catalog, (file) => levelOf(file, configOf(file))));
  const found = order(configure(collect(model, linted, configOf, { catalog, now }), configOf));
  const { findings, suppressed } = ignoreSuppressions ? { findings: found, suppressed: [] } : suppress(found, now);
  return { model, findings: order([...findings, ...faults]), suppressed };
}

function extract(files: readonly SourceFile[], catalog: Catalog, levelOf: LevelOf): Facts[] {
  const taken = new Map<Format, SourceFile[]>(formats.map((format) => [format, []]));
  for (const file of files) {
    const format = formats.find((each) => each.recognizes(file));
    if (format) taken.get(format)?.push(file);
  }
  const written = [...taken.values()].flat().flatMap(credentials);
  return [...[...taken].flatMap(([format, own]) => format.extract(own, catalog, levelOf)), { ...noFacts, credentials: written }];
}

/** What the rules are told besides the model and the configuration. */
type Circumstances = Pick<RuleContext, 'catalog' | 'now'>;

/**
 * The findings in each file as its configuration has them judged. Of files with the same profile and trust they are taken from one
 * judgement of the whole model, so that a place is judged by the configuration that applies to it, and what it is about may be anywhere.
 */
function collect(
  model: IdentityModel,
  files: readonly SourceFile[],
  configOf: (file: SourceFile) => Config,
  circumstances: Circumstances,
): Finding[] {
  const alike = Map.groupBy(files, (file) => JSON.stringify([configOf(file).profile, configOf(file).trust]));
  const judge = openJudge(model, circumstances);
  return [...alike.values()].flatMap((own) => {
    const [first] = own;
    const inOwn = new Set(own);
    return first ? judge(configOf(first)).filter(({ span }) => inOwn.has(span.file)) : [];
  });
}

interface Report {
  readonly code: string;
  readonly rule: Rule;
  readonly problem: Problem;
}

/** All findings of the model under a configuration. A rule that has not asked whom to trust runs only once. */
function openJudge(model: IdentityModel, circumstances: Circumstances): (config: Config) => Finding[] {
  const unbiased = new Map<string, readonly Report[]>();

  function ask(code: string, rule: Rule, trust: Trust): readonly Report[] {
    const reports: Report[] = [];
    let asked = false;
    rule.check(model, {
      ...circumstances,
      get trust() {
        asked = true;
        return trust;
      },
      report: (problem) => reports.push({ code, rule, problem }),
    });
    if (!asked) unbiased.set(code, reports);
    return reports;
  }

  return ({ profile, trust }) => {
    const all = Object.entries(rules).flatMap(([code, rule]) => unbiased.get(code) ?? ask(code, rule, trust));
    const reports = all.filter(({ problem }) => problem.profile === undefined || problem.profile === profile);
    const claims = claim(reports);
    const findings = reports.flatMap((report) => finding(report, claims));
    return mostSpecific(findings);
  };
}

/** The best rank that any rule has for each grant. */
function claim(reports: readonly Report[]): Map<Grant, number> {
  const claims = new Map<Grant, number>();
  for (const { code, problem } of reports) {
    for (const grant of problem.about ?? []) claims.set(grant, Math.min(rank(code), claims.get(grant) ?? Number.POSITIVE_INFINITY));
  }
  return claims;
}

function finding({ code, rule, problem }: Report, claims: ReadonlyMap<Grant, number>): Finding[] {
  const about = (problem.about ?? []).filter((grant) => (claims.get(grant) ?? 0) >= rank(code));
  if (problem.about && about.length === 0) return [];
  const message = typeof problem.message === 'string' ? problem.message : problem.message(about);
  return [
    {
      code,
      severity: problem.severity ?? rule.severity,
      span: problem.at.span,
      message,
      related: [...use(problem), ...(problem.related ?? [])],
      fixes: problem.fixes ?? [],
      tags: problem.tags ?? [],
    },
  ];
}

/** The attribute that holds the value, where that is not where the value is written. */
function use({ at }: Problem): Related[] {
  return at.use ? [{ span: at.use, message: 'used here' }] : [];
}

/** One finding for a place and code, with the related places of all; on one place only the most specific codes. */
function mostSpecific(findings: readonly Finding[]): Finding[] {
  const best = new Map<string, number>();
  const merged = new Map<string, Finding>();
  for (const each of findings) {
    const place = placeKey(each.span);
    best.set(place, Math.min(rank(each.code), best.get(place) ?? Number.POSITIVE_INFINITY));
    const key = `${each.code} ${place}`;
    const same = merged.get(key);
    merged.set(key, same ? merge(same, each) : each);
  }
  return [...merged.values()].filter((each) => rank(each.code) === best.get(placeKey(each.span)));
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

function order(findings: readonly Finding[]): Finding[] {
  return findings.toSorted((a, b) => compareSpans(a.span, b.span) || compareText(a.code, b.code));
}
