import type { GcpErrorFacts, GcpErrorKind } from './errors.ts';

/** What went wrong, as far as it changes what is to be done. */
export type DenialKind = 'permission' | 'service-disabled' | 'quota-project' | 'lifetime' | 'sign-in' | 'other';

export interface Explanation {
  readonly kind: DenialKind;
  readonly permission?: string;
  /** The e-mail address of the account, or the name of the resource, that it was asked on. */
  readonly resource?: string;
  /** The member that asked: `user:…`, `serviceAccount:…`. */
  readonly caller?: string;
  /** The narrowest predefined role for it. */
  readonly role?: string;
  /** Lines for a shell, one for each step; empty where none helps. */
  readonly gcloud: string;
  /** Blocks that do the same; empty where none helps. */
  readonly terraform: string;
  /** One or two sentences that say what to do. */
  readonly hint: string;
  readonly link?: { readonly description: string; readonly url: string };
}

/** Who asked for what: e-mail addresses; `delegates` in order from the caller to the target. */
export interface Attempt {
  readonly caller?: string;
  readonly target?: string;
  readonly delegates?: readonly string[];
}

/** Puts a failed call into words, with lines to copy that let it succeed. Pure: nothing is asked. */
export function explainDenied(error: DeniedFacts, attempt: Attempt): Explanation {
  const kind = kindOf(error);
  const common = { kind, link: error.link, ...subject(error, attempt) };
  return { ...common, ...explain[kind](error, attempt) };
}

/** The narrowest predefined roles, by what they allow. test/gcp/explain.test.ts compares them with the catalogue. */
export const roleFor: Readonly<Record<string, string>> = {
  'iam.serviceAccounts.getAccessToken': 'roles/iam.serviceAccountTokenCreator',
  'iam.serviceAccounts.getOpenIdToken': 'roles/iam.serviceAccountOpenIdTokenCreator',
  'iam.serviceAccounts.signJwt': 'roles/iam.serviceAccountTokenCreator',
  'iam.serviceAccounts.signBlob': 'roles/iam.serviceAccountTokenCreator',
  'iam.serviceAccounts.implicitDelegation': 'roles/iam.serviceAccountTokenCreator',
  'iam.serviceAccounts.actAs': 'roles/iam.serviceAccountUser',
  'iam.serviceAccounts.list': 'roles/iam.serviceAccountViewer',
  'iam.serviceAccounts.get': 'roles/iam.serviceAccountViewer',
  'iam.serviceAccounts.getIamPolicy': 'roles/iam.serviceAccountViewer',
  'iam.serviceAccountKeys.list': 'roles/iam.serviceAccountViewer',
  'iam.serviceAccounts.setIamPolicy': 'roles/iam.serviceAccountAdmin',
  'iam.serviceAccounts.enable': 'roles/iam.serviceAccountAdmin',
  'iam.serviceAccounts.disable': 'roles/iam.serviceAccountAdmin',
  'iam.serviceAccounts.undelete': 'roles/iam.serviceAccountAdmin',
  'iam.roles.get': 'roles/iam.roleViewer',
  'iam.roles.list': 'roles/iam.roleViewer',
  'resourcemanager.projects.get': 'roles/browser',
  'resourcemanager.projects.getIamPolicy': 'roles/iam.securityReviewer',
  'resourcemanager.folders.getIamPolicy': 'roles/iam.securityReviewer',
  'resourcemanager.organizations.getIamPolicy': 'roles/iam.securityReviewer',
  'run.locations.list': 'roles/run.viewer',
  'run.services.list': 'roles/run.viewer',
  'run.jobs.list': 'roles/run.viewer',
  'run.workerpools.list': 'roles/run.viewer',
  'serviceusage.services.use': 'roles/serviceusage.serviceUsageConsumer',
};

/** Of a GcpError. */
type DeniedFacts = GcpErrorFacts & { readonly kind?: GcpErrorKind; readonly message: string };

type Words = Pick<Explanation, 'gcloud' | 'terraform' | 'hint'>;

const TOKEN_CREATOR = 'roles/iam.serviceAccountTokenCreator';
const LIFETIME = 'constraints/iam.allowServiceAccountCredentialLifetimeExtension';

