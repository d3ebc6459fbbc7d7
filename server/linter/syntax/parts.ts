import { HOLE } from '../../../iam/text.ts';
import { type Span, span } from '../source.ts';
import type { HolePart, Part } from './value.ts';

/** The stretches of a decoded string by their units; a hole counts as one. */
export interface Stretches {
  /** The parts that make up `[start, end)`; an escape is taken whole. */
  cut(start: number, end: number): Part[];
  /** Where `[start, end)` is written; `whole` where its pieces do not stand in one text one after another. */
  span(start: number, end: number): Span;
}

/** Indexes the parts of a string, so that each question takes logarithmic time. */
export function stretches(parts: readonly Part[], whole: Span): Stretches {
  const ends: number[] = [];
  for (const part of parts) ends.push((ends.at(-1) ?? 0) + lengthOf(part));
  /** The part that holds the unit at `offset`. */
  const find = (offset: number): number => {
    let low = 0;
    let high = ends.length;
    while (low < high) {
      const middle = (low + high) >> 1;
      if ((ends[middle] ?? 0) > offset) high = middle;
      else low = middle + 1;
    }
    return low;
  };
  const cut = (start: number, end: number): Part[] => {
    const found: Part[] = [];
    for (let index = find(start); index < parts.length; index++) {
      const part = parts[index];
      const begin = index === 0 ? 0 : (ends[index - 1] ?? 0);
      if (!part || begin >= end) break;
      found.push(isVerbatim(part) ? clip(part, Math.max(start - begin, 0), Math.min(end - begin, lengthOf(part))) : part);
    }
    return found;
  };
  const point = (offset: number): Span => {
    const next = cut(offset, offset + 1)[0];
    const place = next?.span.start ?? parts.at(-1)?.span.end ?? whole.start;
    return { file: (next ?? parts.at(-1))?.span.file ?? whole.file, start: place, end: place };
  };
  return {
    cut,
    span(start, end) {
      if (start >= end) return point(start);
      const found = cut(start, end);
      const first = found[0]?.span ?? point(start);
      const last = found.at(-1)?.span ?? first;
      return first.file === last.file && first.start <= last.end ? span(first.file, first.start, last.end) : whole;
    },
  };
}

/**
 * What tools fill in before Google reads the text: `{{ x }}` and `{% x %}` (Helm, Jinja), `${{ x }}` (CI), `${X}` and `$X` (envsubst, Terraform), `%X%`, `%%X%%` and `<%= x %>` (build scripts).
 * Kubernetes' `$(X)` is none: Cloud Run takes it literally.
 */
const template =
  /\uFFFC|\$?\{\{[^\n]{0,500}?\}\}|\{%[^\n]{0,500}?%\}|<%[^\n]{0,500}?%>|\$\{[^{}\n]{0,500}\}|\$[A-Z_][A-Z0-9_]*|%{1,2}(?:[A-Za-z_][A-Za-z0-9_.-]{2,}|[G-Z][A-Z])%{1,2}/g;

/** The parts of a string with a hole for each template placeholder. */
export function withHoles(parts: readonly Part[], whole: Span): readonly Part[] {
  const text = parts.map((part) => ('text' in part ? part.text : HOLE)).join('');
  if (!/[\uFFFC${%]/.test(text)) return parts;
  const { cut, span } = stretches(parts, whole);
  const all: Part[] = [];
  let last = 0;
  for (const { 0: match, index } of text.matchAll(template)) {
    const end = index + match.length;
    all.push(...cut(last, index), hole(cut(index, end), span(index, end)));
    last = end;
  }
  return [...all, ...cut(last, text.length)];
}

/** A hole that is one already keeps what is known of it. */
function hole(parts: readonly Part[], span: Span): HolePart {
  const [only] = parts;
  return parts.length === 1 && only && !('text' in only) ? only : { reference: undefined, span };
}

function isVerbatim(part: Part): boolean {
  return 'text' in part && part.text.length === part.span.end - part.span.start;
}

function lengthOf(part: Part): number {
  return 'text' in part ? part.text.length : 1;
}

function clip(part: Part, start: number, end: number): Part {
  if (!('text' in part)) return part;
  const { file, start: origin } = part.span;
  return { ...part, text: part.text.slice(start, end), span: span(file, origin + start, origin + end) };
}
