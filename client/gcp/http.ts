import { setTimeout as sleep } from 'node:timers/promises';
import { gaxios } from 'google-auth-library';
import { answerError, credentialsError } from './answerError.ts';
import type { Credentials } from './credentials.ts';
import { within } from './deadline.ts';
import { assertMaySend, type Endpoints } from './endpoints.ts';
import { GcpError, isGcpError } from './errors.ts';

/** How long a call may take, and what ends it before. */
export interface Call {
  /** Aborting it closes the socket; the call then fails with kind `cancelled`. */
  readonly signal?: AbortSignal;
  /** Milliseconds for all attempts together and, in a call of several requests, for all of them; 30 000 where it is not set. */
  readonly deadline?: number;
}

/** Where a request goes: the name of an origin of `Endpoints`. */
export type Api = Exclude<keyof Endpoints, 'emulated'>;

export interface HttpRequest {
  readonly api: Api;
  /** GET where it is not set. */
  readonly method?: 'GET' | 'POST';
  /** From the slash on, encoded (see `segment`). */
  readonly path: string;
  /** A list repeats its name; undefined is left out. */
  readonly query?: Readonly<Record<string, string | number | readonly string[] | undefined>>;
  readonly body?: object;
  /** Whether doing it twice is as doing it once: only then a lost answer is asked for again. GET is. */
  readonly idempotent?: boolean;
  /** The name of what it is about, for errors. */
  readonly resource?: string;
  /** Sent in place of the caller's own credentials; null sends none. */
  readonly bearer?: string | null;
}

/** An answer with its headers, whose names are in lower case. */
export interface HttpAnswer<T> {
  readonly data: T;
  readonly headers: Headers;
}

export interface HttpOptions {
  /** The project that the calls are counted for; the credentials' own where it is not set. */
  readonly quotaProject?: string;
  /** Milliseconds for a call that does not say. */
  readonly deadline?: number;
  /** How often a request is sent at most; 5 where it is not set. */
  readonly attempts?: number;
  /** Hears that the credentials gave no token, or one that was not taken: there may be others by now. */
  onRefused?(): void;
  /** Milliseconds before the second attempt, doubled for each that follows; 300 where it is not set. */
  readonly pause?: number;
}

/** Requests with the caller's credentials. Every failure is a GcpError. */
export interface Http {
  request<T>(request: HttpRequest, call?: Call): Promise<T>;
  /** The same, with the answer's headers. */
  fetch<T>(request: HttpRequest, call?: Call): Promise<HttpAnswer<T>>;
  /** Does several requests as one call. */
  within<T>(call: Call | undefined, work: (rest: Required<Call>) => Promise<T>): Promise<T>;
  readonly endpoints: Endpoints;
}

