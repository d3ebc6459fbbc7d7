import type { Grant, Resource } from '../../model.ts';
import type { Spanned } from '../../source.ts';
import { stretches } from '../../syntax/parts.ts';
import { at, type Entry, entry, type Item, property, type StringValue, toText, type Value } from '../../syntax/value.ts';
import { string } from '../attribute.ts';
import { type Binding, bindingGrants } from '../policyFacts.ts';
import { textAt } from './collections.ts';
import type { ForeignCall } from './moduleInstance.ts';
import { textParts } from './operators.ts';
import { nodeSpan } from './place.ts';
import { accountNames, moduleAccount } from './publishedOutputs.ts';
import { follow } from './traversal.ts';
import {
  projectFactory,
  type Shape,
  serviceAccounts,
  simpleServiceAccount,
  type WellKnownModule,
  wellKnownModules,
} from './wellKnownModules.ts';

/** The grants that arguments of well-known published modules are. */
export function moduleGrants(call: ForeignCall): Grant[] {
  const { source = '' } = call;
  if (projectFactory.source.test(source)) return [...groupGrant(call), ...accountGrant(call)];
  if (serviceAccounts.test(source) || simpleServiceAccount.test(source)) return accountGrants(call);
  const known = wellKnownModules.find((each) => each.source.test(source));
  if (!known) return [];
  const owner: Spanned = { span: nodeSpan(call.block.labels[0] ?? call.block.type, call.file) };
  const resource = resourceOf(call, known);
  const body = call.body();
  const authoritative = known.grants.bindings !== undefined && authoritativeMode(body);
  return Object.entries(known.grants).flatMap(([name, { shape, authority }]) => {
    const value = at(body, name);
    if (value === undefined) return [];
    const granted = { owner, resource, policy: undefined, authority: authoritative ? 'binding' : authority } as const;
    return bindings[shape](value).flatMap((binding) => bindingGrants({ ...granted, ...binding }));
  });
}

type Part = Pick<Binding, 'role' | 'members' | 'condition'>;

/** Reads a collection of grants by its shape. The known elements of a partly unknown one count. */
const bindings: Readonly<Record<Shape, (value: Value) => readonly Part[]>> = {
  'members-by-role': (value) => entriesOf(value).map((each) => ({ role: keyOf(each), members: each.value, condition: undefined })),
  'roles-by-principal': (value) =>
    entriesOf(value).flatMap((each) =>
      itemsOf(each.value).map((role) => ({ role: role.value, members: keyOf(each), condition: undefined })),
    ),
  'roles-by-group': (value) =>
    entriesOf(value).flatMap((each) =>
      itemsOf(each.value).map((role) => ({ role: role.value, members: group(keyOf(each)), condition: undefined })),
    ),
  'bindings-by-key': (value) =>
    entriesOf(value).map((each) => ({
      role: property(each.value, 'role'),
      members: property(each.value, 'members'),
      condition: conditionOf(each.value),
    })),
  'members-by-key': (value) =>
    [...entriesOf(value), ...itemsOf(value)].map((each) => ({
      role: property(each.value, 'role'),
      members: property(each.value, 'member'),
      condition: conditionOf(each.value),
    })),
  invokers: (value) => [
    {
      role: { type: 'string', parts: [{ text: 'roles/run.invoker', span: value.span }], span: value.span },
      members: value,
      condition: undefined,
    },
  ],
  'conditional-bindings': (value) =>
    itemsOf(value).map(({ value: binding }) => ({
      role: property(binding, 'role'),
      members: property(binding, 'members'),
      condition: { key: 'condition', keySpan: binding.span, value: binding },
    })),
};

/** `group_role` on the project for `group_name`, which has its domain beside it. */
function groupGrant(call: ForeignCall): Grant[] {
  const body = call.body();
  const name = at(body, projectFactory.group);
  const role = at(body, projectFactory.role);
  if (!name || !role || name.type === 'null' || string(name) === '') return [];
  const domain = at(body, projectFactory.domain);
  const address = textParts(name, name.span);
  const whole = address.some((part) => 'text' in part && part.text.includes('@'))
    ? address
    : [...address, { text: '@', span: name.span }, ...textParts(domain, name.span).map((part) => ({ ...part, span: name.span }))];
  const member: StringValue = { type: 'string', parts: [{ text: 'group:', span: name.span }, ...whole], span: name.span, use: name.use };
  return bindingGrants({
    ...onProject(undefined),
    role,
    members: member,
    owner: { span: nodeSpan(call.block.labels[0] ?? call.block.type, call.file) },
  });
}

