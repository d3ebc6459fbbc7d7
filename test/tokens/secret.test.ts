import assert from 'node:assert/strict';
import { test } from 'node:test';
import { format, inspect } from 'node:util';
import { Secret } from '../../client/tokens/secret.ts';
import { accessToken, piecesOf } from './samples.ts';

test('nothing that prints, joins, copies or serializes a secret gets the text', () => {
  const secret = new Secret(accessToken);
  const printed = [
    `${secret}`,
    String(secret),
    `token: ${secret as unknown as string}`,
    JSON.stringify(secret),
    JSON.stringify({ deep: [{ secret }] }),
    inspect(secret, { showHidden: true, depth: 9 }),
    inspect({ secret }, { getters: true, showProxy: true }),
    format('%s %o %O %j', secret, secret, secret, secret),
    JSON.stringify(structuredClone({ ...secret })),
    JSON.stringify(Object.entries(Object.getOwnPropertyDescriptors(secret))),
    [secret, secret].join(' '),
    new Error(`failed with ${secret}`).stack ?? '',
  ].join('\n');
  for (const piece of piecesOf(accessToken)) assert.ok(!printed.includes(piece));
  assert.match(printed, /\[token\]/);
});

test('a secret gives its text until it is erased, and knows it afterwards by its fingerprint', () => {
  const secret = new Secret('ya29.one');
  assert.equal(secret.reveal(), 'ya29.one');
  secret.erase();
  assert.equal(secret.reveal(), undefined);
  assert.ok(secret.is('ya29.one'));
  assert.ok(!secret.is('ya29.two'));
  assert.ok(!secret.is(''));
  assert.match(secret.fingerprint, /^[0-9a-f]{64}$/);
});
