import { showPrincipal } from '../../../iam/principal.ts';
import { conditionKey, roleKey, roleTitle } from '../describe.ts';
import { drop } from '../fixes.ts';
import { principalKey } from '../impersonation.ts';
import type { Grant, IdentityModel } from '../model.ts';
import { ofParts } from '../parts.ts';
import type { Rule } from '../rule.ts';
import { compareSpans } from '../source.ts';

export const rule: Rule = {
  title: 'Grant that is there twice',
  severity: 'hint',
  since: '0.1.0',
  sources: [
    'https://cloud.google.com/iam/docs/allow-policies',
    'https://registry.terraform.io/providers/hashicorp/google/latest/docs/resources/google_project_iam#google_project_iam_member',
  ],
  reach: 'workspace',
  check(model, { report, catalog }) {
    const onResources = [...Map.groupBy(added(model, catalog), ({ key }) => key).values()];
    const repeated = onResources.flatMap((all) => (all.length > 1 ? [all.map(({ grant }) => grant)] : []));
    for (const same of [...listed(model, catalog), ...repeated]) {
      const [first, ...others] = same.toSorted((a, b) => compareSpans(a.span, b.span));
      const last = others.findLast(({ span }) => first && compareSpans(span, first.span) !== 0);
      if (!first || last?.principal.state !== 'known') continue;
      const { principal, role, resource } = last;
      report({
        at: principal,
        tags: ['unnecessary'],
        message: `${showPrincipal(principal.value)} already has ${roleTitle(role)} on ${resource.title}: whoever takes back one of the two grants will think that it is gone; keep one.`,
        related: [first, ...others].filter((grant) => grant !== last).map(({ span }) => ({ span, message: 'granted here, too' })),
        // The members of one list stay what they were; a resource that goes takes the grant with it until the next apply.
        fixes: drop(last, last.authority !== 'member'),
      });
    }
  },
};

/** The grants of one policy, or of one binding, that give the same. */
const listed = ofParts((part) => {
  const policies = Map.groupBy(part.grants, ({ policy }) => policy);
  policies.delete(undefined);
  const lists = [...policies.values(), ...part.statements.filter(({ states }) => states === 'binding').map(({ grants }) => grants)];
  return lists.flatMap((grants) => (grants.length > 1 ? alike(grants, part) : []));
});

function alike(grants: readonly Grant[], model: IdentityModel): Grant[][] {
  const groups = Map.groupBy(grants, (grant) => grantKey(grant, model));
  groups.delete(undefined);
  return [...groups.values()].filter(({ length }) => length > 1);
}

/** The grants that stand member by member, by what they give on which resource. */
const added = ofParts((part) =>
  part.statements.flatMap(({ states, resource, repetition, grants }) => {
    if (states !== 'member' || resource.key === undefined || repetition !== undefined) return [];
    return grants.flatMap((grant) => {
      const key = grantKey(grant, part);
      return key === undefined ? [] : [{ key: `${resource.key}\n${key}`, grant }];
    });
  }),
);

/** Equal for two grants of one resource that give the same; undefined where nobody can tell. */
function grantKey({ role, principal, condition }: Grant, model: IdentityModel): string | undefined {
  const who = principal.state === 'known' ? principalKey(principal.value, model) : undefined;
  const [what, when] = [roleKey(role), conditionKey(condition)];
  return who === undefined || what === undefined || when === undefined ? undefined : [who, what, when].join('\n');
}
