import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { account, credential, email, emulated, noon, shop } from './emulated.ts';

const ada = 'user:ada@example.com';
const control = { 'x-leastwise-emulator': '1' };
const form = { 'content-type': 'application/x-www-form-urlencoded' };
const now = noon.getTime() / 1000;
const creator = { accounts: { api: { 'roles/iam.serviceAccountTokenCreator': [ada] } } };

describe('POST /tokeninfo', () => {
  test('tells what an access token is for, and whose it is where its scopes let it', async (t) => {
    const emulator = await emulated(t, shop(creator));
    const info = (await emulator.as(ada)('POST /tokeninfo')).body;
    assert.equal(info.scope, 'openid https://www.googleapis.com/auth/userinfo.email https://www.googleapis.com/auth/cloud-platform');
    assert.deepEqual([info.email, info.email_verified, info.exp, info.expires_in], ['ada@example.com', 'true', String(now + 3600), '3600']);
    const scope = ['https://www.googleapis.com/auth/cloud-platform'];
    const { body } = await emulator.as(ada)(credential('api', 'generateAccessToken'), { scope });
    emulator.pass(100);
    const other = await emulator.anonymous('POST /tokeninfo', undefined, { authorization: `Bearer ${body.accessToken}` });
    assert.deepEqual([other.body.azp, other.body.email, other.body.expires_in], ['100000000000000000001', undefined, '3500']);
  });

  test('says of anything else what Google says', async (t) => {
    const emulator = await emulated(t, shop());
    for (const path of ['POST /tokeninfo', 'GET /tokeninfo?access_token=ya29.nonsense', 'GET /tokeninfo?id_token=nonsense']) {
      const { status, body } = await emulator.anonymous(path);
      assert.deepEqual([status, body], [400, { error: 'invalid_token', error_description: 'Invalid Value' }]);
    }
    const token = emulator.tokenFor(ada);
    emulator.pass(3600);
    assert.equal((await emulator.anonymous(`GET /tokeninfo?access_token=${token}`)).status, 400);
  });
});

test('GET /tokeninfo takes access tokens and ID tokens', async (t) => {
  const emulator = await emulated(t, shop(creator));
  assert.equal((await emulator.anonymous(`GET /tokeninfo?access_token=${emulator.tokenFor(ada)}`)).body.email, 'ada@example.com');
  const { body } = await emulator.as(ada)(credential('api', 'generateIdToken'), { audience: 'a', includeEmail: true });
  const info = (await emulator.anonymous(`GET /tokeninfo?id_token=${body.token}`)).body;
  assert.deepEqual([info.aud, info.email, info.email_verified, info.alg], ['a', email('api'), 'true', 'RS256']);
  assert.equal((await emulator.anonymous(`GET /tokeninfo?id_token=${body.token.slice(0, -4)}AAAA`)).status, 400);
});

describe('POST /token', () => {
  test('refreshes the token of a user', async (t) => {
    const emulator = await emulated(t, shop());
    const { body: file } = await emulator.anonymous('POST /emulator/credentials', { member: ada }, control);
    assert.equal(file.type, 'authorized_user');
    const grant = new URLSearchParams({ grant_type: 'refresh_token', refresh_token: file.refresh_token });
    const { body } = await emulator.anonymous('POST /token', grant.toString(), form);
    assert.deepEqual([body.token_type, body.expires_in], ['Bearer', 3599]);
    const info = await emulator.anonymous('POST /tokeninfo', undefined, { authorization: `Bearer ${body.access_token}` });
    assert.equal(info.body.email, 'ada@example.com');
  });

  test('refuses what it did not give, in the words of OAuth', async (t) => {
    const { anonymous } = await emulated(t, shop());
    const refuse = async (grant: Record<string, string>) =>
      (await anonymous('POST /token', new URLSearchParams(grant).toString(), form)).body;
    assert.deepEqual(await refuse({ grant_type: 'refresh_token', refresh_token: 'x' }), {
      error: 'invalid_grant',
      error_description: 'Bad Request',
    });
    assert.equal((await refuse({ grant_type: 'password' })).error, 'unsupported_grant_type');
    const assertion = { grant_type: 'urn:ietf:params:oauth:grant-type:jwt-bearer', assertion: 'a.b.c' };
    assert.equal((await refuse(assertion)).error_description, 'Invalid grant: account not found');
    const nonsense = await anonymous('POST /token', 'no JSON', { 'content-type': 'application/json' });
    assert.deepEqual([nonsense.status, nonsense.body.error], [400, 'invalid_request']);
  });

  test('takes what an account has signed', async (t) => {
    const state = shop(creator);
    const emulator = await emulated(t, state);
    const call = emulator.as(ada);
    const claims = { iss: email('api'), aud: 'https://oauth2.googleapis.com/token', iat: now, exp: now + 3600 };
    const exchange = async (more: object) => {
      const { body } = await call(credential('api', 'signJwt'), { payload: JSON.stringify({ ...claims, ...more }) });
      const grant = new URLSearchParams({ grant_type: 'urn:ietf:params:oauth:grant-type:jwt-bearer', assertion: body.signedJwt });
      return (await emulator.anonymous('POST /token', grant.toString(), form)).body;
    };
    const scope = 'https://www.googleapis.com/auth/cloud-platform https://www.googleapis.com/auth/userinfo.email';
    const { access_token: token } = await exchange({ scope });
    const info = await emulator.anonymous('POST /tokeninfo', undefined, { authorization: `Bearer ${token}` });
    assert.equal(info.body.email, email('api'));
    assert.match((await exchange({ target_audience: 'https://front.example.com' })).id_token, /^eyJ/);
    assert.equal((await exchange({})).error, 'invalid_scope');
    assert.match((await exchange({ scope, exp: now + 3601 })).error_description, /short-lived token/);
    assert.match((await exchange({ scope, aud: 'https://example.com' })).error_description, /audience/);
    assert.match((await exchange({ scope, iss: email('worker') })).error_description, /Signature/);
    const [api] = state.projects[0]?.serviceAccounts ?? [];
    const { body } = await call(credential('api', 'signJwt'), { payload: JSON.stringify({ ...claims, scope }) });
    if (api) api.disabled = true;
    const grant = new URLSearchParams({ grant_type: 'urn:ietf:params:oauth:grant-type:jwt-bearer', assertion: body.signedJwt });
    assert.equal((await emulator.anonymous('POST /token', grant.toString(), form)).body.error_description, 'Robot is disabled.');
  });

  test('takes a key file until its key is deleted', async (t) => {
    const emulator = await emulated(t, shop({ project: { 'roles/iam.serviceAccountKeyAdmin': [ada] } }));
    const { body: file } = await emulator.anonymous('POST /emulator/credentials', { member: account('worker') }, control);
    assert.deepEqual([file.type, file.client_email, file.token_uri], ['service_account', email('worker'), `${emulator.origin}/token`]);
    const keys = `/v1/projects/shop-1/serviceAccounts/${email('worker')}/keys`;
    assert.equal((await emulator.as(ada)(`GET ${keys}?keyTypes=USER_MANAGED`)).body.keys.length, 1);
    const published = async () => (await emulator.anonymous(`GET /service_accounts/v1/jwk/${email('worker')}`)).body.keys.length;
    assert.equal(await published(), 2);
    await emulator.as(ada)(`DELETE ${keys}/${file.private_key_id}`);
    assert.equal(await published(), 1);
  });
});
