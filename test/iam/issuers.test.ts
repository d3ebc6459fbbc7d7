import assert from 'node:assert/strict';
import { test } from 'node:test';
import { isEveryones, tenancyOf } from '../../iam/catalog/issuers.ts';

test('issuers that everyone can have an account at are shared', () => {
  for (const issuer of [
    'https://token.actions.githubusercontent.com',
    'https://token.actions.githubusercontent.com/',
    'https://gitlab.com',
    'https://app.terraform.io',
    'https://app.eu.terraform.io',
    'https://accounts.google.com',
    'https://agent.buildkite.com',
    'https://login.microsoftonline.com/common/v2.0',
  ])
    assert.equal(tenancyOf(issuer), 'shared', issuer);
});

test('issuers of one organization, cluster or directory are dedicated', () => {
  for (const issuer of [
    'https://token.actions.githubusercontent.com/shop',
    'https://token.actions.shop.ghe.com',
    'https://oidc.circleci.com/org/01234567-89ab-cdef-0123-456789abcdef',
    'https://container.googleapis.com/v1/projects/shop/locations/europe-west1/clusters/shop',
    'https://oidc.eks.eu-west-1.amazonaws.com/id/0123456789ABCDEF',
    'https://westeurope.oic.prod-aks.azure.com/01234567/89abcdef/',
    'https://login.microsoftonline.com/01234567-89ab-cdef-0123-456789abcdef/v2.0',
    'https://sts.windows.net/01234567-89ab-cdef-0123-456789abcdef/',
    'https://shop.okta.com',
    'https://id.shop.example/realms/shop',
  ])
    assert.equal(tenancyOf(issuer), 'dedicated', issuer);
});

test('of others nobody can tell', () => {
  for (const issuer of ['https://gitlab.shop.example', 'https://gitlab.com.shop.example', 'https://evil.example/gitlab.com', ''])
    assert.equal(tenancyOf(issuer), undefined, issuer);
});

test('a claim that each customer chooses is everyone’s, one that the issuer gives is not', () => {
  assert.equal(isEveryones('https://token.actions.githubusercontent.com', 'ref'), true);
  assert.equal(isEveryones('https://gitlab.com/', 'aud'), true);
  assert.equal(isEveryones('https://token.actions.githubusercontent.com', 'repository_owner_id'), false);
  // Apple names there the app that the token is for.
  assert.equal(isEveryones('https://appleid.apple.com', 'aud'), false);
});
