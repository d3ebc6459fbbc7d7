import { resolve } from 'node:path';
import { readSource } from '../host/files.ts';
import { type Config, defaultConfig, extend } from '../linter/config.ts';
import { readConfigFile } from '../linter/configFile.ts';
import { CommandError } from './io.ts';
import { directoryUri } from './paths.ts';
import { regionOf } from './region.ts';

/** The configuration in the file that a command line names, whose globs are relative to the working directory. Throws a CommandError that says where the file is wrong. */
export async function readConfig(path: string, cwd: string): Promise<Config> {
  const reading = readSource(resolve(cwd, path));
  if (!reading || 'skipped' in reading) throw new CommandError(`cannot read ${path}: ${reading?.skipped.reason ?? 'it is not text'}.`);
  const { part, findings } = readConfigFile(reading.file, directoryUri(cwd).replace(/\/$/, ''));
  const [first] = findings;
  if (!first) return extend(defaultConfig, part);
  const { line, column } = regionOf(first.span);
  throw new CommandError(`${path}:${line}:${column}: ${first.message}`);
}
