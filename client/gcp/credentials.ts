import type { AuthClient } from 'google-auth-library';

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
export type Gcloud = (args: readonly string[], signal?: AbortSignal) => Promise<string>;

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
}

/** Finds the default credentials, else gcloud's. Reads files and may run gcloud, but sends nothing. Throws a GcpError of kind `credentials` that says what to do. */
export declare function findCredentials(options?: FindOptions): Promise<Credentials>;

/** Those of a member (`user:…`, `serviceAccount:…`) at an emulator, which gives it tokens for the asking. Throws a RangeError where the origin is not on this machine. */
export declare function emulatorCredentials(origin: string, member: string): Credentials;
