import { accountTokens, type EmailToken, type ReferenceToken } from './accountTokens.ts';
import { keyFile } from './formats/keyFile.ts';
import { syntax } from './formats/terraform/modules.ts';
import { keyOf, mentions } from './identities.ts';
import type { IdentityModel, ServiceAccount } from './model.ts';
import { compareSpans, contains, placeKey, type SourceFile, type Span, textOf } from './source.ts';
import type { Block } from './syntax/hcl/ast.ts';

/** A service account as one thing across files and formats; several where one place stands for several, like the name of a block with `for_each`. */
export interface AccountSymbol {
  /** In lower case. */
  readonly emails: ReadonlySet<string>;
  readonly declarations: readonly ServiceAccount[];
}

/**
 * Where a symbol is written, by its exact token: the name of its declaration, the literal that makes its e-mail, a reference to its declaration, an e-mail.
 * `use` is where a value that was made elsewhere is used, like a local or the value of a `for_each`.
 */
export interface Occurrence {
  readonly kind: 'declaration' | 'account-id' | 'reference' | 'email' | 'use';
  readonly span: Span;
  /** The part of an e-mail, or the literal, that is the account's id: present where another id there is certain to be another account, and nothing else. */
  readonly id?: Span;
}

/** The symbol whose token the offset is in, edges included; undefined where there is none. */
export function symbolAt(model: IdentityModel, file: SourceFile, offset: number): AccountSymbol | undefined {
  const isHere = ({ span }: { readonly span: Span }) => span.file === file && span.start <= offset && offset <= span.end;
  const declared = model.serviceAccounts.filter((each) => isHere(each) || (isOwnId(each) && isHere(each.accountId)));
  if (declared.length > 0) return whole(declared, [], model);
  const token = tokensIn(model, file).find(isHere);
  if (!token) return undefined;
  if (token.kind === 'reference') {
    const meant = referents(model, token);
    return meant.length > 0 ? whole(meant, [], model) : undefined;
  }
  if (token.email !== undefined) return whole([], [token.email], model);
  const meant = model.serviceAccounts.filter((each) => isTemplateOf(token, each));
  const emails = [...accountsAt(token, model)];
  return meant.length + emails.length > 0 ? whole(meant, emails, model) : undefined;
}

/** All places of the symbol in the files of the model, in the order of files and texts. */
export function occurrences(model: IdentityModel, { emails, declarations }: AccountSymbol): readonly Occurrence[] {
  const places = new Map<string, Occurrence>();
  const add = (occurrence: Occurrence) => {
    const key = placeKey(occurrence.span);
    if (!places.has(key)) places.set(key, occurrence);
  };
  const declared = model.serviceAccounts.filter((each) => declarations.includes(each) || (each.email && emails.has(each.email)));
  for (const each of declared) {
    add({ kind: 'declaration', span: each.span });
    if (isOwnId(each)) add({ kind: 'account-id', span: each.accountId.span, id: isLiteral(each) ? each.accountId.span : undefined });
  }
  const records = new Set(model.policies.flatMap(({ origin, span }) => (origin === 'report' ? [span.file] : [])));
  for (const file of model.files) {
    // What was made for the account, or tells what it was once granted, is not changed by what files say.
    const isRecord = records.has(file) || keyFile.recognizes(file);
    for (const token of accountTokens(file)) {
      if (token.kind === 'reference') {
        if (declared.some((each) => refersTo(token, each))) add({ kind: 'reference', span: token.span });
      } else if (token.email === undefined ? declared.some((each) => isTemplateOf(token, each)) : emails.has(token.email))
        add({ kind: 'email', span: token.span, id: isRecord ? undefined : token.id });
    }
  }
  const keys = new Set([...emails, ...declared.map(({ email, address }) => email ?? address)]);
  for (const { span, use } of mentioned(model, keys)) {
    for (const place of [span, use]) {
      if (!place) continue;
      const tokens = tokensIn(model, place.file).filter((token) => contains(place, token.span));
      if (tokens.length === 0) add({ kind: 'use', span: place });
      for (const token of tokens) {
        if (token.kind === 'reference' || token.email !== undefined) continue;
        const isOne = [...accountsAt(token, model)].every((key) => keys.has(key));
        add({ kind: 'email', span: token.span, id: isOne ? token.id : undefined });
      }
    }
  }
  return [...places.values()].sort((a, b) => compareSpans(a.span, b.span));
}

