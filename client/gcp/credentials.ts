import { execFile } from 'node:child_process';
import { readFile } from 'node:fs/promises';
import { homedir } from 'node:os';
import path from 'node:path';
import { promisify } from 'node:util';
import {
  type AuthClient,
  AwsClient,
  Compute,
  ExternalAccountAuthorizedUserClient,
  gaxios,
  IdentityPoolClient,
  JWT,
  OAuth2Client,
  PluggableAuthClient,
  UserRefreshClient,
} from 'google-auth-library';
import { emulatorEndpoints } from './endpoints.ts';
import { GcpError } from './errors.ts';

/** The types of Application Default Credentials, and those that are asked for otherwise. https://docs.cloud.google.com/docs/authentication/application-default-credentials */
export type CredentialType =
  | 'authorized_user'
  | 'service_account'
  | 'impersonated_service_account'
  | 'external_account'
  | 'external_account_authorized_user'
  | 'metadata'
  | 'gcloud'
  | 'emulator';

/** Who calls, and from where that is known. */
export interface Credentials {
  readonly type: CredentialType;
  /** The path of a file, `gcloud`, `metadata server` or `emulator`. */
  readonly source: string;
  /** The e-mail address, where it is known without asking. */
  readonly account?: string;
  readonly quotaProject?: string;
  readonly universeDomain: string;
  /** Whether a service account's key is behind them, which never expires by itself: the user is told once. */
  readonly longLivedKey: boolean;
  readonly client: AuthClient;
}

/** Runs `gcloud` with arguments and gives what it printed. Throws where it is not installed or fails. */
export type Gcloud = (args: readonly string[]) => Promise<string>;

export interface FindOptions {
  /** Where variables are read; the process's own environment where it is not set. */
  readonly environment?: Readonly<Record<string, string | undefined>>;
  /** The user's directory. */
  readonly home?: string;
  readonly platform?: NodeJS.Platform;
  /** The universe the user chose; credentials of another one are refused. */
  readonly universeDomain?: string;
  /** Whether the metadata server of the machine is asked, which only a machine of Google Cloud has. */
  readonly metadata?: boolean;
  /** What runs `gcloud` when there are no default credentials; false never does. */
  readonly gcloud?: Gcloud | false;
  /** What sends the requests for tokens. */
  readonly transporter?: gaxios.Gaxios;
}

/** Finds the default credentials, else gcloud's. Reads files and may run gcloud, but sends nothing. Throws a GcpError of kind `credentials` that says what to do. */
export async function findCredentials(options: FindOptions = {}): Promise<Credentials> {
  const { environment = process.env, home = homedir(), platform = process.platform, gcloud = runGcloud } = options;
  const universeDomain = options.universeDomain || undefined;
  const usual = universeDomain ?? (environment.GOOGLE_CLOUD_UNIVERSE_DOMAIN || DEFAULT_UNIVERSE);
  const transporter = options.transporter ?? new gaxios.Gaxios({ timeout: TOKEN_TIMEOUT });
  const file = (await fromVariable(environment)) ?? (await fromWellKnownFile(environment, home, platform));
  const found = file
    ? fromFile(file, transporter)
    : ((options.metadata ? fromMetadata(usual, transporter) : undefined) ??
      (gcloud ? await fromGcloud(gcloud, usual, transporter) : undefined));
  if (!found) throw new GcpError('credentials', 'There are no credentials on this machine. Sign in: gcloud auth application-default login');
  if (universeDomain !== undefined && found.universeDomain !== universeDomain)
    throw new GcpError(
      'credentials',
      `The credentials in ${found.source} are of ${found.universeDomain}, and the setting leastwise.network.universeDomain is ${universeDomain}. Change the setting, or sign in there.`,
    );
  const quotaProject = environment.GOOGLE_CLOUD_QUOTA_PROJECT || found.quotaProject;
  return { ...found, quotaProject };
}

/** Those of a member (`user:…`, `serviceAccount:…`) at an emulator, which gives it tokens for the asking. Throws a RangeError where the origin is not on this machine. */
export function emulatorCredentials(origin: string, member: string): Credentials {
  const { iam: own } = emulatorEndpoints(origin);
  const transporter = new gaxios.Gaxios({ noProxy: [own], timeout: TOKEN_TIMEOUT });
  const client = refreshing({ universeDomain: DEFAULT_UNIVERSE, transporter }, async () => {
    const { data } = await transporter.request<{ accessToken: string; expiresIn: number }>({
      url: `${own}/emulator/tokens`,
      method: 'POST',
      headers: { 'x-leastwise-emulator': '1' },
      data: { member },
      responseType: 'json',
      redirect: 'error',
    });
    return { access_token: data.accessToken, expiry_date: Date.now() + data.expiresIn * 1000 };
  });
  const account = /^(?:user|serviceAccount):(.+)$/.exec(member)?.[1];
  return { type: 'emulator', source: 'emulator', account, universeDomain: DEFAULT_UNIVERSE, longLivedKey: false, client };
}

