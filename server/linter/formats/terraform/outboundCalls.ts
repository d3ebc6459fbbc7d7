import { HOLE, soleReference } from '../../../../iam/text.ts';
import { isFunction, parseUrl, type Url } from '../../../../iam/url.ts';
import type { Attribute, OutboundCall } from '../../model.ts';
import { type Spanned, textOf } from '../../source.ts';
import { at, property, type StringValue, toText, type Value } from '../../syntax/value.ts';
import { account, attribute, string } from '../attribute.ts';
import { blocksOf, valueAt } from './blocks.ts';
import { type Declared, typeLabel } from './declared.ts';

/** How a type says what it sends where. */
interface Sender {
  /** The blocks that each mean one target. */
  readonly block: string;
  readonly uri: readonly string[];
  /** Whether only the host is written there. */
  readonly bareHost?: boolean;
  /** The block around the two below; the target's own where there is none. */
  readonly credentials?: string;
  readonly idToken: string;
  readonly accessToken?: string;
  /** A map of headers. */
  readonly headers?: string;
}

const senders: Readonly<Record<string, Sender | undefined>> = {
  google_cloud_scheduler_job: {
    block: 'http_target',
    uri: ['uri'],
    idToken: 'oidc_token',
    accessToken: 'oauth_token',
    headers: 'headers',
  },
  google_cloud_tasks_queue: {
    block: 'http_target',
    uri: ['uri_override', 'host'],
    bareHost: true,
    idToken: 'oidc_token',
    accessToken: 'oauth_token',
    headers: 'header_overrides',
  },
  google_pubsub_subscription: { block: 'push_config', uri: ['push_endpoint'], idToken: 'oidc_token' },
  google_eventarc_pipeline: {
    block: 'destinations',
    uri: ['http_endpoint', 'uri'],
    credentials: 'authentication_config',
    idToken: 'google_oidc',
    accessToken: 'oauth_token',
  },
};

/** The requests that a resource makes a Google service send: a scheduler's, a task queue's, a push subscription's, Eventarc's. */
export function outboundCalls(resource: Declared): OutboundCall[] {
  if (resource.mode !== 'resource') return [];
  if (resource.type === 'google_eventarc_trigger') return eventCalls(resource);
  const sender = senders[resource.type];
  return sender ? blocksOf(resource.body(), sender.block).map((block) => call(resource, sender, block)) : [];
}

function call(resource: Declared, sender: Sender, block: Value): OutboundCall {
  const missing: Spanned = { span: block.span, use: block.use };
  const target = valueAt(block, sender.uri);
  const tokens = sender.credentials ? blocksOf(block, sender.credentials)[0] : block;
  const audience = attribute(valueAt(block, [...around(sender), sender.idToken, 'audience']), missing, url);
  return {
    ...missing,
    title: resource.label,
    target: attribute(target, missing, (value) => url(value, sender.bareHost)),
    credential: credential(sender, block, tokens, missing),
    idToken: idTokenInstead(sender, tokens),
    audience,
    ownAudience: audience.use ? undefined : ownAudience(target, audience, sender.bareHost),
  };
}

/** Eventarc calls a Cloud Run service with an ID token of the trigger's account. https://cloud.google.com/eventarc/docs/roles-permissions */
function eventCalls(resource: Declared): OutboundCall[] {
  const body = resource.body();
  const missing = typeLabel(resource);
  return blocksOf(body, 'destination')
    .flatMap((destination) => blocksOf(destination, 'cloud_run_service'))
    .map((service) => {
      const identity = attribute(property(body, 'service_account'), missing, account);
      return {
        ...missing,
        title: resource.label,
        target: attribute(property(service, 'service'), missing, serviceUrl),
        credential: identity.state === 'known' ? { ...identity, value: 'id-token' } : identity,
        audience: { ...missing, state: 'absent' },
      };
    });
}

function around({ credentials }: Sender): readonly string[] {
  return credentials ? [credentials] : [];
}

function url(value: Value, bareHost = false): Url | undefined {
  if (value.type !== 'string') return undefined;
  const { text, holes } = toText(value);
  if (text === '' || (text === HOLE && holes[0] === undefined)) return undefined;
  return parseUrl({ text: bareHost && !/^https?:/i.test(text) && !text.startsWith(HOLE) ? `https://${text}` : text, holes });
}

/** A Cloud Run service by its name. */
function serviceUrl(value: Value): Url | undefined {
  if (value.type !== 'string') return undefined;
  const text = toText(value);
  return text.text === '' ? undefined : { text, host: undefined, service: soleReference(text), serverless: true };
}

function credential(sender: Sender, block: Value, tokens: Value | undefined, missing: Spanned): OutboundCall['credential'] {
  const found = (name: string | undefined) => (tokens && name ? blocksOf(tokens, name)[0] : undefined);
  const idToken = found(sender.idToken);
  if (idToken) return { span: idToken.span, use: idToken.use, state: 'known', value: 'id-token' };
  const accessToken = found(sender.accessToken);
  if (accessToken) return { span: accessToken.span, use: accessToken.use, state: 'known', value: 'access-token' };
  const header = sender.headers ? authorization(property(block, sender.headers)) : false;
  if (header) return { ...missing, state: 'known', value: 'header' };
  const complete = [block, tokens ?? block].every((each) => each.type === 'map' && each.complete);
  return { ...missing, state: complete && header === false ? 'absent' : 'unknown' };
}

/** Whether a header of the author's own says who calls; undefined where that cannot be told. */
function authorization(headers: Value | undefined): boolean | undefined {
  if (headers === undefined || headers.type === 'null') return false;
  if (headers.type === 'map') return headers.entries.some(({ key }) => isAuthorization(key)) || (headers.complete ? false : undefined);
  if (headers.type !== 'list') return undefined;
  const keys = headers.items.map(({ value }) => at(value, 'header', 'key')).map((key) => key && string(key));
  if (keys.some((key) => key !== undefined && isAuthorization(key))) return true;
  return headers.complete && keys.every((key) => key !== undefined) ? false : undefined;
}

function isAuthorization(header: string): boolean {
  return /^(?:x-serverless-)?authorization$/i.test(header);
}

/** The keyword of the block, where its attributes are those of the other: an access token has a scope. */
function idTokenInstead(sender: Sender, tokens: Value | undefined): OutboundCall['idToken'] {
  const block = tokens && sender.accessToken ? blocksOf(tokens, sender.accessToken)[0] : undefined;
  if (!block || block.use || textOf(block.span) !== sender.accessToken || at(block, 'scope')) return undefined;
  return { span: block.span, newText: sender.idToken };
}

/** A service is the audience by its origin; a function of the first generation by its whole URL. */
function ownAudience(target: Value | undefined, { slot }: Attribute<Url>, bareHost = false): string | undefined {
  const known = target && url(target, bareHost);
  if (target?.type !== 'string' || !known || !slot) return undefined;
  const { text, host, service } = known;
  if (service) return expressionOf(target, service.label);
  if (text.text.includes(HOLE)) return undefined;
  const literal = isFunction(host) ? text.text.replace(/[?#].*$/, '') : `https://${host}`;
  return `${slot.prefix}${literal}${slot.suffix}`;
}

/** The source of the reference that a text begins with; native syntax only. */
function expressionOf({ parts }: StringValue, label: string): string | undefined {
  const [first] = parts;
  const source = first && !first.span.file.name.endsWith('.json') ? textOf(first.span).replace(/^\$\{\s*|\s*\}$/g, '') : '';
  return source.startsWith(label) ? source : undefined;
}
