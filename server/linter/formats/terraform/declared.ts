import { type Span, type Spanned, span } from '../../source.ts';
import type { MapValue, Slot } from '../../syntax/value.ts';
import type { Absence } from '../attribute.ts';
import type { Declaration, ModuleCall, Resource } from './modules.ts';
import { nodeSpan } from './place.ts';

/** A resource or data source of a module, one for each instance of its `for_each` that is known, with its address in the workspace and its body, evaluated at the first question. */
export interface Declared extends Resource {
  readonly address: string;
  /** The module's directory. */
  readonly module: string;
  /** What chooses the instance behind the label: `["api"]`, `[0]`, or nothing where there is one, or it stands for those that are not known. */
  readonly instance: string;
  /** Whether there is this instance depends on a condition that nobody can tell. */
  readonly conditional?: boolean;
  /** The address of the last call of a module on the way that may not be made; undefined where there is none. */
  readonly uncertain: string | undefined;
  body(): MapValue;
}

/** Identifies the use of the module that a block is in: by itself, or one of its calls. */
export function moduleAddress({ address, label, instance }: Pick<Declared, 'address' | 'label' | 'instance'>): string {
  return address.slice(0, address.length - label.length - instance.length);
}

/** The place of a whole resource: its type label without quotes; in JSON syntax, where all of a type share that, its name. */
export function typeLabel({ block, file }: Resource): Spanned {
  const label = block.labels[file.name.endsWith('.json') ? 1 : 0];
  return { span: nodeSpan(label ?? block.type, file) };
}

/** The place of a call of a module: its name. */
export function callLabel({ block, file }: ModuleCall): Spanned {
  return { span: nodeSpan(block.labels[0] ?? block.type, file) };
}

/** Whether a block has as many instances as its `count` or `for_each` says. */
export function isRepeated({ block }: Declaration): boolean {
  return block.body.attributes.some(({ name: { text } }) => text === 'count' || text === 'for_each');
}

/** Where an attribute is missing from: a block by its keyword, or the resource itself by its type label; with the slot behind the block's opening brace. */
export function absence(resource: Declared, name: string, block?: Span): Absence {
  const place = block ?? typeLabel(resource).span;
  const opening = block ? bodyStart(resource, block.end) : resource.block.body.start;
  if (opening === undefined || resource.file.name.endsWith('.json')) return { span: place };
  return { span: place, slot: insertion(resource, opening, name) };
}

/** Where the body starts of the block whose keyword ends at `offset`. */
function bodyStart({ file, block }: Resource, offset: number): number | undefined {
  const brace = /^[ \t]*\{/.exec(file.text.slice(offset, block.end))?.[0];
  return brace === undefined ? undefined : offset + brace.length;
}

/** Where an argument of a module is missing from: the name of its call; with the slot behind the opening brace. */
export function missingArgument(call: ModuleCall, name: string): Absence {
  const place = callLabel(call);
  return call.file.name.endsWith('.json') ? place : { ...place, slot: insertion(call, call.block.body.start, name) };
}

/** A new line behind the opening brace, indented two deeper than the line of the brace. A block on one line has room for one attribute: none where there is one. */
function insertion({ file }: Declaration, opening: number, name: string): Slot | undefined {
  const { text } = file;
  const line = text.lastIndexOf('\n', opening - 1) + 1;
  const indent = /^[ \t]*/.exec(text.slice(line))?.[0] ?? '';
  const rest = /^[ \t]*(\r?\n)?/.exec(text.slice(opening));
  const newline = rest?.[1];
  if (newline === undefined && text.charAt(opening + (rest?.[0].length ?? 0)) !== '}') return undefined;
  const lead = newline === undefined ? ` ${name} = ` : `${newline}${indent}  ${name} = `;
  const tail = newline === undefined && !text.startsWith(' ', opening) ? ' ' : '';
  return {
    span: span(file, opening, opening),
    prefix: `${lead}"`,
    suffix: `"${tail}`,
    expression: { prefix: lead, suffix: tail, module: file.directory },
  };
}
