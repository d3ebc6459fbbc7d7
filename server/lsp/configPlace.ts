import { findNodeAtLocation, getLocation, type JSONPath, type Node, parseTree } from 'jsonc-parser';
import { type ConfigKey, configKeys, type Shape } from '../linter/configKeys.ts';
import { type SourceFile, type Span, span } from '../linter/source.ts';

/** Where in a configuration file an offset is. */
export interface ConfigPlace {
  /** Keys and indexes from the root; of a key itself, with that key. */
  readonly path: JSONPath;
  readonly isKey: boolean;
  /** What the value under the path is, or of a key what the object is that has it; undefined where nothing of ours can be. */
  readonly shape: Shape | undefined;
  /** The string or word at the offset, with its quotes; empty between words. */
  readonly word: Span;
  /** The keys of the object, or the strings of the list, that the place is in, without what is at the offset. */
  readonly siblings: readonly string[];
}

const root: Shape = { kind: 'object', keys: configKeys };

/** The place of an offset; half-written files have places, too. Undefined inside of comments. */
export function placeAt(file: SourceFile, offset: number): ConfigPlace | undefined {
  const { text } = file;
  const { path, isAtPropertyKey: isKey } = getLocation(text, offset);
  if (inComment(text, offset)) return undefined;
  const word = wordAt(file, offset);
  const parent = path.slice(0, -1);
  const tree = parseTree(text, undefined, { allowTrailingComma: true });
  const container = tree && findNodeAtLocation(tree, parent);
  const others = (container?.children ?? [])
    .map(nameOf)
    .filter((node) => node !== undefined && !(node.offset <= offset && offset <= node.offset + node.length));
  return {
    path,
    isKey,
    shape: shapeAt(isKey ? parent : path),
    word,
    siblings: others.flatMap((node) => (typeof node?.value === 'string' ? node.value : [])),
  };
}

/** The key at the end of a path, as it is described; undefined for keys that the user chooses. */
export function keyAt(path: JSONPath): ConfigKey | undefined {
  const shape = shapeAt(path.slice(0, -1));
  const name = String(path.at(-1));
  return shape?.kind === 'object' && Object.hasOwn(shape.keys, name) ? shape.keys[name] : undefined;
}

function shapeAt(path: JSONPath): Shape | undefined {
  return path.reduce<Shape | undefined>((shape, name) => {
    if (shape?.kind === 'list' && typeof name === 'number') return shape.of;
    if (shape?.kind === 'record') return shape.of;
    if (shape?.kind === 'object' && Object.hasOwn(shape.keys, name)) return shape.keys[name]?.shape;
    return undefined;
  }, root);
}

/** Of a property its key, of an element of a list the element. */
function nameOf({ type, children, ...node }: Node): Node | undefined {
  return type === 'property' ? children?.[0] : { type, children, ...node };
}

function wordAt(file: SourceFile, offset: number): Span {
  const line = file.text.lastIndexOf('\n', offset - 1) + 1;
  for (const { 0: word, index } of (/[^\r\n]*/.exec(file.text.slice(line))?.[0] ?? '').matchAll(/"(?:[^"\\]|\\.)*"?|[\w-]+/g)) {
    const start = line + index;
    if (start <= offset && offset <= start + word.length) return span(file, start, start + word.length);
  }
  return span(file, offset, offset);
}

function inComment(text: string, offset: number): boolean {
  const line = text.slice(text.lastIndexOf('\n', offset - 1) + 1, offset + 1).replace(/"(?:[^"\\]|\\.)*"?/g, '');
  return /\/\//.test(line) || text.lastIndexOf('/*', offset - 1) > text.lastIndexOf('*/', offset - 1);
}
