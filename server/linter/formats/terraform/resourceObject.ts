import type { Reference } from '../../../../iam/text.ts';
import { isOwnUrl } from '../../../../iam/url.ts';
import type { Span } from '../../source.ts';
import { entry, type MapValue, type Value } from '../../syntax/value.ts';
import { string } from '../attribute.ts';
import type { Selectable, Step } from './collections.ts';
import { computedAttribute } from './computed.ts';
import { unknownAt } from './place.ts';
import { follow } from './traversal.ts';

/** What an instance of a resource, a data source or an ephemeral resource is: what its block says, what the provider computes from it, or at least whose attribute it is. */
export function resourceObject(identity: Identity, body: () => MapValue, here: Span): MapValue & Selectable {
  return object(identity, here, (attribute, deeper, there) => {
    const configured = entry(body(), attribute)?.value;
    if (configured) return { configured: follow(configured, deeper, there) };
    return computedAttribute(identity, attribute, body);
  });
}

/** What is known of something that no file declares. */
export function undeclaredObject(identity: Identity, here: Span): MapValue & Selectable {
  return object(identity, here, () => undefined);
}

type Identity = Pick<Reference, 'mode' | 'type' | 'address' | 'label' | 'output'>;

/** What is known of an attribute: its value where the block has it, or what the provider computes. */
interface Known {
  readonly configured?: Value;
  readonly text?: string;
  readonly encoded?: Value;
}

function object(
  identity: Identity,
  here: Span,
  known: (attribute: string, deeper: readonly Step[], there: Span) => Known | undefined,
): MapValue & Selectable {
  const select: Selectable['select'] = ([attribute, ...deeper], there) => {
    // An index behind a block that makes one thing chooses it.
    if (typeof attribute === 'number') return deeper.length > 0 ? select(deeper, there) : object(identity, here, known);
    if (attribute === undefined) return unknownAt(there, 'index');
    const found = known(attribute, deeper, there);
    const { configured } = found ?? {};
    const written = attribute + deeper.map((step) => (typeof step === 'string' ? `.${step}` : `[${step}]`)).join('');
    if (!isOwnUrl(identity.type, written)) {
      if (configured && configured.type !== 'string' && configured.type !== 'null' && configured.type !== 'unknown') return configured;
      if (deeper.length > 0) return configured ?? unknownAt(there, 'provider');
    }
    const value = configured ? string(configured) : found?.text;
    const hole: Reference = { ...identity, attribute: written, value };
    return { type: 'string', span: there, parts: [{ reference: hole, span: there, encoded: found?.encoded }] };
  };
  return { type: 'map', entries: [], complete: false, span: here, select };
}