/** Why the account's e-mail cannot be changed where it is declared, as the end of "Not renamed: …"; undefined where it can be, and where nothing declares it. */
export function whyComputed({ declarations }: AccountSymbol): string | undefined {
  const other = declarations.find((each) => !isLiteral(each));
  if (!other) {
    const ids = new Set(declarations.map(({ accountId }) => placeKey(accountId.span)));
    return ids.size > 1 ? 'the place stands for several accounts' : undefined;
  }
  const { accountId, label } = other;
  if (accountId.state === 'absent') return `${label} has no account_id`;
  if (accountId.state === 'unknown') return `nobody can tell what the account_id of ${label} is`;
  return `the account_id of ${label} is computed: ${textOf(accountId.use ?? accountId.span)}`;
}

/** The block that declares the account. */
export function declarationBlock(account: Pick<ServiceAccount, 'span'>): Span {
  const { span } = account;
  const block = blockOf(account);
  return block ? { file: span.file, start: block.start, end: block.end } : span;
}

function blockOf({ span: { file, start: from, end: to } }: Pick<ServiceAccount, 'span'>): Block | undefined {
  return syntax(file).body.blocks.find(({ start, end }) => start <= from && to <= end);
}

/** The declared accounts that a reference is to: several where their `for_each` is written without a key. */
export function referents(model: IdentityModel, token: ReferenceToken): readonly ServiceAccount[] {
  return model.serviceAccounts.filter((each) => refersTo(token, each));
}

/** The symbol with all declarations of its accounts, and with all accounts that the same literal makes. */
function whole(declared: readonly ServiceAccount[], emails: readonly string[], model: IdentityModel): AccountSymbol {
  const named = new Set([...emails, ...declared.flatMap(({ email }) => email ?? [])]);
  const direct = new Set([...declared, ...model.serviceAccounts.filter(({ email }) => email !== undefined && named.has(email))]);
  const ids = new Set([...direct].filter(isLiteral).map(({ accountId }) => placeKey(accountId.span)));
  const declarations = [
    ...direct,
    ...model.serviceAccounts.filter((each) => !direct.has(each) && isLiteral(each) && ids.has(placeKey(each.accountId.span))),
  ];
  return { emails: new Set([...named, ...declarations.flatMap(({ email }) => email ?? [])]), declarations };
}

function tokensIn(model: IdentityModel, file: SourceFile): readonly (EmailToken | ReferenceToken)[] {
  return model.files.includes(file) ? accountTokens(file) : [];
}

/** Whether the reference may be to the declaration: in its module, by its name, and by no other key. */
function refersTo({ span, label, instance }: ReferenceToken, { module, label: declared }: ServiceAccount): boolean {
  if (module !== span.file.directory || !declared.startsWith(label)) return false;
  const own = declared.slice(label.length);
  return own === '' || (own.startsWith('[') && (instance === undefined || instance === own));
}

/** Whether the e-mail takes its project from the same variable as the declaration in its module, so that it is the account's whatever the project is. */
function isTemplateOf({ span, id, project }: EmailToken, account: ServiceAccount): boolean {
  if (project === undefined || account.module !== span.file.directory || !isLiteral(account)) return false;
  if (account.accountId.state !== 'known' || account.accountId.value !== textOf(id)) return false;
  const own = blockOf(account)?.body.attributes.find(({ name }) => name.text === 'project')?.value;
  return own !== undefined && /^(?:var|local)\.[\w-]+$/.test(project) && account.span.file.text.slice(own.start, own.end) === project;
}

/** Whether the account's id is written, in whatever way, where it is declared. */
function isOwnId({ accountId }: ServiceAccount): boolean {
  return accountId.state === 'known' && accountId.use === undefined;
}

/** Whether the account's id is one literal that makes its e-mail and nothing else. */
function isLiteral(account: ServiceAccount): boolean {
  const { accountId } = account;
  return isOwnId(account) && accountId.state === 'known' && textOf(accountId.span) === accountId.value;
}

/** The keys of the accounts that an e-mail with a computed domain is in the end, as far as they are known. */
function accountsAt({ span }: EmailToken, model: IdentityModel): Set<string> {
  const keys = new Set<string>();
  for (const { account, at } of mentions(model)) {
    if (!contains(at.span, span) && !(at.use && contains(at.use, span))) continue;
    const key = keyOf(account, model);
    if (key !== undefined) keys.add(key);
  }
  return keys;
}

function* mentioned(model: IdentityModel, keys: ReadonlySet<string>): Iterable<{ readonly span: Span; readonly use?: Span }> {
  for (const { account, at } of mentions(model)) if (keys.has(keyOf(account, model) ?? '')) yield at;
}
