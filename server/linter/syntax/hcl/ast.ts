/**
 * The syntax tree of HCL's native syntax as Terraform uses it.
 * Every node has `start` and `end`, offsets into the text it was parsed from (UTF-16 units).
 * Source of the grammar: https://github.com/hashicorp/hcl/blob/main/hclsyntax/spec.md
 */
export interface Node {
  readonly start: number;
  readonly end: number;
}

/** What stands in a file or between the braces of a block, in source order. */
export interface Body extends Node {
  readonly attributes: readonly Attribute[];
  readonly blocks: readonly Block[];
}

/** `name = value`; spans the whole line content. */
export interface Attribute extends Node {
  readonly name: Identifier;
  readonly value: Expression;
}

/** `type "label" … { body }`. A label's span is its content, without quotes. */
export interface Block extends Node {
  readonly type: Identifier;
  readonly labels: readonly Label[];
  readonly body: Body;
}

export interface Identifier extends Node {
  readonly text: string;
}

export interface Label extends Node {
  readonly text: string;
  readonly quoted: boolean;
}

export type Expression =
  | Literal
  | Template
  | List
  | ObjectExpression
  | Variable
  | GetAttribute
  | Index
  | Splat
  | Call
  | Unary
  | Binary
  | Conditional
  | For
  | Parentheses
  | Missing;

/** A number, `true`, `false` or `null`. Numbers keep their source text in `raw`. */
export interface Literal extends Node {
  readonly kind: 'literal';
  readonly value: number | boolean | null;
  readonly raw: string;
}

/** A quoted template or a heredoc; spans the quotes or the whole heredoc with its markers. A plain string is a template of text parts only. */
export interface Template extends Node {
  readonly kind: 'template';
  readonly parts: readonly TemplatePart[];
  readonly heredoc: boolean;
}

export type TemplatePart = TemplateText | TemplateInterpolation | TemplateIf | TemplateFor;

/**
 * Literal text. Where `text.length === end - start` it stands in the source unit for unit; else it is one escape
 * (`\n`, `\u00e9`, `$${`) and its span is that escape. A heredoc has a part per line, without the indentation that `<<-` strips.
 */
export interface TemplateText extends Node {
  readonly kind: 'text';
  readonly text: string;
}

/** `${expression}`; spans the marker and the brace. Strip markers (`~`) are already applied to the neighbouring text. */
export interface TemplateInterpolation extends Node {
  readonly kind: 'interpolation';
  readonly expression: Expression;
}

/** `%{ if c }…%{ else }…%{ endif }`. */
export interface TemplateIf extends Node {
  readonly kind: 'if';
  readonly condition: Expression;
  readonly then: readonly TemplatePart[];
  readonly otherwise: readonly TemplatePart[];
}

/** `%{ for k, v in c }…%{ endfor }`. */
export interface TemplateFor extends Node {
  readonly kind: 'for';
  readonly key: Identifier | undefined;
  readonly value: Identifier;
  readonly collection: Expression;
  readonly body: readonly TemplatePart[];
}

export interface List extends Node {
  readonly kind: 'list';
  readonly items: readonly Expression[];
}

export interface ObjectExpression extends Node {
  readonly kind: 'object';
  readonly entries: readonly ObjectEntry[];
}

/** `key = value` or `key : value`. A bare identifier key is a Variable node here: it means its own name. */
export interface ObjectEntry extends Node {
  readonly key: Expression;
  readonly value: Expression;
}

/** The first name of a traversal: `var`, `local`, `google_service_account`, `each`. */
export interface Variable extends Node {
  readonly kind: 'variable';
  readonly name: string;
}

/** `object.name`; a legacy numeric index `x.0` is an Index with a Literal key. */
export interface GetAttribute extends Node {
  readonly kind: 'attribute';
  readonly object: Expression;
  readonly name: Identifier;
}

export interface Index extends Node {
  readonly kind: 'index';
  readonly object: Expression;
  readonly key: Expression;
}

/** `object.*.each` (attribute-only) or `object[*]….each` (full). */
export interface Splat extends Node {
  readonly kind: 'splat';
  readonly object: Expression;
  readonly full: boolean;
  /** The steps after the star, applied in order to each element. */
  readonly steps: readonly SplatStep[];
}

/** `.name`, `[key]` or `.0`, or a star inside of what another star reaches: `a[*].b[*].c` takes `c` of each `b` of each `a`. */
export type SplatStep =
  | { readonly attribute: Identifier }
  | { readonly key: Expression }
  | { readonly full: boolean; readonly steps: readonly SplatStep[] };

/** `name(arguments)`; `provider::google::name(…)` keeps its colons in `name`. `spread` is a final `…`. */
export interface Call extends Node {
  readonly kind: 'call';
  readonly name: Identifier;
  readonly arguments: readonly Expression[];
  readonly spread: boolean;
}

export interface Unary extends Node {
  readonly kind: 'unary';
  readonly operator: '-' | '!';
  readonly operand: Expression;
}

export type BinaryOperator = '||' | '&&' | '==' | '!=' | '<' | '<=' | '>' | '>=' | '+' | '-' | '*' | '/' | '%';

export interface Binary extends Node {
  readonly kind: 'binary';
  readonly operator: BinaryOperator;
  readonly left: Expression;
  readonly right: Expression;
}

export interface Conditional extends Node {
  readonly kind: 'conditional';
  readonly condition: Expression;
  readonly then: Expression;
  readonly otherwise: Expression;
}

/** `[for k, v in c : value if cond]` or, with `resultKey`, `{for k, v in c : key => value… if cond}`. */
export interface For extends Node {
  readonly kind: 'for';
  readonly key: Identifier | undefined;
  readonly value: Identifier;
  readonly collection: Expression;
  readonly resultKey: Expression | undefined;
  readonly result: Expression;
  readonly group: boolean;
  readonly condition: Expression | undefined;
}

export interface Parentheses extends Node {
  readonly kind: 'parentheses';
  readonly inner: Expression;
}

/** Where an expression is missing or broken; its value is unknown. It spans what was skipped, possibly nothing. */
export interface Missing extends Node {
  readonly kind: 'missing';
}

/** A place where the text is not HCL, with one sentence. Parsing went on behind it. */
export interface SyntaxProblem extends Node {
  readonly message: string;
}

/** The whole text, parsed. Never absent: what could not be read is in `problems`. */
export interface Document {
  readonly body: Body;
  readonly problems: readonly SyntaxProblem[];
}
