import type { Catalog } from '../../../../iam/catalog/catalog.ts';
import type { Attribute, Cluster, NodePool, Scopes, Workload } from '../../model.ts';
import { at, property, type Value } from '../../syntax/value.ts';
import { attribute, boolean, string } from '../attribute.ts';
import { valueAt } from './blocks.ts';
import { callLabel, missingArgument } from './declared.ts';
import type { ForeignCall } from './moduleInstance.ts';
import { truth } from './operators.ts';
import { readScopes } from './scopes.ts';
import { published } from './wellKnownModules.ts';
import { namedAccount, runsAs } from './workloadModules.ts';

/** A published module that makes a cluster of Kubernetes Engine or nodes of one, and where its arguments say what a cluster says; it has safe defaults. */
interface ClusterModule {
  readonly source: RegExp;
  readonly clientCertificate?: readonly string[];
  readonly legacyAbac?: readonly string[];
  readonly metadataMode?: readonly string[];
  /** The account of the nodes, which those of `node_pools` may have in its place. */
  readonly account?: string;
  /** The objects that have the account and the scopes of nodes beside each other. */
  readonly nodes?: readonly (readonly string[])[];
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
    account: 'service_account',
  },
  {
    source: published('terraform-google-modules', 'kubernetes-engine', '//modules/safer-cluster(?:-update-variant)?'),
    account: 'compute_engine_service_account',
  },
  {
    source: published('terraform-google-modules', 'kubernetes-engine', '//modules/beta-autopilot-(?:private|public)-cluster'),
    clientCertificate: ['issue_client_certificate'],
    nodes: [[]],
  },
  {
    source: published('terraform-google-modules', 'kubernetes-engine', '//modules/gke-(?:standard|autopilot)-cluster'),
    clientCertificate: ['master_auth', 'client_certificate_config', 'issue_client_certificate'],
    legacyAbac: ['enable_legacy_abac'],
    metadataMode: ['node_config', 'workload_metadata_config', 'mode'],
    nodes: [['node_config'], ['cluster_autoscaling', 'auto_provisioning_defaults']],
  },
  {
    source: published('terraform-google-modules', 'kubernetes-engine', '//modules/gke-node-pool'),
    metadataMode: ['node_config', 'workload_metadata_config', 'mode'],
    nodes: [['node_config']],
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

/** What the nodes of such a call run as: of those that the module makes, and where their account and scopes are written beside each other. */
export function moduleNodes(call: ForeignCall, catalog: Catalog): Workload[] {
  const known = moduleOf(call);
  const attachment = catalog.attachments('google_container_node_pool').find(({ use }) => use === 'runs-as');
  if (!known || !attachment) return [];
  const nodes = [
    ...(known.account ? pooledNodes(call, known.account) : []),
    ...(known.nodes ?? []).flatMap((path) => ownNodes(call, path)),
  ];
  return nodes.map(({ serviceAccount, scopes }) => ({
    ...runsAs(call, attachment, serviceAccount),
    title: `${titleOf(call)}'s node pool`,
    scopes,
  }));
}

type Nodes = Pick<Workload, 'serviceAccount' | 'scopes'>;

/** Nodes whose account is named in an object of arguments. */
function ownNodes(call: ForeignCall, path: readonly string[]): Nodes[] {
  const holder = valueAt(call.body(), path);
  const named = property(holder, 'service_account');
  if (holder?.type !== 'map' || named === undefined || isMade(named)) return [];
  const serviceAccount = namedAccount(named, callLabel(call));
  const scopes = property(holder, 'oauth_scopes') && readScopes(holder, 'oauth_scopes', callLabel(call).span);
  return serviceAccount.state === 'absent' ? [] : [{ serviceAccount, scopes }];
}

/** Whether an argument has the module make the account. */
function isMade(named: Value): boolean {
  return string(named) === 'create';
}

/** Each node pool with its account or that of all, which the module makes unless it is told not to. */
function pooledNodes(call: ForeignCall, name: string): Nodes[] {
  const body = call.body();
  const named = at(body, name);
  const common = namedAccount(named, missingArgument(call, name));
  const created = at(body, 'create_service_account');
  const makesOne = common.state === 'absent' && (!created || truth(created) !== false);
  const inherited = makesOne || (named && isMade(named)) ? undefined : common;
  const lists = ['node_pools', 'windows_node_pools'].map((list) => at(body, list));
  const pools = lists.flatMap((list) => (list?.type === 'list' ? list.items.map(({ value }) => value) : []));
  const isUnread = lists.some((list) => list && (list.type !== 'list' || !list.complete));
  const nodes = pools.flatMap((pool): Nodes[] => {
    const own = property(pool, 'service_account');
    const serviceAccount = own ? namedAccount(own, callLabel(call)) : pool.type === 'map' ? inherited : undefined;
    return serviceAccount ? [{ serviceAccount, scopes: poolScopes(call, pool) }] : [];
  });
  // The module's own pool, or those that are not known, where they are told what to run as.
  const others = lists[0] === undefined || ((isUnread || pools.length === 0) && inherited?.state === 'known') ? inherited : undefined;
  return others ? [...nodes, { serviceAccount: others, scopes: poolScopes(call, undefined) }] : nodes;
}

/** The scopes of all nodes and those of one pool; what is not said of all lets everything through. */
function poolScopes(call: ForeignCall, pool: Value | undefined): Scopes | undefined {
  const written = at(call.body(), 'node_pools_oauth_scopes');
  if (written?.type !== 'map') return undefined;
  const name = pool && at(pool, 'name');
  const keys = ['all', name ? string(name) : 'default-node-pool'];
  const [all, own] = keys.map((key) => (key !== undefined && property(written, key) ? readScopes(written, key, written.span) : undefined));
  const place = all ?? own;
  const isKnown = all?.state === 'known' && (own ? own.state === 'known' : keys[1] !== undefined && written.complete);
  return place && { ...place, state: isKnown ? 'known' : 'unknown', items: [...(all?.items ?? []), ...(own?.items ?? [])] };
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
