import type { Expression, SyntaxProblem } from './ast.ts';

/** A place in a text that is being read, and what the reading of it has to remember. */
export interface Cursor {
  readonly text: string;
  pos: number;
  /** Where the text ends for now: its own end, the end of a heredoc, or the header of the next top-level block while an earlier one is still open. */
  end: number;
  /** Whether a newline ends an expression here; inside parentheses, brackets and `${}` it is a blank. */
  newlines: boolean;
  /** How many expressions, blocks and templates are open; at most `maxDepth`. */
  depth: number;
  /** The height of the operators and traversals read since it was last set to 0; at most `maxDepth`. */
  height: number;
  /** Whether `data` blocks nest here, as they do in a `check` block. */
  nestsData: boolean;
  readonly problems: SyntaxProblem[];
  /** Where the last problem was met: one place has one problem. */
  stuck: number;
  readonly newline: Search;
  readonly commentClose: Search;
  /** The last line of the text that could close a heredoc of that marker; made at the first doubt. */
  closingLines: Map<string, number> | undefined;
  /** How many units may still be read in vain while it is decided where an unclosed comment or heredoc ends. */
  patience: number;
}

/** How an expression is read. Passed down to what stands in expressions and holds them, so that no files import each other. */
export type ReadExpression = (c: Cursor) => Expression;

/** Where a string was found last, so that no stretch of text is searched twice for it. */
interface Search {
  readonly what: string;
  from: number;
  found: number;
}

/** Where a string stands next at or behind `pos`; the length of the text if it does not. */
export function find({ text }: Cursor, search: Search, pos: number): number {
  if (pos < search.from || pos > search.found) {
    const found = text.indexOf(search.what, pos);
    search.from = pos;
    search.found = found < 0 ? text.length : found;
  }
  return search.found;
}

/** How deep a tree may be before the rest is skipped, so that no reader of it runs out of stack. */
export const maxDepth = 400;

/** A cursor at the start of `text`, behind a byte order mark. */
export function cursorAt(text: string): Cursor {
  return {
    text,
    pos: text.charCodeAt(0) === 0xfeff ? 1 : 0,
    end: text.length,
    newlines: true,
    depth: 0,
    height: 0,
    nestsData: false,
    problems: [],
    stuck: -1,
    newline: { what: '\n', from: 0, found: -1 },
    commentClose: { what: '*/', from: 0, found: -1 },
    closingLines: undefined,
    patience: 4 * text.length,
  };
}

/** The UTF-16 unit at the cursor, -1 at the end. */
export function peek(c: Cursor): number {
  return c.pos < c.end ? c.text.charCodeAt(c.pos) : -1;
}

/** The UTF-16 unit `distance` behind the cursor, -1 behind the end. */
export function peekAt(c: Cursor, distance: number): number {
  const pos = c.pos + distance;
  return pos < c.end ? c.text.charCodeAt(pos) : -1;
}

/** Notes a problem, unless the cursor has not moved since the last one. */
export function report(c: Cursor, start: number, end: number, message: string): void {
  if (c.stuck === c.pos) return;
  c.stuck = c.pos;
  c.problems.push({ start, end: Math.min(end, c.text.length), message });
}
