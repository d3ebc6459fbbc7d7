/** What a step gives when its user wants to see the one before it again. */
export const back = Symbol('back');

/** Where a step stands among the others. */
export interface Position {
  /** From 1. */
  readonly step: number;
  readonly totalSteps: number;
}

/** Asks one thing. Gives the answers with its own added, `back`, or undefined when cancelled. */
export type Step<Answers> = (answers: Answers, position: Position) => Promise<Answers | typeof back | undefined>;

/** Asks step after step, and again those that one goes back to, which find their own answer in the answers. Undefined when cancelled; back from the first is that, too. */
export async function walk<Answers>(
  stepsFor: (answers: Answers) => readonly Step<Answers>[],
  given: Answers,
): Promise<Answers | undefined> {
  let answers = given;
  let index = 0;
  while (index >= 0) {
    const steps = stepsFor(answers);
    const step = steps[index];
    if (!step) return answers;
    const result = await step(answers, { step: index + 1, totalSteps: steps.length });
    if (result === undefined) return undefined;
    if (result === back) index--;
    else {
      answers = result;
      index++;
    }
  }
  return undefined;
}
