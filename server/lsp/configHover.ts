import type { Hover } from 'vscode-languageserver';
import { pageUrl } from '../host/project.ts';
import { codes } from '../linter/codes.ts';
import { type SourceFile, textOf } from '../linter/source.ts';
import { keyAt, placeAt } from './configPlace.ts';
import { toRange } from './convert.ts';
import { markup } from './markup.ts';
import type { Session } from './session.ts';

/** What a key or a code of a configuration file means. */
export function configHover(file: SourceFile, offset: number, { client, version }: Session): Hover | null {
  const place = placeAt(file, offset);
  if (!place || place.word.start === place.word.end) return null;
  const name = textOf(place.word).replace(/^"|"$/g, '');
  // An element of a list is told by its key.
  const path = typeof place.path.at(-1) === 'number' ? place.path.slice(0, -1) : place.path;
  const text = describeKey(place.path) ?? describeCode(name, version) ?? describeKey(path);
  return text === undefined ? null : { contents: markup(client.hoverFormat, text), range: toRange(place.word) };
}

function describeKey(path: Parameters<typeof keyAt>[0]): string | undefined {
  const key = keyAt(path);
  return key && `**${path.at(-1)}**\n\n${key.doc}\n\n\`\`\`jsonc\n"${path.at(-1)}": ${key.example}\n\`\`\``;
}

/** What is found by a code, and how severe that usually is; undefined for what is no code. */
export function describeCode(code: string, version: string): string | undefined {
  const described = Object.hasOwn(codes, code) ? codes[code] : undefined;
  if (!described) return undefined;
  const { title, severity, profile } = described;
  const only = profile ? ` Only in the profile \`${profile}\`.` : '';
  return `**${code}**\n\n${title}. Severity: \`${severity}\`.${only}\n\n[About ${code}](${pageUrl(code, version)})`;
}
