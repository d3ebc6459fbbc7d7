import type { Catalog } from '../../iam/catalog/catalog.ts';
import type { Grant, IdentityModel } from './model.ts';
import { compareSpans, compareText, type Span, type Spanned } from './source.ts';

/** How much a finding matters, the most first. */
export const severities = ['error', 'warning', 'information', 'hint'] as const;
export type Severity = (typeof severities)[number];

/** What rules are about, in the order in which they are listed. */
export const groups = {
  runtime: 'Runtime identity',
  scopes: 'Access scopes',
  grants: 'Grants',
  policies: 'Policy files and conditions',
  credentials: 'Credentials and tokens',
  federation: 'Federation and organization policy',
  neighbours: 'Next to identity',
} as const;

/** What is said of each code that findings have. */
export interface Described {
  /** One line without a full stop, like `Workload runs as a default service account`. */
  readonly title: string;
  /** The usual severity; a finding may carry another. */
  readonly severity: Severity;
  /** The version that brought the code. */
  readonly since: string;
  /** Who says so: of a rule Google, where there is no other; https only. */
  readonly sources: readonly string[];
  /** Which profile all its findings are for; every one unless it says so. */
  readonly profile?: 'strict';
}

/** What is looked for in the model. The file's name is the rule's code. */
export interface Rule extends Described {
  readonly group: keyof typeof groups;
  /**
   * `workspace`: a finding may follow from facts of several parts of the model, and the rule is given the whole. Any other is given one part at a time, and
   * its findings stay as long as the part does.
   */
  readonly reach?: 'workspace';
  check(model: IdentityModel, context: RuleContext): void;
}

/** What a rule may ask besides the model. */
export interface RuleContext {
  readonly report: Report;
  readonly catalog: Catalog;
  readonly now: Date;
  readonly trust: Trust;
}

/** What the workspace's owners have said that the files do not tell. */
export interface Trust {
  /** Mail domains that are the owners' own, in lower case. */
  readonly ownDomains: readonly string[];
  /** Principals that may hold what they hold, as members of a policy are written. */
  readonly trustedPrincipals: readonly string[];
  /** Roles that exist although the catalogue does not have them. */
  readonly knownRoles: readonly string[];
}

/** Takes a problem at a thing. Several reports on one place by one rule are one finding. */
export type Report = (problem: Problem) => void;

export interface Problem {
  /** Of an attribute, with its value: what a template makes in other instances may have other problems. */
  readonly at: Spanned & { readonly value?: unknown };
  /** One sentence: what is true, why it matters, what to do. A function is given the grants of `about` that no more specific rule has taken. */
  readonly message: string | ((about: readonly Grant[]) => string);
  /** The grants that are the reason. A grant is one reason: only the most specific rule reports it (see precedence.ts). */
  readonly about?: readonly Grant[];
  readonly severity?: Severity;
  /** Reported only in this profile: for those who want more than what is certainly a mistake. */
  readonly profile?: 'strict';
  readonly tags?: readonly Tag[];
  readonly related?: readonly Related[];
  readonly fixes?: readonly Fix[];
}

export type Tag = 'deprecated' | 'unnecessary';

/** Another place that is part of the reason. */
export interface Related {
  readonly span: Span;
  readonly message: string;
}

/** A change of text that mends a finding. `safe` keeps what the configuration means; the others change access. */
export interface Fix {
  readonly title: string;
  readonly safe: boolean;
  readonly edits: readonly TextEdit[];
}

export interface TextEdit {
  readonly span: Span;
  readonly newText: string;
}

/** A problem as it is shown. */
export interface Finding {
  readonly code: string;
  readonly severity: Severity;
  readonly span: Span;
  readonly message: string;
  readonly related: readonly Related[];
  readonly fixes: readonly Fix[];
  readonly tags: readonly Tag[];
}

/** Orders findings by file, place and code. */
export function compareFindings(a: Finding, b: Finding): number {
  return compareSpans(a.span, b.span) || compareText(a.code, b.code);
}
