import type { Catalog } from '../../iam/catalog/catalog.ts';
import { type Config, configure, defaultConfig, isConfigFile, levelOf, type Overrides } from './config.ts';
import { openConfigFiles } from './configFile.ts';
import { allowPolicy } from './formats/allowPolicy.ts';
import { cloudRun } from './formats/cloudRun.ts';
import { credentials } from './formats/credentials.ts';
import type { Format, LevelOf } from './formats/format.ts';
import { keyFile } from './formats/keyFile.ts';
import { terraform } from './formats/terraform/extract.ts';
import { type Failure, judge } from './judge.ts';
import { link } from './link.ts';
import type { Facts, IdentityModel } from './model.ts';
import { perObject } from './perObject.ts';
import type { Finding } from './rule.ts';
import { compareSpans, compareText, type SourceFile } from './source.ts';
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
  /** Rules that have failed: what the others found is there. */
  readonly failures: readonly Failure[];
}

/** Whether the linter has anything to say about the file: a format takes it, or it is a configuration file. */
export function recognizes(file: SourceFile): boolean {
  return isConfigFile(file) || formats.some((format) => format.recognizes(file));
}

/** The directories elsewhere, written like SourceFile.directory, whose files say something about these: the Terraform modules that they call. */
export function requires(files: readonly SourceFile[]): readonly string[] {
  const { byFormat } = sort(files);
  return formats.flatMap((format) => format.requires?.(byFormat.get(format) ?? []) ?? []);
}

/**
 * Lints the files as one workspace. Configuration files among them apply to what lies in and below their directories, and are judged themselves.
 * Never throws on any text; work is memoized on the SourceFile objects, so pass the same ones again. A list of files that was passed stays as it is.
 */
export function lint(
  files: readonly SourceFile[],
  { catalog, now, config = defaultConfig, overrides = {}, ignoreSuppressions = false }: Options,
): Result {
  const { configuration, byFormat } = sort(files);
  const { configOf, findings: faults } = openConfigFiles(configuration, config, overrides);
  const model = link(extract(byFormat, catalog, (file) => levelOf(file, configOf(file))));
  const verdict = judge(model, configOf, { catalog, now });
  const found = order(configure(verdict.findings, configOf));
  const { findings, suppressed } = ignoreSuppressions ? { findings: found, suppressed: [] } : suppress(found, now);
  return { model, findings: faults.length > 0 ? order([...findings, ...faults]) : findings, suppressed, failures: verdict.failures };
}

/** The facts of each part of the workspace, with the secrets that are written into its files. */
function extract(byFormat: ByFormat, catalog: Catalog, levelOf: LevelOf): Facts[] {
  return formats.flatMap((format) => format.extract(byFormat.get(format) ?? [], catalog, levelOf)).map(withCredentials);
}

type ByFormat = ReadonlyMap<Format | undefined, readonly SourceFile[]>;

/** The files by what reads them. */
const sort = perObject((files: readonly SourceFile[]): { configuration: readonly SourceFile[]; byFormat: ByFormat } => {
  const { configuration = [], linted = [] } = Object.groupBy(files, (file) => (isConfigFile(file) ? 'configuration' : 'linted'));
  return { configuration, byFormat: Map.groupBy(linted, formatOf) };
});

const formatOf = perObject((file: SourceFile) => formats.find((format) => format.recognizes(file)));

const withCredentials = perObject((facts: Facts): Facts => {
  const written = facts.files.flatMap(credentials);
  return written.length > 0 ? { ...facts, credentials: written } : facts;
});

function order(findings: readonly Finding[]): Finding[] {
  return findings.toSorted((a, b) => compareSpans(a.span, b.span) || compareText(a.code, b.code));
}
