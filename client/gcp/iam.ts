import type { Call, Http } from './http.ts';

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

export declare function openIam(http: Http): Iam;

/**
 * Reads the policy of an account, lets `edit` change it, and writes it with the etag it was read with; when somebody else wrote in between,
 * all of it again, at most 5 times. Where `edit` gives undefined nothing is written. Gives the policy as it then is.
 */
export declare function editPolicy(
  iam: Iam,
  project: string,
  email: string,
  edit: (policy: AllowPolicy) => AllowPolicy | undefined | Promise<AllowPolicy | undefined>,
  call?: Call,
): Promise<AllowPolicy>;

/** The policy with the member in the role under exactly that condition; undefined where it is already. */
export declare function grantMember(policy: AllowPolicy, role: string, member: string, condition?: Condition): AllowPolicy | undefined;

/** The policy without the member in the role under exactly that condition, bindings without members left out; undefined where it is not there. */
export declare function revokeMember(policy: AllowPolicy, role: string, member: string, condition?: Condition): AllowPolicy | undefined;
