import type { GcpError } from './errors.ts';
import type { Call, Http } from './http.ts';

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

export declare function openCloudRun(http: Http): CloudRun;
