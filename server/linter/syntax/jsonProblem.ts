import { type ParseError, parse, printParseErrorCode } from 'jsonc-parser';
import { type SourceFile, type Span, span } from '../source.ts';

/** Where a text is not JSON, and what to do about it. */
export interface JsonProblem {
  readonly span: Span;
  readonly message: string;
}

/** What keeps a JSON text with comments and trailing commas from being one, the first only: what follows it is mostly its consequence. */
export function jsonProblem(file: SourceFile): JsonProblem | undefined {
  const mark = file.text.startsWith('\uFEFF') ? 1 : 0;
  const errors: ParseError[] = [];
  try {
    parse(file.text.slice(mark), errors, { allowTrailingComma: true, allowEmptyContent: true });
  } catch {
    // The parser is recursive.
    return { span: span(file, mark, mark), message: 'This is nested too deeply to be read.' };
  }
  const [first] = errors;
  if (!first) return undefined;
  const start = Math.min(first.offset + mark, file.text.length);
  return {
    span: span(file, start, Math.min(start + first.length, file.text.length)),
    message: messages[printParseErrorCode(first.error)] ?? otherwise,
  };
}

const otherwise = 'This is not JSON: write strings in double quotes, and nothing but strings, numbers, true, false, null, { } and [ ].';

const messages: Readonly<Record<string, string>> = {
  PropertyNameExpected: 'A key in double quotes is expected here.',
  ValueExpected: 'A value is expected here.',
  ColonExpected: 'A colon is missing before this.',
  CommaExpected: 'A comma is missing before this.',
  CloseBraceExpected: 'A closing brace } is missing before this.',
  CloseBracketExpected: 'A closing bracket ] is missing before this.',
  EndOfFileExpected: 'Nothing may follow the first value: remove this.',
  UnexpectedEndOfComment: 'This comment is not closed: add */.',
  UnexpectedEndOfString: 'This string is not closed: add a double quote.',
  InvalidEscapeCharacter: 'This escape is none of JSON: write \\\\ for a backslash.',
  InvalidCharacter: 'This character cannot stand in a string: escape it.',
};
