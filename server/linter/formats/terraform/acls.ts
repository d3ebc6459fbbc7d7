import { type Principal, parsePrincipal } from '../../../../iam/principal.ts';
import { isAccountDeclaration } from '../../../../iam/serviceAccount.ts';
import { HOLE, literalText, resolve, soleReference, type Text } from '../../../../iam/text.ts';
import type { Attribute, Grant, Resource, RoleName } from '../../model.ts';
import type { Spanned } from '../../source.ts';
import { at, entry, toText, type Value } from '../../syntax/value.ts';
import { attribute, role, string } from '../attribute.ts';
import { readCondition } from '../policyFacts.ts';
import type { Declared } from './declared.ts';
import { nodeSpan } from './place.ts';

/**
 * The access control lists of buckets, objects and datasets, as the grants they equal. What they say of the roles in a project is left out.
 * https://cloud.google.com/storage/docs/access-control/iam#acls, https://cloud.google.com/bigquery/docs/access-control-basic-roles
 */
export function aclGrants(resources: readonly Declared[]): Grant[] {
  return resources.filter(({ mode }) => mode === 'resource').flatMap((resource) => readers[resource.type]?.(resource) ?? []);
}

type Roles = Readonly<Record<string, string | undefined>>;

/** The roles of IAM that equal those of access control lists. */
const bucketRoles: Roles = {
  READER: 'roles/storage.legacyBucketReader',
  WRITER: 'roles/storage.legacyBucketWriter',
  OWNER: 'roles/storage.legacyBucketOwner',
};
const objectRoles: Roles = { READER: 'roles/storage.legacyObjectReader', OWNER: 'roles/storage.legacyObjectOwner' };
const datasetRoles: Roles = { READER: 'roles/bigquery.dataViewer', WRITER: 'roles/bigquery.dataEditor', OWNER: 'roles/bigquery.dataOwner' };

const predefinedAcls: Readonly<Record<string, { who: string; role: string } | undefined>> = {
  publicRead: { who: 'allUsers', role: 'READER' },
  publicReadWrite: { who: 'allUsers', role: 'WRITER' },
  authenticatedRead: { who: 'allAuthenticatedUsers', role: 'READER' },
};

const readers: Readonly<Record<string, (resource: Declared) => Grant[]>> = {
  google_storage_bucket_access_control: (resource) => entity(resource, bucketRoles),
  google_storage_default_object_access_control: (resource) => entity(resource, objectRoles),
  google_storage_object_access_control: (resource) => entity(resource, objectRoles),
  google_storage_bucket_acl: (resource) => roleEntities(resource, bucketRoles, { predefined_acl: bucketRoles, default_acl: objectRoles }),
  google_storage_default_object_acl: (resource) => roleEntities(resource, objectRoles, {}),
  google_storage_object_acl: (resource) => roleEntities(resource, objectRoles, { predefined_acl: objectRoles }),
  google_bigquery_dataset: (resource) => datasetAccess(resource, entry(resource.body(), 'access')?.value),
  google_bigquery_dataset_access: (resource) => datasetAccess(resource, resource.body()),
};

/** `entity = "allUsers"` with `role = "READER"`. */
function entity(resource: Declared, roles: Roles): Grant[] {
  const body = resource.body();
  const value = at(body, 'entity');
  return value ? [aclGrant(resource, value, entityOf(value), roleAt(body, value, roles), nodeSpan(resource.block, resource.file))] : [];
}

/** `role_entity = ["READER:allUsers"]` and `predefined_acl = "publicRead"`. */
function roleEntities(resource: Declared, roles: Roles, predefined: Readonly<Record<string, Roles>>): Grant[] {
  const body = resource.body();
  const opened = Object.entries(predefined).flatMap(([attribute, equal]) => {
    const value = at(body, attribute);
    const acl = value && predefinedAcls[string(value) ?? ''];
    const who = acl && parsePrincipal(literalText(acl.who));
    return value && who ? [aclGrant(resource, value, who, roleHere(value, equal[acl.role]), undefined)] : [];
  });
  const list = at(body, 'role_entity');
  const listed = list?.type === 'list' ? list.items : [];
  return [
    ...opened,
    ...listed.map(({ value, extent }) => {
      const [prefix = '', granted = ''] = /^([A-Z]+):/.exec(textOf(value).text) ?? [];
      return aclGrant(resource, value, entityOf(value, prefix.length), roleHere(value, roles[granted]), extent);
    }),
  ];
}

