import type { Comparison } from '../../../iam/condition.ts';
import { perObject } from '../perObject.ts';
import { type Span, type Spanned, textOf } from '../source.ts';
import {
  type Cel,
  type CelNode,
  contentOf,
  isString,
  logicalOperators,
  nodes,
  parseCel,
  pathOf,
  type Stretch,
  type StringNode,
  stretch,
} from './cel.ts';
import { type CelConstant, constantOf } from './celConstant.ts';
import { stretches } from './parts.ts';
import { type StringValue, toText } from './value.ts';

/** What a condition, or a part of it, asks for. All places are tokens of it, wherever it is written. */
export interface Demands {
  /** Where it asks for attributes, in order. */
  readonly attributes: readonly AttributeUse[];
  /** The literals that attributes are compared with. */
  readonly literals: readonly ComparedLiteral[];
}

/** What a condition says. */
export interface Expression extends Demands {
  /** With a HOLE for each stretch that is not literal. */
  readonly text: string;
  /** Why IAM cannot evaluate it. */
  readonly faults: readonly Fault[];
  /** Each `&&`, `||` and `!`, in order. */
  readonly logicalOperators: readonly Spanned[];
  /** The functions that it calls, in order. */
  readonly calls: readonly Call[];
  /** The parts of which each is enough, as they stand between `||`; the whole where it has no such parts. */
  alternatives(): readonly (Spanned & Demands)[];
  /** What it is for every request from `now` on; undefined where that depends on the request or on what is not written here. */
  constant(now: Date): Constant | undefined;
}

/** A fault at its token. */
export interface Fault extends Spanned {
  /** Goes on from "The condition": `breaks off at its end`. */
  readonly problem: string;
  /** What makes of it what certainly was meant. */
  readonly correction: readonly Edit[] | undefined;
}

/** A replacement that needs no escapes in any syntax. */
export interface Edit {
  readonly span: Span;
  readonly newText: string;
}

/** An attribute of the request, like `resource.name`. */
export interface AttributeUse extends Spanned {
  readonly attribute: string;
}

/** A function that is called. `span` is its name. */
export interface Call extends Spanned {
  readonly name: string;
  /** The strings that it is called with, alone or in a list. `span` is without quotes. */
  readonly literals: readonly Literal[];
}

/** A string in a condition. */
export interface Literal extends Spanned {
  /** With a HOLE for each stretch that is not literal. */
  readonly text: string;
}

/** A literal that an attribute, or the tags of the resource (`resource.matchTag`), are compared with. `span` is without its quotes. */
export interface ComparedLiteral extends Spanned {
  readonly attribute: string;
  /** With a HOLE for each stretch that is not literal. */
  readonly text: string;
  readonly comparison: Comparison;
}

/** That a condition is always the same. `span` is what decides: a literal where it is one alone. */
export interface Constant extends Spanned {
  readonly value: boolean;
  /** The time that has passed, where that is what decides. */
  readonly passed: Date | undefined;
}

/**
 * What the string says as a condition on a request, or on a token from outside Google Cloud, whose claims have any type; undefined where too little of it is
 * literal.
 */
export function readExpression(value: StringValue, on: 'request' | 'token' = 'request'): Expression | undefined {
  const { text } = toText(value);
  const cel = parseCel(text);
  if (!cel) return undefined;
  const { span } = stretches(value.parts, value.span);
  const place = ({ start, end }: Stretch): Spanned => ({ span: span(start, end), use: value.use });
  const { tree } = cel;
  const faults = tree && on === 'token' ? [] : cel.faults;
  const demands = (part: CelNode | undefined): Demands => ({
    attributes: part ? attributes(part).map(({ node, path }) => ({ ...place(node), attribute: path })) : [],
    literals: part
      ? literals(part).map(({ node, attribute, comparison }) => ({ ...place(contentOf(node)), attribute, text: node.args, comparison }))
      : [],
  });
  return {
    text,
    faults: faults.map((fault) => ({ ...place(fault), problem: fault.problem, correction: edits(fault, text, place) })),
    logicalOperators: tree ? operators(tree).map(place) : [],
    ...demands(tree),
    calls: tree
      ? calls(tree).map(({ name, start, strings }) => ({
          ...place({ start, end: start + name.length }),
          name,
          literals: strings.map((node) => ({ ...place(contentOf(node)), text: node.args })),
        }))
      : [],
    alternatives: () => (tree ? disjuncts(tree) : []).map((part) => ({ ...place(stretch(part)), ...demands(part) })),
    constant(now) {
      const found = tree && faults.length === 0 ? constantAt(tree, now) : undefined;
      return found && { ...place(found.place), value: found.value, passed: found.passed };
    },
  };
}

