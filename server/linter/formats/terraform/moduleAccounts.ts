import type { Grant, Resource } from '../../model.ts';
import type { Span } from '../../source.ts';
import { stretches } from '../../syntax/parts.ts';
import { at, type Item, type Part, type StringValue, toText, type Value } from '../../syntax/value.ts';
import { string } from '../attribute.ts';
import { bindingGrants } from '../policyFacts.ts';
import { textAt } from './collections.ts';
import type { ForeignCall } from './moduleInstance.ts';
import { textParts } from './operators.ts';
import { nodeSpan } from './place.ts';
import type { AccountModule } from './wellKnownModules.ts';

/** The roles that a published module grants to the accounts that it makes, or to one that it is told. */
export function accountGrants(call: ForeignCall, module: AccountModule): Grant[] {
  const body = call.body();
  const owner = { span: nodeSpan(call.block.labels[0] ?? call.block.type, call.file) };
  const members = accounts(body, module, owner.span);
  return itemsOf(at(body, module.roles)).flatMap(({ value }) => {
    const { role, project } = unqualified(value);
    const name = project ?? (module.project === undefined ? undefined : at(body, module.project));
    const granted = { owner, role, condition: undefined, resource: projectOf(name), authority: 'member', policy: undefined } as const;
    return string(role) === '' ? [] : members.flatMap((member) => bindingGrants({ ...granted, members: member }));
  });
}

/** The members that the accounts of the module are. */
function accounts(body: Value, { names, project }: AccountModule, here: Span): StringValue[] {
  if ('address' in names) {
    const address = at(body, names.address);
    const kind = at(body, names.kind) ?? textAt('serviceAccount', here);
    return [member(address ?? kind, [...textParts(kind, here), { text: ':', span: here }, ...textParts(address, here)], here)];
  }
  const prefix = names.prefix === undefined ? undefined : at(body, names.prefix);
  const before: readonly Part[] = !prefix || string(prefix) === '' ? [] : [...textParts(prefix, here), { text: '-', span: here }];
  const host = textParts(project === undefined ? { type: 'unknown', reason: 'module', span: here } : at(body, project), here);
  const given = at(body, names.argument) ?? (names.otherwise === undefined ? undefined : textAt(names.otherwise, here));
  return itemsOf(given).map(({ value }) => {
    const email: readonly Part[] = [...before, ...textParts(value, here), { text: '@', span: here }, ...host];
    const parts = [{ text: 'serviceAccount:', span: here }, ...email, { text: '.iam.gserviceaccount.com', span: here }];
    return member(value, parts, here);
  });
}

/** A member in the place of what names it. */
function member({ span, use }: Value, parts: readonly Part[], here: Span): StringValue {
  return { type: 'string', parts: parts.map((part) => ({ ...part, span })), span, use: use ?? (span === here ? undefined : here) };
}

/** A role with its project in front of it, taken apart. */
function unqualified(value: Value): { readonly role: Value; readonly project: Value | undefined } {
  if (value.type !== 'string') return { role: value, project: undefined };
  const { text } = toText(value);
  const arrow = text.indexOf('=>');
  if (arrow < 0) return { role: value, project: undefined };
  const { cut, span } = stretches(value.parts, value.span);
  const piece = (start: number, end: number): StringValue => ({
    type: 'string',
    parts: cut(start, end),
    span: span(start, end),
    use: value.use,
  });
  return { role: piece(arrow + 2, text.length), project: piece(0, arrow) };
}

function projectOf(value: Value | undefined): Resource {
  const name = value && string(value);
  return { level: 'project', family: 'project', title: name ? `project "${name}"` : 'the project', name, reference: undefined };
}

/** The elements of a list; one value stands for itself. */
function itemsOf(value: Value | undefined): readonly Item[] {
  if (value === undefined || value.type === 'null') return [];
  return value.type === 'list' ? value.items : [{ value }];
}
