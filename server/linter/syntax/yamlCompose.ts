import type { CST } from 'yaml';
import { type SourceFile, type Span, span, textOf } from '../source.ts';
import { type Element, elementExtents, indentation, ownYamlLines } from './extents.ts';
import { type Entry, type Item, toText, type Value } from './value.ts';
import { blockScalar, flowScalar } from './yamlScalars.ts';

/** Deeper than any configuration; what is deeper is unknown. */
const deepest = 200;

/** How many values aliases may stand for in a document, so that a few lines do not make billions. */
const mostAliased = 100_000;

/** A value, and where its text ends: that of a string is longer than its span, that of an alias elsewhere. */
interface Composed {
  readonly value: Value;
  readonly end: number;
  /** Whether an anchor is in it, which others may need. */
  readonly anchored: boolean;
}

/** An anchored value, and of how many values it consists. */
interface Anchored {
  readonly value: Value;
  readonly weight: number;
}

/** What the composition of one document has to remember. */
interface Context {
  readonly file: SourceFile;
  /** Where text was blanked out. */
  readonly blanked: readonly number[];
  readonly anchors: Map<string, Anchored>;
  /** How many anchors there were so far. */
  defined: number;
  weight: number;
  aliased: number;
  damaged: boolean;
}

interface Collected {
  readonly start: CST.SourceToken[];
  readonly key?: CST.Token | null;
  readonly sep?: CST.SourceToken[];
  readonly value?: CST.Token | null;
}

/** The value of a document, and whether its syntax is damaged anywhere. `blanked` are the places where broken text was taken out. */
export function composeDocument(file: SourceFile, document: CST.Document, blanked: readonly number[]): { value: Value; damaged: boolean } {
  const context: Context = { file, blanked, anchors: new Map(), defined: 0, weight: 0, aliased: 0, damaged: false };
  const { value } = node(context, document.value, document.start, document.offset, 0);
  if (document.end?.some(isStray)) context.damaged = true;
  return { value, damaged: context.damaged };
}

/** The value of a token behind its properties (anchor, tag); without a token null, at `end`. */
function node(
  context: Context,
  token: CST.Token | null | undefined,
  props: readonly CST.SourceToken[],
  end: number,
  depth: number,
): Composed {
  const tag = props.find(({ type }) => type === 'tag')?.source;
  const anchor = props.find(({ type }) => type === 'anchor')?.source.slice(1);
  const weight = context.weight++;
  const defined = context.defined;
  const { value: plain, end: stop } = bare(context, token, tag, Math.max(end, endOf(props)), depth);
  const value = tagged(plain, tag);
  if (anchor !== undefined) {
    context.anchors.set(anchor, { value, weight: context.weight - weight });
    context.defined++;
  }
  return { value, end: stop, anchored: context.defined > defined };
}

const coreTags: ReadonlySet<string> = new Set(['!', '!!str', '!!int', '!!float', '!!bool', '!!null', '!!map', '!!seq']);

/** A tag that is not of the core schema means whatever its reader makes of it. */
function tagged(value: Value, tag: string | undefined): Value {
  return tag === undefined || coreTags.has(tag) ? value : { type: 'unknown', reason: 'function', span: value.span };
}

/** A value, and where its text ends. */
type Ended = Pick<Composed, 'value' | 'end'>;

