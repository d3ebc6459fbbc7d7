import { notFound } from '../apiError.ts';
import { selfSigned } from '../certificate.ts';
import type { SigningKey } from '../keyRing.ts';
import { findAccount } from '../resource.ts';
import type { Cloud, Reply, Request, Route } from '../route.ts';

/**
 * The public halves of the keys by which signatures are verified, in the forms in which Google publishes them: of Google itself, of service accounts and of
 * Identity-Aware Proxy. https://cloud.google.com/iam/docs/reference/credentials/rest/v1/projects.serviceAccounts/signJwt
 */
export const publicKeys: readonly Route[] = [
  { on: 'GET /oauth2/v3/certs', handle: published('google', jwkSet) },
  { on: 'GET /oauth2/v1/certs', handle: published('google', certificates) },
  { on: 'GET /service_accounts/v1/jwk/{account}', handle: ofAccount(jwkSet) },
  { on: 'GET /service_accounts/v1/metadata/jwk/{account}', handle: ofAccount(jwkSet) },
  { on: 'GET /service_accounts/v1/metadata/x509/{account}', handle: ofAccount(certificates) },
  { on: 'GET /service_accounts/v1/metadata/raw/{account}', handle: ofAccount(rawKeys) },
  { on: 'GET /iap/verify/public_key', handle: published('iap', pemKeys) },
  { on: 'GET /iap/verify/public_key-jwk', handle: published('iap', jwkSet) },
];

type Form = (keys: readonly SigningKey[], owner: string) => object;

function published(owner: string, form: Form): Route['handle'] {
  return async (_, cloud) => cacheable(form(await cloud.keys.all(owner), owner));
}

/** Of accounts that are not disabled. */
function ofAccount(form: Form): Route['handle'] {
  return async ({ params: { account = '' } }: Request, cloud: Cloud) => {
    const found = findAccount(cloud.state, '-', account)?.account;
    if (!found || found.disabled) throw notFound(`Unknown service account: ${account}`);
    return cacheable(form(await cloud.keys.all(found.uniqueId), found.email));
  };
}

function cacheable(body: object): Reply {
  return { body, headers: { 'Cache-Control': 'public, max-age=900, must-revalidate, no-transform' } };
}

function jwkSet(keys: readonly SigningKey[]): object {
  return {
    keys: keys.map(({ id, publicKey }) => {
      const jwk = publicKey.export({ format: 'jwk' });
      return { ...jwk, kid: id, use: 'sig', alg: jwk.kty === 'RSA' ? 'RS256' : 'ES256' };
    }),
  };
}

function certificates(keys: readonly SigningKey[], owner: string): object {
  const name = owner === 'google' ? 'federated-signon.system.gserviceaccount.com' : owner;
  return Object.fromEntries(keys.map(({ id, publicKey, privateKey, since }) => [id, selfSigned(name, publicKey, privateKey, since, 17)]));
}

function pemKeys(keys: readonly SigningKey[]): object {
  return Object.fromEntries(keys.map(({ id, publicKey }) => [id, publicKey.export({ format: 'pem', type: 'spki' })]));
}

function rawKeys(keys: readonly SigningKey[]): object {
  return {
    keyvalues: keys.map(({ id, publicKey }) => {
      const { n = '', e = '' } = publicKey.export({ format: 'jwk' });
      return { algorithm: 'RSA', modulus: base64(n), exponent: base64(e), keyid: id };
    }),
  };
}

function base64(url: string): string {
  return Buffer.from(url, 'base64url').toString('base64');
}
