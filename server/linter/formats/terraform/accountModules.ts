import type { Grant, ServiceAccountKey } from '../../model.ts';
import type { Spanned } from '../../source.ts';
import { stretches } from '../../syntax/parts.ts';
import { at, entry, type Part, type StringValue, toText, type Value } from '../../syntax/value.ts';
import { boolean } from '../attribute.ts';
import { bindingGrants } from '../policyFacts.ts';
import { callLabel } from './declared.ts';
import type { ForeignCall } from './moduleInstance.ts';
import { moduleTarget } from './moduleTarget.ts';
import { textParts, wordOf } from './operators.ts';
import { isSaid, moduleAccount, publishedOutput } from './publishedOutputs.ts';
import { follow } from './traversal.ts';
import { memberIam, projectFactory, serviceAccounts, simpleServiceAccount } from './wellKnownModules.ts';

/** A role on a project for one principal. */
interface ProjectRole {
  readonly role: Value;
  /** As `google_project_iam_member` takes it. */
  readonly member: Value;
  readonly project: Value | undefined;
}

type Reader = (call: ForeignCall, body: Value, label: Spanned) => readonly ProjectRole[];

const readers: readonly (readonly [source: RegExp, read: Reader])[] = [
  [projectFactory, (call, body, label) => [...groupRole(call, body, label), ...accountRole(call, body, label)]],
  [serviceAccounts, accountsRoles],
  [
    simpleServiceAccount,
    (call, body, label) => projectRoles(body, asMember(publishedOutput(call, 'email', label.span), at(body, 'name') ?? label)),
  ],
  [memberIam, (_, body, label) => projectRoles(body, addressedMember(body, label))],
];

/** The roles on projects that published modules give to the accounts they make, or to one of others. */
export function accountModuleGrants(call: ForeignCall): Grant[] {
  const [, read] = readers.find(([source]) => source.test(call.source ?? '')) ?? [];
  const owner = callLabel(call);
  const roles = read?.(call, call.body(), owner) ?? [];
  return roles.flatMap(({ role, member, project }) =>
    bindingGrants({
      role,
      members: member,
      condition: undefined,
      owner,
      resource: moduleTarget(project, 'project', 'project'),
      authority: 'member',
      policy: undefined,
    }),
  );
}

/** The keys that such a module makes for each of its accounts. */
export function accountModuleKeys(call: ForeignCall): ServiceAccountKey[] {
  const generate = serviceAccounts.test(call.source ?? '') ? entry(call.body(), 'generate_keys') : undefined;
  if (!generate || boolean(generate.value) !== true) return [];
  const place: Spanned = { span: generate.keySpan };
  return [{ ...place, account: { ...place, state: 'unknown' }, algorithm: { ...place, state: 'absent' }, uploaded: false }];
}

/** `group_role` for `group_name`, which has its domain beside it. */
function groupRole(call: ForeignCall, body: Value, label: Spanned): ProjectRole[] {
  const name = at(body, 'group_name');
  const role = at(body, 'group_role');
  if (!name || !role || !isSaid(body, 'group_name')) return [];
  const { span, use } = name;
  const address = textParts(name, span);
  const whole = address.some((part) => 'text' in part && part.text.includes('@'))
    ? address
    : [...address, { text: '@', span }, ...textParts(at(body, 'domain'), span).map((part) => ({ ...part, span }))];
  const member: StringValue = { type: 'string', parts: [{ text: 'group:', span }, ...whole], span, use };
  return [{ role, member, project: publishedOutput(call, 'project_id', label.span) }];
}

/** `sa_role` for the account of the project. */
function accountRole(call: ForeignCall, body: Value, label: Spanned): ProjectRole[] {
  const role = at(body, 'sa_role');
  if (!role || !isSaid(body, 'sa_role')) return [];
  const email = publishedOutput(call, 'service_account_email', label.span);
  return email ? [{ role, member: asMember(email, label), project: publishedOutput(call, 'project_id', label.span) }] : [];
}

/** `project_roles` for each of the accounts, each role behind its project. */
function accountsRoles(call: ForeignCall, body: Value, label: Spanned): ProjectRole[] {
  const names = at(body, 'names');
  const isListed = names?.type === 'list' && (names.complete || names.items.length > 0);
  const members = isListed
    ? names.items.map(({ value }) => asMember(emailOf(call, wordOf(value), value), value))
    : [asMember(emailOf(call, undefined, label), label)];
  return rolesOf(body).flatMap((value) => {
    const { project, role } = projectAndRole(value);
    return members.map((member) => ({ role, member, project }));
  });
}

function emailOf(call: ForeignCall, name: string | undefined, { span }: Spanned): Value {
  return follow(moduleAccount(call, name, span), ['email'], span);
}

/** `project_roles` on the project `project_id`. */
function projectRoles(body: Value, member: Value): ProjectRole[] {
  return rolesOf(body).map((role) => ({ role, member, project: at(body, 'project_id') }));
}

function rolesOf(body: Value): readonly Value[] {
  const roles = at(body, 'project_roles');
  return roles?.type === 'list' ? roles.items.map(({ value }) => value) : [];
}

/** The member that the account of this e-mail is, in the place of what names it. */
function asMember(email: Value | undefined, { span, use }: Spanned): Value {
  const parts = textParts(email, span).map((part): Part => ({ ...part, span }));
  return { type: 'string', parts: [{ text: 'serviceAccount:', span }, ...parts], span, use };
}

/** `service_account_address` behind its `prefix`, which says what kind it is of. */
function addressedMember(body: Value, label: Spanned): StringValue {
  const address = at(body, 'service_account_address');
  const { span, use } = address ?? label;
  const prefix = at(body, 'prefix');
  const kind: readonly Part[] = prefix ? textParts(prefix, span) : [{ text: 'serviceAccount', span }];
  return { type: 'string', parts: [...kind, { text: ':', span }, ...textParts(address, span)], span, use };
}

/** The two sides of `project=>role`, in their places. */
function projectAndRole(value: Value): Pick<ProjectRole, 'project' | 'role'> {
  const { text } = value.type === 'string' ? toText(value) : { text: '' };
  const arrow = text.indexOf('=>');
  if (value.type !== 'string' || arrow === -1)
    return { project: undefined, role: { type: 'unknown', reason: value.type === 'unknown' ? value.reason : 'form', span: value.span } };
  const { cut, span } = stretches(value.parts, value.span);
  const side = (start: number, end: number): Value => ({ type: 'string', parts: cut(start, end), span: span(start, end), use: value.use });
  return { project: side(0, arrow), role: side(arrow + 2, text.length) };
}
