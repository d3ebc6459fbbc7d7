import type { Principal } from './principal.ts';
import { HOLE, show, type Text } from './text.ts';

/** How a name is set off from the words around it. */
type Quote = (name: string) => string;

/**
 * Who an identity from outside Google Cloud, or a set of them, is, in words that begin in upper case; undefined for forms that are not known.
 * https://cloud.google.com/iam/docs/principal-identifiers
 */
export function federatedWords(principal: Principal, quote: Quote): string | undefined {
  if (principal.kind === 'kubernetes') return kubernetesMember(principal.id, quote);
  if (principal.kind !== 'principal' && principal.kind !== 'principalSet') return undefined;
  const { id, text } = principal;
  const whole: Text = { text: id, holes: id === text.text ? text.holes : [] };
  const named: Named = (start, end) => quote(part(whole, start, end));
  const [match] = [...id.matchAll(pooled)];
  return match ? pooledWords(match, id, named) : resourceWords(id, named);
}

/** The text between two units, in quotes. */
type Named = (start: number, end: number) => string;

function part({ text, holes }: Text, start: number, end: number): string {
  const before = text.slice(0, start).split(HOLE).length - 1;
  return show({ text: text.slice(start, end), holes: holes.slice(before) });
}

/** A reference to a pool stands for its whole name. */
const pooled = new RegExp(
  `^principal(?:Set)?://iam\\.googleapis\\.com/(?:(?<project>projects/[^/]*/locations/global/workloadIdentityPools/)(?<workload>[^/]+)|locations/global/workforcePools/(?<workforce>[^/]+)|(?<declared>${HOLE}))/(?<rest>.+)$`,
  'gd',
);

function pooledWords({ groups = {}, indices }: RegExpExecArray, id: string, named: Named): string | undefined {
  const at = (name: string) => named(...(indices?.groups?.[name] ?? ([0, 0] as const)));
  const { rest = '', workload } = groups;
  const begin = id.length - rest.length;
  const cluster = workload && /\.svc\.id\.goog$/.test(workload) ? indices?.groups?.workload : undefined;
  if (cluster) return clusterWords(rest, begin, named(cluster[0], cluster[1] - '.svc.id.goog'.length), named);
  const pool = groups.workforce
    ? `the workforce pool ${at('workforce')}`
    : groups.workload
      ? `the workload identity pool ${at('workload')}`
      : `the pool ${at('declared')}`;
  return memberWords(rest, begin, pool, named);
}

function memberWords(rest: string, begin: number, pool: string, named: Named): string | undefined {
  if (rest === '*') return `All identities of ${pool}`;
  const [, kind = '', attribute = ''] = /^(subject|group|attribute\.([^/]+))\/./.exec(rest) ?? [];
  const value = named(begin + kind.length + 1, begin + rest.length);
  if (kind === 'subject') return `The identity ${value} of ${pool}`;
  if (kind === 'group') return `All identities of ${pool} in the group ${value}`;
  if (attribute === '') return undefined;
  const name = named(begin + 'attribute.'.length, begin + kind.length);
  return `All identities of ${pool} whose attribute ${name} is ${value}, as the providers of the pool map it`;
}

/** https://cloud.google.com/kubernetes-engine/docs/concepts/workload-identity#principal-id-examples */
function clusterWords(rest: string, begin: number, project: string, named: Named): string | undefined {
  const clusters = `the clusters of project ${project}`;
  if (rest === '*') return `All Kubernetes service accounts of ${clusters}`;
  const account = /^subject\/ns\/([^/]+)\/sa\/(.+)$/d.exec(rest)?.indices;
  if (account) {
    const [namespace, name] = [account[1], account[2]].map((range) => named(begin + (range?.[0] ?? 0), begin + (range?.[1] ?? 0)));
    return `The Kubernetes service account ${name} of namespace ${namespace} in ${clusters}`;
  }
  const behind = (kind: string) => named(begin + kind.length, begin + rest.length);
  if (rest.startsWith('namespace/')) return `All Kubernetes service accounts of namespace ${behind('namespace/')} in ${clusters}`;
  if (rest.startsWith('kubernetes.cluster/')) return `All Kubernetes service accounts of the cluster ${behind('kubernetes.cluster/')}`;
  if (rest.startsWith('kubernetes.serviceaccount.uid/'))
    return `The Kubernetes service account with the UID ${behind('kubernetes.serviceaccount.uid/')} in ${clusters}`;
  return undefined;
}

/** `PROJECT.svc.id.goog[NAMESPACE/ACCOUNT]` */
function kubernetesMember(id: string, quote: Quote): string | undefined {
  const [, project = '', namespace = '', account = ''] = /^(.+)\.svc\.id\.goog\[([^/]+)\/(.+)\]$/.exec(id.replaceAll(HOLE, '…')) ?? [];
  return account === ''
    ? undefined
    : `The Kubernetes service account ${quote(account)} of namespace ${quote(namespace)} in the clusters of project ${quote(project)}, by Workload Identity Federation for GKE`;
}

const holders: Readonly<Record<string, string>> = { ServiceAccount: 'service accounts', ServiceAgent: 'service agents' };

function resourceWords(id: string, named: Named): string | undefined {
  const match = /^principalSet:\/\/cloudresourcemanager\.googleapis\.com\/(project|folder|organization)s\/([^/]+)\/type\/(\w+)$/d.exec(id);
  const range = match?.indices?.[2];
  const [, level = '', , type = ''] = match ?? [];
  const who = holders[type];
  if (!range || !who) return undefined;
  const below = level === 'project' ? '' : ' and everything below';
  return `All ${who} in the ${level} ${named(...range)}${below}`;
}