/** `sa_role` on the project for the account of the project. */
function accountGrant(call: ForeignCall): Grant[] {
  const role = at(call.body(), projectFactory.accountRole);
  if (!role || role.type === 'null' || string(role) === '') return [];
  const owner: Spanned = { span: nodeSpan(call.block.labels[0] ?? call.block.type, call.file) };
  return bindingGrants({
    ...onProject(undefined),
    owner,
    role,
    members: asMember(moduleAccount(call, undefined, role.span, undefined, 'service_account_email'), owner),
  });
}

/** `project_roles` for each of the accounts: `project=>role`, or the roles on the project of the only one. */
function accountGrants(call: ForeignCall): Grant[] {
  const body = call.body();
  const owner: Spanned = { span: nodeSpan(call.block.labels[0] ?? call.block.type, call.file) };
  const isSimple = simpleServiceAccount.test(call.source ?? '');
  const names = isSimple ? [undefined] : (accountNames(call) ?? [undefined]);
  const members = names.map((name) => asMember(moduleAccount(call, name, owner.span), owner));
  return itemsOf(at(body, 'project_roles')).flatMap(({ value }) => {
    const { project, role } = isSimple ? { project: at(body, 'project_id'), role: value } : projectAndRole(value);
    return members.flatMap((member) => bindingGrants({ ...onProject(project), owner, role, members: member }));
  });
}

function asMember(account: Value, { span }: Spanned): Value {
  const email = textParts(follow(account, ['email'], span), span);
  return { type: 'string', parts: [{ text: 'serviceAccount:', span }, ...email], span };
}

/** The two sides of `project=>role`, in their places. */
function projectAndRole(value: Value): { project: Value | undefined; role: Value } {
  const { text } = value.type === 'string' ? toText(value) : { text: '' };
  const arrow = text.indexOf('=>');
  if (value.type !== 'string' || arrow === -1)
    return { project: undefined, role: { type: 'unknown', reason: value.type === 'unknown' ? value.reason : 'form', span: value.span } };
  const { cut, span } = stretches(value.parts, value.span);
  const side = (start: number, end: number): Value => ({ type: 'string', parts: cut(start, end), span: span(start, end), use: value.use });
  return { project: side(0, arrow), role: side(arrow + 2, text.length) };
}

function onProject(project: Value | undefined): Pick<Binding, 'resource' | 'authority' | 'policy' | 'condition'> {
  const name = project && string(project);
  const title = name ? `project "${name}"` : 'the project';
  const resource: Resource = { level: 'project', family: 'project', title, name, reference: undefined };
  return { resource, authority: 'member', policy: undefined, condition: undefined };
}

function resourceOf(call: ForeignCall, { level, family, parent }: WellKnownModule): Resource {
  const value = at(call.body(), parent);
  const [only, ...others] = value?.type === 'list' ? value.items.map((item) => item.value) : [value];
  const name = only && others.length === 0 ? string(only) : undefined;
  const noun = family.replaceAll('_', ' ');
  const title = name ? `${noun} "${name.slice(name.lastIndexOf('/') + 1)}"` : `the ${noun}`;
  return { level, family, title, name, reference: undefined };
}

function authoritativeMode(body: Value): boolean {
  const mode = at(body, 'mode');
  return mode !== undefined && string(mode) === 'authoritative';
}

/** A condition that nobody can rule out is an unknown one. */
function conditionOf(binding: Value): Entry | undefined {
  const known = entry(binding, 'condition');
  const value = known ? undefined : property(binding, 'condition');
  return known ?? (value && { key: 'condition', keySpan: binding.span, value });
}

function entriesOf(value: Value): readonly Entry[] {
  return value.type === 'map' ? value.entries : [];
}

function itemsOf(value: Value | undefined): readonly Item[] {
  return value?.type === 'list' ? value.items : [];
}

function keyOf({ key, keySpan }: Entry): Value {
  return textAt(key, keySpan);
}

function group(value: Value): Value {
  return value.type === 'string' ? { ...value, parts: [{ text: 'group:', span: value.span }, ...value.parts] } : value;
}
