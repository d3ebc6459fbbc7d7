import type { Credentials } from './credentials.ts';
import { GcpError } from './errors.ts';

/** The origins of the APIs that are called, without a slash at the end. */
export interface Endpoints {
  readonly iam: string;
  readonly iamCredentials: string;
  readonly resourceManager: string;
  readonly run: string;
  /** Of `/tokeninfo`. */
  readonly oauth2: string;
  /** Of the public keys of Google and of service accounts. */
  readonly keys: string;
  /** Of the public keys of Identity-Aware Proxy. */
  readonly iapKeys: string;
  /** Whether these are an emulator's: then only its own credentials are sent there, and only over loopback. */
  readonly emulated: boolean;
}

const loopback = /^(?:localhost|127\.\d+\.\d+\.\d+|\[::1\])$/;

/** Google's own, in a universe of Google Cloud. https://cloud.google.com/docs/authentication/rest */
export function googleEndpoints(universeDomain = 'googleapis.com'): Endpoints {
  const api = (name: string) => `https://${name}.${universeDomain}`;
  return {
    iam: api('iam'),
    iamCredentials: api('iamcredentials'),
    resourceManager: api('cloudresourcemanager'),
    run: api('run'),
    oauth2: api('oauth2'),
    keys: api('www'),
    iapKeys: 'https://www.gstatic.com',
    emulated: false,
  };
}

/** Those of an emulator, which answers for all APIs at one origin. Throws a RangeError where that is not on the loopback interface. */
export function emulatorEndpoints(origin: string): Endpoints {
  const { hostname, protocol, origin: own } = new URL(origin);
  if (!loopback.test(hostname) || !/^https?:$/.test(protocol))
    throw new RangeError(`An emulator is on this machine, and ${hostname} is not.`);
  return { iam: own, iamCredentials: own, resourceManager: own, run: own, oauth2: own, keys: own, iapKeys: own, emulated: true };
}

/**
 * Throws a GcpError of kind `credentials` where a token could end up with somebody else: Google's credentials go to https origins of their
 * universe, those of an emulator to this machine.
 */
export function assertMaySend({ type, universeDomain }: Pick<Credentials, 'type' | 'universeDomain'>, endpoints: Endpoints): void {
  if ((type === 'emulator') !== endpoints.emulated)
    throw new GcpError(
      'credentials',
      endpoints.emulated
        ? 'An emulator is only sent its own credentials. Connect to it with those.'
        : 'Google Cloud does not know the credentials of an emulator. Sign in: gcloud auth application-default login',
    );
  // Public keys are asked for without credentials.
  const { emulated, iapKeys, ...apis } = endpoints;
  for (const origin of Object.values(apis)) {
    const { protocol, hostname } = new URL(origin);
    const own = emulated ? loopback.test(hostname) : protocol === 'https:' && hostname.endsWith(`.${universeDomain}`);
    if (!own)
      throw new GcpError(
        'credentials',
        `These credentials are of ${emulated ? 'an emulator on this machine' : universeDomain} and are not sent to ${origin}. Check the endpoints and the universe domain in the settings.`,
      );
  }
}

/**
 * What a user has set: an emulator's origin as `emulator`, or other origins for some of Google's APIs, like those of Private Service
 * Connect. Credentials go to these, so each has to be https in the universe's domain. Throws a RangeError that says what is wrong.
 */
export function configuredEndpoints(setting: Readonly<Record<string, unknown>>, universeDomain: string): Endpoints {
  const { emulator, ...origins } = setting;
  if (typeof emulator === 'string') return emulatorEndpoints(emulator);
  const endpoints: Endpoints = googleEndpoints(universeDomain);
  for (const [api, origin] of Object.entries(origins)) {
    if (!overridable.has(api)) throw new RangeError(`There is no API "${api}".`);
    const url = typeof origin === 'string' && URL.canParse(origin) ? new URL(origin) : undefined;
    if (url?.protocol !== 'https:' || !url.hostname.endsWith(`.${universeDomain}`))
      throw new RangeError(`The endpoint of ${api} has to be an https address in ${universeDomain}.`);
    Object.assign(endpoints, { [api]: url.origin });
  }
  return endpoints;
}

const overridable: ReadonlySet<string> = new Set(['iam', 'iamCredentials', 'resourceManager', 'run', 'oauth2']);
