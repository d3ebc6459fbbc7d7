import type { Span } from '../../source.ts';
import type { Slot, Value } from '../../syntax/value.ts';

/** Where a call stands. */
export interface Place {
  readonly span: Span;
  readonly slot: Slot;
}

/** One of Terraform's functions over values; undefined where its result cannot be told. */
export type TerraformFunction = (parameters: readonly Value[], place: Place) => Value | undefined;

/** The functions that matter for identity. All others are unknown. https://developer.hashicorp.com/terraform/language/functions */
export const functions: Readonly<Record<string, TerraformFunction | undefined>> = {
  jsonencode: ([value], { span, slot }) => value && { type: 'string', parts: [{ reference: undefined, span }], encoded: value, span, slot },
  tolist: ([value]) => (value?.type === 'list' ? value : undefined),
  toset: ([value]) => (value?.type === 'list' ? value : undefined),
  tostring: ([value]) => (value?.type === 'string' ? value : undefined),
};
