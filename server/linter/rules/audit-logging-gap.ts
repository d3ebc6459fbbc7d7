import { list } from '../describe.ts';
import type { AuditConfig } from '../model.ts';
import type { Rule } from '../rule.ts';

export const rule: Rule = {
  title: 'Audit configuration leaves out a kind of log',
  group: 'neighbours',
  severity: 'warning',
  since: '0.1.0',
  sources: [
    'https://cloud.google.com/logging/docs/audit/configure-data-access',
    'https://cloud.google.com/logging/docs/audit/best-practices',
  ],
  check({ auditConfigs }, { report }) {
    const ofAllServices = auditConfigs.filter(({ service }) => service.state === 'known' && service.value === 'allServices');
    for (const together of Map.groupBy(ofAllServices, place).values()) {
      const [first] = together;
      if (!first || together.some(({ complete, logs }) => !complete || logs.length === 0)) continue;
      const kept = new Set(together.flatMap(({ logs }) => logs.map(({ type }) => (type.state === 'known' ? type.value : undefined))));
      const missing = logTypes.filter((type) => !kept.has(type));
      if (missing.length === 0) continue;
      report({
        at: first,
        message: `The audit configuration of allServices on ${first.resource.title} leaves out ${list(missing)}, so such requests leave no trace; add ${missing.length === 1 ? 'it' : 'them'}.`,
      });
    }
  },
};

const logTypes: readonly string[] = ['ADMIN_READ', 'DATA_READ', 'DATA_WRITE'];

/** What several configurations say of one resource adds up. */
function place({ span, resource }: AuditConfig): string {
  return `${span.file.directory} ${resource.key ?? resource.title}`;
}
