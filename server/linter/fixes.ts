import type { AttachmentFormat } from '../../iam/catalog/catalog.ts';
import type { Grant, ServiceAccount } from './model.ts';
import type { Fix, TextEdit } from './rule.ts';
import { type Spanned, span, textOf } from './source.ts';
import type { Slot } from './syntax/value.ts';

/** How many alternatives are offered for one finding. */
const most = 3;

/** A value in its place, which may not be writable. */
type Place = Spanned & { readonly slot?: Slot };

/** Offers to name a service account declared in the workspace instead, in the form its place needs. */
export function useDeclaredAccount(place: Place, accounts: readonly ServiceAccount[], form: AttachmentFormat | 'member'): Fix[] {
  const { slot } = place;
  if (!slot) return [];
  return accounts
    .flatMap((account): Fix[] => {
      const written = writeAccount(slot, account, form);
      return written
        ? [{ title: `Use ${account.email ?? account.label}`, safe: false, edits: [{ span: slot.span, newText: written }] }]
        : [];
    })
    .slice(0, most);
}

function writeAccount(
  { prefix, suffix, expression }: Slot,
  { module, label, email }: ServiceAccount,
  form: AttachmentFormat | 'member',
): string | undefined {
  if (expression && module === expression.module) return `${expression.prefix}${label}.${attributeOf(form)}${expression.suffix}`;
  if (!email) return undefined;
  switch (form) {
    case 'member':
      return `${prefix}serviceAccount:${email}${suffix}`;
    case 'name':
      return `${prefix}projects/-/serviceAccounts/${email}${suffix}`;
    default:
      return `${prefix}${email}${suffix}`;
  }
}

/** The attribute of a declared account that has this form. */
export function attributeOf(form: AttachmentFormat | 'member'): 'member' | 'name' | 'email' {
  return form === 'member' || form === 'name' ? form : 'email';
}

/** Offers to delete a grant, where the text to delete is certain. */
export function revoke(grant: Grant, who: string): Fix[] {
  return grant.extent ? [{ title: `Remove ${who}`, safe: false, edits: [deletion(grant.extent)] }] : [];
}

/** A deletion, with the line break behind it where nothing else stands on its lines. */
function deletion(extent: { file: Spanned['span']['file']; start: number; end: number }): TextEdit {
  const { text } = extent.file;
  const lineStart = text.lastIndexOf('\n', extent.start - 1) + 1;
  const rest = /^[ \t]*(?:\r?\n|$)/.exec(text.slice(extent.end, extent.end + 200))?.[0];
  const alone = rest !== undefined && text.slice(lineStart, extent.start).trim() === '';
  return {
    span: alone ? span(extent.file, lineStart, extent.end + rest.length) : span(extent.file, extent.start, extent.end),
    newText: '',
  };
}

/** Replaces the literal at a place. */
export function replaceLiteral(at: Spanned, newText: string, title: string, safe: boolean): Fix {
  return { title, safe, edits: [{ span: at.span, newText }] };
}

/** Replaces `label.from` by `label.to` in an expression, where it stands there exactly once and nowhere else is meant. */
export function replaceAttribute(at: Spanned, label: string, from: string, to: string): Fix[] {
  if (at.use) return [];
  const text = textOf(at.span);
  const index = text.lastIndexOf(`.${from}`);
  const end = index + from.length + 1;
  if (index < 0 || text.indexOf(`.${from}`) !== index || /[\w-]/.test(text.charAt(end))) return [];
  const { file, start } = at.span;
  return [{ title: `Use ${label}.${to}`, safe: true, edits: [{ span: span(file, start + index + 1, start + end), newText: to }] }];
}
