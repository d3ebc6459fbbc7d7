import { HOLE, type Reference, resolve, soleReference, type Text } from './text.ts';

/**
 * The families of service accounts on Google Cloud.
 * https://cloud.google.com/iam/docs/service-account-types
 */
export type AccountKind = 'user-managed' | 'compute-default' | 'appengine-default' | 'cloudbuild-legacy' | 'google-apis' | 'service-agent';

/** How an account is written: `a@p.iam…`, `projects/p/serviceAccounts/a@p.iam…`, `serviceAccount:a@p.iam…`, `1234…`, `a`. */
export type AccountForm = 'email' | 'name' | 'member' | 'unique-id' | 'short';

/** Why a text cannot be a service account, whatever field it stands in. */
export type AccountProblem = 'placeholder' | 'not-a-service-account' | 'name' | 'project' | 'malformed';

/** A service account as a configuration names it. */
export interface AccountReference {
  readonly text: Text;
  /** Undefined where the text does not tell. */
  readonly form: AccountForm | undefined;
  /** Undefined where the text does not tell. */
  readonly kind: AccountKind | undefined;
  /** The whole e-mail address, in lower case; undefined while a part of it is unknown. */
  readonly email: string | undefined;
  /** The declaration it refers to, where it is one. */
  readonly declaration: Reference | undefined;
  readonly problem: AccountProblem | undefined;
}

/** The three accounts Google makes for a project and lets workloads run as when nothing else is set. */
export function isDefault(kind: AccountKind | undefined): boolean {
  return kind === 'compute-default' || kind === 'appengine-default' || kind === 'cloudbuild-legacy';
}

/** Accounts that Google runs its own services as: they cannot be attached to a workload. */
export function isServiceAgent(kind: AccountKind | undefined): boolean {
  return kind === 'service-agent' || kind === 'google-apis';
}

/** Whether Google may run one of its own services as the account. Terraform's data source of accounts finds none of those: they are in projects of Google's. */
export function mayBeServiceAgent({ kind, declaration }: AccountReference): boolean {
  return kind === undefined ? declaration === undefined : isServiceAgent(kind);
}

/** For messages: `the Compute Engine default service account`. */
export const kindTitles: Readonly<Record<AccountKind, string>> = {
  'user-managed': 'a user-managed service account',
  'compute-default': 'the Compute Engine default service account',
  'appengine-default': 'the App Engine default service account',
  'cloudbuild-legacy': 'the legacy Cloud Build service account',
  'google-apis': 'the Google APIs Service Agent',
  'service-agent': 'a Google service agent',
};

/** What Terraform types that stand for one account stand for. `undefined`: an account of any kind. */
const declaredKinds: Readonly<Record<Reference['mode'], ReadonlyMap<string, AccountKind | undefined>>> = {
  resource: new Map([
    ['google_service_account', 'user-managed'],
    ['google_project_service_identity', 'service-agent'],
    ['google_folder_service_identity', 'service-agent'],
    ['google_organization_service_identity', 'service-agent'],
  ]),
  data: new Map([
    ['google_service_account', undefined],
    ['google_compute_default_service_account', 'compute-default'],
    ['google_app_engine_default_service_account', 'appengine-default'],
    ['google_storage_project_service_account', 'service-agent'],
    ['google_storage_transfer_project_service_account', 'service-agent'],
    ['google_bigquery_default_service_account', 'service-agent'],
    ['google_access_approval_project_service_account', 'service-agent'],
    ['google_access_approval_folder_service_account', 'service-agent'],
    ['google_access_approval_organization_service_account', 'service-agent'],
  ]),
  ephemeral: new Map(),
};

const attributeForms: Readonly<Record<string, AccountForm>> = {
  email: 'email',
  email_address: 'email',
  account_email: 'email',
  name: 'name',
  id: 'name',
  member: 'member',
  unique_id: 'unique-id',
  account_id: 'short',
};

/** Whether a reference is to something that stands for one service account. */
export function isAccountDeclaration({ mode, type }: Pick<Reference, 'mode' | 'type'>): boolean {
  return declaredKinds[mode].has(type);
}

