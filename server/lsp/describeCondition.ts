import { authAttributes, conditionAttributes, conditionFunctions } from '../../iam/condition.ts';
import { HOLE } from '../../iam/text.ts';
import { fromNow } from '../../iam/token.ts';
import { shortDuration } from './describeLifetime.ts';
import { block, code, paragraphs } from './markdown.ts';

/** What is told of an attribute, or of a function. */
interface Words {
  /** A sentence. */
  readonly meaning: string;
  /** The services that tell IAM of it, as a sentence. */
  readonly services?: string;
  readonly example?: string;
}

const resourceServices =
  'Services that tell IAM of it are, among others, Cloud Storage, BigQuery, Bigtable, Spanner, Firestore, Cloud SQL, Compute Engine, Kubernetes Engine, Secret Manager, Cloud KMS, Cloud Logging and Resource Manager. Cloud Run, Pub/Sub and service accounts are not.';
const proxyServices = 'Identity-Aware Proxy tells IAM of it.';
const allServices = 'All services.';

/**
 * What conditions of allow policies can ask for.
 * https://cloud.google.com/iam/docs/conditions-attribute-reference, read on 2026-11-23
 */
const attributes: ReadonlyMap<string, Words> = byName({
  'resource.name': {
    meaning: 'The full name of what is accessed, without a host in front.',
    services: resourceServices,
    example: 'resource.name.startsWith("projects/_/buckets/shop-media/objects/public/")',
  },
  'resource.type': {
    meaning: 'The type of what is accessed.',
    services: resourceServices,
    example: 'resource.type == "storage.googleapis.com/Object"',
  },
  'resource.service': {
    meaning: 'The API whose resource is accessed.',
    services: resourceServices,
    example: 'resource.service == "secretmanager.googleapis.com"',
  },
  'request.time': {
    meaning: 'When the request is made, in UTC.',
    services: allServices,
    example: 'request.time < timestamp("2030-01-31T00:00:00Z")',
  },
  'request.host': {
    meaning: 'The host name of the URL that is asked for.',
    services: proxyServices,
    example: 'request.host == "admin.example.com"',
  },
  'request.path': {
    meaning: 'The path of the URL that is asked for, from its first slash.',
    services: proxyServices,
    example: 'request.path.startsWith("/reports/")',
  },
  'request.auth.access_levels': {
    meaning: 'The access levels of Access Context Manager that the request meets, by their full names.',
    services: proxyServices,
    example: '"accessPolicies/199923665455/accessLevels/office" in request.auth.access_levels',
  },
  'destination.ip': {
    meaning: 'The address of the VM that is connected to.',
    services: 'TCP forwarding of Identity-Aware Proxy tells IAM of it.',
    example: 'destination.ip == "10.0.0.5"',
  },
  'destination.port': {
    meaning: 'The port that is connected to.',
    services: 'TCP forwarding of Identity-Aware Proxy tells IAM of it.',
    example: 'destination.port == 22',
  },
  resource: { meaning: 'What is accessed: `name`, `type`, `service` and its tags.' },
  request: { meaning: 'The request: `time`, and for Identity-Aware Proxy `host`, `path` and `auth.access_levels`.' },
  'request.auth': { meaning: 'What is known of how the request was authenticated: `access_levels`.' },
  destination: { meaning: 'What Identity-Aware Proxy forwards to: `ip` and `port`.' },
  api: { meaning: 'What the API that is called tells of the request, by `getAttribute`.' },
  compute: { meaning: 'What Compute Engine tells of a forwarding rule that is made.' },
});

/** What `api.getAttribute` can be asked for. https://cloud.google.com/iam/docs/conditions-attribute-reference#api-attributes */
const apiAttributes: ReadonlyMap<string, Words> = byName({
  'iam.googleapis.com/modifiedGrantsByRole': {
    meaning:
      'The roles that a change of an allow policy grants or takes away, so that who administers policies can be kept to some roles. Empty for requests that change no policy.',
    services: 'For policies of projects, folders and organizations, and of the resources that support it.',
    example: 'api.getAttribute("iam.googleapis.com/modifiedGrantsByRole", []).hasOnly(["roles/run.invoker"])',
  },
  'storage.googleapis.com/objectListPrefix': {
    meaning: 'The prefix that a request to list objects has.',
    services: 'Cloud Storage.',
    example: 'api.getAttribute("storage.googleapis.com/objectListPrefix", "").startsWith("public/")',
  },
});

