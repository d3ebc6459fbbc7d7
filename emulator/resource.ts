import type { AccountState, EmulatorState, Governed, ProjectState, RunState } from './state.ts';

/** Something that permissions are asked on. */
export interface Resource {
  /** Relative, like `projects/shop/serviceAccounts/api@shop.iam.gserviceaccount.com`. */
  readonly name: string;
  /** Where its allow policy is kept. */
  readonly state: Governed;
  /** The resource whose policy holds here, too. */
  readonly parent?: Resource;
  /** What conditions see of it; most services tell nothing. https://cloud.google.com/iam/docs/conditions-resource-attributes */
  readonly attributes: ResourceAttributes;
}

/** What conditions may ask of a resource; empty where its service does not tell. */
export interface ResourceAttributes {
  readonly name: string;
  readonly type: string;
  readonly service: string;
}

const untold: ResourceAttributes = { name: '', type: '', service: '' };

/** The collections of Cloud Run, and where a project keeps them. */
export const runCollections = ['services', 'jobs', 'workerPools'] as const;

/** A collection of Cloud Run. */
export type RunCollection = (typeof runCollections)[number];

/** The project of this id or number. */
export function findProject(state: EmulatorState, idOrNumber: string): ProjectState | undefined {
  return state.projects.find(({ projectId, number }) => projectId === idOrNumber || number === idOrNumber);
}

/** A service account with the project that it is in. */
export interface FoundAccount {
  readonly account: AccountState;
  readonly project: ProjectState;
}

/** The account of this e-mail or unique id, deleted ones only by their unique id; the project is an id, a number or `-` for any. */
export function findAccount(state: EmulatorState, project: string, emailOrId: string, deleted = false): FoundAccount | undefined {
  for (const each of project === '-' ? state.projects : [findProject(state, project)]) {
    const account = each?.serviceAccounts.find(
      ({ email, uniqueId, deletedAt }) =>
        (deletedAt !== undefined) === deleted && (uniqueId === emailOrId || (!deleted && email === emailOrId)),
    );
    if (each && account) return { account, project: each };
  }
  return undefined;
}

/** An organization as a resource. */
export function organizationResource(state: EmulatorState, id: string): Resource | undefined {
  const found = state.organizations.find((each) => each.id === id);
  return found && { name: `organizations/${id}`, state: found, attributes: managed(`organizations/${id}`, 'Organization') };
}

/** A folder as a resource. */
export function folderResource(state: EmulatorState, id: string): Resource | undefined {
  return folderWithin(state, id, new Set());
}

/** The resource above another, named `folders/N` or `organizations/N`; a circle of folders ends at its second visit. */
function parentResource(state: EmulatorState, name: string | undefined, seen: Set<string>): Resource | undefined {
  const [kind, id = ''] = name?.split('/') ?? [];
  if (kind === 'organizations') return organizationResource(state, id);
  return kind === 'folders' ? folderWithin(state, id, seen) : undefined;
}

function folderWithin(state: EmulatorState, id: string, seen: Set<string>): Resource | undefined {
  const found = seen.has(id) ? undefined : state.folders.find((each) => each.id === id);
  if (!found) return undefined;
  const parent = parentResource(state, found.parent, seen.add(id));
  return { name: `folders/${id}`, state: found, parent, attributes: managed(`folders/${id}`, 'Folder') };
}

/** A project as a resource. */
export function projectResource(state: EmulatorState, project: ProjectState): Resource {
  const name = `projects/${project.projectId}`;
  return { name, state: project, parent: parentResource(state, project.parent, new Set()), attributes: managed(name, 'Project') };
}

/** A service account as a resource. */
export function accountResource(state: EmulatorState, { account, project }: FoundAccount): Resource {
  return {
    name: `projects/${project.projectId}/serviceAccounts/${account.email}`,
    state: account,
    parent: projectResource(state, project),
    attributes: untold,
  };
}

/** A service, job or worker pool as a resource. */
export function runResource(state: EmulatorState, project: ProjectState, collection: RunCollection, run: RunState): Resource {
  return {
    name: `projects/${project.projectId}/locations/${run.location}/${collection}/${run.name}`,
    state: run,
    parent: projectResource(state, project),
    attributes: untold,
  };
}

/** Everything that has an allow policy. */
export function* governed(state: EmulatorState): Iterable<Governed> {
  yield* state.organizations;
  yield* state.folders;
  for (const project of state.projects) {
    yield project;
    yield* project.serviceAccounts;
    for (const collection of runCollections) yield* project[collection];
  }
}

/** The resource and all above it, the nearest first. */
export function* lineage(resource: Resource): Iterable<Resource> {
  for (let here: Resource | undefined = resource; here; here = here.parent) yield here;
}

function managed(name: string, type: string): ResourceAttributes {
  const service = 'cloudresourcemanager.googleapis.com';
  return { name, type: `${service}/${type}`, service };
}
