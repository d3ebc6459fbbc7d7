import { calendarRanges } from '../../../iam/condition.ts';
import { HOLE } from '../../../iam/text.ts';
import { type CelNode, children, contentOf, nodes, pathOf, type Stretch, stretch } from './cel.ts';

/** What a condition is for every request from a time on. */
export interface CelConstant {
  readonly value: boolean;
  /** What decides: a literal where it is one alone, or the part of the expression. */
  readonly place: Stretch;
  /** The time that has passed, where that is what decides. */
  readonly passed?: Date;
}

/** More combinations of attributes than this are not tried. */
const mostWorlds = 500;

/**
 * What the condition is for every request from `now` on, whatever is asked for; undefined where that depends, or nobody can tell.
 * Tried are all the times between which its comparisons can change, all the strings that its attributes are compared with and one that is none of them, and
 * the hours, weekdays and so on around those that it names.
 */
export function constantOf(tree: CelNode, now: Date): CelConstant | undefined {
  const worlds = worldsOf(tree, now.getTime());
  const always = (node: CelNode): boolean | undefined => {
    let found: boolean | undefined;
    for (const world of worlds) {
      const value = evaluate(node, world);
      if (typeof value !== 'boolean' || (found ?? value) !== value) return undefined;
      found = value;
    }
    return found;
  };
  const value = always(tree);
  if (value === undefined) return undefined;
  const { node, literal } = decider(tree, value, always);
  const passed = literal && literal.op === 'value' ? passedTime(node, now) : undefined;
  return { value, place: literal ? contentOf(literal) : stretch(node), passed };
}

/** The smallest part that decides alone. */
function decider(
  node: CelNode,
  value: boolean,
  always: (node: CelNode) => boolean | undefined,
): { node: CelNode; literal: CelNode | undefined } {
  if (node.op === '!_') return decider(node.args, !value, always);
  if ((node.op === '&&' && !value) || (node.op === '||' && value)) {
    const part = node.args.find((each) => always(each) === value);
    if (part) return decider(part, value, always);
  }
  const literals = nodes(node).filter(({ op }) => op === 'value');
  const isPart = node.op === '&&' || node.op === '||' || node.op === '?:';
  return { node, literal: !isPart && literals.length === 1 ? literals[0] : undefined };
}

/** The time that the comparison is with, where that has passed. */
function passedTime({ op, args }: CelNode, now: Date): Date | undefined {
  if (!isComparison(op)) return undefined;
  const time = (args as readonly CelNode[]).map((each) => constantTime(each)).find((each) => each !== undefined);
  return time !== undefined && time <= now.getTime() ? new Date(time) : undefined;
}

/** One way things can be: the time of the request, and what the attributes that are compared with literals are. */
interface World {
  readonly time: number;
  /** By path, or by the text of a calendar function's call; undefined for a string that the condition does not have. */
  readonly attributes: ReadonlyMap<string, string | number | undefined>;
}

function worldsOf(tree: CelNode, now: number): World[] {
  const all = nodes(tree);
  const later = all.flatMap((node) => [constantTime(node) ?? [], turningTimes(node)].flat()).filter((time) => time >= now);
  const times = [...new Set([now, ...later.flatMap((time) => [time - 1, time, time + 1])])].filter((time) => time >= now);
  if (times.length > mostWorlds) return [];
  let attributes: World['attributes'][] = [new Map()];
  const strings = [...comparedStrings(all)].map(([path, literals]) => [path, [undefined, ...literals]] as const);
  for (const [path, values] of [...strings, ...comparedNumbers(all)]) {
    if (attributes.length * values.length * times.length > mostWorlds) continue;
    attributes = attributes.flatMap((each) => values.map((value) => new Map(each).set(path, value)));
  }
  return attributes.flatMap((each) => times.map((time) => ({ time, attributes: each })));
}

