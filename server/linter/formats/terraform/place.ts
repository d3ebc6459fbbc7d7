import { type SourceFile, type Span, span } from '../../source.ts';
import type { Expression, List, Node, Template } from '../../syntax/hcl/ast.ts';
import type { Slot, UnknownValue } from '../../syntax/value.ts';

/** Where an expression stands and how another one is written in its place, where that can be. */
export interface Place {
  readonly span: Span;
  readonly slot?: Slot;
}

/** The place of an expression. */
export function placeOf(expression: Node, file: SourceFile): Place {
  const here = nodeSpan(expression, file);
  return { span: here, slot: slotAt(here) };
}

/** The place of an expression as a slot. Most are never written to, so all but the span is made at the question. */
class ExpressionSlot implements Slot {
  readonly span: Span;

  constructor(span: Span) {
    this.span = span;
  }

  get prefix(): string {
    return '"';
  }

  get suffix(): string {
    return '"';
  }

  get expression(): Slot['expression'] {
    const { directory, name } = this.span.file;
    return name.endsWith('.json') ? { prefix: '"${', suffix: '}"', module: directory } : { prefix: '', suffix: '', module: directory };
  }
}

/** The slot at the place of an expression; none for a part of a string in JSON, where quotes would have to be escaped. */
export function slotAt(here: Span): Slot | undefined {
  const { file, start } = here;
  return file.name.endsWith('.json') && file.text[start] !== '"' ? undefined : new ExpressionSlot(here);
}

/** The span of a node of this file. */
export function nodeSpan({ start, end }: Node, file: SourceFile): Span {
  return span(file, start, end);
}

/** A quoted string without its quotes, a heredoc without its markers. */
export function contentSpan(template: Template, file: SourceFile): Span {
  const [first] = template.parts;
  const last = template.parts.at(-1);
  if (first && last) return span(file, first.start, last.end);
  if (template.heredoc) return nodeSpan(template, file);
  // One that is not closed may be a quote and nothing else.
  const start = Math.min(template.start + 1, template.end);
  return span(file, start, Math.max(template.end - 1, start));
}

/** A key of an object without quotes. */
export function keySpan(key: Expression, file: SourceFile): Span {
  return key.kind === 'template' ? contentSpan(key, file) : nodeSpan(key, file);
}

/** An item with the comma behind it, or before it where it is the last. */
export function itemExtent(items: readonly Expression[], index: number, list: List, file: SourceFile): Span {
  const item = items[index];
  const next = items[index + 1];
  const previous = items[index - 1];
  if (!item) return nodeSpan(list, file);
  if (next) return span(file, item.start, next.start);
  const comma = /^\s*,/.exec(file.text.slice(item.end, list.end))?.[0].length ?? 0;
  return span(file, previous ? previous.end : item.start, previous && comma === 0 ? item.end : item.end + comma - (previous ? 1 : 0));
}

/** An expression that cannot be read. */
export function unknown(expression: Expression, file: SourceFile, reason: string): UnknownValue {
  const here = nodeSpan(expression, file);
  return { type: 'unknown', reason, span: here, slot: slotAt(here) };
}

/** A value that cannot be read, at a place. */
export function unknownAt(here: Span, reason: string): UnknownValue {
  return { type: 'unknown', reason, span: here };
}
