import type { Attribute, Cluster, NodePool } from '../../model.ts';
import type { Value } from '../../syntax/value.ts';
import { attribute, boolean, string } from '../attribute.ts';
import { valueAt } from './blocks.ts';
import { callLabel } from './declared.ts';
import type { ForeignCall } from './moduleInstance.ts';
import { published } from './wellKnownModules.ts';

/** A published module that makes a cluster of Kubernetes Engine or nodes of one, and where its arguments say what a cluster says; it has safe defaults. */
interface ClusterModule {
  readonly source: RegExp;
  readonly clientCertificate?: readonly string[];
  readonly legacyAbac?: readonly string[];
  readonly metadataMode?: readonly string[];
}

/** By the variables of https://github.com/terraform-google-modules/terraform-google-kubernetes-engine at commit bb176b21 (2026-06-25). */
const clusterModules: readonly ClusterModule[] = [
  {
    source: published(
      'terraform-google-modules',
      'kubernetes-engine',
      '(?://modules/(?:beta-)?(?:private|public)-cluster(?:-update-variant)?)?',
    ),
    clientCertificate: ['issue_client_certificate'],
    metadataMode: ['node_metadata'],
  },
  {
    source: published('terraform-google-modules', 'kubernetes-engine', '//modules/beta-autopilot-(?:private|public)-cluster'),
    clientCertificate: ['issue_client_certificate'],
  },
  {
    source: published('terraform-google-modules', 'kubernetes-engine', '//modules/gke-(?:standard|autopilot)-cluster'),
    clientCertificate: ['master_auth', 'client_certificate_config', 'issue_client_certificate'],
    legacyAbac: ['enable_legacy_abac'],
    metadataMode: ['node_config', 'workload_metadata_config', 'mode'],
  },
  {
    source: published('terraform-google-modules', 'kubernetes-engine', '//modules/gke-node-pool'),
    metadataMode: ['node_config', 'workload_metadata_config', 'mode'],
  },
];

/** What the arguments of such a call say of the cluster. */
export function moduleClusters(call: ForeignCall): Cluster[] {
  const known = moduleOf(call);
  if (!known?.clientCertificate) return [];
  const here = callLabel(call);
  const unread = { ...here, state: 'unknown' } as const;
  return [
    {
      ...here,
      title: titleOf(call),
      autopilot: unread,
      workloadPool: unread,
      basicAuthentication: [],
      clientCertificate: argument(call, known.clientCertificate, boolean),
      legacyAbac: argument(call, known.legacyAbac, boolean),
      insecureBindings: [],
    },
  ];
}

/** What the arguments of such a call say of the nodes. */
export function moduleNodePools(call: ForeignCall): NodePool[] {
  const path = moduleOf(call)?.metadataMode;
  return path ? [{ ...callLabel(call), title: titleOf(call), metadataMode: argument(call, path, mode) }] : [];
}

/** The modules take this word for a setting that is left out, and then Workload Identity decides. */
function mode(value: Value): string | undefined {
  const written = string(value);
  return written === 'UNSPECIFIED' ? undefined : written;
}

function moduleOf({ source = '' }: ForeignCall): ClusterModule | undefined {
  return clusterModules.find((each) => each.source.test(source));
}

function argument<T>(call: ForeignCall, path: readonly string[] | undefined, read: (value: Value) => T | undefined): Attribute<T> {
  return attribute(path && valueAt(call.body(), path), callLabel(call), read);
}

function titleOf({ name }: ForeignCall): string {
  return `module.${name}`;
}
