import { SourceFile, type Span } from '../source.ts';
import { type Stretches, stretches } from './parts.ts';
import { type Part, type StringValue, toText, type Value } from './value.ts';
import { parseYaml } from './yaml.ts';

/** Longer texts are nobody's configuration in a string, in UTF-16 units. */
const longest = 100_000;

/** More values than this are made of aliases of aliases. */
const mostValues = 20_000;

/**
 * The YAML value in a string of one document. Its spans are those of the string's own text, whatever it escapes; its holes are the string's. Undefined
 * where the text is no YAML, or not all of it.
 */
export function embeddedYaml(value: StringValue): Value | undefined {
  const { text } = toText(value);
  if (text.length > longest) return undefined;
  const [document, ...others] = parseYaml(new SourceFile('', text));
  if (!document || others.length > 0) return undefined;
  return relocate(document.value, { ...stretches(value.parts, value.span), use: value.use, left: mostValues });
}

interface Origin extends Stretches {
  readonly use: Span | undefined;
  left: number;
}

/** A value with its places where the string is written; undefined where a part of it is missing. */
function relocate(value: Value, origin: Origin): Value | undefined {
  if (origin.left-- <= 0) return undefined;
  const here = origin.span(value.span.start, value.span.end);
  const place = { span: here, use: origin.use };
  switch (value.type) {
    case 'string':
      return { ...place, type: 'string', parts: value.parts.flatMap((part) => written(part, origin)) };
    case 'list': {
      const items = value.items.map((item) => relocate(item.value, origin));
      if (!value.complete || !items.every((item) => item !== undefined)) return undefined;
      return { ...place, type: 'list', items: items.map((item) => ({ value: item })), complete: true };
    }
    case 'map': {
      const entries = value.entries.map(({ key, keySpan, value: own }) => ({
        key,
        keySpan: origin.span(keySpan.start, keySpan.end),
        value: relocate(own, origin),
      }));
      if (!value.complete) return undefined;
      const known = entries.flatMap((each) => (each.value ? [{ ...each, value: each.value }] : []));
      return known.length === entries.length ? { ...place, type: 'map', entries: known, complete: true } : undefined;
    }
    case 'unknown':
      return value.reason === 'syntax' || value.reason === 'cycle' ? undefined : { ...place, type: 'unknown', reason: value.reason };
    default:
      return { ...value, ...place, slot: undefined };
  }
}

/** What stands unit for unit is what it is in the string; an escape of YAML's is its own text. */
function written(part: Part, origin: Origin): readonly Part[] {
  const { start, end } = part.span;
  const verbatim = !('text' in part) || part.text.length === end - start;
  const parts = verbatim ? origin.cut(start, end) : [];
  if ('text' in part) return verbatim ? parts : [{ text: part.text, span: origin.span(start, end) }];
  const [only] = parts;
  return parts.length === 1 && only && !('text' in only) ? [only] : [{ reference: undefined, span: origin.span(start, end) }];
}
