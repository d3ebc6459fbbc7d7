import type { Credentials } from './credentials.ts';
import type { Endpoints } from './endpoints.ts';

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
  /** Milliseconds before the second attempt, doubled for each that follows; 300 where it is not set. */
  readonly pause?: number;
}

/** Requests with the caller's credentials. Every failure is a GcpError. */
export interface Http {
  request<T>(request: HttpRequest, call?: Call): Promise<T>;
  /** The same, with the answer's headers. */
  fetch<T>(request: HttpRequest, call?: Call): Promise<HttpAnswer<T>>;
  readonly credentials: Credentials;
  readonly endpoints: Endpoints;
}

/** Throws a GcpError where these credentials may not be sent to these endpoints: before anything is sent. */
export declare function openHttp(credentials: Credentials, endpoints: Endpoints, options?: HttpOptions): Http;
