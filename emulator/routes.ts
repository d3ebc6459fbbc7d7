import { iamCredentials, iamCredentialsApi } from './api/iamCredentials.ts';
import { iamApi, serviceAccounts } from './api/serviceAccounts.ts';
import { googleApi } from './googleApi.ts';
import type { Route } from './route.ts';

/** Everything that the emulator answers: the paths of the APIs do not collide. */
export const routes: readonly Route[] = [...googleApi(iamApi, serviceAccounts), ...googleApi(iamCredentialsApi, iamCredentials)];
