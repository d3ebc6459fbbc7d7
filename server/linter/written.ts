import type { Attribute } from './model.ts';
import { type SourceFile, type Span, span } from './source.ts';

/** How a text is written in a file, so that another one can be put in its place. */
export interface Writing {
  /** The content, without quotes. */
  readonly span: Span;
  /** `bare` is a plain scalar of YAML, `block` a heredoc or a block scalar. */
  readonly style: 'double' | 'single' | 'bare' | 'block';
  /** Whether it is in JSON that is itself a string, so that its quotes are escaped. */
  readonly nested: boolean;
  /** Whether the closing quote is there, where there are quotes. */
  readonly closed: boolean;
  /** How a Terraform expression is written instead, usable from `module` only: replace `span` by `prefix + expression + suffix`. */
  readonly expression?: { readonly span: Span; readonly prefix: string; readonly suffix: string; readonly module: string };
}

/** How a value of the model is written; undefined where it is missing, computed, or not one text. */
export function writtenAt(at: Pick<Attribute<unknown>, 'span' | 'use' | 'slot' | 'state'>): Writing | undefined {
  const { file, start, end } = at.span;
  const isYaml = /\.ya?ml$/i.test(file.name);
  // A value that is not there has the place of something else, but for YAML's plain nothing.
  if (at.state === 'absent') return isYaml && start === end ? nothing(file, start) : undefined;
  const writing = quoted(file, start, end) ?? block(at) ?? (isYaml ? bare(file, start, end) : undefined);
  const expression = at.use ? undefined : at.slot?.expression;
  return writing && expression && at.slot ? { ...writing, expression: { ...expression, span: at.slot.span } } : writing;
}

function quoted(file: SourceFile, start: number, end: number): Writing | undefined {
  const { text } = file;
  const opened = quoteBefore(text, start);
  if (opened) {
    const { quote, nested } = opened;
    const style = quote === '"' ? 'double' : 'single';
    if (text.startsWith(nested ? `\\${quote}` : quote, end))
      return { span: span(file, start, end), style, nested, closed: nested || !opensNext(file, end) };
    // A piece of a longer text has the rest of it behind it.
    const rest = lineEnd(text, end);
    return text.slice(end, rest).includes(quote) ? undefined : { span: span(file, start, rest), style, nested, closed: false };
  }
  // What was never closed is no string to its parser, which gives all of it.
  const quote = text.charAt(start);
  if ((quote !== '"' && quote !== "'") || start === end || text.slice(start + 1, end).includes(quote)) return undefined;
  return {
    span: span(file, start + 1, lineEnd(text, start)),
    style: quote === '"' ? 'double' : 'single',
    nested: false,
    closed: false,
  };
}

/** Whether a quote begins the next string of JSON, whatever its parser takes it for: a closing one has no word behind it. */
function opensNext({ name, text }: SourceFile, quote: number): boolean {
  return /\.json$/i.test(name) && /\w/.test(text.charAt(quote + 1));
}

function quoteBefore(text: string, start: number): { quote: '"' | "'"; nested: boolean } | undefined {
  const quote = text.charAt(start - 1);
  return quote === '"' || quote === "'" ? { quote, nested: text.charAt(start - 2) === '\\' } : undefined;
}

function block({ span: place, slot }: Pick<Attribute<unknown>, 'span' | 'slot'>): Writing | undefined {
  const { text } = place.file;
  const isHeredoc = slot !== undefined && text.startsWith('<<', slot.span.start);
  // One without a line has no place for any text.
  if (isHeredoc && place.start === slot.span.start) return undefined;
  const isScalar =
    /\.ya?ml$/i.test(place.file.name) && /[|>][-+\d]*[ \t]*(?:#.*)?\r?\n[ \t\r\n]*$/.test(text.slice(0, place.start).slice(-200));
  if (!isHeredoc && !isScalar && !(slot && /^[|>]/.test(text.slice(place.start)))) return undefined;
  return { span: place, style: 'block', nested: false, closed: true };
}

/** The blanks in which a plain scalar is to be typed, behind the colon or the dash. */
function nothing(file: SourceFile, start: number): Writing | undefined {
  const blanks = /^[ \t]+(?=\r?\n|$)/.exec(file.text.slice(start, start + 200))?.[0].length ?? 0;
  if (blanks === 0 || !/[:-]/.test(file.text.charAt(start - 1))) return undefined;
  return { span: span(file, start + 1, start + blanks), style: 'bare', nested: false, closed: true };
}

/** A plain scalar of one line. */
function bare(file: SourceFile, start: number, end: number): Writing | undefined {
  const content = file.text.slice(start, end);
  if (/[\r\n]/.test(content) || /^["'[{&*!|>]/.test(content) || /[^\s,[{(-]/.test(file.text.charAt(start - 1))) return undefined;
  return { span: span(file, start, end), style: 'bare', nested: false, closed: true };
}

function lineEnd(text: string, offset: number): number {
  const end = /\r?\n|$/g;
  end.lastIndex = offset;
  return end.exec(text)?.index ?? text.length;
}
