import type { Role } from '../../iam/catalog/catalog.ts';
import { compareText } from '../../server/linter/source.ts';
import { demand } from '../access.ts';
import { invalid, notFound } from '../apiError.ts';
import { type ApiRequest, type Method, text } from '../googleApi.ts';
import { type PageSizes, page } from '../page.ts';
import { findProject, organizationResource, projectResource, type Resource } from '../resource.ts';
import type { Cloud } from '../route.ts';
import type { CustomRoleState } from '../state.ts';

/** https://cloud.google.com/iam/docs/reference/rest/v1/roles */
export const roles: readonly Method[] = [
  {
    on: 'GET /v1/roles',
    handle: (request, cloud) => pageOfRoles(request, predefinedRoles(cloud), { usual: 300, most: 1000 }),
  },
  { on: 'GET /v1/roles/{role}', handle: getPredefined },
  { on: 'GET /v1/{parent}/{id}/roles', handle: listCustom },
  { on: 'GET /v1/{parent}/{id}/roles/{role}', handle: getCustom },
  {
    on: 'POST /v1/roles:queryGrantableRoles',
    takes: ['fullResourceName', 'view', 'pageSize', 'pageToken'],
    handle: queryGrantable,
  },
];

/** A role as a list has it; in full with its permissions. */
interface ListedRole {
  readonly name: string;
  readonly deleted: boolean;
  show(full: boolean): object;
}

function predefinedRoles({ catalog }: Cloud): ListedRole[] {
  return [...catalog.roles()].filter(({ unlisted }) => !unlisted).map(predefinedRole);
}

function predefinedRole(role: Role): ListedRole {
  const { name, title, stage } = role;
  return {
    name,
    deleted: false,
    show: (full) => ({
      name,
      title,
      stage,
      etag: 'AA==',
      ...(full && { includedPermissions: [...(role.permissions ?? [])].sort(compareText) }),
    }),
  };
}

function customRole({ name, title, description, stage, includedPermissions, deleted }: CustomRoleState): ListedRole {
  return {
    name,
    deleted: deleted === true,
    // A role without a stage is in alpha.
    show: (full) => ({ name, title, description, stage, etag: 'BwYAAAAAAAE=', deleted, ...(full && { includedPermissions }) }),
  };
}

function pageOfRoles({ query, body }: ApiRequest, all: readonly ListedRole[], sizes: PageSizes): object {
  const asked = (name: string) => query.get(name) ?? body[name];
  const view = asked('view') ?? 'BASIC';
  if (!['ROLE_VIEW_UNSPECIFIED', 'BASIC', 'FULL'].includes(String(view))) throw invalid(`Invalid value at 'view', "${String(view)}"`);
  const shown = all.filter(({ deleted }) => !deleted || query.get('showDeleted') === 'true');
  const { items, nextPageToken } = page(shown, sizes, { size: asked('pageSize'), token: asked('pageToken') });
  return { roles: items.map((role) => role.show(view === 'FULL')), nextPageToken };
}

function getPredefined({ params: { role = '' } }: ApiRequest, { catalog }: Cloud): object {
  const found = catalog.role(`roles/${role}`);
  if (!found) throw notFound(`The role named roles/${role} was not found.`);
  return predefinedRole(found).show(true);
}

function listCustom(request: ApiRequest, cloud: Cloud): object {
  const owner = ownerOf(request, 'iam.roles.list', cloud);
  return pageOfRoles(request, customRolesOf(owner, cloud), { usual: 300, most: 1000 });
}

function getCustom(request: ApiRequest, cloud: Cloud): object {
  const owner = ownerOf(request, 'iam.roles.get', cloud);
  const name = `${owner}/roles/${request.params.role}`;
  const found = customRolesOf(owner, cloud).find((role) => role.name === name);
  if (!found) throw notFound(`The role named ${name} was not found.`);
  return found.show(true);
}

function customRolesOf(owner: string, { state }: Cloud): ListedRole[] {
  return state.customRoles.filter(({ name }) => name.startsWith(`${owner}/roles/`)).map(customRole);
}

/** The name of the project or organization whose custom roles are asked for, on which the caller holds the permission. */
function ownerOf({ params: { parent = '', id = '' }, caller }: ApiRequest, permission: string, cloud: Cloud): string {
  if (parent !== 'projects' && parent !== 'organizations') throw notFound(`There are no roles in ${parent}/${id}.`);
  const resource = containerResource(parent, id, cloud);
  demand(caller, permission, resource, cloud, `${parent}/${id}`);
  return resource?.name ?? '';
}

function containerResource(kind: string, id: string, { state }: Cloud): Resource | undefined {
  if (kind === 'organizations') return organizationResource(state, id);
  const project = findProject(state, id);
  return project && projectResource(state, project);
}

/** Of a service account those roles that permit something on service accounts; of anything else all. */
function queryGrantable(request: ApiRequest, cloud: Cloud): object {
  const name = text(request.body, 'fullResourceName') ?? '';
  const [, kind = '', id = '', account] =
    /^\/\/(?:cloudresourcemanager|iam)\.googleapis\.com\/(projects|folders|organizations)\/([^/]+)(\/serviceAccounts\/[^/]+)?$/.exec(
      name,
    ) ?? [];
  if (kind === '') throw invalid(`The full resource name "${name}" is not valid.`);
  const fits = (permissions: Iterable<string> | undefined) =>
    account === undefined || [...(permissions ?? [])].some((permission) => permission.startsWith('iam.serviceAccounts.'));
  const predefined = [...cloud.catalog.roles()].filter(({ unlisted, permissions }) => !unlisted && fits(permissions)).map(predefinedRole);
  const owner = containerResource(kind, id, cloud)?.name;
  const custom = cloud.state.customRoles
    .filter((role) => role.name.startsWith(`${owner}/`) && fits(role.includedPermissions))
    .map(customRole);
  return pageOfRoles(request, [...predefined, ...custom], { usual: 300, most: 2000 });
}
