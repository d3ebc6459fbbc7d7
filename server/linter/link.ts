import type { AccountReference } from '../../iam/serviceAccount.ts';
import { type Facts, type IdentityModel, noFacts, type Resource, type RoleName } from './model.ts';

/** Joins the facts of many files into one model: references across files and formats find their declarations. */
export function link(parts: readonly Facts[]): IdentityModel {
  const facts = concatenate(parts);
  const accounts = new Map(facts.serviceAccounts.map((account) => [account.address, account]));
  const accountsByEmail = new Map(facts.serviceAccounts.flatMap((account) => (account.email ? [[account.email, account] as const] : [])));
  const workloads = new Map(facts.workloads.map((workload) => [workload.address, workload]));
  const roles = new Map(facts.customRoles.map((role) => [role.address, role]));
  const rolesByName = new Map(facts.customRoles.flatMap((role) => (role.name ? [[role.name, role] as const] : [])));
  return {
    ...facts,
    workload: ({ reference }: Resource) => (reference ? workloads.get(reference.address) : undefined),
    declaration: ({ declaration, email }: AccountReference) =>
      (declaration ? accounts.get(declaration.address) : undefined) ?? (email ? accountsByEmail.get(email) : undefined),
    customRole: ({ reference, name }: RoleName) =>
      (reference ? roles.get(reference.address) : undefined) ?? (name ? rolesByName.get(name) : undefined),
  };
}

function concatenate(parts: readonly Facts[]): Facts {
  const keys = Object.keys(noFacts) as (keyof Facts)[];
  return Object.fromEntries(keys.map((key) => [key, parts.flatMap((part) => part[key] as readonly unknown[])])) as unknown as Facts;
}
