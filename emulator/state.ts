/** All that the emulator knows of a Google Cloud: plain JSON, changed by the requests that it answers. */
export interface EmulatorState {
  organizations: OrganizationState[];
  folders: FolderState[];
  projects: ProjectState[];
  customRoles: CustomRoleState[];
  organizationPolicies: OrganizationPolicyState[];
  /** The members of groups, by `group:EMAIL`; a group may be a member of another. */
  groups: Record<string, string[]>;
  /** What the metadata server says it is part of; without it there is no metadata server. */
  metadata?: MetadataState;
}

/** Something that has an allow policy. */
export interface Governed {
  policy?: PolicyState;
}

/** An organization, `organizations/NUMBER`. */
export interface OrganizationState extends Governed {
  id: string;
  displayName: string;
}

/** A folder, `folders/NUMBER`. */
export interface FolderState extends Governed {
  id: string;
  displayName: string;
  /** `folders/NUMBER` or `organizations/NUMBER`. */
  parent?: string;
}

/** A project with what is in it. */
export interface ProjectState extends Governed {
  projectId: string;
  /** Digits. */
  number: string;
  displayName?: string;
  /** `folders/NUMBER` or `organizations/NUMBER`. */
  parent?: string;
  serviceAccounts: AccountState[];
  services: RunState[];
  jobs: RunState[];
  workerPools: RunState[];
}

/** A service account. */
export interface AccountState extends Governed {
  email: string;
  /** Digits. */
  uniqueId: string;
  displayName?: string;
  description?: string;
  disabled?: boolean;
  /** When it was deleted, RFC 3339: it can be brought back for 30 days. */
  deletedAt?: string;
  /** Its user-managed keys; the one that Google manages is made at its first use. */
  keys?: KeyState[];
}

/** A user-managed key. */
export interface KeyState {
  /** 40 hexadecimal digits. */
  id: string;
  keyOrigin: 'GOOGLE_PROVIDED' | 'USER_PROVIDED';
  /** RFC 3339. */
  validAfterTime: string;
  /** RFC 3339; `9999-12-31T23:59:59Z` for a key that never expires. */
  validBeforeTime: string;
  disabled?: boolean;
}

/** A Cloud Run service, job or worker pool. */
export interface RunState extends Governed {
  name: string;
  location: string;
  /** The e-mail of the account that it runs as. */
  serviceAccount?: string;
  /** Of services. */
  customAudiences?: string[];
}

/** A custom role. */
export interface CustomRoleState {
  /** `projects/P/roles/ID` or `organizations/N/roles/ID`. */
  name: string;
  title?: string;
  description?: string;
  stage?: 'ALPHA' | 'BETA' | 'GA' | 'DEPRECATED' | 'DISABLED' | 'EAP';
  includedPermissions: string[];
  deleted?: boolean;
}

/** What an organization policy sets for a resource and all below it. */
export interface OrganizationPolicyState {
  /** `projects/P`, `folders/N` or `organizations/N`. */
  resource: string;
  /** Like `iam.disableServiceAccountKeyCreation`. */
  constraint: string;
  enforced?: boolean;
  allowAll?: boolean;
  allowedValues?: string[];
}

/** An allow policy as it is kept; always read with all its conditions. */
export interface PolicyState {
  version?: number;
  etag?: string;
  bindings: BindingState[];
}

/** A role for some members, under a condition or always. */
export interface BindingState {
  role: string;
  members: string[];
  condition?: ConditionState;
}

/** A condition in CEL. */
export interface ConditionState {
  title?: string;
  description?: string;
  expression: string;
}

/** What runs beside the metadata server. */
export interface MetadataState {
  projectId: string;
  /** The e-mail of the account that it runs as. */
  serviceAccount: string;
  region: string;
}

/** A state with nothing in it. */
export function emptyState(): EmulatorState {
  return { organizations: [], folders: [], projects: [], customRoles: [], organizationPolicies: [], groups: {} };
}

/** Reads a state from JSON, in which what is empty may be missing. Throws a SyntaxError with a sentence for the user. */
export function parseState(text: string): EmulatorState {
  const given: unknown = JSON.parse(text);
  if (typeof given !== 'object' || given === null || Array.isArray(given)) throw new SyntaxError('A state is an object.');
  const known = { ...emptyState(), metadata: undefined };
  const strange = Object.keys(given).find((key) => !Object.hasOwn(known, key));
  if (strange !== undefined) throw new SyntaxError(`A state has no "${strange}", only ${Object.keys(known).join(', ')}.`);
  const state = { ...emptyState(), ...given };
  const projects = list(state.projects, 'projects').map((project, index): ProjectState => {
    for (const key of ['projectId', 'number']) named(project, key, `projects[${index}]`);
    const empty = { serviceAccounts: [], services: [], jobs: [], workerPools: [] };
    const whole = { ...empty, ...(project as ProjectState) };
    for (const account of list(whole.serviceAccounts, 'serviceAccounts'))
      for (const key of ['email', 'uniqueId']) named(account, key, 'A service account');
    for (const kind of ['services', 'jobs', 'workerPools'] as const)
      for (const run of list(whole[kind], kind)) for (const key of ['name', 'location']) named(run, key, `One of the ${kind}`);
    return whole;
  });
  return { ...state, projects };
}

function list(value: unknown, name: string): object[] {
  if (!Array.isArray(value) || value.some((each) => typeof each !== 'object' || each === null))
    throw new SyntaxError(`${name} has to be a list of objects.`);
  return value;
}

function named(value: object, key: string, what: string): void {
  if (typeof (value as Record<string, unknown>)[key] !== 'string') throw new SyntaxError(`${what} needs a ${key}, as a string.`);
}
