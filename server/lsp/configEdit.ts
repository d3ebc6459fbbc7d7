import type { Node } from 'jsonc-parser';
import { configNames, isConfigFile } from '../linter/config.ts';
import type { TextEdit } from '../linter/rule.ts';
import { type SourceFile, span } from '../linter/source.ts';
import type { Group } from './group.ts';
import { isBelow } from './uri.ts';

/** The configuration file that is nearest to a directory, in it or above it; undefined where there is none. */
export function nearestConfig(group: Group, directory: string): SourceFile | undefined {
  const above = group.files().filter((file) => isConfigFile(file) && (file.directory === directory || isBelow(file.directory, directory)));
  return above.toSorted((a, b) => b.directory.length - a.directory.length || configNames.indexOf(a.name) - configNames.indexOf(b.name))[0];
}

/**
 * The edits that set a key of a configuration, or add to the list that it has, in the style of the file; all else stays as it is. Undefined where the file is not
 * well-formed.
 */
export async function configEdits(
  file: SourceFile,
  key: string,
  value: unknown,
  { add = false } = {},
): Promise<readonly TextEdit[] | undefined> {
  // Not needed to start.
  const [{ findNodeAtLocation, parseTree }, { jsonProblem }] = await Promise.all([
    import('jsonc-parser'),
    import('../linter/syntax/jsonProblem.ts'),
  ]);
  if (jsonProblem(file)) return undefined;
  const { text } = file;
  const edit = (start: number, end: number, newText: string): TextEdit => ({ span: span(file, start, end), newText });
  const tree = parseTree(text, undefined, { allowTrailingComma: true });
  if (!tree) return [edit(text.length, text.length, newConfig(key, add ? [value] : value))];
  if (tree.type !== 'object') return undefined;
  const present = findNodeAtLocation(tree, [key]);
  if (present && !add) return [edit(present.offset, present.offset + present.length, inline(value))];
  if (present && present.type !== 'array') return undefined;
  const [container, added] = present ? [present, inline(value)] : [tree, property(key, add ? [value] : value, unitOf(text))];
  return append(file, container, added);
}

/** The text of a configuration file that sets one key. */
export function newConfig(key: string, value: unknown): string {
  return `{\n  ${property(key, value, '  ')}\n}\n`;
}

/** A key with its value, at the indentation of the outermost keys: an entry of a list to a line. */
function property(key: string, value: unknown, unit: string): string {
  if (!Array.isArray(value)) return `${JSON.stringify(key)}: ${inline(value)}`;
  return `${JSON.stringify(key)}: [\n${value.map((each) => unit + unit + inline(each)).join(',\n')}\n${unit}]`;
}

/** The value on one line, with blanks. */
function inline(value: unknown): string {
  if (Array.isArray(value)) return `[${value.map(inline).join(', ')}]`;
  if (typeof value !== 'object' || value === null) return JSON.stringify(value);
  const entries = Object.entries(value).map(([key, each]) => `${JSON.stringify(key)}: ${inline(each)}`);
  return `{ ${entries.join(', ')} }`;
}

/** Puts a text behind the last child of an object or a list: on a line of its own, unless all stand on one. */
function append(file: SourceFile, { offset, length, children = [] }: Node, added: string): TextEdit[] {
  const { text } = file;
  const insert = (at: number, newText: string): TextEdit => ({ span: span(file, at, at), newText });
  const close = offset + length - 1;
  const last = children.at(-1);
  const lineOf = (at: number) => /^[ \t]*/.exec(text.slice(text.lastIndexOf('\n', at - 1) + 1))?.[0] ?? '';
  if (!last) {
    const outer = lineOf(offset);
    // Comments in it stay where they are.
    const at = text.slice(offset + 1, close).trimEnd().length + offset + 1;
    return [{ span: span(file, at, close), newText: `\n${outer}${unitOf(text)}${added}\n${outer}` }];
  }
  const end = last.offset + last.length;
  const comma = /^(?:\s|\/\/[^\n]*|\/\*[\s\S]*?\*\/)*,/.exec(text.slice(end, close))?.[0].length;
  const separator = comma === undefined ? [insert(end, ',')] : [];
  const line = text.indexOf('\n', end + (comma ?? 0));
  if (line === -1 || line > close) return [...separator, insert(end + (comma ?? 0), ` ${added}`)];
  const at = text[line - 1] === '\r' ? line - 1 : line;
  return [...separator, insert(at, `\n${lineOf(last.offset)}${added}`)];
}

/** How far one level is indented in the file. */
function unitOf(text: string): string {
  return /^[ \t]+(?=\S)/m.exec(text)?.[0] ?? '  ';
}
