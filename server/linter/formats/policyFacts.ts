import { nearestFinder } from '../../../iam/catalog/nearest.ts';
import type {
  AllowPolicy,
  Attribute,
  AuditConfig,
  AuditLog,
  Condition,
  Edit,
  EmptyBinding,
  Grant,
  Misshape,
  PolicyPart,
  Resource,
} from '../model.ts';
import { perObject } from '../perObject.ts';
import { type Span, type Spanned, span, textOf } from '../source.ts';
import { readExpression } from '../syntax/celExpression.ts';
import { newEntry } from '../syntax/newEntry.ts';
import { at, type Entry, entry, type Item, property, type StringValue, type Value } from '../syntax/value.ts';
import { attribute, number, principal, role, string } from './attribute.ts';

/** One binding wherever it is written: a policy file, a policy in a Terraform string, a `_iam_binding` resource. */
export interface Binding {
  readonly role: Value | undefined;
  readonly members: Value | undefined;
  readonly condition: Entry | undefined;
  /** What a role or the members are missing from. */
  readonly owner: Spanned;
  readonly resource: Resource;
  readonly authority: Grant['authority'];
  readonly policy: AllowPolicy | undefined;
  /** The text to delete when its only member goes; absent where an empty binding is fine. */
  readonly extent?: Span;
  /** The text to delete for the binding itself to go. */
  readonly statement?: Span;
}

/** A grant for each member of the binding, known or not; a member that is not in a list stands for itself. */
export function bindingGrants(binding: Binding): Grant[] {
  const { owner, resource, authority, policy } = binding;
  const granted = attribute(binding.role, owner, role);
  const condition = readCondition(binding.condition, binding.statement);
  const items = memberItems(binding.members);
  return items.map(({ value, extent }) => ({
    span: value.span,
    use: value.use,
    role: granted,
    principal: attribute(value, owner, principal),
    condition,
    resource,
    authority,
    policy,
    extent: items.length === 1 ? (binding.extent ?? extent) : extent,
  }));
}

/** The binding, where it has no members. */
export function emptyBinding({ role: written, members, condition, owner, resource }: Binding): EmptyBinding[] {
  if (memberItems(members).length > 0) return [];
  return [{ span: owner.span, use: owner.use, role: attribute(written, owner, role), condition: readCondition(condition), resource }];
}

/** A condition, where the binding has one; an unknown one counts, so that nobody takes the grant for unconditional. */
export function readCondition(found: Entry | undefined, binding?: Span): Condition | undefined {
  if (found === undefined || found.value.type === 'null') return undefined;
  const { value, keySpan, extent } = found;
  const key: Spanned = { span: keySpan, use: value.use };
  if (value.type !== 'list') return condition(value, key, extent, binding);
  // Terraform's blocks; a list in a list is a mistake.
  const [first] = value.items;
  if (first?.value.type === 'map') return condition(first.value, { span: first.value.span, use: first.value.use }, first.extent, binding);
  return first || !value.complete ? condition(value, key, undefined, binding) : undefined;
}

function condition(value: Value, key: Spanned, extent: Span | undefined, binding: Span | undefined): Condition {
  return new WrittenCondition(value, key, extent, binding);
}

/** A condition whose expression is read at the first question. A class, since each object that is written with a getter has a hidden class of its own. */
class WrittenCondition implements Condition {
  readonly span: Span;
  readonly use: Span | undefined;
  readonly title: Attribute<string>;
  readonly expression: Attribute<string>;
  readonly extent: Span | undefined;
  readonly binding: Span | undefined;
  readonly #written: Value | undefined;

  constructor(value: Value, key: Spanned, extent: Span | undefined, binding: Span | undefined) {
    const part = (name: string): Attribute<string> =>
      value.type === 'map' ? attribute(property(value, name), key, string) : { ...key, state: 'unknown' };
    this.span = key.span;
    this.use = key.use;
    this.title = part('title');
    this.expression = part('expression');
    this.extent = extent;
    this.binding = binding;
    this.#written = at(value, 'expression');
  }

  get meaning(): Condition['meaning'] {
    return this.#written?.type === 'string' ? meaningOf(this.#written) : undefined;
  }
}

