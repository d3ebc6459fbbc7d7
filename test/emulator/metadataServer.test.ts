import assert from 'node:assert/strict';
import { test } from 'node:test';
import { email, emulated, shop } from './emulated.ts';

const flavor = { 'metadata-flavor': 'Google' };
const base = 'GET /computeMetadata/v1';

function onCloudRun() {
  return { ...shop(), metadata: { projectId: 'shop-1', serviceAccount: email('api'), region: 'europe-west1' } };
}

test('answers only to who sends its header, and sends it back', async (t) => {
  const { anonymous } = await emulated(t, onCloudRun());
  const refused = await anonymous(`${base}/instance/service-accounts/default/token`);
  assert.deepEqual([refused.status, refused.text], [403, 'Missing Metadata-Flavor:Google header.']);
  const { headers } = await anonymous(`${base}/project/project-id`, undefined, flavor);
  assert.equal(headers.get('metadata-flavor'), 'Google');
});

test('tells what it is part of', async (t) => {
  const { anonymous } = await emulated(t, onCloudRun());
  const text = async (path: string) => (await anonymous(`${base}/${path}`, undefined, flavor)).text;
  assert.equal(await text('project/project-id'), 'shop-1');
  assert.equal(await text('project/numeric-project-id'), '3000');
  assert.equal(await text('instance/region'), 'projects/3000/regions/europe-west1');
  assert.equal(await text('instance/service-accounts/'), `default/\n${email('api')}/\n`);
  assert.equal(await text('instance/service-accounts/default/email'), email('api'));
  assert.equal(await text('instance/service-accounts/default/aliases'), 'default\n');
  assert.match(await text('instance/service-accounts/default/scopes'), /auth\/cloud-platform\n/);
  assert.match(await text('instance'), /instance\//);
});

test('gives access tokens and ID tokens of the account, by either name', async (t) => {
  const { anonymous } = await emulated(t, onCloudRun());
  for (const name of ['default', email('api')]) {
    const { body } = await anonymous(
      `${base}/instance/service-accounts/${name}/token?scopes=https://www.googleapis.com/auth/userinfo.email`,
      undefined,
      flavor,
    );
    assert.deepEqual([body.token_type, body.expires_in], ['Bearer', 3599]);
    const info = await anonymous('POST /tokeninfo', undefined, { authorization: `Bearer ${body.access_token}` });
    assert.deepEqual([info.body.email, info.body.scope], [email('api'), 'https://www.googleapis.com/auth/userinfo.email']);
  }
  const identity = async (query: string) =>
    (await anonymous(`${base}/instance/service-accounts/default/identity${query}`, undefined, flavor)).text;
  const claims = (jwt: string) => JSON.parse(Buffer.from(jwt.split('.')[1] ?? '', 'base64url').toString());
  assert.equal(claims(await identity('?audience=https://front.example.com')).aud, 'https://front.example.com');
  assert.equal(claims(await identity('?audience=a&format=full')).email, email('api'));
  assert.equal(await identity(''), 'non-empty audience parameter required\n');
});

test('is not there where the state has none, and has no other accounts', async (t) => {
  const nowhere = await emulated(t, shop());
  assert.equal((await nowhere.anonymous(`${base}/project/project-id`, undefined, flavor)).status, 404);
  const { anonymous } = await emulated(t, onCloudRun());
  assert.equal((await anonymous(`${base}/instance/service-accounts/${email('worker')}/token`, undefined, flavor)).status, 404);
});
