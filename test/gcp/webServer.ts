import { once } from 'node:events';
import { createServer, type IncomingHttpHeaders, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { OAuth2Client } from 'google-auth-library';
import type { Credentials } from '../../client/gcp/credentials.ts';

/** A request as the server has it. */
export interface Received {
  readonly method: string;
  readonly url: string;
  readonly headers: IncomingHttpHeaders;
  readonly body: string;
}

/** What the server answers: JSON where it is an object. Undefined never answers. */
export interface Answer {
  readonly status?: number;
  readonly headers?: Readonly<Record<string, string>>;
  readonly body?: object | string;
}

export interface WebServer {
  readonly origin: string;
  readonly received: readonly Received[];
  close(): Promise<void>;
}

/** A server on this machine that answers whatever a test wants, also what no emulator of Google Cloud would. */
export async function startWebServer(answer: (request: Received, response: ServerResponse) => Answer | undefined): Promise<WebServer> {
  const received: Received[] = [];
  const server = createServer(async (incoming, response) => {
    let body = '';
    for await (const chunk of incoming) body += chunk;
    const request = { method: incoming.method ?? '', url: incoming.url ?? '', headers: incoming.headers, body };
    received.push(request);
    const given = answer(request, response);
    if (!given) return;
    const type = typeof given.body === 'string' ? 'text/html' : 'application/json';
    response.writeHead(given.status ?? 200, { 'content-type': type, ...given.headers });
    response.end(typeof given.body === 'string' ? given.body : JSON.stringify(given.body ?? {}));
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  return {
    origin: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    received,
    async close() {
      server.close();
      server.closeAllConnections();
      await once(server, 'close');
    },
  };
}

/** Credentials that have their token already: of an emulator where nothing else is said. */
export function signedIn(token: string, more: Partial<Credentials> = {}): Credentials {
  const client = new OAuth2Client({ useAuthRequestParameters: false });
  client.setCredentials({ access_token: token, expiry_date: Date.now() + 3_600_000 });
  return { type: 'emulator', source: 'emulator', universeDomain: 'googleapis.com', longLivedKey: false, client, ...more };
}
