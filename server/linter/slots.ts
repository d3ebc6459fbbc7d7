import type { AnnotatedKind } from '../../iam/annotation.ts';
import type { AttachmentFormat, AttachmentUse, Catalog } from '../../iam/catalog/catalog.ts';
import { showPrincipal } from '../../iam/principal.ts';
import type { AccountReference } from '../../iam/serviceAccount.ts';
import { HOLE } from '../../iam/text.ts';
import { accountName } from './describe.ts';
import { allowPolicy } from './formats/allowPolicy.ts';
import { cloudRun } from './formats/cloudRun.ts';
import { mend } from './halfTyped.ts';
import { link } from './link.ts';
import type { Annotation, Attribute, Grant, IdentityModel, Resource, TokenRequest } from './model.ts';
import { perObject } from './perObject.ts';
import { type SourceFile, type Span, span, textOf } from './source.ts';
import { type Writing, writtenAt } from './written.ts';

/** A stretch of text in an editor that says something about identity, with what is known of the place. */
export type EditorSlot = Writing & SlotContent;

/** What belongs into a slot. `taken` is what the list that it stands in has elsewhere. */
export type SlotContent =
  | { readonly kind: 'role'; readonly resources: readonly Resource[] }
  | { readonly kind: 'member'; readonly resources: readonly Resource[]; readonly taken: readonly string[] }
  | { readonly kind: 'service-account'; readonly format: AttachmentFormat; readonly use: AttachmentUse; readonly taken: readonly string[] }
  | { readonly kind: 'scope'; readonly taken: readonly string[] }
  | { readonly kind: 'permission'; readonly of: 'project' | 'organization'; readonly taken: readonly string[] }
  | {
      readonly kind: 'annotation-key';
      readonly on: AnnotatedKind;
      readonly level: Annotation['level'];
      readonly taken: readonly string[];
    }
  | { readonly kind: 'annotation-value'; readonly key: string }
  | { readonly kind: 'lifetime'; readonly of: TokenRequest }
  | { readonly kind: 'condition'; readonly resources: readonly Resource[] };

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
    // A configuration may tell what a policy is on, and the mended text is read without one.
    if (known.length > 0) return { ...slot, ...writing, ...('resources' in slot && { resources: distinct(known) }) };
    if (!hasForeignTerms(understood)) return { ...slot, ...writing };
  }
  return undefined;
}

function understand(file: SourceFile, { catalog }: { readonly catalog: Catalog }): IdentityModel {
  const format = [cloudRun, allowPolicy].find((each) => each.recognizes(file));
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
  return written.includes('${') || written === text;
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
  const both: { resources?: readonly Resource[]; taken?: readonly string[] } = {};
  if ('resources' in slot && 'resources' in content) both.resources = distinct([...slot.resources, ...content.resources]);
  if ('taken' in slot && 'taken' in content) both.taken = distinct([...slot.taken, ...content.taken]);
  return slot.kind === content.kind ? { ...slot, ...both } : slot;
}

function* candidates(part: IdentityModel): Iterable<Candidate> {
  yield* grantCandidates(part);
  for (const { role, condition, resource } of [...part.statements, ...part.emptyBindings]) {
    yield { at: role, content: { kind: 'role', resources: [resource] } };
    if (condition) yield { at: condition.expression, content: { kind: 'condition', resources: [resource] } };
  }
  for (const { logs, resource } of part.auditConfigs)
    for (const { exempted } of logs) for (const at of exempted) yield { at, content: { kind: 'member', resources: [resource], taken: [] } };
  for (const { serviceAccount, attachment } of [...part.workloads, ...part.accountUses, ...part.tokenRequests])
    yield {
      at: serviceAccount,
      text: accountText(serviceAccount),
      content: { kind: 'service-account', format: attachment.format, use: attachment.use, taken: [] },
    };
  for (const { account } of part.keys)
    yield { at: account, content: { kind: 'service-account', format: 'name', use: 'long-lived-key', taken: [] } };
  for (const of of part.tokenRequests) yield { at: of.lifetime, content: { kind: 'lifetime', of } };
  for (const { delegates, attachment } of part.tokenRequests)
    for (const at of delegates) {
      const taken = delegates.flatMap((each) => (each !== at && each.state === 'known' ? accountName(each.value) : []));
      yield { at, content: { kind: 'service-account', format: 'email', use: attachment.use, taken } };
    }
  for (const scopes of [...part.workloads.map((each) => each.scopes?.items ?? []), ...part.tokenRequests.map((each) => each.scopes)])
    for (const at of scopes) yield { at, content: { kind: 'scope', taken: others(scopes, at) } };
  for (const { items, address } of part.customRoles) {
    const of = address.includes('google_organization_iam_custom_role.') ? 'organization' : 'project';
    for (const at of items) yield { at, content: { kind: 'permission', of, taken: others(items, at) } };
  }
  yield* annotationCandidates(part);
}

function accountText(account: Attribute<AccountReference>): string | undefined {
  return account.state === 'known' ? account.value.text.text : undefined;
}

function* grantCandidates({ grants }: IdentityModel): Iterable<Candidate> {
  // The grants of one binding share their role.
  const bindings = Map.groupBy(grants, ({ role }) => role);
  for (const { role, principal, condition, resource } of grants) {
    // Access control lists have words of their own for roles and members.
    if (resource.family?.startsWith('google_')) continue;
    const resources = [resource];
    const taken = (bindings.get(role) ?? []).flatMap((other) => (other.principal === principal ? [] : memberTexts(other)));
    yield { at: role, content: { kind: 'role', resources }, text: role.state === 'known' ? role.value.name : undefined };
    yield {
      at: principal,
      content: { kind: 'member', resources, taken },
      text: principal.state === 'known' ? principal.value.text.text : undefined,
    };
    if (condition) yield { at: condition.expression, content: { kind: 'condition', resources } };
  }
}

/** A member as it is shown, and the declaration that it refers to. */
function memberTexts({ principal }: Grant): string[] {
  if (principal.state !== 'known') return [];
  const { value } = principal;
  const label = value.kind === 'serviceAccount' ? value.account.declaration?.label : undefined;
  return [showPrincipal(value), ...(label === undefined ? [] : [label])];
}

function* annotationCandidates({ annotations }: IdentityModel): Iterable<Candidate> {
  const maps = Map.groupBy(annotations, ({ title, level, span: { file } }) => `${title} ${level} ${file.uri}`);
  for (const map of maps.values())
    for (const annotation of map) {
      const { span, use, key, value, on, level, api } = annotation;
      // Version 2 of the API takes none of these.
      if (api === 'v2') continue;
      const taken = map.flatMap((each) => (each === annotation ? [] : each.key));
      yield { at: { span, use, state: 'known' }, content: { kind: 'annotation-key', on, level, taken } };
      yield { at: value, content: { kind: 'annotation-value', key } };
    }
}

function others(list: readonly Attribute<string>[], at: Attribute<string>): string[] {
  return list.flatMap((each) => (each !== at && each.state === 'known' ? each.value : []));
}

function distinct<T>(values: readonly T[]): readonly T[] {
  return [...new Set(values)];
}
