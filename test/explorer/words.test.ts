import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { welcomeState } from '../../client/explorer/welcome.ts';
import { conditionText, keyText, meansText, memberWords } from '../../client/explorer/words.ts';
import { IMPERSONATION_RISKS } from '../../iam/catalog/catalog.ts';
import { l10n, now } from './shop.ts';

describe('a member', () => {
  const words = (member: string) => Object.values(memberWords(member, l10n)).join(' | ');
  test('is shown with what kind of principal it is', () => {
    assert.deepEqual(
      [
        'user:ana@example.com',
        'group:team@example.com',
        'domain:example.com',
        'allUsers',
        'allAuthenticatedUsers',
        'serviceAccount:api-runtime@shop.iam.gserviceaccount.com',
        'serviceAccount:123456789012@cloudservices.gserviceaccount.com',
        'deleted:user:old@example.com?uid=123',
        'principal://iam.googleapis.com/projects/1/locations/global/workloadIdentityPools/p/subject/s',
        'principalSet://iam.googleapis.com/projects/1/locations/global/workloadIdentityPools/p/*',
        'projectEditor:shop',
      ].map(words),
      [
        'ana@example.com | user | person',
        'team@example.com | group, everyone in it | organization',
        'example.com | everyone of the domain | organization',
        'allUsers | anyone on the internet | globe',
        'allAuthenticatedUsers | anyone with a Google account | globe',
        'api-runtime@shop.iam.gserviceaccount.com | service account | hubot',
        '123456789012@cloudservices.gserviceaccount.com | service agent of Google | hubot',
        'user:old@example.com?uid=123 | deleted | trash',
        'principal://iam.googleapis.com/projects/1/locations/global/workloadIdentityPools/p/subject/s | federated identity | key',
        'principalSet://iam.googleapis.com/projects/1/locations/global/workloadIdentityPools/p/* | set of identities | organization',
        'projectEditor:shop | members of a basic role | organization',
      ],
    );
  });
});

describe('a condition', () => {
  const text = (expression: string, title?: string) => conditionText({ expression, title }, l10n);
  test('that is only an end is that end', () => {
    assert.equal(text('request.time < timestamp("2027-01-01T00:00:00Z")', 'this year'), 'until 2027-01-01');
    assert.equal(text("request.time <= timestamp('2027-01-01T00:00:00Z')"), 'until 2027-01-01');
  });
  test('that is anything else is its title, or itself', () => {
    assert.equal(text('request.time < timestamp("2027-01-01T00:00:00Z") && resource.name != "x"', 'and not x'), 'if and not x');
    assert.equal(text('resource.name != "x"'), 'if resource.name != "x"');
    assert.equal(text(`resource.name != "${'x'.repeat(100)}"`), `if resource.name != "${'x'.repeat(62)}…`);
  });
});

describe('a key', () => {
  const text = (validAfterTime: string, validBeforeTime = '9999-12-31T23:59:59Z', disabled = false) =>
    keyText(
      {
        name: 'k',
        keyType: 'USER_MANAGED',
        keyOrigin: 'GOOGLE_PROVIDED',
        keyAlgorithm: 'KEY_ALG_RSA_2048',
        validAfterTime,
        validBeforeTime,
        disabled,
      },
      now.getTime(),
      l10n,
    );
  test('has an age and an end', () => {
    assert.equal(text('2025-10-06T12:00:00Z'), 'created 412 days ago · never expires');
    assert.equal(text('2026-11-21T12:00:00Z', '2026-12-01T00:00:00Z'), 'created 1 day ago · expires on 2026-12-01');
    assert.equal(text('2026-11-22T11:59:59Z', '2026-11-22T11:59:59Z'), 'created today · expired on 2026-11-22');
    assert.equal(text('2026-11-23T00:00:00Z', '', true), 'disabled · created today');
    assert.equal(text(''), 'never expires');
  });
});

test('each way to impersonate has words', () => {
  for (const risk of IMPERSONATION_RISKS) assert.ok(meansText(new Set([risk]), l10n), risk);
  assert.equal(meansText(new Set(['secret-read']), l10n), undefined);
});

describe('the text of an empty view', () => {
  const situation = { connection: 'offline', folder: true, settled: true, projects: 0, blocked: undefined } as const;
  const state = (more: Partial<Parameters<typeof welcomeState>[0]>) => welcomeState({ ...situation, ...more });
  test('says what to do next', () => {
    assert.equal(state({ folder: false, settled: false }), 'noFolder');
    assert.equal(state({ settled: false }), 'ready');
    assert.equal(state({}), 'offline');
    assert.equal(state({ connection: 'google' }), 'noProject');
    assert.equal(state({ connection: 'emulator' }), 'emulator');
    assert.equal(state({ connection: 'untrusted', projects: 1 }), 'untrusted');
    assert.equal(state({ connection: 'disabled', projects: 1 }), 'disabled');
    assert.equal(state({ projects: 1 }), 'ready');
  });
  test('says why nothing can be read', () => {
    assert.equal(state({ projects: 1, blocked: { kind: 'credentials', reason: '' } }), 'noCredentials');
    assert.equal(state({ projects: 1, blocked: { kind: 'apiDisabled', reason: '' } }), 'apiDisabled');
    assert.equal(state({ projects: 1, blocked: { kind: 'other', reason: '' } }), 'error');
  });
});
