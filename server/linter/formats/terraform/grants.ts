import { IAM_ATTRIBUTES, type IamFamily, iamFamily } from '../../../../iam/catalog/families.ts';
import { soleReference } from '../../../../iam/text.ts';
import type { AllowPolicy, Grant, Resource, Rewrite } from '../../model.ts';
import { embeddedJson } from '../../syntax/json.ts';
import { at, entry, toText, type Value } from '../../syntax/value.ts';
import { string } from '../attribute.ts';
import { bindingGrants, readPolicy } from '../policyFacts.ts';
import { type Declared, typeLabel } from './declared.ts';
import type { Module } from './modules.ts';
import { nodeSpan } from './place.ts';

/** The grants and policies of a module's IAM resources, `google_*_iam_{member,binding,policy}`. */
export function iamGrants(resources: readonly Declared[], module: Module): { grants: Grant[]; policies: AllowPolicy[] } {
  const grants: Grant[] = [];
  const policies: AllowPolicy[] = [];
  for (const resource of resources) {
    const family = resource.mode === 'resource' ? iamFamily(resource.type) : undefined;
    if (!family || family.kind === 'audit_config') continue;
    const body = resource.body();
    const target = targetOf(resource, family, body, module, resources);
    if (family.kind === 'policy') {
      const document = policyDocument(at(body, 'policy_data'));
      if (document === undefined) continue;
      const read = readPolicy(document, target, 'terraform', typeLabel(resource));
      grants.push(...read.grants);
      policies.push(read.policy);
    } else grants.push(...bindingResource(resource, family, body, target));
  }
  return { grants, policies };
}

function bindingResource(resource: Declared, family: IamFamily, body: Value, target: Resource): Grant[] {
  const block = nodeSpan(resource.block, resource.file);
  return bindingGrants({
    role: at(body, 'role'),
    members: at(body, family.kind === 'member' ? 'member' : 'members'),
    condition: at(body, 'condition'),
    owner: typeLabel(resource),
    resource: target,
    authority: family.kind === 'member' ? 'member' : 'binding',
    policy: undefined,
    extent: family.kind === 'member' ? block : undefined,
  });
}

/** A policy's JSON as a value: what `jsonencode` or a data source encodes, or the text of a string or heredoc. */
function policyDocument(value: Value | undefined): Value | undefined {
  if (value?.type !== 'string') return undefined;
  return value.encoded ?? embeddedJson(value);
}

/** The grants of `data "google_iam_policy"` that no resource of the module uses: nobody knows on what. */
export function unusedPolicyGrants(resources: readonly Declared[], used: readonly Grant[]): Grant[] {
  const places = new Set(used.map(({ span }) => `${span.file.uri} ${span.start}`));
  return resources
    .filter(({ mode, type }) => mode === 'data' && type === 'google_iam_policy')
    .flatMap((resource) => {
      const body = resource.body();
      const bindings = entry(body, 'binding')?.value;
      const target: Resource = { level: 'unknown', family: undefined, title: 'a resource', name: undefined, reference: undefined };
      return (bindings?.type === 'list' ? bindings.items : []).flatMap(({ value }) =>
        bindingGrants({
          role: at(value, 'role'),
          members: at(value, 'members'),
          condition: at(value, 'condition'),
          owner: { span: value.span },
          resource: target,
          authority: 'policy',
          policy: undefined,
        }),
      );
    })
    .filter(({ span }) => !places.has(`${span.file.uri} ${span.start}`));
}

/** What people call the resources of these families; the others are called as the provider calls them. */
const nouns: Readonly<Record<string, string | undefined>> = {
  storage_bucket: 'bucket',
  pubsub_topic: 'topic',
  pubsub_subscription: 'subscription',
  secret_manager_secret: 'secret',
  bigquery_dataset: 'dataset',
  cloud_run_service: 'Cloud Run service',
  cloud_run_v2_service: 'Cloud Run service',
  cloud_run_v2_job: 'Cloud Run job',
  cloud_run_v2_worker_pool: 'Cloud Run worker pool',
  cloudfunctions_function: 'function',
  cloudfunctions2_function: 'function',
};

function nounOf(family: string): string {
  return nouns[family] ?? family.replaceAll('_', ' ');
}

/** Whether a resource's type is the one whose policy the family writes, like `google_project` and `google_storage_bucket`. */
function ownType(type: string, family: string): boolean {
  return type === `google_${family}` || (family === 'folder' && type === 'google_active_folder');
}

/** What the policy belongs to: by reference, or by the literal name of something the module declares. */
function targetOf(
  resource: Declared,
  { family, kind, level, parentAttributes }: IamFamily,
  body: Value,
  module: Module,
  resources: readonly Declared[],
): Resource {
  const attributes =
    parentAttributes ?? (body.type === 'map' ? body.entries.map(({ key }) => key).filter((key) => !IAM_ATTRIBUTES.has(key)) : []);
  const value = at(body, attributes[0] ?? '');
  const name = value && string(value);
  const text = value?.type === 'string' ? toText(value) : undefined;
  const reference = (text && soleReference(text)) ?? declaredBy(family, name, resources, module);
  const noun = nounOf(family);
  // The project of something else is no name of the project.
  const label = reference && ownType(reference.type, family) ? reference.label : undefined;
  const title = name ? `${noun} "${name.slice(name.lastIndexOf('/') + 1)}"` : (label ?? `the ${noun}`);
  return { level, family, name, reference, title, rewrite: rewriteOf(resource, kind, attributes[0]) };
}

/** Native syntax only: a JSON property is not written `name = value`. */
function rewriteOf({ block, file, module }: Declared, kind: IamFamily['kind'], parentAttribute: string | undefined): Rewrite | undefined {
  const [label] = block.labels;
  const parent = block.body.attributes.find(({ name }) => name.text === parentAttribute);
  if (!label || !parent || kind === 'policy' || file.name.endsWith('.json')) return undefined;
  return { type: nodeSpan(label, file), newType: `google_service_account_iam_${kind}`, parent: nodeSpan(parent, file), module };
}

function declaredBy(
  family: string,
  name: string | undefined,
  resources: readonly Declared[],
  { directory }: Module,
): Resource['reference'] {
  if (name === undefined) return undefined;
  const type = `google_${family}`;
  const declared = resources.find((each) => each.type === type && each.mode === 'resource' && nameOf(each) === name);
  return (
    declared && { mode: 'resource', type, address: `${directory}#${declared.label}`, label: declared.label, attribute: 'name', value: name }
  );
}

function nameOf(resource: Declared): string | undefined {
  const name = at(resource.body(), 'name');
  return name && string(name);
}
