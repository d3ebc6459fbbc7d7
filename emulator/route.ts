import type { IncomingHttpHeaders } from 'node:http';
import type { Sources } from './access.ts';
import { invalid } from './apiError.ts';
import type { Faults } from './faults.ts';
import type { KeyRing } from './keyRing.ts';
import type { Tokens } from './tokens.ts';

/** What requests are answered from, and what they change. */
export interface Cloud extends Sources {
  readonly keys: KeyRing;
  readonly tokens: Tokens;
  readonly faults: Faults;
  readonly origin: string;
  /** Whom the emulator was started for. */
  readonly member: string;
  /** A new etag, different from all before. */
  stamp(): string;
}

/** A request as far as routes look at it. */
export interface Request {
  /** What stands for the names in the route's path, decoded. */
  readonly params: Readonly<Record<string, string>>;
  readonly query: URLSearchParams;
  readonly headers: IncomingHttpHeaders;
  readonly body: string;
}

/** An answer: an object is sent as JSON. */
export interface Reply {
  readonly status?: number;
  readonly headers?: Readonly<Record<string, string>>;
  readonly body: object | string;
}

/** Answers the requests of a method and path. Refusals are thrown: an ApiError or an OAuthError. */
export interface Route {
  /** The method and the path, like `GET /v1/projects/{project}/serviceAccounts`; `{project}` stands for anything without `/` and `:`. */
  readonly on: string;
  handle(request: Request, cloud: Cloud): Reply | Promise<Reply>;
}

/** A route with the parameters that a path gives it. */
export interface Match {
  readonly route: Route;
  readonly params: Readonly<Record<string, string>>;
}

/** Finds the first of the routes that a method and path fit. */
export function openRouter(routes: readonly Route[]): (method: string, path: string) => Match | undefined {
  const compiled = routes.map((route) => {
    const [method = '', path = ''] = route.on.split(' ');
    const pattern = path.replace(/[.]/g, '\\.').replace(/\{(\w+)\}/g, '(?<$1>[^/:]+)');
    return { route, method, pattern: new RegExp(`^${pattern}$`) };
  });
  return (method, path) => {
    for (const each of compiled) {
      const match = each.method === method ? each.pattern.exec(path) : null;
      if (match) {
        const params = Object.entries(match.groups ?? {}).map(([name, value]) => [name, decode(value)]);
        return { route: each.route, params: Object.fromEntries(params) };
      }
    }
    return undefined;
  };
}

function decode(part: string): string {
  try {
    return decodeURIComponent(part);
  } catch {
    throw invalid(`"${part}" is not percent-encoded as it should be.`);
  }
}
