import type { Identities, Place } from '../../server/lsp/protocol.ts';

/** The e-mail of a service account that is written around a character of a line. */
export function emailAt(line: string, character: number): string | undefined {
  for (const match of line.matchAll(/[a-z0-9-]+@[a-z0-9.-]+\.gserviceaccount\.com/g))
    if (match.index <= character && character <= match.index + match[0].length) return match[0];
  return undefined;
}

/** The e-mail of the account that is declared, used or granted something on a line of a file; undefined where there is none, or more than one. */
export function accountOnLine({ accounts }: Identities, uri: string, line: number): string | undefined {
  const here = ({ uri: file, range: { start, end } }: Place) => file === uri && start.line <= line && line <= end.line;
  const declared = accounts.filter(({ email, at }) => email !== undefined && here(at));
  const named =
    declared.length > 0 ? declared : accounts.filter(({ email, usedBy }) => email !== undefined && usedBy.some(({ at }) => here(at)));
  return named.length === 1 ? named[0]?.email : undefined;
}
