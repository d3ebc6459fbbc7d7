import { english, type Localize } from '../../iam/localize.ts';
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
export function explainDenied(error: DeniedFacts, attempt: Attempt, l10n: Localize = english): Explanation {
  const kind = kindOf(error);
  const common = { kind, link: error.link, ...subject(error, attempt) };
  return { ...common, ...explain[kind](error, attempt, l10n) };
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

const explain: Readonly<Record<DenialKind, (error: DeniedFacts, attempt: Attempt, l10n: Localize) => Words>> = {
  permission(error, attempt, l10n) {
    const { permission, resource, caller, role } = subject(error, attempt);
    const grants = role === undefined ? [] : grantsFor(error, attempt, role);
    const hints = [
      l10n.t(
        '{0} lacks {1} on {2}.',
        caller ?? l10n.t('The caller'),
        permission ?? l10n.t('a permission'),
        resource ?? l10n.t('the resource'),
      ),
      role === undefined
        ? l10n.t('Ask for a role that holds it.')
        : l10n.t('Grant {0}. A new grant can take some minutes to be in force.', role),
      grants.length > 1 && l10n.t('Google does not say at which step of the chain it is missing: all of these are needed.'),
      accountIn(error.resource) !== undefined && l10n.t('Where there is no such account, the answer is the same.'),
    ];
    return {
      gcloud: grants.flatMap((grant) => gcloudLine(grant) ?? []).join('\n'),
      terraform: grants.flatMap((grant, index) => terraformBlock(grant, nameOf(grant, index, grants)) ?? []).join('\n\n'),
      hint: hints.filter(Boolean).join(' '),
    };
  },
  'service-disabled'({ service, consumer }, _attempt, l10n) {
    const project = consumer?.replace(/^projects\//, '');
    const api = service ?? l10n.t('The API');
    const hint =
      project === undefined
        ? l10n.t('{0} is not enabled in the project that the call is counted for. Enable it, and try again after some minutes.', api)
        : l10n.t('{0} is not enabled in project {1}. Enable it, and try again after some minutes.', api, project);
    if (service === undefined) return { gcloud: '', terraform: '', hint };
    if (project === undefined) return { gcloud: `gcloud services enable ${shellWord(service)}`, terraform: '', hint };
    return {
      gcloud: `gcloud services enable ${shellWord(service)} --project=${shellWord(project)}`,
      terraform: block('google_project_service', service.split('.')[0] ?? 'api', { project, service }),
      hint,
    };
  },
  'quota-project'(error, attempt, l10n) {
    const { caller } = subject(error, attempt);
    const project = error.consumer?.replace(/^projects\//, '') ?? projectIn(attempt.target);
    const role = 'roles/serviceusage.serviceUsageConsumer';
    if (error.reason === 'USER_PROJECT_DENIED' && project !== undefined) {
      const grant = { on: `projects/${project}`, member: caller, role };
      return {
        gcloud: gcloudLine(grant) ?? '',
        terraform: terraformBlock(grant, 'quota_project') ?? '',
        hint: l10n.t(
          'The calls are counted for project {0}, which {1} may not use. Grant {2} there, or choose another: gcloud auth application-default set-quota-project',
          project,
          caller ?? l10n.t('the caller'),
          role,
        ),
      };
    }
    return {
      gcloud: `gcloud auth application-default set-quota-project ${project === undefined ? 'PROJECT' : shellWord(project)}`,
      terraform: '',
      hint: l10n.t(
        'Calls with the credentials of a user are counted for a quota project, and none is set. Set one where this API is enabled.',
      ),
    };
  },
  lifetime(_error, { target }, l10n) {
    const hint = l10n.t(
      'A token lives an hour at most. Up to 12 hours are possible where the organization policy allows it for this account; better ask for a new one in time.',
    );
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
  'sign-in'({ message, reason }, _attempt, l10n) {
    const login = 'gcloud auth application-default login';
    const gcloud =
      reason === 'ACCESS_TOKEN_SCOPE_INSUFFICIENT' ? `${login} --scopes=https://www.googleapis.com/auth/cloud-platform` : login;
    return { gcloud, terraform: '', hint: message.includes('gcloud auth') ? message : l10n.t('{0} Sign in again: {1}', message, gcloud) };
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
