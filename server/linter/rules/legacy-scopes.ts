import type { Catalog } from '../../../iam/catalog/catalog.ts';
import { accountName, list } from '../describe.ts';
import { allScopes } from '../fixes.ts';
import type { Attribute } from '../model.ts';
import type { Rule } from '../rule.ts';

export const rule: Rule = {
  title: 'Access scopes in place of roles',
  group: 'scopes',
  severity: 'information',
  since: '0.1.0',
  sources: ['https://cloud.google.com/compute/docs/access/service-accounts#scopes_best_practice'],
  check({ workloads }, { report, catalog }) {
    for (const { title, scopes, serviceAccount } of workloads) {
      if (scopes?.state !== 'known' || scopes.items.length === 0) continue;
      if (serviceAccount.state !== 'known' || serviceAccount.value.kind !== 'user-managed') continue;
      if (!scopes.items.every((scope) => isNarrow(scope, catalog))) continue;
      const names = scopes.items.flatMap((scope) => (scope.state === 'known' ? scope.value.replace(/^.*\/auth\//, '') : []));
      report({
        at: scopes,
        message: `${title} runs as ${accountName(serviceAccount.value)}, whose roles say what it may do, and has the access scopes ${list(names)} besides, which are no access control and make roles fail that are granted later; use cloud-platform.`,
        fixes: allScopes(scopes),
      });
    }
  },
};

/** Whether a scope is for some of Google Cloud's services. Others, like those for Drive and Sheets, cloud-platform does not let through. */
function isNarrow(scope: Attribute<string>, catalog: Catalog): boolean {
  const known = scope.state === 'known' ? catalog.scope(scope.value) : undefined;
  return known !== undefined && known.service !== '*';
}