/** What conditions can call. https://cloud.google.com/iam/docs/conditions-overview#cel and https://github.com/google/cel-spec/blob/master/doc/langdef.md */
const functions: ReadonlyMap<string, Words> = byName({
  timestamp: { meaning: 'A time, from text in the form of RFC 3339.', example: 'request.time < timestamp("2030-01-31T00:00:00Z")' },
  date: { meaning: 'The beginning of a day in UTC.', example: 'request.time >= date("2030-01-31")' },
  duration: {
    meaning: 'A length of time, to add to a time or to take from it.',
    example: 'request.time < timestamp("2030-01-31T00:00:00Z") + duration("36h")',
  },
  startsWith: { meaning: 'Whether the text begins with another.', example: 'resource.name.startsWith("projects/_/buckets/shop-")' },
  endsWith: { meaning: 'Whether the text ends with another.', example: 'resource.name.endsWith(".csv")' },
  contains: { meaning: 'Whether the text has another in it.' },
  matches: { meaning: 'Whether a regular expression (RE2) is found in the text: it need not be the whole.' },
  extract: {
    meaning: 'What stands in the text between the two parts of a template, or all behind the first; empty where there is no such place.',
    example: 'resource.name.extract("/objects/team-{team}/") == "media"',
  },
  size: { meaning: 'How long a text or a list is.' },
  hasOnly: {
    meaning: 'Whether all elements of the list are among the given ones. That is true of an empty list, too.',
    example: 'api.getAttribute("iam.googleapis.com/modifiedGrantsByRole", []).hasOnly(["roles/run.invoker"])',
  },
  getAttribute: {
    meaning: 'What the API that is called tells of the request, or the given default where it tells nothing.',
    example: 'api.getAttribute("storage.googleapis.com/objectListPrefix", "").startsWith("public/")',
  },
  matchTag: {
    meaning: 'Whether what is accessed, or what it is in, has the tag: its key with the organization or project in front, and its value.',
    services: allServices,
    example: 'resource.matchTag("123456789012/environment", "test")',
  },
  matchTagId: {
    meaning: 'Whether what is accessed, or what it is in, has the tag: the permanent IDs of its key and its value.',
    services: allServices,
    example: 'resource.matchTagId("tagKeys/123456789012", "tagValues/567890123456")',
  },
  hasTagKey: {
    meaning: 'Whether what is accessed, or what it is in, has a tag of the key.',
    services: allServices,
    example: 'resource.hasTagKey("123456789012/environment")',
  },
  hasTagKeyId: {
    meaning: 'Whether what is accessed, or what it is in, has a tag of the key with this permanent ID.',
    services: allServices,
    example: 'resource.hasTagKeyId("tagKeys/123456789012")',
  },
  isForwardingRuleCreationOperation: { meaning: 'Whether the request makes a forwarding rule.', services: 'Compute Engine.' },
  matchLoadBalancingSchemes: {
    meaning: 'Whether the forwarding rule that is made has one of these schemes.',
    services: 'Compute Engine.',
    example: 'compute.matchLoadBalancingSchemes(["INTERNAL", "INTERNAL_MANAGED"])',
  },
  getFullYear: calendar('getFullYear', 'The year'),
  getMonth: calendar('getMonth', 'The month, 0 for January to 11 for December'),
  getDate: calendar('getDate', 'The day of the month, 1 to 31'),
  getDayOfMonth: calendar('getDayOfMonth', 'The day of the month, 0 to 30'),
  getDayOfWeek: calendar('getDayOfWeek', 'The day of the week, 0 for Sunday to 6 for Saturday'),
  getDayOfYear: calendar('getDayOfYear', 'The day of the year, 0 to 365'),
  getHours: calendar('getHours', 'The hour, 0 to 23'),
  getMinutes: calendar('getMinutes', 'The minute, 0 to 59'),
  getSeconds: calendar('getSeconds', 'The second, 0 to 59'),
  getMilliseconds: calendar('getMilliseconds', 'The millisecond, 0 to 999'),
});

/** What tokens from outside Google Cloud are asked for. https://cloud.google.com/iam/docs/workload-identity-federation#mapping */
const tokenAttributes: readonly { readonly pattern: RegExp; readonly meaning: (name: string) => string }[] = [
  { pattern: /^assertion\.(.+)$/, meaning: (name) => `The claim ${code(name)} of the token, as its issuer has signed it.` },
  { pattern: /^attribute\.(.+)$/, meaning: (name) => `The attribute ${code(name)}, as the provider's mapping makes it from the token.` },
  { pattern: /^(google\.subject)$/, meaning: () => 'Who the token is about, as principals and logs have it.' },
  { pattern: /^(google\.groups)$/, meaning: () => 'The groups of the identity, as principals have them.' },
  { pattern: /^(assertion)$/, meaning: () => 'The claims of the token, as its issuer has signed them.' },
];

