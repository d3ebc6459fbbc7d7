import type { Catalog } from '../iam/catalog/catalog.ts';
import { permissionDenied } from './apiError.ts';
import { holds } from './condition.ts';
import { isMember } from './member.ts';
import { findProject, lineage, projectResource, type Resource } from './resource.ts';
import type { BindingState, EmulatorState, ProjectState } from './state.ts';

/** What the answer to "who may do that" depends on. */
export interface Sources {
  readonly state: EmulatorState;
  readonly catalog: Catalog;
  now(): Date;
}

/** The permissions of a role, predefined or custom; undefined where there is no such role or Google does not publish them. */
export function permissionsOf(role: string, { state, catalog }: Sources): ReadonlySet<string> | undefined {
  const custom = state.customRoles.find(({ name }) => name === role);
  if (!custom) return catalog.role(role)?.permissions;
  return custom.deleted || custom.stage === 'DISABLED' ? undefined : new Set(custom.includedPermissions);
}

/** Whether the caller holds the permission on the resource, by its allow policy or one above it. */
export function may(caller: string, permission: string, resource: Resource, sources: Sources): boolean {
  for (const { state } of lineage(resource)) {
    for (const binding of state.policy?.bindings ?? []) if (grants(binding, caller, permission, resource, sources)) return true;
  }
  return false;
}

/** The resource, on which the caller holds the permission; throws PERMISSION_DENIED otherwise, or where there is none. The error names it as `named`, if that is given. */
export function demand(caller: string, permission: string, resource: Resource | undefined, sources: Sources, named?: string): Resource {
  if (!resource || !may(caller, permission, resource, sources)) throw permissionDenied(permission, named);
  return resource;
}

/** The project of this id or number, on which the caller holds the permission; throws PERMISSION_DENIED otherwise, or where there is none. */
export function demandProject(caller: string, permission: string, id: string, sources: Sources): ProjectState {
  const project = findProject(sources.state, id);
  if (!project || !may(caller, permission, projectResource(sources.state, project), sources))
    throw permissionDenied(permission, `projects/${id}`);
  return project;
}

function grants(
  { role, members, condition }: BindingState,
  caller: string,
  permission: string,
  resource: Resource,
  sources: Sources,
): boolean {
  return (
    members.some((member) => isMember(caller, member, sources.state)) &&
    permissionsOf(role, sources)?.has(permission) === true &&
    (!condition || holds(condition.expression, { time: sources.now(), resource: resource.attributes }))
  );
}
