import { isDeepStrictEqual } from 'node:util';
import { isGcpError } from './errors.ts';
import type { Call, Http, HttpRequest } from './http.ts';
import { each } from './many.ts';
import { segment } from './segment.ts';

/** https://docs.cloud.google.com/iam/docs/reference/rest/v1/projects.serviceAccounts */
export interface ServiceAccount {
  /** `projects/P/serviceAccounts/EMAIL` */
  readonly name: string;
  readonly projectId: string;
  readonly uniqueId: string;
  readonly email: string;
  readonly displayName?: string;
  readonly description?: string;
  readonly disabled?: boolean;
}

/** https://docs.cloud.google.com/iam/docs/reference/rest/v1/projects.serviceAccounts.keys */
export interface ServiceAccountKey {
  readonly name: string;
  readonly keyType: 'USER_MANAGED' | 'SYSTEM_MANAGED';
  readonly keyOrigin: 'USER_PROVIDED' | 'GOOGLE_PROVIDED';
  readonly keyAlgorithm: string;
  /** RFC 3339 */
  readonly validAfterTime: string;
  /** RFC 3339; the year 9999 is never. */
  readonly validBeforeTime: string;
  readonly disabled?: boolean;
}

export interface Condition {
  readonly title?: string;
  readonly description?: string;
  readonly expression: string;
}

export interface Binding {
  readonly role: string;
  readonly members: readonly string[];
  readonly condition?: Condition;
}

/** https://docs.cloud.google.com/iam/docs/reference/rest/v1/Policy; what it holds besides is kept. */
export interface AllowPolicy {
  readonly version?: number;
  readonly etag?: string;
  readonly bindings: readonly Binding[];
}

export interface Role {
  readonly name: string;
  readonly title?: string;
  readonly stage?: string;
  readonly includedPermissions?: readonly string[];
}

/** Which page: the first where it has no token. */
export interface Page {
  readonly pageToken?: string;
  readonly pageSize?: number;
}

/** The IAM API. Accounts are named by project and e-mail address or unique id. */
export interface Iam {
  /** At most 100 a page. */
  listServiceAccounts(
    project: string,
    page?: Page,
    call?: Call,
  ): Promise<{ readonly accounts: readonly ServiceAccount[]; readonly nextPageToken?: string }>;
  getServiceAccount(project: string, emailOrId: string, call?: Call): Promise<ServiceAccount>;
  enable(project: string, email: string, call?: Call): Promise<void>;
  disable(project: string, email: string, call?: Call): Promise<void>;
  /** Within 30 days after it was deleted. */
  undelete(project: string, uniqueId: string, call?: Call): Promise<ServiceAccount | undefined>;
  /** All of them, also those that Google keeps. */
  listKeys(project: string, email: string, call?: Call): Promise<readonly ServiceAccountKey[]>;
  /** In version 3, so with conditions. */
  getIamPolicy(project: string, email: string, call?: Call): Promise<AllowPolicy>;
  setIamPolicy(project: string, email: string, policy: AllowPolicy, call?: Call): Promise<AllowPolicy>;
  /** Those of the permissions that the caller has on the account. */
  testIamPermissions(project: string, email: string, permissions: readonly string[], call?: Call): Promise<readonly string[]>;
  /** By its whole name: `roles/r`, `projects/p/roles/r`, `organizations/n/roles/r`. */
  getRole(name: string, call?: Call): Promise<Role>;
  /** Those of `projects/p` or `organizations/n`, or with no parent the predefined ones; with their permissions. */
  listRoles(
    parent: string | undefined,
    page?: Page,
    call?: Call,
  ): Promise<{ readonly roles: readonly Role[]; readonly nextPageToken?: string }>;
}

const PAGE_SIZE = 100;

export function openIam(http: Http): Iam {
  const named = (project: string, account: string, verb = '') =>
    ({
      api: 'iam',
      path: `/v1/projects/${segment(project)}/serviceAccounts/${segment(account)}${verb}`,
      resource: `projects/${project}/serviceAccounts/${account}`,
    }) as const;
  const post = (project: string, account: string, verb: string, body: object = {}) =>
    ({ ...named(project, account, verb), method: 'POST', body }) as const;
  const set = async (project: string, account: string, verb: ':enable' | ':disable', call?: Call) => {
    await http.request<object>({ ...post(project, account, verb), idempotent: true }, call);
  };

  return {
    async listServiceAccounts(project, { pageToken, pageSize = PAGE_SIZE } = {}, call) {
      const { accounts = [], nextPageToken } = await http.request<{ accounts?: ServiceAccount[]; nextPageToken?: string }>(
        {
          api: 'iam',
          path: `/v1/projects/${segment(project)}/serviceAccounts`,
          query: { pageSize, pageToken },
          resource: `projects/${project}`,
        },
        call,
      );
      return { accounts, nextPageToken: nextPageToken || undefined };
    },
    getServiceAccount: (project, emailOrId, call) => http.request(named(project, emailOrId), call),
    enable: (project, email, call) => set(project, email, ':enable', call),
    disable: (project, email, call) => set(project, email, ':disable', call),
    async undelete(project, uniqueId, call) {
      const { restoredAccount } = await http.request<{ restoredAccount?: ServiceAccount }>(post(project, uniqueId, ':undelete'), call);
      return restoredAccount;
    },
    async listKeys(project, email, call) {
      const { keys = [] } = await http.request<{ keys?: ServiceAccountKey[] }>(named(project, email, '/keys'), call);
      return keys;
    },
    async getIamPolicy(project, email, call) {
      const request = { ...named(project, email, ':getIamPolicy'), query: { 'options.requestedPolicyVersion': 3 } };
      return policyOf(await http.request({ ...request, method: 'POST', idempotent: true }, call));
    },
    async setIamPolicy(project, email, policy, call) {
      return policyOf(await http.request(post(project, email, ':setIamPolicy', { policy }), call));
    },
    testIamPermissions: (project, email, permissions, call) =>
      testPermissions(http, post(project, email, ':testIamPermissions'), permissions, call),
    getRole: (name, call) => http.request({ api: 'iam', path: rolePath(name), resource: name }, call),
    async listRoles(parent, { pageToken, pageSize = 1000 } = {}, call) {
      const path = rolePath(parent === undefined ? 'roles' : `${parent}/roles`);
      const { roles = [], nextPageToken } = await http.request<{ roles?: Role[]; nextPageToken?: string }>(
        { api: 'iam', path, query: { pageSize, pageToken, view: 'FULL' }, resource: parent },
        call,
      );
      return { roles, nextPageToken: nextPageToken || undefined };
    },
  };
}