/** An attribute of a request in Markdown; undefined for one that is not known. */
export function describeAttribute(path: string): string | undefined {
  return words(path, typeOf(path), attributes.get(path));
}

/** What `api.getAttribute` is asked for, in Markdown; undefined where it is not known. */
export function describeApiAttribute(name: string): string | undefined {
  return words(name, undefined, apiAttributes.get(name));
}

/** An attribute of a token from outside Google Cloud in Markdown; undefined for one that is not known. */
export function describeTokenAttribute(path: string): string | undefined {
  for (const { pattern, meaning } of tokenAttributes) {
    const [, name] = pattern.exec(path) ?? [];
    if (name !== undefined) return words(path, undefined, { meaning: meaning(name) });
  }
  return undefined;
}

/** A function of conditions in Markdown; undefined for one that is not known. */
export function describeFunction(name: string): string | undefined {
  const signature = conditionFunctions.find((each) => each.startsWith(`${name}(`) || each.includes(`.${name}(`));
  return words(`${name}()`, signature?.split('): ')[1], functions.get(name));
}

/** What a literal of `timestamp`, `date` or `duration` is, in Markdown; undefined for what those refuse. */
export function describeTime(text: string, of: string, now: Date): string | undefined {
  if (text.includes(HOLE)) return undefined;
  if (of === 'duration') {
    const seconds = [...text.matchAll(/(\d+(?:\.\d*)?)(h|m|s)(?!s)/g)].reduce(
      (sum, [, digits, unit = 's']) => sum + Number(digits) * (units[unit] ?? 0),
      0,
    );
    return /^(?:\d+(?:\.\d*)?[hms])+$/.test(text) ? `${code(text)} is **${shortDuration(seconds)}**.` : undefined;
  }
  const time = new Date(of === 'date' ? `${text}T00:00:00Z` : text);
  if (Number.isNaN(time.getTime()) || !/^\d{4}-\d{2}-\d{2}/.test(text)) return undefined;
  const zone = new Intl.DateTimeFormat().resolvedOptions().timeZone;
  return paragraphs(
    `**${shown(time, 'UTC')}**, ${fromNow(Math.floor(time.getTime() / 1000), now)}.`,
    zone !== 'UTC' && `That is ${shown(time, zone)}.`,
    time <= now && 'It has passed.',
  );
}

const units: Readonly<Record<string, number>> = { h: 3600, m: 60, s: 1 };

function shown(time: Date, timeZone: string): string {
  const day = new Intl.DateTimeFormat('en-GB', { timeZone, weekday: 'long', day: 'numeric', month: 'long', year: 'numeric' }).format(time);
  return `${day}, ${new Intl.DateTimeFormat('en-GB', { timeZone, hour: '2-digit', minute: '2-digit', timeZoneName: 'short' }).format(time)}`;
}

function words(name: string, type: string | undefined, known: Words | undefined): string | undefined {
  if (!known) return undefined;
  return paragraphs(
    `**${code(name)}**${type ? `: ${typeNames[type] ?? type}` : ''}`,
    known.meaning,
    known.services && (known.services === allServices ? 'All services tell IAM of it.' : known.services),
    known.example && block('cel', known.example),
  );
}

const typeNames: Readonly<Record<string, string>> = {
  'google.protobuf.Timestamp': 'a time',
  string: 'text',
  int: 'a number',
  bool: 'true or false',
  dyn: 'of any type',
  'list<string>': 'a list of texts',
  Auth: 'an object',
};

function typeOf(path: string): string | undefined {
  const [owner = '', field = '', deeper] = path.split('.');
  if (deeper !== undefined) return authAttributes[deeper];
  return Object.hasOwn(conditionAttributes, owner) ? conditionAttributes[owner]?.[field] : undefined;
}

function calendar(name: string, what: string): Words {
  return {
    meaning: `${what}, of a time; in UTC, or in the time zone that is given.`,
    example: `request.time.${name}("Europe/Berlin") >= ${name === 'getFullYear' ? 2030 : 1}`,
  };
}

function byName(record: Readonly<Record<string, Words>>): ReadonlyMap<string, Words> {
  return new Map(Object.entries(record));
}
