import { writeFile } from 'node:fs/promises';
import { resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import { shippedCatalog, version } from '../host/assets.ts';
import { digest } from '../host/digest.ts';
import { largestFile, reasonOf } from '../host/files.ts';
import { isBaseline } from '../linter/baselineFile.ts';
import { isConfigFile, profiles } from '../linter/config.ts';
import type { Options as LintOptions } from '../linter/lint.ts';
import { type Finding, severities } from '../linter/rule.ts';
import { analyze, analyzeAndFix } from './analysis.ts';
import { baselineAt, updateBaselines } from './baseline.ts';
import { readConfig } from './config.ts';
import { json } from './formatters/json.ts';
import { sarif } from './formatters/sarif.ts';
import { stylish } from './formatters/stylish.ts';
import { CommandError, type Io, internalFault, notify, readInput, write } from './io.ts';
import { choose, type Options, optionLines, parseOptions } from './options.ts';
import { shownFile, shownPath } from './paths.ts';
import { startProgress } from './progress.ts';
import { type Report, reaches } from './report.ts';
import { styleWith, wantsColors } from './style.ts';
import { openPaths, openText, withBaselines } from './workspaces.ts';

const formats = ['stylish', 'json', 'sarif'] as const;

const options = {
  format: { value: 'FORMAT', help: 'How to report: stylish (default), json or sarif' },
  output: { value: 'FILE', help: 'Write the report to a file instead of stdout' },
  config: { value: 'FILE', help: 'Read this configuration file and no other' },
  profile: { value: 'PROFILE', help: 'What is reported, whatever the configuration says: default or strict' },
  severity: { value: 'LEVEL', help: 'Report findings of at least this severity: error, warning, information or hint (default)' },
  'fail-on': { value: 'LEVEL', help: 'Exit with 1 for reported findings of at least this severity (default: error)' },
  'no-ignores': { help: 'Report what comments, the configuration and baselines suppress, too' },
  baseline: { value: 'FILE', help: 'Do not report what this file lists, whatever the configuration names' },
  'update-baseline': { help: 'Write what is found now to the baseline, and report what remains' },
  fix: { help: 'Apply the safe fixes and report what remains' },
  'stdin-filename': { value: 'NAME', help: 'Lint the text on stdin as the file of this name' },
  color: { negatable: true, help: 'Use colors or not, whatever stdout is' },
  help: { short: 'h', help: 'Show this help' },
} as const satisfies Options;

const help = `Usage: leastwise lint [OPTION...] [PATH...]

Lints Terraform, Cloud Run YAML and IAM allow policies for identity misconfigurations.
A directory is one workspace; without a PATH it is the current directory.
A file is reported alone, but read with the files beside it.
leastwise.jsonc or .leastwise.jsonc applies to what lies beside and below it.

Options:
${optionLines(options)}
Exit status:
  0  nothing at or above the --fail-on level
  1  findings at or above it
  2  wrong usage, a PATH that cannot be read, an invalid --config or --baseline, or an internal fault
`;

/** `leastwise lint`: reports what the linter finds in files, and returns the exit status. */
export async function lintCommand(args: readonly string[], io: Io): Promise<number> {
  const { values, positionals } = parseOptions(args, options);
  if (values.help) {
    await write(io.stdout, help);
    return 0;
  }
  const format = choose('format', values.format, formats, 'stylish');
  const least = choose('severity', values.severity, severities, 'hint');
  const failOn = choose('fail-on', values['fail-on'], severities, 'error');
  const name = values['stdin-filename'];
  if (name !== undefined && values.fix) throw new CommandError('--fix cannot be used with --stdin-filename: there is no file to fix.');
  if (name !== undefined && positionals.length > 0)
    throw new CommandError('--stdin-filename takes the place of a PATH: give one or the other.');
  const update = values['update-baseline'] === true;
  for (const other of ['fix', 'stdin-filename', 'no-ignores'] as const)
    if (update && values[other]) throw new CommandError(`--update-baseline cannot be used with --${other}: do one after the other.`);

  const { cwd } = io;
  const profile = values.profile === undefined ? undefined : choose('profile', values.profile, profiles, 'default');
  const config = values.config === undefined ? undefined : await readConfig(values.config, cwd);
  const configured = config !== undefined;
  const baseline =
    values.baseline === undefined ? undefined : baselineAt(resolve(cwd, values.baseline), values.baseline, { toWrite: update });
  const catalog = shippedCatalog();
  await using progress = startProgress(io.progressTo);
  progress.say('Reading files');
  const opened =
    name === undefined
      ? await openPaths(positionals.length > 0 ? positionals : ['.'], cwd, catalog, configured)
      : await openText(await readInput(io, largestFile), name, cwd, catalog, configured);
  progress.say(`Linting ${opened.files.size} files`);
  const linting: LintOptions = {
    catalog,
    now: new Date(),
    config,
    overrides: { profile, baseline },
    ignoreSuppressions: values['no-ignores'] === true,
    tellsSyntax: () => true,
    digest,
  };
  const given = withBaselines(
    opened,
    [baseline, config?.baseline].flatMap((each) => each?.uri ?? []),
  );
  if (update && given.workspaces.some(({ whole }) => whole === undefined))
    throw new CommandError('--update-baseline takes directories: a file alone does not have all findings of its directory.');
  const input = update && given.unreadable.length === 0 ? await updateBaselines(given, linting, cwd) : given;
  const wanted = ({ severity }: Finding) => reaches(severity, least);
  const { findings, suppressed, gone, excluded, failures, fixed, unwritable } = values.fix
    ? await analyzeAndFix(input, linting, cwd, wanted)
    : { ...analyze(input, linting, cwd, wanted), fixed: 0, unwritable: new Map<string, string>() };
  await progress.end();
  const reported = new Set(input.workspaces.flatMap(({ reported }) => [...reported]));
  const linted = [...input.files.values()].filter((file) => reported.has(file.uri) && !isConfigFile(file) && !isBaseline(file));
  const left = linted.filter(({ uri }) => excluded.has(uri));
  const files = linted.length - left.length;
  const { unreadable } = input;
  const named = new Set(input.workspaces.filter(({ whole }) => whole === undefined).flatMap((each) => [...each.reported]));
  const skipped = [
    ...input.skipped,
    ...left.filter(({ uri }) => named.has(uri)).map(({ uri }) => ({ path: fileURLToPath(uri), reason: 'the configuration excludes it' })),
  ];
  const report: Report = { version: version(), cwd, files, excluded: left.length, findings, suppressed, skipped, fixed, unreadable };

  for (const { argument, reason } of unreadable) await notify(io, `cannot read ${argument || '""'}: ${reason}.`);
  for (const { path, reason } of skipped) await notify(io, `skipped ${shownPath(path, cwd)}: ${reason}.`);
  for (const [uri, reason] of unwritable) await notify(io, `cannot fix ${shownFile(uri, cwd)}: ${reason}.`);
  if (gone > 0)
    await notify(
      io,
      `${gone === 1 ? '1 entry of the baseline is' : `${gone} entries of the baseline are`} not found any more; --update-baseline removes ${gone === 1 ? 'it' : 'them'}.`,
    );
  const { output, color } = values;
  const colors = color ?? (output === undefined && wantsColors(io));
  const rendered = { json, sarif, stylish: (shown: Report) => stylish(shown, styleWith(colors)) }[format](report);
  if (output === undefined) await write(io.stdout, rendered);
  else await writeReport(resolve(cwd, output), rendered, output);
  for (const { code, error } of failures) await notify(io, `the rule ${code} failed, the others are reported; ${internalFault(error, io)}`);
  if (unreadable.length > 0 || unwritable.size > 0 || failures.length > 0) return 2;
  return findings.some(({ severity }) => reaches(severity, failOn)) ? 1 : 0;
}

async function writeReport(path: string, rendered: string, shown: string): Promise<void> {
  try {
    await writeFile(path, rendered);
  } catch (error) {
    throw new CommandError(`cannot write ${shown}: ${reasonOf(error)}.`);
  }
}
