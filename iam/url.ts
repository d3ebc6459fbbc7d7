import { HOLE, type Reference, type Text } from './text.ts';

/** A URL, or an audience that may be none, as far as it is written. */
export interface Url {
  readonly text: Text;
  /** In lower case, with HOLE for what is unknown; undefined where the text does not begin like a URL. */
  readonly host: string | undefined;
  /** The service or function whose own URL it begins with. */
  readonly service: Reference | undefined;
  /** Whether it leads to Cloud Run or Cloud Run functions, which take ID tokens. */
  readonly serverless: boolean;
}

/** The attributes that say where a service or function on Cloud Run is. */
const ownUrls: Readonly<Record<string, readonly string[] | undefined>> = {
  google_cloud_run_service: ['status[0].url'],
  google_cloud_run_v2_service: ['uri', 'urls[0]'],
  google_cloudfunctions_function: ['https_trigger_url'],
  google_cloudfunctions2_function: ['url', 'service_config[0].uri'],
};

/** Whether an attribute, written like `status[0].url`, is where a service or function is. */
export function isOwnUrl(type: string, attribute: string): boolean {
  return ownUrls[type]?.includes(attribute) ?? false;
}

/** Reads a URL. */
export function parseUrl(text: Text): Url {
  const [first] = text.text.startsWith(HOLE) ? text.holes : [];
  const service = first && isOwnUrl(first.type, first.attribute) ? first : undefined;
  const host = /^https?:\/\/([^/?#:]+)/i.exec(text.text)?.[1]?.toLowerCase();
  return { text, host, service, serverless: service !== undefined || isRun(host) || isFunction(host) };
}

/** Whether it is the OAuth client id by which Identity-Aware Proxy knows an application. */
export function isOAuthClient({ text }: Url): boolean {
  return text.text.endsWith('.apps.googleusercontent.com');
}

/** The name of the service that a URL on run.app has, as long or as cut as there. https://cloud.google.com/run/docs/triggering/https-request#url */
export function serviceName({ host }: Url): string | undefined {
  return host === undefined || host.includes(HOLE) ? undefined : (deterministic(host) ?? hashed(host));
}

/** Whether two URLs on Cloud Run lead to one service or function; undefined where that cannot be told. `nameOf` knows more names than the URLs themselves. */
export function leadToOne(one: Url, other: Url, nameOf: (url: Url) => string | undefined): boolean | undefined {
  if (one.service && other.service) {
    if (one.service.address === other.service.address) return true;
    // A data source may read what a resource declares.
    return one.service.mode === other.service.mode ? false : undefined;
  }
  if (one.host === undefined || other.host === undefined) return sameName(nameOf(one), nameOf(other)) === false ? false : undefined;
  if (one.host.includes(HOLE) || other.host.includes(HOLE)) return undefined;
  const [a, b] = [withoutTag(one.host), withoutTag(other.host)];
  if (a === b) return true;
  // A function is at both.
  if (isRun(a) !== isRun(b)) return undefined;
  // One service is at both forms.
  return (deterministic(a) === undefined) === (deterministic(b) === undefined) ? false : sameName(serviceName(one), serviceName(other));
}

function isRun(host: string | undefined): boolean {
  return host?.endsWith('.run.app') ?? false;
}

/** Whether the host is that of functions, whose path says which function is meant. */
export function isFunction(host: string | undefined): boolean {
  return host?.endsWith('.cloudfunctions.net') ?? false;
}

function withoutTag(host: string): string {
  return host.replace(/^[^.]*---/, '');
}

/** `NAME-PROJECT_NUMBER.REGION.run.app` */
function deterministic(host: string): string | undefined {
  return /^(.+)-\d+\.[a-z0-9-]+\.run\.app$/.exec(withoutTag(host))?.[1];
}

/** `NAME-HASH-REGION.a.run.app`, where a long name is cut. */
function hashed(host: string): string | undefined {
  return /^(.+)-[a-z0-9]+-[a-z]{2}\.a\.run\.app$/.exec(withoutTag(host))?.[1];
}

function sameName(one: string | undefined, other: string | undefined): boolean | undefined {
  if (one === undefined || other === undefined) return undefined;
  if (one === other) return true;
  return one.startsWith(other) || other.startsWith(one) ? undefined : false;
}
