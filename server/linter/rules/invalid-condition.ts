import { mostLogicalOperators } from '../../../iam/condition.ts';
import { byCondition, roleTitle } from '../describe.ts';
import type { Fault } from '../model.ts';
import type { Fix, Rule } from '../rule.ts';

export const rule: Rule = {
  title: 'Condition that IAM cannot evaluate',
  group: 'policies',
  severity: 'error',
  since: '0.1.0',
  sources: [
    'https://cloud.google.com/iam/docs/conditions-attribute-reference',
    'https://cloud.google.com/iam/docs/conditions-overview#cel',
    'https://cloud.google.com/iam/quotas#limits',
  ],
  check({ grants }, { report }) {
    for (const { condition, grants: own } of byCondition(grants)) {
      const { title, expression, meaning } = condition;
      const role = roleTitle(own[0]?.role ?? { state: 'unknown', span: condition.span });
      if (title.state === 'absent' || (title.state === 'known' && title.value.trim() === ''))
        report({
          at: condition,
          message: `The condition on ${role} has no title, and IAM rejects it without; say in a few words what it is for.`,
        });
      if (expression.state === 'absent')
        report({
          at: condition,
          message: `The condition on ${role} has no expression, and IAM rejects it without; add one, or remove the condition.`,
        });
      for (const fault of meaning?.faults ?? [])
        report({
          at: fault,
          message: `The condition on ${role} ${fault.problem}; as it is, IAM rejects it or never grants the role.`,
          fixes: fixes(fault),
        });
      const operators = meaning?.logicalOperators ?? [];
      const tooMany = operators[mostLogicalOperators];
      if (tooMany)
        report({
          at: tooMany,
          message: `The condition on ${role} has ${operators.length} logical operators, and IAM takes ${mostLogicalOperators}: it rejects the condition; make several bindings of it.`,
        });
    }
  },
};

function fixes({ correction }: Fault): Fix[] {
  const newText = correction?.map((edit) => edit.newText).join('…');
  return correction ? [{ title: `Write ${newText}`, safe: true, edits: correction }] : [];
}
