import { at, entry, type MapValue, type Value } from '../../syntax/value.ts';
import { string } from '../attribute.ts';
import type { Resource } from './modules.ts';

/** What a provider computes from a resource's own arguments: a text, or one that encodes a value. */
export interface Computed {
  readonly text?: string;
  readonly encoded?: Value;
}

/** An attribute that the Google provider derives from what the block says; undefined for all that only the API knows. */
export function computedAttribute(
  { mode, type }: Pick<Resource, 'mode' | 'type'>,
  attribute: string,
  body: () => MapValue,
): Computed | undefined {
  return mode === 'ephemeral' ? undefined : computed[mode].get(type)?.(attribute, body);
}

type Compute = (attribute: string, body: () => MapValue) => Computed | undefined;

const computed: Readonly<Record<'resource' | 'data', ReadonlyMap<string, Compute>>> = {
  resource: new Map<string, Compute>([
    ['google_service_account', (attribute, body) => serviceAccount(accountEmail(body()), literal(body(), 'project'), attribute)],
    ['google_project_iam_custom_role', (attribute, body) => customRole(attribute, body, 'projects', 'project')],
    ['google_organization_iam_custom_role', (attribute, body) => customRole(attribute, body, 'organizations', 'org_id')],
  ]),
  data: new Map<string, Compute>([
    ['google_service_account', (attribute, body) => serviceAccount(foundEmail(body()), literal(body(), 'project'), attribute)],
    ['google_iam_policy', (attribute, body) => (attribute === 'policy_data' ? { encoded: policy(body()) } : undefined)],
  ]),
};

function customRole(attribute: string, body: () => MapValue, collection: string, parent: string): Computed | undefined {
  return attribute === 'id' || attribute === 'name' ? named(body(), collection, parent, 'role_id') : undefined;
}

function serviceAccount(email: string | undefined, project: string | undefined, attribute: string): Computed | undefined {
  if (email === undefined) return undefined;
  switch (attribute) {
    case 'email':
      return { text: email };
    case 'member':
      return { text: `serviceAccount:${email}` };
    case 'name':
    case 'id':
      return project ? { text: `projects/${project}/serviceAccounts/${email}` } : undefined;
    default:
      return undefined;
  }
}

/** The e-mail of a `google_service_account` whose account id and project are written. A domain-scoped project stands reversed in it. */
export function accountEmail(body: Value): string | undefined {
  const id = literal(body, 'account_id');
  const project = literal(body, 'project');
  if (!id || !project) return undefined;
  return `${id}@${project.split(':').reverse().join('.')}.iam.gserviceaccount.com`.toLowerCase();
}

/** The e-mail of the account that the data source is asked for by its name, its e-mail or its full name. https://registry.terraform.io/providers/hashicorp/google/latest/docs/data-sources/service_account */
function foundEmail(body: Value): string | undefined {
  const [email] = /[^/@]+@[^/]+$/.exec(literal(body, 'account_id') ?? '') ?? [];
  return email?.toLowerCase() ?? accountEmail(body);
}

/** The full name of a custom role whose parent is written. */
export function customRoleName(resource: Resource, body: Value): string | undefined {
  return resource.type === 'google_organization_iam_custom_role'
    ? named(body, 'organizations', 'org_id', 'role_id')?.text
    : named(body, 'projects', 'project', 'role_id')?.text;
}

function named(body: Value, collection: string, parentAttribute: string, idAttribute: string): Computed | undefined {
  const parent = literal(body, parentAttribute)?.replace(`${collection}/`, '');
  const id = literal(body, idAttribute);
  return parent && id ? { text: `${collection}/${parent}/roles/${id}` } : undefined;
}

/** The blocks of `data "google_iam_policy"` as the policy they make. */
function policy(body: MapValue): Value {
  return {
    ...body,
    entries: body.entries.map((each) =>
      each.key === 'binding' ? { key: 'bindings', keySpan: each.keySpan, value: asList(each.value) } : each,
    ),
  };
}

/** In JSON syntax a single block may stand without a list around it. */
function asList(value: Value): Value {
  return value.type === 'map' ? { type: 'list', items: [{ value }], complete: true, span: value.span } : value;
}

function literal(body: Value, name: string): string | undefined {
  const value = entry(body, name)?.value ?? at(body, name);
  return value && string(value);
}
