import type { TestContext } from 'node:test';
import type { TreeNode } from '../../client/explorer/node.ts';
import { openTree, type Tree } from '../../client/explorer/tree.ts';
import { type Clients, connect, emulatorCredentials, emulatorEndpoints } from '../../client/gcp/clients.ts';
import { type Emulator, startEmulator } from '../../emulator/emulator.ts';
import { type AccountState, type EmulatorState, emptyState } from '../../emulator/state.ts';
import { english } from '../../iam/localize.ts';
import type { Identities } from '../../server/lsp/protocol.ts';
import { catalog } from '../catalog.ts';
import { connected } from '../lsp/client.ts';

/** English, as `vscode.l10n` without a translation gives it. */
export const l10n = english;

export const now = new Date('2026-11-22T12:00:00Z');
export const ana = 'user:ana@example.com';
export const api = 'api-runtime@shop.iam.gserviceaccount.com';

export function accountState(id: string, more: Partial<AccountState> = {}): AccountState {
  const uniqueId = String(100_000_000_000_000_000_000n + BigInt(`0x${Buffer.from(id).toString('hex').slice(-12)}`));
  return { email: `${id}@shop.iam.gserviceaccount.com`, uniqueId, ...more };
}

/** An organization with a folder with the project `shop`, all of which ana may see. */
export function shopState(): EmulatorState {
  return {
    ...emptyState(),
    organizations: [
      {
        id: '1234567890',
        displayName: 'example.com',
        policy: {
          bindings: [
            { role: 'roles/iam.securityReviewer', members: [ana] },
            { role: 'roles/browser', members: [ana] },
            { role: 'roles/iam.serviceAccountTokenCreator', members: ['group:platform@example.com'] },
          ],
        },
      },
    ],
    folders: [
      {
        id: '42',
        displayName: 'production',
        parent: 'organizations/1234567890',
        policy: { bindings: [{ role: 'roles/logging.logWriter', members: [`serviceAccount:${api}`] }] },
      },
    ],
    projects: [
      {
        projectId: 'shop',
        number: '123456789012',
        parent: 'folders/42',
        policy: {
          bindings: [
            { role: 'roles/iam.serviceAccountAdmin', members: [ana] },
            { role: 'roles/run.viewer', members: [ana] },
            {
              role: 'roles/run.invoker',
              members: [`serviceAccount:${api}`],
              condition: { title: 'this year', expression: 'request.time < timestamp("2027-01-01T00:00:00Z")' },
            },
            {
              role: 'roles/run.serviceAgent',
              members: ['serviceAccount:service-123456789012@serverless-robot-prod.iam.gserviceaccount.com'],
            },
            { role: 'roles/viewer', members: ['deleted:serviceAccount:gone@shop.iam.gserviceaccount.com?uid=100000000000000000777'] },
          ],
        },
        serviceAccounts: [
          accountState('api-runtime', {
            displayName: 'The shop',
            policy: { bindings: [{ role: 'roles/iam.serviceAccountTokenCreator', members: ['user:bo@example.com'] }] },
            keys: [
              {
                id: 'b'.repeat(40),
                keyOrigin: 'USER_PROVIDED',
                validAfterTime: '2026-11-22T00:00:00Z',
                validBeforeTime: '2026-12-31T00:00:00Z',
                disabled: true,
              },
              {
                id: 'a'.repeat(40),
                keyOrigin: 'GOOGLE_PROVIDED',
                validAfterTime: '2025-10-06T12:00:00Z',
                validBeforeTime: '9999-12-31T23:59:59Z',
              },
            ],
          }),
          accountState('old-batch', { disabled: true }),
          { email: '123456789012-compute@developer.gserviceaccount.com', uniqueId: '100000000000000000001' },
        ],
        services: [
          { name: 'orders', location: 'europe-west1', serviceAccount: api },
          { name: 'web', location: 'europe-west1' },
        ],
        jobs: [{ name: 'report', location: 'us-central1', serviceAccount: api }],
        workerPools: [],
      },
    ],
  };
}

/** A tree over an emulator. */
export interface Shop {
  readonly tree: Tree;
  readonly emulator: Emulator;
  readonly clients: Clients;
  /** How often the lines were to be asked for again. */
  readonly changes: number;
  /** Whether something is loading. */
  readonly busy: boolean;
  /** The labels and descriptions below the labels of the path, and below those named in `open`, as one reads them. */
  show(path: readonly string[], open?: readonly string[]): Promise<string>;
  /** The line at the path of labels. */
  find(...path: readonly string[]): Promise<TreeNode>;
}

export interface ShopOptions {
  readonly state?: EmulatorState;
  /** The member that asks. */
  readonly as?: string;
  /** The texts of the workspace. */
  readonly files?: Readonly<Record<string, string>>;
  /** Milliseconds for a call. */
  readonly deadline?: number;
  clients?(): Promise<Clients>;
}

/** The project `shop` in an emulator and its tree. */
export async function openShop(
  t: TestContext,
  { state = shopState(), as = ana, files, deadline, clients: other }: ShopOptions = {},
): Promise<Shop> {
  const emulator = await startEmulator({ state, catalog, now: () => now });
  t.after(() => emulator.close());
  const clients = connect({
    credentials: emulatorCredentials(emulator.origin, as),
    endpoints: emulatorEndpoints(emulator.origin),
    deadline,
  });
  let changes = 0;
  let busy = false;
  const tree = openTree({
    l10n,
    catalog,
    now: () => now.getTime(),
    clients: other ?? (async () => clients),
    caller: () => as,
    onChange: () => changes++,
    onBusy: (loading) => {
      busy = loading;
    },
  });
  tree.update({ projects: ['shop'], mayConnect: true, identities: files && (await identitiesOf(t, files)) });

  async function find(...path: readonly string[]): Promise<TreeNode> {
    let nodes = tree.roots();
    let found: TreeNode | undefined;
    for (const label of path) {
      found = nodes.find((node) => plain(node.label) === label);
      if (!found) throw new Error(`No ${label} among ${nodes.map((node) => node.label).join(', ')}`);
      nodes = (await found.children?.()) ?? [];
    }
    if (!found) throw new Error('The path is empty');
    return found;
  }

  async function text(nodes: readonly TreeNode[], open: readonly string[], indent: string): Promise<string> {
    let lines = '';
    for (const node of nodes) {
      const below = open.includes(plain(node.label)) ? await text((await node.children?.()) ?? [], open, `${indent}  `) : '';
      lines += `${indent}${[node.label, node.description].filter(Boolean).join(' — ')}\n${below}`;
    }
    return lines;
  }

  return {
    tree,
    emulator,
    clients,
    get changes() {
      return changes;
    },
    get busy() {
      return busy;
    },
    find,
    async show(path, open = []) {
      const nodes = path.length === 0 ? tree.roots() : ((await (await find(...path)).children?.()) ?? []);
      return text(nodes, open, '');
    },
  };
}

/** A label without its number of lines. */
function plain(label: string): string {
  return label.replace(/ \(\d+\+?\)$/, '');
}

/** What the language server says of the files. */
export async function identitiesOf(t: TestContext, files: Readonly<Record<string, string>>): Promise<Identities> {
  const client = await connected(t, files);
  return client.connection.sendRequest('leastwise/identities');
}

/** Waits for something to come true, some seconds at most. */
export async function until(condition: () => boolean): Promise<void> {
  for (let turn = 0; !condition(); turn++) {
    if (turn > 1000) throw new Error('It has not come true');
    await new Promise((resolve) => setTimeout(resolve, 5));
  }
}
