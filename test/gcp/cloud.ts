import { type Clients, connect } from '../../client/gcp/clients.ts';
import { emulatorCredentials } from '../../client/gcp/credentials.ts';
import { emulatorEndpoints } from '../../client/gcp/endpoints.ts';
import { type Emulator, startEmulator } from '../../emulator/emulator.ts';
import { type AccountState, type EmulatorState, emptyState } from '../../emulator/state.ts';
import { catalog } from '../catalog.ts';

export const ann = 'user:ann@example.com';
export const project = 'shop-prod';
export const runtime = `api-runtime@${project}.iam.gserviceaccount.com`;
export const first = `first-hop@${project}.iam.gserviceaccount.com`;
export const second = `second@${project}.iam.gserviceaccount.com`;

const creator = 'roles/iam.serviceAccountTokenCreator';

/** An organization with a folder with a project: Ann owns the project and reviews the folder, and comes to `runtime` over two accounts. */
export function shopState(): EmulatorState {
  let ids = 0;
  const account = (email: string, creators: readonly string[]): AccountState => ({
    email,
    uniqueId: `10000000000000000000${++ids}`,
    displayName: email.split('@')[0],
    policy: { bindings: creators.map((member) => ({ role: creator, members: [member] })) },
  });
  return {
    ...emptyState(),
    organizations: [{ id: '9', displayName: 'example.com' }],
    folders: [
      {
        id: '8',
        displayName: 'Shops',
        parent: 'organizations/9',
        policy: { bindings: [{ role: 'roles/iam.securityReviewer', members: [ann] }] },
      },
    ],
    projects: [
      {
        projectId: project,
        number: '123456789012',
        displayName: 'Shop',
        parent: 'folders/8',
        policy: { bindings: [{ role: 'roles/owner', members: [ann] }] },
        serviceAccounts: [
          account(runtime, [`serviceAccount:${second}`]),
          account(first, [ann]),
          account(second, [`serviceAccount:${first}`]),
        ],
        services: [
          { name: 'orders', location: 'europe-west1', serviceAccount: runtime, customAudiences: ['https://orders.example.com'] },
          { name: 'site', location: 'asia-northeast3' },
        ],
        jobs: [{ name: 'nightly', location: 'us-central1', serviceAccount: first }],
        workerPools: [{ name: 'queue', location: 'europe-west1', serviceAccount: second }],
      },
    ],
  };
}

export interface Cloud {
  readonly emulator: Emulator;
  /** Clients of a member, Ann where none is named. */
  as(member?: string, deadline?: number): Clients;
  /** The outcomes of the requests so far whose path has this as a part. */
  outcomes(path?: string): (number | string)[];
}

/** An emulator with that shop. It has to be closed. */
export async function startCloud(state: EmulatorState = shopState(), now?: () => Date): Promise<Cloud> {
  const emulator = await startEmulator({ state, catalog, now });
  return {
    emulator,
    as: (member = ann, deadline) =>
      connect({ credentials: emulatorCredentials(emulator.origin, member), endpoints: emulatorEndpoints(emulator.origin), deadline }),
    outcomes: (path = '') =>
      emulator.requests
        .filter((request) => request.path.includes(path) && !request.path.startsWith('/emulator'))
        .map(({ outcome }) => outcome),
  };
}
