import assert from 'node:assert/strict';
import { type TestContext, test } from 'node:test';
import { openTokenClipboard } from '../../client/tokens/clipboard.ts';
import { Secret } from '../../client/tokens/secret.ts';

/** A clipboard in memory, and one of tokens over it, with a clock that the test moves. */
function clipboards(t: TestContext) {
  t.mock.timers.enable({ apis: ['setTimeout'] });
  const system = {
    text: 'before',
    readText: async () => system.text,
    async writeText(text: string) {
      system.text = text;
    },
  };
  const pass = async (seconds: number) => {
    t.mock.timers.tick(seconds * 1000);
    for (let turn = 0; turn < 5; turn++) await Promise.resolve();
  };
  return { system, tokens: openTokenClipboard(system), pass };
}

test('a copied token is taken out of the clipboard after its seconds', async (t) => {
  const { system, tokens, pass } = clipboards(t);
  await tokens.copy(new Secret('ya29.one'), 60);
  assert.equal(system.text, 'ya29.one');
  await pass(59);
  assert.equal(system.text, 'ya29.one');
  await pass(1);
  assert.equal(system.text, '');
});

test('what somebody else has copied since stays', async (t) => {
  const { system, tokens, pass } = clipboards(t);
  await tokens.copy(new Secret('ya29.one'), 60);
  system.text = 'mine';
  await pass(60);
  assert.equal(system.text, 'mine');
});

test('each token has its own time, and copying it again begins anew', async (t) => {
  const { system, tokens, pass } = clipboards(t);
  const one = new Secret('ya29.one');
  await tokens.copy(one, 60);
  await pass(40);
  await tokens.copy(new Secret('ya29.two'), 60);
  await pass(20);
  assert.equal(system.text, 'ya29.two');
  await tokens.copy(one, 60);
  await pass(40);
  assert.equal(system.text, 'ya29.one');
  await pass(20);
  assert.equal(system.text, '');
});

test('a forgotten token is taken out at once, also after it was erased; others stay', async (t) => {
  const { system, tokens, pass } = clipboards(t);
  const [one, two] = [new Secret('ya29.one'), new Secret('ya29.two')];
  await tokens.copy(one, 60);
  one.erase();
  await tokens.clear(two);
  assert.equal(system.text, 'ya29.one');
  await tokens.clear(one);
  assert.equal(system.text, '');
  await tokens.copy(two, 60);
  await tokens.clear();
  assert.equal(system.text, '');
  system.text = 'ya29.two';
  await pass(60);
  assert.equal(system.text, 'ya29.two', 'what was pasted back by hand is no longer ours');
});

test('an erased token is not copied', async (t) => {
  const { system, tokens } = clipboards(t);
  const secret = new Secret('ya29.one');
  secret.erase();
  await tokens.copy(secret, 60);
  assert.equal(system.text, 'before');
});
