import type { Level, Resource } from '../../model.ts';
import type { Value } from '../../syntax/value.ts';
import { string } from '../attribute.ts';
import { resourceTitle } from './resourceTitle.ts';

/** What an argument of a published module names; it has no name where that is not known, or one of several. */
export function moduleTarget(argument: Value | undefined, level: Level, family: string): Resource {
  const [only, ...others] = argument?.type === 'list' ? argument.items.map(({ value }) => value) : [argument];
  const name = only && others.length === 0 ? string(only) : undefined;
  return { level, family, title: resourceTitle(family, name), name, reference: undefined };
}
