import type { Level, Resource } from '../../model.ts';
import type { Value } from '../../syntax/value.ts';
import { string } from '../attribute.ts';

/** What an argument of a published module names; it has no name where that is not known, or one of several. */
export function moduleTarget(argument: Value | undefined, level: Level, family: string): Resource {
  const [only, ...others] = argument?.type === 'list' ? argument.items.map(({ value }) => value) : [argument];
  const name = only && others.length === 0 ? string(only) : undefined;
  const noun = family.replaceAll('_', ' ');
  const title = name ? `${noun} "${name.slice(name.lastIndexOf('/') + 1)}"` : `the ${noun}`;
  return { level, family, title, name, reference: undefined };
}
