import { closeSync, constants, fstatSync, openSync, readSync } from 'node:fs';
import { readdir, stat } from 'node:fs/promises';
import { resolve, sep } from 'node:path';
import { pathToFileURL } from 'node:url';
import { isConfigFile } from '../linter/config.ts';
import { compareText, SourceFile } from '../linter/source.ts';
import { decode } from './encoding.ts';
import { type Exclusion, exclusionsAbove, exclusionsIn, isExcluded } from './gitignore.ts';

/** The largest file that is linted, in bytes. */
export const largestFile = 1_048_576;

/** A file or directory that was not looked at. `reason` is a phrase like `it is larger than 1 MB`. */
export interface Skipped {
  /** Absolute, as the operating system writes it. */
  readonly path: string;
  readonly reason: string;
}

/** A file as read, or why it was not; undefined for what is no text and so not ours, like an image named `.json`. */
export type Reading = { readonly file: SourceFile } | { readonly skipped: Skipped } | undefined;

/** The candidates under a directory, absolute and sorted, and what could not be entered. */
export interface Discovery {
  readonly paths: readonly string[];
  readonly skipped: readonly Skipped[];
}

/** The files that could be read, in the order of their paths, and what could not. */
export interface Sources {
  readonly files: readonly SourceFile[];
  readonly skipped: readonly Skipped[];
}

/** How many directories are open at once. */
const concurrency = 16;

const terraform = /\.(?:tf|tofu|tfvars)(?:\.json)?$/;
const structured = /\.(?:ya?ml|json|jsonc|ndjson|jsonl)$/;
const lockFiles = new Set(['package-lock.json', 'npm-shrinkwrap.json', 'pnpm-lock.yaml', 'packages.lock.json']);
const foreignDirectories = new Set(['.git', '.terraform', 'node_modules']);

/** Whether a file of this name may be one that the linter reads; what is in it decides later. Terraform itself leaves out hidden files. */
export function isCandidate(name: string): boolean {
  if (terraform.test(name)) return !name.startsWith('.');
  return structured.test(name) && !name.startsWith('.#') && !name.includes('.tfstate') && !lockFiles.has(name);
}

/** Whether nothing in a directory of this name is looked at. */
export function isForeignDirectory(name: string): boolean {
  return foreignDirectories.has(name);
}

/**
 * Finds the candidates in and under a directory, except what `.gitignore` files name; our own configuration files are read all the same.
 * Links to directories are not followed, links to files are. Never rejects: a directory that cannot be read, the first one too, is among the skipped.
 */
export async function discover(directory: string): Promise<Discovery> {
  const root = resolve(directory);
  const paths: string[] = [];
  const skipped: Skipped[] = [];
  let level: Entered[] = [{ path: root, exclusions: await exclusionsAbove(root) }];
  while (level.length > 0) {
    const listings = await mapConcurrently(level, list);
    level = [];
    for (const listing of listings) {
      if ('skipped' in listing) skipped.push(listing.skipped);
      else {
        for (const path of listing.files) paths.push(path);
        for (const path of listing.directories) level.push({ path, exclusions: listing.exclusions });
      }
    }
  }
  return { paths: paths.sort(compareText), skipped: skipped.sort((a, b) => compareText(a.path, b.path)) };
}

/** The candidates that lie directly in a directory, whatever `.gitignore` says; none where it cannot be read. */
export async function siblings(directory: string): Promise<readonly string[]> {
  const listing = await list({ path: resolve(directory), exclusions: [] });
  return 'skipped' in listing ? [] : listing.files.toSorted(compareText);
}

/** Reads one file, whatever its name. Never throws. Waits for the disk: for files of this size that costs less than not to wait. */
export function readSource(path: string): Reading {
  return readAbsolute(resolve(path));
}

function readAbsolute(absolute: string): Reading {
  const skip = (reason: string): Reading => ({ skipped: { path: absolute, reason } });
  try {
    // Without O_NONBLOCK, opening a named pipe waits for a writer.
    const descriptor = openSync(absolute, constants.O_RDONLY | (constants.O_NONBLOCK ?? 0));
    try {
      const status = fstatSync(descriptor);
      if (!status.isFile()) return skip('it is not a regular file');
      return sourceAt(absolute, contentOf(descriptor, status.size));
    } finally {
      closeSync(descriptor);
    }
  } catch (error) {
    return skip(reasonOf(error));
  }
}

// One for all files: nobody reads two at once.
const buffer = Buffer.allocUnsafeSlow(largestFile + 1);

