import type { Binary, BinaryOperator, Call, Expression, Identifier, Index, Literal, Splat, SplatStep } from './ast.ts';
import {
  AMPERSAND,
  BANG,
  CLOSE_BRACKET,
  CLOSE_PAREN,
  COLON,
  DOT,
  EQUAL,
  GREATER,
  identifierEnd,
  isDigit,
  LESS,
  MINUS,
  OPEN_BRACE,
  OPEN_BRACKET,
  OPEN_PAREN,
  PERCENT,
  PIPE,
  PLUS,
  QUESTION,
  QUOTE,
  SLASH,
  STAR,
  startsIdentifier,
} from './chars.ts';
import { close, elements, list, object } from './collection.ts';
import type { Cursor } from './cursor.ts';
import { maxDepth, peek, peekAt, report } from './cursor.ts';
import { heredocOpening } from './resync.ts';
import { atIdentifier, atLineStart, identifier, missing, space, startsItem, tooDeep } from './scan.ts';
import { heredoc, quoted } from './template.ts';

/** Reads an expression and the blanks behind it. Where there is none it gives a `missing` one and leaves the cursor there. */
export function expression(c: Cursor): Expression {
  space(c);
  if (c.depth >= maxDepth) return tooDeep(c);
  c.depth++;
  let result = binary(c, 1);
  if (peek(c) === QUESTION) {
    c.pos++;
    const then = expression(c);
    if (peek(c) === COLON) {
      c.pos++;
      const otherwise = expression(c);
      result = { kind: 'conditional', start: result.start, end: otherwise.end, condition: result, then, otherwise };
    } else {
      report(c, result.start, then.end, 'This conditional has no ":" with the other result.');
      result = {
        kind: 'conditional',
        start: result.start,
        end: then.end,
        condition: result,
        then,
        otherwise: { kind: 'missing', start: then.end, end: then.end },
      };
    }
  }
  c.depth--;
  return result;
}

/** Reads operands joined by operators that bind at least as strongly as `least`. */
function binary(c: Cursor, least: number): Expression {
  let left = operand(c);
  for (;;) {
    space(c);
    const operator = binaryOperator(c);
    if (operator === undefined) return left;
    const strength = strengths[operator];
    if (strength < least) return left;
    if (c.height >= maxDepth) {
      report(c, c.pos, c.pos + operator.length, 'This has too many operators to be read.');
      return left;
    }
    c.pos += operator.length;
    const right = binary(c, strength + 1);
    c.height++;
    left = { kind: 'binary', start: left.start, end: right.end, operator, left, right } satisfies Binary;
  }
}

const strengths: Readonly<Record<BinaryOperator, number>> = {
  '||': 1,
  '&&': 2,
  '==': 3,
  '!=': 3,
  '<': 4,
  '<=': 4,
  '>': 4,
  '>=': 4,
  '+': 5,
  '-': 5,
  '*': 6,
  '/': 6,
  '%': 6,
};

function binaryOperator(c: Cursor): BinaryOperator | undefined {
  const code = peek(c);
  if (code > PIPE) return undefined;
  switch (code) {
    case PIPE:
      return peekAt(c, 1) === PIPE ? '||' : undefined;
    case AMPERSAND:
      return peekAt(c, 1) === AMPERSAND ? '&&' : undefined;
    case EQUAL:
      return peekAt(c, 1) === EQUAL ? '==' : undefined;
    case BANG:
      return peekAt(c, 1) === EQUAL ? '!=' : undefined;
    case LESS: {
      const next = peekAt(c, 1);
      return next === EQUAL ? '<=' : next === LESS ? undefined : '<';
    }
    case GREATER:
      return peekAt(c, 1) === EQUAL ? '>=' : '>';
    case PLUS:
      return '+';
    case MINUS:
      return '-';
    case STAR:
      return '*';
    case SLASH:
      return '/';
    case PERCENT:
      return '%';
    default:
      return undefined;
  }
}

