import { nearestFinder } from '../../iam/catalog/nearest.ts';
import { unusedCode } from './checks.ts';
import { codes, isActive } from './codes.ts';
import { type Config, decodePath, type IgnoreEntry, isExcluded, names, type WrittenCode } from './config.ts';
import { isDay } from './configFile.ts';
import type { Finding, Fix } from './rule.ts';
import type { SourceFile, Span } from './source.ts';
import { type Comment, commentsOf, dayOf, isPast } from './suppress.ts';
import { isInString } from './syntax/comments.ts';

/** What is known of the suppressions of a workspace. */
export interface Usage {
  /** The linted files. */
  readonly files: readonly SourceFile[];
  /** Those of them with comments that suppress. */
  readonly commented: readonly SourceFile[];
  /** The directory all of whose files are among them: elsewhere nobody can tell whether something suppresses nothing. */
  readonly whole: string | undefined;
  readonly configOf: (file: SourceFile) => Config;
  readonly now: Date;
  /** The codes that have suppressed something, or whose rules could not tell. */
  readonly used: ReadonlySet<WrittenCode>;
  /** Codes that nobody can judge, because their rules failed. */
  readonly failed: ReadonlySet<string>;
}

/** The comments in the files that have ended, or that suppress nothing. */
export function unusedComments(usage: Usage): Finding[] {
  const today = dayOf(usage.now);
  return usage.commented.flatMap((file) => {
    const config = usage.configOf(file);
    return commentsOf(file).flatMap((comment) => {
      const found = unusedComment(
        comment,
        (code) => !Object.hasOwn(codes, code.code) || (isWithin(file.directory, usage) && isIdle(code, [config], usage)),
        today,
      );
      return found.length > 0 && !isInString(file, comment.list.start - 1) ? found : [];
    });
  });
}

function unusedComment(comment: Comment, idle: (code: WrittenCode) => boolean, today: string): Finding[] {
  const { codes: named, until, list, extent } = comment;
  const remove = removal('Remove the comment', extent);
  if (until && !isDay(until.day)) return [finding(until.at, noDay(until.day), [])];
  if (until && isPast(until, today)) return [finding(until.at, ended(until.day, named), remove)];
  if (named.some(({ code }) => code === unusedCode)) return [];
  const unused = named.filter(idle);
  if (unused.length > 0 && unused.length === named.length) return [finding(list, nothing(unused), corrected(unused) ?? remove)];
  return unused.map((code) =>
    finding(code.at, nothing([code]), corrected([code]) ?? removal(`Remove ${code.code}`, code.extent ?? code.at)),
  );
}

/** The entries of `ignores` that have ended, or that suppress nothing in the files. */
export function unusedEntries(entries: readonly IgnoreEntry[], usage: Usage): Finding[] {
  const today = dayOf(usage.now);
  return entries.flatMap((entry) => unusedEntry(entry, usage, today));
}

function unusedEntry(entry: IgnoreEntry, usage: Usage, today: string): Finding[] {
  const { codes: named, until, at, extent, directory, glob, pointer } = entry;
  const remove = removal('Remove the entry', extent);
  if (until && isPast(until, today)) return [finding(until.at, ended(until.day, named), remove)];
  if (!isWithin(directory, usage)) return [];
  const files = usage.files.filter((file) => names(entry, file) && !isExcluded(file, usage.configOf(file)));
  if (files.length === 0)
    return [
      finding(
        at,
        `This entry suppresses nothing: ${glob} names no file that is linted below ${last(directory)}; remove it or mend the glob.`,
        remove,
      ),
    ];
  const configs = [...new Set(files.map(usage.configOf))];
  const unused = named.filter((code) => isIdle(code, configs, usage));
  const where = pointer === undefined ? glob : `${glob} at ${pointer || 'its root'}`;
  if (unused.length > 0 && unused.length === named.length) return [finding(at, nothing(unused, where), remove)];
  return unused.map((code) => finding(code.at, nothing([code], where), removal(`Remove ${code.code}`, code.extent)));
}

function isWithin(directory: string, { whole }: Usage): boolean {
  return whole !== undefined && (directory === whole || directory.startsWith(`${whole}/`));
}

/** Whether the code has suppressed nothing though what it names was looked for. */
function isIdle(written: WrittenCode, configs: readonly Config[], { used, failed }: Usage): boolean {
  return !used.has(written) && !failed.has(written.code) && configs.some((config) => isActive(written.code, config));
}

function nothing(unused: readonly WrittenCode[], where?: string): string {
  const [first, ...others] = unused.map(({ code }) => code);
  if (others.length === 0 && first !== undefined && !Object.hasOwn(codes, first)) {
    const near = nearest(first);
    return `"${first}" is not a rule and suppresses nothing${near ? `; did you mean "${near}"?` : '; remove it.'}`;
  }
  const named = others.length === 0 ? first : `${[first, ...others].slice(0, -1).join(', ')} and ${others.at(-1)}`;
  return `There is no ${named} to suppress ${where === undefined ? 'here' : `in ${where}`}: remove what would hide a later one.`;
}

function ended(day: string, named: readonly WrittenCode[]): string {
  return `This suppression has ended on ${day}, so that ${named.map(({ code }) => code).join(' and ')} would be reported again: renew it or remove it.`;
}

function noDay(day: string): string {
  return `"${day}" is not a day of the calendar, so that nothing is suppressed: write it like 2027-01-31.`;
}

/** Where all that is wrong is the spelling of the only code. */
function corrected(unused: readonly WrittenCode[]): Fix[] | undefined {
  const [only, ...others] = unused;
  const near = only && others.length === 0 && !Object.hasOwn(codes, only.code) ? nearest(only.code) : undefined;
  return near && only ? [{ title: `Use ${near}`, safe: false, edits: [{ span: only.at, newText: near }] }] : undefined;
}

function nearest(code: string): string | undefined {
  return nearestFinder(Object.keys(codes))(code);
}

function removal(title: string, extent: Span | undefined): Fix[] {
  return extent ? [{ title, safe: true, edits: [{ span: extent, newText: '' }] }] : [];
}

function finding(at: Span, message: string, fixes: Fix[]): Finding {
  return { code: unusedCode, severity: 'hint', span: at, message, related: [], fixes, tags: ['unnecessary'] };
}

function last(directory: string): string {
  return decodePath(directory.slice(directory.lastIndexOf('/') + 1)) || 'the root';
}
