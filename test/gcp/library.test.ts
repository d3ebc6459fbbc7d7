import assert from 'node:assert/strict';
import { verify } from 'node:crypto';
import { afterEach, beforeEach, test } from 'node:test';
import { gaxios, Impersonated, JWT, OAuth2Client } from 'google-auth-library';
import { findCredentials } from '../../client/gcp/credentials.ts';
import { ann, type Cloud, first, project, runtime, second, startCloud } from './cloud.ts';

// Google's own library, unchanged, against the emulator: what it does there is what it does with Google.

let cloud: Cloud;
beforeEach(async () => {
  cloud = await startCloud();
});
afterEach(() => cloud.emulator.close());

const scope = 'https://www.googleapis.com/auth/cloud-platform';

/** The library's client with the emulator's addresses in place of Google's. */
function oauth(token?: string): OAuth2Client {
  const { origin } = cloud.emulator;
  const client = new OAuth2Client({
    clientId: 'c',
    clientSecret: 's',
    endpoints: {
      tokenInfoUrl: `${origin}/tokeninfo`,
      oauth2TokenUrl: `${origin}/token`,
      oauth2FederatedSignonPemCertsUrl: `${origin}/oauth2/v1/certs`,
      oauth2IapPublicKeyUrl: `${origin}/iap/verify/public_key`,
    },
  });
  if (token !== undefined) client.setCredentials({ access_token: token, expiry_date: Date.now() + 3_600_000 });
  return client;
}

function impersonated(targetPrincipal: string, delegates: readonly string[] = []): Impersonated {
  return new Impersonated({
    sourceClient: oauth(cloud.emulator.tokenFor(ann)),
    targetPrincipal,
    targetScopes: [scope],
    delegates: delegates.map((email) => `projects/-/serviceAccounts/${email}`),
    endpoint: cloud.emulator.origin,
  });
}

test('Impersonated gets an access token over two delegates, and OAuth2Client its facts', async () => {
  const { token } = await impersonated(runtime, [first, second]).getAccessToken();
  const { scopes, expiry_date } = await oauth().getTokenInfo(token ?? '');
  assert.deepEqual(scopes, [scope]);
  assert.ok(expiry_date > Date.now());
});

test('Impersonated gets an ID token, and OAuth2Client verifies it', async () => {
  const idToken = await impersonated(runtime, [first, second]).fetchIdToken('https://a.example', { includeEmail: true });
  const ticket = await oauth().verifyIdToken({ idToken, audience: 'https://a.example' });
  assert.equal(ticket.getPayload()?.email, runtime);
  await assert.rejects(oauth().verifyIdToken({ idToken, audience: 'https://b.example' }), /audience/);
});

test('Impersonated signs, and the account’s keys verify it', async () => {
  const { keyId, signedBlob } = await impersonated(first).sign('something');
  const { keys } = await cloud.as().keys.get({ account: first });
  assert.ok(verify('sha256', Buffer.from('something'), keys.get(keyId) ?? assert.fail(), Buffer.from(signedBlob, 'base64')));
});

test('Impersonated is told why it may not', async () => {
  await assert.rejects(
    impersonated(runtime).getAccessToken(),
    /PERMISSION_DENIED: unable to impersonate: Permission 'iam\.serviceAccounts\.getAccessToken' denied/,
  );
});

test('OAuth2Client verifies what Identity-Aware Proxy says', async () => {
  const answer = await fetch(`${cloud.emulator.origin}/emulator/iapTokens`, {
    method: 'POST',
    headers: { 'x-leastwise-emulator': '1' },
    body: JSON.stringify({ email: 'ann@example.com', audience: '/projects/1/global/backendServices/2' }),
  });
  const { token } = (await answer.json()) as { token: string };
  const { pubkeys } = await oauth().getIapPublicKeys();
  const ticket = await oauth().verifySignedJwtWithCertsAsync(token, pubkeys, '/projects/1/global/backendServices/2', [
    'https://cloud.google.com/iap',
  ]);
  assert.equal(ticket.getPayload()?.email, 'ann@example.com');
});

/** What the emulator gives as a file of credentials. */
async function file(member: string): Promise<Readonly<Record<string, string>>> {
  const answer = await fetch(`${cloud.emulator.origin}/emulator/credentials`, {
    method: 'POST',
    headers: { 'x-leastwise-emulator': '1' },
    body: JSON.stringify({ member }),
  });
  return (await answer.json()) as Record<string, string>;
}

test('OAuth2Client refreshes the token of a user, who can do with it what a user can', async () => {
  const { refresh_token } = await file(ann);
  const client = oauth();
  client.setCredentials({ refresh_token });
  const { data } = await client.request<{ email: string }>({
    url: `${cloud.emulator.origin}/v1/projects/${project}/serviceAccounts/${first}`,
  });
  assert.equal(data.email, first);
});

test('JWT gets a token for a key', async () => {
  const { client_email: email, private_key: key, private_key_id: keyId } = await file(`serviceAccount:${first}`);
  const transporter = new gaxios.Gaxios({
    adapter: (options, adapter) => adapter({ ...options, url: new URL(options.url.pathname, cloud.emulator.origin) }),
  });
  const client = new JWT({ email, key, keyId, scopes: [scope], transporter });
  const { token } = await client.getAccessToken();
  assert.deepEqual((await oauth().getTokenInfo(token ?? '')).scopes, [scope]);
});

test('the metadata server of the emulator gives the token of its account', async (context) => {
  cloud.emulator.state.metadata = { projectId: project, serviceAccount: runtime, region: 'europe-west1' };
  process.env.GCE_METADATA_HOST = new URL(cloud.emulator.origin).host;
  context.after(() => {
    delete process.env.GCE_METADATA_HOST;
  });
  const { client } = await findCredentials({ environment: {}, home: '/nowhere', metadata: true, gcloud: false });
  const { token } = await client.getAccessToken();
  assert.ok((await oauth().getTokenInfo(token ?? '')).scopes.includes(scope));
});