/** Reads a term with its signs in front and its traversals behind. */
function operand(c: Cursor): Expression {
  space(c);
  const code = peek(c);
  if (code === MINUS || code === BANG) {
    if (c.depth >= maxDepth) return tooDeep(c);
    const start = c.pos++;
    c.depth++;
    const inner = operand(c);
    c.depth--;
    return { kind: 'unary', start, end: inner.end, operator: code === MINUS ? '-' : '!', operand: inner };
  }
  const before = c.height;
  c.height = 0;
  let result = term(c, code);
  for (;;) {
    space(c);
    const next = peek(c);
    if ((next !== DOT || peekAt(c, 1) === DOT) && next !== OPEN_BRACKET) break;
    if (c.height >= maxDepth) {
      report(c, c.pos, c.pos + 1, 'This has too many steps to be read.');
      break;
    }
    c.height++;
    result = next === DOT ? dotStep(c, result) : bracketStep(c, result);
  }
  if (c.height < before) c.height = before;
  return result;
}

function term(c: Cursor, code: number): Expression {
  switch (code) {
    case QUOTE:
      return quoted(c, expression);
    case OPEN_BRACKET:
      return list(c, expression);
    case OPEN_BRACE:
      return object(c, expression);
    case OPEN_PAREN: {
      const { newlines } = c;
      const start = c.pos++;
      c.newlines = false;
      const inner = expression(c);
      const end = close(c, start, CLOSE_PAREN, inner.end);
      c.newlines = newlines;
      return { kind: 'parentheses', start, end, inner };
    }
    case LESS: {
      const opening = heredocOpening(c, c.pos);
      return opening ? heredoc(c, opening, expression) : missing(c);
    }
    default:
      if (isDigit(code)) return number(c);
      if (!atIdentifier(c)) return missing(c);
      // Behind a bracket that is not closed: the next argument is none of its content.
      return !c.newlines && atLineStart(c) && startsItem(c) ? missing(c) : named(c);
  }
}

/** Reads `.name`, `.0` or `.*` behind an object. */
function dotStep(c: Cursor, object: Expression): Expression {
  const { start } = object;
  const dot = c.pos++;
  space(c);
  const code = peek(c);
  if (code === STAR) {
    c.pos++;
    return splat(c, object, false);
  }
  if (isDigit(code)) {
    const key = digits(c);
    return { kind: 'index', start, end: key.end, object, key } satisfies Index;
  }
  const name = attributeName(c, dot);
  return { kind: 'attribute', start, end: name.end, object, name };
}

function attributeName(c: Cursor, dot: number): Identifier {
  if (atIdentifier(c)) return identifier(c);
  report(c, dot, dot + 1, 'A name is missing behind this dot.');
  return { start: dot + 1, end: dot + 1, text: '' };
}

/** Reads `[key]` or `[*]` behind an object. */
function bracketStep(c: Cursor, object: Expression): Expression {
  if (atFullSplat(c)) return splat(c, object, true);
  const index = bracketKey(c);
  return { kind: 'index', start: object.start, end: index.end, object, key: index.key } satisfies Index;
}

function bracketKey(c: Cursor): { readonly key: Expression; readonly end: number } {
  const { newlines } = c;
  const start = c.pos++;
  c.newlines = false;
  const key = expression(c);
  const end = close(c, start, CLOSE_BRACKET, key.end);
  c.newlines = newlines;
  return { key, end };
}

/** Whether `[*]` stands at the cursor; moves behind it then. */
function atFullSplat(c: Cursor): boolean {
  const start = c.pos;
  const { newlines } = c;
  c.pos++;
  c.newlines = false;
  space(c);
  if (peek(c) === STAR) {
    c.pos++;
    space(c);
    c.newlines = newlines;
    if (peek(c) === CLOSE_BRACKET) {
      c.pos++;
      return true;
    }
  }
  c.newlines = newlines;
  c.pos = start;
  return false;
}

