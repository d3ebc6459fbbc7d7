/** The canonical codes of Google's APIs and the HTTP status that each has. https://cloud.google.com/apis/design/errors#handling_errors */
const httpStatus = {
  INVALID_ARGUMENT: 400,
  FAILED_PRECONDITION: 400,
  UNAUTHENTICATED: 401,
  PERMISSION_DENIED: 403,
  NOT_FOUND: 404,
  ALREADY_EXISTS: 409,
  ABORTED: 409,
  RESOURCE_EXHAUSTED: 429,
  INTERNAL: 500,
  UNAVAILABLE: 503,
} as const;

/** A canonical code, like `PERMISSION_DENIED`. */
export type Status = keyof typeof httpStatus;

/** An answer of a Google API that refuses a request. */
export class ApiError extends Error {
  readonly code: number;
  readonly status: Status;
  readonly details: readonly object[];

  constructor(status: Status, message: string, details: readonly object[] = []) {
    super(message);
    this.code = httpStatus[status];
    this.status = status;
    this.details = details;
  }

  /** The body that says so. */
  get body(): object {
    const { code, message, status, details } = this;
    return { error: { code, message, status, ...(details.length > 0 && { details }) } };
  }
}

/** An answer of Google's OAuth 2.0 endpoints, whose errors have another shape. https://datatracker.ietf.org/doc/html/rfc6749#section-5.2 */
export class OAuthError extends Error {
  readonly error: string;

  constructor(error: string, description: string) {
    super(description);
    this.error = error;
  }

  /** The body that says so. */
  get body(): object {
    return { error: this.error, error_description: this.message };
  }
}

/** The canonical code that is usual for an HTTP status. */
export function statusOf(code: number): Status {
  const found = (Object.keys(httpStatus) as Status[]).find((status) => httpStatus[status] === code);
  return found ?? (code >= 500 ? 'INTERNAL' : 'INVALID_ARGUMENT');
}

/** Why, for machines. https://cloud.google.com/apis/design/errors#error_info */
export function errorInfo(reason: string, domain: string, metadata: Readonly<Record<string, string>> = {}): object {
  return { '@type': 'type.googleapis.com/google.rpc.ErrorInfo', reason, domain, metadata };
}

/** Something in the request is wrong. */
export function invalid(message: string): ApiError {
  return new ApiError('INVALID_ARGUMENT', message);
}

/** Nothing has that name. */
export function notFound(message: string): ApiError {
  return new ApiError('NOT_FOUND', message);
}

/** The caller lacks a permission; the same words where what it is asked on does not exist. */
export function permissionDenied(permission: string, resource?: string): ApiError {
  const on = resource ? ` '${resource}'` : '';
  return new ApiError('PERMISSION_DENIED', `Permission '${permission}' denied on resource${on} (or it may not exist).`, [
    errorInfo('IAM_PERMISSION_DENIED', 'iam.googleapis.com', { permission, ...(resource && { resource }) }),
  ]);
}

/** The API is not enabled in the project that the request counts for. */
export function serviceDisabled(service: string, title: string, projectNumber: string): ApiError {
  const url = `https://console.developers.google.com/apis/api/${service}/overview?project=${projectNumber}`;
  const message =
    `${title} has not been used in project ${projectNumber} before or it is disabled. Enable it by visiting ${url} then retry. ` +
    'If you enabled this API recently, wait a few minutes for the action to propagate to our systems and retry.';
  return new ApiError('PERMISSION_DENIED', message, [
    { '@type': 'type.googleapis.com/google.rpc.Help', links: [{ description: 'Google developers console API activation', url }] },
    errorInfo('SERVICE_DISABLED', 'googleapis.com', {
      service,
      serviceTitle: title,
      consumer: `projects/${projectNumber}`,
      containerInfo: projectNumber,
      activationUrl: url,
    }),
  ]);
}

/** An organization policy forbids it. */
export function constraintViolated(constraint: string, subject: string, description: string): ApiError {
  return new ApiError('FAILED_PRECONDITION', description, [
    {
      '@type': 'type.googleapis.com/google.rpc.PreconditionFailure',
      violations: [{ type: `constraints/${constraint}`, subject, description }],
    },
  ]);
}
