import { demand, demandProject } from '../access.ts';
import { policyMethods } from '../allowPolicy.ts';
import { invalid, notFound } from '../apiError.ts';
import type { Api, ApiRequest, Method } from '../googleApi.ts';
import { page } from '../page.ts';
import { findProject, type RunCollection, runCollections, runResource } from '../resource.ts';
import type { Cloud } from '../route.ts';
import type { ProjectState, RunState } from '../state.ts';

/** https://cloud.google.com/run/docs/reference/rest */
export const cloudRunApi: Api = { service: 'run.googleapis.com', title: 'Cloud Run Admin API', scopes: ['run'] };

/** A collection, as version 1 of the API calls it. */
const firstVersion: Readonly<Record<RunCollection, { readonly kind: string; readonly group: string; readonly plural: string }>> = {
  services: { kind: 'Service', group: 'serving.knative.dev/v1', plural: 'services' },
  jobs: { kind: 'Job', group: 'run.googleapis.com/v1', plural: 'jobs' },
  workerPools: { kind: 'WorkerPool', group: 'run.googleapis.com/v1', plural: 'workerpools' },
};

/** https://cloud.google.com/run/docs/reference/rest/v2 and the lists of https://cloud.google.com/run/docs/reference/rest/v1 over all regions */
export const cloudRun: readonly Method[] = [
  { on: 'GET /v1/projects/{project}/locations', handle: locations },
  ...runCollections.flatMap((collection): Method[] => {
    const { group, plural } = firstVersion[collection];
    const path = `/v2/projects/{project}/locations/{location}/${collection}`;
    return [
      { on: `GET ${path}`, handle: (request, cloud) => list(collection, request, cloud) },
      { on: `GET ${path}/{name}`, handle: (request, cloud) => get(collection, request, cloud) },
      ...policyMethods({
        path: `${path}/{name}`,
        reading: 'GET',
        permissions: permissionsOf(collection),
        named: true,
        find(request, cloud) {
          const { project, run } = find(collection, request, cloud);
          return project && run && runResource(cloud.state, project, collection, run);
        },
      }),
      { on: `GET /v1/projects/{project}/locations/{location}/${plural}`, handle: (request, cloud) => listV1(collection, request, cloud) },
      { on: `GET /apis/${group}/namespaces/{project}/${plural}`, handle: (request, cloud) => listV1(collection, request, cloud) },
    ];
  }),
];

function permissionsOf(collection: RunCollection): string {
  return `run.${collection.toLowerCase()}`;
}

function projectFor({ params, caller }: ApiRequest, permission: string, cloud: Cloud): ProjectState {
  return demandProject(caller, permission, params.project ?? '', cloud);
}

function find(collection: RunCollection, { params }: ApiRequest, { state }: Cloud): { project?: ProjectState; run?: RunState } {
  const project = findProject(state, params.project ?? '');
  return { project, run: project?.[collection].find(({ name, location }) => name === params.name && location === params.location) };
}

/** Where Cloud Run is, as far as the emulator is asked for it. */
const usualLocations = ['europe-west1', 'us-central1'];

function locations(request: ApiRequest, cloud: Cloud): object {
  const project = projectFor(request, 'run.locations.list', cloud);
  const used = runCollections.flatMap((collection) => project[collection].map(({ location }) => location));
  const ids = [...new Set([...usualLocations, ...used])].sort();
  const { items, nextPageToken } = page(ids, { usual: 100, most: 100 }, sizeAndToken(request));
  return { locations: items.map((id) => ({ name: `projects/${project.projectId}/locations/${id}`, locationId: id })), nextPageToken };
}

function list(collection: RunCollection, request: ApiRequest, cloud: Cloud): object {
  const { location } = request.params;
  if (location === '-') throw invalid('The location "-" is not supported: list each location by itself.');
  const project = projectFor(request, `${permissionsOf(collection)}.list`, cloud);
  const there = project[collection].filter((each) => each.location === location);
  const { items, nextPageToken } = page(there, { usual: 100, most: 1000 }, sizeAndToken(request));
  return { ...(items.length > 0 && { [collection]: items.map((run) => shown(collection, project, run)) }), nextPageToken };
}

function sizeAndToken({ query }: ApiRequest): { size: string | null; token: string | null } {
  return { size: query.get('pageSize'), token: query.get('pageToken') };
}

function get(collection: RunCollection, request: ApiRequest, cloud: Cloud): object {
  const { project, run } = find(collection, request, cloud);
  if (!project || !run) {
    projectFor(request, `${permissionsOf(collection)}.get`, cloud);
    throw notFound(`Resource '${request.params.name}' of kind '${firstVersion[collection].kind.toUpperCase()}' does not exist.`);
  }
  const resource = runResource(cloud.state, project, collection, run);
  demand(request.caller, `${permissionsOf(collection)}.get`, resource, cloud, resource.name);
  return shown(collection, project, run);
}

/** What runs without an account of its own runs as the project's default one. */
function accountOf({ serviceAccount }: RunState, { number }: ProjectState): string {
  return serviceAccount ?? `${number}-compute@developer.gserviceaccount.com`;
}

function urlOf({ name, location }: RunState, { number }: ProjectState): string {
  return `https://${name}-${number}.${location}.run.app`;
}

function shown(collection: RunCollection, project: ProjectState, run: RunState): object {
  const template = { serviceAccount: accountOf(run, project) };
  const name = `projects/${project.projectId}/locations/${run.location}/${collection}/${run.name}`;
  if (collection === 'jobs') return { name, template: { template } };
  if (collection === 'workerPools') return { name, template };
  const uri = urlOf(run, project);
  return { name, template, uri, urls: [uri], customAudiences: run.customAudiences };
}

function listV1(collection: RunCollection, request: ApiRequest, cloud: Cloud): object {
  const project = projectFor(request, `${permissionsOf(collection)}.list`, cloud);
  const { location = '-' } = request.params;
  const there = project[collection].filter((each) => location === '-' || each.location === location);
  const asked = { size: request.query.get('limit'), token: request.query.get('continue') };
  const { items, nextPageToken } = page(there, { usual: 1000, most: 1000 }, asked);
  const { kind, group } = firstVersion[collection];
  const metadata = nextPageToken === undefined ? {} : { continue: nextPageToken };
  return { apiVersion: group, kind: `${kind}List`, metadata, items: items.map((run) => manifest(collection, project, run)) };
}

function manifest(collection: RunCollection, project: ProjectState, run: RunState): object {
  const { kind, group } = firstVersion[collection];
  const url = urlOf(run, project);
  const annotations = {
    ...(run.customAudiences && { 'run.googleapis.com/custom-audiences': JSON.stringify(run.customAudiences) }),
    ...(collection === 'services' && { 'run.googleapis.com/urls': JSON.stringify([url]) }),
  };
  const metadata = { name: run.name, namespace: project.number, labels: { 'cloud.googleapis.com/location': run.location }, annotations };
  const pod = { spec: { serviceAccountName: accountOf(run, project) } };
  return {
    apiVersion: group,
    kind,
    metadata,
    spec: { template: collection === 'jobs' ? { spec: { template: pod } } : pod },
    ...(collection === 'services' && { status: { url, address: { url } } }),
  };
}
