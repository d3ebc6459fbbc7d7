/** The kinds of Cloud Run's resources that have annotations. */
export type AnnotatedKind = 'Service' | 'Job' | 'WorkerPool' | 'Instance';

/** An annotation that has to do with identity: on what it has an effect, and which values it takes. */
export interface AnnotationMeaning {
  /** The kinds that know it in their own metadata. */
  readonly resource: readonly AnnotatedKind[];
  /** The kinds that know it in the metadata of their template. */
  readonly template: readonly AnnotatedKind[];
  /** `strings` is a JSON list of strings in one string, `service-account` an e-mail; undefined where any string may do. */
  readonly takes?: 'boolean' | 'strings' | 'service-account' | readonly string[];
  /** What it does, after its name. */
  readonly effect: string;
}

const prefix = 'run.googleapis.com/';

/** https://cloud.google.com/run/docs/reference/yaml/v1 and the text of ObjectMeta in https://cloud.google.com/run/docs/reference/rest/v1/ObjectMeta, as of 2026-11-22 */
const meanings: Readonly<Record<string, AnnotationMeaning>> = {
  ingress: {
    resource: ['Service', 'Instance'],
    template: [],
    takes: ['all', 'internal', 'internal-and-cloud-load-balancing'],
    effect: 'says from where requests may come',
  },
  'invoker-iam-disabled': {
    resource: ['Service', 'Instance'],
    template: [],
    takes: 'boolean',
    effect: 'lets every request in, whoever sends it, without asking IAM',
  },
  'iap-enabled': {
    resource: ['Service', 'Instance'],
    template: [],
    takes: 'boolean',
    effect: 'puts Identity-Aware Proxy in front, which asks people to sign in',
  },
  'default-url-disabled': {
    resource: ['Service'],
    template: [],
    takes: 'boolean',
    effect: 'takes the run.app URL away, so that requests come through load balancers only',
  },
  'custom-audiences': {
    resource: ['Service'],
    template: [],
    takes: 'strings',
    effect: "lists for whom ID tokens may be besides the service's own URL",
  },
  'build-service-account': {
    resource: ['Service'],
    template: [],
    takes: 'service-account',
    effect: 'names the service account that builds the service from source',
  },
  secrets: {
    resource: ['Instance'],
    template: ['Service', 'Job', 'WorkerPool'],
    effect: 'gives secrets of other projects names to mount them by',
  },
  'cloudsql-instances': {
    resource: ['Instance'],
    template: ['Service', 'Job', 'WorkerPool'],
    effect: 'connects Cloud SQL instances, as the runtime service account',
  },
};

/** The annotations that have to do with identity, by their whole keys. */
export const identityAnnotations: ReadonlyMap<string, AnnotationMeaning> = new Map(
  Object.entries(meanings).map(([name, meaning]) => [prefix + name, meaning]),
);

/** The keys that Cloud Run keeps for itself: version 2 of its API refuses them all. https://cloud.google.com/run/docs/reference/rest/v2/projects.locations.services#Service.FIELDS.annotations */
export const reservedAnnotation = /^(?:run\.googleapis\.com|cloud\.googleapis\.com|serving\.knative\.dev|autoscaling\.knative\.dev)\//;
