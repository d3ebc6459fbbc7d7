import { type AnnotatedKind, identityAnnotations } from '../../iam/annotation.ts';
import type { Annotation } from '../linter/model.ts';
import { bullets, code, paragraphs } from './markdown.ts';

function byKey<Value>(byName: Readonly<Record<string, Value>>): ReadonlyMap<string, Value> {
  return new Map(Object.entries(byName).map(([name, value]) => [`run.googleapis.com/${name}`, value]));
}

/** What the values of annotations that have to do with identity mean, each a sentence. https://cloud.google.com/run/docs/reference/yaml/v1, read on 2026-11-22 */
const values = byKey<Readonly<Record<string, string>>>({
  ingress: {
    all: 'From everywhere, the internet included. This is the default.',
    internal: "From the project's own networks and services of Google such as Pub/Sub and Cloud Scheduler.",
    'internal-and-cloud-load-balancing': 'As `internal`, and through an external Application Load Balancer.',
  },
  'invoker-iam-disabled': {
    true: 'Whoever reaches it may invoke it, as if `allUsers` could. Grants of `roles/run.invoker` do nothing.',
    false: 'Who invokes it needs `run.routes.invoke`, as in `roles/run.invoker`. This is the default.',
  },
  'iap-enabled': {
    true: "Users need `roles/iap.httpsResourceAccessor`, and the proxy's service agent needs `roles/run.invoker`.",
    false: 'No proxy. This is the default.',
  },
  'default-url-disabled': {
    true: 'It is reached through load balancers only.',
    false: 'It has its URL on run.app. This is the default.',
  },
});

/** What identity has to do with them, each a sentence. */
const notes: ReadonlyMap<string, string> = byKey({
  ingress: 'IAM is asked besides.',
  'custom-audiences': 'It is a JSON list of strings in one string, like `\'["https://orders.example.com"]\'`.',
  'build-service-account': "It is written `projects/PROJECT/serviceAccounts/EMAIL`. Without it, Cloud Build's default account builds.",
  secrets:
    'The account that it runs as needs `roles/secretmanager.secretAccessor` on each. It is written `ALIAS:projects/PROJECT/secrets/SECRET`.',
  'cloudsql-instances': 'That account needs `roles/cloudsql.client`. It is written `PROJECT:REGION:INSTANCE`.',
});

/** Annotations that only touch on identity: what they do, after their names. */
const others: ReadonlyMap<string, string> = byKey({
  'binary-authorization': 'names the policy of Binary Authorization that images have to meet',
  'binary-authorization-breakglass': 'deploys images that Binary Authorization refuses, for the reason that it gives',
  'encryption-key':
    "names the key of Cloud KMS that encrypts the container image: Cloud Run's service agent needs `roles/cloudkms.cryptoKeyEncrypterDecrypter` on it, not the account that it runs as",
  'vpc-access-connector': 'names the connector through which it reaches a VPC network',
  'vpc-access-egress': 'says which of its requests go through the VPC network: `private-ranges-only` or `all-traffic`',
  'execution-environment': 'says what its containers run in: `gen1` or `gen2`; jobs run in `gen2` only',
  'launch-stage': 'says which features it may use before they are released: `ALPHA`, `BETA` or `GA`',
});

/** The annotation in Markdown; undefined for one that has nothing to do with identity, and for version 2, which has none of them. */
export function describeAnnotation({ key, api }: Pick<Annotation, 'key' | 'api'>): string | undefined {
  if (api === 'v2') return undefined;
  const meaning = identityAnnotations.get(key);
  const effect = meaning?.effect ?? others.get(key);
  if (effect === undefined) return undefined;
  return paragraphs(
    `${code(key)} ${effect}.`,
    notes.get(key),
    bullets(
      'Values:',
      Object.entries(values.get(key) ?? {}).map(([value, says]) => `${code(value)}: ${says}`),
    ),
    meaning && placement(meaning.resource, meaning.template),
  );
}

/** The value of an annotation in Markdown; where it has no meaning of its own, the annotation. */
export function describeAnnotationValue(annotation: Pick<Annotation, 'key' | 'api' | 'value'>): string | undefined {
  const { key, value } = annotation;
  const written = value.state === 'known' ? value.value : '';
  const says = new Map(Object.entries(values.get(key) ?? {})).get(written.toLowerCase());
  return says === undefined || annotation.api === 'v2'
    ? describeAnnotation(annotation)
    : paragraphs(`${code(key)}: ${code(written)}`, says);
}

function placement(resource: readonly AnnotatedKind[], template: readonly AnnotatedKind[]): string {
  const places = [
    resource.length > 0 && `the metadata of ${resource.join(', ')}`,
    template.length > 0 && `the metadata of the template of ${template.join(', ')}`,
  ];
  return `It belongs to ${places.filter(Boolean).join(', or to ')}.`;
}
