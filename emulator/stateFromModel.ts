import type { Catalog } from '../iam/catalog/catalog.ts';
import { type AccountReference, parseAccount } from '../iam/serviceAccount.ts';
import { HOLE, literalText, resolve } from '../iam/text.ts';
import { applied } from '../server/linter/describe.ts';
import type { Grant, IdentityModel, Resource, RoleName, Workload } from '../server/linter/model.ts';
import type { Spanned } from '../server/linter/source.ts';
import type { RunCollection } from './resource.ts';
import {
  type AccountState,
  type BindingState,
  type ConditionState,
  type EmulatorState,
  emptyState,
  type Governed,
  type ProjectState,
  type RunState,
} from './state.ts';
import { projectNumberOf, uniqueIdOf } from './uniqueId.ts';

/** The state that follows from a workspace's files. */
export interface ModelState {
  readonly state: EmulatorState;
  /** What is left out of it, or taken for granted, and why. */
  readonly notices: readonly Notice[];
}

/** A sentence about the state, and the place in the files that it is about. */
export interface Notice {
  readonly message: string;
  readonly at?: Spanned;
}

/**
 * What a Google Cloud would be in which the files, and nothing else, had been applied. What is not known from them is left out and noticed; unique ids and
 * project numbers, which only Google can give, are made up, the same for the same names.
 */
export function stateFromModel(model: IdentityModel, catalog: Catalog): ModelState {
  const state = emptyState();
  const notices: Notice[] = [];
  const skip = (at: Spanned, message: string) => notices.push({ message, at });
  addCustomRoles(model, state, skip);
  addAccounts(model, state, skip);
  // What runs has its place once all projects are there, and its own grants after that.
  const { running = [], other = [] } = Object.groupBy(model.grants, ({ resource }) =>
    resource.level === 'resource' ? 'running' : 'other',
  );
  addGrants(other, { model, catalog }, state, skip);
  addWorkloads(model, state, skip);
  addGrants(running, { model, catalog }, state, skip);
  if (addParents(state))
    notices.push({
      message: `All projects are taken to be in organizations/${state.organizations[0]?.id}, the only one that the files name.`,
    });
  addOrganizationPolicies(model, state, skip);
  return { state, notices };
}

interface Sources {
  readonly model: IdentityModel;
  readonly catalog: Catalog;
}

type Skip = (at: Spanned, message: string) => void;

function addCustomRoles({ customRoles }: IdentityModel, state: EmulatorState, skip: Skip): void {
  for (const role of applied(customRoles)) {
    if (role.name === undefined || role.permissions.state !== 'known')
      skip(role, 'The custom role is left out: its name or its permissions are not known.');
    else state.customRoles.push({ name: role.name, stage: 'GA', includedPermissions: [...role.permissions.value] });
  }
}

function addAccounts(model: IdentityModel, state: EmulatorState, skip: Skip): void {
  for (const declared of applied(model.serviceAccounts)) {
    const account = declared.email ? accountIn(state, declared.email) : undefined;
    if (!account) skip(declared, `${declared.label} is left out: its e-mail is not known.`);
    else if (declared.disabled.state === 'known' && declared.disabled.value) account.disabled = true;
  }
  // Those that others have declared, or nobody: what runs as them shows that they are there.
  for (const { serviceAccount } of model.workloads) {
    if (serviceAccount.state === 'known' && !serviceAccount.value.problem) accountIn(state, serviceAccount.value.email ?? '');
  }
}

/** The project, which is new if it is not there yet. */
function projectIn(state: EmulatorState, projectId: string): ProjectState {
  const known = state.projects.find((project) => project.projectId === projectId);
  if (known) return known;
  const project = { projectId, number: projectNumberOf(projectId), serviceAccounts: [], services: [], jobs: [], workerPools: [] };
  state.projects.push(project);
  return project;
}