function splat(c: Cursor, object: Expression, full: boolean): Splat {
  const steps: SplatStep[] = [];
  const end = splatSteps(c, full, steps);
  return { kind: 'splat', start: object.start, end, object, full, steps };
}

/** Reads the steps behind a star, all of them or only `.name` and `.0`, and returns where they end. */
function splatSteps(c: Cursor, full: boolean, steps: SplatStep[]): number {
  let end = c.pos;
  if (c.depth >= maxDepth) return end;
  c.depth++;
  for (;;) {
    space(c);
    const code = peek(c);
    if (code === DOT && peekAt(c, 1) !== DOT) {
      const dot = c.pos++;
      space(c);
      const next = peek(c);
      if (next === STAR) {
        if (!full) report(c, dot, c.pos + 1, 'This star is inside of another one that reaches only attributes.');
        c.pos++;
        const inner: SplatStep[] = [];
        end = splatSteps(c, false, inner);
        steps.push({ full: false, steps: inner });
      } else if (isDigit(next)) {
        const key = digits(c);
        end = key.end;
        steps.push({ key });
      } else {
        const attribute = attributeName(c, dot);
        end = attribute.end;
        steps.push({ attribute });
      }
    } else if (full && code === OPEN_BRACKET) {
      if (atFullSplat(c)) {
        const inner: SplatStep[] = [];
        end = splatSteps(c, true, inner);
        steps.push({ full: true, steps: inner });
      } else {
        const index = bracketKey(c);
        end = index.end;
        steps.push({ key: index.key });
      }
    } else break;
  }
  c.depth--;
  return end;
}

/** Reads a name: a variable, a literal or the start of a call. */
function named(c: Cursor): Expression {
  const start = c.pos;
  const { text } = c;
  let end = identifierEnd(text, start);
  while (text.charCodeAt(end) === COLON && text.charCodeAt(end + 1) === COLON && startsIdentifier(text, end + 2)) {
    end = identifierEnd(text, end + 2);
  }
  const name: Identifier = { start, end, text: text.slice(start, end) };
  c.pos = end;
  space(c);
  if (peek(c) === OPEN_PAREN) return call(c, name);
  switch (name.text) {
    case 'true':
    case 'false':
      return { kind: 'literal', start, end, value: name.text === 'true', raw: name.text };
    case 'null':
      return { kind: 'literal', start, end, value: null, raw: name.text };
    default:
      return { kind: 'variable', start, end, name: name.text };
  }
}

function call(c: Cursor, name: Identifier): Call {
  const { newlines } = c;
  const open = c.pos++;
  c.newlines = false;
  const values: Expression[] = [];
  const { end, spread } = elements(c, open, CLOSE_PAREN, values, expression);
  c.newlines = newlines;
  return { kind: 'call', start: name.start, end, name, arguments: values, spread };
}

function number(c: Cursor): Literal {
  const { text, pos: start } = c;
  let end = digitsEnd(c, start);
  if (text.charCodeAt(end) === DOT && isDigit(text.charCodeAt(end + 1))) end = digitsEnd(c, end + 1);
  const exponent = text.charCodeAt(end);
  if (exponent === 0x65 || exponent === 0x45) {
    const sign = text.charCodeAt(end + 1);
    const from = sign === PLUS || sign === MINUS ? end + 2 : end + 1;
    if (isDigit(text.charCodeAt(from))) end = digitsEnd(c, from);
  }
  c.pos = end;
  const raw = text.slice(start, end);
  return { kind: 'literal', start, end, value: Number(raw), raw };
}

/** Reads the digits of a legacy index, `x.0`. */
function digits(c: Cursor): Literal {
  const start = c.pos;
  const end = digitsEnd(c, start);
  c.pos = end;
  const raw = c.text.slice(start, end);
  return { kind: 'literal', start, end, value: Number(raw), raw };
}

function digitsEnd({ text, end }: Cursor, pos: number): number {
  let at = pos;
  while (at < end && isDigit(text.charCodeAt(at))) at++;
  return at;
}
