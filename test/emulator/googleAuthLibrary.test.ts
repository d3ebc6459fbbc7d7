import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { Compute, Impersonated, JWT, OAuth2Client, UserRefreshClient } from 'google-auth-library';
import { account, email, emulated, noon, shop } from './emulated.ts';

const ada = 'user:ada@example.com';
const scopes = ['https://www.googleapis.com/auth/cloud-platform'];
const name = (of: string) => `projects/-/serviceAccounts/${email(of)}`;
const creator = 'roles/iam.serviceAccountTokenCreator';
const chain = {
  accounts: { batch: { [creator]: [ada] }, worker: { [creator]: [account('batch')] }, api: { [creator]: [account('worker'), ada] } },
};

/** A client whose requests are a member's, and whose tokens are the emulator's. */
function oauthClient(origin: string, token: string): OAuth2Client {
  const endpoints = {
    tokenInfoUrl: `${origin}/tokeninfo`,
    oauth2TokenUrl: `${origin}/token`,
    oauth2FederatedSignonPemCertsUrl: `${origin}/oauth2/v1/certs`,
    oauth2FederatedSignonJwkCertsUrl: `${origin}/oauth2/v3/certs`,
    oauth2IapPublicKeyUrl: `${origin}/iap/verify/public_key`,
  };
  const client = new OAuth2Client({ endpoints });
  client.setCredentials({ access_token: token, expiry_date: noon.getTime() * 2 });
  return client;
}

/** The constructor of Impersonated warns on the console. */
function impersonate(
  t: { mock: { method: typeof test.mock.method } },
  options: ConstructorParameters<typeof Impersonated>[0],
): Impersonated {
  t.mock.method(console, 'warn', () => undefined);
  return new Impersonated(options);
}

describe('Impersonated', () => {
  test('gets access tokens, over delegates, too', async (t) => {
    const emulator = await emulated(t, shop(chain));
    const sourceClient = oauthClient(emulator.origin, emulator.tokenFor(ada));
    for (const delegates of [[], [name('batch'), name('worker')]]) {
      const client = impersonate(t, {
        sourceClient,
        targetPrincipal: email('api'),
        targetScopes: scopes,
        delegates,
        lifetime: 600,
        endpoint: emulator.origin,
      });
      const { token } = await client.getAccessToken();
      assert.equal((await oauthClient(emulator.origin, '').getTokenInfo(token ?? '')).aud, '100000000000000000001');
    }
  });

  test('signs', async (t) => {
    const emulator = await emulated(t, shop(chain));
    const sourceClient = oauthClient(emulator.origin, emulator.tokenFor(ada));
    const client = impersonate(t, { sourceClient, targetPrincipal: email('api'), targetScopes: scopes, endpoint: emulator.origin });
    const { signedBlob, keyId } = await client.sign('hello');
    assert(signedBlob.length > 300 && keyId.length === 40);
  });

  test('gets ID tokens, which OAuth2Client verifies', async (t) => {
    const emulator = await emulated(t, shop(chain));
    const sourceClient = oauthClient(emulator.origin, emulator.tokenFor(ada));
    const client = impersonate(t, { sourceClient, targetPrincipal: email('api'), targetScopes: scopes, endpoint: emulator.origin });
    const idToken = await client.fetchIdToken('https://front.example.com', { includeEmail: true });
    t.mock.timers.enable({ apis: ['Date'], now: noon });
    const ticket = await sourceClient.verifyIdToken({ idToken, audience: 'https://front.example.com' });
    assert.equal(ticket.getPayload()?.email, email('api'));
    await assert.rejects(sourceClient.verifyIdToken({ idToken, audience: 'https://other.example.com' }), /Wrong recipient/);
  });

  test('hears why not', async (t) => {
    const emulator = await emulated(t, shop());
    const sourceClient = oauthClient(emulator.origin, emulator.tokenFor(ada));
    const client = impersonate(t, { sourceClient, targetPrincipal: email('api'), targetScopes: scopes, endpoint: emulator.origin });
    await assert.rejects(
      client.getAccessToken(),
      /PERMISSION_DENIED: unable to impersonate: Permission 'iam\.serviceAccounts\.getAccessToken' denied/,
    );
  });
});

describe('OAuth2Client', () => {
  test('asks what a token is', async (t) => {
    const emulator = await emulated(t, shop());
    const token = emulator.tokenFor(ada);
    const info = await oauthClient(emulator.origin, token).getTokenInfo(token);
    assert.deepEqual([info.email, info.scopes.includes(scopes[0] ?? '')], ['ada@example.com', true]);
  });

  test('verifies what Identity-Aware Proxy has signed', async (t) => {
    const emulator = await emulated(t, shop());
    const audience = '/projects/3000/global/backendServices/1';
    const { body } = await emulator.anonymous(
      'POST /emulator/iapTokens',
      { email: 'ada@example.com', audience },
      { 'x-leastwise-emulator': '1' },
    );
    t.mock.timers.enable({ apis: ['Date'], now: noon });
    const client = oauthClient(emulator.origin, '');
    const { pubkeys } = await client.getIapPublicKeys();
    const ticket = await client.verifySignedJwtWithCertsAsync(body.token, pubkeys, audience, ['https://cloud.google.com/iap']);
    assert.equal(ticket.getPayload()?.email, 'ada@example.com');
  });
});

test('UserRefreshClient takes the file of a user', async (t) => {
  const emulator = await emulated(t, shop(chain));
  const { body: file } = await emulator.anonymous('POST /emulator/credentials', { member: ada }, { 'x-leastwise-emulator': '1' });
  const client = new UserRefreshClient({ endpoints: { oauth2TokenUrl: `${emulator.origin}/token` } });
  client.fromJSON(file);
  const response = await client.request<{ accessToken: string }>({
    url: `${emulator.origin}/v1/${name('api')}:generateAccessToken`,
    method: 'POST',
    data: { scope: scopes },
  });
  assert.match(response.data.accessToken, /^ya29\.emulator-/);
});

test('JWT signs its own requests with the key of an account', async (t) => {
  const emulator = await emulated(t, shop({ project: { 'roles/iam.serviceAccountViewer': [account('worker')] } }));
  const { body: file } = await emulator.anonymous(
    'POST /emulator/credentials',
    { member: account('worker') },
    { 'x-leastwise-emulator': '1' },
  );
  t.mock.timers.enable({ apis: ['Date'], now: noon });
  const client = new JWT({ email: file.client_email, key: file.private_key, keyId: file.private_key_id, scopes });
  client.useJWTAccessWithScope = true;
  const { data } = await client.request<{ accounts: object[] }>({ url: `${emulator.origin}/v1/projects/shop-1/serviceAccounts` });
  assert.equal(data.accounts.length, 3);
});

test('Compute finds its metadata server', async (t) => {
  const state = { ...shop(), metadata: { projectId: 'shop-1', serviceAccount: email('api'), region: 'europe-west1' } };
  const emulator = await emulated(t, state);
  process.env.GCE_METADATA_HOST = new URL(emulator.origin).host;
  t.after(() => delete process.env.GCE_METADATA_HOST);
  const client = new Compute({ scopes });
  const { token } = await client.getAccessToken();
  assert.match(token ?? '', /^ya29\.emulator-/);
  const idToken = await client.fetchIdToken('https://front.example.com');
  assert.equal(JSON.parse(Buffer.from(idToken.split('.')[1] ?? '', 'base64url').toString()).email, email('api'));
});
