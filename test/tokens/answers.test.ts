import assert from 'node:assert/strict';
import { test } from 'node:test';
import { accountTyped, remarkOnAccount } from '../../client/tokens/account.ts';
import { offeredAudiences, remarkOnAudience } from '../../client/tokens/audience.ts';
import { hopsOf, remarkOnChain } from '../../client/tokens/chain.ts';
import { claimsTemplate, parseClaims, remarkOnClaims } from '../../client/tokens/claims.ts';
import { confirmPattern } from '../../client/tokens/confirm.ts';
import { answersIn } from '../../client/tokens/given.ts';
import { parseLifetime, remarkOnLifetime, showLifetime } from '../../client/tokens/lifetime.ts';
import { describeScope, offeredScopes, remarkOnScopes, scopeUrl, splitScopes } from '../../client/tokens/scopes.ts';
import { summarize } from '../../client/tokens/summary.ts';
import { english } from '../../iam/localize.ts';
import { projectOf } from '../../iam/serviceAccount.ts';
import { catalog } from '../catalog.ts';
import { account } from './samples.ts';

const now = new Date('2026-11-22T14:00:00Z');
const seconds = now.getTime() / 1000;
const place = { uri: 'file:///service.yaml', range: { start: { line: 0, character: 0 }, end: { line: 0, character: 1 } } };

/** `severity: message`, or nothing. */
function said(remark: { severity: string; message: string } | undefined): string | undefined {
  return remark && `${remark.severity}: ${remark.message}`;
}

test('a lifetime is seconds, or a time as people write it', () => {
  const times = { 900: 900, '900s': 900, '15 min': 900, '15m': 900, '1h': 3600, '1.5 hours': 5400, ' 2 h ': 7200, '0': 0 };
  for (const [text, expected] of Object.entries(times)) assert.equal(parseLifetime(text), expected, text);
  for (const text of ['', 'h', '-5', '1h30', 'tomorrow', '0.5']) assert.equal(parseLifetime(text), undefined, text);
  assert.equal(showLifetime(300, english), '5 minutes');
  assert.equal(showLifetime(3600, english), '1 hour');
  assert.equal(showLifetime(43_200, english), '12 hours');
  assert.equal(showLifetime(100, english), '100 seconds');
});

test('up to an hour is fine, up to 12 hours needs the constraint, and no more is possible', () => {
  assert.equal(remarkOnLifetime(1, account, english), undefined);
  assert.equal(remarkOnLifetime(3600, account, english), undefined);
  assert.match(
    said(remarkOnLifetime(3601, account, english)) ?? '',
    /^warning: .*allowServiceAccountCredentialLifetimeExtension lists api-runtime@/,
  );
  assert.match(said(remarkOnLifetime(43_200, account, english)) ?? '', /^warning/);
  assert.match(said(remarkOnLifetime(43_201, account, english)) ?? '', /^error: .*12 hours/);
  assert.match(said(remarkOnLifetime(0, account, english)) ?? '', /^error/);
  assert.match(said(remarkOnLifetime(undefined, account, english)) ?? '', /^error/);
});

test('scopes are those of the catalogue by URL or alias, or look like one of Google', () => {
  const remark = (...scopes: string[]) => said(remarkOnScopes(scopes, catalog, english));
  assert.equal(remark('https://www.googleapis.com/auth/cloud-platform'), undefined);
  assert.equal(remark('storage-ro', 'openid', 'https://www.googleapis.com/auth/drive.readonly', 'https://mail.google.com/'), undefined);
  assert.equal(scopeUrl('storage-ro', catalog), 'https://www.googleapis.com/auth/devstorage.read_only');
  assert.equal(
    remark('https://www.googleapis.com/auth/cloud-platfrom'),
    'error: https://www.googleapis.com/auth/cloud-platfrom is no scope. Is https://www.googleapis.com/auth/cloud-platform meant?',
  );
  assert.match(remark('everything') ?? '', /^error: everything is no scope/);
  assert.match(remark() ?? '', /^error: Choose a scope/);
  assert.match(remark('https://www.googleapis.com/auth/devstorage.full_control') ?? '', /^information: devstorage.full_control/);
  assert.deepEqual(splitScopes(' a, b\nb  c '), ['a', 'b', 'c']);
});

