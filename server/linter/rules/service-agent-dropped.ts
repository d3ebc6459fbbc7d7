import type { Catalog, ServiceAgent } from '../../../iam/catalog/catalog.ts';
import { isServiceAgent } from '../../../iam/serviceAccount.ts';
import { list, roleName } from '../describe.ts';
import { addOnly } from '../fixes.ts';
import type { Grant, IdentityModel, PolicyStatement } from '../model.ts';
import type { Rule } from '../rule.ts';

export const rule: Rule = {
  title: 'Service agent loses its role',
  severity: 'warning',
  since: '0.1.0',
  sources: [
    'https://cloud.google.com/iam/docs/service-agents',
    'https://cloud.google.com/compute/docs/access/service-accounts#google_apis_service_agent',
    'https://registry.terraform.io/providers/hashicorp/google/latest/docs/resources/google_project_iam',
  ],
  check(model, { report, catalog }) {
    for (const statement of model.statements) {
      const { label, states, resource, list: place, grants } = statement;
      // Without members a binding is there to take the role from everyone.
      if (resource.level !== 'project' || !statement.complete || grants.length === 0) continue;
      if (states !== 'binding' && states !== 'policy') continue;
      const needs = [...statedRoles(statement).flatMap((role) => ownersOf(role, catalog)), ...agentsInUse(statement, model, catalog)];
      const missing = needs.filter(({ agent, role }) => !grants.some((grant) => mayBe(grant, agent, role, catalog)));
      if (missing.length === 0) continue;
      const what = states === 'binding' ? `all members of ${missing[0]?.role}` : 'the whole policy';
      report({
        at: place,
        message: `${label} states ${what} on ${resource.title} and leaves out ${list(missing.map(({ agent, role }) => (states === 'binding' ? agent.emailPattern : `${role} for ${agent.emailPattern}`)))}, so that Google's own service stops working there; add it, or grant with google_project_iam_member.`,
        fixes: addOnly(statement),
      });
    }
  },
};

/** An agent and the role that it works with. */
interface Need {
  readonly agent: ServiceAgent;
  readonly role: string;
}

/** The roles whose unconditional members the statement states. */
function statedRoles({ states, role, condition, grants }: PolicyStatement): readonly string[] {
  const bindings = states === 'binding' ? [{ role, condition }] : grants;
  return [...new Set(bindings.flatMap((binding) => (binding.condition ? [] : (roleName(binding.role) ?? []))))];
}

/** The agents that Google itself gives the role. */
function ownersOf(name: string, catalog: Catalog): Need[] {
  const owners = catalog.serviceAgents().filter((agent) => agent.role === name && agent.scope === 'project');
  const [owner] = owners.filter(({ family }) => family !== 'service-agent' || /serviceAgent/i.test(name));
  return owner ? [{ agent: owner, role: name }] : [];
}

/** What needs its service's agent to run at all, by the beginning of its type. */
const services: readonly (readonly [type: string, service: string])[] = [
  ['google_cloud_run_', 'run.googleapis.com'],
  ['google_cloudfunctions', 'cloudfunctions.googleapis.com'],
  ['google_container_', 'container.googleapis.com'],
  ['google_dataflow_', 'dataflow.googleapis.com'],
  ['google_dataproc_', 'dataproc.googleapis.com'],
  ['google_composer_', 'composer.googleapis.com'],
  ['google_compute_', 'compute.googleapis.com'],
];

/** For a whole policy, the agents of the services that its own module uses: another module may be another project's. */
function agentsInUse(statement: PolicyStatement, { workloads }: IdentityModel, catalog: Catalog): Need[] {
  if (statement.states !== 'policy') return [];
  const here = workloads.filter(({ span }) => span.file.directory === statement.span.file.directory);
  const used = services.filter(([type]) => here.some((workload) => workload.type.startsWith(type))).map(([, service]) => service);
  return catalog
    .serviceAgents()
    .flatMap((agent) =>
      agent.role?.endsWith('.serviceAgent') && agent.scope === 'project' && used.includes(agent.service ?? '')
        ? [{ agent, role: agent.role }]
        : [],
    );
}

/** Whether the grant may be the agent's: of an account that nobody can tell from it, too. */
function mayBe({ principal, role }: Grant, agent: ServiceAgent, needed: string, catalog: Catalog): boolean {
  if (role.state !== 'known' || (role.value.name !== undefined && role.value.name !== needed)) return role.state !== 'known';
  if (principal.state !== 'known') return true;
  if (principal.value.kind !== 'serviceAccount') return principal.value.kind === 'principalSet';
  const { kind, email } = principal.value.account;
  const known = email === undefined ? undefined : catalog.serviceAgent(email);
  return kind === undefined || (known ? known.emailPattern === agent.emailPattern : isServiceAgent(kind) || kind === 'cloudbuild-legacy');
}
