import { type SourceFile, type Span, span } from '../../source.ts';
import type { Attribute, Block, Body, Expression } from '../../syntax/hcl/ast.ts';
import type { Entry, Item, ListValue, MapValue, Value } from '../../syntax/value.ts';
import type { Budget } from './budget.ts';
import { elements, iteration, type Scope } from './collections.ts';
import type { Evaluate } from './evaluate.ts';
import { nodeSpan, unknownAt } from './place.ts';

/** A body and the file it stands in. */
export interface Layer {
  readonly file: SourceFile;
  readonly body: Body;
}

/** Reads bodies of blocks as maps, where the names of `scope` are bound; the map stands where the first body does, or at `place`. What nobody asks for is not evaluated. */
export type ReadBody = (layers: readonly Layer[], scope: Scope | undefined, place?: Span) => MapValue;

/**
 * A reader of bodies. The attributes are entries; the blocks of one type are a list of maps under its name, whose key is the first block's type. Of several
 * layers a later one replaces the attributes it has, and all blocks of the types it has.
 */
export function bodyReader(evaluate: Evaluate, budget: Budget): ReadBody {
  const read: ReadBody = (layers, scope, place) => {
    const own = layers[0];
    if (!own) throw new RangeError('a body has a layer');
    const { file, body } = own;
    const context: Context = { evaluate, scope, file };
    let entries: Entry[] = body.attributes.map((attribute) => new AttributeEntry(attribute, context));
    // In JSON syntax dynamic blocks are attributes.
    let complete = !body.attributes.some(({ name }) => name.text === 'dynamic');
    if (body.blocks.length > 0) complete = readBlocks(body.blocks, file, scope, entries) && complete;
    for (let index = 1; index < layers.length; index++) {
      const layer = layers[index];
      if (!layer) break;
      const later = read([layer], scope);
      const replaced = new Set([...later.entries.map(({ key }) => key), ...layer.body.blocks.map(blockType)]);
      entries = [...entries.filter(({ key }) => !replaced.has(key)), ...later.entries];
      complete &&= later.complete;
    }
    return { type: 'map', entries, complete, span: place ?? span(file, body.start, body.end) };
  };

  /** Adds an entry for each type of block; whether these are all blocks. */
  const readBlocks = (blocks: readonly Block[], file: SourceFile, scope: Scope | undefined, entries: Entry[]): boolean => {
    let complete = true;
    const groups: BlockGroup[] = [];
    for (const block of blocks) {
      const key = blockType(block);
      // A body has few types of blocks.
      let group = groups.find((each) => each.key === key);
      if (!group) {
        group = { key, first: block, items: [] };
        groups.push(group);
      }
      if (block.type.text !== 'dynamic') group.items.push(new BlockItem(block, block.body, file, scope, nested, true));
      else if (!generated(block, file, scope, group.items)) complete = false;
    }
    for (const { key, first, items } of groups) {
      if (items.length === 0) continue;
      const place = nodeSpan(first.type, file);
      const value: ListValue = { type: 'list', items, complete: true, span: place };
      entries.push({ key, keySpan: place, value });
    }
    return complete;
  };

  /** The body of a nested block, whose place is its keyword. */
  const nested: Nested = (type, body, file, scope) => {
    const place = nodeSpan(type, file);
    if (!budget.spend() || !budget.down()) return { type: 'map', entries: [], complete: false, span: place };
    try {
      return read([{ file, body }], scope, place);
    } finally {
      budget.up();
    }
  };

  /** Adds the blocks that a dynamic block makes; false where there may be others. */
  const generated = (block: Block, file: SourceFile, scope: Scope | undefined, items: Item[]): boolean => {
    const content = block.body.blocks.find(({ type }) => type.text === 'content');
    const forEach = given(block, 'for_each');
    const collection = forEach && evaluate(forEach, file, scope);
    if (!content || (collection?.type !== 'list' && collection?.type !== 'map')) return false;
    const iterator = given(block, 'iterator');
    const name = iterator?.kind === 'variable' ? iterator.name : blockType(block);
    for (const element of elements(collection)) {
      if (!budget.spend()) return false;
      items.push(new BlockItem(content, content.body, file, { name, value: iteration(element), outer: scope }, nested, false));
    }
    return collection.complete;
  };

  return read;
}

/** The blocks of one type. */
interface BlockGroup {
  readonly key: string;
  readonly first: Block;
  readonly items: Item[];
}

type Nested = (type: Block['type'], body: Body, file: SourceFile, scope: Scope | undefined) => MapValue;

interface Context {
  readonly evaluate: Evaluate;
  readonly scope: Scope | undefined;
  readonly file: SourceFile;
}

/** An attribute as an entry, evaluated at the first question. */
class AttributeEntry implements Entry {
  readonly key: string;
  readonly #attribute: Attribute;
  #context: Context | undefined;
  #value: Value | undefined;
  readonly #file: SourceFile;

  constructor(attribute: Attribute, context: Context) {
    this.key = attribute.name.text;
    this.#attribute = attribute;
    this.#context = context;
    this.#file = context.file;
  }

  get keySpan(): Span {
    return nodeSpan(this.#attribute.name, this.#file);
  }

  get value(): Value {
    if (this.#value) return this.#value;
    const context = this.#context;
    if (!context) return unknownAt(nodeSpan(this.#attribute.value, this.#file), 'cycle');
    this.#context = undefined;
    this.#value = context.evaluate(this.#attribute.value, context.file, context.scope);
    return this.#value;
  }
}

/** A nested block as an item, read at the first question. */
class BlockItem implements Item {
  readonly #block: Block;
  readonly #body: Body;
  readonly #file: SourceFile;
  readonly #scope: Scope | undefined;
  readonly #nested: Nested;
  readonly #written: boolean;
  #value: MapValue | undefined;

  constructor(block: Block, body: Body, file: SourceFile, scope: Scope | undefined, nested: Nested, written: boolean) {
    this.#block = block;
    this.#body = body;
    this.#file = file;
    this.#scope = scope;
    this.#nested = nested;
    this.#written = written;
  }

  get value(): MapValue {
    this.#value ??= this.#nested(this.#block.type, this.#body, this.#file, this.#scope);
    return this.#value;
  }

  /** A dynamic block stands for all that it makes. */
  get extent(): Span | undefined {
    return this.#written ? nodeSpan(this.#block, this.#file) : undefined;
  }
}

function given(block: Block, name: string): Expression | undefined {
  return block.body.attributes.find((attribute) => attribute.name.text === name)?.value;
}

/** The type of the blocks that a block stands for. */
function blockType({ type, labels }: Block): string {
  return type.text === 'dynamic' ? (labels[0]?.text ?? type.text) : type.text;
}
