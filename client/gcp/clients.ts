import type { CloudRun } from './cloudRun.ts';
import type { Credentials } from './credentials.ts';
import type { Endpoints } from './endpoints.ts';
import type { Iam } from './iam.ts';
import type { IamCredentials } from './iamCredentials.ts';
import type { Keys } from './keys.ts';
import type { ResourceManager } from './resourceManager.ts';
import type { AskTokenInfo } from './tokenInfo.ts';

/** All that is asked of Google Cloud, with one caller's credentials. */
export interface Clients {
  readonly credentials: Credentials;
  readonly endpoints: Endpoints;
  readonly iam: Iam;
  readonly iamCredentials: IamCredentials;
  readonly resourceManager: ResourceManager;
  readonly run: CloudRun;
  readonly tokenInfo: AskTokenInfo;
  readonly keys: Keys;
}

export interface ConnectOptions {
  readonly credentials: Credentials;
  /** Google's in the universe of the credentials where it is not set. */
  readonly endpoints?: Endpoints;
  readonly quotaProject?: string;
  /** Milliseconds for calls that do not say. */
  readonly deadline?: number;
}

/** Sends nothing. Throws a GcpError of kind `credentials` where the credentials may not be sent to the endpoints. */
export declare function connect(options: ConnectOptions): Clients;

export { emulatorCredentials, findCredentials } from './credentials.ts';
export { emulatorEndpoints, googleEndpoints } from './endpoints.ts';
export { editPolicy } from './iam.ts';
