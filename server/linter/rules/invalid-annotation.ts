import { type AnnotationMeaning, identityAnnotations, reservedAnnotation } from '../../../iam/annotation.ts';
import { replaceLiteral } from '../fixes.ts';
import type { Annotation } from '../model.ts';
import type { Problem, Rule } from '../rule.ts';

/** What a value has to be, in words and as a test. */
interface Acceptance {
  readonly values: string;
  readonly test: (value: string) => boolean;
}

function acceptance(takes: AnnotationMeaning['takes']): Acceptance | undefined {
  if (takes === undefined || takes === 'service-account') return undefined;
  if (takes === 'boolean') return { values: '"true" or "false"', test: (value) => /^(?:true|false)$/i.test(value) };
  if (takes === 'strings')
    return { values: 'a JSON list of strings in one string, like \'["https://orders.example.com"]\'', test: isListOfStrings };
  return { values: `${takes.slice(0, -1).join(', ')} or ${takes.at(-1)}`, test: (value) => takes.includes(value) };
}

export const rule: Rule = {
  title: 'Annotation that Cloud Run refuses or passes over',
  group: 'runtime',
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
  if (!reservedAnnotation.test(key)) return undefined;
  return {
    at: annotation,
    message: `${title} has the annotation ${key}, and version 2 of the API refuses all annotations of this prefix; use the attribute that takes its place.`,
  };
}

function judge(annotation: Annotation): Problem | undefined {
  const { key, value, title, on, level } = annotation;
  const meaning = identityAnnotations.get(key);
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
  const accepted = acceptance(meaning.takes);
  if (!accepted || accepted.test(value.value)) return undefined;
  return { at: value, message: `${key} of ${title} is ${value.value}, which is not ${accepted.values}; the deployment is refused.` };
}

function misplaced(annotation: Annotation, { resource, template }: AnnotationMeaning): Problem | undefined {
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