/** The literals that each attribute is compared with, as a whole. */
function comparedStrings(all: readonly CelNode[]): Map<string, Set<string>> {
  const compared = new Map<string, Set<string>>();
  for (const node of all) {
    if (node.op !== '==' && node.op !== '!=' && node.op !== 'in') continue;
    const [left, right] = node.args;
    for (const [attribute, other] of [
      [left, right],
      [right, left],
    ] as const) {
      const path = attributePath(attribute);
      if (path === undefined) continue;
      const literals = compared.get(path) ?? new Set();
      for (const { op, args } of other.op === 'list' ? other.args : [other]) {
        if (op === 'value' && typeof args === 'string' && !args.includes(HOLE)) literals.add(args);
      }
      compared.set(path, literals);
    }
  }
  return compared;
}

/** The numbers that decide what each calendar function is compared with; none for a function that is used in another way, too. */
function comparedNumbers(all: readonly CelNode[]): Map<string, readonly number[]> {
  const found = new Map<string, readonly number[]>();
  const compared = all.flatMap((node) => {
    if (!isComparison(node.op)) return [];
    const [left, right] = node.args as readonly CelNode[];
    const [call, other] = left && calendarCall(left) ? [left, right] : [right, left];
    const number = other && literal(other.op === 'value' ? other.args : undefined);
    return call && isRange(number) ? [{ call, number: Math.floor(number.least) }] : [];
  });
  for (const [key, uses] of Map.groupBy(compared, ({ call }) => calendarCall(call)?.key)) {
    const range = uses[0] && calendarCall(uses[0].call)?.range;
    if (key === undefined || !range || uses.length < all.filter((node) => calendarCall(node)?.key === key).length) continue;
    const around = uses.flatMap(({ number }) => [number - 1, number, number + 1]).filter((each) => range[0] <= each && each <= range[1]);
    found.set(key, [...new Set([...range, ...around])]);
  }
  return found;
}

/** `request.time.getHours("Europe/Berlin")`: what identifies it, and what it returns. */
function calendarCall(node: CelNode): { key: string; range: readonly [least: number, most: number] } | undefined {
  if (node.op !== 'rcall') return undefined;
  const [name, receiver] = node.args;
  const range = Object.hasOwn(calendarRanges, name) && pathOf(receiver) === 'request.time' ? calendarRanges[name] : undefined;
  return range && { key: node.input.slice(node.start, node.end).replace(/\s/g, ''), range };
}

/** An attribute that is one string for each request. */
function attributePath(node: CelNode): string | undefined {
  const path = pathOf(node);
  return path && /^(?:resource\.(?:name|type|service)|request\.(?:host|path)|destination\.ip)$/.test(path) ? path : undefined;
}

/** A time or a duration, in milliseconds. */
interface Time {
  readonly kind: 'time' | 'duration';
  readonly milliseconds: number;
}

/** A number that may be any from `least` to `most`. */
interface Range {
  readonly kind: 'range';
  readonly least: number;
  readonly most: number;
}

/** An attribute's string that is none of those that it is compared with. */
interface Other {
  readonly kind: 'other';
}

type CelValue = boolean | string | Time | Range | Other;

/** The value of a node in a world; undefined where it is not known. */
function evaluate(node: CelNode, world: World): CelValue | undefined {
  switch (node.op) {
    case 'value':
      return literal(node.args);
    case '.': {
      const path = attributePath(node);
      if (path === undefined || !world.attributes.has(path)) return undefined;
      const value = world.attributes.get(path);
      return typeof value === 'string' ? value : { kind: 'other' };
    }
    case '!_': {
      const value = evaluate(node.args, world);
      return typeof value === 'boolean' ? !value : undefined;
    }
    case '&&':
    case '||': {
      const decisive = node.op === '||';
      const [left, right] = node.args.map((each) => evaluate(each, world));
      if (left === decisive || right === decisive) return decisive;
      return left === !decisive && right === !decisive ? !decisive : undefined;
    }
    case '?:': {
      const condition = evaluate(node.args[0], world);
      return typeof condition === 'boolean' ? evaluate(node.args[condition ? 1 : 2], world) : undefined;
    }
    case 'in': {
      const [left, right] = node.args;
      return right.op === 'list'
        ? isIn(
            evaluate(left, world),
            right.args.map((each) => evaluate(each, world)),
          )
        : undefined;
    }
    case '+':
    case '-':
    case 'call': {
      const constant = constantSpan(node);
      if (constant) return constant;
      const moved = movedTime(node);
      return moved && { kind: moved.kind, milliseconds: world.time + moved.milliseconds };
    }
    case 'rcall':
      return method(node, world);
    default:
      if (!isComparison(node.op)) return undefined;
      return compare(node.op, operand(node.args as readonly CelNode[], 0, world), operand(node.args as readonly CelNode[], 1, world));
  }
}

