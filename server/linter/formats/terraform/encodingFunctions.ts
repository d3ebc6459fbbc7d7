import type { SourceFile } from '../../source.ts';
import { embeddedCsv, parseCsv } from '../../syntax/csv.ts';
import { embeddedYaml } from '../../syntax/embeddedYaml.ts';
import { embeddedJson, parseJsonLines } from '../../syntax/json.ts';
import { encodedValue, type StringValue, type Value } from '../../syntax/value.ts';
import { parseYaml } from '../../syntax/yaml.ts';
import { textAt, used } from './collections.ts';
import type { TerraformFunction } from './functions.ts';
import { wordOf } from './operators.ts';
import type { Place } from './place.ts';

/** The functions that write values as text and read them back. What `jsonencode` and `yamlencode` make is known by the value, not by its text. */
export const encodingFunctions: Readonly<Record<string, TerraformFunction>> = {
  jsonencode: encoded,
  yamlencode: encoded,
  jsondecode: decoded(embeddedJson, parseJsonLines),
  yamldecode: decoded(embeddedYaml, (file) => parseYaml(file).map(({ value }) => value)),
  csvdecode: decoded(embeddedCsv, (file) => [parseCsv(file)]),
  base64encode: ([value], place) => changed(value, place, (text) => btoa(String.fromCharCode(...new TextEncoder().encode(text)))),
  base64decode: ([value], place) => changed(value, place, (text) => fromBase64(text)),
  urlencode: ([value], place) =>
    changed(value, place, (text) =>
      encodeURIComponent(text)
        .replaceAll('%20', '+')
        .replace(/[!'()*]/g, (each) => `%${each.charCodeAt(0).toString(16).toUpperCase()}`),
    ),
  urldecode: ([value], place) => changed(value, place, fromUrl),
};

function encoded([value]: readonly Value[], { span, slot }: Place): Value | undefined {
  return value && { type: 'string', parts: [{ reference: undefined, reason: 'function', span, encoded: value }], span, slot };
}

/** How long something is in data, in UTF-16 units, at least where there is much of it. */
const lengthOfThing = 20;

/** The value that a string encodes. What a file holds is read in the file itself, so that its values are written as they are there. */
function decoded(embedded: (value: StringValue) => Value | undefined, read: (file: SourceFile) => readonly Value[]): TerraformFunction {
  return ([value], place, budget) => {
    if (value?.type !== 'string') return undefined;
    const { content } = value;
    if (!content) return encodedValue(value) ?? embedded(value);
    budget.read(content, content.text.length / lengthOfThing);
    const [only, ...others] = read(content);
    return only && others.length === 0 ? used(only, place, budget) : undefined;
  };
}

/** Longer texts are nobody's names. */
const longest = 10_000;

function changed(value: Value | undefined, { span, slot }: Place, change: (text: string) => string | undefined): Value | undefined {
  const text = wordOf(value);
  if (text === undefined || text.length > longest || !text.isWellFormed()) return undefined;
  const result = change(text);
  return result === undefined ? undefined : { ...textAt(result, span), slot };
}

function fromBase64(text: string): string | undefined {
  if (!/^(?:[A-Za-z0-9+/]{4})*(?:[A-Za-z0-9+/]{2}==|[A-Za-z0-9+/]{3}=)?$/.test(text)) return undefined;
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(Uint8Array.from(atob(text), (each) => each.charCodeAt(0)));
  } catch {
    return undefined;
  }
}

function fromUrl(text: string): string | undefined {
  try {
    return decodeURIComponent(text.replaceAll('+', '%20'));
  } catch {
    return undefined;
  }
}
