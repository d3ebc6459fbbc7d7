import { CompletionItemKind } from 'vscode-languageserver';
import type { Catalog, Risk, Role } from '../../iam/catalog/catalog.ts';
import { appliesTo, isTaken } from '../../iam/grantable.ts';
import type { CustomRole, IdentityModel, Resource } from '../linter/model.ts';
import { perObject } from '../linter/perObject.ts';
import type { EditorSlot } from '../linter/slots.ts';
import type { Suggestion } from './completionItem.ts';

/** What makes a role one to think about twice; to invoke a service or read a secret is what many accounts are for. */
function escalates(risks: ReadonlySet<Risk>): boolean {
  return [...risks].some((risk) => risk !== 'invoke-run' && risk !== 'secret-read');
}

/** The roles that a grant on one of the resources can be of, those that permit least first. */
export function suggestRoles(slot: EditorSlot & { readonly kind: 'role' }, model: IdentityModel, catalog: Catalog): Suggestion[] {
  const found = new Map<string, Suggestion>();
  for (const resource of slot.resources) for (const each of grantable(resource, catalog)) found.set(each.label, each);
  for (const role of model.customRoles) for (const each of customRole(role, slot, catalog)) found.set(each.label, each);
  return [...found.values()];
}

/** The roles of each kind of resource, kept with the catalogue. */
const known = perObject((_: Catalog) => new Map<string, readonly Suggestion[]>());

function grantable({ family, level }: Resource, catalog: Catalog): readonly Suggestion[] {
  const key = `${level} ${family ?? ''}`;
  const roles = known(catalog).get(key) ?? listed({ family, level }, catalog);
  known(catalog).set(key, roles);
  return roles;
}

function listed({ family, level }: Pick<Resource, 'family' | 'level'>, catalog: Catalog): readonly Suggestion[] {
  const applies = appliesTo(family, level, catalog.permissions());
  const count = applies && catalog.counting(applies.includes);
  const onParts = level === 'resource' || level === 'service-account' || level === 'billing-account';
  return [...catalog.roles()].flatMap((role): Suggestion[] => {
    const { name, title, stage, basic, unlisted, permissionCount = 0 } = role;
    if (unlisted || /serviceAgent/i.test(name) || !isTaken(name, level) || (basic && onParts)) return [];
    const own = count?.(name) ?? permissionCount;
    if (count && own === 0) return [];
    const deprecated = stage === 'DEPRECATED';
    // Roles of other services permit a little here beside what they are for, and those of before IAM are no aim.
    const isAside = (applies && (!applies.services.has(serviceOf(name)) || own * 2 < permissionCount)) || name.includes('.legacy');
    const tier = basic ? 4 : deprecated ? 3 : escalates(catalog.risks(name)) ? 2 : isAside ? 1 : 0;
    return [
      {
        label: name,
        also: title,
        kind: CompletionItemKind.EnumMember,
        detail: detail(role),
        rank: [tier, stage === 'GA' ? 0 : 1, permissionCount],
        deprecated,
        about: { kind: 'role', name },
      },
    ];
  });
}

function serviceOf(role: string): string {
  return /^roles\/([^.]+)\./.exec(role)?.[1] ?? '';
}

function detail({ title, stage }: Role): string {
  return stage === 'GA' ? title : `${title} (${stage.toLowerCase()})`;
}

/** A custom role that the workspace declares: a reference to it where it can be written, and its name where that is known. */
function customRole(
  { name, address, span, permissions }: CustomRole,
  { resources, expression }: EditorSlot & { readonly kind: 'role' },
  catalog: Catalog,
): Suggestion[] {
  const held = permissions.state === 'known' ? permissions.value : undefined;
  const fits = resources.some(({ family, level }) => {
    const applies = appliesTo(family, level, catalog.permissions());
    return !applies || !held || held.some(applies.includes);
  });
  if (!fits) return [];
  const label = /#((?:google_project|google_organization)_iam_custom_role\.[\w-]+)$/.exec(address)?.[1];
  const common = { kind: CompletionItemKind.EnumMember, detail: 'Custom role', rank: [0, 0, held?.length ?? 0] };
  return [
    ...(name === undefined ? [] : [{ ...common, label: name, about: { kind: 'role', name } as const }]),
    ...(label === undefined || expression?.module !== span.file.directory
      ? []
      : [
          {
            ...common,
            label: `${label}.id`,
            text: `roles/ ${label}`,
            expression: { text: `${label}.id`, module: span.file.directory },
            ...(name !== undefined && { about: { kind: 'role', name } as const }),
          },
        ]),
  ];
}
