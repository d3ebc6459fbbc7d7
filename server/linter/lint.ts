import type { Catalog } from '../../iam/catalog/catalog.ts';
import { type Digest, type Known, readBaseline, withoutKnown } from './baseline.ts';
import { baselineMark, isBaseline } from './baselineFile.ts';
import {
  type BaselineSetting,
  type Config,
  configure,
  decodePath,
  defaultConfig,
  isConfigFile,
  isExcluded,
  levelOf,
  type Overrides,
} from './config.ts';
import { openConfigFiles, problem, readConfigFile } from './configFile.ts';
import { allowPolicy } from './formats/allowPolicy.ts';
import { cloudRun } from './formats/cloudRun.ts';
import { credentials } from './formats/credentials.ts';
import { customRoleFile } from './formats/customRoleFile.ts';
import type { DataFiles, Folder } from './formats/dataFiles.ts';
import type { Format, Surroundings } from './formats/format.ts';
import { keyFile } from './formats/keyFile.ts';
import { type Requirements, required, terraform } from './formats/terraform/extract.ts';
import { type Failure, judge, type Latent } from './judge.ts';
import { link } from './link.ts';
import type { Facts, IdentityModel } from './model.ts';
import { keptWith, perObject } from './perObject.ts';
import { compareFindings, type Finding } from './rule.ts';
import { type SourceFile, type Span, textOf } from './source.ts';
import { commentsOf, type Suppressed, suppress } from './suppress.ts';
import { jsonProblem } from './syntax/jsonProblem.ts';
import { syntaxFinding } from './syntaxCheck.ts';
import { unusedComments, unusedEntries } from './unused.ts';

const formats: readonly Format[] = [terraform, cloudRun, allowPolicy, customRoleFile, keyFile];

/** What linting depends on besides the files. */
export interface Options {
  readonly catalog: Catalog;
  /** What time it is, for all that expires. */
  readonly now: Date;
  /** What holds where no configuration file among the files says otherwise. */
  readonly config?: Config;
  /** What holds whatever the configuration says. */
  readonly overrides?: Overrides;
  /** Report what comments, the configuration and baselines suppress, too. */
  readonly ignoreSuppressions?: boolean;
  /** The directory, written like SourceFile.directory, all of whose files are here: only below it something can be told to suppress nothing, or a baseline to be missing. */
  readonly whole?: string;
  /** Whether nobody else tells the user that the file is not well-formed; nobody needs to be told unless this says so. */
  readonly tellsSyntax?: (file: SourceFile) => boolean;
  /** What lies in the directories that `requires` has asked for. A directory whose files are the same is the same object. */
  readonly folders?: ReadonlyMap<string, Folder>;
  /** Makes the fingerprints of baselines, which do not apply without it. */
  readonly digest?: Digest;
}

export interface Result {
  readonly model: IdentityModel;
  /** Sorted by file, place and code, free of duplicates. */
  readonly findings: readonly Finding[];
  /** What is known and not reported, in no certain order. */
  readonly suppressed: readonly Suppressed[];
  /** The entries of baselines that nothing is found for any more. */
  readonly gone: readonly Known[];
  /** The files that were linted. */
  readonly linted: readonly SourceFile[];
  /** What the configuration is for a file. */
  configOf(file: SourceFile): Config;
  /** The files that were left out because the configuration says so. */
  readonly excluded: ReadonlySet<SourceFile>;
  /** Rules that have failed: what the others found is there. */
  readonly failures: readonly Failure[];
}

/** Whether the linter has any use for the file: a format takes it, or it is a configuration file or a baseline. */
export function recognizes(file: SourceFile): boolean {
  return isConfigFile(file) || isBaseline(file) || formats.some((format) => format.recognizes(file));
}

/** What else says something about these files: Terraform modules that they call, data files that they read. What is read of that may lead further. */
export function requires(files: readonly SourceFile[], { catalog, folders }: Pick<Options, 'catalog' | 'folders'>): Requirements {
  return required(sort(files).byFormat.get(terraform) ?? [], catalog, dataAmong(files, folders));
}

/** The URIs of the baselines that configuration files among these name, the names of which may not be percent-encoded. */
export function namedBaselines(files: readonly SourceFile[]): readonly string[] {
  return sort(files).configuration.flatMap((file) => readConfigFile(file).part.baseline?.uri ?? []);
}

/**
 * Lints the files as one workspace. Configuration files among them apply to what lies in and below their directories, and are judged themselves; baselines among
 * them count where a configuration names them. Never throws on any text; work is memoized on the SourceFile objects, so pass the same ones again. A list of files
 * that was passed stays as it is.
 */
