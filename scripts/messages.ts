import { globSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { root } from './project.ts';

/** The files whose texts people see in the language of VS Code. */
const places = ['client/**/*.ts', 'iam/*.ts'];

/** Every text that is given to `l10n.t` in them, in the order of the alphabet. */
export function messages(directory = root): string[] {
  const files = globSync(places, { cwd: directory });
  return [...new Set(files.flatMap((file) => messagesIn(readFileSync(path.join(directory, file), 'utf8'), file)))].sort();
}

/** The texts of one file; throws where one is not a literal, since it could not be found in a translation. */
export function messagesIn(source: string, file: string): string[] {
  return [...source.matchAll(/\bl10n\.t\(\s*(?:'((?:[^'\\\n]|\\.)*)'|"((?:[^"\\\n]|\\.)*)"|)/g)].map(([found, single, double], index) => {
    const body = single ?? double;
    if (body === undefined) throw new Error(`${file}: text ${index + 1} of l10n.t is no literal string (${found})`);
    return JSON.parse(`"${body.replace(/\\'/g, "'").replace(/(?<!\\)"/g, '\\"')}"`) as string;
  });
}
