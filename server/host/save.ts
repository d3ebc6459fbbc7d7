import { randomBytes } from 'node:crypto';
import { access, constants, readFile, realpath, rename, rm, stat, writeFile } from 'node:fs/promises';
import { basename, dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import type { SourceFile } from '../linter/source.ts';
import { decode, encode } from './encoding.ts';
import { reasonOf } from './files.ts';

/**
 * Gives a file a new text in its old encoding, whole or not at all, if the file still holds the old text. A link stays one, and the file
 * keeps its mode. Returns why it could not be done, undefined where it was. Never rejects.
 */
export async function save({ uri, text }: SourceFile, newText: string): Promise<string | undefined> {
  try {
    const path = await realpath(fileURLToPath(uri));
    const decoded = decode(await readFile(path));
    // Another link to the same file may have been saved before.
    if (decoded?.text === newText) return undefined;
    if (decoded?.text !== text) return 'it was changed in the meantime';
    await access(path, constants.W_OK);
    const { mode } = await stat(path);
    const draft = join(dirname(path), `.${basename(path)}.${randomBytes(6).toString('hex')}.tmp`);
    try {
      await writeFile(draft, encode(newText, decoded.encoding), { mode: mode & 0o777, flag: 'wx' });
      await rename(draft, path);
    } finally {
      await rm(draft, { force: true });
    }
    return undefined;
  } catch (error) {
    return reasonOf(error);
  }
}
