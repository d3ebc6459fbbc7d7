import { showPrincipal } from '../../iam/principal.ts';
import type { AccountReference } from '../../iam/serviceAccount.ts';
import { isServiceAgent } from '../../iam/serviceAccount.ts';
import { show } from '../../iam/text.ts';
import type { Attribute, Grant, RoleName } from './model.ts';
import type { Span } from './source.ts';

/** `a`, `a and b`, `a, b and c`, `a, b and 4 more`. */
export function list(names: readonly string[]): string {
  const distinct = [...new Set(names)];
  const shown = distinct.length > 3 ? [...distinct.slice(0, 2), `${distinct.length - 2} more`] : distinct;
  return shown.length < 2 ? shown.join('') : `${shown.slice(0, -1).join(', ')} and ${shown.at(-1)}`;
}

/** Who the grants are to, as their authors wrote it. */
export function principals(grants: readonly Grant[]): string {
  return list(grants.map(({ principal }) => (principal.state === 'known' ? showPrincipal(principal.value) : 'an unknown principal')));
}

/** The account as its author wrote it, or the declaration's name. */
export function accountName({ email, declaration, text }: AccountReference): string {
  return email ?? declaration?.label ?? show(text);
}

/** What the grants are on, each resource once. */
export function resources(grants: readonly Grant[]): string {
  return list(grants.map(({ resource }) => resource.title));
}

/** The literal name of a grant's role; undefined where it is unknown. */
export function roleName(role: Attribute<RoleName>): string | undefined {
  return role.state === 'known' ? role.value.name : undefined;
}

/** The grants that share one role token, in order: what judges a role speaks once for each. */
export function byRoleToken(grants: readonly Grant[]): Grant[][] {
  const groups = new Map<string, Grant[]>();
  for (const grant of grants) {
    const key = place(grant.role.span);
    const group = groups.get(key);
    if (group) group.push(grant);
    else groups.set(key, [grant]);
  }
  return [...groups.values()];
}

/** Whether the policy belongs to a project, a folder or an organization. */
export function atScope({ resource: { level } }: Grant): boolean {
  return level === 'project' || level === 'folder' || level === 'organization';
}

/** Whether a condition may keep the grant to some of what lies under its resource; an unknown condition may. */
export function narrowed({ condition }: Grant): boolean {
  if (!condition) return false;
  const { expression } = condition;
  return expression.state !== 'known' || /\bresource\s*\.|\bapi\s*\./.test(expression.value);
}

/** Whether the principal is a Google service agent, or a service account nobody can tell from one. */
export function maybeServiceAgent({ principal }: Grant): boolean {
  if (principal.state !== 'known' || principal.value.kind !== 'serviceAccount') return false;
  const { kind } = principal.value.account;
  return kind === undefined || isServiceAgent(kind);
}

function place({ file, start, end }: Span): string {
  return `${start}-${end} ${file.uri}`;
}
