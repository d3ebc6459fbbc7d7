import type { AuditConfig } from '../../model.ts';
import { at, entry, type Value } from '../../syntax/value.ts';
import { string } from '../attribute.ts';
import { readAuditConfig } from '../policyFacts.ts';
import type { ForeignCall } from './moduleInstance.ts';
import { moduleTarget } from './moduleTarget.ts';
import { auditModule } from './wellKnownModules.ts';

/** What the published module for audit logs configures: each service once, with all elements of `audit_log_config` that name it. */
export function auditModuleConfigs(call: ForeignCall): AuditConfig[] {
  if (!auditModule.test(call.source ?? '')) return [];
  const body = call.body();
  const logs = at(body, 'audit_log_config');
  if (logs?.type !== 'list') return [];
  const services = Map.groupBy(logs.items, ({ value }) => serviceOf(value));
  return [...services].flatMap(([service, items]) => {
    const first = items[0] && entry(items[0].value, 'service');
    if (service === undefined || !first) return [];
    const list: Value = { type: 'list', items, complete: logs.complete && !services.has(undefined), span: logs.span };
    const { span, use } = first.value;
    const config: Value = {
      type: 'map',
      entries: [first, { key: 'audit_log_config', keySpan: first.keySpan, value: list }],
      complete: true,
      span,
    };
    return readAuditConfig(config, moduleTarget(at(body, 'project'), 'project', 'project'), { span, use });
  });
}

function serviceOf(log: Value): string | undefined {
  const service = at(log, 'service');
  return service && string(service);
}
