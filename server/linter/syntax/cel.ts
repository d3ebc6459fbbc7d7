import { type ASTNode, Environment, type ParseResult } from '@marcbachmann/cel-js';
import { editDistance, nearestFinder } from '../../../iam/catalog/nearest.ts';
import { authAttributes, conditionAttributes, conditionFunctions, tokenAttributes } from '../../../iam/condition.ts';
import { HOLE } from '../../../iam/text.ts';

/** A CEL expression as a tree. `start` and `end` of each node are units of its text. */
export type CelNode = ASTNode;

/** A stretch of an expression, in UTF-16 units of its text. */
export interface Stretch {
  readonly start: number;
  readonly end: number;
}

/** Why IAM cannot evaluate an expression. */
export interface CelFault extends Stretch {
  /** Goes on from "The condition": `breaks off at its end`. */
  readonly problem: string;
  /** What makes of it what certainly was meant; no new text needs escapes in any syntax. */
  readonly correction?: readonly CelEdit[];
}

/** A replacement in an expression. */
export interface CelEdit extends Stretch {
  readonly newText: string;
}

/** A condition's text as CEL. */
export interface Cel {
  /** Absent where it cannot be parsed. */
  readonly tree?: CelNode;
  readonly faults: readonly CelFault[];
}

/** A longer condition than any policy can hold is not read. */
const longest = 20_000;

/** How many texts are remembered. */
const mostRemembered = 500;

const memo = new Map<string, Cel | undefined>();

/**
 * Reads a condition as IAM does. Undefined where nobody can tell: a stretch outside of string literals is not literal, or the text is absurdly large.
 * What IAM may have learned since, such as a new function, is no fault. Never throws.
 */
export function parseCel(text: string): Cel | undefined {
  if (memo.has(text)) return memo.get(text);
  if (memo.size >= mostRemembered) memo.clear();
  const cel = text.length > longest ? undefined : read(text);
  memo.set(text, cel);
  return cel;
}

/** What the language has and the library has not. https://github.com/google/cel-spec/blob/master/doc/langdef.md#list-of-standard-definitions */
const missingFunctions: readonly string[] = [
  'duration(google.protobuf.Duration): google.protobuf.Duration',
  'int(google.protobuf.Timestamp): int',
  'matches(string, string): bool',
  'string(google.protobuf.Duration): string',
  'string(google.protobuf.Timestamp): string',
  'timestamp(google.protobuf.Timestamp): google.protobuf.Timestamp',
];

let shared: Environment | undefined;

/** What IAM declares to CEL. */
function environment(): Environment {
  if (shared) return shared;
  const unevaluated = (): never => {
    throw new Error('conditions are checked, not run');
  };
  const built = new Environment({ limits: { maxAstNodes: 2000, maxDepth: 60 } });
  built.registerType({ name: 'Auth', schema: { ...authAttributes } });
  for (const [name, schema] of Object.entries(conditionAttributes)) {
    const type = `${name.charAt(0).toUpperCase()}${name.slice(1)}`;
    built.registerType({ name: type, schema: { ...schema } }).registerVariable(name, type);
  }
  for (const signature of [...conditionFunctions, ...missingFunctions]) built.registerFunction(signature, unevaluated);
  shared = built;
  return built;
}

function read(text: string): Cel | undefined {
  let parsed: ParseResult;
  try {
    parsed = environment().parse(text);
  } catch (error) {
    if (codeOf(error) === undefined || codeOf(error) === 'limit_exceeded') return undefined;
    const fault = syntaxFault(text, error as CelError);
    // Nothing that a hole stands for changes what comes before it.
    const hole = text.indexOf(HOLE);
    return hole >= 0 && fault.end > hole ? undefined : { faults: [fault] };
  }
  try {
    const tree = parsed.ast;
    return { tree, faults: [...typeFaults(parsed), ...untypedFaults(tree)] };
  } catch {
    return undefined;
  }
}

/** An error of the library's. */
interface CelError {
  readonly code: string;
  readonly summary: string;
  readonly range?: Stretch;
  readonly node?: object;
}

function codeOf(error: unknown): string | undefined {
  return error instanceof Error && 'code' in error && 'range' in error ? String(error.code) : undefined;
}

/** Spellings of other languages, and what CEL has for them. */
const foreign: Readonly<Record<string, string>> = {
  '=': '==',
  and: '&&',
  or: '||',
  not: '!',
  AND: '&&',
  OR: '||',
  NOT: '!',
  '&': '&&',
  '|': '||',
};

