import type { AnnotatedKind } from '../../iam/annotation.ts';
import type { AttachmentFormat, AttachmentUse, Catalog } from '../../iam/catalog/catalog.ts';
import { type Principal, showPrincipal } from '../../iam/principal.ts';
import type { AccountReference } from '../../iam/serviceAccount.ts';
import { HOLE } from '../../iam/text.ts';
import { accountName } from './describe.ts';
import { allowPolicy } from './formats/allowPolicy.ts';
import { cloudRun } from './formats/cloudRun.ts';
import { customRoleFile } from './formats/customRoleFile.ts';
import { mend } from './halfTyped.ts';
import { link } from './link.ts';
import type { Annotation, Attribute, Federation, IdentityModel, Resource, RoleName, TokenRequest } from './model.ts';
import { perObject } from './perObject.ts';
import { type SourceFile, type Span, span, textOf } from './source.ts';
import { type Writing, writtenAt } from './written.ts';

/** A stretch of text in an editor that says something about identity, with what is known of the place. */
export type EditorSlot = Writing & SlotContent;

/** What belongs into a slot. `lists` are those that it is an element of: one text may be in several. */
export type SlotContent =
  | { readonly kind: 'role'; readonly resources: readonly Resource[] }
  | { readonly kind: 'member'; readonly resources: readonly Resource[]; readonly lists: Lists }
  | { readonly kind: 'service-account'; readonly format: AttachmentFormat; readonly use: AttachmentUse; readonly lists: Lists }
  | { readonly kind: 'scope'; readonly lists: Lists }
  | { readonly kind: 'permission'; readonly of: 'project' | 'organization'; readonly lists: Lists }
  | { readonly kind: 'annotation-key'; readonly on: AnnotatedKind; readonly level: Annotation['level']; readonly lists: Lists }
  | { readonly kind: 'annotation-value'; readonly key: string }
  | { readonly kind: 'lifetime'; readonly of: TokenRequest }
  | { readonly kind: 'condition'; readonly resources: readonly Resource[] }
  | { readonly kind: 'token-condition'; readonly of: Federation };

/** The elements of lists: where each is, and what it is called, a declared account also by its declaration. */
type Lists = readonly (readonly ListElement[])[];

interface ListElement {
  readonly span: Span;
  readonly names: readonly string[];
}

/** What the other elements of the lists are called that the slot is an element of. */
export function takenBy({ span: { file, start }, lists }: EditorSlot & { readonly lists: Lists }): ReadonlySet<string> {
  return new Set(lists.flat().flatMap(({ span: place, names }) => (place.file === file && place.start === start ? [] : names)));
}

/** The slots of a file of the model, in the order of the text: what is written in place, not what is computed. */
export function slotsIn(model: IdentityModel, file: SourceFile): readonly EditorSlot[] {
  return partsOf(model, file).flatMap((part) => slotsOf(part).get(file) ?? []);
}

function partsOf({ parts }: IdentityModel, file: SourceFile): readonly IdentityModel[] {
  return parts.filter(({ files }) => files.includes(file));
}

/** The slot that the offset is in, its edges included; undefined elsewhere, also in what Terraform computes inside of one. */
export function slotIn(model: IdentityModel, file: SourceFile, offset: number): EditorSlot | undefined {
  return slotsIn(model, file)
    .map((slot) => (slot.closed ? slot : { ...slot, span: openSpan(slot.span, offset) }))
    .find((slot) => slot.span.start <= offset && offset <= slot.span.end && !isComputed(slot, offset));
}

/**
 * The slot that the offset is in, also where what is being typed keeps its file or its list from being understood: then it is understood with a word in its
 * place that fits, and where none does nothing is found.
 */
export function slotAt(
  model: IdentityModel,
  file: SourceFile,
  offset: number,
  options: { readonly catalog: Catalog },
): EditorSlot | undefined {
  const found = slotIn(model, file, offset);
  if (found) return found;
  const known = partsOf(model, file).flatMap(({ policies }) => policies.map(({ resource }) => resource));
  for (const { file: mended, start, end, writing } of mend(file, offset)) {
    const understood = understand(mended, options);
    const slot = slotIn(understood, mended, start);
    if (slot?.span.start !== start || slot.span.end !== end || slot.style === 'block') continue;
    if (known.length === 0 && hasForeignTerms(understood)) continue;
    return {
      ...slot,
      ...writing,
      // A configuration may tell what a policy is on, and the mended text is read without one.
      ...('resources' in slot && known.length > 0 && { resources: [...new Set(known)] }),
      ...('lists' in slot && { lists: slot.lists.map((list) => list.filter((each) => each.span.start !== start)) }),
    };
  }
  return undefined;
}

