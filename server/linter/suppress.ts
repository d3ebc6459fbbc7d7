import { type Config, type IgnoreEntry, names, type Until, type WrittenCode } from './config.ts';
import { isDay } from './configFile.ts';
import { perObject } from './perObject.ts';
import type { Finding } from './rule.ts';
import { contains, type SourceFile, type Span, span } from './source.ts';
import { pointedAt } from './syntax/pointer.ts';

/** A finding that is known and not reported. */
export interface Suppressed {
  readonly finding: Finding;
  /** Who says so: a comment beside it, an entry of `ignores`, the list of what was there before. */
  readonly by: 'comment' | 'configuration' | 'baseline';
  /** The reason that is given, possibly empty. */
  readonly reason: string;
}

/** A comment `leastwise: ignore[code, …] until YYYY-MM-DD reason`: on the line it governs or alone above it. Without codes it is none: nobody means to ignore everything. */
export interface Comment {
  readonly codes: readonly WrittenCode[];
  /** The codes with all that stands between them. */
  readonly list: Span;
  /** The text to delete for the comment to go, and its line where it stands alone. */
  readonly extent: Span;
  /** The line it governs, as offsets. */
  readonly start: number;
  readonly end: number;
  readonly until?: Until;
  readonly reason: string;
}

/** What was found, parted. */
export interface Parted {
  readonly shown: readonly Finding[];
  readonly suppressed: readonly Suppressed[];
}

/** The day may be any that somebody means as one: to take it for the reason would be to suppress for ever. */
const pattern =
  /(?:#|\/\/|\/\*)[ \t]*leastwise:[ \t]*ignore\[([a-z0-9, \t-]+)\](?:[ \t]+until[ \t]+(\d{4}[-./]\d{1,2}[-./]\d{1,2}|\d{1,2}[-./]\d{1,2}[-./]\d{4})(?!\d))?[ \t]*([^\r\n]*)/g;

/**
 * Parts the findings into those to show and those that a comment in their file, or the configuration of their file, asks to ignore. What is past its date asks
 * nothing. The codes that have asked for something are added to `used`.
 */
export function suppress(
  findings: readonly Finding[],
  configOf: (file: SourceFile) => Config,
  now: Date,
  used: Set<WrittenCode> = new Set(),
): Parted {
  const shown: Finding[] = [];
  const suppressed: Suppressed[] = [];
  const today = dayOf(now);
  let last: SourceFile | undefined;
  let ignores: readonly IgnoreEntry[] = [];
  let all: readonly Comment[] = [];
  for (const finding of findings) {
    const { file, start } = finding.span;
    // Those of one file stand together, mostly.
    if (file !== last) [last, ignores, all] = [file, configOf(file).ignores, commentsOf(file)];
    if (all.length === 0 && ignores.length === 0) {
      shown.push(finding);
      continue;
    }
    const named = ({ code }: WrittenCode) => code === finding.code;
    const comments = all.filter((each) => each.codes.some(named) && each.start <= start && start <= each.end && !isPast(each.until, today));
    const entries = ignores.filter(
      (entry) => entry.codes.some(named) && names(entry, file) && !isPast(entry.until, today) && covers(entry, finding.span),
    );
    for (const { codes } of [...comments, ...entries]) for (const code of codes.filter(named)) used.add(code);
    const [comment, entry] = [comments[0], entries[0]];
    if (comment) suppressed.push({ finding, by: 'comment', reason: comment.reason });
    else if (entry) suppressed.push({ finding, by: 'configuration', reason: entry.reason });
    else shown.push(finding);
  }
  return { shown, suppressed };
}

/** Whether a suppression has ended before the day, as one has whose last day is none of the calendar. */
export function isPast(until: Until | undefined, today: string): boolean {
  return until !== undefined && (until.day < today || !isDay(until.day));
}

/** The day in UTC, like `2027-01-31`. */
export function dayOf(now: Date): string {
  return now.toISOString().slice(0, 10);
}

function covers({ pointer }: IgnoreEntry, place: Span): boolean {
  return pointer === undefined || pointedAt(place.file, pointer).some((each) => contains(each, place));
}

/** The comments of the file that ask to ignore something, in their order. */
export const commentsOf: (file: SourceFile) => readonly Comment[] = perObject((file) =>
  file.text.includes('leastwise:') ? [...file.text.matchAll(pattern)].map((match) => read(file, match)) : [],
);

function read(file: SourceFile, { 0: whole, 1: list = '', 2: day, 3: rest = '', index }: RegExpExecArray): Comment {
  const { text } = file;
  const line = lineAround(text, index);
  const alone = text.slice(line.start, index).trim() === '';
  const governed = alone ? nextCode(text, line.end) : line;
  const close = whole.startsWith('/*') ? whole.indexOf('*/') : -1;
  const end = close === -1 ? index + whole.length : index + close + 2;
  const from = index + whole.indexOf('[') + 1;
  const dayAt = day === undefined ? 0 : index + whole.indexOf(day, whole.indexOf(']'));
  return {
    codes: [...list.matchAll(/[a-z0-9-]+/g)].map((code, position) => written(file, list, from, code, position)),
    list: span(file, from, from + list.length),
    extent: extent(file, line, index, end),
    ...governed,
    until: day === undefined ? undefined : { day, at: span(file, dayAt, dayAt + day.length) },
    reason: rest.replace(/\*\/.*$/, '').trim(),
  };
}

/** A code of a list that begins at `from`: it goes with the comma before it, the first with the one behind it. */
function written(file: SourceFile, list: string, from: number, { 0: code, index }: RegExpExecArray, position: number): WrittenCode {
  const end = index + code.length;
  const behind = /^[ \t]*,[ \t]*/.exec(list.slice(end))?.[0].length ?? 0;
  const before = /,[ \t]*$/.exec(list.slice(0, index))?.[0].length ?? 0;
  const [start, stop] = position === 0 ? [index, end + behind] : [index - before, end];
  return { code, at: span(file, from + index, from + end), extent: span(file, from + start, from + stop) };
}

interface Line {
  readonly start: number;
  readonly end: number;
}

/** A comment `[start, end)` with the line that is its own, or with the blanks before it. */
function extent(file: SourceFile, line: Line, start: number, end: number): Span {
  const { text } = file;
  const [before, behind] = [text.slice(line.start, start), text.slice(end, line.end)];
  if (behind.trim() !== '') return span(file, start, end + (/^[ \t]*/.exec(behind)?.[0].length ?? 0));
  if (before.trim() === '') return span(file, line.start, Math.min(line.end + 1, text.length));
  return span(file, line.start + before.trimEnd().length, end);
}

/** The first line behind `end` that is neither blank nor a comment: comments may stand on each other. */
function nextCode(text: string, end: number): Line {
  let line = lineAround(text, Math.min(end + 1, text.length));
  while (line.end < text.length && /^\s*(?:$|#|\/\/|\/\*.*\*\/\s*$)/.test(text.slice(line.start, line.end)))
    line = lineAround(text, line.end + 1);
  return line;
}

function lineAround(text: string, offset: number): Line {
  const end = text.indexOf('\n', offset);
  return { start: text.lastIndexOf('\n', offset - 1) + 1, end: end === -1 ? text.length : end };
}
