import { createScanner } from 'jsonc-parser';
import { Parser } from 'yaml';
import type { SourceFile } from '../source.ts';
import { parse } from './hcl/parse.ts';

/** Whether what stands at the offset, a comment by its first characters, is none because it is part of a string. */
export function isInString(file: SourceFile, offset: number): boolean {
  if (/\.ya?ml$/i.test(file.name)) return !inYamlComment(file.text, offset);
  if (/\.(?:tf|tofu|tfvars)$/i.test(file.name)) return inTemplate(file.text, offset);
  return inJsonString(file.text, offset);
}

/** Whether a line with a comment can be put before the line that begins at the offset of a YAML text: not where that is in a scalar, or anything is broken. */
export function takesYamlComment(text: string, line: number): boolean {
  return nodes([...new Parser().parse(text)]).every(({ type, offset, source }) => {
    if (type === 'error') return false;
    // The body of a block scalar begins with a line.
    const start = Number(offset) + (type === 'block-scalar' ? -1 : 0);
    return !String(type).endsWith('scalar') || line <= start || Number(offset) + String(source).length <= line;
  });
}

function inTemplate(text: string, offset: number): boolean {
  return nodes(parse(text)).some(({ kind, start, end }) => kind === 'template' && Number(start) <= offset && offset < Number(end));
}

function inYamlComment(text: string, place: number): boolean {
  const tokens = nodes([...new Parser().parse(text)]);
  return tokens.some(
    ({ type, offset, source }) => type === 'comment' && Number(offset) <= place && place < Number(offset) + String(source).length,
  );
}

function inJsonString(text: string, offset: number): boolean {
  const scanner = createScanner(text, false);
  while (scanner.getPosition() < text.length && scanner.getPosition() <= offset) scanner.scan();
  return scanner.getTokenOffset() < offset && text[scanner.getTokenOffset()] === '"';
}

/** All objects in a tree, whatever they are. */
function nodes(tree: object): Readonly<Record<string, unknown>>[] {
  const found: Record<string, unknown>[] = [];
  const open: object[] = [tree];
  for (let node = open.pop(); node; node = open.pop()) {
    found.push(node as Record<string, unknown>);
    for (const value of Object.values(node)) if (typeof value === 'object' && value !== null) open.push(value);
  }
  return found;
}
