import type { Catalog } from '../../iam/catalog/catalog.ts';
import type { IdentityModel } from '../linter/model.ts';
import type { SourceFile, Spanned } from '../linter/source.ts';
import { toRange } from './convert.ts';
import { escapeMarkdown } from './markdown.ts';

/** What descriptions are taken from. */
export interface Subject {
  readonly model: IdentityModel;
  readonly catalog: Catalog;
  clientUri(file: SourceFile): string;
}

/** A link to the place. */
export function link(text: string, { span }: Spanned, { clientUri }: Pick<Subject, 'clientUri'>): string {
  const { line, character } = toRange(span).start;
  return `[${text}](${clientUri(span.file)}#L${line + 1},${character + 1})`;
}

/** A link that says where it leads, like `main.tf:12`. */
export function placeLink(at: Spanned, subject: Pick<Subject, 'clientUri'>): string {
  return link(`${escapeMarkdown(at.span.file.name)}:${toRange(at.span).start.line + 1}`, at, subject);
}
