import { IAM_ATTRIBUTES, type IamFamily, iamFamily } from '../../../../iam/catalog/families.ts';
import { type Reference, soleReference } from '../../../../iam/text.ts';
import type { AllowPolicy, AuditConfig, EmptyBinding, Grant, PolicyStatement, Resource, Rewrite } from '../../model.ts';
import { placeKey, type Spanned } from '../../source.ts';
import { embeddedJson } from '../../syntax/json.ts';
import { at, entry, toText, type Value } from '../../syntax/value.ts';
import { string } from '../attribute.ts';
import { type Binding, bindingGrants, emptyBinding, readAuditConfig, readPolicy } from '../policyFacts.ts';
import { type Declared, isRepeated, typeLabel } from './declared.ts';
import { nodeSpan } from './place.ts';
import { declarationKey, metaArguments, resourceKey } from './resourceKey.ts';
import { resourceTitle } from './resourceTitle.ts';
import { policyStatement } from './statements.ts';

/** What a module's IAM resources state, `google_*_iam_{member,binding,policy,audit_config}`: the grants and policies, and the resources themselves. */
export function iamGrants(resources: readonly Declared[]): {
  grants: Grant[];
  emptyBindings: EmptyBinding[];
  policies: AllowPolicy[];
  auditConfigs: AuditConfig[];
  statements: PolicyStatement[];
} {
  const grants: Grant[] = [];
  const emptyBindings: EmptyBinding[] = [];
  const policies: AllowPolicy[] = [];
  const auditConfigs: AuditConfig[] = [];
  const statements: PolicyStatement[] = [];
  const declared = openDeclarations(resources);
  for (const resource of resources) {
    const family = resource.mode === 'resource' ? iamFamily(resource.type) : undefined;
    if (!family) continue;
    const body = resource.body();
    const target = targetOf(resource, family, body, declared);
    const data = family.kind === 'policy' ? at(body, 'policy_data') : undefined;
    const document = policyDocument(data);
    const read = document && readPolicy(document, target, 'terraform', { owner: typeLabel(resource), composed: isComposed(data) });
    const own = read?.grants ?? bindingResource(resource, family, body, target);
    grants.push(...own);
    if (read) emptyBindings.push(...read.emptyBindings);
    if (read) policies.push(read.policy);
    if (read) auditConfigs.push(...read.auditConfigs);
    if (family.kind === 'audit_config') auditConfigs.push(readAuditConfig(body, target, typeLabel(resource)));
    statements.push(policyStatement(resource, family, target, own, document));
  }
  return { grants, emptyBindings, policies, auditConfigs, statements };
}

function bindingResource(resource: Declared, family: IamFamily, body: Value, target: Resource): Grant[] {
  if (family.kind !== 'member' && family.kind !== 'binding') return [];
  // In JSON syntax the block is the value of a property.
  const block = resource.file.name.endsWith('.json') ? undefined : nodeSpan(resource.block, resource.file);
  return bindingGrants({
    role: at(body, 'role'),
    members: at(body, family.kind === 'member' ? 'member' : 'members'),
    condition: entry(body, 'condition'),
    owner: typeLabel(resource),
    resource: target,
    authority: family.kind === 'member' ? 'member' : 'binding',
    policy: undefined,
    // The block of several instances is more than one grant.
    extent: family.kind === 'member' && !isRepeated(resource) ? block : undefined,
    statement: isRepeated(resource) ? undefined : block,
  });
}

/** A policy's JSON as a value: what `jsonencode` or a data source encodes, or the text of a string or heredoc. */
function policyDocument(value: Value | undefined): Value | undefined {
  return value?.type === 'string' ? embeddedJson(value) : undefined;
}

/** Whether the policy is what a data source makes of its blocks. */
function isComposed(value: Value | undefined): boolean {
  return value?.type === 'string' && soleReference(toText(value))?.type === 'google_iam_policy';
}

/** The audit configurations of `data "google_iam_policy"`, whatever uses it. */
export function composedAuditConfigs({ mode, type, body }: Declared): AuditConfig[] {
  const configs = mode === 'data' && type === 'google_iam_policy' ? entry(body(), 'audit_config')?.value : undefined;
  return (configs?.type === 'list' ? configs.items : []).map(({ value }) => readAuditConfig(value, somewhere, { span: value.span }));
}

/** The resource of a policy that nothing uses. */
const somewhere: Resource = { level: 'unknown', family: undefined, title: 'a resource', name: undefined, reference: undefined };

/** What `data "google_iam_policy"` says that no resource of the module uses: nobody knows on what. */
export function unusedPolicies(
  resources: readonly Declared[],
  used: { readonly grants: readonly Grant[]; readonly emptyBindings: readonly EmptyBinding[] },
): { grants: Grant[]; emptyBindings: EmptyBinding[] } {
  const policies = resources.filter(({ mode, type }) => mode === 'data' && type === 'google_iam_policy');
  if (policies.length === 0) return { grants: [], emptyBindings: [] };
  const places = new Set([...used.grants, ...used.emptyBindings].map(({ span }) => placeKey(span)));
  const isUnused = ({ span }: Spanned) => !places.has(placeKey(span));
  const bindings = policies.flatMap(({ body }) => bindingBlocks(body()));
  return { grants: bindings.flatMap(bindingGrants).filter(isUnused), emptyBindings: bindings.flatMap(emptyBinding).filter(isUnused) };
}