/** Reads what a field that holds a service account says. Never fails: what it cannot tell is undefined, what cannot be an account has a `problem`. */
export function parseAccount(text: Text): AccountReference {
  const reference = soleReference(text);
  if (reference) return declared(text, reference);
  const { form, rest } = withoutWrapping(text.text);
  const inner = soleReference({ text: rest, holes: text.holes.slice(-1) });
  if (inner && form !== undefined) return wrapped(text, form, declared({ text: rest, holes: [inner] }, inner));
  if (rest === HOLE || rest === '') return { text, form, kind: undefined, email: undefined, declaration: undefined, problem: undefined };
  // Compute Engine and its nodes take this word for the account they use when nothing is set.
  if (rest === 'default' && form === undefined) return { ...bare(text, 'email'), kind: 'compute-default' };
  if (/^\d{15,25}$/.test(rest)) return bare(text, form ?? 'unique-id');
  if (!rest.includes('@')) return { ...bare(text, form ?? (rest.includes(HOLE) ? undefined : 'short')), problem: shortProblem(rest) };
  const kind = classifyEmail(rest.toLowerCase());
  const email = resolve(text);
  return {
    text,
    form: form ?? 'email',
    kind,
    email: email === undefined ? undefined : withoutWrapping(email).rest.toLowerCase(),
    declaration: undefined,
    problem: kind === undefined || placeholder.test(rest) ? emailProblem(rest) : undefined,
  };
}

/** The family of an e-mail address in lower case, which may have holes; undefined where the holes leave it open or no family fits. */
export function classifyEmail(email: string): AccountKind | undefined {
  const separator = email.lastIndexOf('@');
  const local = email.slice(0, separator);
  const domain = email.slice(separator + 1);
  if (separator < 1) return undefined;
  // Where a project's number should stand and something else does, it is clear nevertheless which account is meant.
  if (domain === 'developer.gserviceaccount.com') return /.-compute$/.test(local) ? 'compute-default' : undefined;
  if (domain === 'appspot.gserviceaccount.com') return 'appengine-default';
  if (domain === 'cloudbuild.gserviceaccount.com') return 'cloudbuild-legacy';
  if (domain === 'cloudservices.gserviceaccount.com') return 'google-apis';
  const host = /^(.+)\.iam\.gserviceaccount\.com$/.exec(domain)?.[1];
  if (host === undefined) return undefined;
  if (agentHosts.has(host) || /^gcp-(?:sa|ri)-[a-z0-9-]+$/.test(host) || /^service-(?:org-|folder-)?\d{6,}$/.test(local))
    return 'service-agent';
  // A half-known host or name could still be an agent's.
  if (numbered.test(local)) return undefined;
  if (host.includes(HOLE)) return agentName.test(local) ? undefined : isAccountId(local) ? 'user-managed' : undefined;
  return isAccountId(local) && /^[a-z][a-z0-9.-]*[a-z0-9]$/.test(host) ? 'user-managed' : undefined;
}

/** How the names of service agents begin: with a word and the number of what they work for. */
const agentName = new RegExp(`^(?:(?:service-(?:org-|folder-|[pof])?|bq-|project-|organizations-)[\\d${HOLE}]|[^a-z])`);

/** The name of a service agent whose number is not known. */
const numbered = new RegExp(`^service-(?:org-|folder-)?${HOLE}$`);

/** Names of projects of Google's that hold service agents and do not begin with `gcp-sa-` or `gcp-ri-`. Source: Fabric's service-agents.yaml, 2026-07-21. */
const agentHosts: ReadonlySet<string> = new Set([
  'bigquery-encryption',
  'cloud-filer',
  'cloud-memcache-sa',
  'cloud-ml',
  'cloud-redis',
  'cloud-tpu',
  'cloudcomposer-accounts',
  'compute-system',
  'container-analysis',
  'container-engine-robot',
  'containerregistry',
  'dataflow-service-producer-prod',
  'dataproc-accounts',
  'dlp-api',
  'firebase-rules',
  'gae-api-prod',
  'gae-api-prod.google.com',
  'gcf-admin-robot',
  'gcp-gae-service',
  'gs-project-accounts',
  'remotebuildexecution',
  'security-center-api',
  'serverless-robot-prod',
  'service-consumer-management',
  'service-networking',
  'storage-transfer-service',
]);

/** Text that documentation leaves for its reader to fill in. */
const placeholder =
  /<[^>]*>|\[[A-Z_ -]+\]|(?:^|[^A-Za-z])(?:YOUR|MY)[-_][A-Za-z]|[A-Z][A-Z0-9]*_[A-Z0-9_]*[A-Z0-9]|(?:your|example)[-_](?:project|service-account)[-_]?(?:id|name)\b/;

