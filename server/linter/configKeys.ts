import { type PolicyLevel, profiles } from './config.ts';
import { severities } from './rule.ts';

/** What a value of the configuration is, as far as completion, hover and documentation tell. */
export type Shape =
  | { readonly kind: 'text'; readonly what: TextKind }
  | { readonly kind: 'choice'; readonly of: readonly string[] }
  | { readonly kind: 'list'; readonly of: Shape }
  | { readonly kind: 'record'; readonly keys: TextKind; readonly of: Shape }
  | { readonly kind: 'object'; readonly keys: Readonly<Record<string, ConfigKey>> };

/** What a string of the configuration stands for. */
export type TextKind = 'code' | 'glob' | 'pointer' | 'day' | 'reason' | 'member' | 'domain' | 'role' | 'project' | 'path';

/** A key, described once for whoever reads, completes, shows or documents it. */
export interface ConfigKey {
  readonly shape: Shape;
  /** A sentence or two in Markdown. */
  readonly doc: string;
  /** A value, as JSON. */
  readonly example: string;
  readonly required?: true;
}

/** What may be set for a code. */
export const settings = [...severities, 'off'] as const;

/** What a policy may be said to belong to. */
export const policyLevels: readonly PolicyLevel[] = ['organization', 'folder', 'project', 'billing-account', 'service-account', 'resource'];

const text = (what: TextKind): Shape => ({ kind: 'text', what });
const list = (of: Shape): Shape => ({ kind: 'list', of });

/** The keys of an entry of `ignores`. */
export const ignoreKeys: Readonly<Record<'codes' | 'files' | 'pointer' | 'until' | 'reason', ConfigKey>> = {
  codes: {
    shape: list(text('code')),
    doc: 'The codes of the findings that are not reported.',
    example: '["public-member"]',
    required: true,
  },
  files: {
    shape: text('glob'),
    doc: 'The files that they are in, as a glob from the directory of this file.',
    example: '"policies/*.json"',
    required: true,
  },
  pointer: {
    shape: text('pointer'),
    doc: 'A JSON pointer to the part of a JSON or YAML file that they are in. Without it, they are anywhere in the file.',
    example: '"/bindings/0/members/1"',
  },
  until: {
    shape: text('day'),
    doc: 'The last day on which they are not reported, in UTC.',
    example: '"2027-01-31"',
  },
  reason: {
    shape: text('reason'),
    doc: 'Why they may stay.',
    example: '"the shop window is there for everybody"',
    required: true,
  },
};

/** The keys of a configuration file, in the order in which they are documented. */
export const configKeys = {
  profile: {
    shape: { kind: 'choice', of: profiles },
    doc: '`default` reports what is almost certainly a mistake. `strict` reports also what is a matter of opinion.',
    example: '"strict"',
  },
  rules: {
    shape: { kind: 'record', keys: 'code', of: { kind: 'choice', of: settings } },
    doc: 'A severity for all findings of a rule, or `off`. A rule that is not named keeps its own.',
    example: '{ "basic-role": "off" }',
  },
  exclude: {
    shape: list(text('glob')),
    doc: 'Files, or directories with all that is in them, that are neither linted nor reported.',
    example: '["vendor", "**/*.generated.tf"]',
  },
  ignores: {
    shape: list({ kind: 'object', keys: ignoreKeys }),
    doc: 'Findings that are known and may stay, with the reason; for files that have no comments, like JSON.',
    example: '[{ "codes": ["public-member"], "files": "site/*.json", "reason": "the site is public" }]',
  },
  baseline: {
    shape: text('path'),
    doc: 'A file that lists the findings that were there before, which are not reported until they change. *Create Baseline*, or `leastwise lint --update-baseline`, writes it.',
    example: '"leastwise-baseline.json"',
  },
  trustedPrincipals: {
    shape: list(text('member')),
    doc: 'Members, written as they are in allow policies, that may hold what they hold.',
    example: '["serviceAccount:terraform@example-seed.iam.gserviceaccount.com"]',
  },
  ownDomains: {
    shape: list(text('domain')),
    doc: 'The mail domains of the organization itself.',
    example: '["example.com"]',
  },
  knownRoles: {
    shape: list(text('role')),
    doc: 'Predefined roles that exist although the catalogue does not have them.',
    example: '["roles/run.brandNew"]',
  },
  levels: {
    shape: { kind: 'record', keys: 'glob', of: { kind: 'choice', of: policyLevels } },
    doc: 'What the allow policies in files belong to, by a glob, where the files do not say it.',
    example: '{ "policies/*.json": "project" }',
  },
  projects: {
    shape: list(text('project')),
    doc: 'Ids of the projects that the files are about. *Select Projects...* suggests them; nobody is connected to them for it.',
    example: '["example-shop"]',
  },
} satisfies Readonly<Record<string, ConfigKey>>;