const DEFAULT_UNIVERSE = 'googleapis.com';
const SCOPE = 'https://www.googleapis.com/auth/cloud-platform';

/** Milliseconds after which a request for a token is given up, whoever waits for it. */
const TOKEN_TIMEOUT = 30_000;

/** What all clients are made with. */
interface Base {
  readonly universeDomain: string;
  readonly transporter: gaxios.Gaxios;
}

/** Debugging output of google-auth-library (`GOOGLE_SDK_NODE_LOGGING`) would hold the tokens, so its interceptors are left out. */
const quiet = { useAuthRequestParameters: false } as const;

type Environment = NonNullable<FindOptions['environment']>;

/** A file that is there. */
interface Found {
  readonly source: string;
  readonly text: string;
}

async function fromVariable(environment: Environment): Promise<Found | undefined> {
  const file = environment.GOOGLE_APPLICATION_CREDENTIALS;
  if (!file) return undefined;
  const text = await readFile(file, 'utf8').catch(() => {
    throw new GcpError(
      'credentials',
      `GOOGLE_APPLICATION_CREDENTIALS names ${file}, which cannot be read. Correct or unset the variable, or sign in: gcloud auth application-default login`,
    );
  });
  return { source: file, text };
}

async function fromWellKnownFile(environment: Environment, home: string, platform: NodeJS.Platform): Promise<Found | undefined> {
  const folder =
    environment.CLOUDSDK_CONFIG ||
    (platform === 'win32'
      ? path.join(environment.APPDATA || path.join(home, 'AppData', 'Roaming'), 'gcloud')
      : path.join(home, '.config', 'gcloud'));
  const file = path.join(folder, 'application_default_credentials.json');
  const text = await readFile(file, 'utf8').catch(() => undefined);
  return text === undefined ? undefined : { source: file, text };
}

/** https://google.aip.dev/auth has the types and their fields. */
interface CredentialsFile {
  readonly type?: string;
  readonly account?: string;
  readonly quota_project_id?: string;
  readonly universe_domain?: string;
  readonly client_email?: string;
  readonly private_key?: string;
  readonly private_key_id?: string;
  readonly client_id?: string;
  readonly client_secret?: string;
  readonly refresh_token?: string;
  readonly service_account_impersonation_url?: string;
  readonly source_credentials?: CredentialsFile;
  readonly delegates?: readonly string[];
  readonly token_url?: string;
  readonly token_info_url?: string;
  readonly credential_source?: { readonly environment_id?: string; readonly executable?: object };
}

function fromFile({ source, text }: Found, transporter: gaxios.Gaxios): Credentials {
  let file: CredentialsFile;
  try {
    file = JSON.parse(text);
  } catch {
    throw new GcpError('credentials', `${source} is not JSON. Sign in again: gcloud auth application-default login`);
  }
  try {
    const universeDomain = file.universe_domain || DEFAULT_UNIVERSE;
    const { type, client, account = file.account, longLivedKey = false } = clientOf(file, { universeDomain, transporter });
    // The quota project is sent with each request, and there one may choose another.
    client.quotaProjectId = undefined;
    return {
      type,
      source,
      account: account || undefined,
      quotaProject: file.quota_project_id || undefined,
      universeDomain,
      longLivedKey,
      client,
    };
  } catch (error) {
    throw new GcpError('credentials', `${source} holds no credentials that can be used: ${(error as Error).message}`);
  }
}

type Made = Pick<Credentials, 'type' | 'client' | 'account'> & Partial<Pick<Credentials, 'longLivedKey'>>;

/** Throws an Error that says what is wrong. Addresses in the file have to be Google's: the secrets beside them are sent there. */
function clientOf(file: CredentialsFile, base: Base): Made {
  for (const name of ['token_url', 'token_info_url', 'service_account_impersonation_url'] as const)
    if (file[name] !== undefined) checkAddress(name, file[name], base.universeDomain);
  switch (file.type) {
    case 'authorized_user': {
      const [clientId, clientSecret, refreshToken] = needed(file, ['client_id', 'client_secret', 'refresh_token']);
      return { type: file.type, client: new UserRefreshClient({ ...quiet, ...base, clientId, clientSecret, refreshToken }) };
    }
    case 'service_account': {
      const [email, key] = needed(file, ['client_email', 'private_key']);
      const client = new JWT({ ...quiet, ...base, email, key, keyId: file.private_key_id, scopes: [SCOPE] });
      return { type: file.type, client, account: email, longLivedKey: true };
    }
    case 'impersonated_service_account':
      return impersonated(file, base);
    case 'external_account': {
      const Client = file.credential_source?.environment_id
        ? AwsClient
        : file.credential_source?.executable
          ? PluggableAuthClient
          : IdentityPoolClient;
      const options = { ...file, ...quiet, ...base, scopes: [SCOPE] };
      const account = impersonationTarget(file.service_account_impersonation_url);
      // The library reads the file's own names.
      return { type: file.type, client: new Client(options as never), account };
    }
    case 'external_account_authorized_user': {
      needed(file, ['refresh_token', 'client_id', 'client_secret']);
      return { type: file.type, client: new ExternalAccountAuthorizedUserClient({ ...file, ...quiet, ...base } as never) };
    }
    default:
      throw new Error(`its type is ${file.type ?? 'missing'}. Sign in: gcloud auth application-default login`);
  }
}

