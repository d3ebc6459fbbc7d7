import { HOLE } from '../../../../iam/text.ts';
import type { AuditConfig, Grant, Resource, ServiceAccountKey } from '../../model.ts';
import type { Spanned } from '../../source.ts';
import { at, elementsAt, entry, type Part, type StringValue, spanWithin, toText, type Value } from '../../syntax/value.ts';
import { boolean, string } from '../attribute.ts';
import { bindingGrants, readAuditConfig } from '../policyFacts.ts';
import type { ForeignCall } from './moduleInstance.ts';
import { textParts } from './operators.ts';
import { nodeSpan } from './place.ts';

/** A published module that gives one or several principals the roles of its argument `project_roles` on a project. */
interface AccountModule {
  readonly source: RegExp;
  /** The members, as `google_project_iam_member` takes them. */
  members(body: Value, owner: Spanned): readonly StringValue[];
  /** Whether each role stands behind its project: `project=>role`. */
  readonly withProject: boolean;
}

const serviceAccounts = '(?:^|/)terraform-google-modules/(?:service-accounts/google|terraform-google-service-accounts(?:\\.git)?)';

/** By the variables of their repositories at GitHub, terraform-google-modules/terraform-google-service-accounts and -iam, on 2026-11-23. */
const accountModules: readonly AccountModule[] = [
  {
    source: new RegExp(`${serviceAccounts}(?:\\?|$)`),
    withProject: true,
    members: (body, owner) => elementsAt(body, 'names').map(({ value }) => account(body, value, at(body, 'prefix'), owner)),
  },
  {
    source: new RegExp(`${serviceAccounts}//modules/simple-sa(?:\\?|$)`),
    withProject: false,
    members: (body, owner) => [account(body, at(body, 'name'), undefined, owner)],
  },
  {
    source: /(?:^|\/)terraform-google-modules\/(?:iam\/google|terraform-google-iam(?:\.git)?)\/\/modules\/member_iam(?:\?|$)/,
    withProject: false,
    members(body, { span }) {
      const address = at(body, 'service_account_address');
      const prefix = at(body, 'prefix');
      const type: readonly Part[] = prefix ? textParts(prefix, span) : [{ text: 'serviceAccount', span }];
      return [{ ...placed(address, span), type: 'string', parts: [...type, { text: ':', span }, ...textParts(address, span)] }];
    },
  },
];

/** The grants of such modules' calls; roles that are not known are left out. */
export function accountModuleGrants(call: ForeignCall): Grant[] {
  const known = accountModules.find(({ source }) => source.test(call.source ?? ''));
  if (!known) return [];
  const owner = ownerOf(call);
  const body = call.body();
  const members = known.members(body, owner);
  return elementsAt(body, 'project_roles').flatMap(({ value }) => {
    const role = known.withProject ? behindArrow(value) : value;
    if (role?.type !== 'string') return [];
    const project = known.withProject ? string(value)?.split('=>')[0] : nameOf(at(body, 'project_id'));
    return members.flatMap((each) =>
      bindingGrants({
        role,
        members: each,
        condition: undefined,
        owner,
        resource: projectNamed(project),
        authority: 'member',
        policy: undefined,
      }),
    );
  });
}

/** The keys that `generate_keys` makes. */
export function accountModuleKeys(call: ForeignCall): ServiceAccountKey[] {
  const made = accountModules[0]?.source.test(call.source ?? '') ? entry(call.body(), 'generate_keys') : undefined;
  if (!made || boolean(made.value) !== true) return [];
  const place: Spanned = { span: made.keySpan };
  return [{ ...place, account: { ...place, state: 'unknown' }, algorithm: { ...place, state: 'absent' }, uploaded: false }];
}

const auditModule = /(?:^|\/)terraform-google-modules\/(?:iam\/google|terraform-google-iam(?:\.git)?)\/\/modules\/audit_config(?:\?|$)/;

/** What the audit module logs: one configuration for each service, whose log types are elements of `audit_log_config`. */
export function auditModuleConfigs(call: ForeignCall): AuditConfig[] {
  if (!auditModule.test(call.source ?? '')) return [];
  const body = call.body();
  const logs = entry(body, 'audit_log_config')?.value;
  if (logs?.type !== 'list') return [];
  const services = Map.groupBy(logs.items, ({ value }) => nameOf(at(value, 'service')));
  return [...services].flatMap(([service, items]) => {
    const first = items[0] && entry(items[0].value, 'service');
    if (service === undefined || !first) return [];
    const list: Value = { type: 'list', items, complete: logs.complete && !services.has(undefined), span: logs.span };
    const entries = [first, { key: 'audit_log_config', keySpan: first.keySpan, value: list }];
    return readAuditConfig({ type: 'map', entries, complete: true, span: first.value.span }, projectNamed(nameOf(at(body, 'project'))), {
      span: first.value.span,
      use: first.value.use,
    });
  });
}

function ownerOf({ block, file }: ForeignCall): Spanned {
  return { span: nodeSpan(block.labels[0] ?? block.type, file) };
}

/** `serviceAccount:NAME@PROJECT.iam.gserviceaccount.com`, in the place of the name. */
function account(body: Value, name: Value | undefined, prefix: Value | undefined, owner: Spanned): StringValue {
  const place = placed(name, owner.span);
  const { span } = place;
  const parts = [
    { text: 'serviceAccount:' },
    ...(prefix && string(prefix) !== '' ? [...textParts(prefix, span), { text: '-' }] : []),
    ...textParts(name, span).map((part) => ('text' in part ? { text: part.text.toLowerCase() } : part)),
    { text: '@' },
    ...textParts(at(body, 'project_id'), span),
    { text: '.iam.gserviceaccount.com' },
  ];
  return { ...place, type: 'string', parts: parts.map((part): Part => ({ ...part, span })) };
}

function placed(value: Value | undefined, otherwise: Spanned['span']): Spanned {
  return value ? { span: value.span, use: value.use } : { span: otherwise };
}

/** The role of `project=>role`; undefined where nobody can tell where it begins. */
function behindArrow(value: Value): StringValue | undefined {
  if (value.type !== 'string') return undefined;
  const { text } = toText(value);
  const start = text.indexOf('=>') + 2;
  const role = text.slice(start);
  if (start < 2 || role.includes(HOLE)) return undefined;
  const span = spanWithin(value, start, text.length);
  return { type: 'string', parts: [{ text: role, span }], span, use: value.use };
}

function nameOf(value: Value | undefined): string | undefined {
  return value && string(value);
}

function projectNamed(name: string | undefined): Resource {
  return { level: 'project', family: 'project', title: name ? `project "${name}"` : 'the project', name, reference: undefined };
}
