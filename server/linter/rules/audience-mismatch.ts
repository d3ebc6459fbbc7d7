import { resolve, show } from '../../../iam/text.ts';
import { isOAuthClient, leadToOne, serviceName, type Url } from '../../../iam/url.ts';
import type { IdentityModel, OutboundCall } from '../model.ts';
import type { Fix, Rule } from '../rule.ts';

export const rule: Rule = {
  title: 'ID token is for another audience than its target',
  group: 'credentials',
  severity: 'warning',
  since: '0.1.0',
  sources: [
    'https://cloud.google.com/run/docs/authenticating/service-to-service',
    'https://cloud.google.com/run/docs/configuring/custom-audiences',
  ],
  check(model, { report }) {
    for (const call of model.outboundCalls) {
      const { title, target, audience } = call;
      if (target.state !== 'known' || audience.state !== 'known' || !target.value.serverless) continue;
      if (isOAuthClient(audience.value) || accepts(target.value, audience.value, model) !== false) continue;
      const doubt = model.service(target.value) ? '' : ' unless that is one of its custom audiences';
      report({
        at: audience,
        message: `The ID token of ${title} is for ${show(audience.value.text)}, but it is sent to ${show(target.value.text)}, which refuses it${doubt}; use the URL of the service as the audience.`,
        fixes: useOwnAudience(call),
      });
    }
  },
};

/** Whether the target takes a token for the audience: its own URL or a custom audience; undefined where that cannot be told. */
function accepts(target: Url, audience: Url, model: IdentityModel): boolean | undefined {
  const service = model.service(target);
  const custom = service?.endpoint?.audiences;
  if (custom?.state === 'unknown') return undefined;
  const written = resolve(audience.text);
  if (written !== undefined && custom?.state === 'known' && custom.value.some((each) => bare(each) === bare(written))) return true;
  if (audience.serverless) return leadToOne(target, audience, (url) => model.service(url)?.name ?? serviceName(url));
  return written === undefined ? undefined : false;
}

function bare(audience: string): string {
  return audience.replace(/\/$/, '');
}

function useOwnAudience({ audience: { slot }, ownAudience }: OutboundCall): Fix[] {
  return slot && ownAudience
    ? [{ title: 'Use the URL of the target', safe: false, edits: [{ span: slot.span, newText: ownAudience }] }]
    : [];
}