/** What is in an open file, until the next one is read; of one that is too large the beginning. */
function contentOf(descriptor: number, size: number): Uint8Array {
  let length = 0;
  for (;;) {
    const read = readSync(descriptor, buffer, length, buffer.length - length, null);
    length += read;
    // What has no size, like a file of the kernel's, ends where there is nothing more.
    if (read === 0 || length === size || length === buffer.length) return buffer.subarray(0, length);
  }
}

/** A file from its bytes, as `readSource` gives it. */
export function sourceOf(path: string, bytes: Uint8Array): Reading {
  return sourceAt(resolve(path), bytes);
}

function sourceAt(absolute: string, bytes: Uint8Array): Reading {
  if (bytes.length > largestFile) return { skipped: { path: absolute, reason: 'it is larger than 1 MB' } };
  const decoded = decode(bytes);
  if (decoded) return { file: new SourceFile(uriOf(absolute), decoded.text) };
  return terraform.test(absolute) ? { skipped: { path: absolute, reason: 'it is neither UTF-8 nor UTF-16 text' } } : undefined;
}

/** Most paths are written in a URI as they are. */
function uriOf(absolute: string): string {
  return /^\/[\w/.+@,=~-]*$/.test(absolute) ? `file://${absolute}` : pathToFileURL(absolute).href;
}

/** Reads the files, whose paths are absolute, and keeps those that `keep` takes, so that many unrelated files cost no memory. Never throws. */
export function readSources(paths: readonly string[], keep: (file: SourceFile) => boolean = () => true): Sources {
  const files: SourceFile[] = [];
  const skipped: Skipped[] = [];
  for (const path of paths) {
    const reading = readAbsolute(path);
    if (!reading) continue;
    if ('skipped' in reading) skipped.push(reading.skipped);
    else if (keep(reading.file)) files.push(reading.file);
  }
  return { files, skipped };
}

/** Why a file or directory could not be read or written: `it does not exist`, `permission denied`, … */
export function reasonOf(error: unknown): string {
  const code = error instanceof Error && 'code' in error ? String(error.code) : '';
  return reasons[code] ?? (code || String(error));
}

const reasons: Readonly<Record<string, string>> = {
  EACCES: 'permission denied',
  EISDIR: 'it is a directory',
  ELOOP: 'its links lead in a circle',
  ENAMETOOLONG: 'its name is too long',
  ENOENT: 'it does not exist',
  ENOSPC: 'no space left on the device',
  ENOTDIR: 'a part of its path is not a directory',
  ENXIO: 'it is not a regular file',
  EPERM: 'operation not permitted',
  EROFS: 'the file system is read-only',
};

interface Entered {
  readonly path: string;
  readonly exclusions: readonly Exclusion[];
}

interface Listing extends Entered {
  readonly files: readonly string[];
  readonly directories: readonly string[];
}

async function list({ path: directory, exclusions: inherited }: Entered): Promise<Listing | { readonly skipped: Skipped }> {
  try {
    const entries = await readdir(directory, { withFileTypes: true });
    const exclusions = entries.some(({ name }) => name === '.gitignore') ? [...inherited, ...(await exclusionsIn(directory))] : inherited;
    const files: string[] = [];
    const directories: string[] = [];
    for (const entry of entries) {
      const path = directory.endsWith(sep) ? directory + entry.name : `${directory}${sep}${entry.name}`;
      if (entry.isDirectory()) {
        if (!isForeignDirectory(entry.name) && !isExcluded(path, 'directory', exclusions)) directories.push(path);
      } else if (
        isCandidate(entry.name) &&
        (isConfigFile(entry) || !isExcluded(path, 'file', exclusions)) &&
        (entry.isFile() || (await isLinkToFile(entry, path)))
      ) {
        files.push(path);
      }
    }
    return { path: directory, exclusions, files, directories };
  } catch (error) {
    return { skipped: { path: directory, reason: reasonOf(error) } };
  }
}

/** A broken link counts: reading it says what is wrong. */
async function isLinkToFile(entry: { isSymbolicLink(): boolean }, path: string): Promise<boolean> {
  if (!entry.isSymbolicLink()) return false;
  const status = await stat(path).catch(() => undefined);
  return status === undefined || status.isFile();
}

/** The results in the order of the items, with at most `concurrency` under way. */
async function mapConcurrently<Item, Output>(items: readonly Item[], work: (item: Item) => Promise<Output>): Promise<Output[]> {
  const outputs: Output[] = new Array(items.length);
  const rest = items.entries();
  const worker = async () => {
    for (const [index, item] of rest) outputs[index] = await work(item);
  };
  await Promise.all(Array.from({ length: Math.min(concurrency, items.length) }, worker));
  return outputs;
}
