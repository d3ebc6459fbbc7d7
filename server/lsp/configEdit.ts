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

/** The edits that set a key of a configuration, or add to its list, in the style of the file, whose comments stay; undefined where it is not well-formed. */
export async function configEdits(
  file: SourceFile,
  key: string,
  value: unknown,
  { add = false } = {},
): Promise<readonly TextEdit[] | undefined> {
  // Not needed to start.
  const [{ modify, findNodeAtLocation, parseTree }, { jsonProblem }] = await Promise.all([
    import('jsonc-parser'),
    import('../linter/syntax/jsonProblem.ts'),
  ]);
  if (jsonProblem(file)) return undefined;
  const tree = parseTree(file.text, undefined, { allowTrailingComma: true });
  if (tree && tree.type !== 'object') return undefined;
  const present = tree && findNodeAtLocation(tree, [key]);
  if (add && present && present.type !== 'array') return undefined;
  const formattingOptions = {
    insertSpaces: !/^\t/m.test(file.text),
    tabSize: /^( +)\S/m.exec(file.text)?.[1]?.length ?? 2,
    eol: file.text.includes('\r\n') ? '\r\n' : '\n',
  };
  const edits =
    add && present
      ? modify(file.text, [key, present.children?.length ?? 0], value, { formattingOptions, isArrayInsertion: true })
      : modify(file.text, [key], add ? [value] : value, { formattingOptions });
  return edits.map(({ offset, length, content }) => ({ span: span(file, offset, offset + length), newText: content }));
}

/** The text of a configuration file that sets one key. */
export function newConfig(key: string, value: unknown): string {
  return `${JSON.stringify({ [key]: value }, null, 2)}\n`;
}