/** What an expression says, read at the first question. */
const meaningOf: (expression: StringValue) => Condition['meaning'] = perObject(readExpression);

/** What a policy written as a whole says. */
export interface ReadPolicy {
  readonly policy: AllowPolicy;
  readonly grants: readonly Grant[];
  readonly emptyBindings: readonly EmptyBinding[];
  readonly auditConfigs: readonly AuditConfig[];
}

/** Reads a policy written as a whole: `value` is the object that has `bindings`. One that Terraform has `composed`, of the blocks of a data source or of a file of its own, has the shape that Terraform wants. */
export function readPolicy(
  value: Value,
  resource: Resource,
  origin: AllowPolicy['origin'],
  { owner, composed = false }: { readonly owner?: Spanned; readonly composed?: boolean } = {},
): ReadPolicy {
  const bindings = entry(value, 'bindings');
  const key: Spanned = owner ?? { span: bindings?.keySpan ?? value.span };
  const items = bindings?.value.type === 'list' ? bindings.value.items : [];
  const first = firstCondition(items);
  const policy: AllowPolicy = {
    ...key,
    resource,
    origin,
    conditional: first !== undefined,
    condition: first,
    version: attribute(property(value, 'version'), { ...key, slot: bindings && newEntry('version', bindings.keySpan) }, number),
    etag: attribute(property(value, 'etag'), key, string),
    misshapes: composed ? [] : misshapes(value, 'policy'),
  };
  const all = items.map(
    ({ value: binding, extent }): Binding => ({
      role: at(binding, 'role'),
      members: at(binding, 'members'),
      condition: entry(binding, 'condition'),
      owner: { span: binding.span, use: binding.use },
      resource,
      authority: 'policy',
      policy,
      extent,
      statement: extent,
    }),
  );
  const [grants, emptyBindings] = [all.flatMap(bindingGrants), all.flatMap(emptyBinding)];
  return { policy, grants, emptyBindings, auditConfigs: listed(value, 'auditConfigs').map((each) => readAuditConfig(each, resource)) };
}

function firstCondition(bindings: readonly Item[]): Condition | undefined {
  for (const { value } of bindings) {
    const condition = readCondition(entry(value, 'condition'));
    if (condition) return condition;
  }
  return undefined;
}

/** The items of the list under a key, in either spelling of it. */
function listed(value: Value, key: string): readonly Value[] {
  const list = either(value, key)?.value;
  return list?.type === 'list' ? list.items.map((item) => item.value) : [];
}

/** The entry under a key, written as JSON has it or as protocol buffers have it. */
function either(value: Value | undefined, key: string): Entry | undefined {
  return entry(value, key) ?? entry(value, snakeCase(key));
}

/** What is logged of one service: an element of a policy's `auditConfigs`, or the body of a Terraform resource or block, which has `owner` for its place. */
export function readAuditConfig(value: Value, resource: Resource, owner?: Spanned): AuditConfig {
  const logConfigs = either(value, 'auditLogConfigs') ?? entry(value, 'audit_log_config');
  const first = value.type === 'map' ? value.entries[0] : undefined;
  const place: Spanned = owner ?? { span: logConfigs?.keySpan ?? first?.keySpan ?? value.span, use: value.use };
  const list = logConfigs?.value;
  const whole = value.type === 'map' && value.complete && (list === undefined || (list.type === 'list' && list.complete));
  const logs = (list?.type === 'list' ? list.items : []).map(({ value: log }): AuditLog => {
    const exempted = either(log, 'exemptedMembers')?.value;
    return {
      type: attribute(either(log, 'logType')?.value, place, string),
      exempted: memberItems(exempted).map((member) => attribute(member.value, place, principal)),
    };
  });
  const service = attribute(property(value, 'service'), place, string);
  return {
    // One block for many services is written for them all: the one that lacks something is where it is named.
    ...(service.use && !place.use ? { span: service.span, use: service.use } : place),
    service,
    resource,
    logs,
    complete: whole && logs.every(({ type }) => type.state === 'known'),
  };
}

