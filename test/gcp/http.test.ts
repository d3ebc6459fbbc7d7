import assert from 'node:assert/strict';
import { afterEach, describe, test } from 'node:test';
import { emulatorEndpoints } from '../../client/gcp/endpoints.ts';
import { GcpError, type GcpErrorKind } from '../../client/gcp/errors.ts';
import { type Call, type HttpOptions, type HttpRequest, openHttp } from '../../client/gcp/http.ts';
import { segment } from '../../client/gcp/segment.ts';
import { type Answer, signedIn, startWebServer, type WebServer } from './webServer.ts';

const token = 'ya29.emulator-RECOGNIZABLE0123456789';
const get: HttpRequest = { api: 'iam', path: '/v1/thing' };
const post: HttpRequest = { ...get, method: 'POST', body: { a: 1 } };
const ok: Answer = { body: { ok: true } };

let servers: WebServer[] = [];
afterEach(async () => {
  await Promise.all(servers.map((server) => server.close()));
  servers = [];
});

type Answers = Parameters<typeof startWebServer>[0];

/** A server that gives these answers, the last one from then on, and a way to ask it. */
async function serve(answers: readonly Answer[] | Answers, options: HttpOptions = {}) {
  let count = 0;
  const server = await startWebServer(typeof answers === 'function' ? answers : () => answers[Math.min(count++, answers.length - 1)]);
  servers.push(server);
  const http = openHttp(signedIn(token), emulatorEndpoints(server.origin), { pause: 1, ...options });
  return { server, ask: (request: HttpRequest, call?: Call) => http.request<object>(request, call) };
}

function failing(kind: GcpErrorKind, facts: object = {}) {
  return (error: unknown) => {
    assert.ok(error instanceof GcpError, String(error));
    const had = Object.fromEntries(Object.keys(facts).map((name) => [name, error[name as keyof GcpError]]));
    assert.deepEqual({ kind: error.kind, ...had }, { kind, ...facts }, error.message);
    return true;
  };
}

describe('a request', () => {
  test('carries the token, the quota project, the query and the body', async () => {
    const { server, ask } = await serve([ok], { quotaProject: 'payer' });
    assert.deepEqual(await ask({ ...post, query: { a: [1, 2].map(String), b: undefined, c: 'x y' } }), { ok: true });
    const [{ method, url, headers, body } = assert.fail()] = server.received;
    assert.deepEqual([method, url, body], ['POST', '/v1/thing?a=1&a=2&c=x+y', '{"a":1}']);
    assert.equal(headers.authorization, `Bearer ${token}`);
    assert.equal(headers['x-goog-user-project'], 'payer');
  });

  test('without credentials carries none', async () => {
    const { server, ask } = await serve([ok], { quotaProject: 'payer' });
    await ask({ ...get, bearer: null });
    assert.equal(server.received[0]?.headers.authorization, undefined);
    assert.equal(server.received[0]?.headers['x-goog-user-project'], undefined);
  });

  test('never leads to another host, whatever its path', async () => {
    const { server, ask } = await serve([ok]);
    for (const path of ['@evil.example/', '.evil.example/', 'x', ':80/']) await assert.rejects(ask({ ...get, path }), RangeError, path);
    await ask({ ...get, path: '//evil.example/' });
    assert.deepEqual(
      server.received.map(({ url }) => url),
      ['//evil.example/'],
    );
  });

  test('does not follow a redirect, so that no token goes elsewhere', async () => {
    const other = await serve([ok]);
    const { ask } = await serve([{ status: 302, headers: { location: `${other.server.origin}/` } }]);
    await assert.rejects(ask(get), failing('http', { httpStatus: 302 }));
    assert.equal(other.server.received.length, 0);
  });

  test('to an emulator does not pass through a proxy', async (context) => {
    const proxy = await serve([ok]);
    const { server, ask } = await serve([ok]);
    process.env.HTTP_PROXY = process.env.HTTPS_PROXY = proxy.server.origin;
    context.after(() => {
      delete process.env.HTTP_PROXY;
      delete process.env.HTTPS_PROXY;
    });
    await ask(get);
    assert.deepEqual([server.received.length, proxy.server.received.length], [1, 0]);
  });

  test('has names in its path as parts of it', () => {
    assert.equal(segment('a@p.iam.gserviceaccount.com'), 'a@p.iam.gserviceaccount.com');
    assert.equal(segment('example.com:p/../q?x#y'), 'example.com%3Ap%2F..%2Fq%3Fx%23y');
    for (const name of ['', '.', '..']) assert.throws(() => segment(name), RangeError);
  });
});

