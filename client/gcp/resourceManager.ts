import { type GcpError, isGcpError } from './errors.ts';
import type { Call, Http } from './http.ts';
import { type AllowPolicy, type Page, policyOf, testPermissions } from './iam.ts';
import { each } from './many.ts';
import { segment } from './segment.ts';

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
  /** The policies of the project and of all above it. What may not be read is an error in its place; other failures it throws. */
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

export function openResourceManager(http: Http): ResourceManager {
  const of = (resource: string, verb = '') =>
    ({ api: 'resourceManager', path: `/v3/${resource.split('/').map(segment).join('/')}${verb}`, resource }) as const;

  async function getAncestry(project: string, call?: Call): Promise<readonly string[]> {
    // Of the first version: it tells all ancestors to whom may see the project alone.
    const { ancestor = [] } = await http.request<{ ancestor?: { resourceId: { type: string; id: string } }[] }>(
      {
        api: 'resourceManager',
        path: `/v1/projects/${segment(project)}:getAncestry`,
        method: 'POST',
        body: {},
        idempotent: true,
        resource: `projects/${project}`,
      },
      call,
    );
    return ancestor.map(({ resourceId: { type, id } }) => `${type}s/${id}`);
  }

  async function getIamPolicy(resource: string, call?: Call): Promise<AllowPolicy> {
    const body = { options: { requestedPolicyVersion: 3 } };
    return policyOf(await http.request({ ...of(resource, ':getIamPolicy'), method: 'POST', body, idempotent: true }, call));
  }

  return {
    async getProject(project, call) {
      return projectOf(await http.request(of(`projects/${project}`), call));
    },
    getAncestry,
    getIamPolicy,
    getInheritedPolicies: (project, call) =>
      http.within(call, async (rest) => {
        const own = `projects/${project}`;
        const ancestry = await getAncestry(project, rest).catch(ifDenied);
        const resources = isGcpError(ancestry) ? [own] : ancestry;
        const policies = await each(resources, 4, async (resource): Promise<ResourcePolicy> => {
          const policy = await getIamPolicy(resource, rest).catch(ifDenied);
          return isGcpError(policy) ? { resource, error: policy } : { resource, policy };
        });
        return { policies, ...(isGcpError(ancestry) && { ancestryError: ancestry }) };
      }),
    testIamPermissions: (resource, permissions, call) =>
      testPermissions(http, { ...of(resource, ':testIamPermissions'), method: 'POST' }, permissions, call),
    async searchProjects(query, { pageToken, pageSize } = {}, call) {
      const { projects = [], nextPageToken } = await http.request<{ projects?: ProjectAnswer[]; nextPageToken?: string }>(
        { api: 'resourceManager', path: '/v3/projects:search', query: { query, pageSize, pageToken } },
        call,
      );
      return { projects: projects.map(projectOf), nextPageToken: nextPageToken || undefined };
    },
  };
}

/** https://docs.cloud.google.com/resource-manager/reference/rest/v3/projects */
interface ProjectAnswer {
  /** `projects/NUMBER` */
  readonly name: string;
  readonly projectId: string;
  readonly displayName?: string;
  readonly state?: string;
  readonly parent?: string;
}

function projectOf({ name, projectId, displayName, state, parent }: ProjectAnswer): Project {
  return { projectId, projectNumber: name.slice('projects/'.length), displayName, state, parent };
}

/** What the caller may not have is a gap in the answer; any other failure is the answer's. */
function ifDenied(error: unknown): GcpError {
  if (isGcpError(error) && (error.httpStatus === 403 || error.httpStatus === 404)) return error;
  throw error;
}
