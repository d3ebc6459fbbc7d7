import type { TestContext } from 'node:test';
import { type Emulator, startEmulator } from '../../emulator/emulator.ts';
import { type BindingState, type EmulatorState, emptyState, type PolicyState } from '../../emulator/state.ts';
import { catalog } from '../catalog.ts';

/** The hour at which it is always the same time in these tests. */
export const noon = new Date('2026-11-23T12:00:00Z');

/** What came back. */
export interface Answer {
  readonly status: number;
  readonly headers: Headers;
  // biome-ignore lint/suspicious/noExplicitAny: an answer is whatever JSON it is, and the tests say what it should be.
  readonly body: any;
  readonly text: string;
}

/** Sends a request like `GET /v1/roles`; a body is sent as JSON, unless it is a text. */
export type Call = (request: string, body?: object | string, headers?: Record<string, string>) => Promise<Answer>;

/** An emulator with what tests need around it. */
export interface Emulated extends Emulator {
  /** Sends requests with an access token of the member. */
  as(member: string): Call;
  /** Sends requests with nothing. */
  readonly anonymous: Call;
  /** Lets time pass. */
  pass(seconds: number): void;
}

/** Starts an emulator for the time of a test. */
export async function emulated(t: Pick<TestContext, 'after'>, state: EmulatorState): Promise<Emulated> {
  const time = { now: noon };
  const emulator = await startEmulator({ state, catalog, member: 'user:ada@example.com', now: () => time.now });
  t.after(() => emulator.close());
  const { origin } = emulator;
  return {
    ...emulator,
    as: (member) => caller(origin, { authorization: `Bearer ${emulator.tokenFor(member)}` }),
    anonymous: caller(origin, {}),
    pass(seconds) {
      time.now = new Date(time.now.getTime() + seconds * 1000);
    },
  };
}

/** Sends requests to an origin with these headers. */
export function caller(origin: string, always: Record<string, string>): Call {
  return async (request, body, headers) => {
    const [method = '', path = ''] = request.split(' ');
    const text = typeof body === 'object' ? JSON.stringify(body) : body;
    const response = await fetch(origin + path, { method, body: text, headers: { ...always, ...headers } });
    const answer = await response.text();
    const isJson = response.headers.get('content-type')?.startsWith('application/json');
    return { status: response.status, headers: response.headers, body: isJson ? JSON.parse(answer) : undefined, text: answer };
  };
}

/** The e-mail of an account of the project. */
export function email(name: string): string {
  return `${name}@shop-1.iam.gserviceaccount.com`;
}

/** The account as a member. */
export function account(name: string): string {
  return `serviceAccount:${email(name)}`;
}

/** A path of the IAM Credentials API: `POST …/accounts/api@…:signJwt`. */
export function credential(name: string, method: string): string {
  return `POST /v1/projects/-/serviceAccounts/${email(name)}:${method}`;
}

/** Who has which role: `{ 'roles/viewer': ['user:…'] }`. */
export type Granted = Readonly<Record<string, readonly string[]>>;

/** A policy without conditions. */
export function policy(granted: Granted): PolicyState {
  return { bindings: Object.entries(granted).map(([role, members]): BindingState => ({ role, members: [...members] })) };
}

/** What a shop's policies are, by the resource. */
export interface ShopPolicies {
  readonly organization?: Granted;
  readonly folder?: Granted;
  readonly project?: Granted;
  readonly accounts?: Readonly<Record<string, Granted>>;
}

/** An organization with a folder with a project, shop-1, with the accounts api, worker and batch, two services, a job and a worker pool. */
export function shop({ organization, folder, project, accounts = {} }: ShopPolicies = {}): EmulatorState {
  const names = ['api', 'worker', 'batch'];
  return {
    ...emptyState(),
    organizations: [{ id: '1000', displayName: 'example.com', policy: organization && policy(organization) }],
    folders: [{ id: '2000', displayName: 'Production', parent: 'organizations/1000', policy: folder && policy(folder) }],
    projects: [
      {
        projectId: 'shop-1',
        number: '3000',
        displayName: 'Shop',
        parent: 'folders/2000',
        policy: project && policy(project),
        serviceAccounts: names.map((name, index) => ({
          email: email(name),
          uniqueId: `10000000000000000000${index + 1}`,
          displayName: name,
          policy: accounts[name] && policy(accounts[name]),
        })),
        services: [
          { name: 'front', location: 'europe-west1', serviceAccount: email('api'), customAudiences: ['https://front.example.com'] },
          { name: 'back', location: 'us-east1' },
        ],
        jobs: [{ name: 'nightly', location: 'europe-west1', serviceAccount: email('batch') }],
        workerPools: [{ name: 'queue', location: 'europe-west1', serviceAccount: email('worker') }],
      },
    ],
  };
}
