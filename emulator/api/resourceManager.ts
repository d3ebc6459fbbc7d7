import { demand, demandProject, may } from '../access.ts';
import { policyMethods } from '../allowPolicy.ts';
import { invalid } from '../apiError.ts';
import type { Api, ApiRequest, Method } from '../googleApi.ts';
import { page } from '../page.ts';
import { findProject, folderResource, lineage, organizationResource, projectResource, type Resource } from '../resource.ts';
import type { Cloud } from '../route.ts';
import type { ProjectState } from '../state.ts';

/** https://cloud.google.com/resource-manager/reference/rest */
export const resourceManagerApi: Api = {
  service: 'cloudresourcemanager.googleapis.com',
  title: 'Cloud Resource Manager API',
  scopes: ['cloudplatformprojects', 'cloudplatformfolders', 'cloudplatformorganizations'],
};

/** The kinds of resources, as paths have them. */
const kinds = {
  projects: ({ id }: Asked, { state }: Cloud) => {
    const project = findProject(state, id);
    return project && projectResource(state, project);
  },
  folders: ({ id }: Asked, { state }: Cloud) => folderResource(state, id),
  organizations: ({ id }: Asked, { state }: Cloud) => organizationResource(state, id),
} as const;

interface Asked {
  readonly id: string;
}

/** https://cloud.google.com/resource-manager/reference/rest/v3 and, of projects, https://cloud.google.com/resource-manager/reference/rest/v1/projects */
export const resourceManager: readonly Method[] = [
  { on: 'GET /v3/projects:search', handle: search },
  ...(['projects', 'folders', 'organizations'] as const).flatMap((kind): Method[] => {
    const find = ({ params }: ApiRequest, cloud: Cloud): Resource | undefined => kinds[kind]({ id: params.id ?? '' }, cloud);
    const permissions = `resourcemanager.${kind}`;
    return [
      { on: `GET /v3/${kind}/{id}`, handle: (request, cloud) => shown(find(request, cloud), request, `${permissions}.get`, cloud) },
      ...policyMethods({ path: `/v3/${kind}/{id}`, reading: 'POST', permissions, named: true, find }),
    ];
  }),
  { on: 'GET /v1/projects/{id}', handle: (request, cloud) => shownV1(projectFor(request, cloud)) },
  { on: 'POST /v1/projects/{id}:getAncestry', handle: ancestry },
  ...policyMethods({
    path: '/v1/projects/{id}',
    reading: 'POST',
    permissions: 'resourcemanager.projects',
    named: true,
    find: ({ params }, cloud) => kinds.projects({ id: params.id ?? '' }, cloud),
  }),
];

const etag = 'W/"emulator"';

function shown(resource: Resource | undefined, { params, caller }: ApiRequest, permission: string, cloud: Cloud): object {
  const { name } = demand(caller, permission, resource, cloud, resource?.name ?? params.id);
  const { state } = cloud;
  const [, id = ''] = name.split('/');
  const project = name.startsWith('projects/') ? findProject(state, id) : undefined;
  if (project) return shownProject(project);
  const folder = name.startsWith('folders/') ? state.folders.find((each) => each.id === id) : undefined;
  if (folder) return { name, parent: folder.parent, displayName: folder.displayName, state: 'ACTIVE', etag };
  return { name, displayName: state.organizations.find((each) => each.id === id)?.displayName, state: 'ACTIVE', etag };
}

function shownProject({ projectId, number, displayName, parent }: ProjectState): object {
  return { name: `projects/${number}`, parent, projectId, state: 'ACTIVE', displayName: displayName ?? projectId, etag };
}

function shownV1({ projectId, number, displayName, parent }: ProjectState): object {
  const [kind, id] = parent?.split('/') ?? [];
  return {
    projectNumber: number,
    projectId,
    lifecycleState: 'ACTIVE',
    name: displayName ?? projectId,
    ...(kind && { parent: { type: kind.replace(/s$/, ''), id } }),
  };
}

function projectFor({ params, caller }: ApiRequest, cloud: Cloud): ProjectState {
  return demandProject(caller, 'resourcemanager.projects.get', params.id ?? '', cloud);
}

function ancestry(request: ApiRequest, cloud: Cloud): object {
  const project = projectFor(request, cloud);
  const ancestor = [...lineage(projectResource(cloud.state, project))].map(({ name }) => {
    const [kind = '', id] = name.split('/');
    return { resourceId: { type: kind.replace(/s$/, ''), id } };
  });
  return { ancestor };
}

/** The fields that a query may name. https://cloud.google.com/resource-manager/reference/rest/v3/projects/search */
const searched: Readonly<Record<string, ((project: ProjectState) => string) | undefined>> = {
  displayname: ({ displayName, projectId }) => displayName ?? projectId,
  name: ({ displayName, projectId }) => displayName ?? projectId,
  id: ({ projectId }) => projectId,
  projectid: ({ projectId }) => projectId,
  parent: ({ parent }) => parent ?? '',
  state: () => 'ACTIVE',
};

function search({ caller, query }: ApiRequest, cloud: Cloud): object {
  const terms = (query.get('query') ?? '')
    .split(/\s+(?:AND\s+)?/i)
    .filter((term) => term !== '')
    .map(searchTerm);
  const visible = cloud.state.projects.filter(
    (project) =>
      terms.every((fits) => fits(project)) && may(caller, 'resourcemanager.projects.get', projectResource(cloud.state, project), cloud),
  );
  const { items, nextPageToken } = page(visible, { usual: 300, most: 500 }, { size: query.get('pageSize'), token: query.get('pageToken') });
  return { projects: items.map(shownProject), nextPageToken };
}

/** `projectId:shop*`, `state=ACTIVE`, or a word that is the beginning of a name or id. */
function searchTerm(term: string): (project: ProjectState) => boolean {
  const [, field = '', operator = ':', value = ''] = /^(?:([A-Za-z][\w.-]*)([:=]))?(.*)$/.exec(term) ?? [];
  const wanted = value.replace(/["*]/g, '').toLowerCase();
  const whole = operator === '=' || (field.toLowerCase() === 'parent' && !value.endsWith('*'));
  const fits = (text: string) => (whole ? text.toLowerCase() === wanted : text.toLowerCase().includes(wanted));
  if (field === '') return ({ projectId, displayName = '' }) => fits(projectId) || fits(displayName);
  const read = searched[field.toLowerCase()];
  if (!read) throw invalid(`The query field "${field}" is not supported.`);
  return (project) => fits(read(project));
}
