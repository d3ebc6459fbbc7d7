import { contains, type SourceFile, type Span, span } from '../source.ts';
import { parseJsonLines } from './json.ts';
import type { Value } from './value.ts';
import { parseYaml } from './yaml.ts';

/** The places that a JSON pointer (https://www.rfc-editor.org/rfc/rfc6901) leads to in a JSON or YAML file, keys included: one in each document that has it. None in other files. */
export function pointedAt(file: SourceFile, pointer: string): readonly Span[] {
  const names = pointer.split('/').slice(1).map(unescaped);
  return roots(file).flatMap((root) => {
    let here: Child | undefined = { name: '', value: root, place: root.span };
    for (const name of names) here = here && childrenOf(here.value).findLast((child) => child.name === name);
    return here ? [here.place] : [];
  });
}

/** The pointer to the smallest thing in a JSON or YAML file that holds all of the span; undefined in other files, and where a document is not read. */
export function pointerTo(place: Span): string | undefined {
  const root = roots(place.file).find((each) => contains(each.span, place));
  if (!root) return undefined;
  let pointer = '';
  for (let here: Value | undefined = root; here; ) {
    const child: Child | undefined = childrenOf(here).find((each) => contains(each.place, place));
    if (child) pointer += `/${escaped(child.name)}`;
    here = child?.value;
  }
  return pointer;
}

/** Whether a text is a JSON pointer. */
export function isPointer(text: string): boolean {
  return /^(?:\/(?:[^~/]|~[01])*)*$/.test(text);
}

interface Child {
  readonly name: string;
  readonly value: Value;
  readonly place: Span;
}

function childrenOf(value: Value): readonly Child[] {
  if (value.type === 'list') return value.items.map((item, index) => ({ name: String(index), value: item.value, place: item.value.span }));
  if (value.type !== 'map') return [];
  return value.entries.map(({ key, keySpan, value: held }) => ({ name: key, value: held, place: joined(keySpan, held.span) }));
}

function joined(one: Span, other: Span): Span {
  return one.file === other.file ? span(one.file, Math.min(one.start, other.start), Math.max(one.end, other.end)) : one;
}

function roots(file: SourceFile): readonly Value[] {
  if (/\.(?:json|jsonc|ndjson|jsonl)$/i.test(file.name)) return parseJsonLines(file);
  return /\.ya?ml$/i.test(file.name) ? parseYaml(file).map(({ value }) => value) : [];
}

function unescaped(name: string): string {
  return name.replaceAll('~1', '/').replaceAll('~0', '~');
}

function escaped(name: string): string {
  return name.replaceAll('~', '~0').replaceAll('/', '~1');
}
