import { showPrincipal } from '../../../iam/principal.ts';
import { isTrusted, maybeServiceAgent, narrowed, roleTitle } from '../describe.ts';
import { principalKey } from '../impersonation.ts';
import type { Grant, Resource } from '../model.ts';
import { isBasic, permissions } from '../powers.ts';
import type { Rule } from '../rule.ts';
import { compareSpans } from '../source.ts';

/** Two duties that one person should not have at once, by the permissions any one of which is enough. */
interface Duties {
  readonly things: string;
  readonly administer: readonly string[];
  readonly use: readonly string[];
  readonly risk: string;
}

const duties: readonly Duties[] = [
  {
    things: 'service accounts',
    administer: ['iam.serviceAccounts.setIamPolicy'],
    use: ['iam.serviceAccounts.actAs', 'iam.serviceAccounts.getAccessToken', 'iam.serviceAccounts.signJwt'],
    risk: 'nobody else has to agree to the account that they act as',
  },
  {
    things: 'KMS keys',
    administer: ['cloudkms.cryptoKeys.setIamPolicy'],
    use: ['cloudkms.cryptoKeyVersions.useToEncrypt', 'cloudkms.cryptoKeyVersions.useToDecrypt', 'cloudkms.cryptoKeyVersions.useToSign'],
    risk: 'nobody else has to agree to what they decrypt or sign',
  },
];

export const rule: Rule = {
  title: 'One principal administers what it uses',
  severity: 'warning',
  since: '0.1.0',
  sources: ['https://cloud.google.com/kms/docs/separation-of-duties', 'https://cloud.google.com/iam/docs/best-practices-service-accounts'],
  check(model, { report, catalog, trust }) {
    const held = (grant: Grant, any: readonly string[]) => {
      const all = permissions(grant, { model, catalog });
      return any.some((permission) => all?.has(permission));
    };
    const grants = model.grants.filter(
      (grant) => !isBasic(grant) && !maybeServiceAgent(grant) && !narrowed(grant) && !isTrusted(grant, trust),
    );
    const byPrincipal = Map.groupBy(grants, ({ principal }) =>
      principal.state === 'known' ? principalKey(principal.value, model) : undefined,
    );
    for (const [principal, own] of byPrincipal) {
      if (principal === undefined) continue;
      for (const { things, administer, use, risk } of duties) {
        const administering = own.filter((grant) => held(grant, administer));
        const using = administering.length > 0 ? own.filter((grant) => held(grant, use)) : [];
        const pairs = administering.flatMap((one) =>
          using.filter((other) => one !== other && overlap(one, other)).flatMap((other) => [one, other]),
        );
        const participants = [...new Set(pairs)].sort((a, b) => compareSpans(a.span, b.span));
        const last = participants.pop();
        if (last?.principal.state !== 'known') continue;
        report({
          at: last.principal,
          message: `${showPrincipal(last.principal.value)} both administers ${things} and may use them in ${last.resource.title}, so ${risk}; give the two duties to different principals.`,
          related: participants.map(({ span, role, resource }) => ({ span, message: `and holds ${roleTitle(role)} on ${resource.title}` })),
        });
      }
    }
  },
};

/** Whether two grants are certainly on one resource, or one is on the project that the other's resource is in. */
function overlap(one: Grant, other: Grant): boolean {
  if (one.policy !== undefined && one.policy === other.policy) return true;
  if (one.resource.level === other.resource.level && one.resource.level !== 'unknown') return isSame(one.resource, other.resource);
  return isIn(one.resource, other.resource) || isIn(other.resource, one.resource);
}

function isSame(one: Resource, other: Resource): boolean {
  if (one.key !== undefined && one.key === other.key) return true;
  return one.name !== undefined && one.name === other.name && one.family === other.family;
}

function isIn({ name = '' }: Resource, project: Resource): boolean {
  if (project.level !== 'project' || project.name === undefined) return false;
  return name.startsWith(`projects/${project.name}/`) || name.endsWith(`@${project.name}.iam.gserviceaccount.com`);
}
