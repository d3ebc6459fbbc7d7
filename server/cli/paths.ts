import { relative, sep } from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';
import { decodePath } from '../linter/config.ts';

/** A path as reports show it: relative to the working directory, with forward slashes. */
export function shownPath(path: string, cwd: string): string {
  return (relative(cwd, path) || '.').replaceAll(sep, '/');
}

/** The same for a file's URI. */
export function shownFile(uri: string, cwd: string): string {
  return shownPath(fileURLToPath(uri), cwd);
}

/** The same for many findings in few files. */
export function shownFiles(cwd: string): (uri: string) => string {
  const known = new Map<string, string>();
  return (uri) => {
    const shown = known.get(uri) ?? shownFile(uri, cwd);
    known.set(uri, shown);
    return shown;
  };
}

/** The URI of a directory, with a slash at its end. */
export function directoryUri(path: string): string {
  return pathToFileURL(path.endsWith(sep) ? path : path + sep).href;
}

/** The URI of a file. */
export function fileUri(path: string): string {
  return pathToFileURL(path).href;
}

/** The path of a file's URI, the names in which need not be percent-encoded. */
export function pathOfUri(uri: string): string {
  return fileURLToPath(encodeURI(decodePath(uri)).replace(/[#?]/g, encodeURIComponent));
}