/** The correction of a fault, where its token is written as it reads. */
function edits(fault: Cel['faults'][number], text: string, place: (stretch: Stretch) => Spanned): Edit[] | undefined {
  const found = fault.correction?.map(({ start, end, newText }) => ({
    span: place({ start, end }).span,
    newText,
    was: text.slice(start, end),
  }));
  return found?.every(({ span, was }) => textOf(span) === was) ? found.map(({ span, newText }) => ({ span, newText })) : undefined;
}

// One text has one tree, however many conditions say it.
const operators = perObject(logicalOperators);

function disjuncts(node: CelNode): CelNode[] {
  return node.op === '||' ? node.args.flatMap(disjuncts) : [node];
}

/** What each tree was at the time last asked for. */
const constants = perObject((_: CelNode): { at?: number; constant?: CelConstant | undefined } => ({}));

function constantAt(tree: CelNode, now: Date): CelConstant | undefined {
  const last = constants(tree);
  if (last.at !== now.getTime()) {
    last.constant = constantOf(tree, now);
    last.at = now.getTime();
  }
  return last.constant;
}

/** The attributes of the request that are asked for, each as deep as it is written. */
const attributes = perObject((tree: CelNode): { node: CelNode; path: string }[] => {
  const all = nodes(tree);
  const owners = new Set(all.flatMap((node) => (node.op === '.' ? [node.args[0]] : [])));
  return all.flatMap((node) => {
    const path = owners.has(node) ? undefined : pathOf(node);
    return path ? [{ node, path }] : [];
  });
});

interface Called {
  readonly name: string;
  /** Where its name is. */
  readonly start: number;
  readonly strings: readonly StringNode[];
}

/** The functions that are called, with the strings among their arguments. */
const calls = perObject((tree: CelNode): Called[] =>
  nodes(tree).flatMap((node) => {
    if (node.op !== 'call' && node.op !== 'rcall') return [];
    const [name] = node.args;
    const strings = (node.op === 'call' ? node.args[1] : node.args[2])
      .flatMap((argument) => (argument.op === 'list' ? argument.args : [argument]))
      .filter(isString);
    return [{ name, start: node.input.indexOf(name, node.op === 'call' ? node.start : node.args[1].end), strings }];
  }),
);

interface Compared {
  readonly node: StringNode;
  readonly attribute: string;
  readonly comparison: Comparison;
}

const comparisons: ReadonlyMap<string, Comparison> = new Map([
  ['startsWith', 'beginning'],
  ['contains', 'part'],
  ['endsWith', 'part'],
  ['matches', 'pattern'],
]);

const literals = perObject((tree: CelNode): Compared[] =>
  nodes(tree).flatMap((node): Compared[] => {
    switch (node.op) {
      case '==':
      case '!=':
      case 'in': {
        const [left, right] = node.args;
        const comparison = node.op === '!=' ? 'unlike' : 'whole';
        return [...compared(left, right, comparison), ...compared(right, left, comparison)];
      }
      case 'rcall': {
        const [name, receiver, [first]] = node.args;
        const comparison = comparisons.get(name);
        if (comparison && first) return compared(receiver, first, comparison);
        return receiver.op === 'id' && first
          ? compared(receiver, first, 'whole').map((each) => ({ ...each, attribute: `${each.attribute}.${name}` }))
          : [];
      }
      default:
        return [];
    }
  }),
);

function compared(attribute: CelNode, other: CelNode, comparison: Comparison): Compared[] {
  const path = pathOf(attribute);
  if (path === undefined) return [];
  return (other.op === 'list' ? other.args : [other]).filter(isString).map((node) => ({ node, attribute: path, comparison }));
}
