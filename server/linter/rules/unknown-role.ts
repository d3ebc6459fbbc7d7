import type { Catalog } from '../../../iam/catalog/catalog.ts';
import { parseRole } from '../../../iam/role.ts';
import { byRoleToken, roleName, saysOne } from '../describe.ts';
import { isEditable, replaceLiteral } from '../fixes.ts';
import type { Problem, Rule } from '../rule.ts';

export const rule: Rule = {
  title: 'Role does not exist',
  group: 'grants',
  severity: 'error',
  since: '0.1.0',
  sources: ['https://cloud.google.com/iam/docs/roles-permissions', 'https://cloud.google.com/iam/docs/roles-overview#role-components'],
  check({ grants }, { report, catalog, trust }) {
    if (!grants.some(({ role }) => isDoubtful(roleName(role), catalog))) return;
    for (const [grant] of byRoleToken(grants)) {
      const name = grant && roleName(grant.role);
      const verdict = name === undefined || trust.knownRoles.includes(name) ? undefined : judge(name, catalog);
      if (!grant || !verdict) continue;
      const { correction, ...problem } = verdict;
      // A name shared by several places is corrected where it is written.
      report({
        at: grant.role,
        ...problem,
        fixes:
          correction && isEditable(grant) && saysOne(grants, 'role', grant)
            ? [replaceLiteral(grant.role, correction.name, `Use ${correction.name}`, correction.safe)]
            : [],
      });
    }
  },
};

type Verdict = Pick<Problem, 'message' | 'severity' | 'tags'> & { readonly correction?: { readonly name: string; readonly safe: boolean } };

/** Whether there may be something to say of a role; mostly it is one of those that Google lists. */
function isDoubtful(name: string | undefined, catalog: Catalog): boolean {
  const known = name === undefined ? undefined : catalog.role(name);
  return name !== undefined && (!known || known.stage === 'DEPRECATED' || known.unlisted);
}

function judge(name: string, catalog: Catalog): Verdict | undefined {
  if (/_withcond_[0-9a-f]{16,}$/.test(name)) {
    return {
      message: `${name} is what IAM shows in place of a conditional binding to who asks for an old policy version; read the policy with version 3.`,
    };
  }
  const role = parseRole(name);
  if (role.form === 'malformed') {
    const near = catalog.nearestRole(name);
    return near
      ? {
          message: `${name} is not the name of a role: it ${role.problem}; use ${near.name}.`,
          correction: { name: near.name, safe: near.by !== 'edit' },
        }
      : { message: `${name} is not the name of a role: it ${role.problem}.` };
  }
  if (role.form === 'custom') return undefined;
  const known = catalog.role(name);
  if (known?.stage === 'DEPRECATED') {
    return {
      severity: 'information',
      tags: ['deprecated'],
      message: `${name} is deprecated; use the role that its page names as its successor.`,
    };
  }
  if (known?.unlisted)
    return {
      severity: 'warning',
      message: `${name} is no longer among the roles that Google lists; look for its successor before it stops working.`,
    };
  if (known) return undefined;
  const near = catalog.nearestRole(name);
  if (!near)
    return {
      severity: 'warning',
      message: `${name} is not among the roles that Google listed on ${catalog.asOf}; unless it is newer, the grant fails: check its name.`,
    };
  const reason = {
    case: 'role names are case-sensitive',
    prefix: 'it lacks the name of its service',
    edit: 'there is no role of this name',
  }[near.by];
  return { message: `${name} is not a role: ${reason}; use ${near.name}.`, correction: { name: near.name, safe: near.by !== 'edit' } };
}
