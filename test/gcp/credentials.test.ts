import assert from 'node:assert/strict';
import { generateKeyPairSync } from 'node:crypto';
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { after, afterEach, describe, test } from 'node:test';
import { gaxios } from 'google-auth-library';
import { type FindOptions, findCredentials } from '../../client/gcp/credentials.ts';
import { GcpError } from '../../client/gcp/errors.ts';
import { type Answer, type Received, startWebServer, type WebServer } from './webServer.ts';

const folder = mkdtempSync(path.join(tmpdir(), 'credentials-'));
after(() => rmSync(folder, { recursive: true, force: true }));

const robot = 'deployer@shop-prod.iam.gserviceaccount.com';
const { privateKey } = generateKeyPairSync('rsa', {
  modulusLength: 2048,
  privateKeyEncoding: { type: 'pkcs8', format: 'pem' },
  publicKeyEncoding: { type: 'spki', format: 'pem' },
});
const impersonationUrl = (target: string) =>
  `https://iamcredentials.googleapis.com/v1/projects/-/serviceAccounts/${target}:generateAccessToken`;

const user = {
  type: 'authorized_user',
  client_id: 'c',
  client_secret: 'GOCSPX-client',
  refresh_token: '1//0refresh-token',
  quota_project_id: 'payer',
};
const key = { type: 'service_account', client_email: robot, private_key: privateKey, private_key_id: 'k1', project_id: 'shop-prod' };
const impersonated = {
  type: 'impersonated_service_account',
  service_account_impersonation_url: impersonationUrl(robot),
  delegates: ['projects/-/serviceAccounts/middle@shop-prod.iam.gserviceaccount.com'],
  source_credentials: user,
};
const subject = path.join(folder, 'subject');
writeFileSync(subject, 'subject-token');
const federated = {
  type: 'external_account',
  audience: '//iam.googleapis.com/projects/1/locations/global/workloadIdentityPools/p/providers/x',
  subject_token_type: 'urn:ietf:params:oauth:token-type:jwt',
  token_url: 'https://sts.googleapis.com/v1/token',
  credential_source: { file: subject },
};
const workforce = {
  type: 'external_account_authorized_user',
  audience: '//iam.googleapis.com/locations/global/workforcePools/p/providers/x',
  client_id: 'c',
  client_secret: 's',
  refresh_token: 'refresh',
  token_url: 'https://sts.googleapis.com/v1/oauthtoken',
};

let files = 0;
function write(content: object | string): string {
  const file = path.join(folder, `${++files}.json`);
  writeFileSync(file, typeof content === 'string' ? content : JSON.stringify(content));
  return file;
}

/** Finds them where only this file is. */
function find(content: object | string, options: FindOptions = {}) {
  const { environment, ...rest } = options;
  return findCredentials({
    gcloud: false,
    home: folder,
    environment: { GOOGLE_APPLICATION_CREDENTIALS: write(content), ...environment },
    ...rest,
  });
}

function refused(...words: readonly RegExp[]) {
  return (error: unknown) => {
    assert.ok(error instanceof GcpError, String(error));
    assert.equal(error.kind, 'credentials');
    for (const word of words) assert.match(error.message, word);
    assert.doesNotMatch(error.message, /PRIVATE KEY|GOCSPX|1\/\/0/);
    return true;
  };
}

