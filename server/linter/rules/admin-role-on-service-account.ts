import type { Catalog } from '../../../iam/catalog/catalog.ts';
import {
  atScope,
  byRoleToken,
  isToSomebody,
  isTrusted,
  maybeServiceAgent,
  narrowed,
  principals,
  resources,
  roleName,
} from '../describe.ts';
import type { Grant } from '../model.ts';
import { isBasic } from '../powers.ts';
import type { Rule } from '../rule.ts';

export const rule: Rule = {
  title: 'Service account administers a service',
  group: 'grants',
  severity: 'warning',
  since: '0.1.0',
  sources: [
    'https://cloud.google.com/iam/docs/best-practices-service-accounts#limit-service-account-privileges',
    'https://cloud.google.com/iam/docs/roles-overview#predefined',
  ],
  check({ grants }, { report, catalog, trust }) {
    const applies = (grant: Grant) =>
      atScope(grant) && isKnownAccount(grant) && !isBasic(grant) && !narrowed(grant) && !isTrusted(grant, trust);
    for (const group of byRoleToken(grants.filter(applies))) {
      const [first] = group;
      const name = first && roleName(first.role);
      const power = name && administers(name, catalog);
      if (!first || !power) continue;
      report({
        at: first.role,
        about: group,
        message: (about) =>
          `${name} lets ${principals(about)} ${power} in ${resources(about)}, and so whoever gets into its workload; grant the narrower role that the workload needs, on the resources that it uses.`,
      });
    }
  },
};

/** Whether the grant is certainly to a service account of a user's. */
function isKnownAccount(grant: Grant): boolean {
  if (!isToSomebody(grant) || grant.principal.state !== 'known') return false;
  const { kind } = grant.principal.value;
  return (kind === 'serviceAccount' && !maybeServiceAgent(grant)) || kind === 'invalid';
}

/** What an administrator's role lets its holder do; undefined for roles that only bear the name, and for all others. */
function administers(name: string, catalog: Catalog): string | undefined {
  const [, service = ''] = /^roles\/([^.]+)\.(?:.*\.)?\w*admin(?:\.v\d+\w*)?$/i.exec(name) ?? [];
  const held = catalog.role(name)?.permissions;
  if (!service || !held) return undefined;
  if ([...held].some((permission) => permission.endsWith('.setIamPolicy'))) return `hand out access to ${service} resources`;
  const main = catalog.mainResource(service);
  return main && makes(held, main) ? `create and delete ${main}` : undefined;
}

function makes(permissions: ReadonlySet<string>, resource: string): boolean {
  return permissions.has(`${resource}.create`) && permissions.has(`${resource}.delete`);
}
