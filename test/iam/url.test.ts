import assert from 'node:assert/strict';
import { test } from 'node:test';
import { HOLE, literalText, type Reference } from '../../iam/text.ts';
import { isOAuthClient, leadToOne, parseUrl, serviceName } from '../../iam/url.ts';

const url = (text: string) => parseUrl(literalText(text));
const together = (one: string, other: string) => leadToOne(url(one), url(other), serviceName);

test('what takes ID tokens is known by its host', () => {
  assert.ok(url('https://orders-123456789012.europe-west1.run.app/push').serverless);
  assert.ok(url('HTTPS://Orders-abcdefghij-ew.a.RUN.app').serverless);
  assert.ok(url('https://europe-west1-shop.cloudfunctions.net/orders').serverless);
  for (const other of [
    'https://run.googleapis.com/v2',
    'https://example.com/?to=https://orders.run.app',
    'https://run.app.example.com',
    'orders',
  ])
    assert.equal(url(other).serverless, false, other);
});

test('a host may be known by its end', () => {
  assert.ok(parseUrl({ text: `https://orders-${HOLE}.europe-west1.run.app/`, holes: [undefined] }).serverless);
  assert.equal(parseUrl({ text: `https://${HOLE}/run.app`, holes: [undefined] }).serverless, false);
});

test('a URL may begin with the attribute that holds it', () => {
  const reference: Reference = { mode: 'resource', type: 'google_cloud_run_v2_service', address: '#a', label: 'a', attribute: 'uri' };
  assert.equal(parseUrl({ text: `${HOLE}/push`, holes: [reference] }).service, reference);
  assert.equal(parseUrl({ text: `${HOLE}/push`, holes: [{ ...reference, attribute: 'name' }] }).service, undefined);
});

test('both forms of a URL on run.app have the name of the service, a tag aside', () => {
  assert.equal(serviceName(url('https://order-desk-123456789012.europe-west1.run.app')), 'order-desk');
  assert.equal(serviceName(url('https://order-desk-abcdefghij-ew.a.run.app/push')), 'order-desk');
  assert.equal(serviceName(url('https://blue---order-desk-abcdefghij-ew.a.run.app')), 'order-desk');
  assert.equal(serviceName(url('https://europe-west1-shop.cloudfunctions.net/orders')), undefined);
});

test('two URLs of one form lead to one service exactly when their hosts are the same', () => {
  assert.equal(together('https://orders-123456789012.europe-west1.run.app', 'https://orders-123456789012.europe-west1.run.app/push'), true);
  assert.equal(together('https://orders-123456789012.europe-west1.run.app', 'https://orders-123456789012.europe-west4.run.app'), false);
  assert.equal(together('https://orders-abcdefghij-ew.a.run.app', 'https://blue---orders-abcdefghij-ew.a.run.app'), true);
  assert.equal(together('https://orders-abcdefghij-ew.a.run.app', 'https://report-abcdefghij-ew.a.run.app'), false);
});

test('two URLs of different forms are compared by name, of which one may be cut', () => {
  assert.equal(together('https://orders-123456789012.europe-west1.run.app', 'https://orders-abcdefghij-ew.a.run.app'), true);
  assert.equal(together('https://orders-123456789012.europe-west1.run.app', 'https://report-abcdefghij-ew.a.run.app'), false);
  assert.equal(together('https://order-desk-123456789012.europe-west1.run.app', 'https://order-de-abcdefghij-ew.a.run.app'), undefined);
});

test('a function may be at both domains', () => {
  assert.equal(together('https://europe-west1-shop.cloudfunctions.net/orders', 'https://report-abcdefghij-ew.a.run.app'), undefined);
});

test('the client id of Identity-Aware Proxy is no URL', () => {
  assert.ok(isOAuthClient(url('123456789012-abc.apps.googleusercontent.com')));
  assert.equal(isOAuthClient(url('https://orders.run.app')), false);
});