export function lint(files: readonly SourceFile[], options: Options): Result {
  const { catalog, now, config = defaultConfig, overrides = {}, whole, tellsSyntax = () => false } = options;
  const { configuration } = sort(files);
  const configFiles = openConfigFiles(configuration, config, overrides);
  const { configOf, entries, excludes, hasBaselines, findings: faults } = configFiles;
  const { linted: own, byFormat, excluded } = excludes ? included(files, configOf) : { ...sort(files), excluded: none };
  const isLeftOut = excludes ? (file: SourceFile) => isExcluded(file, configOf(file)) : undefined;
  const data = dataAmong(files, options.folders, isLeftOut);
  const model = link(extract(byFormat, catalog, { data, levelOf: (file) => levelOf(file, configOf(file)) }));
  const linted = model.data.length > 0 ? [...new Set([...own, ...model.data])] : own;
  const { findings, latent, failures } = judge(model, configFiles, { catalog, now });
  const unreadable = (byFormat.get(allowPolicy) ?? []).filter(tellsSyntax).flatMap((file) => syntaxFinding(file) ?? []);
  const found = configure([...findings, ...unreadable], configOf);
  const common = { model, linted, configOf, excluded, failures };
  if (options.ignoreSuppressions) return { ...common, findings: order([...found, ...faults]), suppressed: [], gone: [] };

  const used = new Set<Config['ignores'][number]['codes'][number]>();
  const commented = linted.filter((file) => commentsOf(file).length > 0);
  const suppresses = commented.length > 0 || entries.length > 0;
  const known = suppresses ? suppress(found, configOf, now, used) : { shown: found, suppressed: [] };
  if (suppresses) suppress(latent.map(asFinding), configOf, now, used);
  const failed = new Set(failures.map(({ code }) => code));
  const usage = { files: linted, commented, whole, configOf, now, used, failed };
  const idle = suppress(configure(unusedComments(usage), configOf), configOf, now, used);
  const others = configure(unusedEntries(entries, usage), configOf);
  const configs = new Set(hasBaselines ? linted.map(configOf) : []);
  const rest = applyBaselines([...known.shown, ...idle.shown, ...others], files, configs, configOf, options);
  return {
    ...common,
    findings: order([...rest.shown, ...rest.faults, ...faults]),
    suppressed: [...known.suppressed, ...idle.suppressed, ...rest.suppressed],
    gone: rest.gone,
  };
}

function asFinding({ code, span }: Latent): Finding {
  return { code, span, severity: 'hint', message: '', related: [], fixes: [], tags: [] };
}

/** The findings without those that the baselines of their files list, and what is wrong with these. */
function applyBaselines(
  findings: readonly Finding[],
  files: readonly SourceFile[],
  configs: ReadonlySet<Config>,
  configOf: (file: SourceFile) => Config,
  { digest, whole }: Options,
) {
  const settings = new Map([...configs].flatMap(({ baseline }) => (baseline ? [[baseline.uri, baseline] as const] : [])));
  if (settings.size === 0) return { shown: findings, suppressed: [], faults: [], gone: [] };
  const shown: Finding[] = [];
  const suppressed: Suppressed[] = [];
  const faults: Finding[] = [];
  const gone: Known[] = [];
  const byBaseline = Map.groupBy(findings, ({ span }) => configOf(span.file).baseline?.uri);
  for (const uri of new Set([...byBaseline.keys(), ...settings.keys()])) {
    const own = byBaseline.get(uri) ?? [];
    const setting: BaselineSetting | undefined = uri === undefined ? undefined : settings.get(uri);
    const named = (each: SourceFile) => decodePath(each.uri) === decodePath(setting?.uri ?? '');
    const file = setting && (sort(files).baselines.find(named) ?? files.find(named));
    const reading = file && readBaseline(file);
    if (!digest || !file || !reading || 'fault' in reading) {
      shown.push(...own);
      if (file && setting?.at && !isBaseline(file)) faults.push(noBaseline(setting.at, file));
      else if (reading && 'fault' in reading) faults.push(problem(reading.fault.at, reading.fault.message));
      else if (digest && setting?.at && whole !== undefined) faults.push(problem(setting.at, missing));
      continue;
    }
    const parted = withoutKnown(order(own), file, reading.known, digest);
    shown.push(...parted.shown);
    suppressed.push(...parted.suppressed);
    gone.push(...parted.gone.filter(({ where }) => whole !== undefined && `${file.directory}/${where}`.startsWith(`${whole}/`)));
  }
  return { shown, suppressed, faults, gone };
}

const missing =
  'There is no baseline of this name, so that all that was there before is reported: leastwise lint --update-baseline writes it.';

/** What is wrong where the configuration names a file that is no baseline. */
function noBaseline(at: Span, file: SourceFile): Finding {
  const syntax = jsonProblem(file);
  const what = syntax ? ' and no JSON either' : `, which begins with { "${baselineMark}": 1`;
  const message = `${textOf(at)} is no baseline${what}. All that was there before is reported: name another file, or delete it and run leastwise lint --update-baseline.`;
  return { ...problem(at, message), related: syntax ? [{ span: syntax.span, message: syntax.message }] : [] };
}

/** The facts of each part of the workspace, with the secrets that are written into its files. A policy that Terraform makes grants of is no policy of its own; one that it reads for something else is Terraform's. */
function extract(byFormat: ByFormat, catalog: Catalog, surroundings: Surroundings): Facts[] {
  const granted = new Set<SourceFile>();
  const read = new Set<SourceFile>();
  const around: Surroundings = { ...surroundings, isRead: (file) => read.has(file) };
  return formats.flatMap((format) => {
    const files = byFormat.get(format) ?? [];
    const facts = format.extract(granted.size > 0 ? files.filter((file) => !granted.has(file)) : files, catalog, around);
    for (const each of facts) {
      if (each.data.length === 0) continue;
      for (const file of each.data) read.add(file);
      for (const file of grantedIn(each)) granted.add(file);
    }
    return facts.map(withCredentials);
  });
}

