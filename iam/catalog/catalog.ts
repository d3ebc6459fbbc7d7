import { type Attachment, type AttachmentFacts, attachment } from './attachments.ts';
import type { EncodedRoles } from './encoding.ts';
import { lazy } from './lazy.ts';
import { type NearRole, nearestFinder } from './nearest.ts';
import type { Risk } from './risks.ts';
import { openRoles, type Role } from './roles.ts';
import { type Scope, type ScopeFacts, type ScopeGroup, scopeFinder } from './scopes.ts';
import { type ServiceAgent, type ServiceAgentFacts, serviceAgent, serviceAgentFinder } from './serviceAgents.ts';

export type { Attachment, AttachmentFormat, AttachmentUse, WhenOmitted } from './attachments.ts';
export type { Stage } from './encoding.ts';
export type { NearRole } from './nearest.ts';
export { IMPERSONATION_RISKS, RISKS, type Risk, risksOf } from './risks.ts';
export type { Role } from './roles.ts';
export type { Scope, ScopeGroup } from './scopes.ts';
export type { ServiceAgent } from './serviceAgents.ts';

/** What Google Cloud itself defines, as of a date. Nothing is read before the first question, and then only what the question needs is decoded. */
export interface Catalog {
  /** The day the roles were listed, `YYYY-MM-DD`: Google changes them daily. */
  readonly asOf: string;
  /** The predefined or basic role of exactly this name. */
  role(name: string): Role | undefined;
  /** All roles in the order of their names, then those basic roles whose permissions are unknown. */
  roles(): Iterable<Role>;
  /** The role that a mistaken name probably means; undefined where the name is a role's, or none is near. */
  nearestRole(name: string): NearRole | undefined;
  /** The names of the roles that hold the permission, in order; roles whose permissions are unknown are not among them. */
  rolesWith(permission: string): readonly string[];
  /** What a service is there for, like `cloudsql.instances`: of all that its administrator makes and deletes, what most roles let one see. */
  mainResource(service: string): string | undefined;
  /** Every permission that some role holds; those of one service are neighbours. */
  permissions(): readonly string[];
  /** The roles of the same service that permit a part of what this one does, the widest first; empty for basic roles. */
  narrowerRoles(name: string): readonly Role[];
  /** A function that tells how many of a role's permissions are wanted; 0 for a role that is unknown or whose permissions are. */
  counting(isWanted: (permission: string) => boolean): (role: string) => number;
  /** What a holder of the role can do to the identity of others; empty for a role that is unknown or whose permissions are. */
  risks(role: string): ReadonlySet<Risk>;
  /** The service agent of this e-mail, letter case aside; undefined also for agents newer than the table. */
  serviceAgent(email: string): ServiceAgent | undefined;
  serviceAgents(): readonly ServiceAgent[];
  /** The access scope of this URL or alias; of several tools' aliases, `expandedBy` says which know it. */
  scope(aliasOrUrl: string): Scope | undefined;
  scopes(): readonly Scope[];
  /** Names that stand for several scopes. */
  scopeGroups(): readonly ScopeGroup[];
  /** The URL within two edits of a mistyped one, or the alias of a mistyped alias; undefined where none is near. */
  nearestScope(aliasOrUrl: string): string | undefined;
  /** Where a Terraform type (of whichever kind of block) or a manifest's `apiVersion/kind` names service accounts; empty where nowhere. */
  attachments(type: string): readonly Attachment[];
}

/** The catalogue's asset: what `openCatalog` reads and the `catalog` script writes. */
export interface CatalogData {
  readonly asOf: string;
  readonly roles: EncodedRoles;
  readonly serviceAgents: readonly ServiceAgentFacts[];
  readonly scopes: ScopeFacts;
  readonly attachments: readonly AttachmentFacts[];
}

/** Opens a catalogue. `load` gives the text of the asset, decompressed; it is called once, at the first question. */
export function openCatalog(load: () => string): Catalog {
  const data = lazy((): CatalogData => JSON.parse(load()));
  const roles = lazy(() => openRoles(data().roles));
  const agents = lazy(() => data().serviceAgents.map(serviceAgent));
  const agent = lazy(() => serviceAgentFinder(agents()));
  const scope = lazy(() => scopeFinder(data().scopes.scopes));
  const nearestScope = lazy(() => nearestFinder(data().scopes.scopes.flatMap(({ url, aliases }) => [url, ...aliases])));
  const attachments = lazy(() => Map.groupBy(data().attachments.map(attachment), ({ type }) => type));
  return {
    get asOf() {
      return data().asOf;
    },
    role: (name) => roles().role(name),
    roles: () => roles().roles(),
    nearestRole: (name) => roles().nearestRole(name),
    rolesWith: (permission) => roles().rolesWith(permission),
    mainResource: (service) => roles().mainResource(service),
    permissions: () => roles().permissions(),
    narrowerRoles: (name) => roles().narrowerRoles(name),
    counting: (isWanted) => roles().counting(isWanted),
    risks: (role) => roles().risks(role),
    serviceAgent: (email) => agent()(email),
    serviceAgents: agents,
    scope: (aliasOrUrl) => scope()(aliasOrUrl),
    scopes: () => data().scopes.scopes,
    scopeGroups: () => data().scopes.groups,
    nearestScope: (aliasOrUrl) => nearestScope()(aliasOrUrl),
    attachments: (type) => attachments().get(type) ?? [],
  };
}
