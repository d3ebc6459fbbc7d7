import { soleReference } from '../../../../iam/text.ts';
import type { UsedService } from '../../model.ts';
import { at, toText } from '../../syntax/value.ts';
import { string } from '../attribute.ts';
import { type Declared, typeLabel } from './declared.ts';
import { resourceKey } from './resourceKey.ts';
import { repetition } from './statements.ts';

/** What does not work without its service's agent, by the beginning of its type. */
const services: readonly (readonly [type: string, service: string])[] = [
  ['google_cloud_run_', 'run.googleapis.com'],
  ['google_cloudfunctions', 'cloudfunctions.googleapis.com'],
  ['google_container_', 'container.googleapis.com'],
  ['google_dataflow_', 'dataflow.googleapis.com'],
  ['google_dataproc_', 'dataproc.googleapis.com'],
  ['google_composer_', 'composer.googleapis.com'],
  ['google_compute_', 'compute.googleapis.com'],
  ['google_cloudbuild_', 'cloudbuild.googleapis.com'],
  ['google_cloud_scheduler_', 'cloudscheduler.googleapis.com'],
  ['google_cloud_tasks_', 'cloudtasks.googleapis.com'],
  ['google_eventarc_', 'eventarc.googleapis.com'],
  ['google_workflows_', 'workflows.googleapis.com'],
  ['google_vpc_access_', 'vpcaccess.googleapis.com'],
];

/** The service that a resource switches on, or that makes it; none where it may not be there. */
export function usedServices(resource: Declared): UsedService[] {
  const { mode, type } = resource;
  if (mode !== 'resource' || type.includes('_iam_')) return [];
  const named = type === 'google_project_service';
  const used = named ? undefined : services.find(([each]) => type.startsWith(each))?.[1];
  if ((!used && !named) || repetition(resource) !== undefined) return [];
  const body = resource.body();
  const written = named ? at(body, 'service') : undefined;
  const service = written ? string(written) : used;
  const project = at(body, 'project');
  const reference = project?.type === 'string' ? soleReference(toText(project)) : undefined;
  const own = project && { key: resourceKey(resource, 'project', ['project'], reference) };
  return service ? [{ ...typeLabel(resource), service, project: own }] : [];
}
