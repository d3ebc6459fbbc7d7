import { isAccountId } from '../../iam/serviceAccount.ts';
import { HOLE } from '../../iam/text.ts';
import { isTerraform, syntax } from './formats/terraform/modules.ts';
import { perObject } from './perObject.ts';
import { type SourceFile, type Span, span, textOf } from './source.ts';
import { parseCsv } from './syntax/csv.ts';
import type { Block, Expression, Template, TemplatePart, TemplateText } from './syntax/hcl/ast.ts';
import { children, expressionsOf, stretchesOf } from './syntax/hcl/children.ts';
import { parseJsonLines } from './syntax/json.ts';
import { type Part, type StringValue, spanWithin, toText, type Value } from './syntax/value.ts';
import { parseYaml } from './syntax/yaml.ts';

/** An e-mail that is all of a string but for what policies and APIs put in front of e-mails; or the id that a data source looks an account up by. */
export interface EmailToken {
  readonly kind: 'email';
  readonly span: Span;
  /** In lower case; undefined where a part of its domain is not literal. */
  readonly email: string | undefined;
  /** The expression that its project is computed by, where it is one. */
  readonly project: string | undefined;
  /** The part before the `@`. */
  readonly id: Span;
}

/** A reference of Terraform's to an account that is declared in the same module. */
export interface ReferenceToken {
  readonly kind: 'reference';
  /** All of it, like `google_service_account.api["eu"].email`. */
  readonly span: Span;
  /** Like `google_service_account.api`. */
  readonly label: string;
  /** The key of the one instance, like `["eu"]`; undefined where it is not literal, and where there is none. */
  readonly instance: string | undefined;
}

/** The e-mails of service accounts and the references to declared ones in a file that a format recognizes, whatever for. Comments have none. */
export const accountTokens = perObject((file: SourceFile): readonly (EmailToken | ReferenceToken)[] => {
  if (!/gserviceaccount|google_service_account/.test(file.text)) return [];
  return isTerraform(file) ? terraformTokens(file) : roots(file).flatMap(valueTokens);
});

function roots(file: SourceFile): readonly Value[] {
  if (/\.csv$/i.test(file.name)) return [parseCsv(file)];
  return /\.ya?ml$/i.test(file.name) ? parseYaml(file).map(({ value }) => value) : parseJsonLines(file);
}

function valueTokens(value: Value): EmailToken[] {
  switch (value.type) {
    case 'string':
      return emails(value);
    case 'list':
      return value.items.flatMap((item) => valueTokens(item.value));
    case 'map':
      return value.entries.flatMap((entry) => valueTokens(entry.value));
    default:
      return [];
  }
}

function terraformTokens(file: SourceFile): (EmailToken | ReferenceToken)[] {
  const { body } = syntax(file);
  const found: (EmailToken | ReferenceToken)[] = body.blocks.flatMap((block) => lookup(block, file));
  const open: Expression[] = [...expressionsOf(body)];
  for (let expression = open.pop(); expression; expression = open.pop()) {
    const chain = traversal(expression);
    if (chain) {
      const reference = referenceIn(chain, expression, file);
      if (reference) found.push(reference);
      open.push(...chain.keys, chain.root);
      continue;
    }
    if (expression.kind === 'template') found.push(...templateEmails(expression, file));
    open.push(...children(expression));
  }
  return found;
}

/** Where a data source looks an account up by its id in a project that it names. */
function lookup({ type, labels, body: { attributes } }: Block, file: SourceFile): EmailToken[] {
  if (type.text !== 'data' || labels[0]?.text !== 'google_service_account') return [];
  const id = literalString(attributes.find(({ name }) => name.text === 'account_id')?.value);
  const project = attributes.find(({ name }) => name.text === 'project')?.value;
  if (!id || !isAccountId(id.text) || !project) return [];
  const own = literalString(project)?.text;
  const place = span(file, id.start, id.end);
  const email = own && /^[a-z][a-z0-9-]*$/.test(own) ? `${id.text}@${own}.iam.gserviceaccount.com` : undefined;
  return [{ kind: 'email', span: place, email, project: file.text.slice(project.start, project.end), id: place }];
}

function literalString(expression: Expression | undefined): TemplateText | undefined {
  const [part, ...others] = expression?.kind === 'template' ? expression.parts : [];
  return part?.kind === 'text' && others.length === 0 ? part : undefined;
}

