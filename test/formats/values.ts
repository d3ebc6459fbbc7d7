import { SourceFile, textOf } from '../../server/linter/source.ts';
import type { Slot, Value } from '../../server/linter/syntax/value.ts';

/** A value as plain JavaScript; a stretch that is unknown is `…`, a whole unknown value `?` and its reason. */
export function plain(value: Value | undefined): unknown {
  if (value === undefined) return undefined;
  switch (value.type) {
    case 'map':
      return Object.fromEntries(value.entries.map((entry) => [entry.key, plain(entry.value)]));
    case 'list':
      return value.items.map((item) => plain(item.value));
    case 'string':
      return value.parts.map((part) => ('text' in part ? part.text : '…')).join('');
    case 'null':
      return null;
    case 'unknown':
      return `?${value.reason}`;
    default:
      return value.value;
  }
}

/** The text with the `number`-th extent of the value's elements taken out; undefined where it has none. */
export function without(value: Value | undefined, number: number): string | undefined {
  const elements = value?.type === 'map' ? value.entries : value?.type === 'list' ? value.items : [];
  const extent = elements[number]?.extent;
  return extent && extent.file.text.slice(0, extent.start) + extent.file.text.slice(extent.end);
}

/** The text with the slot filled in; undefined where there is none. */
export function fill(slot: Slot | undefined, text: string): string | undefined {
  if (!slot) return undefined;
  const { file, start, end } = slot.span;
  return file.text.slice(0, start) + slot.prefix + text + slot.suffix + file.text.slice(end);
}

/** Each part of a string as its source and its meaning. */
export function parts(value: Value | undefined): (readonly [source: string, text: string])[] {
  return value?.type === 'string' ? value.parts.map((part) => [textOf(part.span), 'text' in part ? part.text : '…']) : [];
}

/** A file in a directory of no importance. */
export function file(name: string, text: string): SourceFile {
  return new SourceFile(`file:///shop/${name}`, text);
}

/** Visits the value and all values in it. */
export function walk(value: Value, visit: (value: Value) => void): void {
  visit(value);
  if (value.type === 'map') for (const entry of value.entries) walk(entry.value, visit);
  if (value.type === 'list') for (const item of value.items) walk(item.value, visit);
}
