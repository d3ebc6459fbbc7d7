import {
  atScope,
  byRoleToken,
  isToSomebody,
  isTrusted,
  maybeServiceAgent,
  narrowed,
  principals,
  resources,
  roleTitle,
} from '../describe.ts';
import { escalations, isBasic } from '../powers.ts';
import type { Rule } from '../rule.ts';

export const rule: Rule = {
  title: 'Role lets its holder raise its own rights',
  group: 'grants',
  severity: 'warning',
  since: '0.1.0',
  sources: [
    'https://cloud.google.com/iam/docs/service-account-permissions',
    'https://cloud.google.com/iam/docs/best-practices-service-accounts#lateral-movement',
  ],
  check(model, { report, catalog, trust }) {
    const sources = { model, catalog };
    const applies = model.grants.filter(
      (grant) =>
        atScope(grant) &&
        isToSomebody(grant) &&
        !isBasic(grant) &&
        !maybeServiceAgent(grant) &&
        !narrowed(grant) &&
        !isTrusted(grant, trust) &&
        escalations(grant, sources).length > 0,
    );
    for (const group of byRoleToken(applies)) {
      const [first] = group;
      const [way] = first ? escalations(first, sources) : [];
      if (!first || !way) continue;
      report({
        at: first.role,
        about: group,
        message: (about) =>
          `${roleTitle(first.role)} on ${resources(about)} is a way to every right there: ${principals(about)} may ${way.path}; grant it to a few administrators only, or on the one resource that is needed.`,
      });
    }
  },
};
