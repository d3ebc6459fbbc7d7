import { type CloudRun, openCloudRun } from './cloudRun.ts';
import type { Credentials } from './credentials.ts';
import { type Endpoints, googleEndpoints } from './endpoints.ts';
import { openHttp } from './http.ts';
import { type Iam, openIam } from './iam.ts';
import { type IamCredentials, openIamCredentials } from './iamCredentials.ts';
import { type Keys, openKeys } from './keys.ts';
import { openResourceManager, type ResourceManager } from './resourceManager.ts';
import { type AskTokenInfo, openTokenInfo } from './tokenInfo.ts';

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
  /** Hears that the credentials gave no token, or one that was not taken: there may be others by now. */
  onRefused?(): void;
}

/** Sends nothing. Throws a GcpError of kind `credentials` where the credentials may not be sent to the endpoints. */
export function connect(options: ConnectOptions): Clients {
  const { credentials, endpoints = googleEndpoints(credentials.universeDomain), quotaProject, deadline, onRefused } = options;
  const http = openHttp(credentials, endpoints, { quotaProject, deadline, onRefused });
  return {
    credentials,
    endpoints,
    iam: openIam(http),
    iamCredentials: openIamCredentials(http),
    resourceManager: openResourceManager(http),
    run: openCloudRun(http),
    tokenInfo: openTokenInfo(http),
    keys: openKeys(http),
  };
}

export { emulatorCredentials, findCredentials } from './credentials.ts';
export { emulatorEndpoints, googleEndpoints } from './endpoints.ts';
export { editPolicy } from './iam.ts';
export { identify } from './identify.ts';
