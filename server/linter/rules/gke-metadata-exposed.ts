import type { Cluster } from '../model.ts';
import type { Rule } from '../rule.ts';

/** The modes in which every pod reaches the metadata server of its node; the last three are of version 3 of the provider and before. */
const exposed: ReadonlySet<string> = new Set(['GCE_METADATA', 'EXPOSE', 'SECURE', 'UNSPECIFIED']);

export const rule: Rule = {
  title: 'Pods can get the token of their node',
  group: 'federation',
  severity: 'warning',
  since: '0.1.0',
  sources: [
    'https://cloud.google.com/kubernetes-engine/docs/how-to/workload-identity',
    'https://cloud.google.com/kubernetes-engine/docs/how-to/hardening-your-cluster',
  ],
  check({ nodePools, clusters }, { report }) {
    for (const { title, metadataMode } of nodePools) {
      if (metadataMode.state !== 'known' || !exposed.has(metadataMode.value)) continue;
      report({
        at: metadataMode,
        message: `${title} lets every pod reach the metadata server of its node and take the token of the node's service account; set the mode to GKE_METADATA and give workloads identities of their own.`,
      });
    }
    for (const cluster of clusters.filter(couldFederate)) {
      report({
        at: cluster,
        severity: 'information',
        profile: 'strict',
        message: `${cluster.title} has no workload_identity_config, so its pods act as the service account of their node; set its workload pool, and give workloads identities of their own.`,
      });
    }
  },
};

/** Autopilot has Workload Identity Federation always. */
function couldFederate({ autopilot, workloadPool }: Cluster): boolean {
  const standard = autopilot.state === 'absent' || (autopilot.state === 'known' && !autopilot.value);
  return standard && workloadPool.state === 'absent';
}
