import { conditionKey, list, roleKey, roleTitle } from '../describe.ts';
import type { PolicyStatement } from '../model.ts';
import type { Rule } from '../rule.ts';
import { compareSpans } from '../source.ts';

export const rule: Rule = {
  title: "Resources that undo each other's grants",
  group: 'grants',
  severity: 'error',
  since: '0.1.0',
  sources: [
    'https://registry.terraform.io/providers/hashicorp/google/latest/docs/resources/google_project_iam',
    'https://registry.terraform.io/providers/hashicorp/google/latest/docs/resources/google_service_account_iam',
  ],
  check({ statements }, { report }) {
    for (const [key, all] of Map.groupBy(statements, ({ resource }) => resource.key)) {
      if (key === undefined || all.length < 2) continue;
      const policies = all.filter(({ states }) => states === 'policy');
      const parts = all.filter(({ states }) => states !== 'policy');
      // Members add up.
      if (policies.length === 0 && parts.every(({ states }) => states === 'member')) continue;
      for (const participants of policies.length > 0 ? [all] : byRoleAndCondition(parts)) {
        const [authority] = participants.filter(({ states }) => states === (policies.length > 0 ? 'policy' : 'binding'));
        const fighting = authority ? participants.filter((each) => each === authority || meets(authority, each)) : [];
        const sorted = fighting.toSorted((a, b) => compareSpans(a.span, b.span));
        const last = sorted.at(-1);
        if (!authority || !last || fighting.length < 2) continue;
        const others = new Map(sorted.filter(({ span }) => compareSpans(span, last.span) !== 0).map((each) => [each.label, each]));
        report({
          at: last,
          message: message(authority, last, [...others.keys()]),
          related: [...others.values()].map((each) => ({ span: each.span, message: `${each.label} ${claim(each)}` })),
        });
      }
    }
  },
};

/** The statements of one role under one condition; those whose role or condition is unknown are nobody's rivals. */
function byRoleAndCondition(statements: readonly PolicyStatement[]): PolicyStatement[][] {
  const groups = Map.groupBy(statements, ({ role, condition }) => {
    const [name, when] = [roleKey(role), conditionKey(condition)];
    return name === undefined || when === undefined ? undefined : `${name} ${when}`;
  });
  groups.delete(undefined);
  return [...groups.values()];
}

/** Whether there can be both: two that each depend on a `count` of their own may be alternatives. */
function meets(one: PolicyStatement, other: PolicyStatement): boolean {
  return one.repetition === undefined || other.repetition === undefined || one.repetition === other.repetition;
}

function message(authority: PolicyStatement, last: PolicyStatement, others: readonly string[]): string {
  const { resource, role } = authority;
  const advice = 'state each role of a resource in one place only';
  if (others.length === 0)
    return `The instances of ${last.label} each state all members of ${roleTitle(role)} on ${resource.title}, so that the last one applied takes away what the others gave; state them in one instance.`;
  const what =
    authority.states === 'policy' ? `the whole policy of ${resource.title}` : `all members of ${roleTitle(role)} on ${resource.title}`;
  const rivals = authority === last ? list(others) : last.label;
  return `${authority.label} states ${what}, and ${rivals} ${authority === last && others.length > 1 ? 'change' : 'changes'} the same: each apply undoes the other's grants; ${advice}.`;
}

function claim({ states, resource }: PolicyStatement): string {
  switch (states) {
    case 'policy':
      return `states the whole policy of ${resource.title}`;
    case 'binding':
      return 'states all members of the role';
    case 'member':
      return 'adds a member';
    default:
      return 'states what is logged';
  }
}