/** The data files that grants are written in. */
const grantedIn = perObject(({ data, grants }: Facts): readonly SourceFile[] => {
  const written = new Set(grants.flatMap(({ role, principal }) => [role.span.file, principal.span.file]));
  return data.filter((file) => written.has(file));
});

/** What Terraform may read of the files. What is in a key file stays there, and what is left out is unknown. */
function dataAmong(
  files: readonly SourceFile[],
  folders: Options['folders'],
  isLeftOut: (file: SourceFile) => boolean = () => false,
): DataFiles {
  return {
    file(uri) {
      const file = files[placesIn(files).get(decodePath(uri)) ?? -1];
      return file && !isLeftOut(file) && readers.has(readerOf(file)) ? file : undefined;
    },
    folder: (glob) => folders?.get(glob),
  };
}

/** Where each file stands in the list, by its path. */
const placesIn = perObject(
  (files: readonly SourceFile[]): ReadonlyMap<string, number> => new Map(files.map((file, index) => [decodePath(file.uri), index])),
);

type ByFormat = ReadonlyMap<Reader, readonly SourceFile[]>;

/** What reads a file. */
type Reader = 'configuration' | 'baseline' | Format | undefined;

const readerOf = perObject(
  (file: SourceFile): Reader =>
    isConfigFile(file) ? 'configuration' : isBaseline(file) ? 'baseline' : formats.find((format) => format.recognizes(file)),
);

/** Who may be another reader of what Terraform reads as data. */
const readers: ReadonlySet<Reader> = new Set([undefined, allowPolicy, cloudRun, customRoleFile]);

interface Sorted {
  readonly configuration: readonly SourceFile[];
  readonly baselines: readonly SourceFile[];
  readonly linted: readonly SourceFile[];
  readonly byFormat: ByFormat;
}

/** The files by what reads them. */
const sort = perObject((files: readonly SourceFile[]): Sorted => {
  const byReader = new Map<Reader, SourceFile[]>();
  for (const file of files) {
    const reader = readerOf(file);
    const group = byReader.get(reader);
    if (group) group.push(file);
    else byReader.set(reader, [file]);
  }
  return sortedBy(
    byReader,
    formats.flatMap((format) => byReader.get(format) ?? []),
  );
});

function sortedBy(byFormat: ByFormat, linted: readonly SourceFile[]): Sorted {
  return { configuration: byFormat.get('configuration') ?? [], baselines: byFormat.get('baseline') ?? [], linted, byFormat };
}

/** The files with another text of one that is among them. To lint them takes less time than to lint a list that nothing is known of. */
export function edited(files: readonly SourceFile[], before: SourceFile, file: SourceFile): readonly SourceFile[] {
  const after = files.with(files.indexOf(before), file);
  const places = placesIn.known(files);
  if (places) placesIn.learn(after, places);
  const known = sort.known(files);
  const reader = readerOf(file);
  if (!known || readerOf(before) !== reader) return after;
  const group = known.byFormat.get(reader) ?? [];
  const place = group.indexOf(before);
  const groupAfter = group.with(place, file);
  if (typeof reader === 'object') reader.edited?.(group, groupAfter, place);
  const linted = typeof reader === 'object' ? known.linted.with(known.linted.indexOf(before), file) : known.linted;
  sort.learn(after, sortedBy(new Map(known.byFormat).set(reader, groupAfter), linted));
  return after;
}

interface Included {
  readonly linted: readonly SourceFile[];
  readonly byFormat: ByFormat;
  readonly excluded: ReadonlySet<SourceFile>;
}

const none: ReadonlySet<SourceFile> = new Set();
const lastIncluded = keptWith<readonly SourceFile[], Included>();

/** The files that the configuration does not leave out; the same lists as long as it leaves out the same. */
function included(files: readonly SourceFile[], configOf: (file: SourceFile) => Config): Included {
  const { linted, byFormat } = sort(files);
  const excluded = new Set(linted.filter((file) => isExcluded(file, configOf(file))));
  if (excluded.size === 0) return { linted, byFormat, excluded: none };
  const last = lastIncluded.get(files);
  if (last?.excluded.size === excluded.size && [...excluded].every((file) => last.excluded.has(file))) return last;
  const rest = linted.filter((file) => !excluded.has(file));
  const now = { linted: rest, byFormat: Map.groupBy(rest, readerOf), excluded };
  lastIncluded.set(files, now);
  return now;
}

const withCredentials = perObject((facts: Facts): Facts => {
  const written = facts.files.flatMap(credentials);
  return written.length > 0 ? { ...facts, credentials: written } : facts;
});

function order(findings: readonly Finding[]): Finding[] {
  return findings.toSorted(compareFindings);
}
