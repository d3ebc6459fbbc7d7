import type { Catalog, ServiceAgent } from '../../../iam/catalog/catalog.ts';
import { isServiceAgent } from '../../../iam/serviceAccount.ts';
import { HOLE } from '../../../iam/text.ts';
import { list, roleName } from '../describe.ts';
import { addOnly } from '../fixes.ts';
import type { Grant, IdentityModel, PolicyStatement, Resource } from '../model.ts';
import type { Fix, Rule } from '../rule.ts';
import type { Spanned } from '../source.ts';

export const rule: Rule = {
  title: 'Service agent loses its role',
  group: 'grants',
  severity: 'warning',
  since: '0.1.0',
  sources: [
    'https://cloud.google.com/iam/docs/service-agents',
    'https://cloud.google.com/compute/docs/access/service-accounts#google_apis_service_agent',
    'https://registry.terraform.io/providers/hashicorp/google/latest/docs/resources/google_project_iam',
  ],
  check(model, { report, catalog }) {
    for (const stated of [...model.statements.flatMap(bindingOrPolicy), ...policyFiles(model)]) {
      const { title, states, resource, place, grants, roles } = stated;
      // Without members a binding is there to take the role from everyone.
      if (resource.level !== 'project' || grants.length === 0) continue;
      const needs = [
        ...roles.flatMap((role) => ownersOf(role, catalog)),
        ...(states === 'policy' ? agentsInUse(stated, model, catalog) : []),
      ];
      const missing = needs.filter((need) => !grants.some((grant) => mayBe(grant, need, catalog)));
      if (missing.length === 0) continue;
      const what = states === 'binding' ? `all members of ${missing[0]?.role}` : 'the whole policy';
      report({
        at: place,
        message: `${title} states ${what} on ${resource.title} and leaves out ${list(missing.map(({ agents: [agent], role }) => (states === 'binding' ? agent.emailPattern : `${role} for ${agent.emailPattern}`)))}, so that Google's own service stops working there; add it, or grant with ${stated.instead}.`,
        fixes: stated.fixes,
      });
    }
  },
};

/** All members of a role, or the whole policy, wherever it is written. */
interface Stated {
  readonly title: string;
  readonly states: 'binding' | 'policy';
  readonly resource: Resource;
  readonly place: Spanned;
  readonly grants: readonly Grant[];
  /** The roles whose unconditional members it states. */
  readonly roles: readonly string[];
  /** What adds a member and leaves the others alone. */
  readonly instead: string;
  readonly fixes: readonly Fix[];
}

function bindingOrPolicy(statement: PolicyStatement): Stated[] {
  const { label, states, resource, list: place, grants, role, condition } = statement;
  if (!statement.complete || (states !== 'binding' && states !== 'policy')) return [];
  const roles = statedRoles(states === 'binding' ? [{ role, condition }] : grants);
  return [{ title: label, states, resource, place, grants, roles, instead: 'google_project_iam_member', fixes: addOnly(statement) }];
}

/** The policies that are written to be set. */
function policyFiles({ policies, grants }: IdentityModel): Stated[] {
  const written = policies.filter(({ origin, resource }) => (origin === 'file' || origin === 'request') && resource.level === 'project');
  const granted = Map.groupBy(grants, ({ policy }) => policy);
  return written.map((policy) => {
    const own = granted.get(policy) ?? [];
    return {
      title: 'This file',
      states: 'policy',
      resource: policy.resource,
      place: policy,
      grants: own,
      roles: statedRoles(own),
      instead: 'gcloud projects add-iam-policy-binding',
      fixes: [],
    };
  });
}

/** Agents of which one works with the role; the first is the one to name. */
interface Need {
  readonly agents: readonly [ServiceAgent, ...ServiceAgent[]];
  readonly role: string;
}

function statedRoles(bindings: readonly Pick<Grant, 'role' | 'condition'>[]): readonly string[] {
  return [...new Set(bindings.flatMap((binding) => (binding.condition ? [] : (roleName(binding.role) ?? []))))];
}

/** The agents that Google itself gives the role. */
function ownersOf(role: string, catalog: Catalog): Need[] {
  const owners = catalog.serviceAgents().filter((agent) => agent.role === role && agent.scope === 'project');
  const [first, ...others] = owners
    .filter(({ family }) => family !== 'service-agent' || /serviceAgent/i.test(role))
    .toSorted((a, b) => Number(b.primary) - Number(a.primary));
  return first ? [{ agents: [first, ...others], role }] : [];
}

/** Services whose agent is there from the day that they are switched on, though it is not the one that the service's name stands for. */
const withOtherAgents: ReadonlySet<string> = new Set(['compute.googleapis.com', 'cloudbuild.googleapis.com']);

/** For a whole policy, the agents of the services that its project uses, as far as its own module tells: another module may be another project's. */
function agentsInUse({ place, resource }: Stated, { usedServices }: IdentityModel, catalog: Catalog): Need[] {
  const here = usedServices.filter(
    ({ span, project }) =>
      span.file.directory === place.span.file.directory && (!project || (project.key !== undefined && project.key === resource.key)),
  );
  const used = new Set(here.map(({ service }) => service));
  return catalog
    .serviceAgents()
    .flatMap((agent) =>
      agent.role?.endsWith('.serviceAgent') &&
      agent.scope === 'project' &&
      used.has(agent.service ?? '') &&
      (agent.primary || withOtherAgents.has(agent.service ?? ''))
        ? ownersOf(agent.role, catalog)
        : [],
    );
}

/** Whether the grant may be an agent's: of an account that nobody can tell from it, too. */
function mayBe({ principal, role }: Grant, { agents, role: needed }: Need, catalog: Catalog): boolean {
  if (role.state !== 'known' || (role.value.name !== undefined && role.value.name !== needed)) return role.state !== 'known';
  if (principal.state !== 'known') return true;
  if (principal.value.kind !== 'serviceAccount') return principal.value.kind === 'principalSet';
  const { kind, email, text } = principal.value.account;
  if (kind === undefined) return true;
  const known = email === undefined ? undefined : catalog.serviceAgent(email);
  if (known) return agents.some(({ emailPattern }) => known.emailPattern === emailPattern);
  // Where only the project's number is open, the domain tells.
  const [, domain = HOLE] = /@([^@]*)$/.exec(text.text) ?? [];
  const isOf = ({ emailPattern }: ServiceAgent) => emailPattern.endsWith(`@${domain}`);
  if (catalog.serviceAgents().some(isOf)) return agents.some(isOf);
  return isServiceAgent(kind) || kind === 'cloudbuild-legacy';
}