describe('default credentials', () => {
  const cases = [
    [user, { type: 'authorized_user', quotaProject: 'payer' }],
    [
      { ...user, account: 'ann@example.com' },
      { type: 'authorized_user', account: 'ann@example.com' },
    ],
    [
      { ...user, account: '' },
      { type: 'authorized_user', account: undefined },
    ],
    [key, { type: 'service_account', account: robot, longLivedKey: true }],
    [impersonated, { type: 'impersonated_service_account', account: robot, longLivedKey: false }],
    [
      { ...impersonated, source_credentials: key },
      { type: 'impersonated_service_account', account: robot, longLivedKey: true },
    ],
    [federated, { type: 'external_account', account: undefined, longLivedKey: false }],
    [
      { ...federated, service_account_impersonation_url: impersonationUrl(robot) },
      { type: 'external_account', account: robot },
    ],
    [workforce, { type: 'external_account_authorized_user' }],
    [
      { ...key, universe_domain: 'cloud.example' },
      { type: 'service_account', universeDomain: 'cloud.example' },
    ],
  ] as const;
  for (const [content, expected] of cases)
    test(`of type ${content.type}: ${JSON.stringify(expected)}`, async () => {
      const found = await find(content);
      const had = Object.fromEntries(Object.keys(expected).map((name) => [name, found[name as keyof typeof found]]));
      assert.deepEqual(had, expected);
      assert.match(found.source, /\d+\.json$/);
      assert.equal(found.client.quotaProjectId, undefined);
    });

  test('are looked for in the variable, then where gcloud puts them', async () => {
    const config = path.join(folder, 'config');
    const home = path.join(folder, 'home');
    const usual = path.join(home, '.config', 'gcloud');
    const windows = path.join(folder, 'AppData', 'gcloud');
    for (const place of [config, usual, windows]) {
      mkdirSync(place, { recursive: true });
      writeFileSync(path.join(place, 'application_default_credentials.json'), JSON.stringify(user));
    }
    const source = async (environment: Record<string, string>, platform: NodeJS.Platform = 'linux') =>
      (await findCredentials({ gcloud: false, home, platform, environment })).source;
    const variable = write(key);
    assert.equal(await source({ GOOGLE_APPLICATION_CREDENTIALS: variable, CLOUDSDK_CONFIG: config }), variable);
    assert.equal(path.dirname(await source({ CLOUDSDK_CONFIG: config })), config);
    assert.equal(path.dirname(await source({})), usual);
    assert.equal(path.dirname(await source({ APPDATA: path.join(folder, 'AppData') }, 'win32')), windows);
  });

  test('take the quota project of the variable first', async () => {
    assert.equal((await find(user, { environment: { GOOGLE_CLOUD_QUOTA_PROJECT: 'other' } })).quotaProject, 'other');
  });

  test('of another universe than the chosen one are refused', async () => {
    await assert.rejects(find(user, { universeDomain: 'cloud.example' }), refused(/googleapis\.com/, /cloud\.example/));
    assert.equal(
      (await find({ ...user, universe_domain: 'cloud.example' }, { universeDomain: 'cloud.example' })).universeDomain,
      'cloud.example',
    );
  });

  test('that cannot be read say what to do', async () => {
    const missing = path.join(folder, 'nothing.json');
    await assert.rejects(
      findCredentials({ gcloud: false, home: folder, environment: { GOOGLE_APPLICATION_CREDENTIALS: missing } }),
      refused(/GOOGLE_APPLICATION_CREDENTIALS names .*nothing\.json/, /gcloud auth application-default login/),
    );
    await assert.rejects(find('{"private_key": "-----BEGIN PRIVATE KEY-----'), refused(/is not JSON/));
    await assert.rejects(find({ type: 'gdch_service_account' }), refused(/its type is gdch_service_account/));
    await assert.rejects(find({}), refused(/its type is missing/));
    await assert.rejects(find('null'), refused(/holds no credentials/));
    for (const name of ['client_id', 'client_secret', 'refresh_token'])
      await assert.rejects(find({ ...user, [name]: undefined }), refused(new RegExp(`lacks ${name}`)));
    await assert.rejects(find({ ...key, private_key: '' }), refused(/lacks private_key/));
  });

  test('that would be sent to an address that is not Google’s are refused', async () => {
    for (const url of [
      'https://evil.example/v1/token',
      'http://sts.googleapis.com/v1/token',
      'https://evilgoogleapis.com/',
      'https://googleapis.com.evil.example/',
    ]) {
      await assert.rejects(find({ ...federated, token_url: url }), refused(/its token_url is no https address in googleapis\.com/));
      await assert.rejects(find({ ...workforce, token_url: url }), refused(/token_url/));
      const steered = `${url}/serviceAccounts/${robot}:generateAccessToken`;
      await assert.rejects(
        find({ ...impersonated, service_account_impersonation_url: steered }),
        refused(/service_account_impersonation_url/),
      );
      await assert.rejects(find({ ...impersonated, source_credentials: { ...federated, token_url: url } }), refused(/token_url/));
    }
  });
});

describe('without default credentials', () => {
  const nowhere = { home: path.join(folder, 'nowhere'), environment: {} };

  test('the user hears how to sign in', async () => {
    await assert.rejects(findCredentials({ ...nowhere, gcloud: false }), refused(/Sign in: gcloud auth application-default login/));
    const failing = () => Promise.reject(new Error('gcloud: not found'));
    await assert.rejects(findCredentials({ ...nowhere, gcloud: failing }), refused(/Sign in/));
    await assert.rejects(findCredentials({ ...nowhere, gcloud: async () => '(unset)\n' }), refused(/Sign in/));
  });

  test('those of gcloud are taken, and a token is asked for only when it is needed', async () => {
    const asked: string[] = [];
    const gcloud = async (args: readonly string[]) => {
      asked.push(args.join(' '));
      return args[0] === 'auth' ? 'ya29.of-gcloud\n' : args[2] === 'account' ? 'ann@example.com\n' : '(unset)\n';
    };
    const { client, ...found } = await findCredentials({ ...nowhere, gcloud });
    assert.deepEqual(found, {
      type: 'gcloud',
      source: 'gcloud',
      account: 'ann@example.com',
      universeDomain: 'googleapis.com',
      longLivedKey: false,
      quotaProject: undefined,
    });
    const settings = ['config get-value account', 'config get-value auth/impersonate_service_account'];
    assert.deepEqual(asked, settings);
    for (let time = 0; time < 2; time++) assert.equal((await client.getRequestHeaders()).get('authorization'), 'Bearer ya29.of-gcloud');
    assert.deepEqual(asked, [...settings, 'auth print-access-token --account=ann@example.com']);
  });

  test('whom gcloud impersonates is who acts', async () => {
    const gcloud = async ([, , name]: readonly string[]) =>
      name === 'account' ? 'ann@example.com\n' : 'middle@p.iam.gserviceaccount.com,ci@p.iam.gserviceaccount.com\n';
    assert.equal((await findCredentials({ ...nowhere, gcloud })).account, 'ci@p.iam.gserviceaccount.com');
  });

  test('gcloud itself is run where it is found', async (context) => {
    const tools = path.join(folder, 'tools');
    mkdirSync(tools);
    const script = '#!/bin/sh\n[ "$1" = config ] && echo ann@example.com || echo ya29.printed\n';
    writeFileSync(path.join(tools, 'gcloud'), script, { mode: 0o755 });
    writeFileSync(path.join(tools, 'gcloud.cmd'), '@if "%1"=="config" (echo ann@example.com) else echo ya29.printed\r\n');
    const usual = process.env.PATH;
    context.after(() => {
      process.env.PATH = usual;
    });
    process.env.PATH = [tools, path.join(process.env.SystemRoot ?? '', 'System32')].join(path.delimiter);
    const { account, client } = await findCredentials(nowhere);
    assert.deepEqual([account, (await client.getAccessToken()).token], ['ann@example.com', 'ya29.printed']);
    rmSync(tools, { recursive: true });
    await assert.rejects(findCredentials(nowhere), refused(/Sign in/));
  });

  test('the metadata server is taken only when one asks for it', async () => {
    const found = await findCredentials({ ...nowhere, metadata: true, gcloud: false });
    assert.deepEqual([found.type, found.source], ['metadata', 'metadata server']);
  });
});