/** What a chain of attributes and indexes begins with, and its steps from there. */
interface Traversal {
  readonly root: Expression;
  readonly steps: readonly Expression[];
  readonly keys: readonly Expression[];
}

function traversal(expression: Expression): Traversal | undefined {
  const steps: Expression[] = [];
  const keys: Expression[] = [];
  let root = expression;
  while (root.kind === 'attribute' || root.kind === 'index' || root.kind === 'splat') {
    steps.unshift(root);
    const [object, ...rest] = children(root);
    if (!object) break;
    keys.push(...rest);
    root = object;
  }
  return steps.length > 0 ? { root, steps, keys } : undefined;
}

function referenceIn({ root, steps }: Traversal, whole: Expression, file: SourceFile): ReferenceToken | undefined {
  const [name, key] = steps;
  if (root.kind !== 'variable' || root.name !== 'google_service_account' || name?.kind !== 'attribute') return undefined;
  return {
    kind: 'reference',
    span: span(file, root.start, whole.end),
    label: `google_service_account.${name.name.text}`,
    instance: key?.kind === 'index' ? literalKey(key.key) : undefined,
  };
}

function literalKey(key: Expression): string | undefined {
  if (key.kind === 'literal') return `[${key.raw}]`;
  const text = literalString(key)?.text;
  return text === undefined ? undefined : `[${JSON.stringify(text)}]`;
}

function templateEmails(template: Template, file: SourceFile): EmailToken[] {
  return stretchesOf(template).flatMap((parts) =>
    emails({ type: 'string', span: span(file, template.start, template.end), parts: parts.map((part) => toPart(part, file)) }),
  );
}

function toPart(part: TemplatePart, file: SourceFile): Part {
  const here = span(file, part.start, part.end);
  return part.kind === 'text' ? { text: part.text, span: here } : { reference: undefined, span: here };
}

/** Names that may have holes in their domain, for a first look. */
const candidate = new RegExp(`([a-z0-9-]+)@([a-z0-9.${HOLE}-]+)`, 'gi');

/** How a string begins, or a line of a longer text that is JSON, YAML or a list, and what stands in front of an e-mail in it. */
const beginning =
  /(?:^[ \t]*(?:-[ \t]+)*(?:["']?[\w.-]+["']?:[ \t]+)?|["'])(?:serviceAccount:|(?:\/\/iam\.googleapis\.com\/|principal:\/\/iam\.googleapis\.com\/)?projects\/[^/"']+\/serviceAccounts\/)?$/;
const ending = /^(?:["']|[ \t]*,?[ \t]*\r?$)/;

/** Further in front of an e-mail nothing of it is looked for: a text may be one long line. */
const reach = 200;

function emails(value: StringValue): EmailToken[] {
  const { text } = toText(value);
  if (!text.includes('@')) return [];
  return [...text.matchAll(candidate)].flatMap((match) => {
    const [email, id = ''] = match;
    const end = match.index + email.length;
    if (!isAlone(text, match.index, end) || !/gserviceaccount\.com$/i.test(email)) return [];
    const place = spanWithin(value, match.index, end);
    if (place.start >= place.end) return [];
    const at = match.index + id.length + 1;
    return [
      {
        kind: 'email' as const,
        span: place,
        email: email.includes(HOLE) ? undefined : email.toLowerCase(),
        project: email.slice(id.length + 1) === computedProject ? interpolated(spanWithin(value, at, at + 1)) : undefined,
        id: spanWithin(value, match.index, match.index + id.length),
      },
    ];
  });
}

const computedProject = `${HOLE}.iam.gserviceaccount.com`;

/** The expression between the braces. */
function interpolated(place: Span): string | undefined {
  return /^\$\{\s*(.+?)\s*\}$/.exec(textOf(place))?.[1];
}

/** Whether nothing stands in the same string, or the same line of a longer text, but what belongs to an e-mail. */
function isAlone(text: string, start: number, end: number): boolean {
  const line = text.lastIndexOf('\n', start - 1) + 1;
  const before = start - line > reach ? HOLE + text.slice(start - reach, start) : text.slice(line, start);
  const next = text.indexOf('\n', end);
  return beginning.test(before) && ending.test(text.slice(end, Math.min(next < 0 ? text.length : next, end + reach)));
}
