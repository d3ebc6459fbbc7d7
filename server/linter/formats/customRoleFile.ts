import { type CustomRole, type Facts, noFacts } from '../model.ts';
import { perObject } from '../perObject.ts';
import type { SourceFile } from '../source.ts';
import { parseJson } from '../syntax/json.ts';
import { entry, literal, type MapValue, type Value } from '../syntax/value.ts';
import { parseYaml } from '../syntax/yaml.ts';
import { attribute, boolean, string, strings } from './attribute.ts';
import type { Format } from './format.ts';

/** Custom roles in YAML and JSON, as `gcloud iam roles create --file` takes them and `describe` prints them. https://cloud.google.com/iam/docs/creating-custom-roles */
export const customRoleFile: Format = {
  recognizes: (file) => roleIn(file) !== undefined,
  extract: (files) => files.map(facts),
};

const facts = perObject((file: SourceFile): Facts => {
  const role = roleIn(file);
  return { ...noFacts, files: [file], customRoles: role ? [read(role, file)] : [] };
});

/** The fields of a role. https://cloud.google.com/iam/docs/reference/rest/v1/organizations.roles#Role */
const fields: ReadonlySet<string> = new Set(['name', 'title', 'description', 'includedPermissions', 'stage', 'etag', 'deleted']);

const permissionName = /^[a-z][\w-]*\.[\w-]+\.[\w.-]+$/i;
const fullName = /^(?:projects|organizations)\/[^/]+\/roles\/[\w.]+$/;

const roleIn = perObject((file: SourceFile): MapValue | undefined => {
  if (!file.text.includes('includedPermissions')) return undefined;
  const root = rootOf(file);
  return root?.type === 'map' && isRole(root) ? root : undefined;
});

function rootOf(file: SourceFile): Value | undefined {
  if (/\.(?:tf|tfvars|tfstate)\.json$/i.test(file.name)) return undefined;
  if (/\.jsonc?$/i.test(file.name)) return parseJson(file);
  const documents = /\.ya?ml$/i.test(file.name) ? parseYaml(file) : [];
  return documents.length === 1 ? documents[0]?.value : undefined;
}

/** Whether an object has what a role has and nothing else, and is none of Google's own. */
function isRole(root: MapValue): boolean {
  const permissions = entry(root, 'includedPermissions')?.value;
  const name = literal(entry(root, 'name')?.value);
  return (
    permissions?.type === 'list' &&
    permissions.items.some(({ value }) => permissionName.test(literal(value) ?? '')) &&
    permissions.items.every(({ value }) => value.type !== 'map' && value.type !== 'list') &&
    root.entries.every(({ key }) => fields.has(key)) &&
    ['name', 'title', 'stage'].some((key) => entry(root, key)) &&
    (name === undefined || /^(?:projects|organizations)\//.test(name))
  );
}

function read(root: MapValue, { uri }: SourceFile): CustomRole {
  const at = (key: string) => entry(root, key)?.value;
  const permissions = at('includedPermissions');
  const name = literal(at('name'));
  const deleted = at('deleted');
  // Who holds a role that is deleted or disabled may do nothing by it.
  const inEffect = literal(at('stage')) !== 'DISABLED' && !(deleted && boolean(deleted));
  return {
    span: (at('name') ?? at('title') ?? root).span,
    address: uri,
    name: inEffect && name !== undefined && fullName.test(name) ? name : undefined,
    permissions: attribute(permissions, root, strings),
    items: permissions?.type === 'list' ? permissions.items.map(({ value }) => attribute(value, root, string)) : [],
  };
}
