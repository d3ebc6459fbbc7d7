import { HOLE } from './text.ts';

/**
 * What a condition of an allow policy may ask, as CEL types by attribute.
 * https://cloud.google.com/iam/docs/conditions-attribute-reference, as of 2026-11-22
 */
export const conditionAttributes: Readonly<Record<string, Readonly<Record<string, string>>>> = {
  resource: { name: 'string', type: 'string', service: 'string' },
  request: { time: 'google.protobuf.Timestamp', host: 'string', path: 'string', auth: 'Auth' },
  destination: { ip: 'string', port: 'int' },
  api: {},
  compute: {},
};

/** What `request.auth` has. */
export const authAttributes: Readonly<Record<string, string>> = { access_levels: 'list<string>' };

/** What only the conditions of workload identity and workforce providers have. https://cloud.google.com/iam/docs/workload-identity-federation#conditions */
export const tokenAttributes: ReadonlySet<string> = new Set([
  'google.subject',
  'google.groups',
  'google.display_name',
  'google.profile_photo',
  'google.posix_username',
]);

/**
 * What `api.getAttribute` knows; of another it gives the default.
 * Not checked against https://cloud.google.com/iam/docs/conditions-attribute-reference: so only what is almost one of these is told.
 */
export const apiAttributes: readonly string[] = ['iam.googleapis.com/modifiedGrantsByRole', 'storage.googleapis.com/objectListPrefix'];

/** What IAM's CEL has beyond the language itself, as signatures; `Resource` is the type of `resource`, and so on. */
export const conditionFunctions: readonly string[] = [
  'Resource.matchTag(string, string): bool',
  'Resource.matchTagId(string, string): bool',
  'Resource.hasTagKey(string): bool',
  'Resource.hasTagKeyId(string): bool',
  'Api.getAttribute(string, dyn): dyn',
  'Compute.isForwardingRuleCreationOperation(): bool',
  'Compute.matchLoadBalancingSchemes(list<string>): bool',
  'list<dyn>.hasOnly(list<dyn>): bool',
  'string.extract(string): string',
  'date(string): google.protobuf.Timestamp',
];

/** The most logical operators, `&&`, `||` and `!`, in one condition. https://cloud.google.com/iam/quotas#limits */
export const mostLogicalOperators = 12;

/** The most principals in one allow policy, each occurrence counted; of these, groups; and bindings of one role to one principal. https://cloud.google.com/iam/quotas#limits */
export const policyLimits = { principals: 1500, groups: 250, conditions: 20 } as const;

/**
 * What the calendar functions of a time return, both ends included; the year has no end.
 * https://github.com/google/cel-spec/blob/master/doc/langdef.md#timezones
 */
export const calendarRanges: Readonly<Record<string, readonly [least: number, most: number]>> = {
  getDate: [1, 31],
  getDayOfMonth: [0, 30],
  getDayOfWeek: [0, 6],
  getDayOfYear: [0, 365],
  getHours: [0, 23],
  getMilliseconds: [0, 999],
  getMinutes: [0, 59],
  getMonth: [0, 11],
  getSeconds: [0, 59],
};

/**
 * Services that do not tell IAM the service, type and name of what is accessed, by the first word of their permissions. Only some of those that don't:
 * the list of those that do is Google's and grows. https://cloud.google.com/iam/docs/conditions-attribute-reference#resource, as of 2026-11-23; Pub/Sub Lite is
 * in it, Pub/Sub is not
 */
const servicesWithoutResourceAttributes: ReadonlyMap<string, string> = new Map([
  ['run', 'Cloud Run'],
  ['cloudfunctions', 'Cloud Run functions'],
  ['iam', 'The IAM API'],
  ['pubsub', 'Pub/Sub'],
  ['cloudscheduler', 'Cloud Scheduler'],
  ['cloudtasks', 'Cloud Tasks'],
  ['workflows', 'Workflows'],
  ['eventarc', 'Eventarc'],
]);

/** What many roles hold besides what they are for. */
const incidental = /^(?:resourcemanager\.projects\.(?:get|list)$|recommender\.|serviceusage\.|appengine\.applications\.)/;

/** For messages: the service that all of the permissions are of, where that is one without resource attributes. */
export function serviceWithoutResourceAttributes(permissions: Iterable<string>): string | undefined {
  let found: string | undefined;
  for (const permission of permissions) {
    if (incidental.test(permission)) continue;
    const service = permission.slice(0, permission.indexOf('.'));
    if (!servicesWithoutResourceAttributes.has(service) || (found ?? service) !== service) return undefined;
    found = service;
  }
  return found && servicesWithoutResourceAttributes.get(found);
}

/** A literal that an attribute is compared with and never is. */
export interface Mismatch {
  /** Goes on from the literal: `lacks …`. */
  readonly problem: string;
  /** What was meant, where that is certain. */
  readonly correction?: string;
}

/** How an attribute is compared with a literal: as a whole, to be it or (`unlike`) not, its beginning, any part of it (its end, too), or by a regular expression that is found in it. */
export type Comparison = 'whole' | 'unlike' | 'beginning' | 'part' | 'pattern';