function bare(context: Context, token: CST.Token | null | undefined, tag: string | undefined, end: number, depth: number): Ended {
  const { file } = context;
  switch (token?.type) {
    case undefined:
      return { value: empty(context, end), end };
    case 'scalar':
    case 'single-quoted-scalar':
    case 'double-quoted-scalar': {
      const stop = token.offset + token.source.length;
      const stray = straysBehind(context, token.end);
      const value = stray === undefined ? flowScalar(file, token, tag === '!!str' || tag === '!') : undefined;
      if (!value) context.damaged = true;
      return { value: value ?? unknown(file, token.offset, stray ?? stop), end: stray ?? stop };
    }
    case 'block-scalar':
      return blockScalar(file, token);
    case 'alias': {
      const stop = token.offset + token.source.length;
      return { value: alias(context, token.source.slice(1), span(file, token.offset, stop)), end: stop };
    }
    case 'block-map':
    case 'block-seq':
    case 'flow-collection': {
      if (depth > deepest) return { value: unknown(file, token.offset, token.offset), end: token.offset };
      if (token.type === 'block-map') return blockMap(context, token, depth + 1);
      return token.type === 'block-seq' ? blockList(context, token, depth + 1) : flowCollection(context, token, depth + 1);
    }
    default:
      context.damaged = true;
      return { value: unknown(file, end, end), end };
  }
}

/** Nothing where a value may stand: null, unless something unreadable stood there. */
function empty({ file, blanked }: Context, end: number): Value {
  const broken = blanked.find((offset) => offset >= end && /^[ \t]*$/.test(file.text.slice(end, offset)));
  if (broken !== undefined) return unknown(file, broken, broken + (/^[^\r\n]*/.exec(file.text.slice(broken))?.[0].length ?? 0));
  const prefix = file.text[end - 1] === ':' || file.text[end - 1] === '-' ? ' ' : '';
  const place = span(file, end, end);
  return { type: 'null', span: place, slot: { span: place, prefix, suffix: '' } };
}

function alias(context: Context, name: string, use: Span): Value {
  const anchored = context.anchors.get(name);
  context.aliased += anchored?.weight ?? 0;
  context.weight += anchored?.weight ?? 0;
  if (!anchored || context.aliased > mostAliased) return { type: 'unknown', reason: anchored ? 'cycle' : 'syntax', span: use };
  return { ...anchored.value, use, slot: anchored.value.slot && { span: use, prefix: '', suffix: '' } };
}

function blockMap(context: Context, token: CST.BlockMap, depth: number): Ended {
  const { file } = context;
  const pairs: Pair[] = [];
  let complete = context.blanked.length === 0;
  for (const item of token.items as Collected[]) {
    if (!item.key && !item.sep && !item.value && !item.start.some(({ type }) => type === 'explicit-key-ind')) continue;
    const composed = pair(context, item, depth);
    if (composed) pairs.push(composed);
    if (!composed?.sound || !isIndented(file.text, token, composed.start)) complete = false;
  }
  if (!complete) context.damaged = true;
  const { entries, merged } = mergeAll(pairs, (index) => blockEntryExtent(file, pairs, index));
  const start = pairs[0]?.start ?? token.offset;
  const end = pairs.at(-1)?.end ?? start;
  return { value: { type: 'map', span: span(file, start, end), entries, complete: complete && merged }, end };
}

/** Whether a key stands in its map's column; the first decides where that is. */
function isIndented(text: string, { indent }: CST.BlockMap, start: number): boolean {
  const width = indentation(text, start);
  const first = start - width === 0 || text[start - width - 1] === '\n' || text[start - width - 1] === '\uFEFF';
  return !first || width === indent;
}

/** `key: value`, from where its key begins to where its value ends. A pair that is not `sound` lost the text before it. */
interface Pair {
  readonly start: number;
  readonly end: number;
  readonly key: string;
  readonly keySpan: Span;
  readonly value: Value;
  readonly sound: boolean;
  readonly anchored: boolean;
}

/** A pair of a map, a `lone` key with null; undefined where a colon is missing or the key is no scalar. */
function pair(context: Context, { start, key, sep = [], value }: Collected, depth: number, lone = false): Pair | undefined {
  const { file } = context;
  const colon = sep.find(({ type }) => type === 'map-value-ind');
  const optional = lone || start.some(({ type }) => type === 'explicit-key-ind');
  const composed = node(context, key, start, endOf(start) || (colon?.offset ?? 0), depth);
  const keySpan = keySpanOf(file, composed.value);
  if (!keySpan || (!colon && !optional)) return undefined;
  const behind = colon ? sep.slice(sep.indexOf(colon) + 1) : [];
  const { value: held, end, anchored } = node(context, value, behind, colon ? colon.offset + 1 : composed.end, depth);
  const sound = keySpan.start === composed.value.span.start;
  const first = sound ? (start.find(isContent)?.offset ?? key?.offset ?? colon?.offset ?? keySpan.start) : keySpan.start;
  const text = sound && composed.value.type === 'string' ? toText(composed.value).text : textOf(keySpan);
  return { start: first, end, key: text, keySpan, value: held, sound, anchored: anchored || composed.anchored };
}

