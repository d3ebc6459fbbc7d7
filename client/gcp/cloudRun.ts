import { type GcpError, isGcpError } from './errors.ts';
import type { Call, Http } from './http.ts';
import { allPages, each } from './many.ts';
import { segment } from './segment.ts';

export type WorkloadKind = 'service' | 'job' | 'workerPool';

/** What runs as a service account. */
export interface Workload {
  readonly kind: WorkloadKind;
  /** Its last part: `orders`. */
  readonly name: string;
  readonly location: string;
  /** The e-mail address; undefined where none is set, which is the default account of Compute Engine. */
  readonly serviceAccount?: string;
  /** Of a service. */
  readonly url?: string;
  readonly customAudiences: readonly string[];
}

/** What is there in all locations that answered, and why others did not. */
export interface Workloads {
  readonly workloads: readonly Workload[];
  readonly unreachable: readonly { readonly location: string; readonly error: GcpError }[];
}

/** The Cloud Run Admin API over all locations. https://docs.cloud.google.com/run/docs/reference/rest/v2 */
export interface CloudRun {
  listServices(project: string, call?: Call): Promise<Workloads>;
  listJobs(project: string, call?: Call): Promise<Workloads>;
  listWorkerPools(project: string, call?: Call): Promise<Workloads>;
}

export function openCloudRun(http: Http): CloudRun {
  const locations = (project: string, call: Call) =>
    allPages(async (pageToken) => {
      const { locations = [], nextPageToken } = await http.request<{ locations?: { locationId: string }[]; nextPageToken?: string }>(
        {
          api: 'run',
          path: `/v1/projects/${segment(project)}/locations`,
          query: { pageSize: PAGE_SIZE, pageToken },
          resource: `projects/${project}`,
        },
        call,
      );
      return { items: locations.map(({ locationId }) => locationId), nextPageToken };
    });

  const inLocation = (kind: WorkloadKind, project: string, location: string, call: Call) =>
    allPages(async (pageToken) => {
      const parent = `projects/${project}/locations/${location}`;
      const path = `/v2/projects/${segment(project)}/locations/${segment(location)}/${kind}s`;
      const request = { api: 'run', path, query: { pageSize: PAGE_SIZE, pageToken }, resource: parent } as const;
      const answer = await http.request<Readonly<Record<string, Resource[]>> & { nextPageToken?: string }>(request, call);
      return {
        items: (answer[`${kind}s`] ?? []).map((resource) => workload(kind, location, resource)),
        nextPageToken: answer.nextPageToken,
      };
    });

  /** The second version takes no `-` for all locations, so each is asked. */
  const inAll = (kind: WorkloadKind) => (project: string, call?: Call) =>
    http.within(call, async (rest) => {
      const answers = await each(await locations(project, rest), 8, async (location) => {
        try {
          return { location, found: await inLocation(kind, project, location, rest) };
        } catch (error) {
          if (!isGcpError(error) || rest.signal.aborted) throw error;
          return { location, error };
        }
      });
      const failed = answers.flatMap(({ location, error }) => (error ? [{ location, error }] : []));
      if (failed[0] && failed.length === answers.length) throw failed[0].error;
      return { workloads: answers.flatMap(({ found = [] }) => found), unreachable: failed };
    });

  return { listServices: inAll('service'), listJobs: inAll('job'), listWorkerPools: inAll('workerPool') };
}

const PAGE_SIZE = 100;

/** What services, jobs and worker pools say of their identity. A job's template is one of executions, which holds that of its tasks. */
interface Resource {
  readonly name: string;
  readonly template?: { readonly serviceAccount?: string; readonly template?: { readonly serviceAccount?: string } };
  readonly uri?: string;
  readonly customAudiences?: readonly string[];
}

function workload(kind: WorkloadKind, location: string, { name, template, uri, customAudiences = [] }: Resource): Workload {
  const serviceAccount = template?.template?.serviceAccount ?? template?.serviceAccount;
  return {
    kind,
    name: name.slice(name.lastIndexOf('/') + 1),
    location,
    serviceAccount: serviceAccount || undefined,
    url: uri,
    customAudiences,
  };
}
