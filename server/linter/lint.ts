import type { Catalog } from '../../iam/catalog/catalog.ts';
import { type Config, configure, defaultConfig } from './config.ts';
import { allowPolicy } from './formats/allowPolicy.ts';
import { cloudRun } from './formats/cloudRun.ts';
import type { Format } from './formats/format.ts';
import { terraform } from './formats/terraform/extract.ts';
import { link } from './link.ts';
import type { Grant, IdentityModel } from './model.ts';
import { rank } from './precedence.ts';
import type { Finding, Problem, Related, Rule } from './rule.ts';
import { rules } from './rules/index.ts';
import { compareSpans, compareText, type SourceFile, type Span } from './source.ts';
import { type Suppressed, suppress } from './suppress.ts';

const formats: readonly Format[] = [terraform, cloudRun, allowPolicy];

/** What linting depends on besides the files. */
export interface Options {
  readonly catalog: Catalog;
  /** What time it is, for all that expires. */
  readonly now: Date;
  readonly config?: Config;
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

/** Whether the linter has anything to say about the file: the format that takes it, or none. */
export function recognizes(file: SourceFile): boolean {
  return formats.some((format) => format.recognizes(file));
}

/** Lints the files as one workspace. Never throws on any text; work is memoized on the SourceFile objects, so pass the same ones again. */
export function lint(files: Iterable<SourceFile>, { catalog, now, config = defaultConfig, ignoreSuppressions = false }: Options): Result {
  const model = link(extract([...files], catalog));
  const all = order(configure(collect(model, catalog, now, config), config));
  const { findings, suppressed } = suppress(all, now);
  return ignoreSuppressions ? { model, findings: all, suppressed: [] } : { model, findings, suppressed };
}

function extract(files: readonly SourceFile[], catalog: Catalog) {
  const taken = new Map<Format, SourceFile[]>(formats.map((format) => [format, []]));
  for (const file of files) {
    const format = formats.find((each) => each.recognizes(file));
    if (format) taken.get(format)?.push(file);
  }
  return [...taken].flatMap(([format, own]) => format.extract(own, catalog));
}

interface Report {
  readonly code: string;
  readonly rule: Rule;
  readonly problem: Problem;
}

function collect(model: IdentityModel, catalog: Catalog, now: Date, { profile, trust }: Config): Finding[] {
  const reports: Report[] = [];
  for (const [code, rule] of Object.entries(rules)) {
    rule.check(model, {
      catalog,
      now,
      trust,
      report: (problem) => {
        if (problem.profile === undefined || problem.profile === profile) reports.push({ code, rule, problem });
      },
    });
  }
  const claims = claim(reports);
  const findings = reports.flatMap((report) => finding(report, claims));
  return mostSpecific(findings);
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
    const place = placeOf(each.span);
    best.set(place, Math.min(rank(each.code), best.get(place) ?? Number.POSITIVE_INFINITY));
    const key = `${each.code} ${place}`;
    const same = merged.get(key);
    merged.set(key, same ? { ...same, related: union(same.related, each.related) } : each);
  }
  return [...merged.values()].filter((each) => rank(each.code) === best.get(placeOf(each.span)));
}

function union(some: readonly Related[], others: readonly Related[]): Related[] {
  const known = new Set(some.map(({ span }) => placeOf(span)));
  return [...some, ...others.filter(({ span }) => !known.has(placeOf(span)))];
}

function placeOf({ file, start, end }: Span): string {
  return `${start}-${end} ${file.uri}`;
}

function order(findings: readonly Finding[]): Finding[] {
  return findings.toSorted((a, b) => compareSpans(a.span, b.span) || compareText(a.code, b.code));
}
