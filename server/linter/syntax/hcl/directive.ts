import type { Expression, TemplateFor, TemplateIf, TemplateInterpolation, TemplatePart, TemplateText } from './ast.ts';
import type { Cursor, ReadExpression } from './cursor.ts';
import { maxDepth, report } from './cursor.ts';
import { type LoopHead, loopHead } from './loop.ts';
import { atIdentifier, identifier, space } from './scan.ts';

/** A part of a template as it stands in the text, where directives are not yet paired. */
export type Piece = TemplateText | TemplateInterpolation | Directive;

/** `%{ … }` with its markers. */
export interface Directive {
  readonly kind: 'directive';
  readonly start: number;
  readonly end: number;
  readonly content: Content;
}

type Content = (
  | { readonly keyword: 'if'; readonly condition: Expression }
  | ({ readonly keyword: 'for' } & LoopHead)
  | { readonly keyword: 'else' | 'endif' | 'endfor' }
) & {
  /** Where the last thing in the directive ends. */
  readonly last: number;
};

/** Reads what stands between the markers of a directive; undefined, and reported, if it is none. */
export function directiveContent(c: Cursor, expression: ReadExpression): Content | undefined {
  space(c);
  const keyword = atIdentifier(c) ? identifier(c) : undefined;
  switch (keyword?.text) {
    case 'if': {
      const condition = expression(c);
      return { keyword: 'if', condition, last: condition.end };
    }
    case 'for': {
      const head = loopHead(c, expression);
      return head && { keyword: 'for', ...head, last: head.collection.end };
    }
    case 'else':
    case 'endif':
    case 'endfor':
      return { keyword: keyword.text, last: keyword.end };
    default:
      report(c, keyword?.start ?? c.pos, c.pos, 'A template directive starts with "if", "else", "endif", "for" or "endfor".');
      return undefined;
  }
}

interface Open {
  readonly directive: Directive;
  readonly body: TemplatePart[];
  otherwise: TemplatePart[] | undefined;
}

/** The parts of a template with its directives paired. */
export function structure(c: Cursor, pieces: readonly Piece[]): readonly TemplatePart[] {
  const root: TemplatePart[] = [];
  const open: Open[] = [];
  let parts = root;
  const close = (end: number) => {
    const { directive, body, otherwise } = open.pop() as Open;
    const parent = open.at(-1);
    parts = parent ? (parent.otherwise ?? parent.body) : root;
    parts.push(paired(directive, end, body, otherwise ?? []));
  };
  for (const piece of pieces) {
    if (piece.kind !== 'directive') {
      parts.push(piece);
      continue;
    }
    const { keyword } = piece.content;
    const innermost = open.at(-1);
    if (keyword === 'if' || keyword === 'for') {
      if (c.depth + open.length >= maxDepth) {
        c.problems.push({ start: piece.start, end: piece.end, message: 'This is nested too deeply to be read.' });
        continue;
      }
      parts = [];
      open.push({ directive: piece, body: parts, otherwise: undefined });
    } else if (innermost && `end${innermost.directive.content.keyword}` === keyword) close(piece.end);
    else if (innermost?.directive.content.keyword === 'if' && keyword === 'else' && !innermost.otherwise) {
      parts = [];
      innermost.otherwise = parts;
    } else c.problems.push({ start: piece.start, end: piece.end, message: `No directive is open here that "${keyword}" belongs to.` });
  }
  for (let innermost = open.at(-1); innermost; innermost = open.at(-1)) {
    const { start, end, content } = innermost.directive;
    c.problems.push({ start, end, message: `This directive has no "end${content.keyword}".` });
    close(pieces.at(-1)?.end ?? end);
  }
  return root;
}

function paired({ start, content }: Directive, end: number, then: TemplatePart[], otherwise: TemplatePart[]): TemplateIf | TemplateFor {
  if (content.keyword === 'for') {
    const { key, value, collection } = content;
    return { kind: 'for', start, end, key, value, collection, body: then };
  }
  const condition: Expression = content.keyword === 'if' ? content.condition : { kind: 'missing', start, end: start };
  return { kind: 'if', start, end, condition, then, otherwise };
}
