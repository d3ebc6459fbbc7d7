import { showPrincipal } from '../../../iam/principal.ts';
import { conditionKey, elsewhere, roleKey, roleTitle } from '../describe.ts';
import { drop } from '../fixes.ts';
import { principalKey } from '../impersonation.ts';
import type { Grant, IdentityModel } from '../model.ts';
import type { Rule } from '../rule.ts';
import { compareSpans } from '../source.ts';

export const rule: Rule = {
  title: 'Grant that is there twice',
  group: 'grants',
  severity: 'hint',
  since: '0.1.0',
  sources: [
    'https://cloud.google.com/iam/docs/allow-policies',
    'https://registry.terraform.io/providers/hashicorp/google/latest/docs/resources/google_project_iam#google_project_iam_member',
  ],
  check(model, { report }) {
    for (const grants of places(model)) {
      if (grants.length < 2) continue;
      for (const [key, same] of Map.groupBy(grants, (grant) => grantKey(grant, model))) {
        const [first, ...others] = key === undefined ? [] : same.toSorted((a, b) => compareSpans(a.span, b.span));
        const last = others.findLast(({ span }) => first && compareSpans(span, first.span) !== 0);
        if (!first || last?.principal.state !== 'known') continue;
        const { principal, role, resource } = last;
        report({
          at: principal,
          tags: ['unnecessary'],
          message: `${showPrincipal(principal.value)} already has ${roleTitle(role)} on ${resource.title}: whoever takes back one of the two grants will think that it is gone; keep one.`,
          related: elsewhere(
            same.map(({ span }) => ({ span, message: 'granted here, too' })),
            last.span,
          ),
          // The members of one list stay what they were; a resource that goes takes the grant with it until the next apply.
          fixes: drop(last, last.authority !== 'member'),
        });
      }
    }
  },
};

/** The grants that stand side by side: in one policy, in one binding, or member by member on one resource. */
function places({ grants, statements }: IdentityModel): readonly (readonly Grant[])[] {
  const policies = Map.groupBy(grants, ({ policy }) => policy);
  policies.delete(undefined);
  const members = Map.groupBy(
    statements.filter(({ states, resource, repetition }) => states === 'member' && resource.key !== undefined && repetition === undefined),
    ({ resource }) => resource.key,
  );
  return [
    ...policies.values(),
    ...statements.filter(({ states }) => states === 'binding').map((statement) => statement.grants),
    ...[...members.values()].map((all) => all.flatMap((statement) => statement.grants)),
  ];
}

/** Equal for two grants of one resource that give the same; undefined where nobody can tell. */
function grantKey({ role, principal, condition }: Grant, model: IdentityModel): string | undefined {
  const who = principal.state === 'known' ? principalKey(principal.value, model) : undefined;
  const what = roleKey(role);
  const when = conditionKey(condition);
  return who === undefined || what === undefined || when === undefined ? undefined : `${who}\n${what}\n${when}`;
}
