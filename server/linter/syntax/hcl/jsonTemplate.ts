import type { Template, TemplateText } from './ast.ts';
import { cursorAt } from './cursor.ts';
import { expression } from './expression.ts';
import { bare } from './template.ts';

/** A JSON string without its escapes: where each of its units is written, and behind the last one where the content ends. */
interface Decoded {
  readonly text: string;
  readonly places: readonly number[];
}

/**
 * Reads the JSON string whose content is `[start, end)` of a text as Terraform does: its escapes are JSON's, and what they stand for is a template.
 * Undefined where that is no template, or the string is not closed. https://developer.hashicorp.com/terraform/language/syntax/json#expression-mapping
 */
export function escapedTemplate(text: string, start: number, end: number): Template | undefined {
  if (!/^(?:[^"\\]|\\.)*$/.test(text.slice(start, end))) return undefined;
  const decoded = decode(text, start, end);
  const c = cursorAt(decoded.text);
  const read = bare(c, expression);
  if (c.problems.length > 0) return undefined;
  return { ...(relocated(read, decoded) as Template), start: start - 1, end: end + 1 };
}

const escapes: Readonly<Record<string, string>> = { b: '\b', f: '\f', n: '\n', r: '\r', t: '\t' };

function decode(source: string, start: number, end: number): Decoded {
  const places: number[] = [];
  let text = '';
  for (let pos = start; pos < end; ) {
    places.push(pos);
    const code = source[pos] === '\\' ? (source[pos + 1] ?? '') : undefined;
    if (code === undefined) text += source[pos++];
    else if (code === 'u') {
      text += String.fromCharCode(Number.parseInt(source.slice(pos + 2, pos + 6), 16));
      pos += 6;
    } else {
      text += escapes[code] ?? code;
      pos += 2;
    }
  }
  places.push(end);
  return { text, places };
}

/** A tree with the places of the decoded text's source. */
function relocated(node: unknown, decoded: Decoded): unknown {
  if (Array.isArray(node)) return node.flatMap((each) => (isText(each) ? stretches(each, decoded) : [relocated(each, decoded)]));
  if (typeof node !== 'object' || node === null) return node;
  const moved = Object.fromEntries(
    Object.entries(node).map(([key, value]) =>
      key === 'start' || key === 'end' ? [key, decoded.places[value as number]] : [key, relocated(value, decoded)],
    ),
  );
  // An empty string has its place between its quotes, which are two units each.
  return isEmpty(node) ? { ...moved, parts: [emptyText(node, decoded)] } : moved;
}

function isEmpty(node: object): node is Template {
  return 'kind' in node && node.kind === 'template' && 'parts' in node && Array.isArray(node.parts) && node.parts.length === 0;
}

function emptyText({ start }: Template, { places }: Decoded): TemplateText {
  const place = places[start + 1] ?? 0;
  return { kind: 'text', start: place, end: place, text: '' };
}

function isText(node: unknown): node is TemplateText {
  return typeof node === 'object' && node !== null && 'kind' in node && node.kind === 'text';
}

/** Text by stretches that stand in the source unit for unit, and escapes. */
function stretches({ start, end, text }: TemplateText, { places }: Decoded): TemplateText[] {
  const place = (unit: number): number => places[unit] ?? 0;
  if (text.length !== end - start) return [{ kind: 'text', start: place(start), end: place(end), text }];
  const found: TemplateText[] = [];
  for (let unit = start; unit < end; ) {
    const from = unit++;
    const isVerbatim = (at: number) => place(at + 1) - place(at) === 1;
    if (isVerbatim(from)) while (unit < end && isVerbatim(unit)) unit++;
    found.push({ kind: 'text', start: place(from), end: place(unit), text: text.slice(from - start, unit - start) });
  }
  return found;
}