/** Whether a text holds something that documentation leaves for its reader to fill in, like `PROJECT_ID` or `<name>`. */
export function hasPlaceholder(text: string): boolean {
  return placeholder.test(text);
}

/** The project's id in an account's e-mail; undefined where the e-mail names none, or only its number. */
export function projectOf(email: string): string | undefined {
  const [, local = '', host] = /^([^@]*)@(?:(.+)\.iam|appspot)\.gserviceaccount\.com$/.exec(email) ?? [];
  // A project of the old domain-scoped kind, example.com:shop, is written backwards.
  const [id = '', ...domain] = (host ?? local).split('.');
  return id === '' ? undefined : [...(domain.length > 0 ? [domain.join('.')] : []), id].join(':');
}

/** The rules of `accountId`, the name before the `@`: 6 to 30 characters. https://cloud.google.com/iam/docs/reference/rest/v1/projects.serviceAccounts/create */
export function isAccountId(name: string): boolean {
  if (name.includes(HOLE)) return new RegExp(`^[a-z${HOLE}][-a-z0-9${HOLE}]*$`).test(name);
  return /^[a-z][-a-z0-9]{4,28}[a-z0-9]$/.test(name);
}

function withoutWrapping(text: string): { form: AccountForm | undefined; rest: string } {
  if (text.startsWith('serviceAccount:')) return { form: 'member', rest: text.slice('serviceAccount:'.length) };
  const name = /^projects\/[^/]+\/serviceAccounts\/([^/]*)$/.exec(text);
  if (name) return { form: 'name', rest: name[1] ?? '' };
  return { form: undefined, rest: text };
}

function declared(text: Text, reference: Reference): AccountReference {
  if (!isAccountDeclaration(reference)) {
    const inner = reference.value === undefined ? undefined : parseAccount({ text: reference.value, holes: [] });
    return inner ? { ...inner, text } : bare(text, undefined);
  }
  const form = attributeForms[reference.attribute];
  const value = reference.value === undefined ? undefined : withoutWrapping(reference.value).rest;
  const email = value?.includes('@') ? value : undefined;
  return {
    text,
    form,
    kind: declaredKinds[reference.mode].get(reference.type) ?? (email === undefined ? undefined : classifyEmail(email)),
    email,
    declaration: reference,
    problem: undefined,
  };
}

/** `serviceAccount:${x.email}` is a member; around anything but an e-mail the wrapping makes nonsense. */
function wrapped(text: Text, form: AccountForm, inner: AccountReference): AccountReference {
  const fits = inner.form === undefined || inner.form === 'email' || (form === 'name' && inner.form === 'unique-id');
  return { ...inner, text, form, problem: fits ? inner.problem : 'malformed' };
}

function bare(text: Text, form: AccountForm | undefined): AccountReference {
  return { text, form, kind: undefined, email: undefined, declaration: undefined, problem: undefined };
}

function shortProblem(name: string): AccountProblem | undefined {
  if (placeholder.test(name)) return 'placeholder';
  return name.includes(HOLE) || isAccountId(name) ? undefined : 'name';
}

function emailProblem(email: string): AccountProblem | undefined {
  if (placeholder.test(email)) return 'placeholder';
  const lower = email.toLowerCase();
  const separator = lower.lastIndexOf('@');
  const domain = lower.slice(separator + 1);
  const local = lower.slice(0, separator);
  if (/\s/.test(email) || local.includes('@') || local === '') return 'not-a-service-account';
  if (domain.endsWith('.iam.gserviceaccount.com')) return isAccountId(local) ? hostProblem(domain) : 'name';
  if (domain === 'iam.gserviceaccount.com') return 'project';
  if (domain.includes(HOLE)) return undefined;
  // Google has accounts in domains of one word, like system.gserviceaccount.com; a dash is a project's, and .iam is missing.
  return /^[a-z]+\.gserviceaccount\.com$/.test(domain) ? undefined : 'not-a-service-account';
}

function hostProblem(domain: string): AccountProblem | undefined {
  return domain.includes(HOLE) || /^[a-z][a-z0-9.-]*[a-z0-9]\.iam\.gserviceaccount\.com$/.test(domain) ? undefined : 'project';
}
