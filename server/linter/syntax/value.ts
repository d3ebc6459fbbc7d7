import { HOLE, type Reference, type Text } from '../../../iam/text.ts';
import { type SourceFile, type Span, type Spanned, span } from '../source.ts';

/** What a YAML, JSON or Terraform expression means, with the place of every piece. All readers of configuration work on this tree. */
export type Value = StringValue | NumberValue | BooleanValue | NullValue | ListValue | MapValue | UnknownValue;

/** The parts of every value: `span` is the content of a string without its quotes, or the whole expression; `slot` is how it is written here. */
interface Valued extends Spanned {
  readonly slot?: Slot;
}

export interface StringValue extends Valued {
  readonly type: 'string';
  readonly parts: readonly Part[];
  /** The file whose text the string is. */
  readonly content?: SourceFile;
}

/** A stretch of a string. */
export type Part = TextPart | HolePart;

/** Literal text; where `text.length` is the length of its span it stands there unit for unit, else its span is one escape. */
export interface TextPart extends Spanned {
  readonly text: string;
}

/** A stretch nobody can read off the text; `reference` says what declares it where that is known. */
export interface HolePart extends Spanned {
  readonly reference: Reference | undefined;
  /** Why it is not known, where the reader of the text says so; as in UnknownValue. */
  readonly reason?: string;
  /** The file or directory whose path it is, as a URI: only who reads it from there can tell how the path is written. */
  readonly uri?: string;
  /** The value whose JSON it is, where it was made from one (Terraform's `jsonencode`, a policy's `policy_data`). */
  readonly encoded?: Value;
}

export interface NumberValue extends Valued {
  readonly type: 'number';
  readonly value: number;
}

export interface BooleanValue extends Valued {
  readonly type: 'boolean';
  readonly value: boolean;
}

export interface NullValue extends Valued {
  readonly type: 'null';
}

export interface ListValue extends Valued {
  readonly type: 'list';
  readonly items: readonly Item[];
  /** Whether it is a set of Terraform's: it has no order, and no element twice. */
  readonly set?: boolean;
  /** Whether `items` is all there is: false when a part of the collection is unknown. */
  readonly complete: boolean;
}

/** An element of a list; `extent` is the text to delete so that the rest stays well-formed, absent where that is not certain. */
export interface Item {
  readonly value: Value;
  readonly extent?: Span;
}

export interface MapValue extends Valued {
  readonly type: 'map';
  readonly entries: readonly Entry[];
  /** Whether `entries` is all there is. */
  readonly complete: boolean;
}

/** `key: value` in a map; `key.span` is the key without quotes, `extent` the text to delete for the entry to go. */
export interface Entry {
  readonly key: string;
  readonly keySpan: Span;
  readonly value: Value;
  readonly extent?: Span;
}

/** A value that cannot be read off the text. Silence follows it everywhere. */
export interface UnknownValue extends Valued {
  readonly type: 'unknown';
  /** Why, in a word that can be counted: `function`, `module`, `variable`, `provider`, `cycle`, `syntax`, `file`; `error` for what Terraform refuses. */
  readonly reason: string;
}

/** How a value is written where it stands: replace `span` by `prefix + text + suffix` to set it. `expression` is the same for a Terraform expression, usable from `module` only. */
export interface Slot {
  readonly span: Span;
  readonly prefix: string;
  readonly suffix: string;
  readonly expression?: { readonly prefix: string; readonly suffix: string; readonly module: string };
}

const none: readonly undefined[] = [];

/** The string as a text with holes. */
export function toText({ parts }: StringValue): Text {
  const only = parts.length === 1 ? parts[0] : undefined;
  if (only) return 'text' in only ? { text: only.text, holes: none } : { text: HOLE, holes: [only.reference] };
  let text = '';
  const holes: (Reference | undefined)[] = [];
  for (const part of parts) {
    if ('text' in part) text += part.text;
    else {
      text += HOLE;
      holes.push(part.reference);
    }
  }
  return { text, holes };
}

/** The string where it is literal throughout; undefined for all other values. */
export function literal(value: Value | undefined): string | undefined {
  if (value?.type !== 'string') return undefined;
  let text = '';
  for (const part of value.parts) {
    if (!('text' in part)) return undefined;
    text += part.text;
  }
  return text;
}

/** The value whose JSON the whole string is, where it was made from one. */
export function encodedValue({ parts }: StringValue): Value | undefined {
  const only = parts.length === 1 ? parts[0] : undefined;
  return only && !('text' in only) ? only.encoded : undefined;
}

/** The entry of a map under `key`, the last one as all our formats take it; undefined where there is none or `value` is no map. */
export function entry(value: Value | undefined, key: string): Entry | undefined {
  if (value?.type !== 'map') return undefined;
  const { entries } = value;
  for (let index = entries.length - 1; index >= 0; index--) if (entries[index]?.key === key) return entries[index];
  return undefined;
}

/** The value of a map under `key`; unknown where the map is not all there, since it may hold the key unseen. */
export function property(value: Value | undefined, key: string): Value | undefined {
  const found = entry(value, key)?.value;
  if (found || value?.type !== 'map' || value.complete) return found;
  return { type: 'unknown', reason: 'syntax', span: value.span, use: value.use };
}

/** The value under a path of keys, through the first element of a list where a key meets one (Terraform's nested blocks are lists). */
export function at(value: Value | undefined, ...path: readonly string[]): Value | undefined {
  let here = value;
  for (let step = 0; step < path.length; step++) {
    if (here?.type === 'list') here = here.items[0]?.value;
    here = entry(here, path[step] ?? '')?.value;
  }
  return here;
}

/** The elements at the end of a path of keys: through and of every list all of them; what is no list stands for itself. */
export function elementsAt(value: Value | undefined, ...path: readonly string[]): readonly Item[] {
  const [key, ...rest] = path;
  const items: readonly Item[] = value?.type === 'list' ? value.items : value && value.type !== 'null' ? [{ value }] : [];
  return key === undefined ? items : items.flatMap((item) => elementsAt(entry(item.value, key)?.value, ...rest));
}

/** The source of the decoded units `[start, end)` of a string. A hole counts as one unit, as in its text. */
export function spanWithin({ parts, span: whole }: StringValue, start: number, end: number): Span {
  let offset = 0;
  let from: number | undefined;
  let to = whole.end;
  for (const part of parts) {
    const length = 'text' in part ? part.text.length : 1;
    const verbatim = 'text' in part && part.text.length === part.span.end - part.span.start;
    if (from === undefined && start < offset + length) from = part.span.start + (verbatim ? start - offset : 0);
    if (end <= offset + length) {
      to = verbatim ? part.span.start + end - offset : part.span.end;
      break;
    }
    offset += length;
  }
  return span(whole.file, Math.min(from ?? whole.end, to), to);
}
