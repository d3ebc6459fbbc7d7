import { redact } from '../../iam/token.ts';

/** What failed: the answer, the connection, the deadline; or the caller cancelled, or is not (rightly) signed in. */
export type GcpErrorKind = 'http' | 'network' | 'timeout' | 'cancelled' | 'credentials';

/** What an answer of Google's tells about an error. https://docs.cloud.google.com/apis/design/errors */
export interface GcpErrorFacts {
  readonly httpStatus?: number;
  /** The canonical code: `PERMISSION_DENIED`. For OAuth its own: `invalid_grant`. */
  readonly status?: string;
  /** ErrorInfo.reason: `IAM_PERMISSION_DENIED`, `SERVICE_DISABLED`, `ACCESS_TOKEN_EXPIRED`. For OAuth its subtype: `invalid_rapt`. */
  readonly reason?: string;
  /** The API the error is about: `iamcredentials.googleapis.com`. */
  readonly service?: string;
  readonly permission?: string;
  /** The name of what was asked for, as the request has it: `projects/-/serviceAccounts/a@p.iam.gserviceaccount.com`. */
  readonly resource?: string;
  /** The project that pays or must have the API enabled, as Google names it: `projects/123`. */
  readonly consumer?: string;
  /** The constraint of an organization policy that forbids it: `constraints/iam.…`. */
  readonly constraint?: string;
  readonly link?: { readonly description: string; readonly url: string };
  /** The e-mail address that asked, where it is known. */
  readonly caller?: string;
}

/** The only error that client/gcp throws for what comes from outside. No text in it holds a token or a key. */
export class GcpError extends Error implements GcpErrorFacts {
  readonly kind: GcpErrorKind;
  readonly httpStatus?: number;
  readonly status?: string;
  readonly reason?: string;
  readonly service?: string;
  readonly permission?: string;
  readonly resource?: string;
  readonly consumer?: string;
  readonly constraint?: string;
  readonly link?: { readonly description: string; readonly url: string };
  readonly caller?: string;

  constructor(kind: GcpErrorKind, message: string, facts: GcpErrorFacts = {}) {
    super(redact(message));
    this.name = 'GcpError';
    this.kind = kind;
    this.httpStatus = facts.httpStatus;
    this.status = clean(facts.status);
    this.reason = clean(facts.reason);
    this.service = clean(facts.service);
    this.permission = clean(facts.permission);
    this.resource = clean(facts.resource);
    this.consumer = clean(facts.consumer);
    this.constraint = clean(facts.constraint);
    this.link = facts.link && { description: redact(facts.link.description), url: redact(facts.link.url) };
    this.caller = clean(facts.caller);
  }
}

/** Whether it is a GcpError, also of another bundle's copy of the class: `instanceof` does not see those. */
export function isGcpError(error: unknown): error is GcpError {
  return error instanceof Error && error.name === 'GcpError' && 'kind' in error;
}

/** What anything thrown says, without the tokens that may be in it: for people, and for the output. */
export function messageOf(error: unknown): string {
  return redact(error instanceof Error ? error.message : String(error));
}

function clean(text: string | undefined): string | undefined {
  return text === undefined ? undefined : redact(text);
}
