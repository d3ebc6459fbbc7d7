import type { AnnotatedKind, Annotation } from '../../model.ts';
import { at } from '../../syntax/value.ts';
import { readAnnotations } from '../annotations.ts';
import type { Declared } from './declared.ts';

/** Cloud Run's resources: what they are, which version of its API they speak, and where their annotations are. */
const annotated: Readonly<Record<string, { on: AnnotatedKind; api: 'v1' | 'v2' }>> = {
  google_cloud_run_service: { on: 'Service', api: 'v1' },
  google_cloud_run_v2_service: { on: 'Service', api: 'v2' },
  google_cloud_run_v2_job: { on: 'Job', api: 'v2' },
  google_cloud_run_v2_worker_pool: { on: 'WorkerPool', api: 'v2' },
};

/** The annotations of a Cloud Run resource and of its template. */
export function annotations({ mode, type, label, body }: Declared): Annotation[] {
  const kind = mode === 'resource' && Object.hasOwn(annotated, type) ? annotated[type] : undefined;
  if (!kind) return [];
  const path = kind.api === 'v1' ? ['metadata', 'annotations'] : ['annotations'];
  return [
    ...readAnnotations(at(body(), ...path), { title: label, level: 'resource', ...kind }, false),
    ...readAnnotations(at(body(), 'template', ...path), { title: label, level: 'template', ...kind }, false),
  ];
}
