import type { Scope } from '../../iam/catalog/catalog.ts';
import type { Subject } from './describe.ts';
import { bullets, code, paragraphs } from './markdown.ts';

const tools: Readonly<Record<Scope['expandedBy'][number], string>> = { gcloud: 'gcloud', terraform: 'Terraform' };

const accesses: Readonly<Record<Scope['access'], string>> = {
  none: 'It lets through to no API of Google Cloud.',
  read: 'It lets read',
  write: 'It lets write',
  'read-write': 'It lets read and write',
  full: 'It lets do anything, also grant access to objects,',
};

/** The access scope, by its URL or an alias, in Markdown; undefined for one that is not known. */
export function describeScope(aliasOrUrl: string, { catalog }: Pick<Subject, 'catalog'>): string | undefined {
  const group = catalog.scopeGroups().find(({ name, alias }) => alias && name === aliasOrUrl);
  if (group) return bullets(`**Access scopes** ${code(group.name)}\n\ngcloud makes of this word`, group.scopes.map(code));
  const scope = catalog.scope(aliasOrUrl);
  if (!scope) return undefined;
  const { url, aliases, expandedBy, deprecated, broad, service } = scope;
  return paragraphs(
    `**Access scope** ${code(url)}`,
    letsThrough(scope),
    aliases.length > 0 &&
      `${expandedBy.map((tool) => tools[tool]).join(' and ')} know${expandedBy.length === 1 ? 's' : ''} it as ${aliases.map(code).join(', ')}; the API takes URLs only.`,
    broad && service === '*' && 'It is the scope to use: roles say what the account may do.',
    deprecated && 'Google has deprecated it.',
  );
}

function letsThrough({ service, access }: Scope): string {
  if (service === null || access === 'none') return accesses.none;
  const what = service === '*' ? 'in every service of Google Cloud' : `what permissions of ${code(service)} are for`;
  return `${accesses[access]} ${what}, as far as roles allow it.`;
}
