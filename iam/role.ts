/** The roles of before IAM's predefined ones, and their three successors. https://cloud.google.com/iam/docs/roles-overview#basic */
export const basicRoles: ReadonlySet<string> = new Set([
  'roles/owner',
  'roles/editor',
  'roles/viewer',
  'roles/admin',
  'roles/writer',
  'roles/reader',
]);

/** The basic roles that IAM takes no condition with. https://cloud.google.com/iam/docs/roles-overview#legacy-basic */
export const legacyBasicRoles: ReadonlySet<string> = new Set(['roles/owner', 'roles/editor', 'roles/viewer']);

/** The basic roles that let their holder change things. */
export const writingBasicRoles: ReadonlySet<string> = new Set(['roles/owner', 'roles/editor', 'roles/admin', 'roles/writer']);

/** Roles that do nothing but let a request through to a service: who holds one may invoke it. */
export const invokerRoles: ReadonlySet<string> = new Set([
  'roles/run.invoker',
  'roles/run.servicesInvoker',
  'roles/cloudfunctions.invoker',
]);

/** A role's name by its form, or why it is none. */
export type RoleForm =
  | { readonly form: 'predefined'; readonly id: string }
  | { readonly form: 'custom'; readonly parent: string; readonly id: string }
  | { readonly form: 'malformed'; readonly problem: string };

/** Reads a role's name. https://cloud.google.com/iam/docs/roles-overview#role-components */
export function parseRole(name: string): RoleForm {
  const predefined = /^roles\/([a-zA-Z0-9_]+(?:\.[a-zA-Z0-9_]+)*)$/.exec(name);
  if (predefined) return { form: 'predefined', id: predefined[1] ?? '' };
  const custom = /^((?:projects|organizations)\/[^/\s]+)\/roles\/([a-zA-Z0-9_.]{3,64})$/.exec(name);
  if (custom) return { form: 'custom', parent: custom[1] ?? '', id: custom[2] ?? '' };
  if (/^folders\//.test(name)) return { form: 'malformed', problem: 'names a folder, which cannot have custom roles' };
  if (name.trim() !== name) return { form: 'malformed', problem: 'has a space at its edge' };
  return { form: 'malformed', problem: 'is not of the form roles/NAME, projects/ID/roles/NAME or organizations/ID/roles/NAME' };
}