function literal(value: unknown): CelValue | undefined {
  if (typeof value === 'boolean') return value;
  if (typeof value === 'string') return value.includes(HOLE) ? undefined : value;
  if (typeof value !== 'bigint' && typeof value !== 'number') return undefined;
  return { kind: 'range', least: Number(value), most: Number(value) };
}

/** The time of the request counts where it is compared as it is: only then it is among the times tried. */
function operand(args: readonly CelNode[], index: number, world: World): CelValue | undefined {
  const node = args[index];
  if (!node) return undefined;
  return pathOf(node) === 'request.time' ? { kind: 'time', milliseconds: world.time } : evaluate(node, world);
}

function method(node: CelNode & { op: 'rcall' }, world: World): CelValue | undefined {
  const [name, receiver, [only]] = node.args;
  if (pathOf(receiver) === 'request.time') {
    // Whatever the time zone, the year is no earlier than half a day ago.
    if (name === 'getFullYear')
      return { kind: 'range', least: new Date(world.time - 86_400_000).getUTCFullYear(), most: Number.POSITIVE_INFINITY };
    const called = calendarCall(node);
    const value = called && world.attributes.get(called.key);
    if (typeof value === 'number') return { kind: 'range', least: value, most: value };
    return called && { kind: 'range', least: called.range[0], most: called.range[1] };
  }
  const text = evaluate(receiver, world);
  const part = only && evaluate(only, world);
  // Every string begins and ends with the empty one.
  if (part === '' && /^(?:startsWith|endsWith|contains)$/.test(name) && attributePath(receiver) !== undefined) return true;
  if (typeof text !== 'string' || typeof part !== 'string') return undefined;
  switch (name) {
    case 'startsWith':
      return text.startsWith(part);
    case 'endsWith':
      return text.endsWith(part);
    case 'contains':
      return text.includes(part);
    default:
      return undefined;
  }
}

function isIn(value: CelValue | undefined, items: readonly (CelValue | undefined)[]): boolean | undefined {
  const results = items.map((item) => compare('==', value, item));
  return results.includes(true) ? true : results.every((each) => each === false) ? false : undefined;
}

type ComparisonOperator = '==' | '!=' | '<' | '<=' | '>' | '>=';

function isComparison(op: string): op is ComparisonOperator {
  return /^(?:[=!<>]=|[<>])$/.test(op);
}

function compare(operator: ComparisonOperator, left: CelValue | undefined, right: CelValue | undefined): boolean | undefined {
  if (left === undefined || right === undefined) return undefined;
  if (operator === '!=') return negate(compare('==', left, right));
  if (typeof left === 'object' && typeof right === 'object') {
    const [a, b] = [rangeOf(left), rangeOf(right)];
    return a && b && left.kind === right.kind ? compareRanges(operator, a, b) : undefined;
  }
  if (operator !== '==') return undefined;
  // A string that the condition does not have is none of its literals.
  if (typeof left === 'object' || typeof right === 'object')
    return kindOf(left) === 'other' || kindOf(right) === 'other' ? false : undefined;
  return left === right;
}

function isRange(value: CelValue | undefined): value is Range {
  return typeof value === 'object' && value.kind === 'range';
}

