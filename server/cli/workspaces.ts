import { access, constants, stat } from 'node:fs/promises';
import { dirname, resolve, sep } from 'node:path';
import { fileURLToPath } from 'node:url';
import type { Catalog } from '../../iam/catalog/catalog.ts';
import { configFilesAbove } from '../host/configFiles.ts';
import { discover, readSource, readSources, reasonOf, type Skipped, siblings, sourceOf } from '../host/files.ts';
import { listFolder } from '../host/folders.ts';
import { isConfigFile } from '../linter/config.ts';
import type { Folder } from '../linter/formats/dataFiles.ts';
import { namedBaselines, recognizes, requires } from '../linter/lint.ts';
import { compareText, type SourceFile } from '../linter/source.ts';
import { directoryUri, fileUri, pathOfUri } from './paths.ts';

/** Files that are linted together, by their URIs. */
export interface Workspace {
  /** Absolute. */
  readonly directory: string;
  /** The same as SourceFile.directory has it, where all files of the directory are members. */
  readonly whole?: string;
  readonly members: readonly string[];
  /** The members whose findings are asked for; the others are read for what they say about these. */
  readonly reported: ReadonlySet<string>;
}

/** What the PATHs of a command line lead to. */
export interface Input {
  readonly workspaces: readonly Workspace[];
  /** By URI: one object for each file, however many workspaces it is in. */
  readonly files: ReadonlyMap<string, SourceFile>;
  /** What lies in the directories whose files Terraform asks for. */
  readonly folders: ReadonlyMap<string, Folder>;
  readonly skipped: readonly Skipped[];
  readonly unreadable: readonly UnreadablePath[];
}

/** The files of a workspace. */
export function membersOf({ members }: Workspace, { files }: Pick<Input, 'files'>): SourceFile[] {
  return members.flatMap((uri) => files.get(uri) ?? []);
}

/** The input with baselines among the files of all workspaces, those that can be read. */
export function withBaselines(input: Input, uris: readonly string[]): Input {
  const files = new Map(input.files);
  const workspaces = input.workspaces.map((workspace) => {
    const members = new Set(workspace.members);
    addBaselines(members, files, uris);
    return { ...workspace, members: [...members] };
  });
  return { ...input, files, workspaces };
}

/** A PATH, as it was given, that cannot be read, and why. */
export interface UnreadablePath {
  readonly argument: string;
  readonly reason: string;
}

/**
 * Reads what the PATHs name: a directory is a workspace of all the files under it; a file is linted with the files beside it, which are
 * its module in Terraform, and the modules that these call, and reported alone. The configuration files that apply belong to the workspace, and are always reported; all are
 * left out where `configured` says that the configuration comes from elsewhere.
 */
export async function openPaths(paths: readonly string[], cwd: string, catalog: Catalog, configured = false): Promise<Input> {
  const keep = keepUnless(configured);
  const known: Reading = { files: new Map(), folders: new Map(), catalog, configured };
  const { files, folders } = known;
  const skipped = new Map<string, Skipped>();
  const unreadable: UnreadablePath[] = [];
  const directories = new Set<string>();
  const singles: string[] = [];
  for (const path of new Set(paths)) {
    const kind = await kindOf(path, cwd);
    if (kind === 'directory') directories.add(resolve(cwd, path));
    else if (kind === 'file') singles.push(resolve(cwd, path));
    else unreadable.push({ argument: path, reason: kind.reason });
  }
  const workspaces: Workspace[] = [];
  for (const directory of [...directories].sort(compareText)) {
    const found = await discover(directory);
    const above = configured ? [] : await configFilesAbove(directory);
    const sources = readSources([...above, ...found.paths], keep);
    for (const each of [...found.skipped, ...sources.skipped]) skipped.set(each.path, each);
    const reported = new Set(sources.files.map((file) => remember(file, files)));
    const members = new Set(reported);
    for (const uri of await addRequired(members, directory, known)) reported.add(uri);
    workspaces.push({ directory, whole: directoryUri(directory).replace(/\/$/, ''), members: [...members], reported });
  }
  const already = new Set(workspaces.flatMap(({ reported }) => [...reported]));
  const alone = singles.filter((path) => !already.has(fileUri(path)) && !skipped.has(path));
  for (const [directory, own] of [...Map.groupBy(alone, dirname)].sort(([a], [b]) => compareText(a, b))) {
    const reported = new Set<string>();
    for (const path of own) {
      const reading = readSource(path);
      if (reading && 'file' in reading && keep(reading.file)) reported.add(remember(reading.file, files));
      else skipped.set(path, reading && 'skipped' in reading ? reading.skipped : unrecognized(path));
    }
    if (reported.size > 0) workspaces.push(await besides(directory, reported, known));
  }
  // What is nothing by itself may be data of the Terraform files that are named with it.
  const data = alone.filter((path) => skipped.has(path) && files.has(fileUri(path)));
  for (const path of data) skipped.delete(path);
  return {
    workspaces: data.length > 0 ? workspaces.map((each) => withReported(each, data.map(fileUri))) : workspaces,
    files,
    folders,
    skipped: [...skipped.values()].sort((a, b) => compareText(a.path, b.path)),
    unreadable,
  };
}

