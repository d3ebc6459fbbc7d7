import { type Catalog, type Risk, risksOf } from '../../iam/catalog/catalog.ts';
import { basicRoles, invokerRoles } from '../../iam/role.ts';
import { roleName } from './describe.ts';
import type { Grant, IdentityModel } from './model.ts';

/** What the powers of a grant follow from: predefined roles are the catalogue's, custom ones the workspace's. */
export interface Sources {
  readonly model: IdentityModel;
  readonly catalog: Catalog;
}

/** The permissions of the grant's role; undefined where nobody can tell. */
export function permissions({ role }: Grant, { model, catalog }: Sources): ReadonlySet<string> | undefined {
  if (role.state !== 'known') return undefined;
  const custom = model.customRole(role.value)?.permissions;
  if (custom) return custom.state === 'known' ? new Set(custom.value) : undefined;
  return role.value.name === undefined ? undefined : catalog.role(role.value.name)?.permissions;
}

/** What lets a request through to a service or a function, and does nothing else. */
const invoking: ReadonlySet<string> = new Set(['cloudfunctions.functions.invoke', 'run.instances.invoke', 'run.routes.invoke']);

/** Whether the grant's role, one of Google's or a custom one, does nothing but let its holder invoke a service or a function. */
export function isInvoker(grant: Grant, sources: Sources): boolean {
  const held = permissions(grant, sources);
  return (
    invokerRoles.has(roleName(grant.role) ?? '') || (held !== undefined && held.size > 0 && [...held].every((one) => invoking.has(one)))
  );
}

/** What the grant lets its holder do to the identity of others; nothing where nobody can tell. */
export function risks(grant: Grant, { model, catalog }: Sources): ReadonlySet<Risk> {
  const { role } = grant;
  if (role.state !== 'known') return new Set();
  const custom = model.customRole(role.value)?.permissions;
  if (custom) return risksOf(custom.state === 'known' ? custom.value : []);
  return catalog.risks(role.value.name ?? '');
}

/** A way from a role to more rights than it has. */
export interface Escalation {
  readonly risk: Risk;
  /** What the holder does, as the end of "may … ". */
  readonly path: string;
}

/** The ways by which who holds the role on a project, a folder or an organization gets further rights there, the shortest first. */
export function escalations(grant: Grant, sources: Sources): readonly Escalation[] {
  const held = risks(grant, sources);
  return paths.filter(({ risk, with: also }) => held.has(risk) && (also === undefined || held.has(also)));
}

/** https://cloud.google.com/iam/docs/service-account-permissions explains those that lead through a service account. */
const paths: readonly (Escalation & { readonly with?: Risk })[] = [
  { risk: 'resource-policy-admin', path: 'change its allow policy and take any role' },
  { risk: 'sa-policy-admin', path: 'change the policy of any service account in it and impersonate that one' },
  { risk: 'mint-access-token', path: 'mint tokens for any service account in it' },
  { risk: 'sign', path: 'sign as any service account in it' },
  { risk: 'create-sa-key', path: 'make a key for any service account in it' },
  { risk: 'act-as', with: 'run-code-as-sa', path: 'run code as any service account in it' },
  { risk: 'create-hmac-key', path: 'make an HMAC key for any service account in it' },
  { risk: 'role-admin', path: 'add permissions to a custom role that they hold' },
  { risk: 'org-policy-admin', path: 'switch off the organization policies that restrict it' },
];

/** Whether the grant is of one of the roles that reach every service. */
export function isBasic({ role }: Grant): boolean {
  return role.state === 'known' && basicRoles.has(role.value.name ?? '');
}
