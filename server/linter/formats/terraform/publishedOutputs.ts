import type { Span } from '../../source.ts';
import { at, type Item, type ListValue, type MapValue, type Part, type Value } from '../../syntax/value.ts';
import { string } from '../attribute.ts';
import { LazyItem, type Selectable, type Step, textAt } from './collections.ts';
import type { ForeignCall } from './moduleInstance.ts';
import { textParts, truth, wordOf } from './operators.ts';
import { unknownAt } from './place.ts';
import { resourceObject } from './resourceObject.ts';
import { follow } from './traversal.ts';
import { projectFactory, serviceAccounts, simpleServiceAccount } from './wellKnownModules.ts';

/** What an output of a well-known published module is, as far as its arguments tell; undefined for all others. */
export function publishedOutput(call: ForeignCall, output: string, here: Span): Value | undefined {
  const { source = '' } = call;
  const outputs = serviceAccounts.test(source)
    ? severalAccounts
    : simpleServiceAccount.test(source)
      ? oneAccount
      : projectFactory.test(source)
        ? project
        : undefined;
  return outputs && Object.hasOwn(outputs, output) ? outputs[output]?.(call, here) : undefined;
}

type Outputs = Readonly<Record<string, (call: ForeignCall, here: Span) => Value | undefined>>;

/** https://github.com/terraform-google-modules/terraform-google-service-accounts/blob/v4.7.0/outputs.tf; which of several comes first, and by what name, its releases disagree. */
const severalAccounts: Outputs = {
  email: (call, here) => email(first(call, here), here),
  iam_email: (call, here) => member(email(first(call, here), here), here),
  service_account: (call, here) => first(call, here, 'service_account'),
  emails: (call, here) => byKey(() => email(first(call, here), here), here),
  iam_emails: (call, here) => byKey(() => member(email(first(call, here), here), here), here),
  emails_list: (call, here) => inList(call, () => email(first(call, here), here), here),
  iam_emails_list: (call, here) => inList(call, () => member(email(first(call, here), here), here), here),
  service_accounts: (call, here) => inList(call, () => first(call, here, 'service_accounts'), here),
  service_accounts_map: (call, here) =>
    byKey((name) => moduleAccount(call, typeof name === 'string' ? name : undefined, here, 'service_accounts_map'), here),
};

/** https://github.com/terraform-google-modules/terraform-google-service-accounts/blob/v4.7.0/modules/simple-sa/outputs.tf */
const oneAccount: Outputs = {
  email: (call, here) => email(moduleAccount(call, undefined, here), here),
  iam_email: (call, here) => member(email(moduleAccount(call, undefined, here), here), here),
  id: (call, here) => follow(moduleAccount(call, undefined, here, undefined, 'id'), ['id'], here),
};

/** https://github.com/terraform-google-modules/terraform-google-project-factory/blob/v18.2.0/outputs.tf */
const project: Outputs = {
  project_id: (call, here) => {
    const body = call.body();
    if (isSaid(body, 'random_project_id') || isSaid(body, 'universe_prefix')) return undefined;
    const id = textOf(body, 'project_id') || (isSaid(body, 'project_id') ? undefined : textOf(body, 'name'));
    return id ? textAt(id, here) : undefined;
  },
  service_account_email: (call, here) =>
    hasAccount(call) ? email(moduleAccount(call, undefined, here, undefined, 'service_account_email'), here) : undefined,
  service_account_name: (call, here) =>
    hasAccount(call) ? follow(moduleAccount(call, undefined, here, undefined, 'service_account_name'), ['name'], here) : undefined,
  api_s_account: (call, here) => (isSaid(call.body(), 'universe_prefix') ? undefined : agent(here)),
  api_s_account_fmt: (call, here) => (isSaid(call.body(), 'universe_prefix') ? undefined : member(agent(here), here)),
};

