import { CompletionItemKind } from 'vscode-languageserver';
import { authAttributes, calendarRanges, conditionAttributes } from '../../iam/condition.ts';
import type { Resource } from '../linter/model.ts';
import type { EditorSlot } from '../linter/slots.ts';
import { type Span, span } from '../linter/source.ts';
import { type Suggestion, stop } from './completionItem.ts';

type ConditionSlot = EditorSlot & { readonly kind: 'condition' };

/** How long a new condition holds at first, in days. */
const usualDays = 30;

/** What can stand at the offset in an expression of a condition: attributes, functions and literals of IAM's CEL, and whole conditions at its beginning. */
export function suggestInCondition(slot: ConditionSlot, offset: number, now: Date): Suggestion[] {
  const { file, start } = slot.span;
  const before = file.text.slice(start, offset);
  const inLiteral = openLiteral(before);
  if (inLiteral) {
    const place = span(file, offset - inLiteral.content.length, literalEnd(slot, offset, inLiteral.quote));
    return literals(inLiteral.before, slot.resources, now).map((each) => ({ ...each, place }));
  }
  const word = wordAt(slot, offset);
  return expressions(word.before, slot, now).map((each) => ({ ...each, place: word.place }));
}

/** The word of CEL that the offset is in or behind, and what stands before it. */
export function wordAt({ span: { file, start, end } }: EditorSlot, offset: number): { readonly before: string; readonly place: Span } {
  const typed = file.text.slice(start, offset);
  const word = /[A-Za-z_]\w*$/.exec(typed)?.[0] ?? '';
  const rest = /^\w*/.exec(file.text.slice(offset, end))?.[0].length ?? 0;
  return { before: typed.slice(0, typed.length - word.length), place: span(file, offset - word.length, offset + rest) };
}

/** Whether an operand has just ended there: an operator is due, and nothing that has a name. */
export function isBehindOperand(before: string): boolean {
  return /[\w)"'\]]\s+$/.test(before) && !/(?:&&|\|\||!|\(|\bin)\s*$/.test(before);
}