/** Where a scalar key stands. A half-typed one has no colon and takes the next line's key with it: only the last line counts. */
function keySpanOf(file: SourceFile, { type, span: place }: Value): Span | undefined {
  if (type === 'map' || type === 'list' || type === 'unknown') return undefined;
  const line = file.text.lastIndexOf('\n', place.end - 1) + 1;
  if (line <= place.start) return place;
  return span(file, line + (/^[ \t]*/.exec(file.text.slice(line, place.end))?.[0].length ?? 0), place.end);
}

/** The entries with those of the maps under `<<` before them, since an own key wins over a merged one. `merged` is whether all of those are known. */
function mergeAll(pairs: readonly Pair[], extent: (index: number) => Span | undefined): { entries: Entry[]; merged: boolean } {
  const own: Entry[] = [];
  const inherited: Entry[] = [];
  let merged = true;
  for (const [index, { key, keySpan, value }] of pairs.entries()) {
    if (key !== '<<') own.push({ key, keySpan, value, extent: extent(index) });
    else {
      const sources = value.type === 'list' ? value.items.map((item) => item.value) : [value];
      for (const source of sources.toReversed()) {
        if (source.type !== 'map' || !source.complete) merged = false;
        if (source.type !== 'map') continue;
        for (const { key, keySpan, value } of source.entries)
          inherited.push({ key, keySpan, value: { ...value, use: value.use ?? source.use } });
      }
    }
  }
  return { entries: [...inherited, ...own], merged };
}

/** The lines of an entry; behind a dash the stretch up to the next key. */
function blockEntryExtent(file: SourceFile, pairs: readonly Pair[], index: number): Span | undefined {
  const own = pairs[index];
  const next = pairs[index + 1];
  if (!own || own.anchored) return undefined;
  const lines = ownYamlLines(file.text, own.start, own.end);
  if (lines) return span(file, lines.start, lines.end);
  return next ? span(file, own.start, next.start) : undefined;
}

function blockList(context: Context, token: CST.BlockSequence, depth: number): Ended {
  const { file } = context;
  const items: Item[] = [];
  let complete = context.blanked.length === 0;
  let end = token.offset;
  for (const { start, value } of token.items) {
    const dash = start.find(({ type }) => type === 'seq-item-ind');
    if (!dash) {
      if (value || start.some(isContent)) complete = false;
      continue;
    }
    const composed = node(context, value, start.slice(start.indexOf(dash) + 1), dash.offset + 1, depth);
    const lines = composed.anchored ? undefined : ownYamlLines(file.text, dash.offset, composed.end);
    items.push({ value: composed.value, extent: lines && span(file, lines.start, lines.end) });
    end = composed.end;
  }
  if (!complete) context.damaged = true;
  return { value: { type: 'list', span: span(file, token.offset, end), items, complete }, end };
}