/** An account that a call of one of these modules makes: of several the one of this name, or any. `output` is the output whose attributes are its own, `through` the one that is its e-mail. */
export function moduleAccount(
  call: ForeignCall,
  name: string | undefined,
  here: Span,
  output?: string,
  through = 'email',
): MapValue & Selectable {
  const key = name === undefined ? '' : `[${JSON.stringify(name)}]`;
  const label = `module.${call.name}${call.instance}`;
  const identity = {
    mode: 'resource',
    type: 'google_service_account',
    address: `${call.address}.google_service_account.published${key}`,
    label: output ? `${label}.${output}${output.endsWith('_map') ? key : ''}` : label,
    output: output === undefined ? through : undefined,
  } as const;
  return resourceObject(identity, () => declaration(call, name, here), here);
}

/** What the account's block says. */
function declaration(call: ForeignCall, name: string | undefined, here: Span): MapValue {
  const entries = Object.entries(argumentsOf(call, name, here)).flatMap(([key, value]) => (value ? [{ key, keySpan: here, value }] : []));
  return { type: 'map', entries, complete: false, span: here };
}

function argumentsOf(
  call: ForeignCall,
  name: string | undefined,
  here: Span,
): Readonly<Record<'account_id' | 'project', Value | undefined>> {
  const { source = '' } = call;
  const body = call.body();
  if (projectFactory.test(source))
    return {
      account_id: at(body, 'project_sa_name') ?? textAt('project-service-account', here),
      project: project.project_id?.(call, here),
    };
  const parent = at(body, 'project_id');
  if (simpleServiceAccount.test(source)) return { account_id: at(body, 'name'), project: parent };
  if (name === undefined) return { account_id: undefined, project: parent };
  const own = textAt(name.toLowerCase(), here);
  const prefix = isSaid(body, 'prefix') ? at(body, 'prefix') : undefined;
  return { account_id: prefix ? joined([prefix, textAt('-', here), own], here) : own, project: parent };
}

/** The names of the accounts, where all are known. */
function accountNames(call: ForeignCall): readonly string[] | undefined {
  const names = at(call.body(), 'names');
  if (names?.type !== 'list' || !names.complete) return undefined;
  const known = names.items.map(({ value }) => wordOf(value));
  return known.every((name) => name !== undefined) ? known : undefined;
}

/** The only account, or any of several. */
function first(call: ForeignCall, here: Span, output?: string): MapValue & Selectable {
  const [only, ...others] = accountNames(call) ?? [];
  return moduleAccount(call, others.length === 0 ? only : undefined, here, output);
}

/** Under each key an account. */
function byKey(make: (key: Step) => Value, here: Span): MapValue & Selectable {
  const select: Selectable['select'] = ([key, ...rest], there) => follow(make(key), rest, there);
  return { type: 'map', entries: [], complete: false, span: here, select };
}

function inList(call: ForeignCall, make: () => Value, here: Span): ListValue & Selectable {
  const items: Item[] = [new LazyItem(make, here)];
  return {
    type: 'list',
    items,
    complete: accountNames(call)?.length === 1,
    span: here,
    select: ([, ...rest], there) => follow(make(), rest, there),
  };
}

function email(account: Value, here: Span): Value {
  return follow(account, ['email'], here);
}

/** As members of policies are written. */
function member(account: Value, here: Span): Value {
  return joined([textAt('serviceAccount:', here), account], here);
}

function agent(here: Span): Value {
  return joined([unknownAt(here, 'module'), textAt('@cloudservices.gserviceaccount.com', here)], here);
}

function joined(values: readonly (Value | undefined)[], here: Span): Value {
  const parts = values.flatMap((value) => textParts(value, here).map((part): Part => ({ ...part, span: here })));
  return { type: 'string', parts, span: here };
}

function hasAccount(call: ForeignCall): boolean {
  const created = at(call.body(), 'create_project_sa');
  return created === undefined || truth(created) === true;
}

/** Whether an argument is, or may be, something else than nothing or false. */
export function isSaid(body: Value, name: string): boolean {
  const value = at(body, name);
  return value !== undefined && value.type !== 'null' && string(value) !== '' && truth(value) !== false;
}

function textOf(body: Value, name: string): string | undefined {
  const value = at(body, name);
  return value && string(value);
}
