import type { Annotation } from '../model.ts';
import type { Value } from '../syntax/value.ts';
import { attribute, string } from './attribute.ts';

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
    unquoted: stringsOnly && (value.type === 'boolean' || value.type === 'number'),
    ...annotated,
  }));
}

function text(value: Value): string | undefined {
  return value.type === 'boolean' || value.type === 'number' ? String(value.value) : string(value);
}
