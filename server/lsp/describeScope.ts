import type { Scope } from '../../iam/catalog/catalog.ts';
import type { Subject } from './describe.ts';
import { bullets, code, paragraphs } from './markdown.ts';

const tools: Readonly<Record<Scope['expandedBy'][number], string>> = { gcloud: 'gcloud', terraform: 'Terraform' };

const accesses: Readonly<Record<Exclude<Scope['access'], 'none'>, string>> = {
  read: 'reading',
  write: 'writing',
  'read-write': 'reading and writing',
  full: 'everything, also deciding who has access,',
};

/** The access scope, by its URL or an alias, in Markdown; undefined for one that is not known. */
export function describeScope(aliasOrUrl: string, { catalog }: Pick<Subject, 'catalog'>): string | undefined {
  const group = catalog.scopeGroups().find(({ name, alias }) => alias && name === aliasOrUrl);
  if (group) return bullets(`**Access scopes** ${code(group.name)}\n\ngcloud makes of this word`, group.scopes.map(code));
  const scope = catalog.scope(aliasOrUrl);
  if (!scope) return undefined;
  const { url, aliases, expandedBy, deprecated, broad, service, access } = scope;
  return paragraphs(
    `**Access scope** ${code(url)}`,
    letsThrough(scope),
    aliases.length > 0 &&
      `${expandedBy.map((tool) => tools[tool]).join(' and ')} know${expandedBy.length === 1 ? 's' : ''} it as ${aliases.map(code).join(', ')}; the API takes URLs only.`,
    broad && service === '*' && access === 'read-write' && 'On VMs and nodes it is the scope to use: roles say what the account may do.',
    deprecated && 'Google has deprecated it.',
  );
}

function letsThrough({ service, access }: Scope): string {
  if (service === null || access === 'none') return 'It lets through to no API of Google Cloud.';
  const where = service === '*' ? 'in all services of Google Cloud' : `with permissions of ${code(service)}`;
  return `It lets through ${accesses[access]} ${where}, as far as roles allow that.`;
}
