import { once } from 'node:events';
import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { setTimeout as delay } from 'node:timers/promises';
import type { Catalog } from '../iam/catalog/catalog.ts';
import { ApiError, errorInfo, invalid, OAuthError, statusOf } from './apiError.ts';
import { type Faults, noFaults, strikes } from './faults.ts';
import { openKeyRing } from './keyRing.ts';
import { type Cloud, openRouter, type Reply } from './route.ts';
import { routes } from './routes.ts';
import type { EmulatorState } from './state.ts';
import { openTokens, usualScopes } from './tokens.ts';

/** What an emulator is started with. */
export interface EmulatorOptions {
  /** Changed by the requests that change something. */
  readonly state: EmulatorState;
  /** What roles permit. */
  readonly catalog: Catalog;
  /** Any free one if not given. */
  readonly port?: number;
  /** Whom `GET /emulator` suggests to be. */
  readonly member?: string;
  readonly now?: () => Date;
}

/** A Google Cloud on this machine. */
export interface Emulator {
  /** Of all APIs, like `http://127.0.0.1:41234`. */
  readonly origin: string;
  readonly state: EmulatorState;
  readonly faults: Faults;
  /** The requests that have come in, the newest last; of many the last thousand. */
  readonly requests: readonly LoggedRequest[];
  /** A new access token, for an hour, of whoever this is: `user:…` or `serviceAccount:…`. */
  tokenFor(member: string): string;
  /** Ends at once, with all connections. */
  close(): Promise<void>;
}

/** A request without anything secret. */
export interface LoggedRequest {
  readonly method: string;
  /** Without the query. */
  readonly path: string;
  /** What became of it: the HTTP status, or that the connection ended before. */
  outcome: number | 'open' | 'cancelled' | 'broken';
}

/** Starts an emulator on the loopback interface. Rejects where the port is taken. */
export async function startEmulator({ state, catalog, port = 0, member = '', now = () => new Date() }: EmulatorOptions): Promise<Emulator> {
  const faults = noFaults();
  const requests: LoggedRequest[] = [];
  const server = createServer();
  server.listen(port, '127.0.0.1');
  await once(server, 'listening');
  const origin = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  let stamps = 0;
  let closed: Promise<unknown> | undefined;
  const cloud: Cloud = {
    state,
    catalog,
    now,
    faults,
    origin,
    member,
    keys: openKeyRing(now),
    tokens: openTokens(now),
    stamp: () => Buffer.from([7, 6, ...Buffer.from(`${origin.slice(-2)}${String(++stamps).padStart(4, '0')}`)]).toString('base64'),
  };
  answer(server, cloud, requests);
  return {
    origin,
    state,
    faults,
    requests,
    tokenFor: (who) => cloud.tokens.issue(who, usualScopes, 3600).token,
    async close() {
      closed ??= once(server, 'close');
      server.close();
      server.closeAllConnections();
      await closed;
    },
  };
}

/** How many requests are remembered, and how long a body may be. */
const most = { requests: 1000, bytes: 4_000_000 } as const;

function answer(server: Server, cloud: Cloud, requests: LoggedRequest[]): void {
  const find = openRouter(routes);

  async function reply(request: IncomingMessage, path: string, query: URLSearchParams): Promise<Reply> {
    // A page in a browser may reach this address under a name of its own, and is none of us.
    if (!/^(?:localhost|127\.0\.0\.1)(?::\d+)?$/.test(request.headers.host ?? ''))
      throw invalid('The host has to be localhost or 127.0.0.1.');
    const match = find(request.method ?? '', path);
    if (!match) throw new ApiError('NOT_FOUND', `There is nothing at ${request.method} ${path}.`);
    const body = await read(request);
    return match.route.handle({ params: match.params, query, headers: request.headers, body }, cloud);
  }

  server.on('request', async (request, response) => {
    const { pathname, searchParams } = new URL(request.url ?? '/', cloud.origin);
    const logged: LoggedRequest = { method: request.method ?? '', path: pathname, outcome: 'open' };
    requests.push(logged);
    if (requests.length > most.requests) requests.shift();
    const gone = new AbortController();
    response.once('close', () => {
      if (!response.writableFinished && logged.outcome === 'open') logged.outcome = 'cancelled';
      gone.abort();
    });
    const { faults } = cloud;
    const controlled = pathname.startsWith('/emulator');
    const latency = controlled ? 0 : faults.latencyMs + (strikes(faults.slowNext, pathname) ? faults.slowNext.latencyMs : 0);
    if (latency > 0) await delay(latency, undefined, { signal: gone.signal }).catch(() => undefined);
    if (gone.signal.aborted || (!controlled && strikes(faults.hang, pathname))) return;
    const failure = !controlled && strikes(faults.failNext, pathname) ? failed(faults.failNext) : undefined;
    const result = failure ?? (await reply(request, pathname, searchParams).catch(refusal));
    if (gone.signal.aborted) return;
    const broken = !controlled && strikes(faults.breakConnections, pathname);
    logged.outcome = broken ? 'broken' : (result.status ?? 200);
    send(response, result, broken);
  });
}

function send(response: ServerResponse, { status = 200, headers = {}, body }: Reply, broken: boolean): void {
  const text = typeof body === 'string' ? body : `${JSON.stringify(body, null, 2)}\n`;
  const type = typeof body === 'string' ? 'text/plain; charset=UTF-8' : 'application/json; charset=UTF-8';
  response.writeHead(status, { 'Content-Type': type, 'Content-Length': Buffer.byteLength(text), 'Cache-Control': 'private', ...headers });
  if (!broken) response.end(text);
  else response.write(text.slice(0, text.length / 2), () => response.destroy());
}

/** The answer of a failure that was asked for. */
function failed({ status, retryAfterSeconds }: NonNullable<Faults['failNext']>): Reply {
  const canonical = statusOf(status);
  const message = status === 429 ? 'Quota exceeded for quota metric and limit of the service.' : 'The emulator fails as it was told to.';
  const details = status === 429 ? [errorInfo('RATE_LIMIT_EXCEEDED', 'googleapis.com')] : [];
  const { body } = new ApiError(canonical, message, details);
  const headers = retryAfterSeconds === undefined ? undefined : { 'Retry-After': String(retryAfterSeconds) };
  return { status, headers, body: { error: { ...(body as { error: object }).error, code: status } } };
}

function refusal(error: unknown): Reply {
  if (error instanceof ApiError) return { status: error.code, body: error.body };
  if (error instanceof OAuthError) return { status: 400, body: error.body };
  return { status: 500, body: new ApiError('INTERNAL', error instanceof Error ? error.message : 'Internal error.').body };
}

async function read(request: IncomingMessage): Promise<string> {
  const chunks: Buffer[] = [];
  let size = 0;
  for await (const chunk of request) {
    chunks.push(chunk);
    size += chunk.length;
    if (size > most.bytes) throw new ApiError('INVALID_ARGUMENT', 'Request payload size exceeds the limit.');
  }
  return Buffer.concat(chunks).toString('utf8');
}
