import type { GcpError } from './errors.ts';
import type { Call, Http } from './http.ts';
import type { AllowPolicy, Page } from './iam.ts';

export interface Project {
  readonly projectId: string;
  readonly projectNumber: string;
  readonly displayName?: string;
  /** `ACTIVE` or `DELETE_REQUESTED` */
  readonly state?: string;
  /** `folders/n` or `organizations/n` */
  readonly parent?: string;
}

/** The policy of a resource (`projects/p`, `folders/n`, `organizations/n`), or why it could not be read. */
export type ResourcePolicy =
  | { readonly resource: string; readonly policy: AllowPolicy; readonly error?: undefined }
  | { readonly resource: string; readonly policy?: undefined; readonly error: GcpError };

/** What holds for a project, from the nearest up. `ancestryError` says why only the project's own is there. */
export interface InheritedPolicies {
  readonly policies: readonly ResourcePolicy[];
  readonly ancestryError?: GcpError;
}

/** The Resource Manager API. https://docs.cloud.google.com/resource-manager/reference/rest */
export interface ResourceManager {
  getProject(project: string, call?: Call): Promise<Project>;
  /** The names of the project, its folders and its organization, in that order. */
  getAncestry(project: string, call?: Call): Promise<readonly string[]>;
  /** In version 3, so with conditions. */
  getIamPolicy(resource: string, call?: Call): Promise<AllowPolicy>;
  /** The policies of the project and of all above it. What may not be read is an error in its place; only when nothing could be asked it throws. */
  getInheritedPolicies(project: string, call?: Call): Promise<InheritedPolicies>;
  /** Those of the permissions that the caller has on the resource. */
  testIamPermissions(resource: string, permissions: readonly string[], call?: Call): Promise<readonly string[]>;
  /** The projects the caller may see. https://docs.cloud.google.com/resource-manager/reference/rest/v3/projects/search has the language of queries. */
  searchProjects(
    query?: string,
    page?: Page,
    call?: Call,
  ): Promise<{ readonly projects: readonly Project[]; readonly nextPageToken?: string }>;
}

export declare function openResourceManager(http: Http): ResourceManager;
