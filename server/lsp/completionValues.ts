import { CompletionItemKind } from 'vscode-languageserver';
import { type AnnotationMeaning, identityAnnotations } from '../../iam/annotation.ts';
import { type Catalog, type Risk, risksOf, type Scope } from '../../iam/catalog/catalog.ts';
import type { TokenRequest } from '../linter/model.ts';
import { perObject } from '../linter/perObject.ts';
import { type EditorSlot, takenBy } from '../linter/slots.ts';
import { compareText } from '../linter/source.ts';
import { choice, type Suggestion, stop } from './completionItem.ts';
import { type Sources, suggestAccounts } from './completionMembers.ts';
import { shortDuration } from './describeLifetime.ts';

/** The access scopes that a list may have besides those that it has, as URLs and as the aliases that Terraform knows. */
export function suggestScopes(slot: EditorSlot & { readonly kind: 'scope' }, catalog: Catalog): Suggestion[] {
  const held = new Set([...takenBy(slot)].map((name) => catalog.scope(name)?.url ?? name));
  return catalog.scopes().flatMap((scope): Suggestion[] => {
    const { url, aliases, expandedBy, deprecated } = scope;
    if (held.has(url)) return [];
    const tier = deprecated ? 3 : url.endsWith('/cloud-platform') ? 0 : scope.broad ? 2 : 1;
    const common = { kind: CompletionItemKind.Constant, deprecated, about: { kind: 'scope', name: url } as const };
    const shortNames = expandedBy.includes('terraform') ? aliases : [];
    return [
      ...shortNames.map((alias) => ({ ...common, label: alias, detail: url, rank: [tier, 0] })),
      { ...common, label: url, detail: accesses[scope.access], rank: [tier, 1] },
    ];
  });
}

const accesses: Readonly<Record<Scope['access'], string>> = {
  none: 'No API of Google Cloud',
  read: 'Read',
  write: 'Write',
  'read-write': 'Read and write',
  full: 'Full control',
};

/** Lifetimes of access tokens: an ephemeral resource takes at most one hour. */
export function suggestLifetimes({ attachment: { kind } }: TokenRequest): Suggestion[] {
  const most = kind === 'ephemeral' ? 3600 : 43_200;
  return [300, 900, 3600, 43_200]
    .filter((seconds) => seconds <= most)
    .map((seconds) => ({
      label: `${seconds}s`,
      kind: CompletionItemKind.Value,
      detail: seconds > 3600 ? `${shortDuration(seconds)}, where an organization policy allows it` : shortDuration(seconds),
      rank: [seconds],
    }));
}

/** What custom roles of projects cannot hold. https://cloud.google.com/iam/docs/roles-overview#custom-role-permissions */
const aboveProjects = /^resourcemanager\.(?:organizations|folders)\.|^resourcemanager\.projects\.list$/;

const dangers: Readonly<Partial<Record<Risk, string>>> = {
  'mint-access-token': 'Lets act as service accounts',
  'mint-id-token': 'Lets act as service accounts',
  sign: 'Lets act as service accounts',
  delegate: 'Lets act as service accounts',
  'act-as': 'Lets attach service accounts',
  'create-sa-key': 'Lets create keys of service accounts',
  'sa-policy-admin': 'Lets grant access to service accounts',
  'resource-policy-admin': 'Lets grant any role',
  'role-admin': 'Lets change custom roles',
};

/** The permissions that a custom role may have besides those that it has. */
export function suggestPermissions(slot: EditorSlot & { readonly kind: 'permission' }, catalog: Catalog): Suggestion[] {
  const held = takenBy(slot);
  return permissionsOf(catalog).filter(({ label }) => !held.has(label) && !(slot.of === 'project' && aboveProjects.test(label)));
}

const permissionsOf = perObject((catalog: Catalog): readonly Suggestion[] =>
  catalog
    .permissions()
    .toSorted(compareText)
    .map((name, index) => {
      const detail = [...risksOf([name])].map((risk) => dangers[risk]).find((each) => each !== undefined);
      return { label: name, kind: CompletionItemKind.EnumMember, detail, rank: [index], about: { kind: 'permission', name } };
    }),
);

/** The annotations that have to do with identity and have an effect where the slot is. A key of YAML without its colon gets it, and a value to choose. */
export function suggestAnnotations(slot: EditorSlot & { readonly kind: 'annotation-key' }): Suggestion[] {
  const { on, level, style, span } = slot;
  const taken = takenBy(slot);
  const isNew = style === 'bare' && !/^[ \t]*:/.test(span.file.text.slice(span.end, span.end + 200));
  return [...identityAnnotations].flatMap(([key, meaning]): Suggestion[] => {
    if (!meaning[level].includes(on) || taken.has(key)) return [];
    const more = isNew ? { text: `${key}: `, snippet: `${key}: ${newValue(meaning)}`, verbatim: true } : {};
    const effect = meaning.effect.charAt(0).toUpperCase() + meaning.effect.slice(1);
    return [{ label: key, ...more, kind: CompletionItemKind.Property, detail: effect, rank: [], about: { kind: 'annotation', name: key } }];
  });
}

/** A value as it is written in YAML. */
function newValue({ takes }: AnnotationMeaning): string {
  if (takes === 'boolean') return `"${choice(1, ['true', 'false'])}"`;
  if (takes === 'strings') return `'["${stop(1, audience)}"]'`;
  return Array.isArray(takes) ? choice(1, takes) : '';
}

const audience = 'https://orders.example.com';

/** The values that an annotation takes. */
export function suggestAnnotationValues(
  { key, ...slot }: EditorSlot & { readonly kind: 'annotation-value' },
  sources: Sources,
): Suggestion[] {
  const takes = identityAnnotations.get(key)?.takes;
  const about = { kind: 'annotation', name: key } as const;
  const kind = CompletionItemKind.Value;
  if (takes === undefined) return [];
  if (takes === 'boolean') return ['true', 'false'].map((label, index) => ({ label, kind, rank: [index], about }));
  if (takes === 'strings')
    return [{ label: `["${audience}"]`, snippet: `["${stop(1, audience)}"]`, kind, detail: 'A JSON list of URLs', rank: [], about }];
  if (takes === 'service-account') return suggestAccounts({ key, ...slot }, 'email', sources, (email) => email, 'build');
  return takes.map((label, index) => ({ label, kind, rank: [index], about }));
}