/** Throws a GcpError where these credentials may not be sent to these endpoints: before anything is sent. */
export function openHttp(credentials: Credentials, endpoints: Endpoints, options: HttpOptions = {}): Http {
  assertMaySend(credentials, endpoints);
  const { attempts = 5, pause = 300 } = options;
  const quotaProject = options.quotaProject ?? credentials.quotaProject;
  const anonymous = new gaxios.Gaxios();

  const inTime: Http['within'] = ({ signal, deadline = options.deadline } = {}, work) => within({ signal, deadline }, work);

  async function fetch<T>(request: HttpRequest, call?: Call): Promise<HttpAnswer<T>> {
    return inTime(call, async ({ signal, deadline }) => {
      const end = Date.now() + deadline;
      for (let attempt = 1; ; attempt++) {
        const result = await send<T>(request, signal);
        if ('data' in result) return result;
        // Half of the pause is by chance, so that what failed together does not come again together.
        const wait = result.retryAfter ?? pause * 2 ** (attempt - 1) * (0.5 + Math.random() / 2);
        if (!result.again || attempt === attempts || Date.now() + wait >= end) throw result.error;
        await sleep(wait, undefined, { signal });
      }
    });
  }

  async function send<T>(request: HttpRequest, signal: AbortSignal): Promise<HttpAnswer<T> | Failure> {
    const { method = 'GET', resource, bearer, idempotent = method === 'GET' } = request;
    const url = address(endpoints, request);
    const headers = new Headers({ accept: 'application/json' });
    if (quotaProject !== undefined && bearer === undefined) headers.set('x-goog-user-project', quotaProject);
    if (typeof bearer === 'string') headers.set('authorization', `Bearer ${bearer}`);
    const sent: gaxios.GaxiosOptions = {
      url,
      method,
      headers,
      data: request.body,
      signal,
      responseType: 'json',
      retry: false,
      // Its own, shorter or longer than the deadline, is not wanted.
      timeout: 0,
      // A token goes where it was sent and nowhere else.
      redirect: 'manual',
      noProxy: endpoints.emulated ? [url.origin] : [],
      validateStatus: () => true,
    };
    const client = bearer === undefined ? credentials.client : anonymous;
    try {
      const { status, data, headers } = await client.request<unknown>(sent);
      if (status >= 200 && status < 300 && typeof data === 'object' && data !== null) return { data: data as T, headers };
      const error =
        status < 300
          ? new GcpError('network', `${url.host} gave an answer that cannot be read. Check the proxy, and try again.`, {
              httpStatus: status,
              resource,
            })
          : answerError(status, data, { host: url.host, resource, caller: credentials.account });
      if (status === 401 && bearer === undefined) options.onRefused?.();
      // What is turned away for its rate was not done.
      const again = status === 429 || (status >= 500 && idempotent);
      return { error, again, retryAfter: retryAfter(headers.get('retry-after')) };
    } catch (error) {
      signal.throwIfAborted();
      const failed = failure(error, credentials, url.host);
      if (failed.kind === 'credentials') options.onRefused?.();
      return { error: failed, again: idempotent && broken.has(code(error)) };
    }
  }

  return { request: async (request, call) => (await fetch<never>(request, call)).data, fetch, within: inTime, endpoints };
}

interface Failure {
  readonly error: GcpError;
  readonly again: boolean;
  /** Milliseconds, where the answer tells. */
  readonly retryAfter?: number;
}

/** Connections that came about and broke; one that never does, like that to a name nobody knows, does not at the second attempt either. */
const broken: ReadonlySet<string> = new Set(['ECONNRESET', 'EPIPE', 'ETIMEDOUT', 'EAI_AGAIN', 'ERR_STREAM_PREMATURE_CLOSE']);

function address(endpoints: Endpoints, { api, path, query = {} }: HttpRequest): URL {
  if (!path.startsWith('/')) throw new RangeError(`${path} is no path.`);
  const url = new URL(endpoints[api] + path);
  for (const [name, value] of Object.entries(query))
    for (const each of [value ?? []].flat()) if (each !== '') url.searchParams.append(name, String(each));
  return url;
}

/** Milliseconds until then: seconds, or a date. https://www.rfc-editor.org/rfc/rfc9110#field.retry-after */
function retryAfter(value: string | null): number | undefined {
  if (value === null) return undefined;
  const wait = /^\d+$/.test(value) ? Number(value) * 1000 : Date.parse(value) - Date.now();
  return Number.isNaN(wait) ? undefined : Math.max(wait, 0);
}

/** The error where there is no answer: answers are no exceptions here, so one that comes with an exception is of those who give tokens. */
function failure(error: unknown, credentials: Credentials, host: string): GcpError {
  if (isGcpError(error)) return error;
  // Of the library's errors for tokens, some are of other classes.
  const { message, response } = error as Partial<gaxios.GaxiosError>;
  if (response) return credentialsError(credentials, message ?? '', response.status, response.data);
  const reason = code(error);
  if (reason !== '')
    return new GcpError('network', `${host} cannot be reached (${reason}). Check the network and the proxy, and try again.`, {
      caller: credentials.account,
    });
  return credentialsError(credentials, message ?? String(error));
}

/** The system's code of a failed connection: `ECONNRESET`. */
function code(error: unknown): string {
  const found = error instanceof Error && 'code' in error ? error.code : undefined;
  return typeof found === 'string' && /^E[A-Z_]+$|^CERT_|^UNABLE_TO_|^DEPTH_ZERO|^SELF_SIGNED/.test(found) ? found : '';
}
