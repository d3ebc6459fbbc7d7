import type { AttachmentFormat } from '../../iam/catalog/catalog.ts';
import type { DeclaredAccount, Grant, IdentityModel, PolicyStatement } from './model.ts';
import { perObject } from './perObject.ts';
import type { Fix, TextEdit } from './rule.ts';
import { type Span, type Spanned, span, textOf } from './source.ts';
import type { Slot } from './syntax/value.ts';

/** How many alternatives are offered for one finding. */
const most = 3;

/** A value in its place, which may not be writable. */
type Place = Spanned & { readonly slot?: Slot };

/** Offers to name a service account declared in the workspace instead, in the form its place needs; first those whose name has to do with `name`. */
export function useDeclaredAccount(
  place: Place,
  model: Pick<IdentityModel, 'declaredAccounts'>,
  form: AttachmentFormat | 'member',
  name = '',
): Fix[] {
  const { slot } = place;
  if (!slot) return [];
  const fixes: Fix[] = [];
  for (const account of byLikeness(nameable(model.declaredAccounts(), slot.expression?.module), words(name))) {
    const written = writeAccount(slot, account, form);
    if (written)
      fixes.push({ title: `Use ${account.email ?? account.label}`, safe: false, edits: [{ span: slot.span, newText: written }] });
    if (fixes.length === most) break;
  }
  return fixes;
}

/** The accounts that can be named in a module: its own, and those whose e-mail is known. */
function nameable(accounts: readonly DeclaredAccount[], module: string | undefined): readonly DeclaredAccount[] {
  const { byModule, everywhere } = named(accounts);
  const own = module === undefined ? undefined : byModule.get(module);
  return own ? [...own, ...everywhere.filter((account) => account.module !== module)] : everywhere;
}

const named = perObject((accounts: readonly DeclaredAccount[]) => ({
  byModule: Map.groupBy(accounts, ({ module }) => module),
  everywhere: accounts.filter(({ email }) => email),
}));

/** The accounts, first those whose own names have most of the words. */
function byLikeness(accounts: readonly DeclaredAccount[], wanted: readonly string[]): readonly DeclaredAccount[] {
  if (wanted.length === 0) return accounts;
  const groups: DeclaredAccount[][] = Array.from({ length: wanted.length + 1 }, () => []);
  for (const account of accounts) {
    const own = ownWords(account);
    groups[wanted.filter((word) => own.has(word)).length]?.push(account);
  }
  return groups.reverse().flat();
}

const ownWords = perObject(
  ({ label, email }: DeclaredAccount): ReadonlySet<string> => new Set(words(`${label.split('.').at(-1)} ${email?.split('@')[0] ?? ''}`)),
);

function words(text: string): readonly string[] {
  return text
    .toLowerCase()
    .split(/[^a-z0-9]+/)
    .filter((word) => word !== '');
}

function writeAccount(
  { prefix, suffix, expression }: Slot,
  { module, label, email, repeated }: DeclaredAccount,
  form: AttachmentFormat | 'member',
): string | undefined {
  // One of several instances cannot be named by the label alone.
  if (expression && module === expression.module && !repeated)
    return `${expression.prefix}${label}.${attributeOf(form)}${expression.suffix}`;
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

/** Whether changing the text changes access: a report only says what is granted. */
export function isEditable({ policy }: Grant): boolean {
  return policy?.origin !== 'report';
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

/** Writes a text in place of a value: in place of the content of a literal, of a whole template. That is safe for no template that thereby says one thing only. */
export function replaceLiteral({ span, slot }: Place, newText: string, title: string, safe: boolean): Fix {
  const edit = slot ? { span: slot.span, newText: `${slot.prefix}${newText}${slot.suffix}` } : { span, newText };
  const isFixed = textOf(edit.span).includes('${') && !newText.includes('${');
  return { title, safe: safe && !isFixed, edits: [edit] };
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

/** Offers to write the one scope that leaves everything to the roles, in place of a list that is written where it is used. */
export function allScopes({ span: list, use }: Spanned): Fix[] {
  if (use || !textOf(list).startsWith('[')) return [];
  return [
    { title: 'Use cloud-platform', safe: false, edits: [{ span: list, newText: '["https://www.googleapis.com/auth/cloud-platform"]' }] },
  ];
}

/** Offers to delete a stretch of text, where it is certain which. */
export function remove(extent: Span | undefined, what: string): Fix[] {
  return extent ? [{ title: `Remove ${what}`, safe: false, edits: [deletion(extent)] }] : [];
}

/** Drops a grant that another one gives as well, where the text to delete is certain and stands where it is used. */
export function drop({ extent, use }: Grant, safe: boolean): Fix[] {
  return extent && !use ? [{ title: 'Remove the second grant', safe, edits: [deletion(extent)] }] : [];
}

/** Offers to add the one member of a binding and leave the others of its role alone. */
export function addOnly({ additive, label }: PolicyStatement): Fix[] {
  if (!additive) return [];
  const { type, newType, members, list, item } = additive;
  return [
    {
      title: `Let ${label} add its member only`,
      safe: false,
      edits: [
        { span: type, newText: newType },
        { span: members, newText: 'member' },
        { span: list, newText: textOf(item) },
      ],
    },
  ];
}