test('cloud-platform is offered first, and each scope with what it opens', () => {
  const [first, ...rest] = offeredScopes(catalog);
  assert.equal(first?.url, 'https://www.googleapis.com/auth/cloud-platform');
  assert.ok(rest.every(({ deprecated }) => !deprecated));
  const storage = catalog.scope('storage-ro');
  assert.ok(first && storage);
  assert.equal(describeScope(first, english), 'everything that IAM allows the account');
  assert.equal(describeScope(storage, english), 'storage: read');
});

test('audiences are offered from files and live services, each once', () => {
  const declared = [
    { service: 'orders', url: 'https://orders-1.a.run.app', audiences: ['https://orders.example'], at: place },
    { service: 'web', audiences: [], at: place },
  ];
  const live = [
    { kind: 'service' as const, name: 'orders', location: 'europe-west1', url: 'https://orders-1.a.run.app', customAudiences: [] },
    { kind: 'service' as const, name: 'billing', location: 'europe-west1', url: 'https://billing-1.a.run.app', customAudiences: ['bill'] },
  ];
  assert.deepEqual(offeredAudiences(declared, live), [
    { audience: 'bill', service: 'billing', from: ['live'] },
    { audience: 'https://billing-1.a.run.app', service: 'billing', from: ['live'] },
    { audience: 'https://orders-1.a.run.app', service: 'orders', from: ['live', 'files'] },
    { audience: 'https://orders.example', service: 'orders', from: ['files'] },
  ]);
});

test('an audience that no receiver takes is refused, a doubtful one remarked on', () => {
  const remark = (text: string) => said(remarkOnAudience(text, english));
  for (const fine of [
    'https://orders-1.a.run.app',
    'https://orders-1.a.run.app/',
    'my-api',
    '123.apps.googleusercontent.com',
    'http://localhost:8080',
  ])
    assert.equal(remark(fine), undefined, fine);
  for (const wrong of ['', '  ', 'two words', 'https://', 'https://<service>.run.app', 'https://YOUR_SERVICE.run.app'])
    assert.match(remark(wrong) ?? '', /^error/, wrong);
  assert.equal(
    remark('https://orders-1.a.run.app/v1?x=1'),
    'warning: Cloud Run takes the URL of the service alone: https://orders-1.a.run.app',
  );
  assert.match(remark('http://orders-1.a.run.app') ?? '', /^warning: .*https:/);
});

test('claims have an expiry within the limits of Google', () => {
  const remark = (claims: object | undefined) => said(remarkOnClaims(claims as never, account, now, english));
  const template = claimsTemplate(account, 'https://storage.googleapis.com/', now, 3600);
  assert.deepEqual(template, { iss: account, sub: account, aud: 'https://storage.googleapis.com/', iat: seconds, exp: seconds + 3600 });
  assert.equal(remark(template), undefined);
  assert.match(remark({ ...template, exp: seconds + 3601 }) ?? '', /^error: .*an hour at most/);
  assert.equal(remark({ ...template, aud: 'partner', exp: seconds + 43_200 }), undefined);
  assert.match(remark({ ...template, aud: 'partner', exp: seconds + 43_201 }) ?? '', /^error: .*12 hours/);
  assert.match(remark({ ...template, exp: undefined }) ?? '', /^error: Set exp/);
  assert.match(remark({ ...template, exp: seconds + 0.5 }) ?? '', /^error: .*whole number/);
  assert.match(remark({ ...template, exp: `${seconds}` }) ?? '', /^error: .*whole number/);
  assert.match(remark({ ...template, exp: (seconds + 60) * 1000 }) ?? '', /^error: .*milliseconds/);
  assert.match(remark({ ...template, exp: seconds }) ?? '', /^error: .*past/);
  assert.match(remark({ ...template, sub: 'boss@example.com', scope: 'x' }) ?? '', /^warning: .*domain-wide delegation/);
  assert.match(remark({ ...template, iss: 'me' }) ?? '', /^warning: iss/);
  assert.match(remark({ ...template, aud: undefined }) ?? '', /^warning: Without aud/);
  for (const text of ['', '[]', 'null', '1', '{"a":}'])
    assert.equal(remark(parseClaims(text)), 'error: The claims have to be an object in JSON.');
});