function memberItems(members: Value | undefined): readonly Item[] {
  if (members === undefined || members.type === 'null') return [];
  return members.type === 'list' ? members.items : [{ value: members }];
}

/** What stands under a key of a policy. */
type Shape = 'string' | 'strings' | 'any' | PolicyPart | { readonly list: PolicyPart };

interface PartShape {
  readonly keys: Readonly<Record<string, Shape>>;
  readonly required: readonly string[];
  /** What people write, and what they mean. */
  readonly mistaken: Readonly<Record<string, string>>;
}

/** https://cloud.google.com/iam/docs/reference/rest/v1/Policy; with what Cloud Storage and older versions of the API return besides. */
const shapes: Readonly<Record<PolicyPart, PartShape>> = {
  policy: {
    keys: {
      version: 'any',
      etag: 'any',
      bindings: { list: 'binding' },
      auditConfigs: { list: 'auditConfig' },
      kind: 'any',
      resourceId: 'any',
      iamOwned: 'any',
      rules: 'any',
    },
    required: [],
    mistaken: { binding: 'bindings', auditConfig: 'auditConfigs' },
  },
  binding: {
    keys: { role: 'string', members: 'strings', condition: 'condition', bindingId: 'any' },
    required: ['role', 'members'],
    mistaken: { roles: 'role', member: 'members', principal: 'members', principals: 'members', conditions: 'condition' },
  },
  condition: { keys: { title: 'any', description: 'any', expression: 'any', location: 'any' }, required: [], mistaken: {} },
  auditConfig: {
    keys: { service: 'string', auditLogConfigs: { list: 'auditLogConfig' }, exemptedMembers: 'strings' },
    required: ['service', 'auditLogConfigs'],
    mistaken: { services: 'service', auditLogConfig: 'auditLogConfigs', logConfigs: 'auditLogConfigs' },
  },
  auditLogConfig: {
    keys: { logType: 'string', exemptedMembers: 'strings', ignoreChildExemptions: 'any' },
    required: ['logType'],
    mistaken: { logTypes: 'logType', exemptedMember: 'exemptedMembers', exemptMembers: 'exemptedMembers', members: 'exemptedMembers' },
  },
};

const logTypes: readonly string[] = ['ADMIN_READ', 'DATA_READ', 'DATA_WRITE', 'LOG_TYPE_UNSPECIFIED'];

/** What has not the shape of this part of a policy, with all parts in it. */
function misshapes(value: Value, part: PolicyPart): Misshape[] {
  const found: Misshape[] = [];
  addMisshapes(value, part, found);
  return found;
}

function addMisshapes(value: Value, part: PolicyPart, found: Misshape[]): void {
  if (value.type !== 'map') return;
  const { keys, required, mistaken } = shapes[part];
  const meanings: (string | undefined)[] = [];
  for (const each of value.entries) {
    const key = camelCase(each.key);
    if (Object.hasOwn(keys, key)) {
      meanings.push(key);
      addMisshapesOf(each, key, keys[key] ?? 'any', part, found);
      continue;
    }
    const meant = meantKey(key, keys, mistaken);
    meanings.push(meant);
    const isThere = value.entries.some((other) => camelCase(other.key) === meant);
    const correction = meant === undefined || isThere ? undefined : renamed(each, meant, keys[meant] ?? 'any');
    found.push({ span: each.keySpan, use: each.value.use, part, key: each.key, kind: 'unknown-key', meant, correction });
  }
  const first = value.entries[0];
  if (!value.complete || !first) return;
  for (const key of required) if (!meanings.includes(key)) found.push({ span: first.keySpan, use: value.use, kind: 'missing', part, key });
}

/** The key that is meant by one that is none; undefined where none is near. */
function meantKey(key: string, keys: PartShape['keys'], mistaken: PartShape['mistaken']): string | undefined {
  return (Object.hasOwn(mistaken, key) ? mistaken[key] : undefined) ?? nearestFinder(Object.keys(keys))(key);
}

