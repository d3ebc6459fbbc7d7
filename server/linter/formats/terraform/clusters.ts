import type { Attribute, Cluster, NodePool } from '../../model.ts';
import { at, type Value } from '../../syntax/value.ts';
import { attribute, boolean, string } from '../attribute.ts';
import { blocksOf, valueAt } from './blocks.ts';
import { type Declared, typeLabel } from './declared.ts';

/** A cluster of Kubernetes Engine. */
export function clusters(resource: Declared): Cluster[] {
  if (!isCluster(resource)) return [];
  const body = resource.body();
  const read = <T>(path: readonly string[], reader: (value: Value) => T | undefined): Attribute<T> =>
    attribute(valueAt(body, path), typeLabel(resource), reader);
  return [
    {
      ...typeLabel(resource),
      title: resource.label,
      autopilot: read(['enable_autopilot'], boolean),
      workloadPool:
        valueAt(body, ['workload_identity_config', 'workload_pool']) === undefined
          ? read(['workload_identity_config', 'identity_namespace'], string)
          : read(['workload_identity_config', 'workload_pool'], string),
      basicAuthentication: [read(['master_auth', 'username'], string), read(['master_auth', 'password'], string)],
      clientCertificate: read(['master_auth', 'client_certificate_config', 'issue_client_certificate'], boolean),
      legacyAbac: read(['enable_legacy_abac'], boolean),
      insecureBindings: ['enable_insecure_binding_system_unauthenticated', 'enable_insecure_binding_system_authenticated'].map((name) =>
        read(['rbac_binding_config', name], boolean),
      ),
    },
  ];
}

/** The node pools that a cluster has in its own block, or one that is a resource of its own. Autopilot makes its nodes itself. */
export function nodePools(resource: Declared): NodePool[] {
  if (resource.mode !== 'resource') return [];
  const body = resource.body();
  if (resource.type === 'google_container_node_pool') return metadataModes(resource, body);
  if (!isCluster(resource) || isTrue(at(body, 'enable_autopilot'))) return [];
  const own = isTrue(at(body, 'remove_default_node_pool')) ? [] : metadataModes(resource, body);
  return [...own, ...blocksOf(body, 'node_pool').flatMap((pool) => metadataModes(resource, pool))];
}

function isCluster({ mode, type }: Declared): boolean {
  return mode === 'resource' && type === 'google_container_cluster';
}

function isTrue(value: Value | undefined): boolean {
  return value !== undefined && boolean(value) === true;
}

function metadataModes(resource: Declared, pool: Value): NodePool[] {
  return blocksOf(pool, 'node_config')
    .flatMap((nodes) => blocksOf(nodes, 'workload_metadata_config'))
    .map((config) => ({
      span: config.span,
      use: config.use,
      title: resource.label,
      // Its name until version 4 of the provider.
      metadataMode: attribute(at(config, 'mode') ?? at(config, 'node_metadata'), config, string),
    }));
}