/** The account of this e-mail, which is new if it is not there yet; undefined where the e-mail does not tell its project. */
function accountIn(state: EmulatorState, email: string): AccountState | undefined {
  const [, name, projectId] = /^([^@]+)@([a-z][a-z0-9-]+)\.iam\.gserviceaccount\.com$/.exec(email) ?? [];
  if (projectId === undefined || parseAccount(literalText(email)).kind !== 'user-managed') return undefined;
  const { serviceAccounts } = projectIn(state, projectId);
  const known = serviceAccounts.find((account) => account.email === email);
  if (known) return known;
  const account = { email, uniqueId: uniqueIdOf(email), displayName: name };
  serviceAccounts.push(account);
  return account;
}

/** The types of workloads that Cloud Run has, and their collections. */
const collections: Readonly<Record<string, RunCollection | undefined>> = {
  'run.googleapis.com/Service': 'services',
  'run.googleapis.com/Job': 'jobs',
  'run.googleapis.com/WorkerPool': 'workerPools',
  google_cloud_run_service: 'services',
  google_cloud_run_v2_service: 'services',
  google_cloud_run_v2_job: 'jobs',
  google_cloud_run_v2_worker_pool: 'workerPools',
};

function addWorkloads(model: IdentityModel, state: EmulatorState, skip: Skip): void {
  for (const workload of applied(model.workloads)) {
    const collection = collections[workload.type];
    if (!collection) continue;
    const { name, location, title, serviceAccount } = workload;
    const [project, ...others] = state.projects;
    if (name === undefined || location === undefined) skip(workload, `${title} is left out: its name or its location is not known.`);
    else if (!project || others.length > 0) skip(workload, `${title} is left out: which project it is in is not known.`);
    else if (serviceAccount.state === 'unknown' || (serviceAccount.state === 'known' && serviceAccount.value.problem))
      skip(workload, `${title} is left out: what it runs as is not known.`);
    else if (!find(project[collection], name)) project[collection].push(runOf(workload, name, location, model));
  }
}

function find(runs: readonly RunState[], name: string): RunState | undefined {
  return runs.find((run) => run.name === name);
}

function runOf({ serviceAccount, endpoint }: Workload, name: string, location: string, model: IdentityModel): RunState {
  const email = serviceAccount.state === 'known' ? emailOf(serviceAccount.value, model) : undefined;
  const audiences = endpoint?.audiences.state === 'known' ? [...endpoint.audiences.value] : undefined;
  return { name, location, ...(email && { serviceAccount: email }), ...(audiences && { customAudiences: audiences }) };
}

function emailOf(account: AccountReference, model: IdentityModel): string | undefined {
  return account.email ?? model.declaration(account)?.email;
}

function addGrants(grants: readonly Grant[], sources: Sources, state: EmulatorState, skip: Skip): void {
  for (const grant of grants) {
    const read = readGrant(grant, sources, state);
    if (typeof read === 'string') skip(grant, read);
    else if (read) addMember(read);
  }
}

/** A member of a role, on something. */
interface Granted extends BindingState {
  readonly target: Governed;
}

/** What the grant grants; a text says why it is left out, and undefined stands for one on what the emulator does not have. */
function readGrant(grant: Grant, { model, catalog }: Sources, state: EmulatorState): Granted | string | undefined {
  const role = grant.role.state === 'known' ? roleOf(grant.role.value, model) : undefined;
  if (role === undefined) return 'A grant is left out: its role is not known.';
  if (!catalog.role(role) && !state.customRoles.some(({ name }) => name === role))
    return `A grant of ${role} is left out: there is no such role.`;
  const member = memberOf(grant, model);
  if (member === undefined) return `A grant of ${role} is left out: to whom is not known, or it is nobody whom IAM takes.`;
  const condition = conditionOf(grant);
  if (condition === 'unknown') return `The grant of ${role} to ${member} is left out: its condition is not known.`;
  const target = targetOf(grant.resource, model, state);
  if (target === undefined) return `The grant of ${role} to ${member} is left out: on what it is, is not known.`;
  return target === 'elsewhere' ? undefined : { target, role, members: [member], condition };
}

function addMember({ target, role, members, condition }: Granted): void {
  target.policy ??= { bindings: [] };
  const { bindings } = target.policy;
  const same = bindings.find((binding) => binding.role === role && JSON.stringify(binding.condition) === JSON.stringify(condition));
  if (same) same.members = [...new Set([...same.members, ...members])];
  else bindings.push({ role, members, ...(condition && { condition }) });
}