/** The answer of a `getIamPolicy`: of a policy that grants nothing only the etag comes. */
export function policyOf(answer: Partial<AllowPolicy>): AllowPolicy {
  return { ...answer, bindings: answer.bindings ?? [] };
}

/** Asks as often as it takes: 100 permissions at once are the most. */
export async function testPermissions(
  http: Http,
  request: HttpRequest,
  permissions: readonly string[],
  call?: Call,
): Promise<readonly string[]> {
  const chunks = Array.from({ length: Math.ceil(permissions.length / 100) }, (_, index) =>
    permissions.slice(index * 100, index * 100 + 100),
  );
  return http.within(call, async (rest) => {
    const granted = await each(chunks, 4, (chunk) =>
      http.request<{ permissions?: string[] }>({ ...request, body: { permissions: chunk }, idempotent: true }, rest),
    );
    return granted.flatMap((answer) => answer.permissions ?? []);
  });
}

function rolePath(name: string): string {
  return `/v1/${name.split('/').map(segment).join('/')}`;
}

const ATTEMPTS = 5;

/**
 * Reads the policy of an account, lets `edit` change it, and writes it with the etag it was read with; when somebody else wrote in between,
 * all of it again, at most 5 times. Where `edit` gives undefined nothing is written. Gives the policy as it then is.
 */
export async function editPolicy(
  iam: Pick<Iam, 'getIamPolicy' | 'setIamPolicy'>,
  project: string,
  email: string,
  edit: (policy: AllowPolicy) => AllowPolicy | undefined | Promise<AllowPolicy | undefined>,
  call: Call = {},
): Promise<AllowPolicy> {
  for (let attempt = 1; ; attempt++) {
    const policy = await iam.getIamPolicy(project, email, call);
    const edited = await edit(policy);
    if (!edited) return policy;
    // A policy with conditions has to say that it is of version 3, or they would be dropped.
    const version = edited.bindings.some(({ condition }) => condition) ? 3 : edited.version;
    try {
      return await iam.setIamPolicy(project, email, { ...edited, version, etag: policy.etag }, call);
    } catch (error) {
      if (!isGcpError(error) || error.httpStatus !== 409 || attempt === ATTEMPTS) throw error;
    }
  }
}

/** The policy with the member in the role under exactly that condition; undefined where it is already. */
export function grantMember(policy: AllowPolicy, role: string, member: string, condition?: Condition): AllowPolicy | undefined {
  const index = policy.bindings.findIndex((binding) => isOf(binding, role, condition));
  const binding = policy.bindings[index];
  if (binding?.members.some((each) => sameMember(each, member))) return undefined;
  const bindings = binding
    ? policy.bindings.with(index, { ...binding, members: [...binding.members, member] })
    : [...policy.bindings, { role, members: [member], ...(condition && { condition }) }];
  return { ...policy, bindings };
}

/** The policy without the member in the role under exactly that condition, bindings without members left out; undefined where it is not there. */
export function revokeMember(policy: AllowPolicy, role: string, member: string, condition?: Condition): AllowPolicy | undefined {
  let found = false;
  const bindings = policy.bindings.flatMap((binding) => {
    if (!isOf(binding, role, condition)) return [binding];
    const members = binding.members.filter((each) => !sameMember(each, member));
    if (members.length === binding.members.length) return [binding];
    found = true;
    return members.length > 0 ? [{ ...binding, members }] : [];
  });
  return found ? { ...policy, bindings } : undefined;
}

/** Bindings of one role are different ones where any part of their condition is. */
function isOf(binding: Binding, role: string, condition: Condition | undefined): boolean {
  const parts = ({ title = '', description = '', expression = '' }: Partial<Condition> = {}) => [title, description, expression];
  return binding.role === role && isDeepStrictEqual(parts(binding.condition), parts(condition));
}

/** IAM keeps e-mail addresses in lower case; identifiers in paths are as they are. */
function sameMember(one: string, other: string): boolean {
  const form = (member: string) => (/^(?:user|group|serviceAccount|domain):/.test(member) ? member.toLowerCase() : member);
  return form(one) === form(other);
}
