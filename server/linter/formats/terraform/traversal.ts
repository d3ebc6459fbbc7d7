import type { SourceFile } from '../../source.ts';
import type { Expression } from '../../syntax/hcl/ast.ts';
import { literal, type Value } from '../../syntax/value.ts';

/** A step of a traversal: a name or string key, a number, or a key that is not known. */
export type Step = string | number | undefined;

/** Whether a step chooses an instance. */
export function isIndex(step: Step): boolean {
  return typeof step !== 'string' || step.startsWith('[');
}

/** The steps of `a.b["c"][0]`; undefined where the expression does not begin with a name. String keys right behind a resource's name are marked by `[`. */
export function flatten(
  expression: Expression,
  file: SourceFile,
  evaluate: (expression: Expression, file: SourceFile) => Value,
): Step[] | undefined {
  const steps: Step[] = [];
  let here = expression;
  for (;;) {
    if (here.kind === 'variable') {
      steps.push(here.name);
      return markIndexes(steps.reverse());
    }
    if (here.kind === 'attribute') {
      steps.push(here.name.text);
      here = here.object;
    } else if (here.kind === 'index') {
      steps.push(indexStep(evaluate(here.key, file)));
      here = here.object;
    } else if (here.kind === 'parentheses') {
      here = here.inner;
    } else return undefined;
  }
}

function indexStep(key: Value): Step {
  if (key.type === 'number') return key.value;
  const name = literal(key);
  return name === undefined ? undefined : `[${name}`;
}

/** Only behind a resource's name does an index choose an instance; elsewhere a string key is a name. */
function markIndexes(steps: Step[]): Step[] {
  const instance = steps[0] === 'data' ? 3 : 2;
  const collection = steps[0] === 'local' || steps[0] === 'var';
  return steps.map((step, position) =>
    typeof step === 'string' && step.startsWith('[') && (collection || position !== instance) ? step.slice(1) : step,
  );
}