describe('a request is sent again', () => {
  for (const status of [429, 500, 502, 503, 504])
    test(`after ${status}, until it is answered`, async () => {
      const { server, ask } = await serve([{ status }, { status }, ok]);
      assert.deepEqual(await ask(get), { ok: true });
      assert.equal(server.received.length, 3);
    });

  test('five times at most', async () => {
    const { server, ask } = await serve([{ status: 503 }]);
    await assert.rejects(ask(get), failing('http', { httpStatus: 503 }));
    assert.equal(server.received.length, 5);
  });

  for (const status of [400, 401, 403, 404, 409, 412])
    test(`never after ${status}`, async () => {
      const { server, ask } = await serve([{ status }, ok]);
      await assert.rejects(ask(get), failing('http', { httpStatus: status }));
      assert.equal(server.received.length, 1);
    });

  test('after a lost answer only where it may be done twice', async () => {
    const changing = await serve([{ status: 500 }, ok]);
    await assert.rejects(changing.ask(post), failing('http', { httpStatus: 500 }));
    assert.equal(changing.server.received.length, 1);
    const asking = await serve([{ status: 500 }, ok]);
    assert.deepEqual(await asking.ask({ ...post, idempotent: true }), { ok: true });
  });

  test('after it was turned away for its rate, as nothing was done', async () => {
    const { server, ask } = await serve([{ status: 429 }, ok]);
    assert.deepEqual(await ask(post), { ok: true });
    assert.equal(server.received.length, 2);
  });

  test('when the connection breaks in the middle of the answer', async () => {
    let count = 0;
    const { server, ask } = await serve((_request, response) => {
      if (++count === 3) return ok;
      response.writeHead(200, { 'content-type': 'application/json', 'content-length': '1000' });
      response.write('{"ok":', () => response.destroy());
      return undefined;
    });
    assert.deepEqual(await ask(get), { ok: true });
    assert.equal(server.received.length, 3);
  });

  test('when the connection breaks before, but not where it may not be done twice', async () => {
    const { server, ask } = await serve((_request, response) => {
      response.destroy();
      return undefined;
    });
    await assert.rejects(ask(post), failing('network'));
    assert.equal(server.received.length, 1);
    await assert.rejects(ask(get), failing('network'));
    assert.equal(server.received.length, 6);
  });

  test('as soon as Retry-After says', async () => {
    const { server, ask } = await serve([{ status: 503, headers: { 'retry-after': '0' } }, ok], { pause: 100_000 });
    assert.deepEqual(await ask(get), { ok: true });
    assert.equal(server.received.length, 2);
  });

  test('not where Retry-After is past the deadline', async () => {
    for (const later of ['60', new Date(Date.now() + 60_000).toUTCString()]) {
      const { server, ask } = await serve([{ status: 429, headers: { 'retry-after': later } }, ok]);
      await assert.rejects(ask(get, { deadline: 5000 }), failing('http', { httpStatus: 429 }));
      assert.equal(server.received.length, 1);
    }
  });
});

describe('a call ends', () => {
  /** A server that never answers, and the end of the connection it got. */
  async function silent() {
    const closed = Promise.withResolvers<void>();
    const arrived = Promise.withResolvers<void>();
    const { server, ask } = await serve((_request, response) => {
      response.once('close', closed.resolve);
      arrived.resolve();
      return undefined;
    });
    return { server, ask, closed: closed.promise, arrived: arrived.promise };
  }

  test('at its deadline, and its connection is closed', async () => {
    const { ask, closed } = await silent();
    await assert.rejects(ask(get, { deadline: 300 }), failing('timeout'));
    await closed;
  });

  test('with the last error where the next attempt would be past its deadline', async () => {
    const { server, ask } = await serve([{ status: 503 }, ok], { pause: 100_000 });
    await assert.rejects(ask(get, { deadline: 10_000 }), failing('http', { httpStatus: 503 }));
    assert.equal(server.received.length, 1);
  });

  test('when it is cancelled, and its connection is closed', async () => {
    const { ask, closed, arrived, server } = await silent();
    const controller = new AbortController();
    const answer = ask(get, { signal: controller.signal });
    await arrived;
    controller.abort();
    await assert.rejects(answer, failing('cancelled'));
    await closed;
    assert.equal(server.received.length, 1);
  });

  test('before anything is sent where it is cancelled already', async () => {
    const { server, ask } = await serve([ok]);
    await assert.rejects(ask(get, { signal: AbortSignal.abort() }), failing('cancelled'));
    assert.equal(server.received.length, 0);
  });

  test('when it is cancelled while it waits for the next attempt', async () => {
    const { server, ask } = await serve([{ status: 503 }, ok], { pause: 100_000, deadline: 1_000_000 });
    const controller = new AbortController();
    const answer = ask(get, { signal: controller.signal });
    while (server.received.length === 0) await new Promise(setImmediate);
    controller.abort();
    await assert.rejects(answer, failing('cancelled'));
  });

  test('when those who give tokens do not answer', async () => {
    const { server } = await serve([ok]);
    const credentials = signedIn(token);
    credentials.client.request = () => new Promise(() => undefined);
    const http = openHttp(credentials, emulatorEndpoints(server.origin), { deadline: 50 });
    await assert.rejects(http.request(get), failing('timeout'));
  });

  test('and nothing of it stays with the signal of the one who called', async () => {
    const { ask } = await serve([ok]);
    const { signal } = new AbortController();
    let listeners = 0;
    const { addEventListener, removeEventListener } = signal;
    signal.addEventListener = (...args: Parameters<typeof addEventListener>) => {
      listeners++;
      addEventListener.apply(signal, args);
    };
    signal.removeEventListener = (...args: Parameters<typeof addEventListener>) => {
      listeners--;
      removeEventListener.apply(signal, args);
    };
    await ask(get, { signal });
    assert.equal(listeners, 0);
  });
});

describe('an error', () => {
  test('says where nobody listens that the host cannot be reached, at the first attempt', async () => {
    const { server, ask } = await serve([ok]);
    await server.close();
    servers = [];
    await assert.rejects(ask(get), (error: Error) => failing('network')(error) && /cannot be reached \(ECONNREFUSED\)/.test(error.message));
  });

  test('of something in between, like a proxy, is told by its status', async () => {
    const { ask } = await serve([{ status: 502, body: '<html>Bad Gateway</html>' }]);
    await assert.rejects(ask(get), (error: Error) => failing('http', { httpStatus: 502 })(error) && !error.message.includes('html'));
  });

  test('is there where a success cannot be read', async () => {
    const { ask } = await serve([{ status: 200, body: '<html>Sign in to the hotel</html>' }]);
    await assert.rejects(ask(get), failing('network', { httpStatus: 200 }));
  });
});
