import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { generateKeyPairSync } from 'node:crypto';
import path from 'node:path';
import { afterEach, describe, test } from 'node:test';
import { inspect } from 'node:util';
import { OAuth2Client } from 'google-auth-library';
import { answerError, credentialsError } from '../../client/gcp/answerError.ts';
import { emulatorEndpoints } from '../../client/gcp/endpoints.ts';
import { GcpError, messageOf } from '../../client/gcp/errors.ts';
import { explainDenied } from '../../client/gcp/explain.ts';
import { openHttp } from '../../client/gcp/http.ts';
import { openIam } from '../../client/gcp/iam.ts';
import { openIamCredentials } from '../../client/gcp/iamCredentials.ts';
import { openKeys } from '../../client/gcp/keys.ts';
import { openTokenInfo } from '../../client/gcp/tokenInfo.ts';
import { type Answer, signedIn, startWebServer, type WebServer } from './webServer.ts';

const mark = 'RECOGNIZABLE';
const { privateKey } = generateKeyPairSync('rsa', {
  modulusLength: 2048,
  privateKeyEncoding: { type: 'pkcs8', format: 'pem' },
  publicKeyEncoding: { type: 'spki', format: 'pem' },
});
const encode = (value: object) => Buffer.from(JSON.stringify(value)).toString('base64url');

/** One of each kind of secret, each with something to find it by. */
const secrets: Readonly<Record<string, readonly [text: string, found: string]>> = {
  'an access token': [`ya29.emulator-${mark}-_x`, mark],
  'a federated access token': [`ya29.d.${mark}`, mark],
  'an ID token': [`${encode({ alg: 'RS256' })}.${encode({ sub: 'x' })}.${mark}`, mark],
  'a JWT that is cut off': [`${encode({ alg: 'RS256', kid: mark }).slice(0, 30)}`, encode({ alg: 'RS256', kid: mark }).slice(10, 30)],
  'a private key': [privateKey, privateKey.slice(100, 140)],
  'a private key in JSON': [JSON.stringify({ private_key: privateKey }), privateKey.slice(100, 140)],
  'a refresh token': [`1//0g${mark}-abcdef`, mark],
  'a client secret': [`GOCSPX-${mark}`, mark],
  'a form with secrets': [`grant_type=x&refresh_token=${mark}&client_secret=${mark}`, mark],
  'a field with a token': [JSON.stringify({ access_token: mark, signedBlob: mark }), mark],
  'a header': [`Authorization: Bearer ${mark}-abcdefgh`, mark],
};

/** All that could be shown or logged of an error. */
function textsOf(error: GcpError): string {
  const explained = explainDenied(error, { target: 'a@p.iam.gserviceaccount.com' });
  return [
    error.message,
    error.stack,
    String(error.cause),
    JSON.stringify(error),
    inspect(error, { depth: 9, showHidden: true }),
    JSON.stringify(explained),
  ].join('\n');
}

let server: WebServer | undefined;
afterEach(() => server?.close());

describe('nothing of', () => {
  for (const [title, [secret, found]] of Object.entries(secrets))
    test(`${title} is in an error that an answer makes`, async () => {
      const envelope = (message: string) => ({
        error: {
          code: 403,
          status: message,
          message,
          details: [
            {
              '@type': 'type.googleapis.com/google.rpc.ErrorInfo',
              reason: message,
              domain: message,
              metadata: { permission: message, service: message, consumer: message, resource: message },
            },
            { '@type': 'type.googleapis.com/google.rpc.Help', links: [{ description: message, url: `https://x.example/?${message}` }] },
          ],
        },
      });
      const answers: readonly Answer[] = [
        { status: 403, body: envelope(secret) },
        { status: 400, body: { error: secret, error_description: secret, error_subtype: secret } },
        { status: 502, body: `<html>${secret}</html>` },
        { status: 200, body: `<html>${secret}</html>` },
        { status: 302, headers: { location: `https://x.example/?${encodeURIComponent(secret)}` } },
      ];
      for (const answer of answers) {
        server = await startWebServer(() => answer);
        const token = `ya29.emulator-${mark}`;
        const http = openHttp(signedIn(token), emulatorEndpoints(server.origin), { attempts: 1 });
        const asked = [
          openIam(http).getServiceAccount('p', secret),
          openIam(http).setIamPolicy('p', 'a', { bindings: [{ role: secret, members: [secret] }] }),
          openIamCredentials(http).signJwt({ target: 'a', claims: { secret } }),
          openTokenInfo(http)(`ya29.emulator-${mark}`),
          openKeys(http).get('google'),
        ];
        for (const each of await Promise.allSettled(asked)) {
          if (each.status === 'fulfilled') continue;
          assert.ok(each.reason instanceof GcpError, String(each.reason));
          const texts = textsOf(each.reason);
          assert.ok(!texts.includes(found) && !texts.includes(mark), `${answer.status}: ${texts}`);
        }
        await server.close();
      }
      server = undefined;
    });

  for (const [title, [secret, found]] of Object.entries(secrets))
    test(`${title} is in an error of credentials`, async () => {
      const thrown = [
        new Error(secret),
        Object.assign(new Error(secret), { code: 'ECONNRESET' }),
        Object.assign(new Error(secret), { response: { status: 400, data: { error: 'invalid_grant', error_description: secret } } }),
      ];
      server = await startWebServer(() => ({}));
      for (const error of thrown) {
        const client = new OAuth2Client();
        client.refreshHandler = () => Promise.reject(error);
        const http = openHttp(signedIn('', { client }), emulatorEndpoints(server.origin), { attempts: 1 });
        const texts = await openIam(http)
          .getServiceAccount('p', 'a')
          .then(
            () => assert.fail(),
            (failed: GcpError) => textsOf(failed),
          );
        assert.ok(!texts.includes(found), texts);
      }
      for (const error of [
        credentialsError(signedIn('t'), secret),
        answerError(500, { error: { message: secret } }, { host: secret, resource: secret, caller: secret }),
      ])
        assert.ok(!textsOf(error).includes(found), textsOf(error));
    });
});

test('nothing of a secret is in the words for whatever else is thrown', () => {
  for (const [text, found] of Object.values(secrets))
    for (const thrown of [new TypeError(`odd: ${text}`), `odd: ${text}`]) assert.ok(!messageOf(thrown).includes(found), text.slice(0, 8));
});

test('nothing of a token is printed, also where google-auth-library is told to print what it does', () => {
  const script = path.join(import.meta.dirname, 'talkative.ts');
  const env = { ...process.env, GOOGLE_SDK_NODE_LOGGING: 'all', NODE_DEBUG: 'gaxios' };
  const { status, stdout, stderr } = spawnSync(process.execPath, [script], { env, encoding: 'utf8' });
  assert.equal(status, 0, stderr);
  assert.match(stdout, /^3 accounts, 4 credentials, 1 of a user\n$/);
  for (const printed of [stdout, stderr]) assert.doesNotMatch(printed, /ya29\.|eyJ|1\/\/|PRIVATE KEY/);
});
