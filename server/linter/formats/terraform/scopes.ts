import type { Scopes } from '../../model.ts';
import type { Span } from '../../source.ts';
import { property, type Value } from '../../syntax/value.ts';
import { attribute, string } from '../attribute.ts';

/** The access scopes under a name in the block that names the service account; `missing` is the place where there are none. */
export function readScopes(block: Value | undefined, name: string, missing: Span): Scopes {
  const value = property(block, name);
  if (value === undefined || value.type === 'null') return { span: value?.span ?? missing, use: value?.use, state: 'absent', items: [] };
  const { span, use, slot } = value;
  if (value.type !== 'list') return { span, use, slot, state: 'unknown', items: [] };
  const items = value.items.map((item) => attribute(item.value, { span }, string));
  const known = value.complete && items.every(({ state }) => state === 'known');
  return { span, use, slot, state: known ? 'known' : 'unknown', items };
}
