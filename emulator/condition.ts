import { Environment } from '@marcbachmann/cel-js';
import { authAttributes, conditionAttributes, conditionFunctions } from '../iam/condition.ts';
import type { ResourceAttributes } from './resource.ts';

/** What a condition is asked about. */
export interface Circumstances {
  readonly time: Date;
  readonly resource: ResourceAttributes;
}

/** Whether a condition holds; false also where it cannot be evaluated, as IAM has it. https://cloud.google.com/iam/docs/conditions-overview */
export function holds(expression: string, { time, resource }: Circumstances): boolean {
  try {
    return (
      environment().evaluate(expression, { request: { time }, resource: { ...resource }, destination: {}, api: {}, compute: {} }) === true
    );
  } catch {
    return false;
  }
}

let shared: Environment | undefined;

/** CEL with what IAM declares to it. What the emulator knows nothing of, like tags, fails when it is evaluated. */
function environment(): Environment {
  if (shared) return shared;
  const built = new Environment({ limits: { maxAstNodes: 2000, maxDepth: 60 } });
  built.registerType({ name: 'Auth', schema: { ...authAttributes } });
  for (const [name, schema] of Object.entries(conditionAttributes)) {
    const type = `${name.charAt(0).toUpperCase()}${name.slice(1)}`;
    built.registerType({ name: type, schema: { ...schema } }).registerVariable(name, type);
  }
  for (const signature of conditionFunctions) built.registerFunction(signature, known[signature] ?? unknown);
  shared = built;
  return built;
}

function unknown(): never {
  throw new Error('The emulator does not know it.');
}

/** https://cloud.google.com/iam/docs/conditions-attribute-reference#extract */
const known: Readonly<Record<string, ((...values: never[]) => unknown) | undefined>> = {
  'string.extract(string): string': (text: string, template: string): string => {
    const [, before = '', after = ''] = /^(.*?)\{[^{}]*\}(.*)$/s.exec(template) ?? [];
    const start = text.indexOf(before);
    if (start < 0) return '';
    const from = start + before.length;
    const end = after === '' ? text.length : text.indexOf(after, from);
    return end < 0 ? '' : text.slice(from, end);
  },
  'list<dyn>.hasOnly(list<dyn>): bool': (values: readonly unknown[], allowed: readonly unknown[]): boolean =>
    values.every((value) => allowed.includes(value)),
  'date(string): google.protobuf.Timestamp': (day: string): Date => new Date(`${day}T00:00:00Z`),
};
