import type { Localize } from '../../iam/localize.ts';
import { redact } from '../../iam/token.ts';
import { isGcpError, messageOf } from '../gcp/errors.ts';
import { type Attempt, explainDenied } from '../gcp/explain.ts';

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
  if (!isGcpError(error)) return { message: messageOf(error), gcloud: '', terraform: '' };
  if (error.kind === 'cancelled') return undefined;
  // What was found out before anything was asked says itself what to do.
  if (error.kind === 'credentials' && error.status === undefined) return { message: redact(error.message), gcloud: '', terraform: '' };
  const { kind, permission, resource, caller, role, gcloud, terraform, hint, link } = explainDenied(error, attempt, l10n);
  return {
    // Google's own words name the constraint and the account.
    message: redact(kind === 'lifetime' ? `${error.message} ${hint}` : hint),
    denied: kind === 'permission' ? { permission, resource, caller, role } : undefined,
    gcloud: redact(gcloud),
    terraform: redact(terraform),
    link: link?.url.startsWith('https://') ? link : undefined,
  };
}