/** The string literal of CEL that is not closed before the end of the text. Quotes may be escaped by the file's own format. */
export function openLiteral(text: string): { readonly quote: string; readonly content: string; readonly before: string } | undefined {
  let open: { quote: string; at: number; length: number } | undefined;
  for (const { 0: quote, index } of text.matchAll(/\\?["']/g)) {
    if (!open) open = { quote, at: index, length: quote.length };
    else if (open.quote === quote) open = undefined;
  }
  return open && { quote: open.quote, content: text.slice(open.at + open.length), before: text.slice(0, open.at) };
}

function literalEnd({ span: { file, end } }: ConditionSlot, offset: number, quote: string): number {
  const line = /^[^\r\n]*/.exec(file.text.slice(offset, end))?.[0] ?? '';
  const closing = line.indexOf(quote);
  return closing < 0 ? offset : offset + closing;
}

const types: readonly string[] = [
  'cloudresourcemanager.googleapis.com/Project',
  'storage.googleapis.com/Bucket',
  'storage.googleapis.com/Object',
  'bigquery.googleapis.com/Dataset',
  'bigquery.googleapis.com/Table',
  'secretmanager.googleapis.com/Secret',
  'secretmanager.googleapis.com/SecretVersion',
  'cloudkms.googleapis.com/CryptoKey',
  'compute.googleapis.com/Instance',
];

/** How names begin, by the first words of the families that they are of. https://cloud.google.com/iam/docs/conditions-resource-attributes#resource-name */
const names: readonly { readonly family: string; readonly begins: readonly string[] }[] = [
  { family: 'storage', begins: ['projects/_/buckets/', '{BUCKET}', '/objects/'] },
  { family: 'secret_manager', begins: ['projects/', '{PROJECT_NUMBER}', '/secrets/'] },
  { family: 'bigquery', begins: ['projects/', '{PROJECT}', '/datasets/'] },
  { family: 'kms', begins: ['projects/', '{PROJECT}', '/locations/', '{LOCATION}', '/keyRings/'] },
  { family: 'compute', begins: ['projects/', '{PROJECT}', '/zones/', '{ZONE}', '/instances/'] },
];

function literals(before: string, resources: readonly Resource[], now: Date): Suggestion[] {
  const kind = CompletionItemKind.Value;
  const asked = /(resource\.(?:type|service|name))\s*(?:[=!]=\s*|\.\w+\(\s*)$/.exec(before)?.[1];
  if (asked === 'resource.type') return types.map((label, index) => ({ label, kind, rank: [index] }));
  if (asked === 'resource.service')
    return [...new Set(types.map((type) => type.slice(0, type.indexOf('/'))))].map((label, index) => ({ label, kind, rank: [index] }));
  if (asked === 'resource.name') return beginnings(resources).map((begins, index) => ({ ...filledIn(begins), kind, rank: [index] }));
  if (/timestamp\(\s*$/.test(before)) return [{ label: expiry(now), kind, detail: `In ${usualDays} days`, rank: [] }];
  if (/date\(\s*$/.test(before)) return [{ label: expiry(now).slice(0, 10), kind, detail: `In ${usualDays} days`, rank: [] }];
  if (/duration\(\s*$/.test(before)) return ['3600s', '8h'].map((label, index) => ({ label, kind, rank: [index] }));
  if (/api\.getAttribute\(\s*$/.test(before))
    return [{ label: 'iam.googleapis.com/modifiedGrantsByRole', kind, detail: 'The roles that a request grants or revokes', rank: [] }];
  if (/\.get(?:Hours|DayOfWeek|Minutes|Date)\(\s*$/.test(before))
    return ['UTC', 'Europe/Berlin', 'America/New_York', 'Asia/Seoul'].map((label, index) => ({ label, kind, rank: [index] }));
  return [];
}

/** The beginnings of the names of what the resources are and hold; all where they are projects or more. */
function beginnings(resources: readonly Resource[]): (readonly string[])[] {
  const own = names.filter(({ family }) => resources.some((each) => each.family?.startsWith(family)));
  return (own.length > 0 ? own : names).map(({ begins }) => begins);
}

/** A text whose parts in braces are to be filled in. */
function filledIn(pieces: readonly string[]): Pick<Suggestion, 'label' | 'snippet'> {
  let index = 0;
  const snippet = pieces.map((piece) => (piece.startsWith('{') ? stop(++index, piece.slice(1, -1)) : piece)).join('');
  return { label: pieces.map((piece) => piece.replace(/[{}]/g, '')).join(''), snippet };
}

function expiry(now: Date): string {
  const day = 86_400_000;
  return `${new Date(now.getTime() + usualDays * day).toISOString().slice(0, 10)}T00:00:00Z`;
}

/** What types of CEL have behind a dot. */
const methods: Readonly<Record<string, readonly string[]>> = {
  string: ['startsWith', 'endsWith', 'extract', 'contains', 'matches'],
  time: Object.keys(calendarRanges).concat('getFullYear'),
};

/** What stands where an expression begins, and what follows a name and a dot. */
function expressions(before: string, slot: ConditionSlot, now: Date): Suggestion[] {
  const owner = /((?:[A-Za-z_]\w*\.)*[A-Za-z_]\w*)\.$/.exec(before)?.[1];
  if (owner !== undefined) return members(owner);
  const compared = /(request\.time|resource\.(?:type|service|name))\s*[=!<>]=?\s*$/.exec(before)?.[1];
  if (compared) return comparands(compared, slot, now);
  if (isBehindOperand(before)) return [];
  const whole = before.trim() === '' || /(?:&&|\|\||\()\s*$/.test(before) ? snippets(slot, now) : [];
  const roots = Object.keys(conditionAttributes).map((name, index) => ({
    label: name,
    kind: CompletionItemKind.Variable,
    rank: [1, index],
    about: { kind: 'attribute', name } as const,
  }));
  return [...whole, ...roots];
}

function members(owner: string): Suggestion[] {
  const fields = Object.hasOwn(conditionAttributes, owner)
    ? conditionAttributes[owner]
    : owner === 'request.auth'
      ? authAttributes
      : undefined;
  if (fields) {
    const attributes = Object.entries(fields).map(([label, type], index) => ({
      label,
      kind: CompletionItemKind.Property,
      detail: type.replace(/^google\.protobuf\./, ''),
      rank: [0, index],
      about: { kind: 'attribute', name: `${owner}.${label}` } as const,
    }));
    return [...attributes, ...(functions[owner] ?? []).map((name, index) => call(name, index))];
  }
  if (owner === 'request.time') return (methods.time ?? []).map((name, index) => call(name, index, false));
  return /^(?:resource\.(?:name|type|service)|request\.(?:host|path)|destination\.ip)$/.test(owner)
    ? (methods.string ?? []).map((name, index) => call(name, index))
    : [];
}

/** The functions of the variables themselves. */
const functions: Readonly<Record<string, readonly string[]>> = {
  resource: ['matchTag', 'matchTagId', 'hasTagKey', 'hasTagKeyId'],
  api: ['getAttribute'],
  compute: ['isForwardingRuleCreationOperation', 'matchLoadBalancingSchemes'],
};

/** A call of a function, whose argument is to be typed where it takes one. */
export function call(name: string, index: number, takes = true): Suggestion {
  return {
    label: `${name}()`,
    text: takes ? `${name}(` : `${name}()`,
    snippet: takes ? `${name}($1)` : `${name}()`,
    kind: CompletionItemKind.Function,
    rank: [1, index],
    about: { kind: 'function', name },
  };
}

/** CEL has two quotes: the one that needs no escape here. */
function quoteIn({ style }: ConditionSlot): string {
  return style === 'double' ? "'" : '"';
}

function comparands(attribute: string, slot: ConditionSlot, now: Date): Suggestion[] {
  const quote = quoteIn(slot);
  const value = (label: string, rank: readonly number[]): Suggestion => ({ label, kind: CompletionItemKind.Value, rank });
  if (attribute === 'request.time') {
    const time = expiry(now);
    return [
      {
        ...value(`timestamp(${quote}${time}${quote})`, [0]),
        snippet: `timestamp(${quote}${stop(1, time)}${quote})`,
        detail: `In ${usualDays} days`,
      },
    ];
  }
  return literals(`${attribute} == `, slot.resources, now).map(({ label, snippet = label }, index) => ({
    ...value(quote + label + quote, [index]),
    snippet: quote + snippet + quote,
  }));
}

/** Whole conditions: one that expires, and those on what is accessed where its service tells IAM of it. */
function snippets(slot: ConditionSlot, now: Date): Suggestion[] {
  const quote = quoteIn(slot);
  const time = expiry(now);
  const kind = CompletionItemKind.Snippet;
  const begins = (pieces: readonly string[], index: number): Suggestion => {
    const { label, snippet = label } = filledIn(pieces);
    return {
      label: `resource.name.startsWith(${quote}${label}${quote})`,
      snippet: `resource.name.startsWith(${quote}${snippet}$0${quote})`,
      kind,
      detail: 'Only what has a name like this',
      rank: [0, 1 + index],
    };
  };
  return [
    {
      label: `request.time < timestamp(${quote}${time}${quote})`,
      snippet: `request.time < timestamp(${quote}${stop(1, time)}${quote})`,
      kind,
      detail: 'Until then',
      rank: [0, 0],
    },
    ...beginnings(slot.resources).map(begins),
  ];
}