function impersonated(file: CredentialsFile, base: Base): Made {
  const [url = ''] = needed(file, ['service_account_impersonation_url']);
  const target = impersonationTarget(url);
  if (target === undefined) throw new Error('its service_account_impersonation_url names no account.');
  if (!file.source_credentials) throw new Error('it lacks source_credentials.');
  const { client: source, longLivedKey } = clientOf(file.source_credentials, base);
  const client = refreshing(base, async () => {
    const { data } = await source.request<{ accessToken: string; expireTime: string }>({
      url,
      method: 'POST',
      data: { delegates: file.delegates ?? [], scope: [SCOPE], lifetime: '3600s' },
      responseType: 'json',
      redirect: 'error',
    });
    return { access_token: data.accessToken, expiry_date: Date.parse(data.expireTime) };
  });
  return { type: 'impersonated_service_account', client, account: target, longLivedKey };
}

function impersonationTarget(url: string | undefined): string | undefined {
  return /\/serviceAccounts\/([^/:]+):generateAccessToken$/.exec(url ?? '')?.[1];
}

function checkAddress(name: string, address: string, universeDomain: string): void {
  const url = URL.canParse(address) ? new URL(address) : undefined;
  if (url?.protocol !== 'https:' || !url.hostname.endsWith(`.${universeDomain}`))
    throw new Error(`its ${name} is no https address in ${universeDomain}. Sign in: gcloud auth application-default login`);
}

function needed(file: CredentialsFile, names: readonly (keyof CredentialsFile)[]): string[] {
  return names.map((name) => {
    const value = file[name];
    if (typeof value !== 'string' || value === '') throw new Error(`it lacks ${name}. Sign in: gcloud auth application-default login`);
    return value;
  });
}

function fromMetadata(universeDomain: string, transporter: gaxios.Gaxios): Credentials {
  const client = new Compute({ ...quiet, universeDomain, transporter, scopes: [SCOPE] });
  return { type: 'metadata', source: 'metadata server', universeDomain, longLivedKey: false, client };
}

/** What gcloud is signed in as. Undefined where it is not installed or nobody is signed in. */
async function fromGcloud(gcloud: Gcloud, universeDomain: string, transporter: gaxios.Gaxios): Promise<Credentials | undefined> {
  const value = async (name: string) => (await gcloud(['config', 'get-value', name]).catch(() => '')).trim();
  const [own, impersonated] = await Promise.all([value('account'), value('auth/impersonate_service_account')]);
  // Among the words for a command interpreter are no other accounts.
  if (!/^(?:[^\s"&|<>^%]+@|principal)[^\s"&|<>^%]*$/.test(own)) return undefined;
  // The last of a chain is whose tokens these are.
  const account = impersonated.includes('@') ? impersonated.slice(impersonated.lastIndexOf(',') + 1) : own;
  const client = refreshing({ universeDomain, transporter }, async () => {
    // Of the one who is shown, whomever gcloud has been switched to since.
    const token = (await gcloud(['auth', 'print-access-token', `--account=${own}`])).trim();
    // gcloud does not say how long it is good; it gives none that has less than this left.
    return { access_token: token, expiry_date: Date.now() + 4 * 60_000 };
  });
  client.eagerRefreshThresholdMillis = 1000;
  return { type: 'gcloud', source: 'gcloud', account, universeDomain, longLivedKey: false, client };
}

/** Runs in the user's directory: on Windows a program named gcloud in the current one would be found first. */
async function runGcloud(args: readonly string[]): Promise<string> {
  // On Windows it is a batch file, which only the command interpreter runs; all arguments are plain words.
  const [program, ...rest] = process.platform === 'win32' ? ['cmd.exe', '/d', '/s', '/c', 'gcloud', ...args] : ['gcloud', ...args];
  const { stdout } = await execute(program, rest, { cwd: homedir(), timeout: TOKEN_TIMEOUT });
  return stdout;
}

const execute = promisify(execFile);

function refreshing(base: Base, refreshHandler: NonNullable<OAuth2Client['refreshHandler']>): OAuth2Client {
  const client = new OAuth2Client({ ...quiet, ...base });
  client.refreshHandler = refreshHandler;
  return client;
}
