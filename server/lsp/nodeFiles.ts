import { fileURLToPath, pathToFileURL } from 'node:url';
import { configFilesAbove } from '../host/configFiles.ts';
import { discover, readSource, siblings } from '../host/files.ts';
import { listFolder } from '../host/folders.ts';
import type { Files } from './files.ts';
import { canonical } from './uri.ts';

/** The files of this machine. Resources of other schemes than `file` are known only while an editor has them open. */
export const nodeFiles: Files = {
  async under(directory) {
    const path = pathOf(directory);
    return path === undefined ? [] : (await discover(path)).paths.map(uriOf);
  },
  async beside(directory) {
    const path = pathOf(directory);
    return path === undefined ? [] : (await siblings(path)).map(uriOf);
  },
  async configFilesAbove(directory) {
    const path = pathOf(directory);
    return path === undefined ? [] : (await configFilesAbove(path)).map(uriOf);
  },
  async folder(directory, below) {
    const path = pathOf(directory);
    return path === undefined ? undefined : listFolder(path, below);
  },
  async read(uri) {
    const path = pathOf(uri);
    const reading = path === undefined ? undefined : readSource(path);
    if (reading === undefined) return undefined;
    return 'file' in reading ? { text: reading.file.text } : { skipped: reading.skipped.reason };
  },
};

function uriOf(path: string): string {
  return canonical(pathToFileURL(path).href);
}

/** Undefined for what is no path on this machine, like a share's URI on a system without shares. */
function pathOf(uri: string): string | undefined {
  if (!uri.startsWith('file:')) return undefined;
  try {
    return fileURLToPath(uri);
  } catch {
    return undefined;
  }
}
