import type { Annotation } from '../model.ts';
import type { Value } from '../syntax/value.ts';
import { attribute, string, strings } from './attribute.ts';

/** What a map of annotations stands on. */
export type Annotated = Pick<Annotation, 'title' | 'on' | 'level' | 'api'>;

/** The annotations of a map. `stringsOnly`: the format refuses what is no string, where others make a string of it. */
export function readAnnotations(map: Value | undefined, annotated: Annotated, stringsOnly: boolean): Annotation[] {
  if (map?.type !== 'map') return [];
  return map.entries.map(({ key, keySpan, value }) => ({
    span: keySpan,
    use: map.use,
    key,
    value: attribute(value, { span: keySpan, use: map.use }, text),
    unquoted: stringsOnly && (value.type === 'boolean' || value.type === 'number' || value.type === 'list'),
    ...annotated,
  }));
}

/** What the value says, or would say as a string: of a list its JSON. */
function text(value: Value): string | undefined {
  if (value.type === 'boolean' || value.type === 'number') return String(value.value);
  const list = value.type === 'list' ? strings(value) : undefined;
  return list ? JSON.stringify(list) : string(value);
}
