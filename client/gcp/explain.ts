import { projectOf } from '../../iam/serviceAccount.ts';
import type { GcpErrorFacts, GcpErrorKind } from './errors.ts';
import { accountIn, block, type Grant, gcloudLine, memberOf, roleFor, terraformBlock, terraformText } from './grant.ts';
import { shellWord } from './shell.ts';

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
    role: permission === undefined ? undefined : roleFor(permission),
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
      gcloud: grants.flatMap((grant) => gcloudLine(grant) ?? []).join('\n'),
      terraform: grants.flatMap((grant, index) => terraformBlock(grant, nameOf(grant, index, grants)) ?? []).join('\n\n'),
      hint: `${who} lacks ${permission} on ${resource}. ${next}${chain}${exists}`,
    };
  },
  'service-disabled'({ service = 'the API', consumer }) {
    const project = consumer?.replace(/^projects\//, '');
    const hint = `${service} is not enabled in ${project === undefined ? 'the project that the call is counted for' : `project ${project}`}. Enable it, and try again after some minutes.`;
    if (project === undefined) return { gcloud: `gcloud services enable ${shellWord(service)}`, terraform: '', hint };
    return {
      gcloud: `gcloud services enable ${shellWord(service)} --project=${shellWord(project)}`,
      terraform: block('google_project_service', service.split('.')[0] ?? 'api', { project, service }),
      hint,
    };
  },
  'quota-project'(error, attempt) {
    const { caller } = subject(error, attempt);
    const project = error.consumer?.replace(/^projects\//, '') ?? projectIn(attempt.target);
    const role = 'roles/serviceusage.serviceUsageConsumer';
    if (error.reason === 'USER_PROJECT_DENIED' && project !== undefined) {
      const grant = { on: `projects/${project}`, member: caller, role };
      return {
        gcloud: gcloudLine(grant) ?? '',
        terraform: terraformBlock(grant, 'quota_project') ?? '',
        hint: `The calls are counted for project ${project}, and ${caller ?? 'the caller'} may not use that. Grant ${role} there, or choose another: gcloud auth application-default set-quota-project`,
      };
    }
    return {
      gcloud: `gcloud auth application-default set-quota-project ${project === undefined ? 'PROJECT' : shellWord(project)}`,
      terraform: '',
      hint: 'Calls with the credentials of a user are counted for a quota project, and none is set. Set one where this API is enabled.',
    };
  },
  lifetime(_error, { target }) {
    const hint =
      'A token lives an hour at most. Up to 12 hours are possible where the organization policy allows it for this account; better ask for a new one in time.';
    const project = projectIn(target);
    if (target === undefined || project === undefined) return { gcloud: '', terraform: '', hint };
    return {
      gcloud: `gcloud resource-manager org-policies allow ${LIFETIME} ${shellWord(target)} --project=${shellWord(project)}`,
      terraform: [
        'resource "google_project_organization_policy" "token_lifetime" {',
        `  project    = ${terraformText(project)}`,
        `  constraint = ${terraformText(LIFETIME)}`,
        '',
        '  list_policy {',
        '    allow {',
        `      values = [${terraformText(target)}]`,
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

/** The grants that a call needs: one, or where there are delegates one for each step. */
function grantsFor(error: DeniedFacts, { caller = error.caller, target, delegates = [] }: Attempt, role: string): readonly Grant[] {
  const account = target ?? accountIn(error.resource);
  const member = caller === undefined ? undefined : memberOf(caller);
  if (account === undefined || error.permission?.endsWith('.list')) {
    const on = /^(?:projects|folders|organizations)\/[^/]+/.exec(error.resource ?? '')?.[0];
    return on === undefined ? [] : [{ on, member, role }];
  }
  const steps = [...delegates, account];
  return steps.map((step, index) => ({
    on: `projects/-/serviceAccounts/${step}`,
    member: index === 0 ? member : memberOf(steps[index - 1] ?? ''),
    role: index === steps.length - 1 ? role : TOKEN_CREATOR,
  }));
}

/** What a grant is called in Terraform: by its role, or where there are several by its place. */
function nameOf({ role }: Grant, index: number, { length }: readonly Grant[]): string {
  if (length > 1) return `step_${index + 1}`;
  return role.slice(role.lastIndexOf('.') + 1).replace(/[A-Z]/g, (letter) => `_${letter.toLowerCase()}`);
}

function projectIn(account: string | undefined): string | undefined {
  return account === undefined ? undefined : projectOf(account);
}
