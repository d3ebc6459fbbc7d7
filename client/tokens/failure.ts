import { redact } from '../../iam/token.ts';
import { isGcpError } from '../gcp/errors.ts';
import { type Attempt, explainDenied } from '../gcp/explain.ts';
import type { Localize } from './request.ts';

/** Why a call has failed, and what helps. No text in it holds a token. */
export interface Failure {
  readonly message: string;
  /** Undefined where no permission is what is missing. */
  readonly denied?: { readonly permission?: string; readonly resource?: string; readonly caller?: string; readonly role?: string };
  /** Lines that help; empty where none do. */
  readonly gcloud: string;
  readonly terraform: string;
  readonly link?: { readonly description: string; readonly url: string };
}

/** Explains a failure; undefined where the user has cancelled. */
export function failureOf(error: unknown, attempt: Attempt, l10n: Localize): Failure | undefined {
  if (!isGcpError(error)) return { message: redact(error instanceof Error ? error.message : String(error)), gcloud: '', terraform: '' };
  if (error.kind === 'cancelled') return undefined;
  const { kind, permission, resource, caller, role, gcloud, terraform, hint, link } = explainDenied(error, attempt);
  const denied = kind === 'permission' ? { permission, resource, caller, role } : undefined;
  const missing =
    permission !== undefined && resource !== undefined
      ? l10n.t('{0} needs the permission {1} on {2}.', caller ?? l10n.t('The caller'), permission, resource)
      : error.message;
  return {
    message: redact([denied ? missing : error.message, hint].filter((each) => each !== '').join(' ')),
    denied,
    gcloud: redact(gcloud),
    terraform: redact(terraform),
    link: link?.url.startsWith('https://') ? link : undefined,
  };
}
