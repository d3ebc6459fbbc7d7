import { cloudRun, cloudRunApi } from './api/cloudRun.ts';
import { control } from './api/control.ts';
import { iamCredentials, iamCredentialsApi } from './api/iamCredentials.ts';
import { keys } from './api/keys.ts';
import { metadataServer } from './api/metadataServer.ts';
import { oauth } from './api/oauth.ts';
import { publicKeys } from './api/publicKeys.ts';
import { resourceManager, resourceManagerApi } from './api/resourceManager.ts';
import { roles } from './api/roles.ts';
import { iamApi, serviceAccounts } from './api/serviceAccounts.ts';
import { googleApi } from './googleApi.ts';
import type { Route } from './route.ts';

/** Everything that the emulator answers: the paths of the APIs do not collide. */
export const routes: readonly Route[] = [
  ...googleApi(iamApi, [...serviceAccounts, ...keys, ...roles]),
  ...googleApi(iamCredentialsApi, iamCredentials),
  ...googleApi(resourceManagerApi, resourceManager),
  ...googleApi(cloudRunApi, cloudRun),
  ...oauth,
  ...publicKeys,
  ...metadataServer,
  ...control,
];