/** Takes the bytes for what is in the file of that name, which need not exist. */
export async function openText(bytes: Uint8Array, name: string, cwd: string, catalog: Catalog, configured = false): Promise<Input> {
  const path = resolve(cwd, name);
  const text = sourceOf(path, bytes);
  const folders = new Map<string, Folder>();
  if (!text || 'skipped' in text || !keepUnless(configured)(text.file)) {
    const skipped = text && 'skipped' in text ? text.skipped : unrecognized(path);
    return { workspaces: [], files: new Map(), folders, skipped: [skipped], unreadable: [] };
  }
  const files = new Map([[text.file.uri, text.file]]);
  const workspace = await besides(dirname(path), new Set(files.keys()), { files, folders, catalog, configured });
  return { workspaces: [workspace], files, folders, skipped: [], unreadable: [] };
}

/** The workspace, of which these members are reported, too. */
function withReported(workspace: Workspace, uris: readonly string[]): Workspace {
  const members = new Set(workspace.members);
  return { ...workspace, reported: new Set([...workspace.reported, ...uris.filter((uri) => members.has(uri))]) };
}

/** What was read so far, and how. */
interface Reading {
  readonly files: Map<string, SourceFile>;
  readonly folders: Map<string, Folder>;
  readonly catalog: Catalog;
  readonly configured: boolean;
}

/** The workspace of files and all that lies beside them. */
async function besides(directory: string, named: ReadonlySet<string>, reading: Reading): Promise<Workspace> {
  const { files, configured } = reading;
  const above = configured ? [] : await configFilesAbove(directory);
  const neighbours = [...above, ...(await siblings(directory))].filter((path) => !named.has(fileUri(path)));
  const sources = readSources(neighbours, keepUnless(configured));
  const members = new Set([...named, ...sources.files.map((file) => remember(file, files))]);
  const reported = new Set([...named, ...sources.files.filter(isConfigFile).map(({ uri }) => uri)]);
  await addRequired(members, directory, reading);
  return { directory, members: [...members].sort(compareText), reported };
}

/**
 * Adds the baselines that the members name, the modules elsewhere that they call, what these call, and what all of them read below the directory as data, the URIs
 * of which it gives. What cannot be read is left out.
 */
async function addRequired(members: Set<string>, root: string, { files, folders, catalog }: Reading): Promise<readonly string[]> {
  addBaselines(members, files, namedBaselines([...members].flatMap((uri) => files.get(uri) ?? [])));
  const data: string[] = [];
  const seen = new Set<string>();
  const isFresh = (each: string) => !seen.has(each) && seen.add(each);
  const isInside = (path: string) => path.startsWith(root.endsWith(sep) ? root : root + sep);
  for (;;) {
    const known = [...members].flatMap((uri) => files.get(uri) ?? []);
    const required = requires(known, { catalog, folders });
    const before = seen.size;
    for (const directory of required.modules.filter(isFresh)) {
      const sources = readSources(await siblings(fileURLToPath(directory)), keepUnless(true));
      for (const file of sources.files) members.add(remember(file, files));
    }
    for (const file of readSources(required.data.filter(isFresh).map(pathOfUri).filter(isInside)).files) {
      data.push(remember(file, files));
      members.add(file.uri);
    }
    for (const glob of required.folders.filter(isFresh)) {
      const [directory, below] = [pathOfUri(glob.slice(0, glob.lastIndexOf('/'))), glob.endsWith('**')];
      if (directory === root || isInside(directory)) folders.set(glob, await listFolder(directory, below));
    }
    if (seen.size === before) return data;
  }
}

/** Adds what is named, also what is no baseline: then that is what is wrong. */
function addBaselines(members: Set<string>, files: Map<string, SourceFile>, uris: readonly string[]): void {
  const paths = uris.map(pathOfUri).filter((path) => !members.has(fileUri(path)));
  for (const file of readSources(paths, () => true).files) members.add(remember(file, files));
}

/** What is read: all that the linter recognizes, without configuration files where another configuration is given. */
function keepUnless(configured: boolean): (file: SourceFile) => boolean {
  return (file) => recognizes(file) && !(configured && isConfigFile(file));
}

/** The URI of the file, which is known by it unless another object already is. */
function remember(file: SourceFile, files: Map<string, SourceFile>): string {
  if (!files.has(file.uri)) files.set(file.uri, file);
  return file.uri;
}

async function kindOf(path: string, cwd: string): Promise<'directory' | 'file' | { readonly reason: string }> {
  // An empty PATH comes from an unset variable and must not become the working directory.
  if (path === '') return { reason: 'it is empty' };
  try {
    const status = await stat(resolve(cwd, path));
    await access(resolve(cwd, path), status.isDirectory() ? constants.R_OK | constants.X_OK : constants.R_OK);
    if (status.isDirectory()) return 'directory';
    return status.isFile() ? 'file' : { reason: 'it is not a regular file' };
  } catch (error) {
    return { reason: reasonOf(error) };
  }
}

function unrecognized(path: string): Skipped {
  return { path, reason: 'Leastwise finds nothing in it that it lints' };
}
