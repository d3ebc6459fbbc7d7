import type { Credentials, CredentialType } from './credentials.ts';
import { GcpError, type GcpErrorFacts } from './errors.ts';

/** What was asked, for the error that came back. */
export interface Asked {
  /** The host that answered. */
  readonly host: string;
  readonly resource?: string;
  readonly caller?: string;
}

/** The error in an answer whose status is not one of success: of Google's envelope, of OAuth, or of something in between, like a proxy. */
export function answerError(httpStatus: number, data: unknown, asked: Asked): GcpError {
  const { host, ...common } = asked;
  const body = record(Array.isArray(data) ? data[0] : data).error;
  if (typeof body === 'string') {
    const { error_description, error_subtype } = record(data);
    const message = text(error_description) ?? body;
    return new GcpError('http', `${host}: ${message}`, { ...common, httpStatus, status: body, reason: text(error_subtype) });
  }
  const error = record(body);
  const message = text(error.message);
  if (message === undefined)
    return new GcpError('http', `${host} answered with status ${httpStatus} and nothing that explains it. Try again later.`, {
      ...common,
      httpStatus,
    });
  return new GcpError('http', message, {
    ...common,
    httpStatus,
    ...envelopeFacts(message, text(error.status), list(error.details), host, asked),
  });
}

/** https://docs.cloud.google.com/apis/design/errors and https://docs.cloud.google.com/iam/docs/permission-error-messages */
function envelopeFacts(
  message: string,
  status: string | undefined,
  details: readonly unknown[],
  host: string,
  asked: Asked,
): GcpErrorFacts {
  const of = (type: string) => record(details.find((detail) => text(record(detail)['@type'])?.endsWith(`/google.rpc.${type}`)));
  const info = of('ErrorInfo');
  const metadata = record(info.metadata);
  const domain = text(info.domain);
  const violation = record(list(of('PreconditionFailure').violations)[0]);
  return {
    status,
    reason: text(info.reason),
    service: text(metadata.service) ?? (domain?.includes('.googleapis.') ? domain : undefined) ?? host,
    permission: text(metadata.permission) ?? /\bPermission '?([a-z]\w*(?:\.\w+)+)/.exec(message)?.[1],
    resource: text(metadata.resource) ?? asked.resource,
    consumer: text(metadata.consumer),
    constraint: text(metadata.constraint) ?? constraint(text(violation.type)) ?? constraint(message),
    link: helpLink(list(of('Help').links)) ?? helpLink([{ description: 'Enable the API', url: metadata.activationUrl }]),
  };
}

function constraint(value: string | undefined): string | undefined {
  return /\bconstraints\/\w+(?:\.\w+)*/.exec(value ?? '')?.[0];
}

/** The first link that a click may follow. */
function helpLink(links: readonly unknown[]): GcpErrorFacts['link'] {
  for (const link of links) {
    const { description, url } = record(link);
    const address = text(url);
    if (address?.startsWith('https://')) return { description: text(description) ?? address, url: address };
  }
  return undefined;
}

/** What a failure to get a token means for the user, by the type of credentials. */
const remedies: Readonly<Record<CredentialType, string>> = {
  authorized_user: 'Sign in again: gcloud auth application-default login',
  external_account_authorized_user: 'Sign in again: gcloud auth application-default login',
  gcloud: 'Sign in again: gcloud auth login',
  service_account: 'The key may be deleted, disabled or of a disabled account: sign in with gcloud auth application-default login instead.',
  impersonated_service_account: 'Check that you may create tokens for the account, or sign in again: gcloud auth application-default login',
  external_account: 'Check the identity provider that the file names, and what of its tokens the workload identity pool accepts.',
  metadata: 'The metadata server gave no token: check the service account of this machine.',
  emulator: 'Start the emulator again.',
};

/** Types whose sign-in a person renews. */
const personal: ReadonlySet<CredentialType> = new Set([
  'authorized_user',
  'external_account_authorized_user',
  'gcloud',
  'impersonated_service_account',
]);

/** The error of credentials that gave no token. `data` is what the one who gives tokens answered, where it answered. */
export function credentialsError(credentials: Credentials, message: string, httpStatus?: number, data?: unknown): GcpError {
  const { type, source, account: caller } = credentials;
  if (httpStatus === undefined) return new GcpError('credentials', `${sentence(message)} ${remedies[type]}`, { caller });
  const cause = answerError(httpStatus, data, { host: source, caller });
  const over = personal.has(type) && (cause.status === 'invalid_grant' || cause.reason === 'invalid_rapt');
  return new GcpError('credentials', `${over ? 'Your sign-in is no longer valid.' : sentence(cause.message)} ${remedies[type]}`, cause);
}

function sentence(message: string): string {
  return /[.!?]$/.test(message) ? message : `${message}.`;
}

function record(value: unknown): Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null ? (value as Record<string, unknown>) : {};
}

function list(value: unknown): readonly unknown[] {
  return Array.isArray(value) ? value : [];
}

function text(value: unknown): string | undefined {
  return typeof value === 'string' && value !== '' ? value : undefined;
}
