import { showPrincipal } from '../../../iam/principal.ts';
import { invokerRoles } from '../../../iam/role.ts';
import { HOLE } from '../../../iam/text.ts';
import { isTrusted, roleName, roleTitle } from '../describe.ts';
import { revoke } from '../fixes.ts';
import type { Grant } from '../model.ts';
import { permissions, type Sources } from '../powers.ts';
import type { Rule, Trust } from '../rule.ts';

/** Roles that do nothing but let people in: an application for the whole company is meant for its whole domain. */
const entrance: ReadonlySet<string> = new Set([...invokerRoles, 'roles/iap.httpsResourceAccessor', 'roles/browser']);

export const rule: Rule = {
  title: 'Role granted to a whole set of identities',
  group: 'grants',
  severity: 'warning',
  since: '0.1.0',
  sources: [
    'https://cloud.google.com/iam/docs/principal-identifiers',
    'https://cloud.google.com/iam/docs/best-practices-for-using-workload-identity-federation',
  ],
  check(model, { report, trust, catalog }) {
    for (const grant of model.grants) {
      const { principal, role, resource } = grant;
      const width = widthOf(grant, trust, { model, catalog });
      if (principal.state !== 'known' || !width || isTrusted(grant, trust)) continue;
      const member = showPrincipal(principal.value);
      report({
        at: principal,
        message: `${member} is ${width.who}, ${width.but ?? `and all of them get ${roleTitle(role)} on ${resource.title}`}; ${width.instead}.`,
        fixes: revoke(grant, member),
      });
    }
  },
};

interface Width {
  readonly who: string;
  /** Where it does not mean what it says. */
  readonly but?: string;
  readonly instead: string;
}

function widthOf(grant: Grant, { ownDomains }: Trust, sources: Sources): Width | undefined {
  const { principal } = grant;
  if (principal.state !== 'known') return undefined;
  const { value } = principal;
  switch (value.kind) {
    case 'principalSet':
      if (/\/(?:projects|folders|organizations)\/[^/]+\/type\/ServiceAccount$/.test(value.id))
        return { who: 'every service account there, future ones included', instead: 'name the accounts that need it' };
      if (partOfPool.test(value.id)) return pattern(value.id);
      return value.id.endsWith('/*')
        ? {
            who: 'every identity of the pool, whichever repository or account it comes from',
            instead: 'name one subject, or one value of an attribute',
          }
        : undefined;
    case 'principal':
      return partOfPool.test(value.id) ? pattern(value.id) : undefined;
    case 'domain': {
      // Where nobody says which domains are the organization's own, this may be one; so may a partly unknown one.
      const foreign = ownDomains.length > 0 && !value.id.includes(HOLE) && !ownDomains.includes(value.id.toLowerCase());
      if (foreign) return { who: 'everyone in a domain that is not your own', instead: 'grant the role to the people who need it' };
      return letsInOnly(grant, sources)
        ? undefined
        : { who: 'everyone in the domain', instead: 'grant the role to the group that needs it' };
    }
    case 'kubernetes':
      return value.id.includes('*')
        ? {
            who: 'meant for many Kubernetes service accounts',
            but: 'but IAM does not expand the asterisk and gives nobody anything',
            instead: 'name each account as PROJECT.svc.id.goog[NAMESPACE/ACCOUNT]',
          }
        : undefined;
    default:
      return undefined;
  }
}

/** Whether the role is one of those, or can do no more than they can. */
function letsInOnly(grant: Grant, sources: Sources): boolean {
  if (entrance.has(roleName(grant.role) ?? '')) return true;
  const held = permissions(grant, sources);
  const harmless = [...entrance].flatMap((role) => sources.catalog.role(role)?.permissions ?? []);
  return held !== undefined && held.size > 0 && [...held].every((permission) => harmless.some((each) => each.has(permission)));
}

/** What stands in the name of a pool's identities where the name is not the whole pool's; a pool may be called `group`. */
const partOfPool = /(?<!Pools)\/(?:subject|attribute\.[^/]*|group|namespace)\//;

/** A part of a pool that is named by a pattern, as IAM has none. */
function pattern(id: string): Width | undefined {
  if (!id.endsWith('*')) return undefined;
  return {
    who: 'meant for many identities of the pool',
    but: 'but IAM does not expand the asterisk and gives nobody anything',
    instead: 'name one value whole, or map what they have in common to an attribute and name its value',
  };
}
