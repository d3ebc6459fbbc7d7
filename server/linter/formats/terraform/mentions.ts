import { keptWith } from '../../perObject.ts';
import type { SourceFile } from '../../source.ts';
import type { Module } from './modules.ts';

/** Whether a file of the module refers to the account declared under this name, or writes the beginning of its e-mail, whatever for. */
export function isMentioned(name: string, accountId: string | undefined, { files }: Module): boolean {
  return files.some((file) => mentionsIn(file).has(name) || (accountId && file.text.includes(`${accountId}@`)));
}

const memo = keptWith<SourceFile, ReadonlySet<string>>();

/** The accounts that the file refers to; the data source of the same name is another thing. */
function mentionsIn(file: SourceFile): ReadonlySet<string> {
  const known = memo.get(file);
  if (known) return known;
  const names = new Set([...file.text.matchAll(/(?<![\w.-])google_service_account\.([A-Za-z_][\w-]*)/g)].map(([, name = '']) => name));
  memo.set(file, names);
  return names;
}
