import type { AccountReference } from '../../../iam/serviceAccount.ts';
import { HOLE } from '../../../iam/text.ts';
import { accountOf } from '../impersonation.ts';
import type { Attribute, IdentityModel } from '../model.ts';
import type { Rule } from '../rule.ts';

export const rule: Rule = {
  title: 'Service account that nothing uses',
  group: 'grants',
  severity: 'information',
  since: '0.1.0',
  sources: [
    'https://cloud.google.com/iam/docs/best-practices-service-accounts#unused-service-accounts',
    'https://cloud.google.com/iam/docs/service-account-monitoring',
  ],
  profile: 'strict',
  reach: 'workspace',
  check(model, { report }) {
    const used = new Set(references(model).flatMap(nameOf));
    for (const { accountId, email, label, mentioned, span } of model.serviceAccounts) {
      if (mentioned() || accountId.state !== 'known' || used.has(accountId.value.toLowerCase())) continue;
      report({
        at: { span },
        message: `${email ?? label} is declared and used nowhere: nothing runs as it and nothing is granted to it, so nobody would notice its misuse; remove it.`,
      });
    }
  },
};

/** Every account that the workspace names: what runs as it, what is granted to it or on it, what is made for it. */
function references(model: IdentityModel): readonly AccountReference[] {
  const attributes: readonly Attribute<AccountReference>[] = [
    ...model.workloads.map(({ serviceAccount }) => serviceAccount),
    ...model.accountUses.map(({ serviceAccount }) => serviceAccount),
    ...model.keys.map(({ account }) => account),
  ];
  return [
    ...attributes.flatMap((attribute) => (attribute.state === 'known' ? [attribute.value] : [])),
    ...model.grants.flatMap(({ principal, resource }) => [
      ...(principal.state === 'known' && principal.value.kind === 'serviceAccount' ? [principal.value.account] : []),
      ...[accountOf(resource)].filter((account) => account !== undefined),
    ]),
  ];
}

/** What stands before the @, whatever its project: that is often not written. A template in it could make any name. */
function nameOf({ email, text }: AccountReference): string[] {
  const [, name = ''] = /([^/:@]+)(?:@[^@]*)?$/.exec(email ?? text.text.toLowerCase()) ?? [];
  return name === '' || name.includes(HOLE) ? [] : [name];
}
