import { type CST, Parser } from 'yaml';
import { keptWith } from '../perObject.ts';
import { type SourceFile, type Span, span } from '../source.ts';
import type { Value } from './value.ts';
import { composeDocument } from './yamlCompose.ts';
import { isClosed } from './yamlScalars.ts';

/** One document of a YAML text. Its value is unknown where the document is a template that is no YAML before it is rendered. */
export interface YamlDocument {
  readonly span: Span;
  readonly value: Value;
}

const memo = keptWith<SourceFile, readonly YamlDocument[]>();

/** The documents of a YAML text. Never throws: what is broken is left out, and the collections it may belong to are not complete. Memoized. */
export function parseYaml(file: SourceFile): readonly YamlDocument[] {
  const known = memo.get(file);
  if (known) return known;
  const documents = read(file);
  memo.set(file, documents);
  return documents;
}

/** How many characters are read again, at most, to get at what stands behind broken places. */
const repairs = 400_000;

function read(file: SourceFile): YamlDocument[] {
  let text = file.text;
  const blanked: number[] = [];
  for (let budget = repairs; ; budget -= text.length) {
    const { documents, faults } = scan(text);
    const ranges = documents.map(({ offset }, index) => ({ start: offset, end: documents[index + 1]?.offset ?? text.length }));
    const fault = faults.find((offset) => !hasStatements(file.text, rangeAt(ranges, offset)));
    if (fault === undefined || budget < text.length) return compose(file, documents, ranges, blanked, faults);
    blanked.push(fault);
    text = blank(text, fault);
  }
}

interface Range {
  readonly start: number;
  readonly end: number;
}

function rangeAt(ranges: readonly Range[], offset: number): Range | undefined {
  return ranges.findLast(({ start }) => start <= offset);
}

/** Whether a line begins as a template's statement does (`{{- if x }}`, `{% if x %}`), which is no YAML where a key or an item is due. */
function hasStatements(text: string, range: Range | undefined): boolean {
  return range !== undefined && /^[ \t]*(?:-[ \t]+)?\{[{%#]/m.test(text.slice(range.start, range.end));
}

/** The text without the rest of the line at `offset`, everything else in its place. */
function blank(text: string, offset: number): string {
  const end = /[^\r\n]*/y;
  end.lastIndex = offset;
  const [rest = ''] = end.exec(text) ?? [];
  return text.slice(0, offset) + ' '.repeat(rest.length) + text.slice(offset + rest.length);
}

/** The concrete syntax of the documents, and in order the places where it broke. */
function scan(text: string): { documents: CST.Document[]; faults: number[] } {
  const documents: CST.Document[] = [];
  const faults: number[] = [];
  for (const token of new Parser().parse(text)) {
    if (token.type === 'document') {
      documents.push(token);
      faults.push(...openQuotes(token, text));
    } else if (token.type === 'error') faults.push(token.offset);
  }
  return { documents, faults };
}

const behindQuote = /[ \t]*(?:#|\r?\n|$|[,\]}:])/y;

/** Quotes that were never closed and took the next lines with them, up to the next quote or the end. */
function openQuotes(document: CST.Document, text: string): number[] {
  const found: number[] = [];
  const stack: (CST.Token | null | undefined)[] = [document.value];
  while (stack.length > 0) {
    const token = stack.pop();
    if (!token) continue;
    if ('items' in token) for (const { key, value } of token.items.toReversed()) stack.push(value, key);
    if ((token.type !== 'double-quoted-scalar' && token.type !== 'single-quoted-scalar') || !token.source.includes('\n')) continue;
    behindQuote.lastIndex = token.offset + token.source.length;
    if (!isClosed(token.source) || !behindQuote.test(text)) found.push(token.offset);
  }
  return found.slice(0, 1);
}

function compose(
  file: SourceFile,
  documents: readonly CST.Document[],
  ranges: readonly Range[],
  blanked: readonly number[],
  faults: readonly number[],
): YamlDocument[] {
  return documents.map((document, index) => {
    const { start, end } = ranges[index] ?? { start: 0, end: 0 };
    const within = (offset: number): boolean => start <= offset && offset < end;
    const place = span(file, start, end);
    const { value, damaged } = composeDocument(file, document, blanked.filter(within));
    const broken = damaged || faults.some(within) || blanked.some(within);
    return {
      span: place,
      value: broken && hasStatements(file.text, { start, end }) ? { type: 'unknown', reason: 'variable', span: place } : value,
    };
  });
}
