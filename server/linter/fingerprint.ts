import { decodePath } from './config.ts';
import type { Finding } from './rule.ts';
import { type SourceFile, type Span, textOf } from './source.ts';

/**
 * What tells a finding again after lines were inserted above it and messages were reworded: the code, what it is in, the literal text. `pathOf` says how files are
 * called.
 */
export function identityOf({ code, span }: Finding, pathOf: (file: SourceFile) => string): string {
  return JSON.stringify([code, subjectOf(span, pathOf), textOf(span)]);
}

/** What a place is in: for Terraform the directory and the header of the block, for other files the path. */
export function subjectOf({ file, start, end }: Span, pathOf: (file: SourceFile) => string): string {
  const path = pathOf(file);
  if (!/\.(?:tf|tofu)$/.test(path)) return path;
  const header = [...file.text.slice(0, Math.max(end, lineEnd(file.text, start))).matchAll(blockHeader)].findLast(
    ({ index }) => index <= start,
  );
  return header ? `${path.slice(0, path.lastIndexOf('/') + 1)} ${header[0].trim().replace(/[ \t]+/g, ' ')}` : path;
}

/** The path of a file from a directory, given as a URI, with forward slashes. */
export function pathFrom(directory: string): (file: SourceFile) => string {
  const from = decodePath(directory).split('/');
  return ({ uri }) => {
    const to = decodePath(uri).split('/');
    let common = 0;
    while (common < from.length && common < to.length - 1 && from[common] === to[common]) common++;
    return [...from.slice(common).map(() => '..'), ...to.slice(common)].join('/');
  };
}

const blockHeader = /^[a-z]\w*(?:[ \t]+"[^"\n]*")*[ \t]*(?=\{)/gm;

function lineEnd(text: string, offset: number): number {
  const end = text.indexOf('\n', offset);
  return end === -1 ? text.length : end;
}
