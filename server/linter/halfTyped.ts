import { SourceFile } from './source.ts';
import type { Writing } from './written.ts';

/** A text as it may become: with a word that is understood in place of the one that is being typed. */
export interface Mended {
  readonly file: SourceFile;
  /** Where the word stands in `file`. */
  readonly start: number;
  readonly end: number;
  /** How the word that is being typed is written, in the text as it is. */
  readonly writing: Writing;
}

/** Words that make a policy of what has the shape of one. */
const role = 'roles/viewer';
const member = 'user:half-typed@example.com';
const permission = 'resourcemanager.projects.get';

/** What may be meant, by what the text may be. */
function wordsFor(text: string): readonly string[] {
  if (mayBeRole(text)) return [permission];
  return text.includes('bindings') ? [role, member] : [];
}

/** Whether a text may be a custom role. */
const mayBeRole = (text: string) => text.includes('includedPermissions');

/** What is being typed, mended by guesses; nothing where no string or plain scalar is being typed. Texts that are neither JSON nor YAML need no mending. */
export function mend(file: SourceFile, offset: number): readonly Mended[] {
  if (/\.tf\.json$/i.test(file.name)) return [];
  if (/\.jsonc?$/i.test(file.name)) return /bindings|includedPermissions/.test(file.text) ? mendJson(file, offset) : [];
  return /\.ya?ml$/i.test(file.name) && /bindings|apiVersion|includedPermissions/.test(file.text)
    ? [...mendFlow(file, offset), ...mendYaml(file, offset)]
    : [];
}

