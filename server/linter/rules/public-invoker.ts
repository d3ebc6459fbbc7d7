import { isPublic } from '../../../iam/principal.ts';
import { atScope, roleTitle } from '../describe.ts';
import { revoke } from '../fixes.ts';
import type { Attribute, Endpoint, Workload } from '../model.ts';
import { isInvoker } from '../powers.ts';
import type { Rule, Severity } from '../rule.ts';
import { textOf } from '../source.ts';

export const rule: Rule = {
  title: 'Anyone on the internet may invoke this',
  group: 'runtime',
  severity: 'warning',
  since: '0.1.0',
  sources: ['https://cloud.google.com/run/docs/authenticating/public', 'https://cloud.google.com/run/docs/securing/ingress'],
  check(model, { report, catalog }) {
    for (const grant of model.grants) {
      const { principal, role, resource } = grant;
      if (principal.state !== 'known' || !isPublic(principal.value) || !isInvoker(grant, { model, catalog })) continue;
      const endpoint = model.workload(resource)?.endpoint;
      const severity = exposure(endpoint);
      if (!severity) continue;
      const who = principal.value.kind === 'public' ? principal.value.id : 'allUsers';
      report({
        at: principal,
        about: [grant],
        severity,
        message: `${who} may invoke ${atScope(grant) ? 'every service in ' : ''}${resource.title}: ${reach(severity, endpoint)} ${who === 'allUsers' ? 'without signing in' : 'with any Google account'}; grant ${roleTitle(role)} to the callers, unless it is meant to be public.`,
        fixes: revoke(grant, who),
      });
    }
    for (const { title, endpoint } of model.workloads) {
      if (endpoint?.invokerCheck.state !== 'known' || endpoint.invokerCheck.value) continue;
      const severity = exposure(endpoint);
      if (!severity) continue;
      report({
        at: endpoint.invokerCheck,
        severity,
        message: `${title} does not ask IAM who invokes it: ${reach(severity, endpoint)} without signing in; leave the invoker check on and grant roles/run.invoker to the callers, unless it is meant to be public.`,
        fixes: enableCheck(endpoint),
      });
    }
  },
};

/** How far the service is open: not at all behind IAP, to the internet unless ingress says otherwise; the lower where that is unknown. Undefined: closed or untold. */
function exposure(endpoint: Workload['endpoint']): Severity | undefined {
  if (!endpoint) return 'warning';
  if (endpoint.iap.state === 'unknown' || isTrue(endpoint.iap)) return undefined;
  return endpoint.ingress.state === 'absent' || (endpoint.ingress.state === 'known' && endpoint.ingress.value === 'all')
    ? 'warning'
    : 'information';
}

function isTrue(attribute: Attribute<boolean>): boolean {
  return attribute.state === 'known' && attribute.value;
}

function reach(severity: Severity, endpoint: Endpoint | undefined): string {
  if (!endpoint) return 'every request that reaches it gets in';
  return severity === 'warning' ? 'every request from the internet gets in' : 'every request that its ingress lets through gets in';
}

function enableCheck({ invokerCheck }: Endpoint) {
  return textOf(invokerCheck.span) === 'true'
    ? [{ title: 'Ask IAM who invokes it', safe: false, edits: [{ span: invokerCheck.span, newText: 'false' }] }]
    : [];
}