function kindOf({ kind, httpStatus, status, reason, constraint, permission, message }: DeniedFacts): DenialKind {
  if (kind === 'credentials' || httpStatus === 401 || reason === 'ACCESS_TOKEN_SCOPE_INSUFFICIENT') return 'sign-in';
  if (/quota project/i.test(message) || reason === 'USER_PROJECT_DENIED') return 'quota-project';
  if (reason === 'SERVICE_DISABLED') return 'service-disabled';
  if (constraint === LIFETIME || (httpStatus === 400 && /\blifetimes? of more than 1 hour/i.test(message))) return 'lifetime';
  if (httpStatus === 403 && (permission !== undefined || status === 'PERMISSION_DENIED')) return 'permission';
  return 'other';
}

function subject(
  error: DeniedFacts,
  { caller = error.caller, target }: Attempt,
): Pick<Explanation, 'permission' | 'resource' | 'caller' | 'role'> {
  const { permission } = error;
  return {
    permission,
    resource: target ?? accountIn(error.resource) ?? error.resource,
    caller: caller === undefined ? undefined : memberOf(caller),
    role: permission === undefined ? undefined : roleFor[permission],
  };
}

const explain: Readonly<Record<DenialKind, (error: DeniedFacts, attempt: Attempt) => Words>> = {
  permission(error, attempt) {
    const { permission = 'a permission', resource = 'the resource', caller, role } = subject(error, attempt);
    const grants = role === undefined ? [] : grantsFor(error, attempt, role);
    const who = caller ?? 'The caller';
    const chain = grants.length > 1 ? ' Google does not say at which step of the chain it is missing: all of these are needed.' : '';
    const next = role === undefined ? 'Ask for a role that holds it.' : `Grant ${role}. A new grant can take some minutes to be in force.`;
    const exists = accountIn(error.resource) === undefined ? '' : ' Where there is no such account, the answer is the same.';
    return {
      gcloud: grants.map(gcloudLine).join('\n'),
      terraform: grants.map(terraformBlock).join('\n\n'),
      hint: `${who} lacks ${permission} on ${resource}. ${next}${chain}${exists}`,
    };
  },
  'service-disabled'({ service = 'the API', consumer }) {
    const project = consumer?.replace(/^projects\//, '');
    const hint = `${service} is not enabled in ${project === undefined ? 'the project that the call is counted for' : `project ${project}`}. Enable it, and try again after some minutes.`;
    if (project === undefined) return { gcloud: `gcloud services enable ${word(service)}`, terraform: '', hint };
    return {
      gcloud: `gcloud services enable ${word(service)} --project=${word(project)}`,
      terraform: block('google_project_service', service.split('.')[0] ?? 'api', { project, service }),
      hint,
    };
  },
  'quota-project'(error, attempt) {
    const { caller } = subject(error, attempt);
    const project = error.consumer?.replace(/^projects\//, '') ?? projectOf(attempt.target);
    const role = 'roles/serviceusage.serviceUsageConsumer';
    if (error.reason === 'USER_PROJECT_DENIED' && project !== undefined) {
      const grant = { on: { project }, member: caller, role, name: 'quota_project' };
      return {
        gcloud: gcloudLine(grant),
        terraform: terraformBlock(grant),
        hint: `The calls are counted for project ${project}, and ${caller ?? 'the caller'} may not use that. Grant ${role} there, or choose another: gcloud auth application-default set-quota-project`,
      };
    }
    return {
      gcloud: `gcloud auth application-default set-quota-project ${project === undefined ? 'PROJECT' : word(project)}`,
      terraform: '',
      hint: 'Calls with the credentials of a user are counted for a quota project, and none is set. Set one where this API is enabled.',
    };
  },
  lifetime(_error, { target }) {
    const hint =
      'A token lives an hour at most. Up to 12 hours are possible where the organization policy allows it for this account; better ask for a new one in time.';
    const project = projectOf(target);
    if (target === undefined || project === undefined) return { gcloud: '', terraform: '', hint };
    return {
      gcloud: `gcloud resource-manager org-policies allow ${LIFETIME} ${word(target)} --project=${word(project)}`,
      terraform: [
        'resource "google_project_organization_policy" "token_lifetime" {',
        `  project    = ${text(project)}`,
        `  constraint = ${text(LIFETIME)}`,
        '',
        '  list_policy {',
        '    allow {',
        `      values = [${text(target)}]`,
        '    }',
        '  }',
        '}',
      ].join('\n'),
      hint,
    };
  },
  'sign-in'({ message, reason }) {
    const login = 'gcloud auth application-default login';
    const gcloud =
      reason === 'ACCESS_TOKEN_SCOPE_INSUFFICIENT' ? `${login} --scopes=https://www.googleapis.com/auth/cloud-platform` : login;
    return { gcloud, terraform: '', hint: message.includes('gcloud auth') ? message : `${message} Sign in again: ${gcloud}` };
  },
  other: ({ message }) => ({ gcloud: '', terraform: '', hint: message }),
};

interface Grant {
  readonly on: { readonly account: string } | { readonly project: string };
  readonly member: string | undefined;
  readonly role: string;
  /** Of the Terraform resource. */
  readonly name: string;
}

/** The grants that a call needs: one, or where there are delegates one for each step. */
function grantsFor(error: DeniedFacts, { caller = error.caller, target, delegates = [] }: Attempt, role: string): readonly Grant[] {
  const account = target ?? accountIn(error.resource);
  const member = caller === undefined ? undefined : memberOf(caller);
  const label = role.slice(role.lastIndexOf('.') + 1).replace(/[A-Z]/g, (letter) => `_${letter.toLowerCase()}`);
  if (account === undefined || error.permission?.endsWith('.list')) {
    const project = /^projects\/([^/]+)/.exec(error.resource ?? '')?.[1];
    return project === undefined || project === '-' ? [] : [{ on: { project }, member, role, name: label }];
  }
  const steps = [...delegates, account];
  return steps.map((step, index) => ({
    on: { account: step },
    member: index === 0 ? member : memberOf(steps[index - 1] ?? ''),
    role: index === steps.length - 1 ? role : TOKEN_CREATOR,
    name: steps.length === 1 ? label : `step_${index + 1}`,
  }));
}

function gcloudLine({ on, member, role }: Grant): string {
  // Whoever runs it, where nothing else is known.
  const who = member === undefined ? '"user:$(gcloud config get-value account)"' : word(member);
  const what =
    'account' in on
      ? `iam service-accounts add-iam-policy-binding ${word(on.account)}`
      : `projects add-iam-policy-binding ${word(on.project)}`;
  const project = 'account' in on ? projectOf(on.account) : undefined;
  return `gcloud ${what} --member=${who} --role=${word(role)}${project === undefined ? '' : ` --project=${word(project)}`}`;
}

function terraformBlock({ on, member = 'user:EMAIL', role, name }: Grant): string {
  if ('project' in on) return block('google_project_iam_member', name, { project: on.project, role, member });
  const service_account_id = `projects/${projectOf(on.account) ?? '-'}/serviceAccounts/${on.account}`;
  return block('google_service_account_iam_member', name, { service_account_id, role, member });
}

function block(type: string, name: string, fields: Readonly<Record<string, string>>): string {
  const width = Math.max(...Object.keys(fields).map((field) => field.length));
  const lines = Object.entries(fields).map(([field, value]) => `  ${field.padEnd(width)} = ${text(value)}`);
  return [`resource "${type}" "${name}" {`, ...lines, '}'].join('\n');
}

/** A string of Terraform's that says nothing but itself. */
function text(value: string): string {
  return JSON.stringify(value).replace(/[$%](?=\{)/g, (sign) => sign + sign);
}

/** A word for a shell, which reads it as nothing but itself. */
function word(value: string): string {
  return /^[\w@%+=:,./-]+$/.test(value) ? value : `'${value.replaceAll("'", `'\\''`)}'`;
}

function memberOf(caller: string): string {
  if (/^\w+:/.test(caller)) return caller;
  return `${caller.endsWith('.gserviceaccount.com') ? 'serviceAccount' : 'user'}:${caller}`;
}

function accountIn(resource: string | undefined): string | undefined {
  return /\/serviceAccounts\/([^/]+)/.exec(resource ?? '')?.[1];
}

/** The project in an account's address; that of a domain-scoped one is the other way round there. */
function projectOf(account: string | undefined): string | undefined {
  const [, name, domain] = /@([^.]+)((?:\.[^.]+)*)\.iam\.gserviceaccount\.com$/.exec(account ?? '') ?? [];
  return name === undefined ? undefined : domain ? `${domain.slice(1)}:${name}` : name;
}