function kindOf(value: CelValue): string {
  return typeof value === 'object' ? value.kind : typeof value;
}

function rangeOf(value: Time | Range | Other): { least: number; most: number } | undefined {
  if (value.kind === 'range') return value;
  return value.kind === 'other' ? undefined : { least: value.milliseconds, most: value.milliseconds };
}

function compareRanges(
  operator: ComparisonOperator,
  a: { least: number; most: number },
  b: { least: number; most: number },
): boolean | undefined {
  switch (operator) {
    case '<':
      return a.most < b.least ? true : a.least >= b.most ? false : undefined;
    case '<=':
      return a.most <= b.least ? true : a.least > b.most ? false : undefined;
    case '>':
      return compareRanges('<', b, a);
    case '>=':
      return compareRanges('<=', b, a);
    default:
      if (a.most < b.least || a.least > b.most) return false;
      return a.least === a.most && b.least === b.most ? true : undefined;
  }
}

function negate(value: boolean | undefined): boolean | undefined {
  return value === undefined ? undefined : !value;
}

/** The time, in milliseconds, of `timestamp("…")`, `date("…")`, and one of these with a duration added or taken away. */
function constantTime(node: CelNode): number | undefined {
  if (node.op === 'call') {
    const [name, [only]] = node.args;
    if (only?.op !== 'value' || typeof only.args !== 'string') return undefined;
    return name === 'timestamp' ? time(only.args) : name === 'date' ? time(`${only.args}T00:00:00Z`) : undefined;
  }
  if (node.op !== '+' && node.op !== '-') return undefined;
  const [left, right] = children(node);
  const start = left && constantTime(left);
  const length = right && duration(right);
  if (start === undefined || length === undefined) return undefined;
  return node.op === '+' ? start + length : start - length;
}

/** A time or a duration that is the same for every request. */
function constantSpan(node: CelNode): Time | undefined {
  const [time, length] = [constantTime(node), duration(node)];
  if (time !== undefined) return { kind: 'time', milliseconds: time };
  return length === undefined ? undefined : { kind: 'duration', milliseconds: length };
}

/** `request.time` with a constant added or taken away, as what is to be added to it: a time, or the duration since a time. */
function movedTime(node: CelNode): Time | undefined {
  if (node.op !== '+' && node.op !== '-') return undefined;
  const [left, right] = node.args;
  const constant = pathOf(left) === 'request.time' ? constantSpan(right) : undefined;
  if (!constant || (node.op === '+' && constant.kind === 'time')) return undefined;
  const milliseconds = node.op === '+' ? constant.milliseconds : -constant.milliseconds;
  return { kind: constant.kind === 'time' ? 'duration' : 'time', milliseconds };
}

/** The times of a request at which the comparison of a moved time turns. */
function turningTimes({ op, args }: CelNode): number[] {
  if (!isComparison(op)) return [];
  const [left, right] = args as readonly CelNode[];
  return [[left, right] as const, [right, left] as const].flatMap(([one, other]) => {
    const moved = one && movedTime(one);
    const constant = other && constantSpan(other);
    return moved && constant ? [constant.milliseconds - moved.milliseconds] : [];
  });
}

function time(text: string): number | undefined {
  const milliseconds = Date.parse(text);
  return Number.isNaN(milliseconds) ? undefined : milliseconds;
}

const units: Readonly<Record<string, number>> = { h: 3_600_000, m: 60_000, s: 1000, ms: 1 };

function duration(node: CelNode): number | undefined {
  if (node.op !== 'call' || node.args[0] !== 'duration') return undefined;
  const [only] = node.args[1];
  if (only?.op !== 'value' || typeof only.args !== 'string' || !/^(?:\d+(?:\.\d+)?(?:h|ms|m|s))+$/.test(only.args)) return undefined;
  let total = 0;
  for (const [, amount, unit] of only.args.matchAll(/(\d+(?:\.\d+)?)(h|ms|m|s)/g)) total += Number(amount) * (units[unit ?? ''] ?? 0);
  return total;
}
