import { HOLE, literalText } from '../../../../iam/text.ts';
import type { Attribute, Grant, Resource, RoleName } from '../../model.ts';
import type { Spanned } from '../../source.ts';
import { at, entry, toText, type Value } from '../../syntax/value.ts';
import { account, role, string } from '../attribute.ts';
import { bindingGrants } from '../policyFacts.ts';
import { textAt } from './collections.ts';
import { type Declared, typeLabel } from './declared.ts';
import { nodeSpan } from './place.ts';

/**
 * The access control lists that open a bucket, an object or a dataset to everyone, and those of datasets throughout, as the grants they equal. Entities of
 * Cloud Storage that are not public are written in another language than IAM's members and left out.
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
  google_storage_bucket_acl: (resource) => roleEntities(resource, bucketRoles),
  google_storage_default_object_acl: (resource) => roleEntities(resource, objectRoles),
  google_storage_object_acl: (resource) => roleEntities(resource, objectRoles),
  google_bigquery_dataset: (resource) => datasetAccess(resource, entry(resource.body(), 'access')?.value),
  google_bigquery_dataset_access: (resource) => datasetAccess(resource, resource.body()),
};

/** `entity = "allUsers"` with `role = "READER"`. */
function entity(resource: Declared, roles: Roles): Grant[] {
  const body = resource.body();
  return publicGrant(resource, at(body, 'entity'), equalRole(at(body, 'role'), roles), nodeSpan(resource.block, resource.file));
}

/** `role_entity = ["READER:allUsers"]` and `predefined_acl = "publicRead"`. */
function roleEntities(resource: Declared, roles: Roles): Grant[] {
  const predefined = at(resource.body(), 'predefined_acl');
  const acl = predefined && predefinedAcls[string(predefined) ?? ''];
  const list = at(resource.body(), 'role_entity');
  const listed = list?.type === 'list' ? list.items : [];
  return [
    ...(acl ? publicGrant(resource, predefined, { name: roles[acl.role], reference: undefined }, undefined, acl.who) : []),
    ...listed.flatMap(({ value, extent }) => {
      const [role = '', who] = string(value)?.split(':') ?? [];
      return publicGrant(resource, value, { name: roles[role], reference: undefined }, extent, who);
    }),
  ];
}

/** The `access` blocks of a dataset: `special_group = "allAuthenticatedUsers"`, and those to one principal. */
function datasetAccess(resource: Declared, access: Value | undefined): Grant[] {
  const items = access?.type === 'list' ? access.items : access ? [{ value: access }] : [];
  return items.flatMap(({ value, extent }) => [
    ...publicGrant(resource, at(value, 'special_group') ?? at(value, 'iam_member'), equalRole(at(value, 'role'), datasetRoles), extent),
    ...principalGrant(resource, value, extent),
  ]);
}

/** The role of an `access` block to one principal, whose kind its attribute says; an unknown e-mail address of a "user" may be a service account's. */
function principalGrant(resource: Declared, access: Value, extent: Grant['extent']): Grant[] {
  const written = at(access, 'role');
  const equal = written && datasetRoles[string(written) ?? ''];
  const role: Value | undefined = equal && written ? { ...textAt(equal, written.span), use: written.use } : written;
  return accessMembers(access).flatMap((members) =>
    bindingGrants({
      role,
      members,
      condition: entry(access, 'condition'),
      owner: typeLabel(resource),
      resource: target(resource),
      authority: 'member',
      policy: undefined,
      extent,
    }).filter(({ principal }) => principal.state === 'known' && principal.value.kind !== 'public' && principal.value.kind !== 'invalid'),
  );
}

/** Who an `access` block names, as IAM names members. */
function accessMembers(access: Value): readonly Value[] {
  const prefixes = { user_by_email: userPrefix(at(access, 'user_by_email')), group_by_email: 'group:', domain: 'domain:', iam_member: '' };
  return Object.entries(prefixes).flatMap(([name, prefix]): readonly Value[] => {
    const value = at(access, name);
    if (value?.type !== 'string' || prefix === undefined) return [];
    const { parts, span, use } = value;
    return prefix === '' ? [value] : [{ type: 'string', parts: [{ text: prefix, span }, ...parts], span, use }];
  });
}

function userPrefix(value: Value | undefined): 'user:' | 'serviceAccount:' | undefined {
  const named = value && account(value);
  if (value?.type !== 'string' || !named) return undefined;
  if (named.declaration !== undefined || named.kind !== undefined) return 'serviceAccount:';
  return new RegExp(`@[^${HOLE}]+$`).test(toText(value).text) && !/gserviceaccount\.com$/i.test(toText(value).text) ? 'user:' : undefined;
}

function equalRole(value: Value | undefined, roles: Roles): RoleName | undefined {
  const written = value && role(value);
  return written?.name && roles[written.name] ? { name: roles[written.name], reference: undefined } : written;
}

/** The bucket or dataset whose list it is. */
function target({ type, label, body }: Declared): Resource {
  const [noun, attribute] = type.startsWith('google_bigquery_') ? ['dataset', 'dataset_id'] : ['bucket', 'bucket'];
  const value = at(body(), attribute);
  const name = value && string(value);
  return { level: 'resource', family: type, title: name ? `${noun} "${name}"` : label, name, reference: undefined };
}

function publicGrant(
  resource: Declared,
  value: Value | undefined,
  granted: RoleName | undefined,
  extent: Grant['extent'],
  who = value && string(value),
): Grant[] {
  if (!value || (who !== 'allUsers' && who !== 'allAuthenticatedUsers')) return [];
  const place: Spanned = { span: value.span, use: value.use };
  const role: Attribute<RoleName> = granted?.name ? { ...place, state: 'known', value: granted } : { ...place, state: 'unknown' };
  return [
    {
      ...place,
      role,
      principal: { ...place, state: 'known', value: { kind: 'public', id: who, text: literalText(who) }, slot: value.slot },
      condition: undefined,
      resource: target(resource),
      authority: 'member',
      policy: undefined,
      extent,
    },
  ];
}