/**
 * Why an attribute is never what it is compared with; undefined where it may be. A HOLE in the literal is anything.
 * https://cloud.google.com/iam/docs/conditions-resource-attributes
 */
export function mismatch(attribute: string, literal: string, comparison: Comparison): Mismatch | undefined {
  // Nothing is compared with the empty string by mistake: it asks whether there is anything.
  if (comparison === 'part' || comparison === 'pattern' || literal === '') return undefined;
  const hole = literal.indexOf(HOLE);
  if (attribute === 'resource.name') return nameMismatch(hole < 0 ? literal : literal.slice(0, hole), hole < 0 ? comparison : 'beginning');
  if (comparison === 'beginning' || hole >= 0) return undefined;
  if (attribute === 'resource.type' && plurals.test(literal))
    return { problem: 'is a plural, and types are written in the singular', correction: literal.slice(0, -1) };
  const form = forms[attribute];
  return form && !form.pattern.test(literal) ? { problem: form.problem } : undefined;
}

/** Types that people write as plurals, like collections of the APIs. Others may end with an s, like compute.googleapis.com/Address. */
const plurals =
  /^(?:storage\.googleapis\.com\/(?:Bucket|Object|ManagedFolder)|compute\.googleapis\.com\/(?:Instance|Disk|Image|Snapshot)|bigquery\.googleapis\.com\/(?:Dataset|Table|Model|Routine)|secretmanager\.googleapis\.com\/(?:Secret|SecretVersion)|cloudkms\.googleapis\.com\/(?:KeyRing|CryptoKey|CryptoKeyVersion)|cloudresourcemanager\.googleapis\.com\/Project)s$/;

const forms: Readonly<Record<string, { readonly pattern: RegExp; readonly problem: string } | undefined>> = {
  'resource.type': {
    pattern: /^[a-z][a-z0-9.-]*\.googleapis\.com\/[A-Z][A-Za-z0-9]*$/,
    problem: 'is not of the form SERVICE.googleapis.com/Type, like storage.googleapis.com/Object',
  },
  'resource.service': {
    pattern: /^[a-z][a-z0-9.-]*\.googleapis\.com$/,
    problem: 'is not of the form SERVICE.googleapis.com, like storage.googleapis.com',
  },
  'request.auth.access_levels': {
    pattern: /^accessPolicies\/[^/]+\/accessLevels\/[^/]+$/,
    problem: 'is not of the form accessPolicies/NUMBER/accessLevels/NAME',
  },
  'resource.matchTag': { pattern: /\//, problem: 'lacks the organization or project of the tag key, as in 123456789012/environment' },
  'resource.hasTagKey': { pattern: /\//, problem: 'lacks the organization or project of the tag key, as in 123456789012/environment' },
  'resource.matchTagId': { pattern: /^tagKeys\/\d+$/, problem: 'is not of the form tagKeys/NUMBER' },
  'resource.hasTagKeyId': { pattern: /^tagKeys\/\d+$/, problem: 'is not of the form tagKeys/NUMBER' },
};

const nameRoots = ['projects/', 'organizations/', 'folders/', 'billingAccounts/'];
const bucketWithProject = /^projects\/(?!_\/)[^/]+(?=\/buckets\/)/;
const keyRingWithoutLocation = /^projects\/[^/]+(?=\/keyRings\/)/;
/** Objects and managed folders may end with a slash, as folders of old do. */
const closingSlash = /^(?!.*\/(?:objects|managedFolders)\/.).*[^/](?=\/$)/;
const secretWithProjectId = /^projects\/[a-z][a-z0-9:.-]*\/(?:locations\/[^/]+\/)?secrets\//;

function nameMismatch(name: string, comparison: Comparison): Mismatch | undefined {
  if (name.includes('*')) return { problem: 'has a *, which stands for itself alone' };
  if (/^(?:\/\/|https?:|gs:)/.test(name))
    return { problem: 'begins with a host, and resource.name never does: it is like projects/_/buckets/NAME' };
  const rooted = nameRoots.some((root) => name.startsWith(root) || (comparison === 'beginning' && root.startsWith(name)));
  if (!rooted) return { problem: 'is not a whole resource name, which begins with projects/, folders/ or organizations/' };
  if (bucketWithProject.test(name))
    return {
      problem: 'names a project, and Cloud Storage has projects/_/buckets/NAME',
      correction: name.replace(bucketWithProject, 'projects/_'),
    };
  if (keyRingWithoutLocation.test(name))
    return { problem: 'has no location, and Cloud KMS has projects/ID/locations/LOCATION/keyRings/NAME' };
  if (secretWithProjectId.test(name)) return { problem: 'has a project id, and Secret Manager has projects/NUMBER/secrets/NAME' };
  if (comparison === 'whole' && closingSlash.test(name))
    return { problem: 'ends with a slash, and resource.name does not', correction: name.slice(0, -1) };
  return undefined;
}
