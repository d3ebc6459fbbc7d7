import { byCondition, principals, roleTitle } from '../describe.ts';
import { isEditable, remove } from '../fixes.ts';
import type { Condition, Constant, Grant } from '../model.ts';
import type { Fix, Rule } from '../rule.ts';

export const rule: Rule = {
  title: 'Condition that is always the same',
  group: 'policies',
  severity: 'warning',
  since: '0.1.0',
  sources: [
    'https://cloud.google.com/iam/docs/configuring-temporary-access',
    'https://cloud.google.com/iam/docs/conditions-attribute-reference#date-time',
  ],
  check({ grants }, { report, now }) {
    for (const { condition, grants: own } of byCondition(grants)) {
      const constant = condition.meaning?.constant(now);
      if (constant) report({ at: constant, message: messageOf(constant, own), fixes: fixes(constant, condition, own) });
    }
  },
};

function messageOf({ value, passed }: Constant, grants: readonly Grant[]): string {
  const who = principals(grants);
  const role = grants[0] ? roleTitle(grants[0].role) : 'a role';
  if (value)
    return passed
      ? `This time has passed, so the condition is always true and gives ${role} to ${who} for good; remove the condition, or give it an end.`
      : `The condition is always true and limits nothing of what ${role} gives to ${who}; remove it, or write what it was meant to say.`;
  return passed
    ? `This time has passed, so the condition can never be true again and this grant of ${role} gives nothing to ${who}; remove it.`
    : `The condition can never be true, so this grant of ${role} gives nothing to ${who}; remove it, or write what the condition was meant to say.`;
}

/** A condition that is written elsewhere may be that of other bindings, too. */
function fixes({ value }: Constant, { extent, binding, expression }: Condition, grants: readonly Grant[]): Fix[] {
  if (expression.use || !grants.every(isEditable)) return [];
  return value ? remove(extent, 'the condition') : remove(binding, 'the binding');
}
