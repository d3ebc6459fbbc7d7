import { CompletionItemKind } from 'vscode-languageserver';
import type { AttachmentFormat, AttachmentUse } from '../../iam/catalog/catalog.ts';
import { type Principal, showPrincipal } from '../../iam/principal.ts';
import { type AccountReference, classifyEmail } from '../../iam/serviceAccount.ts';
import { attributeOf } from '../linter/fixes.ts';
import type { IdentityModel, Resource } from '../linter/model.ts';
import { perObject } from '../linter/perObject.ts';
import { type EditorSlot, takenBy } from '../linter/slots.ts';
import { type Suggestion, stop } from './completionItem.ts';
import type { ConnectedAccount } from './protocol.ts';

/** Where members and accounts are suggested from: the group of the slot's file, and all that is known besides. */
export interface Sources {
  readonly model: IdentityModel;
  readonly connected: readonly ConnectedAccount[];
}

/** The kinds of members: how each is written, with what is to be filled in. https://cloud.google.com/iam/docs/principal-identifiers */
const forms: readonly { readonly prefix: string; readonly rest: readonly string[]; readonly detail: string }[] = [
  { prefix: 'serviceAccount:', rest: ['NAME', '@', 'PROJECT', '.iam.gserviceaccount.com'], detail: 'A service account' },
  { prefix: 'group:', rest: ['group@example.com'], detail: 'A Google group' },
  { prefix: 'user:', rest: ['name@example.com'], detail: 'A Google account' },
  { prefix: 'domain:', rest: ['example.com'], detail: 'All accounts of a domain' },
  {
    prefix: 'principal://iam.googleapis.com/projects/',
    rest: ['PROJECT_NUMBER', '/locations/global/workloadIdentityPools/', 'POOL', '/subject/', 'SUBJECT'],
    detail: 'One identity of a workload identity pool',
  },
  {
    prefix: 'principalSet://iam.googleapis.com/projects/',
    rest: ['PROJECT_NUMBER', '/locations/global/workloadIdentityPools/', 'POOL', '/attribute.', 'NAME', '/', 'VALUE'],
    detail: 'Identities of a workload identity pool with an attribute',
  },
  {
    prefix: 'principal://iam.googleapis.com/locations/global/workforcePools/',
    rest: ['POOL', '/subject/', 'SUBJECT'],
    detail: 'One identity of a workforce pool',
  },
  {
    prefix: 'principalSet://iam.googleapis.com/locations/global/workforcePools/',
    rest: ['POOL', '/group/', 'GROUP'],
    detail: 'A group of a workforce pool',
  },
];

const everyone: readonly { readonly label: string; readonly detail: string }[] = [
  { label: 'allAuthenticatedUsers', detail: 'Everyone with a Google account' },
  { label: 'allUsers', detail: 'Everyone on the internet' },
];

/** The members that a list may have besides those that it has. */
export function suggestMembers(slot: EditorSlot & { readonly kind: 'member' }, sources: Sources): Suggestion[] {
  const taken = takenBy(slot);
  const accounts = suggestAccounts(slot, 'member', sources, (email) => `serviceAccount:${email}`).filter(
    ({ label, text, declared }) => !taken.has(text ?? label) && !taken.has(declared ?? ''),
  );
  const offered = new Set(accounts.map(({ text, label }) => text ?? label));
  const named = [...membersOf(sources.model)].flatMap(([member, principal]): Suggestion[] =>
    taken.has(member) || offered.has(member)
      ? []
      : [{ label: member, kind: kindOf(principal), detail: 'In this workspace', rank: [3], about: { kind: 'member', name: member } }],
  );
  return [...accounts, ...named, ...skeletons(), ...publicMembers(slot.resources, taken)];
}

function skeletons(): Suggestion[] {
  return forms.map(({ prefix, rest, detail }, index) => ({
    label: prefix.includes('/') ? prefix + rest.map((piece, at) => (at % 2 === 0 ? '…' : piece)).join('') : prefix,
    text: prefix,
    snippet: prefix + rest.map((piece, at) => (at % 2 === 0 ? stop(at / 2 + 1, piece) : piece)).join(''),
    kind: CompletionItemKind.Snippet,
    detail,
    rank: [5, index],
  }));
}

/** A project and what is above takes neither of them. https://cloud.google.com/iam/docs/principals-overview#all-users */
function publicMembers(resources: readonly Resource[], taken: ReadonlySet<string>): Suggestion[] {
  if (resources.some(({ level }) => level !== 'resource' && level !== 'unknown')) return [];
  return everyone.flatMap(({ label, detail }, index) =>
    taken.has(label)
      ? []
      : [{ label, detail, kind: CompletionItemKind.EnumMember, rank: [6, index], about: { kind: 'member', name: label } as const }],
  );
}