function roleOf(role: RoleName, model: IdentityModel): string | undefined {
  return role.name ?? model.customRole(role)?.name;
}

/** Undefined also for what IAM would refuse. */
function memberOf({ principal }: Grant, model: IdentityModel): string | undefined {
  if (principal.state !== 'known' || principal.value.kind === 'invalid') return undefined;
  if (principal.value.kind !== 'serviceAccount') return resolve(principal.value.text);
  const email = emailOf(principal.value.account, model);
  return email && `serviceAccount:${email}`;
}

function conditionOf({ condition }: Grant): ConditionState | undefined | 'unknown' {
  if (!condition) return undefined;
  const { title, expression } = condition;
  if (expression.state !== 'known' || expression.value.includes(HOLE)) return 'unknown';
  return { ...(title.state === 'known' && { title: title.value }), expression: expression.value };
}

/** What the grant is on; `elsewhere` for resources that the emulator does not have, like buckets. */
function targetOf(
  { level, family, name, reference }: Resource,
  model: IdentityModel,
  state: EmulatorState,
): Governed | undefined | 'elsewhere' {
  const id = name?.slice(name.lastIndexOf('/') + 1);
  switch (level) {
    case 'organization':
      return id === undefined ? undefined : containerIn(state.organizations, id, id);
    case 'folder':
      // Google gives a folder its number when it is made; until then its declaration tells it from others.
      return id !== undefined || reference
        ? containerIn(state.folders, id ?? uniqueIdOf(reference?.address ?? '').slice(0, 12), reference?.label ?? id ?? '')
        : undefined;
    case 'project':
      return id === undefined || id.includes(HOLE) ? undefined : projectIn(state, id);
    case 'service-account': {
      const account = reference ? parseAccount({ text: HOLE, holes: [reference] }) : parseAccount(literalText(name ?? ''));
      const email = emailOf(account, model);
      return email ? accountIn(state, email) : undefined;
    }
    case 'resource': {
      const collection = collections[`google_${family}`];
      if (!collection) return 'elsewhere';
      const wanted = id ?? model.workload({ level, family, name, reference, title: '' })?.name;
      const found = state.projects.flatMap((project) => project[collection].filter((run) => run.name === wanted));
      return found.length === 1 ? found[0] : undefined;
    }
    default:
      return level === 'unknown' ? undefined : 'elsewhere';
  }
}

function containerIn<Container extends { id: string; displayName: string }>(
  containers: Container[],
  id: string,
  displayName: string,
): Container {
  const known = containers.find((each) => each.id === id);
  if (known) return known;
  const container = { id, displayName } as Container;
  containers.push(container);
  return container;
}

/** Puts all projects and folders into the only organization; whether there is one, and anything to put into it. */
function addParents({ organizations, folders, projects }: EmulatorState): boolean {
  const [organization, ...others] = organizations;
  if (!organization || others.length > 0) return false;
  for (const each of [...folders, ...projects]) each.parent = `organizations/${organization.id}`;
  return projects.length > 0;
}

/** What the model tells of an organization policy is not for which resource it holds: it is taken to hold for every project. */
function addOrganizationPolicies({ organizationPolicies }: IdentityModel, state: EmulatorState, skip: Skip): void {
  for (const rule of organizationPolicies) {
    const { constraint, enforced, allowsAll, allowed, conditional } = rule;
    if (conditional || [enforced, allowsAll, allowed].some((each) => each.state === 'unknown')) {
      skip(rule, `The organization policy for ${constraint} is left out: what it sets, or for what, is not known.`);
      continue;
    }
    for (const { projectId } of state.projects)
      state.organizationPolicies.push({
        resource: `projects/${projectId}`,
        constraint,
        ...(enforced.state === 'known' && { enforced: enforced.value }),
        ...(allowsAll.state === 'known' && { allowAll: allowsAll.value }),
        ...(allowed.state === 'known' && { allowedValues: [...allowed.value] }),
      });
  }
}