function syntaxFault(text: string, { code, range = { start: 0, end: text.length } }: CelError): CelFault {
  if (text.trim() === '') return { start: 0, end: text.length, problem: 'is empty' };
  const { start } = range;
  if (code.startsWith('unterminated')) return { start, end: text.length, problem: 'has a string without its closing quote' };
  if (text.slice(start).trim() === '') return { start: 0, end: text.length, problem: 'breaks off at its end' };
  const word = /[\p{L}\p{N}_]+|[=&|<>!]+|./suy;
  word.lastIndex = start;
  const token = word.exec(text)?.[0] ?? text.slice(start, range.end);
  const place = { start, end: start + token.length };
  if (/[“”„«»‘’]/u.test(token)) return { ...place, problem: `has ${token} where a string needs " or '` };
  const correction = Object.hasOwn(foreign, token) ? foreign[token] : undefined;
  if (correction)
    return { ...place, problem: `has ${token}, which CEL writes ${correction}`, correction: [{ ...place, newText: correction }] };
  if (code.includes('escape'))
    return { start, end: range.end, problem: `has the escape ${text.slice(start, range.end)}, which is none of CEL's` };
  return { ...place, problem: `has ${token} where CEL expects something else` };
}

/** More parts than this are not checked one by one. */
const mostParts = 30;

/** The faults of types. The library stops at the first, so the part between logical operators that has it is put as `true` and the rest checked anew. */
function typeFaults(parsed: ParseResult): CelFault[] {
  const faults: CelFault[] = [];
  const parts = logicalParts(parsed.ast).slice(0, mostParts);
  let text = parsed.ast.input;
  let current = parsed;
  for (;;) {
    const { valid, type = '', error } = current.check();
    if (valid && type !== 'bool' && type !== 'dyn')
      faults.push({ ...stretch(parsed.ast), problem: `is ${typeName(type)}, not true or false` });
    if (valid || codeOf(error) === undefined) return faults;
    const fault = error as unknown as CelError & { node?: CelNode };
    faults.push(...typeFault(fault));
    const index = parts.findIndex(({ start, end }) => fault.range && start <= fault.range.start && fault.range.end <= end);
    const [part] = index < 0 ? [] : parts.splice(index, 1);
    if (!part || part.end - part.start < 'true'.length) return faults;
    text = text.slice(0, part.start) + 'true'.padEnd(part.end - part.start) + text.slice(part.end);
    current = environment().parse(text);
  }
}

/** What stands between the logical operators. */
function logicalParts(node: CelNode): CelNode[] {
  return node.op === '&&' || node.op === '||' || node.op === '!_' ? children(node).flatMap(logicalParts) : [node];
}

