import { replaceLiteral } from '../fixes.ts';
import type { Annotation } from '../model.ts';
import type { Problem, Rule } from '../rule.ts';

/** An annotation that has to do with identity: on what it has an effect, and which values it takes. */
interface Meaning {
  readonly resource: readonly Annotation['on'][];
  readonly template: readonly Annotation['on'][];
  readonly accepts?: Acceptance;
}

/** What a value has to be, in words and as a test. */
interface Acceptance {
  readonly values: string;
  readonly test: (value: string) => boolean;
}

const booleans: Acceptance = { values: '"true" or "false"', test: (value) => /^(?:true|false)$/i.test(value) };
const ingress: Acceptance = {
  values: 'all, internal or internal-and-cloud-load-balancing',
  test: (value) => /^(?:all|internal|internal-and-cloud-load-balancing)$/.test(value),
};
const audiences: Acceptance = {
  values: 'a JSON list of strings in one string, like \'["https://orders.example.com"]\'',
  test: isListOfStrings,
};

/** https://cloud.google.com/run/docs/reference/yaml/v1 and the text of ObjectMeta in https://cloud.google.com/run/docs/reference/rest/v1/ObjectMeta */
const meanings: Readonly<Record<string, Meaning>> = {
  ingress: { resource: ['Service', 'Instance'], template: [], accepts: ingress },
  'invoker-iam-disabled': { resource: ['Service', 'Instance'], template: [], accepts: booleans },
  'iap-enabled': { resource: ['Service', 'Instance'], template: [], accepts: booleans },
  'default-url-disabled': { resource: ['Service'], template: [], accepts: booleans },
  'custom-audiences': { resource: ['Service'], template: [], accepts: audiences },
  'build-service-account': { resource: ['Service'], template: [] },
  secrets: { resource: ['Instance'], template: ['Service', 'Job', 'WorkerPool'] },
  'cloudsql-instances': { resource: ['Instance'], template: ['Service', 'Job', 'WorkerPool'] },
};

const prefix = 'run.googleapis.com/';

/** https://cloud.google.com/run/docs/reference/rest/v2/projects.locations.services#Service.FIELDS.annotations */
const reserved = /^(?:run\.googleapis\.com|cloud\.googleapis\.com|serving\.knative\.dev|autoscaling\.knative\.dev)\//;

export const rule: Rule = {
  title: 'Annotation that Cloud Run refuses or passes over',
  severity: 'error',
  since: '0.1.0',
  sources: [
    'https://cloud.google.com/run/docs/reference/yaml/v1',
    'https://cloud.google.com/run/docs/reference/rest/v1/ObjectMeta',
    'https://cloud.google.com/run/docs/reference/rest/v2/projects.locations.services',
  ],
  check({ annotations }, { report }) {
    for (const annotation of annotations) {
      const problem = annotation.api === 'v2' ? judgeSecondVersion(annotation) : judge(annotation);
      if (problem) report(problem);
    }
  },
};

function judgeSecondVersion(annotation: Annotation): Problem | undefined {
  const { key, title } = annotation;
  if (!reserved.test(key)) return undefined;
  return {
    at: annotation,
    message: `${title} has the annotation ${key}, and version 2 of the API refuses all annotations of this prefix; use the attribute that takes its place.`,
  };
}

function judge(annotation: Annotation): Problem | undefined {
  const { key, value, title, on, level } = annotation;
  const name = key.startsWith(prefix) ? key.slice(prefix.length) : '';
  const meaning = Object.hasOwn(meanings, name) ? meanings[name] : undefined;
  if (!meaning) return undefined;
  if (!meaning[level].includes(on)) return misplaced(annotation, meaning);
  if (value.state !== 'known' || value.value === '') return undefined;
  if (annotation.unquoted) {
    const quoted = value.value.includes('"') ? `'${value.value.replaceAll("'", "''")}'` : `"${value.value}"`;
    return {
      at: value,
      message: `${key} of ${title} is not a string, and a manifest with such an annotation is refused; write ${quoted} in quotes.`,
      fixes: value.use ? [] : [replaceLiteral(value, quoted, 'Quote it', true)],
    };
  }
  if (!meaning.accepts || meaning.accepts.test(value.value)) return undefined;
  return { at: value, message: `${key} of ${title} is ${value.value}, which is not ${meaning.accepts.values}; the deployment is refused.` };
}

function misplaced(annotation: Annotation, { resource, template }: Meaning): Problem | undefined {
  const { key, title, on, level } = annotation;
  const right =
    level === 'template' && resource.includes(on)
      ? 'the metadata of the resource itself'
      : level === 'resource' && template.includes(on)
        ? 'the metadata of the template'
        : undefined;
  return {
    at: annotation,
    severity: 'warning',
    message: right
      ? `${key} has no effect where it stands in ${title}; move it to ${right}.`
      : `${key} has no effect on ${title}: a ${on} knows no such annotation; remove it.`,
  };
}

function isListOfStrings(value: string): boolean {
  try {
    const list: unknown = JSON.parse(value);
    return Array.isArray(list) && list.every((item) => typeof item === 'string');
  } catch {
    return false;
  }
}
