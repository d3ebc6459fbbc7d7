/** What goes wrong on purpose. All of it can be changed at any time; what is counted counts down. */
export interface Faults {
  /** Every answer is this late. */
  latencyMs: number;
  /** Some answers are late, while `count` lasts. */
  slowNext: Slowness | undefined;
  /** Answers with this HTTP status, while `count` lasts. */
  failNext: Failure | undefined;
  /** Sends half of an answer and breaks the connection, while `count` lasts. */
  breakConnections: Counted | undefined;
  /** Never answers, while `count` lasts: the client has to give up. */
  hang: Counted | undefined;
  /** APIs that are not enabled, like `iamcredentials.googleapis.com`. */
  disabledServices: string[];
  /** Whatever organization policies say, tokens live an hour at most. */
  noLifetimeExtension: boolean;
}

/** A number of requests; with `path`, those only whose path has it as a part. */
export interface Counted {
  count: number;
  path?: string;
}

/** How late the answers to some requests are. */
export interface Slowness extends Counted {
  latencyMs: number;
}

/** An HTTP status for some requests. */
export interface Failure extends Counted {
  status: number;
  /** For `Retry-After`. */
  retryAfterSeconds?: number;
}

/** Nothing goes wrong. */
export function noFaults(): Faults {
  return {
    latencyMs: 0,
    slowNext: undefined,
    failNext: undefined,
    breakConnections: undefined,
    hang: undefined,
    disabledServices: [],
    noLifetimeExtension: false,
  };
}

/** Whether the fault strikes a request for the path, which is counted then. */
export function strikes<Fault extends Counted>(fault: Fault | undefined, path: string): fault is Fault {
  if (!fault || fault.count <= 0 || !path.includes(fault.path ?? '')) return false;
  fault.count--;
  return true;
}
