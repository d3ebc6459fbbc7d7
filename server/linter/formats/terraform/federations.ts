import { HOLE } from '../../../../iam/text.ts';
import type { Federation } from '../../model.ts';
import type { Spanned } from '../../source.ts';
import { readExpression } from '../../syntax/celExpression.ts';
import { at, type Value } from '../../syntax/value.ts';
import { attribute, boolean, string } from '../attribute.ts';
import { valueAt } from './blocks.ts';
import { callLabel, type Declared, typeLabel } from './declared.ts';
import type { ForeignCall } from './moduleInstance.ts';
import { githubActions } from './wellKnownModules.ts';

const pools: Readonly<Record<string, Federation['pool']>> = {
  google_iam_workload_identity_pool_provider: 'workload',
  google_iam_workforce_pool_provider: 'workforce',
};

/** A provider of a workload identity or workforce pool; one that is disabled lets nobody in. */
export function federations(resource: Declared): Federation[] {
  const pool = resource.mode === 'resource' ? pools[resource.type] : undefined;
  if (!pool) return [];
  const body = resource.body();
  const disabled = at(body, 'disabled');
  if (disabled && boolean(disabled)) return [];
  const missing = typeLabel(resource);
  const issuer = attribute(valueAt(body, ['oidc', 'issuer_uri']), missing, string);
  const protocol = (['oidc', 'aws', 'saml'] as const).find((each) => at(body, each)) ?? 'unknown';
  return [{ ...missing, title: resource.label, pool, protocol, issuer, ...demands(body, missing) }];
}

/** Where the tokens of GitHub's workflows are from unless `issuer_uri` says otherwise. */
const github = 'https://token.actions.githubusercontent.com';

/** The provider that the published module for the workflows of GitHub makes. */
export function moduleFederations(call: ForeignCall): Federation[] {
  if (!githubActions.test(call.source ?? '')) return [];
  const body = call.body();
  const missing = callLabel(call);
  const issuer = attribute(at(body, 'issuer_uri'), missing, string);
  return [
    {
      ...missing,
      title: call.label + call.instance,
      pool: 'workload',
      protocol: 'oidc',
      issuer: issuer.state === 'absent' ? { ...issuer, state: 'known', value: github } : issuer,
      ...demands(body, missing),
    },
  ];
}

/** What a provider asks of tokens and makes of them, by the two arguments that say so. */
function demands(body: Value, missing: Spanned): Pick<Federation, 'condition' | 'conditionText' | 'mapped' | 'claims'> {
  const mapping = valueAt(body, ['attribute_mapping']);
  return {
    condition: attribute(condition(body), missing, (value) => (value.type === 'string' ? readExpression(value, 'token') : undefined)),
    conditionText: attribute(valueAt(body, ['attribute_condition']), missing, string),
    mapped: mapped(mapping),
    claims: claims(mapping),
  };
}

function mapped(mapping: Value | undefined): string[] {
  return mapping?.type === 'map' ? mapping.entries.map(({ key }) => key).filter((key) => !key.includes(HOLE)) : [];
}

/** The condition; an empty one is none. https://cloud.google.com/iam/docs/reference/rest/v1/projects.locations.workloadIdentityPools.providers */
function condition(body: Value): Value | undefined {
  const value = valueAt(body, ['attribute_condition']);
  return value && string(value)?.trim() === '' ? undefined : value;
}

function claims(mapping: Value | undefined): Map<string, string> {
  const entries = mapping?.type === 'map' ? mapping.entries : [];
  return new Map(
    entries.flatMap(({ key, value }) => {
      const claim = string(value)?.trim();
      return claim !== undefined && /^assertion\.\w+$/.test(claim) ? [[key, claim] as const] : [];
    }),
  );
}
