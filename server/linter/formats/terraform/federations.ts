import { HOLE } from '../../../../iam/text.ts';
import type { Federation } from '../../model.ts';
import { readExpression } from '../../syntax/celExpression.ts';
import { at, type Value } from '../../syntax/value.ts';
import { attribute, boolean, string } from '../attribute.ts';
import { valueAt } from './blocks.ts';
import { type Declared, typeLabel } from './declared.ts';

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
  return [
    {
      ...missing,
      title: resource.label,
      pool,
      protocol: (['oidc', 'aws', 'saml'] as const).find((protocol) => at(body, protocol)) ?? 'unknown',
      issuer: attribute(valueAt(body, ['oidc', 'issuer_uri']), missing, string),
      condition: attribute(condition(body), missing, (value) => (value.type === 'string' ? readExpression(value, 'token') : undefined)),
      conditionText: attribute(valueAt(body, ['attribute_condition']), missing, string),
      mapped: mapped(at(body, 'attribute_mapping')),
    },
  ];
}

function mapped(mapping: Value | undefined): string[] {
  return mapping?.type === 'map' ? mapping.entries.map(({ key }) => key).filter((key) => !key.includes(HOLE)) : [];
}

/** The condition; an empty one is none. https://cloud.google.com/iam/docs/reference/rest/v1/projects.locations.workloadIdentityPools.providers */
function condition(body: Value): Value | undefined {
  const value = valueAt(body, ['attribute_condition']);
  return value && string(value)?.trim() === '' ? undefined : value;
}
