import { showPrincipal } from '../../../iam/principal.ts';
import { isTrusted, maybeServiceAgent, narrowed, roleTitle } from '../describe.ts';
import { principalKey } from '../impersonation.ts';
import type { Grant, Resource } from '../model.ts';
import { ofParts } from '../parts.ts';
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
  group: 'grants',
  severity: 'warning',
  since: '0.1.0',
  sources: ['https://cloud.google.com/kms/docs/separation-of-duties', 'https://cloud.google.com/iam/docs/best-practices-service-accounts'],
  reach: 'workspace',
  check(model, { report, catalog, trust }) {
    const trusted = heldDuties(model, catalog).filter(({ grant }) => !isTrusted(grant, trust));
    for (const own of Map.groupBy(trusted, ({ principal }) => principal).values()) {
      for (const duty of duties) {
        const { things, risk } = duty;
        const administering = own.flatMap(({ grant, administers }) => (administers.includes(duty) ? [grant] : []));
        const using = own.flatMap(({ grant, uses }) => (uses.includes(duty) ? [grant] : []));
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

/** The grants that let somebody do one of two duties, or both. */
const heldDuties = ofParts((part, catalog) =>
  part.grants.flatMap((grant) => {
    const { principal } = grant;
    if (principal.state !== 'known' || isBasic(grant) || maybeServiceAgent(grant) || narrowed(grant)) return [];
    const all = permissions(grant, { model: part, catalog });
    const held = (kind: 'administer' | 'use') => duties.filter((duty) => duty[kind].some((permission) => all?.has(permission)));
    const [administers, uses] = [held('administer'), held('use')];
    if (administers.length + uses.length === 0) return [];
    const key = principalKey(principal.value, part);
    return key === undefined ? [] : [{ principal: key, grant, administers, uses }];
  }),
);

/** Whether two grants are certainly on one resource, or one is on what the other's resource is in: the project, or the key ring of a key. */
function overlap(one: Grant, other: Grant): boolean {
  if (one.policy !== undefined && one.policy === other.policy) return true;
  if (holds(one.resource, other.resource) || holds(other.resource, one.resource)) return true;
  if (one.resource.level === other.resource.level && one.resource.level !== 'unknown') return isSame(one.resource, other.resource);
  return isIn(one.resource, other.resource) || isIn(other.resource, one.resource);
}

function isSame(one: Resource, other: Resource): boolean {
  if (one.key !== undefined && one.key === other.key) return true;
  return one.name !== undefined && one.name === other.name && one.family === other.family;
}

/** Whether the other one is declared in the one, or the one's full name goes on to be the other's. */
function holds({ key, name = '' }: Resource, inner: Resource): boolean {
  if (key !== undefined && key === inner.within) return true;
  return name.startsWith('projects/') && inner.name?.startsWith(`${name}/`) === true;
}

function isIn({ name = '' }: Resource, project: Resource): boolean {
  if (project.level !== 'project' || project.name === undefined) return false;
  return name.startsWith(`projects/${project.name}/`) || name.endsWith(`@${project.name}.iam.gserviceaccount.com`);
}
