import type { Catalog } from '../../../iam/catalog/catalog.ts';
import { allScopes, replaceLiteral } from '../fixes.ts';
import type { Rule, Severity } from '../rule.ts';

export const rule: Rule = {
  title: 'Access scope that does not exist',
  group: 'scopes',
  severity: 'error',
  since: '0.1.0',
  sources: [
    'https://developers.google.com/identity/protocols/oauth2/scopes',
    'https://cloud.google.com/sdk/gcloud/reference/compute/instances/create#--scopes',
    'https://registry.terraform.io/providers/hashicorp/google/latest/docs/resources/compute_instance#scopes',
  ],
  check({ workloads, tokenRequests }, { report, catalog }) {
    for (const { title, type, scopes, serviceAccount } of workloads) {
      if (!scopes) continue;
      // Elsewhere an empty list means the default.
      if (
        scopes.state === 'known' &&
        scopes.items.length === 0 &&
        type.startsWith('google_compute_') &&
        serviceAccount.state !== 'unknown'
      ) {
        report({
          at: scopes,
          severity: 'warning',
          message: `${title} has a service account and no access scope, so that it gets no token for any API; use cloud-platform and let the roles decide, or leave the service_account block out.`,
          fixes: allScopes(scopes),
        });
      }
    }
    for (const scope of [...workloads.flatMap(({ scopes }) => scopes?.items ?? []), ...tokenRequests.flatMap(({ scopes }) => scopes)]) {
      if (scope.state !== 'known' || scope.value === '') continue;
      const verdict = judge(scope.value, catalog);
      if (!verdict) continue;
      const { correction, ...problem } = verdict;
      report({ at: scope, ...problem, fixes: correction ? [replaceLiteral(scope, correction, `Use ${correction}`, false)] : [] });
    }
  },
};

interface Verdict {
  readonly message: string;
  readonly severity?: Severity;
  readonly correction?: string;
}

/** Scopes of OpenID Connect that are no URL. https://openid.net/specs/openid-connect-core-1_0.html#ScopeClaims */
const openId = ['openid', 'email', 'profile'];

/** Hosts that Google's scopes have had since there are scopes. https://developers.google.com/identity/protocols/oauth2/scopes */
const scopeHost = /^https:\/\/(?:[a-z0-9-]+\.)*(?:google|googleapis|youtube|blogger)\.com\//;

function judge(scope: string, catalog: Catalog): Verdict | undefined {
  const known = catalog.scope(scope);
  if (known && (scope === known.url || known.expandedBy.includes('terraform'))) return undefined;
  if (known) return { message: `Terraform does not know ${scope}, and the API takes URLs only; use ${known.url}.`, correction: known.url };
  const group = catalog.scopeGroups().find(({ name }) => name === scope);
  if (group)
    return {
      message: `${scope} stands for ${group.scopes.length} access scopes in gcloud alone: Terraform passes it on as it is and the API refuses it; list the scopes, or use cloud-platform.`,
    };
  const near = catalog.nearestScope(scope) ?? catalog.scope(scope.replace(scopeHost, 'https://www.googleapis.com/'))?.url;
  if (near) return { message: `${scope} is no access scope; it was probably meant to be ${near}.`, correction: near };
  if (openId.includes(scope) || scopeHost.test(scope)) return undefined;
  if (/^[a-z][a-z0-9+.-]*:/i.test(scope))
    return {
      severity: 'warning',
      message: `${scope} is under none of the hosts that Google's access scopes have, so a token for it is refused; use a URL under https://www.googleapis.com/auth/.`,
    };
  return {
    message: `${scope} is neither the URL of an access scope nor an alias that Terraform knows; use cloud-platform and let the roles decide.`,
  };
}