/** Strings, of which one that is not closed ends with its line, and comments. */
const tokens = /"(?:[^"\\\r\n]|\\.)*("?)|\/\/[^\r\n]*|\/\*[\s\S]*?(?:\*\/|$)/g;

function mendJson(file: SourceFile, offset: number): Mended[] {
  const { text } = file;
  const token = [...text.matchAll(tokens)].find(({ 0: { length }, index }) => offset <= index + length);
  if (!token?.[0].startsWith('"') || offset <= token.index) return [];
  const start = token.index + 1;
  const closed = token[1] === '"';
  const end = token.index + token[0].length - 1;
  if (closed && (offset > end || /^\s*:/.test(text.slice(end + 1, end + 200)))) return [];
  const writing: Writing = {
    span: { file, start, end: closed ? end : wordEnd(text, offset) },
    style: 'double',
    nested: false,
    closed,
  };
  const isRole = /"role"\s*:\s*"$/.test(text.slice(Math.max(0, start - 200), start));
  const quote = closed ? '' : '"';
  return [
    isRole
      ? replaced(writing, '', role, `", "members": ["${member}"]${closed ? ', "_": "' : ''}`)
      : replaced(writing, '', mayBeRole(text) ? permission : member, quote),
  ];
}

const value = /^([ \t]*(?:-[ \t]+)*(?:(?:"[^"\n]*"|'[^'\n]*'|[^\s"'#{}[\],&*!|>-][^\n]*?):[ \t]+)?)(["']?)([^\r\n]*)/;

/** An item of a list, or the value of a key under which something about identity may stand. */
const awaitsIdentity = /(?:^|[ \t])-[ \t]+$|(?:^|[ \t])["']?(?:role|expression|serviceAccountName|[\w.-]+\/[\w.-]+)["']?:[ \t]+$/;

/** A place of its own in a list, or behind the key of a role, with the quoted word that is typed there, and what may be next in a line with brackets. */
const awaitsFlow = /(?:[[,]\s*|[{,]\s*["']?role["']?:[ \t]+)((?:["'][^"'\r\n]*)?)$/;
const endsFlow = /^[ \t]*[\]},]/;

function mendFlow(file: SourceFile, offset: number): Mended[] {
  const { text } = file;
  const word = awaitsFlow.exec(text.slice(Math.max(0, offset - 200), offset))?.[1];
  if (word === undefined) return [];
  if (word !== '') return mendQuotedFlow(file, offset, word);
  if (!endsFlow.test(text.slice(offset, offset + 200))) return [];
  const writing: Writing = { span: { file, start: offset, end: offset }, style: 'bare', nested: false, closed: true };
  return wordsFor(text).map((each) => replaced(writing, '"', each, '"'));
}

/** A word between brackets, whose quote may not be closed, and neither may the brackets where its line has no more. */
function mendQuotedFlow(file: SourceFile, offset: number, typed: string): Mended[] {
  const { text } = file;
  const [quote = ''] = typed;
  const start = offset - typed.length + 1;
  const closing = offset + (/^[^,"'\])}\r\n]*/.exec(text.slice(offset, offset + 1000))?.[0].length ?? 0);
  const closed = text[closing] === quote;
  const end = closed ? closing : wordEnd(text, offset);
  const writing: Writing = { span: { file, start, end }, style: quote === '"' ? 'double' : 'single', nested: false, closed };
  const isLast = /^[ \t]*(?:[\r\n]|$)/.test(text.slice(end, end + 200));
  const behind = closed ? '' : quote + (isLast ? closersOf(text.slice(text.lastIndexOf('\n', start) + 1, start - 1)) : '');
  return wordsFor(text).map((each) => replaced(writing, '', each, behind));
}

/** What closes the brackets that the text leaves open. */
function closersOf(text: string): string {
  let closers = '';
  for (const [bracket] of text.replace(/"[^"]*"|'[^']*'/g, '').matchAll(/[[{\]}]/g))
    closers = bracket === '[' ? `]${closers}` : bracket === '{' ? `}${closers}` : closers.slice(1);
  return closers;
}

function mendYaml(file: SourceFile, offset: number): Mended[] {
  const { text } = file;
  const lineStart = text.lastIndexOf('\n', offset - 1) + 1;
  const [, head = '', quote = '', rest = ''] = value.exec(text.slice(lineStart, lineStart + 1000)) ?? [];
  const start = lineStart + head.length + quote.length;
  const typed = text.slice(start, offset);
  if (offset < start || (quote === '' && /(?:^|\s)#|^[{[|>&*!]/.test(typed))) return [];
  const closing = quote === '' ? -1 : rest.indexOf(quote);
  const closed = closing >= 0;
  if (closed && offset > start + closing) return [];
  const end = closed ? start + closing : start + (/^.*?(?=[ \t]+#|[ \t]*$)/.exec(rest)?.[0].length ?? 0);
  const writing: Writing = {
    span: { file, start, end: Math.max(end, offset) },
    style: quote === '"' ? 'double' : quote === "'" ? 'single' : 'bare',
    nested: false,
    closed: closed || quote === '',
  };
  const own = typed.trim() === '' ? 'half-typed' : text.slice(start, end);
  if (/[:-][ \t]+$/.test(head)) {
    if (!awaitsIdentity.test(head)) return [];
    const words = [own, ...wordsFor(text)];
    const column = ' '.repeat(/^[ \t]*(?:-[ \t]+)*/.exec(head)?.[0].length ?? 0);
    const members = `\n${column}members: ["${member}"]`;
    return words.flatMap((word) => {
      // What is quoted already has its quotes; what is not gets them, so that nothing in it has a meaning.
      const open = closed || quote !== '' ? '' : '"';
      const close = closed ? '' : quote || '"';
      const written = open === '"' || quote === '"' ? JSON.stringify(word).slice(1, -1) : word;
      const one = replaced(writing, open, written, close);
      return word === role && !closed ? [one, replaced(writing, open, written, close + members)] : [one];
    });
  }
  return quote === '' && /^[ \t]+$/.test(head) && /^[\w./-]*$/.test(own) ? [replaced(writing, '', keyOf(own), ': half-typed')] : [];
}

/** The key that is being typed. Its prefix, of which the beginning is there, makes Cloud Run's of a manifest that may be plain Knative's. */
function keyOf(typed: string): string {
  const prefix = 'run.googleapis.com/';
  return typed.length >= 'run'.length && prefix.startsWith(typed) ? `${prefix}half-typed` : typed;
}

function replaced(writing: Writing, before: string, word: string, behind: string): Mended {
  const { file, start, end } = writing.span;
  const mended = new SourceFile(file.uri, file.text.slice(0, start) + before + word + behind + file.text.slice(end));
  return { file: mended, start: start + before.length, end: start + before.length + word.length, writing };
}

/** Where the word at the offset ends, whatever follows it. */
function wordEnd(text: string, offset: number): number {
  return offset + (/^[^\s,"'\])}]*/.exec(text.slice(offset, offset + 1000))?.[0].length ?? 0);
}