function bindingBlocks(body: Value): Binding[] {
  const bindings = entry(body, 'binding')?.value;
  return (bindings?.type === 'list' ? bindings.items : []).map(({ value }) => ({
    role: at(value, 'role'),
    members: at(value, 'members'),
    condition: entry(value, 'condition'),
    owner: { span: value.span },
    resource: somewhere,
    authority: 'policy',
    policy: undefined,
  }));
}

/** Whether a resource's type is the one whose policy the family writes, like `google_project` and `google_storage_bucket`. */
function ownType(type: string, family: string): boolean {
  return type === `google_${family}` || (family === 'folder' && type === 'google_active_folder');
}

/** What the policy belongs to: by reference, or by the literal name of something the module declares. */
function targetOf(resource: Declared, { family, kind, level, parentAttributes }: IamFamily, body: Value, declared: Declarations): Resource {
  const attributes = parentAttributes ?? ownAttributes(body);
  const value = at(body, attributes[0] ?? '');
  const name = value && string(value);
  const text = value?.type === 'string' ? toText(value) : undefined;
  const reference = (text && soleReference(text)) ?? declaredBy(family, name, declared);
  // The project of something else is no name of the project.
  const label = reference && ownType(reference.type, family) ? reference.label : undefined;
  const one = reference && declared.isOne(reference) ? reference : undefined;
  const key = resourceKey(resource, family, attributes, one);
  const title = resourceTitle(family, name, label);
  const within = one && keyRingOf(one, declared);
  return { level, family, name, reference, title, key, within, rewrite: rewriteOf(resource, kind, attributes[0]) };
}

/** The key of the key ring that a KMS key is declared in. */
function keyRingOf({ type, address }: Reference, declared: Declarations): string | undefined {
  if (type !== 'google_kms_crypto_key') return undefined;
  const ring = at(declared.at(address)?.body(), 'key_ring');
  const reference = ring?.type === 'string' ? soleReference(toText(ring)) : undefined;
  return reference?.type === 'google_kms_key_ring' ? declarationKey(reference) : undefined;
}

/** What a resource may be in, besides what it is. */
const containers: ReadonlySet<string> = new Set(['project', 'location', 'region', 'zone']);

/** All attributes that say on what, the one that names it first. */
function ownAttributes(body: Value): readonly string[] {
  const own: string[] = [];
  const around: string[] = [];
  for (const { key } of body.type === 'map' ? body.entries : []) {
    if (!IAM_ATTRIBUTES.has(key) && !metaArguments.has(key)) (containers.has(key) ? around : own).push(key);
  }
  return [...own, ...around];
}

/** Native syntax only: a JSON property is not written `name = value`. */
function rewriteOf({ block, file, module }: Declared, kind: IamFamily['kind'], parentAttribute: string | undefined): Rewrite | undefined {
  const [label] = block.labels;
  const parent = block.body.attributes.find(({ name }) => name.text === parentAttribute);
  if (!label || !parent || kind === 'policy' || file.name.endsWith('.json')) return undefined;
  return { type: nodeSpan(label, file), newType: `google_service_account_iam_${kind}`, parent: nodeSpan(parent, file), module };
}

function declaredBy(family: string, name: string | undefined, declared: Declarations): Resource['reference'] {
  const resource = name === undefined ? undefined : declared.named(`google_${family}`, name);
  return (
    resource && {
      mode: 'resource',
      type: resource.type,
      address: resource.address,
      label: resource.label + resource.instance,
      attribute: 'name',
      value: name,
    }
  );
}

/** What the grants of a module can be on. */
interface Declarations {
  /** The first resource of the type whose name is written like that. */
  named(type: string, name: string): Declared | undefined;
  /** The instance, or the only one, that has the address. */
  at(address: string): Declared | undefined;
  /** Whether the reference is to one of the instances that are known, or to what has no others. */
  isOne(reference: Reference): boolean;
}

function openDeclarations(resources: readonly Declared[]): Declarations {
  const names = new Map<string, ReadonlyMap<string, Declared>>();
  let repeated: ReadonlySet<string> | undefined;
  return {
    named(type, name) {
      let known = names.get(type);
      if (!known) {
        // Of several with one name the first.
        const all = resources.filter((each) => each.mode === 'resource' && each.type === type);
        known = new Map(all.toReversed().map((each) => [nameOf(each) ?? '', each] as const));
        names.set(type, known);
      }
      return name === '' ? undefined : known.get(name);
    },
    at: (address) => resources.find((each) => each.address === address),
    isOne({ address }) {
      repeated ??= new Set(resources.flatMap((each) => (each.instance === '' && isRepeated(each) ? [each.address] : [])));
      return !repeated.has(address);
    },
  };
}

function nameOf(resource: Declared): string | undefined {
  const name = at(resource.body(), 'name');
  return name && string(name);
}
