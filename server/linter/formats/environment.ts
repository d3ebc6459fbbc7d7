import type { Attribute, SecretVolume, Variable } from '../model.ts';
import type { Span, Spanned } from '../source.ts';
import { at, elementsAt, literal, type Value } from '../syntax/value.ts';
import { attribute, string } from './attribute.ts';

/** What a workload finds in its environment. */
export interface Environment {
  readonly environment: readonly Variable[];
  readonly secretVolumes: readonly SecretVolume[];
}

/** Where a format writes containers and what is in them. Paths are from the whole resource, or from the variable or volume. */
export interface ContainerLayout {
  readonly containers: readonly string[];
  readonly volumes: readonly string[];
  /** From a variable to the name of the secret that it is taken from. */
  readonly variableSecret: readonly string[];
  /** From a volume to the name of its secret. */
  readonly volumeSecret: readonly string[];
  /** The list of a container's mounts, and a mount's directory. */
  readonly mounts: string;
  readonly mountPath: string;
}

/** The environment of workloads that are made of containers. */
export function containerEnvironment(value: Value, layout: ContainerLayout): Environment {
  const containers = elementsAt(value, ...layout.containers);
  return {
    environment: containers.flatMap((container) =>
      elementsAt(container.value, 'env').flatMap(({ value: variable, extent }) => {
        const key = at(variable, 'name');
        const name = literal(key);
        if (!key || !name) return [];
        const place: Spanned = { span: key.span, use: key.use };
        return [readVariable(name, place, at(variable, 'value'), at(variable, ...layout.variableSecret), extent)];
      }),
    ),
    secretVolumes: elementsAt(value, ...layout.volumes).flatMap(({ value: volume }) => {
      const secret = at(volume, ...layout.volumeSecret);
      const name = literal(at(volume, 'name'));
      if (!secret) return [];
      const mounts = containers.flatMap((container) => elementsAt(container.value, layout.mounts).map((mount) => mount.value));
      const paths = mounts
        .filter((mount) => name !== undefined && literal(at(mount, 'name')) === name)
        .map((mount) => at(mount, layout.mountPath));
      return [secretVolume(secret, paths)];
    }),
  };
}

/** The variables of a map of names to values. */
export function mappedVariables(map: Value | undefined): Variable[] {
  if (map?.type !== 'map') return [];
  return map.entries.map(({ key, keySpan, value, extent }) => readVariable(key, { span: keySpan, use: map.use }, value, undefined, extent));
}

/** A variable of a name at a place, with a value or a secret. */
export function readVariable(
  name: string,
  place: Spanned,
  value: Value | undefined,
  secret: Value | undefined,
  extent: Span | undefined,
): Variable {
  return { ...place, name, value: attribute(value, place, string), secret: secretName(secret, place), extent };
}

/** A secret that is mounted at these directories. */
export function secretVolume(secret: Value, paths: readonly (Value | undefined)[]): SecretVolume {
  return {
    secret: secretName(secret, { span: secret.span, use: secret.use }),
    paths: paths.flatMap((path) => (path && string(path) ? [(string(path) ?? '').replace(/\/+$/, '')] : [])),
  };
}

/** A secret by its name, also where it is written as `projects/P/secrets/NAME`. */
function secretName(value: Value | undefined, missing: Spanned): Attribute<string> {
  return attribute(value, missing, (each) => string(each)?.replace(/^.*\/secrets\/([^/]+).*$/, '$1'));
}
