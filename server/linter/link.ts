import type { AccountReference } from '../../iam/serviceAccount.ts';
import { serviceName, type Url } from '../../iam/url.ts';
import { type Facts, type IdentityModel, noFacts, type Resource, type RoleName } from './model.ts';

/** Joins the facts of many files into one model: references across files and formats find their declarations. */
export function link(parts: readonly Facts[]): IdentityModel {
  const facts = concatenate(parts);
  const accounts = byAddress(facts.serviceAccounts);
  const accountsByEmail = new Map(facts.serviceAccounts.flatMap((account) => (account.email ? [[account.email, account] as const] : [])));
  // The build of a function is no function.
  const running = facts.workloads.filter(({ attachment }) => attachment.use === 'runs-as');
  const workloads = byAddress(running);
  const services = Map.groupBy(
    running.filter(({ endpoint }) => endpoint !== undefined),
    ({ name }) => name,
  );
  const roles = byAddress(facts.customRoles);
  const rolesByName = new Map(facts.customRoles.flatMap((role) => (role.name ? [[role.name, role] as const] : [])));
  return {
    ...facts,
    workload: ({ reference }: Resource) => (reference ? workloads(reference.address) : undefined),
    declaration: ({ declaration, email }: AccountReference) =>
      (declaration ? accounts(declaration.address) : undefined) ?? (email ? accountsByEmail.get(email) : undefined),
    service: (url: Url) => {
      if (url.service) return workloads(url.service.address);
      const [only, ...others] = services.get(serviceName(url)) ?? [];
      return others.length === 0 && only?.name !== undefined ? only : undefined;
    },
    customRole: ({ reference, name }: RoleName) =>
      (reference ? roles(reference.address) : undefined) ?? (name ? rolesByName.get(name) : undefined),
  };
}

/**
 * Finds declarations by their addresses. Where the instance is not known, of the declaration or of the reference to it, one of the
 * declaration's instances stands for it.
 */
function byAddress<T extends { readonly address: string }>(declarations: readonly T[]): (address: string) => T | undefined {
  const exact = new Map(declarations.map((each) => [each.address, each]));
  const any = new Map(declarations.map((each) => [withoutInstance(each.address), each]));
  return (address) => exact.get(address) ?? (address.endsWith(']') ? exact.get(withoutInstance(address)) : any.get(address));
}

/** The address of a declaration without the key that chooses one of its instances. */
function withoutInstance(address: string): string {
  return address.endsWith(']') ? address.replace(/\[(?:"(?:[^"\\]|\\.)*"|\d+)\]$/, '') : address;
}

function concatenate(parts: readonly Facts[]): Facts {
  const keys = Object.keys(noFacts) as (keyof Facts)[];
  return Object.fromEntries(keys.map((key) => [key, parts.flatMap((part) => part[key] as readonly unknown[])])) as unknown as Facts;
}