describe('tokens are had', () => {
  let server: WebServer;
  afterEach(() => server.close());

  /** What asks a server on this machine in place of Google. */
  async function google(answer: (request: Received) => Answer): Promise<gaxios.Gaxios> {
    server = await startWebServer((request) => answer({ ...request, url: decodeURIComponent(request.url) }));
    return new gaxios.Gaxios({
      adapter: (options, adapter) => {
        const { host, pathname } = options.url;
        return adapter({ ...options, url: new URL(`${server.origin}/${host}${pathname}`) });
      },
    });
  }

  const bearer = async (content: object, answer: (request: Received) => Answer) => {
    const transporter = await google(answer);
    const { client } = await find(content, { transporter });
    // The library exchanges tokens of pools past the transporter that it was given.
    Object.assign(Reflect.get(client, 'stsCredential') ?? {}, { transporter });
    return (await client.getRequestHeaders('https://iam.googleapis.com/')).get('authorization');
  };
  const issue = (token: string): Answer => ({ body: { access_token: token, expires_in: 3600, token_type: 'Bearer' } });
  const paths = () => server.received.map(({ url }) => decodeURIComponent(url));

  test('with the refresh token of a user', async () => {
    assert.equal(await bearer(user, () => issue('ya29.user')), 'Bearer ya29.user');
    assert.deepEqual(paths(), ['/oauth2.googleapis.com/token']);
    assert.match(server.received[0]?.body ?? '', /grant_type=refresh_token/);
  });

  test('with the key of a service account', async () => {
    assert.equal(await bearer(key, () => issue('ya29.robot')), 'Bearer ya29.robot');
    assert.deepEqual(paths(), ['/oauth2.googleapis.com/token']);
  });

  test('with the key of a service account in another universe, without asking', async () => {
    assert.match((await bearer({ ...key, universe_domain: 'cloud.example' }, () => assert.fail())) ?? '', /^Bearer eyJ/);
  });

  test('as a service account, over delegates', async () => {
    const authorization = await bearer(impersonated, ({ url }) =>
      url.endsWith(':generateAccessToken')
        ? { body: { accessToken: 'ya29.impersonated', expireTime: new Date(Date.now() + 3_600_000).toISOString() } }
        : issue('ya29.user'),
    );
    assert.equal(authorization, 'Bearer ya29.impersonated');
    const [, minted] = server.received;
    assert.equal(
      decodeURIComponent(minted?.url ?? ''),
      `/iamcredentials.googleapis.com/v1/projects/-/serviceAccounts/${robot}:generateAccessToken`,
    );
    assert.equal(minted?.headers.authorization, 'Bearer ya29.user');
    assert.deepEqual(JSON.parse(minted?.body ?? '').delegates, impersonated.delegates);
  });

  test('of a workload identity pool, and of the account it may act as', async () => {
    assert.equal(await bearer(federated, () => issue('ya29.d.federated')), 'Bearer ya29.d.federated');
    assert.match(server.received[0]?.body ?? '', /subject_token=subject-token/);
    await server.close();
    const acting = { ...federated, service_account_impersonation_url: impersonationUrl(robot) };
    const expireTime = new Date(Date.now() + 3_600_000).toISOString();
    const answer = ({ url }: Received) =>
      url.startsWith('/sts.') ? issue('ya29.d.federated') : { body: { accessToken: 'ya29.robot', expireTime } };
    assert.equal(await bearer(acting, answer), 'Bearer ya29.robot');
  });

  test('of a workforce pool', async () => {
    assert.equal(await bearer(workforce, () => issue('ya29.d.person')), 'Bearer ya29.d.person');
    assert.deepEqual(paths(), ['/sts.googleapis.com/v1/oauthtoken']);
  });
});