test('an account is an e-mail or a unique id that somebody can act as', () => {
  const remark = (text: string) => said(remarkOnAccount(text, english));
  for (const fine of [
    account,
    `serviceAccount:${account}`,
    `projects/-/serviceAccounts/${account}`,
    '108000000000000000001',
    '123456789012-compute@developer.gserviceaccount.com',
    'shop@appspot.gserviceaccount.com',
  ])
    assert.equal(remark(fine), undefined, fine);
  for (const wrong of ['', 'api-runtime', 'ann@example.com', 'x@PROJECT_ID.iam.gserviceaccount.com', 'a b@shop.iam.gserviceaccount.com'])
    assert.match(remark(wrong) ?? '', /^error/, wrong);
  assert.match(remark('service-123456789012@gcp-sa-pubsub.iam.gserviceaccount.com') ?? '', /service agent/);
  assert.equal(accountTyped(` serviceAccount:${account} `), account);
  assert.equal(projectOf(account), 'shop-prod');
  assert.equal(projectOf('x-runtime@shop.example.com.iam.gserviceaccount.com'), 'example.com:shop');
  assert.equal(projectOf('shop@appspot.gserviceaccount.com'), 'shop');
  assert.equal(projectOf('123456789012-compute@developer.gserviceaccount.com'), undefined);
});

test('a chain keeps its order; each hop names its permission', () => {
  assert.deepEqual(hopsOf('me@example.com', ['d1', 'd2'], 'target', 'idToken'), [
    { from: 'me@example.com', to: 'd1', permission: 'iam.serviceAccounts.implicitDelegation' },
    { from: 'd1', to: 'd2', permission: 'iam.serviceAccounts.implicitDelegation' },
    { from: 'd2', to: 'target', permission: 'iam.serviceAccounts.getOpenIdToken' },
  ]);
  assert.deepEqual(hopsOf(undefined, [], 'target', 'blob'), [
    { from: undefined, to: 'target', permission: 'iam.serviceAccounts.signBlob' },
  ]);
  assert.equal(remarkOnChain(['d1', 'd2'], 'target', english), undefined);
  assert.equal(said(remarkOnChain(['d1', 'target'], 'target', english)), 'error: target is in the chain twice.');
});

test('one line says who acts as whom, through whom, for what and how long', () => {
  const caller = 'me@example.com';
  assert.equal(
    summarize(
      caller,
      {
        kind: 'accessToken',
        target: account,
        delegates: [],
        scopes: ['https://www.googleapis.com/auth/cloud-platform'],
        lifetimeSeconds: 900,
      },
      english,
    ),
    `me@example.com acts as ${account}: Access token for cloud-platform, 15 minutes`,
  );
  assert.equal(
    summarize(caller, { kind: 'idToken', target: account, delegates: ['d1', 'd2'], audience: 'https://x.run.app' }, english),
    `me@example.com acts through d1 → d2 as ${account}: ID token for https://x.run.app, 1 hour`,
  );
  assert.match(summarize(caller, { kind: 'jwt', target: account, delegates: [], claims: { sub: 'x' } }, english), /Signed JWT about x$/);
  assert.match(
    summarize(caller, { kind: 'blob', target: account, delegates: [], bytes: new Uint8Array(3), source: 'a.pdf' }, english),
    /Signed blob of a.pdf, 3 bytes$/,
  );
});

test('what a command is called with is read with care', () => {
  assert.equal(answersIn({ subject: { kind: 'account', project: 'shop', email: account } }).account, account);
  assert.equal(answersIn({ email: account }).account, account);
  const given = { account, scopes: ['a'], lifetimeSeconds: 60, audience: 'x', claims: { a: 1 }, payload: 'aGk=', delegates: ['d'] };
  const answers = answersIn(given);
  assert.deepEqual(
    { ...answers, blob: Buffer.from(answers.blob?.bytes ?? []).toString() },
    {
      account,
      scopes: ['a'],
      lifetimeSeconds: 60,
      audience: 'x',
      claims: { a: 1 },
      blob: 'hi',
      delegates: ['d'],
    },
  );
  const nothing = answersIn(undefined);
  for (const odd of [
    null,
    7,
    'x',
    [],
    { account: 7, scopes: 'all', lifetimeSeconds: 0.5, audience: [], claims: [], payload: 1, delegates: [1], copy: true, kind: 'jwt' },
  ])
    assert.deepEqual(answersIn(odd), nothing);
});

test('projects that need a second confirmation may be named with *', () => {
  assert.ok(confirmPattern('*-prod').test('shop-prod'));
  assert.ok(!confirmPattern('*-prod').test('shop-prod2'));
  assert.ok(confirmPattern('*').test('anything'));
  assert.ok(confirmPattern('example.com:shop').test('example.com:shop'));
  assert.ok(!confirmPattern('example.com:shop').test('exampleXcom:shop'));
});
