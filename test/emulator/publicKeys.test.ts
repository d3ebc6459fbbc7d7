import assert from 'node:assert/strict';
import { X509Certificate } from 'node:crypto';
import { test } from 'node:test';
import { email, emulated, noon, shop } from './emulated.ts';

test('the same key is in every form, and stays', async (t) => {
  const { anonymous } = await emulated(t, shop());
  const jwk = (await anonymous('GET /oauth2/v3/certs')).body.keys[0];
  assert.deepEqual([jwk.kty, jwk.alg, jwk.use], ['RSA', 'RS256', 'sig']);
  const certificates = (await anonymous('GET /oauth2/v1/certs')).body;
  const certificate = new X509Certificate(certificates[jwk.kid]);
  assert.equal(certificate.publicKey.export({ format: 'jwk' }).n, jwk.n);
  assert.equal((await anonymous('GET /oauth2/v3/certs')).body.keys[0].kid, jwk.kid);
});

test('certificates are self-signed, in their time, and name whose they are', async (t) => {
  const { anonymous } = await emulated(t, shop());
  const [text = ''] = Object.values<string>((await anonymous(`GET /service_accounts/v1/metadata/x509/${email('api')}`)).body);
  const certificate = new X509Certificate(text);
  assert(certificate.verify(certificate.publicKey));
  assert.equal(certificate.subject, `CN=${email('api')}`);
  assert.equal(Date.parse(certificate.validFrom), noon.getTime());
  assert.equal(Date.parse(certificate.validTo), noon.getTime() + 17 * 86_400_000);
});

test("an account's keys are at all their addresses, also by its unique id", async (t) => {
  const { anonymous } = await emulated(t, shop());
  const { body } = await anonymous(`GET /service_accounts/v1/metadata/jwk/${email('api')}`);
  const [key] = body.keys;
  assert.deepEqual((await anonymous(`GET /service_accounts/v1/jwk/${email('api')}`)).body, body);
  assert.deepEqual((await anonymous('GET /service_accounts/v1/jwk/100000000000000000001')).body, body);
  const raw = (await anonymous(`GET /service_accounts/v1/metadata/raw/${email('api')}`)).body.keyvalues[0];
  assert.deepEqual([raw.keyid, Buffer.from(raw.modulus, 'base64').toString('base64url')], [key.kid, key.n]);
  assert.equal((await anonymous(`GET /service_accounts/v1/jwk/${email('nobody')}`)).status, 404);
});

test("the proxy's keys are of an elliptic curve", async (t) => {
  const { anonymous } = await emulated(t, shop());
  const [key] = (await anonymous('GET /iap/verify/public_key-jwk')).body.keys;
  assert.deepEqual([key.kty, key.crv, key.alg], ['EC', 'P-256', 'ES256']);
  assert.match((await anonymous('GET /iap/verify/public_key')).body[key.kid], /^-----BEGIN PUBLIC KEY-----/);
});

test('may be kept for 15 minutes', async (t) => {
  const { anonymous } = await emulated(t, shop());
  assert.match((await anonymous('GET /oauth2/v3/certs')).headers.get('cache-control') ?? '', /max-age=900\b/);
});
