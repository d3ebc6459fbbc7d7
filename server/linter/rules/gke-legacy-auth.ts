import type { Attribute, Cluster } from '../model.ts';
import type { Problem, Rule } from '../rule.ts';

export const rule: Rule = {
  title: 'Cluster accepts a legacy way to authenticate or authorize',
  group: 'neighbours',
  severity: 'warning',
  since: '0.1.0',
  sources: [
    'https://cloud.google.com/kubernetes-engine/docs/how-to/hardening-your-cluster',
    'https://cloud.google.com/kubernetes-engine/docs/how-to/api-server-authentication',
  ],
  check({ clusters }, { report }) {
    for (const cluster of clusters) for (const problem of problems(cluster)) report(problem);
  },
};

function problems({ title, basicAuthentication, clientCertificate, legacyAbac, insecureBindings }: Cluster): Problem[] {
  const written = basicAuthentication.filter((each) => each.state === 'known' && each.value !== '').slice(0, 1);
  return [
    ...written.map((at) => ({
      at,
      message: `${title} lets in whoever has one user name and password, which nobody rotates and no log tells apart; remove it and let users sign in through IAM.`,
    })),
    ...on(clientCertificate).map((at) => ({
      at,
      message: `${title} issues a client certificate, which cannot be revoked and lies in the Terraform state; set this to false and let users sign in through IAM.`,
    })),
    ...on(legacyAbac).map((at) => ({
      at,
      message: `${title} uses legacy attribute-based access control, by which every service account of the cluster may do nearly everything; set this to false and grant roles with RBAC and IAM.`,
    })),
    ...insecureBindings.flatMap(on).map((at) => ({
      at,
      message: `${title} lets RBAC bindings to everyone with a Google account, or without one, take effect; set this to false and bind roles to groups of your own.`,
    })),
  ];
}

function on(attribute: Attribute<boolean>): Attribute<boolean>[] {
  return attribute.state === 'known' && attribute.value ? [attribute] : [];
}
