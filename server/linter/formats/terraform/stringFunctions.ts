import type { Span } from '../../source.ts';
import { stretches } from '../../syntax/parts.ts';
import type { Part, StringValue, Value } from '../../syntax/value.ts';
import { string } from '../attribute.ts';
import type { Budget } from './budget.ts';
import { textAt } from './collections.ts';
import type { TerraformFunction } from './functions.ts';
import { amount, textParts, wordOf } from './operators.ts';
import type { Place } from './place.ts';
import { expandReplacement, matches } from './regularExpressions.ts';

/** The functions of strings. A string that a function leaves as it is keeps its place; of a partly unknown one the known parts count. */
export const stringFunctions: Readonly<Record<string, TerraformFunction>> = {
  lower: (parameters, place) => letterCase(parameters[0], place, (text) => text.toLowerCase()),
  upper: (parameters, place) => changed(parameters[0], place, (text) => text.toUpperCase()),
  title: (parameters, place) => changed(parameters[0], place, (text) => text.replace(/(^|\s)(\S)/g, (each) => each.toUpperCase())),
  trimspace: (parameters, place) => changed(parameters[0], place, (text) => text.trim()),
  chomp: (parameters, place) => changed(parameters[0], place, (text) => text.replace(/(?:\r?\n|\r)+$/, '')),
  strrev: (parameters, place) => changed(parameters[0], place, (text) => [...text].reverse().join('')),
  trim: ([value, cutset], place) => changed(value, place, trimmer(cutset, true, true)),
  trimprefix: ([value, prefix], place) => without(value, wordOf(prefix), place, 'start'),
  trimsuffix: ([value, suffix], place) => without(value, wordOf(suffix), place, 'end'),
  basename: ([value], place) =>
    changed(behindHoles(value), place, (text) => (text === '' ? '.' : (/([^/]*)\/*$/.exec(text)?.[1] ?? '') || '/')),
  indent: ([width, value], place) => {
    const spaces = amount(width);
    return spaces === undefined || spaces < 0 || spaces > 100
      ? undefined
      : changed(value, place, (text) => text.replaceAll('\n', `\n${' '.repeat(spaces)}`));
  },
  replace: ([value, search, replacement], place, budget) => {
    const [what, by] = [wordOf(search), wordOf(replacement)];
    if (what === undefined || by === undefined) return undefined;
    if (what.length > 1 && what.startsWith('/') && what.endsWith('/'))
      return changed(value, place, (text) => replaced(text, matches(what.slice(1, -1), text, budget), by));
    return changed(value, place, (text) => (text.length * (by.length + 1) > 1e6 ? undefined : text.replaceAll(what, () => by)));
  },
  substr: ([value, offset, length], place) => {
    const [from, count] = [amount(offset), amount(length)];
    if (from === undefined || count === undefined) return undefined;
    return changed(value, place, (text) => {
      const characters = [...text];
      const start = from < 0 ? Math.max(0, characters.length + from) : from;
      return characters.slice(start, count < 0 ? undefined : start + count).join('');
    });
  },
  startswith: ([value, prefix], place) => decided(edge(value, wordOf(prefix), 'start'), place),
  endswith: ([value, suffix], place) => decided(edge(value, wordOf(suffix), 'end'), place),
  strcontains: ([value, part], place) => {
    const [text, wanted] = [wordOf(value), wordOf(part)];
    if (text !== undefined && wanted !== undefined) return decided(text.includes(wanted), place);
    const seen =
      value?.type === 'string' && value.parts.some((each) => 'text' in each && wanted !== undefined && each.text.includes(wanted));
    return seen ? decided(true, place) : undefined;
  },
  join: ([separator, ...lists], place) => {
    const between = wordOf(separator);
    if (between === undefined || !lists.every((list) => list.type === 'list' && list.complete)) return undefined;
    const values = lists.flatMap((list) => (list.type === 'list' ? list.items.map((item) => item.value) : []));
    if (values.some(({ type }) => type === 'list' || type === 'map' || type === 'null')) return undefined;
    const parts = values.flatMap((value, index): Part[] => {
      const own = textParts(value, place.span).map((part) => ({ ...part, span: place.span }));
      return index === 0 || between === '' ? own : [{ text: between, span: place.span }, ...own];
    });
    return { type: 'string', parts, ...place };
  },
  split: ([separator, value], { span }) => {
    const between = wordOf(separator);
    const text = value?.type === 'string' ? string(value) : undefined;
    if (between === undefined || text === undefined || value?.type !== 'string') return undefined;
    let offset = 0;
    const items = text.split(between).map((piece) => {
      const start = offset;
      offset += piece.length + between.length;
      return { value: stretchOf(value, text, start, start + piece.length, span) };
    });
    return { type: 'list', items, complete: true, span };
  },
  format: ([pattern, ...parameters], place) => {
    const parts = formatted(wordOf(pattern), parameters, place.span);
    return parts && { type: 'string', parts, ...place };
  },
  formatlist: ([pattern, ...parameters], { span }) => {
    const lists = parameters.filter((each) => each.type === 'list');
    const [first] = lists;
    if (!first || lists.some(({ items }) => items.length !== first.items.length)) return undefined;
    const rows = first.items.map((_, index) => parameters.map((each) => (each.type === 'list' ? each.items[index]?.value : each)));
    const made = rows.map((row) => formatted(wordOf(pattern), row, span));
    if (!made.every((parts) => parts !== undefined)) return undefined;
    // What one list's elements are made into stands where they do.
    const places = lists.length === 1 ? first.items.map(({ value }) => value.span) : [];
    return {
      type: 'list',
      span,
      complete: lists.every(({ complete }) => complete),
      items: made.map((parts, index) => ({ value: { type: 'string', parts, span: places[index] ?? span, use: span } })),
    };
  },
  regex: ([pattern, value], { span }, budget) => {
    const found = search(pattern, value, budget);
    const [first] = found ?? [];
    return first ? captured(first, span) : found && { type: 'unknown', reason: 'error', span };
  },
  regexall: ([pattern, value], { span }, budget) => {
    const found = search(pattern, value, budget);
    return found && { type: 'list', items: found.map((match) => ({ value: captured(match, span) })), complete: true, span };
  },
};

function search(pattern: Value | undefined, value: Value | undefined, budget: Budget): readonly RegExpExecArray[] | undefined {
  const [expression, text] = [wordOf(pattern), wordOf(value)];
  return expression === undefined || text === undefined ? undefined : matches(expression, text, budget);
}

/** What a match is: its named groups, its groups, or without any the whole of it. */
function captured(match: RegExpExecArray, span: Span): Value {
  const piece = (content: string | undefined): Value => (content === undefined ? { type: 'null', span } : textAt(content, span));
  if (match.groups) {
    const entries = Object.entries(match.groups).map(([key, content]) => ({ key, keySpan: span, value: piece(content) }));
    return { type: 'map', entries, complete: true, span };
  }
  if (match.length === 1) return piece(match[0]);
  return { type: 'list', items: match.slice(1).map((content) => ({ value: piece(content) })), complete: true, span };
}

/** The text with a replacement for each match; undefined where nobody can tell them, or it gets very long. */
function replaced(text: string, found: readonly RegExpExecArray[] | undefined, by: string): string | undefined {
  if (!found || text.length * (found.length + 1) * (by.length + 1) > 1e6 || found.some(([match]) => match === '')) return undefined;
  let result = '';
  let end = 0;
  for (const match of found) {
    result += text.slice(end, match.index) + expandReplacement(by, match);
    end = match.index + match[0].length;
  }
  return result + text.slice(end);
}

function changed(value: Value | undefined, { span, slot }: Place, change: (text: string) => string | undefined): Value | undefined {
  const text = wordOf(value);
  if (value === undefined || text === undefined) return undefined;
  const result = change(text);
  if (result === undefined) return undefined;
  return result === text && value.type === 'string' ? value : { ...textAt(result, span), slot };
}

/** Of a path that is partly unknown the last part, where it has all of the last name. */
function behindHoles(value: Value | undefined): Value | undefined {
  const last = value?.type === 'string' ? value.parts.at(-1) : undefined;
  return value?.type === 'string' && last && 'text' in last && /\/[^/]/.test(last.text) ? { ...value, parts: [last] } : value;
}

/** An account's e-mail address is in lower case already. */
function letterCase(value: Value | undefined, place: Place, change: (text: string) => string): Value | undefined {
  if (value?.type !== 'string' || string(value) !== undefined) return changed(value, place, change);
  const parts = value.parts.map((part) => ('text' in part ? { text: change(part.text), span: place.span } : { ...part, span: place.span }));
  return parts.every((part, index) => 'text' in part && part.text === (value.parts[index] as { text?: string }).text)
    ? value
    : { type: 'string', parts, ...place };
}

function trimmer(cutset: Value | undefined, start: boolean, end: boolean): (text: string) => string | undefined {
  const characters = wordOf(cutset);
  return (text) => {
    if (characters === undefined) return undefined;
    let from = 0;
    let to = text.length;
    while (start && from < to && characters.includes(text[from] ?? '')) from++;
    while (end && to > from && characters.includes(text[to - 1] ?? '')) to--;
    return text.slice(from, to);
  };
}

/** Whether a string begins or ends so; undefined where a part of it that counts is unknown. */
function edge(value: Value | undefined, wanted: string | undefined, side: 'start' | 'end'): boolean | undefined {
  if (wanted === undefined || value === undefined) return undefined;
  const text = wordOf(value);
  if (text !== undefined) return side === 'start' ? text.startsWith(wanted) : text.endsWith(wanted);
  const part = value.type === 'string' ? value.parts.at(side === 'start' ? 0 : -1) : undefined;
  if (!part || !('text' in part) || part.text.length < wanted.length) return undefined;
  return side === 'start' ? part.text.startsWith(wanted) : part.text.endsWith(wanted);
}

function without(value: Value | undefined, fix: string | undefined, place: Place, side: 'start' | 'end'): Value | undefined {
  if (fix === undefined || value === undefined) return undefined;
  const text = wordOf(value);
  const found = edge(value, fix, side);
  if (found === false || fix === '') return value;
  if (found === undefined) return undefined;
  const parts = value.type === 'string' ? [...value.parts] : [];
  const at = side === 'start' ? 0 : parts.length - 1;
  const part = parts[at];
  // A reference that is left stays one.
  if (parts.length < 2 || !part || !('text' in part) || part.text.length < fix.length)
    return text === undefined
      ? undefined
      : changed(value, place, (whole) => (side === 'start' ? whole.slice(fix.length) : whole.slice(0, -fix.length)));
  const rest = side === 'start' ? part.text.slice(fix.length) : part.text.slice(0, -fix.length);
  parts.splice(at, 1, ...(rest === '' ? [] : [{ text: rest, span: place.span }]));
  return { type: 'string', parts: parts.map((each) => ({ ...each, span: place.span })), ...place };
}

function decided(value: boolean | undefined, { span, slot }: Place): Value | undefined {
  return value === undefined ? undefined : { type: 'boolean', value, span, slot };
}

/** A stretch of a string, in its place where the string is written unit for unit. */
function stretchOf(value: StringValue, text: string, start: number, end: number, here: Span): Value {
  const literal = value.parts.every((part) => 'text' in part);
  if (!literal || start === end) return textAt(text.slice(start, end), here);
  const { cut, span } = stretches(value.parts, value.span);
  const parts = cut(start, end);
  const whole = parts.map((part) => ('text' in part ? part.text : '')).join('') === text.slice(start, end);
  return whole ? { type: 'string', parts, span: span(start, end), use: value.use } : textAt(text.slice(start, end), here);
}

/** What the verbs of `format` make of the parameters; undefined for a pattern with verbs that are not read. */
function formatted(pattern: string | undefined, parameters: readonly (Value | undefined)[], span: Span): Part[] | undefined {
  if (pattern === undefined || /%(?!(?:\[\d+\])?(?:[svdqt]|0\d+d))/.test(pattern.replaceAll('%%', ''))) return undefined;
  let next = 0;
  const parts: Part[] = [];
  for (const written of pattern.split(/(%%|%(?:\[\d+\])?(?:[svdqt]|0\d+d))/)) {
    const chosen = /^%\[(\d+)\]/.exec(written)?.[1];
    if (chosen !== undefined) next = Number(chosen) - 1;
    const piece = written.replace(/^%\[\d+\]/, '%');
    if (piece === '') continue;
    if (!/^%[^%]/.test(piece)) parts.push({ text: piece === '%%' ? '%' : piece, span });
    else if (next < 0 || next >= parameters.length) return undefined;
    else {
      const value = parameters[next++];
      const width = /^%0(\d+)d$/.exec(piece)?.[1];
      const number = width === undefined ? undefined : amount(value);
      if (width !== undefined && number !== undefined && Number(width) < 100)
        parts.push({ text: String(number).padStart(Number(width), '0'), span });
      else if (piece === '%q')
        parts.push({ text: '"', span }, ...textParts(value, span).map((part) => ({ ...part, span })), { text: '"', span });
      else for (const part of textParts(value, span)) parts.push({ ...part, span });
    }
  }
  return parts;
}
