import { showPrincipal } from '../../../iam/principal.ts';
import { isTrusted } from '../describe.ts';
import type { Rule } from '../rule.ts';

export const rule: Rule = {
  title: 'Principal exempt from audit logs',
  group: 'policies',
  severity: 'warning',
  since: '0.1.0',
  sources: [
    'https://cloud.google.com/logging/docs/audit/configure-data-access#exempting_principals',
    'https://cloud.google.com/iam/docs/reference/rest/v1/AuditConfig',
  ],
  check({ auditConfigs }, { report, trust }) {
    for (const { logs, service, resource } of auditConfigs) {
      for (const { type, exempted } of logs) {
        for (const principal of exempted) {
          if (principal.state !== 'known' || isTrusted({ principal }, trust)) continue;
          const log = type.state === 'known' ? `${type.value} logs` : 'audit logs';
          const of = service.state === 'known' ? ` of ${service.value}` : '';
          report({
            at: principal,
            message: `${showPrincipal(principal.value)} is left out of the ${log}${of} on ${resource.title}, so nobody can tell afterwards what it did; remove the exemption.`,
          });
        }
      }
    }
  },
};