function addMisshapesOf({ value, keySpan }: Entry, key: string, shape: Shape, part: PolicyPart, found: Misshape[]): void {
  if (value.type === 'unknown' || value.type === 'null' || shape === 'any') return;
  const place = () => ({ span: value.span, use: value.use, part, key });
  if (shape === 'string') {
    if (value.type === 'list' || value.type === 'map') found.push({ ...place(), span: keySpan, kind: 'not-a-string' });
    else if (key === 'logType') {
      const literal = string(value);
      if (literal !== undefined && !logTypes.includes(literal))
        found.push({ ...place(), kind: 'unknown-value', meant: nearestFinder(logTypes)(literal) });
    }
  } else if (typeof shape === 'string' && shape !== 'strings') {
    // Text with a stretch that is not literal may be filled in with anything, and an empty one is half-typed.
    if (value.type === 'map') addMisshapes(value, shape, found);
    else if (value.type !== 'string' || string(value)) found.push({ ...place(), kind: 'not-an-object' });
  } else if (value.type !== 'list') {
    found.push({ ...place(), span: value.type === 'map' ? keySpan : value.span, kind: 'not-a-list', correction: wrapped(value) });
  } else if (shape !== 'strings') {
    for (const item of value.items) addMisshapes(item.value, shape.list, found);
  } else if (value.complete && value.items.length === 0 && key === 'members') {
    found.push({ ...place(), span: keySpan, kind: 'empty' });
  } else {
    for (const item of value.items) {
      addSplitMember(item.value, part, found);
      addNestedList(item.value, part, key, found);
    }
  }
}

/** `- group: team@example.com`, which YAML reads as a mapping for its space. */
function addSplitMember(value: Value, part: PolicyPart, found: Misshape[]): void {
  if (value.type !== 'map' || value.entries.length !== 1) return;
  const only = value.entries[0];
  const id = only && string(only.value);
  if (!only || !id) return;
  const meant = `${only.key}:${id}`;
  const isPlain = /^\w+:[ \t]+\S+$/.test(textOf(value.span)) && textOf(value.span).replace(/[ \t]/g, '') === meant;
  const correction = isPlain ? [{ span: value.span, newText: meant }] : undefined;
  found.push({ span: value.span, use: value.use, kind: 'split-member', part, key: only.key, meant, correction });
}

/** `- *team`, where the alias is of a list: the strings below it are two levels deep. */
function addNestedList({ use, ...value }: Value, part: PolicyPart, key: string, found: Misshape[]): void {
  if (value.type !== 'list' || value.items.length === 0 || !value.items.every((item) => string(item.value))) return;
  found.push({ span: use ?? value.span, kind: 'nested-list', part, key });
}

/** The key renamed, its value in a list where it needs to be in one; absent where that is not certain. */
function renamed({ key, keySpan, value }: Entry, meant: string, shape: Shape): Edit[] | undefined {
  if (textOf(keySpan) !== key) return undefined;
  const edit: Edit = { span: keySpan, newText: meant };
  if (value.type === 'list') return shape === 'string' ? undefined : [edit];
  if (shape === 'string' || shape === 'any') return [edit];
  const brackets = shape === 'strings' ? wrapped(value) : undefined;
  return brackets ? [edit, ...brackets] : undefined;
}

/** A literal string put into a list of its own. */
function wrapped(value: Value): Edit[] | undefined {
  const literal = string(value);
  if (literal === undefined || value.use || textOf(value.span) !== literal || /["\\\n]/.test(literal)) return undefined;
  const { file, start, end } = value.span;
  const quote = file.text[start - 1];
  const quoted = (quote === '"' || quote === "'") && file.text[end] === quote;
  // Inside another string a quote is not one character.
  if (quoted && file.text[start - 2] === '\\') return undefined;
  const [opening, closing, width] = quoted ? ['[', ']', 1] : ['["', '"]', 0];
  return [
    { span: span(file, start - width, start - width), newText: opening },
    { span: span(file, end + width, end + width), newText: closing },
  ];
}

function camelCase(key: string): string {
  return !key.includes('_') ? key : key.replace(/_([a-z])/g, (_, letter: string) => letter.toUpperCase());
}

function snakeCase(key: string): string {
  return key.replace(/[A-Z]/g, (letter) => `_${letter.toLowerCase()}`);
}