function flowCollection(context: Context, token: CST.FlowCollection, depth: number): Ended {
  const { file } = context;
  const start = token.offset;
  const isMap = token.start.source === '{';
  const close = token.end.find(({ type }) => type === 'flow-map-end' || type === 'flow-seq-end');
  const elements: FlowElement[] = [];
  let complete = close !== undefined && context.blanked.length === 0;
  let last = start + 1;
  for (const [index, item] of (token.items as Collected[]).entries()) {
    const comma = item.start.find(({ type }) => type === 'comma');
    const previous = elements.at(-1);
    if (comma && previous) elements.splice(-1, 1, { ...previous, comma: comma.offset });
    if (index > 0 && !comma) complete = false;
    if (!item.key && !item.value && !item.sep?.length) continue;
    const start = item.start.slice(comma ? item.start.indexOf(comma) + 1 : 0);
    const element = isMap || item.sep ? flowPair(context, { ...item, start }, depth) : flowItem(context, item.value, start, depth);
    if (element && (isMap ? element.pair : true)) elements.push(element);
    else complete = false;
    last = element?.end ?? last;
  }
  const end = close ? (straysBehind(context, token.end) ?? close.offset + 1) : last;
  // A template's expression, which only looks like a map in a map.
  if (/^\{[{%#]/.test(file.text.slice(start, start + 2))) return { value: unknown(file, start, end, 'variable'), end };
  if (!complete) context.damaged = true;
  const ranges = complete ? elementExtents(file.text, elements) : [];
  const extent = (index: number): Span | undefined => {
    const range = elements[index]?.anchored ? undefined : ranges[index];
    return range && span(file, range.start, range.end);
  };
  const place = span(file, start, end);
  if (!isMap)
    return {
      value: { type: 'list', span: place, items: elements.map(({ value }, index) => ({ value, extent: extent(index) })), complete },
      end,
    };
  const { entries, merged } = mergeAll(
    elements.flatMap((element) => element.pair ?? []),
    extent,
  );
  return { value: { type: 'map', span: place, entries, complete: complete && merged }, end };
}

/** An item of a flow collection; `pair` where it has a key. */
interface FlowElement extends Element {
  readonly pair: Pair | undefined;
  readonly value: Value;
  readonly anchored: boolean;
}

function flowItem(context: Context, value: CST.Token | null | undefined, props: CST.SourceToken[], depth: number): FlowElement {
  const composed = node(context, value, props, endOf(props), depth);
  const start = props.find(isContent)?.offset ?? value?.offset ?? composed.end;
  return { start, end: composed.end, comma: undefined, pair: undefined, value: composed.value, anchored: composed.anchored };
}

/** `key: value` or a lone `key` in braces; in brackets a pair is a map of its own. */
function flowPair(context: Context, item: Collected, depth: number): FlowElement | undefined {
  const lone = !item.sep?.some(({ type }) => type === 'map-value-ind');
  // Two values side by side, like `$` and `{X}`.
  if (lone && item.key && item.value) return undefined;
  const composed = pair(context, item, depth, lone);
  if (!composed?.sound) return undefined;
  const { start, end, key, keySpan, value } = composed;
  const map: Value = { type: 'map', span: span(context.file, start, end), entries: [{ key, keySpan, value }], complete: true };
  return { start, end, comma: undefined, pair: composed, value: map, anchored: composed.anchored };
}

const trivia: ReadonlySet<string> = new Set(['space', 'newline', 'comment', 'comma', 'byte-order-mark', 'doc-end']);
const closings: ReadonlySet<string> = new Set(['flow-map-end', 'flow-seq-end', 'flow-error-end']);

function isContent({ type }: CST.Token): boolean {
  return !trivia.has(type);
}

function isStray({ type }: CST.Token): boolean {
  return !trivia.has(type) && !closings.has(type);
}

/** Where the text ends that stands behind a value and should not; undefined where there is none. */
function straysBehind(context: Context, tokens: readonly CST.SourceToken[] = []): number | undefined {
  const last = tokens.findLast(isStray);
  if (!last) return undefined;
  context.damaged = true;
  return last.offset + last.source.length;
}

/** Where the last property ends; 0 where there is none. */
function endOf(props: readonly CST.SourceToken[]): number {
  const last = props.findLast(isContent);
  return last ? last.offset + last.source.length : 0;
}

function unknown(file: SourceFile, start: number, end: number, reason = 'syntax'): Value {
  return { type: 'unknown', reason, span: span(file, start, end) };
}