function kindOf({ kind }: Principal): CompletionItemKind {
  return kind === 'user' || kind === 'serviceAccount' ? CompletionItemKind.Value : CompletionItemKind.Class;
}

/** The members that anything in the files is granted to, as they are written there. */
const membersOf = perObject((model: IdentityModel): ReadonlyMap<string, Principal> => {
  const found = new Map<string, Principal>();
  for (const { principal } of model.grants) {
    if (principal.state !== 'known') continue;
    const { value } = principal;
    if (value.kind === 'invalid' || value.kind === 'public' || value.kind === 'deleted' || value.kind === 'convenience') continue;
    const shown = value.kind === 'serviceAccount' ? value.account.email && `serviceAccount:${value.account.email}` : showPrincipal(value);
    if (shown && !/[…$]/.test(shown)) found.set(shown, value);
  }
  return found;
});

/** The accounts that can stand in an attribute of this format: those that users manage, since what runs as another has its own or a default one. */
export function suggestServiceAccounts(slot: EditorSlot & { readonly kind: 'service-account' }, sources: Sources): Suggestion[] {
  const write = writers[slot.format];
  const taken = takenBy(slot);
  return write
    ? suggestAccounts(slot, slot.format, sources, write, slot.use).filter(
        ({ email, declared }) => !taken.has(email ?? '') && !taken.has(declared ?? ''),
      )
    : [];
}

/** How an e-mail is written where an attribute of the format names an account. */
const writers: Readonly<Partial<Record<AttachmentFormat, (email: string) => string>>> = {
  email: (email) => email,
  'email-or-name': (email) => email,
  any: (email) => email,
  name: (email) => `projects/-/serviceAccounts/${email}`,
};

type AccountSuggestion = Suggestion & { readonly email?: string; readonly declared?: string };

/** Those that the files declare, by reference where the module has them, those that they name, and those of the connected projects. */
export function suggestAccounts(
  slot: EditorSlot,
  form: AttachmentFormat | 'member',
  { model, connected }: Sources,
  write: (email: string) => string,
  use?: AttachmentUse,
): AccountSuggestion[] {
  const found = new Map<string, AccountSuggestion>();
  const about = (email: string | undefined) =>
    email === undefined ? {} : { about: { kind: 'member', name: `serviceAccount:${email}` } as const };
  for (const { label, email, module, repeated } of model.declaredAccounts()) {
    const text = email === undefined ? undefined : write(email);
    const common = { kind: CompletionItemKind.Reference, email, declared: label, ...about(email) };
    if (module !== undefined && !repeated && module === slot.expression?.module && isAddress(label)) {
      const reference = `${label}.${attributeOf(form)}`;
      const expression = { text: reference, module };
      found.set(text ?? reference, { ...common, label: reference, text, also: reference, detail: email, expression, rank: [0] });
    } else if (text !== undefined && !found.has(text))
      found.set(text, { ...common, label: text, detail: `Declared as ${label}`, rank: [1] });
  }
  for (const [email, account] of accountsOf(model)) {
    const text = write(email);
    if (found.has(text) || (use !== undefined && account.kind !== 'user-managed')) continue;
    const rank = [account.kind === 'user-managed' ? 2 : 3];
    found.set(text, { label: text, email, kind: CompletionItemKind.Value, detail: 'In this workspace', rank, ...about(email) });
  }
  for (const { email, project, displayName, disabled } of connected) {
    const text = write(email);
    if (use !== undefined && classifyEmail(email.toLowerCase()) !== 'user-managed') continue;
    const state = disabled ? ' (disabled)' : '';
    const detail = `${displayName ? `${displayName}, ` : ''}${project}${state}`;
    if (!found.has(text))
      found.set(text, { label: text, email, kind: CompletionItemKind.Value, detail, rank: [4, disabled ? 1 : 0], ...about(email) });
  }
  return [...found.values()];
}

/** Whether a declaration can be referred to by its label alone: it is no instance, and in no module further in. */
function isAddress(label: string): boolean {
  return /^google_service_account\.[\w-]+$/.test(label);
}

/** The accounts that anything in the files names, by e-mail. */
const accountsOf = perObject((model: IdentityModel): ReadonlyMap<string, AccountReference> => {
  const found = new Map<string, AccountReference>();
  const add = (account: AccountReference) => {
    if (account.email !== undefined && account.problem === undefined) found.set(account.email, account);
  };
  for (const { principal } of model.grants)
    if (principal.state === 'known' && principal.value.kind === 'serviceAccount') add(principal.value.account);
  for (const { serviceAccount } of [...model.workloads, ...model.accountUses, ...model.tokenRequests])
    if (serviceAccount.state === 'known') add(serviceAccount.value);
  return found;
});