function understand(file: SourceFile, { catalog }: { readonly catalog: Catalog }): IdentityModel {
  const format = [cloudRun, allowPolicy, customRoleFile].find((each) => each.recognizes(file));
  return link(format?.extract([file], catalog) ?? []);
}

/** Whether a role or a member is none of IAM's: other systems have policies that look like IAM's. */
function hasForeignTerms({ grants }: IdentityModel): boolean {
  return grants.some(
    ({ role, principal }) =>
      (role.state === 'known' && !/(?:^|\/)roles\//.test(role.value.name ?? 'roles/')) ||
      (principal.state === 'known' && principal.value.kind === 'invalid'),
  );
}

/** A string without its closing quote ends with the word that is being typed, as far as anybody can tell. */
function openSpan({ file, start, end }: Span, offset: number): Span {
  if (offset < start || offset > end) return span(file, start, end);
  const rest = /^[^\s,"'\])}]*/.exec(file.text.slice(offset, end))?.[0].length ?? 0;
  return span(file, start, offset + rest);
}

/** Whether the offset is inside of a template's `${…}`. */
function isComputed({ span: { file, start } }: EditorSlot, offset: number): boolean {
  const before = file.text.slice(start, offset);
  return before.lastIndexOf('${') > before.lastIndexOf('}');
}

/** Something that may be a slot, if it is written in place. */
interface Candidate {
  readonly at: Pick<Attribute<unknown>, 'span' | 'use' | 'slot' | 'state'>;
  readonly content: SlotContent;
  /** The text of the value, where it is known: what is made of what is written, as of the address of a member, is no slot of its kind. */
  readonly text?: string;
}

/** Whether the text is what stands there, as far as it is literal in both. */
function isWritten(text: string, place: Span): boolean {
  const written = textOf(place);
  const hole = text.indexOf(HOLE);
  if (hole >= 0) return written.startsWith(text.slice(0, hole));
  return written.includes('${') || written === text || (written.includes('\\') && unescaped(written) === text);
}

/** What a text with JSON's escapes says. */
function unescaped(written: string): string | undefined {
  try {
    return JSON.parse(`"${written}"`);
  } catch {
    return undefined;
  }
}

const slotsOf = perObject((part: IdentityModel): ReadonlyMap<SourceFile, readonly EditorSlot[]> => {
  const found = new Map<string, EditorSlot>();
  for (const { at, content, text } of candidates(part)) {
    const writing = writtenAt(at);
    if (!writing || (text !== undefined && !isWritten(text, at.span))) continue;
    const { uri } = writing.span.file;
    const key = `${writing.span.start} ${uri}`;
    const before = found.get(key);
    found.set(key, before ? merge(before, content) : { ...writing, ...content });
  }
  return Map.groupBy(
    [...found.values()].sort((a, b) => a.span.start - b.span.start),
    ({ span: { file } }) => file,
  );
});

/** One text for several things: an element of a `for_each`, or what a module declares for each of its callers. */
function merge(slot: EditorSlot, content: SlotContent): EditorSlot {
  if (slot.kind !== content.kind) return slot;
  const more: { resources?: readonly Resource[]; lists?: Lists } = {};
  if ('resources' in slot && 'resources' in content) {
    const others = content.resources.filter(
      ({ family, level }) => !slot.resources.some((each) => each.family === family && each.level === level),
    );
    if (others.length > 0) more.resources = [...slot.resources, ...others];
  }
  if ('lists' in slot && 'lists' in content) {
    const others = content.lists.filter((each) => !slot.lists.includes(each));
    if (others.length > 0) more.lists = [...slot.lists, ...others];
  }
  return more.resources || more.lists ? { ...slot, ...more } : slot;
}

function* candidates(part: IdentityModel): Iterable<Candidate> {
  yield* grantCandidates(part);
  for (const { role, condition, resource } of [...part.statements, ...part.emptyBindings]) {
    yield { at: role, content: { kind: 'role', resources: [resource] }, text: roleText(role) };
    if (condition) yield { at: condition.expression, content: { kind: 'condition', resources: [resource] } };
  }
  for (const { logs, resource } of part.auditConfigs) for (const { exempted } of logs) yield* memberCandidates(exempted, resource);
  for (const { serviceAccount, attachment } of [...part.workloads, ...part.accountUses, ...part.tokenRequests])
    yield* accountCandidates([serviceAccount], attachment.format, attachment.use);
  for (const { account } of part.keys) yield* accountCandidates([account], 'name', 'long-lived-key');
  for (const of of part.tokenRequests) {
    yield { at: of.lifetime, content: { kind: 'lifetime', of } };
    yield* accountCandidates(of.delegates, 'email', of.attachment.use);
  }
  for (const scopes of [...part.workloads.map((each) => each.scopes?.items ?? []), ...part.tokenRequests.map((each) => each.scopes)]) {
    const lists = [scopes.map(stringElement)];
    for (const at of scopes) yield { at, content: { kind: 'scope', lists } };
  }
  for (const { items, address, name } of part.customRoles) {
    // A file that does not say whose role it is may be an organization's.
    const of = address.includes('google_project_iam_custom_role.') || name?.startsWith('projects/') ? 'project' : 'organization';
    const lists = [items.map(stringElement)];
    for (const at of items) yield { at, content: { kind: 'permission', of, lists } };
  }
  for (const of of part.federations) yield { at: of.conditionText, content: { kind: 'token-condition', of } };
  yield* annotationCandidates(part);
}

function* grantCandidates({ grants }: IdentityModel): Iterable<Candidate> {
  // The grants of one binding share their role.
  for (const [role, binding] of Map.groupBy(grants, (grant) => grant.role)) {
    const [{ condition, resource } = {}] = binding;
    // Access control lists have words of their own for roles and members.
    if (!resource || resource.family?.startsWith('google_')) continue;
    yield { at: role, content: { kind: 'role', resources: [resource] }, text: roleText(role) };
    yield* memberCandidates(
      binding.map(({ principal }) => principal),
      resource,
    );
    if (condition) yield { at: condition.expression, content: { kind: 'condition', resources: [resource] } };
  }
}

function roleText(role: Attribute<RoleName>): string | undefined {
  return role.state === 'known' ? role.value.name : undefined;
}

function* memberCandidates(members: readonly Attribute<Principal>[], resource: Resource): Iterable<Candidate> {
  const lists = [members.map((each) => element(each, memberNames))];
  for (const at of members)
    yield {
      at,
      content: { kind: 'member', resources: [resource], lists },
      text: at.state === 'known' ? at.value.text.text : undefined,
    };
}

function memberNames(principal: Principal): readonly string[] {
  const label = principal.kind === 'serviceAccount' ? principal.account.declaration?.label : undefined;
  return [showPrincipal(principal), ...(label === undefined ? [] : [label])];
}

function* accountCandidates(
  accounts: readonly Attribute<AccountReference>[],
  format: AttachmentFormat,
  use: AttachmentUse,
): Iterable<Candidate> {
  const lists = [accounts.map((each) => element(each, accountNames))];
  for (const at of accounts)
    yield {
      at,
      content: { kind: 'service-account', format, use, lists },
      text: at.state === 'known' ? at.value.text.text : undefined,
    };
}

function accountNames(account: AccountReference): readonly string[] {
  return [accountName(account), ...(account.declaration ? [account.declaration.label] : [])];
}

function* annotationCandidates({ annotations }: IdentityModel): Iterable<Candidate> {
  // Version 2 of the API takes none of these.
  const written = annotations.filter(({ api }) => api !== 'v2');
  const maps = Map.groupBy(written, ({ title, level, span: { file } }) => `${title} ${level} ${file.uri}`);
  for (const map of maps.values()) {
    const lists = [map.map(({ span, key }) => ({ span, names: [key] }))];
    for (const { span, use, key, value, on, level } of map) {
      yield { at: { span, use, state: 'known' }, content: { kind: 'annotation-key', on, level, lists } };
      yield { at: value, content: { kind: 'annotation-value', key } };
    }
  }
}

function element<T>(attribute: Attribute<T>, names: (value: T) => readonly string[]): ListElement {
  return { span: attribute.span, names: attribute.state === 'known' ? names(attribute.value) : [] };
}

function stringElement(attribute: Attribute<string>): ListElement {
  return element(attribute, (value) => [value]);
}
