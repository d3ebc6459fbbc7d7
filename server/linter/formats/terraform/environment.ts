import { at, elementsAt, literal, type Value } from '../../syntax/value.ts';
import {
  type ContainerLayout,
  containerEnvironment,
  type Environment,
  mappedVariables,
  readVariable,
  secretVolume,
} from '../environment.ts';
import type { Declared } from './declared.ts';

const mounts = { mounts: 'volume_mounts', mountPath: 'mount_path' };

/** Where each of Cloud Run's types has its containers. */
const containers: Readonly<Record<string, ContainerLayout>> = {
  google_cloud_run_service: {
    ...mounts,
    containers: ['template', 'spec', 'containers'],
    volumes: ['template', 'spec', 'volumes'],
    variableSecret: ['value_from', 'secret_key_ref', 'name'],
    volumeSecret: ['secret', 'secret_name'],
  },
  google_cloud_run_v2_service: second('template'),
  google_cloud_run_v2_job: second('template', 'template'),
  google_cloud_run_v2_worker_pool: second('template'),
};

/** Where each type without containers has its variables: a map of plain ones, beside blocks for those from secrets. */
const maps: Readonly<Record<string, readonly string[]>> = {
  google_cloudfunctions_function: ['environment_variables'],
  google_cloudfunctions2_function: ['service_config', 'environment_variables'],
  google_app_engine_standard_app_version: ['env_variables'],
  google_app_engine_flexible_app_version: ['env_variables'],
  google_composer_environment: ['config', 'software_config', 'env_variables'],
};

/** What the resource finds in its environment, where its type has one. */
export function environment(resource: Declared): Environment {
  const { type } = resource;
  const layout = Object.hasOwn(containers, type) ? containers[type] : undefined;
  if (layout) return containerEnvironment(resource.body(), layout);
  const path = Object.hasOwn(maps, type) ? maps[type] : undefined;
  return path ? functionEnvironment(resource.body(), path) : { environment: [], secretVolumes: [] };
}

function functionEnvironment(body: Value, path: readonly string[]): Environment {
  const beside = (name: string) => elementsAt(body, ...path.slice(0, -1), name);
  return {
    environment: [
      ...mappedVariables(at(body, ...path)),
      ...beside('secret_environment_variables').flatMap(({ value, extent }) => {
        const key = at(value, 'key');
        const name = literal(key);
        return key && name ? [readVariable(name, { span: key.span, use: key.use }, undefined, at(value, 'secret'), extent)] : [];
      }),
    ],
    secretVolumes: beside('secret_volumes').flatMap(({ value }) => {
      const secret = at(value, 'secret');
      return secret ? [secretVolume(secret, [at(value, 'mount_path')])] : [];
    }),
  };
}

function second(...template: readonly string[]): ContainerLayout {
  return {
    ...mounts,
    containers: [...template, 'containers'],
    volumes: [...template, 'volumes'],
    variableSecret: ['value_source', 'secret_key_ref', 'secret'],
    volumeSecret: ['secret', 'secret'],
  };
}
