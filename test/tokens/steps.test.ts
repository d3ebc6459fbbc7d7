import assert from 'node:assert/strict';
import { test } from 'node:test';
import { back, type Position, type Step, walk } from '../../client/tokens/steps.ts';

interface Answers {
  readonly kind?: string;
  readonly more?: string;
  readonly sure?: boolean;
}

/** Walks with what a user does at each prompt; tells which prompts there were. */
async function play(actions: readonly (Answers | typeof back | undefined)[]) {
  const seen: string[] = [];
  const queue = [...actions];
  const step =
    (name: string): Step<Answers> =>
    async (answers: Answers, { step: number, totalSteps }: Position) => {
      seen.push(`${number}/${totalSteps} ${name}`);
      const action = queue.shift();
      return action === undefined || action === back ? action : { ...answers, ...action };
    };
  const steps = ({ kind }: Answers) => [step('kind'), ...(kind === 'long' ? [step('more')] : []), step('sure')];
  return { seen, result: await walk<Answers>(steps, {}) };
}

test('steps follow one another, and depend on what was answered', async () => {
  assert.deepEqual(await play([{ kind: 'short' }, { sure: true }]), {
    seen: ['1/2 kind', '2/2 sure'],
    result: { kind: 'short', sure: true },
  });
  const { seen } = await play([{ kind: 'long' }, { more: 'x' }, { sure: true }]);
  assert.deepEqual(seen, ['1/2 kind', '2/3 more', '3/3 sure']);
});

test('back asks the step before again, and keeps what was answered', async () => {
  assert.deepEqual(await play([{ kind: 'long' }, { more: 'x' }, back, back, { kind: 'short' }, { sure: true }]), {
    seen: ['1/2 kind', '2/3 more', '3/3 sure', '2/3 more', '1/3 kind', '2/2 sure'],
    result: { kind: 'short', more: 'x', sure: true },
  });
});

test('cancelling any step, and back from the first, ends it', async () => {
  assert.equal((await play([{ kind: 'long' }, undefined])).result, undefined);
  assert.equal((await play([back])).result, undefined);
});