/** The `access` blocks of a dataset. What they let in besides principals, like views, has no role. */
function datasetAccess(resource: Declared, access: Value | undefined): Grant[] {
  const items = access?.type === 'list' ? access.items : access ? [{ value: access }] : [];
  return items.flatMap(({ value: block, extent }) =>
    Object.entries(datasetPrincipals).flatMap(([attribute, read]) => {
      const value = at(block, attribute);
      if (!value || value.type === 'null') return [];
      const granted = roleAt(block, value, datasetRoles);
      return [{ ...aclGrant(resource, value, read(textOf(value)), granted, extent), condition: readCondition(entry(block, 'condition')) }];
    }),
  );
}

/** How an `access` block names a principal. */
const datasetPrincipals: Readonly<Record<string, (text: Text) => Principal | undefined>> = {
  special_group: (text) => publicOf(text),
  iam_member: parsePrincipal,
  user_by_email: mailbox,
  group_by_email: (text) => named('group', text),
  domain: (text) => named('domain', text),
};

/** The principal that an entity is, behind the role that may stand in front of it: `user-ana@example.com`, `domain-example.com`, `allUsers`. */
function entityOf(value: Value, start = 0): Principal | undefined {
  const { text: whole, holes } = textOf(value);
  const text = whole.slice(start);
  const [, kind, id = ''] = /^(user|group|domain)-(.*)$/s.exec(text) ?? [];
  if (kind === undefined) return publicOf({ text, holes });
  return kind === 'user' ? mailbox({ text: id, holes }) : named(kind, { text: id, holes });
}

function publicOf(text: Text): Principal | undefined {
  const principal = parsePrincipal(text);
  return principal?.kind === 'public' ? principal : undefined;
}

/** Whose address it is: these lists do not tell service accounts from users. */
function mailbox(text: Text): Principal | undefined {
  const reference = soleReference(text);
  const address = resolve(text) ?? text.text;
  if ((reference && isAccountDeclaration(reference)) || address.endsWith('gserviceaccount.com')) return named('serviceAccount', text);
  return address.endsWith(HOLE) ? undefined : named('user', text);
}

/** A principal of a kind that the list says in its own way: what is wrong with the name is not IAM's to say. */
function named(kind: string, { text, holes }: Text): Principal | undefined {
  const principal = text === '' ? undefined : parsePrincipal({ text: `${kind}:${text}`, holes });
  return principal?.kind === 'invalid' ? undefined : principal;
}

function textOf(value: Value): Text {
  return value.type === 'string' ? toText(value) : { text: HOLE, holes: [undefined] };
}

/** The `role` beside a principal, in the words of IAM. */
function roleAt(body: Value, missing: Spanned, roles: Roles): Attribute<RoleName> {
  return attribute(at(body, 'role'), missing, (value) => {
    const written = role(value);
    if (!written?.name || written.name.includes('/')) return written;
    const equal = roles[written.name];
    return equal ? { name: equal, reference: undefined } : undefined;
  });
}

/** A role that is written together with its principal. */
function roleHere({ span, use }: Spanned, name: string | undefined): Attribute<RoleName> {
  return name === undefined ? { span, use, state: 'unknown' } : { span, use, state: 'known', value: { name, reference: undefined } };
}

/** The bucket or dataset whose list it is. */
function target({ type, label, body }: Declared): Resource {
  const [noun, attribute] = type.startsWith('google_bigquery_') ? ['dataset', 'dataset_id'] : ['bucket', 'bucket'];
  const value = at(body(), attribute);
  const name = value && string(value);
  return { level: 'resource', family: type, title: name ? `${noun} "${name}"` : label, name, reference: undefined };
}

function aclGrant(
  resource: Declared,
  { span, use, slot }: Value,
  who: Principal | undefined,
  role: Attribute<RoleName>,
  extent: Grant['extent'],
): Grant {
  return {
    span,
    use,
    role,
    principal: who ? { span, use, slot, state: 'known', value: who } : { span, use, slot, state: 'unknown' },
    condition: undefined,
    resource: target(resource),
    authority: 'member',
    policy: undefined,
    extent,
  };
}