function typeFault({ code, summary, range, node }: CelError & { node?: CelNode }): CelFault[] {
  if (!node || !range) return [];
  switch (code) {
    case 'unknown_variable':
      // A name in front of a function is that of a library, which may be new.
      return /^\s*\.\s*\w+\s*\(/.test(node.input.slice(node.end))
        ? []
        : [unknownAttribute(String(node.args), Object.keys(conditionAttributes), stretch(node), '')];
    case 'no_such_key':
      return unknownField(node, range);
    case 'no_matching_overload':
      return call(node);
    case 'no_such_overload':
      return [operands(node, summary)];
    case 'invalid_logical_operand':
      return [
        {
          ...stretch(node),
          problem: `has ${node.op} with ${typeName(/'(.*)'/.exec(summary)?.[1] ?? '')}, and it takes true and false only`,
        },
      ];
    default:
      return [];
  }
}

/** `resource.nam`; of what stands deeper nobody knows the fields. */
function unknownField(node: CelNode, range: Stretch): CelFault[] {
  if (node.op !== '.') return [];
  const [owner, field] = node.args;
  // More may be known of a caller than is documented: only what is the same in other letters is certain.
  const auth = pathOf(owner) === 'request.auth' ? Object.keys(authAttributes).find((each) => fold(each) === fold(field)) : undefined;
  if (auth !== undefined) return [unknownAttribute(field, [auth], range, 'request.auth.')];
  if (owner.op !== 'id') return [];
  const fields = conditionAttributes[owner.args];
  return fields ? [unknownAttribute(field, Object.keys(fields), range, `${owner.args}.`)] : [];
}

function unknownAttribute(name: string, known: readonly string[], place: Stretch, owner: string): CelFault {
  const near = nearestFinder(known)(name);
  const others = known.map((each) => `${owner}${each}`);
  const problem = `asks for ${owner}${name}, which IAM does not have`;
  if (near === undefined) return { ...place, problem: `${problem}, only ${others.slice(0, -1).join(', ')} and ${others.at(-1)}` };
  // Of short names another may be as near.
  const certain = near.length > 5 || near.toLowerCase() === name.toLowerCase();
  return { ...place, problem: `${problem}: it is ${owner}${near}`, correction: certain ? [{ ...place, newText: near }] : undefined };
}

let names: ReadonlyMap<string, string> | undefined;

/** The functions that there are, by their letters alone. */
function functionNames(): ReadonlyMap<string, string> {
  names ??= new Map(
    environment()
      .getDefinitions()
      .functions.map(({ name }) => [fold(name), name]),
  );
  return names;
}

/** Functions of strings in other languages, and what CEL has for them. */
const foreignFunctions: Readonly<Record<string, string>> = {
  beginsWith: 'startsWith',
  hasPrefix: 'startsWith',
  hasSuffix: 'endsWith',
  includes: 'contains',
};

function fold(name: string): string {
  return name.toLowerCase().replaceAll('_', '');
}

/** Shorter names are near one another by chance. */
const shortestMistyped = 6;

/** The function whose name this certainly stands for, which is its own where there is one: in other letters, in another language, or an edit away. */
function meantFunction(name: string): string | undefined {
  const folded = fold(name);
  const same = (Object.hasOwn(foreignFunctions, name) ? foreignFunctions[name] : undefined) ?? functionNames().get(folded);
  if (same !== undefined || folded.length < shortestMistyped) return same;
  const near = [...functionNames()].filter(([known]) => editDistance(folded, known, 1) === 1);
  return near.length === 1 ? near[0]?.[1] : undefined;
}

/** A known function in a wrong way, or almost its name. One that is not known may be new. */
function call(node: CelNode): CelFault[] {
  if (node.op !== 'call' && node.op !== 'rcall') return [];
  const [name] = node.args;
  const known = meantFunction(name);
  if (known === undefined) return [];
  if (known === name) return [{ ...stretch(node), problem: `calls ${name} with what it does not take` }];
  const behind = node.op === 'rcall' ? node.args[1].end : node.start;
  const start = node.input.indexOf(name, behind);
  const place = { start, end: start + name.length };
  return [{ ...place, problem: `calls ${name}, which is written ${known}`, correction: [{ ...place, newText: known }] }];
}

function operands(node: CelNode, summary: string): CelFault {
  const text = isOrdering(node) ? timeText(node.args) : undefined;
  if (text) {
    const written = node.input.slice(text.start, text.end);
    if (!isTimestamp(text.args))
      return { ...stretch(text), problem: 'compares a time with a string: it needs timestamp("2030-01-31T00:00:00Z")' };
    const correction = [
      { start: text.start, end: text.start, newText: 'timestamp(' },
      { start: text.end, end: text.end, newText: ')' },
    ];
    return { ...stretch(text), problem: `compares a time with a string: it needs timestamp(${written})`, correction };
  }
  const [, left = '', right = ''] = /: (\S+) \S+ (\S+)$/.exec(summary) ?? [];
  return left === '' || right === ''
    ? { ...stretch(node), problem: `has ${node.input.slice(node.start, node.end)}, whose type does not fit` }
    : { ...stretch(node), problem: `has ${typeName(left)} ${node.op} ${typeName(right)}, for which CEL has no such operator` };
}

type Ordering = CelNode & { readonly op: '<' | '<=' | '>' | '>=' | '==' | '!=' };

function isOrdering(node: CelNode): node is Ordering {
  return /^(?:[=!<>]=|[<>])$/.test(node.op);
}

/** A string literal. */
export type StringNode = CelNode & { readonly op: 'value'; readonly args: string };

/** Whether the node is a string literal. */
export function isString(node: CelNode): node is StringNode {
  return node.op === 'value' && typeof node.args === 'string';
}

/** The string that is compared with `request.time`. */
function timeText([left, right]: Ordering['args']): StringNode | undefined {
  if (pathOf(left) === 'request.time' && isString(right)) return right;
  return pathOf(right) === 'request.time' && isString(left) ? left : undefined;
}

const typeNames: Readonly<Record<string, string>> = {
  'google.protobuf.Timestamp': 'a time',
  'google.protobuf.Duration': 'a duration',
  string: 'a string',
  int: 'a number',
  uint: 'a number',
  double: 'a number',
  bool: 'true or false',
  Resource: 'the resource itself',
  Request: 'the request itself',
};

function typeName(type: string): string {
  return typeNames[type] ?? (type.startsWith('list') ? 'a list' : type);
}

/** What types do not tell: literals that their functions reject when the condition is evaluated, and what the library takes for the name of a package. */
function untypedFaults(tree: CelNode): CelFault[] {
  return nodes(tree).flatMap((node): CelFault[] => {
    if (node.op === '.' && tokenAttributes.has(pathOf(node) ?? ''))
      return [{ ...stretch(node), problem: `asks for ${pathOf(node)}, which only the conditions of identity providers have` }];
    if (node.op !== 'call' && node.op !== 'rcall') return [];
    const [name] = node.args;
    const [only, ...others] = node.op === 'call' ? node.args[1] : node.args[2];
    if (!only || others.length > 0 || only.op !== 'value' || typeof only.args !== 'string') return [];
    if (name === 'hasOnly') return [{ ...stretch(only), problem: 'calls hasOnly with a string, and it takes a list: ["…"]' }];
    if (only.args.includes(HOLE)) return [];
    const problem = literalProblem(name, only.args);
    return problem ? [{ ...contentOf(only), problem }] : [];
  });
}

function literalProblem(name: string, literal: string): string | undefined {
  if (name === 'timestamp' && !isTimestamp(literal))
    return `has the timestamp ${literal}, which is no time of the form 2030-01-31T00:00:00Z`;
  if (name === 'duration' && !/^[-+]?(?:0|(?:\d+(?:\.\d*)?(?:h|ms|us|µs|ns|m|s))+)$/.test(literal))
    return `has the duration ${literal}, which is not of the form 3600s or 1h30m`;
  if (name === 'matches' && !isPattern(literal)) return `has the regular expression ${literal}, which is none`;
  if (name === 'date' && !isTimestamp(`${literal}T00:00:00Z`)) return `has the date ${literal}, which is no day of the form 2030-01-31`;
  if (/^get[A-Z]/.test(name) && name !== 'getAttribute' && !isTimeZone(literal)) return `has the time zone ${literal}, which there is not`;
  return undefined;
}

/** RFC 3339, and a day that there is. */
function isTimestamp(text: string): boolean {
  const match = /^\d{4}-\d{2}-(\d{2})[Tt]\d{2}:\d{2}:\d{2}(?:\.\d+)?(?:[Zz]|[+-]\d{2}:\d{2})$/.exec(text);
  return match !== null && !Number.isNaN(Date.parse(text)) && new Date(`${text.slice(0, 10)}T00:00:00Z`).getUTCDate() === Number(match[1]);
}

/** Whether RE2 may take the text: where it has more than what all regular expressions have in common, it may. */
function isPattern(text: string): boolean {
  if (/\(\?|\\|\[\[/.test(text)) return true;
  try {
    new RegExp(text);
    return true;
  } catch {
    return false;
  }
}

function isTimeZone(text: string): boolean {
  if (/^[+-]?\d{2}:\d{2}$/.test(text)) return true;
  try {
    new Intl.DateTimeFormat('en', { timeZone: text });
    return true;
  } catch {
    return false;
  }
}

/** The node and all below it, in the order of the text. */
export function nodes(node: CelNode): CelNode[] {
  return [node, ...children(node).flatMap(nodes)];
}

/** The nodes directly below, in the order of the text. */
export function children(node: CelNode): readonly CelNode[] {
  switch (node.op) {
    case 'value':
    case 'id':
      return [];
    case '.':
    case '.?':
      return [node.args[0]];
    case 'call':
      return node.args[1];
    case 'rcall':
      return [node.args[1], ...node.args[2]];
    case 'map':
      return node.args.flat();
    case '!_':
    case '-_':
      return [node.args];
    default:
      return node.args;
  }
}

/** `resource.name` of a chain of names; undefined for anything else. */
export function pathOf(node: CelNode): string | undefined {
  if (node.op === 'id') return node.args;
  if (node.op !== '.') return undefined;
  const owner = pathOf(node.args[0]);
  return owner && `${owner}.${node.args[1]}`;
}

/** Where a node is. */
export function stretch({ start, end }: Stretch): Stretch {
  return { start, end };
}

/** A string literal without its quotes; other nodes as they are. */
export function contentOf(node: CelNode): Stretch {
  const [opening = ''] = isString(node) ? (/^[rR]?("""|'''|["'])/.exec(node.input.slice(node.start, node.end)) ?? []) : [];
  const quotes = opening.replace(/^r/i, '').length;
  return { start: node.start + opening.length, end: node.end - quotes };
}

/** Where the `&&`, `||` and `!` are, in the order of the text. */
export function logicalOperators(tree: CelNode): Stretch[] {
  return nodes(tree)
    .flatMap((node): Stretch[] => {
      if (node.op === '!_') return [{ start: node.start, end: node.start + 1 }];
      if (node.op !== '&&' && node.op !== '||') return [];
      const start = node.input.indexOf(node.op, node.args[0].end);
      return [{ start, end: start + 2 }];
    })
    .sort((a, b) => a.start - b.start);
}
