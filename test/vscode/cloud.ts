import { readFileSync } from 'node:fs';
import path from 'node:path';
import { brotliDecompressSync } from 'node:zlib';
import { ConfigurationTarget, commands, extensions, type TreeDataProvider, type TreeItem, workspace } from 'vscode';
import type { TreeNode } from '../../client/explorer/node.ts';
import type { Exports } from '../../client/extension.ts';
import { type Emulator, startEmulator } from '../../emulator/emulator.ts';
import { type AccountState, type EmulatorState, emptyState } from '../../emulator/state.ts';
import { openCatalog } from '../../iam/catalog/catalog.ts';

/** The project of the shop, which is the workspace. */
export const project = 'fernhill-shop';
/** May read everything and mint through the first hop. */
export const dana = 'user:dana@fernhill.example';
/** May list the accounts and nothing else. */
export const eve = 'user:eve@fernhill.example';
/** May change who may do what. */
export const admin = 'user:admin@fernhill.example';

/** The e-mail of an account of the shop. */
export const email = (name: string) => `${name}@${project}.iam.gserviceaccount.com`;
const member = (name: string) => `serviceAccount:${email(name)}`;

/** The extension's directory. */
export const extensionPath = extensions.getExtension('leastwise.leastwise')?.extensionPath ?? '';

/** The shop as it might have become: an account that nobody declared, one that is missing, an old key, a chain of two hops. */
export function shopState(now = new Date()): EmulatorState {
  const account = (name: string, more: Partial<AccountState> = {}): AccountState => ({
    email: email(name),
    uniqueId: String(100_000_000_000 + ([...name].reduce((sum, letter) => sum * 31 + letter.charCodeAt(0), 7) % 1_000_000_000)),
    ...more,
  });
  const creators = (...members: string[]) => ({ bindings: [{ role: 'roles/iam.serviceAccountTokenCreator', members }] });
  const created = new Date(now.getTime() - 412 * 86_400_000).toISOString();
  const key = {
    id: 'a'.repeat(40),
    keyOrigin: 'GOOGLE_PROVIDED',
    validAfterTime: created,
    validBeforeTime: '9999-12-31T23:59:59Z',
  } as const;
  return {
    ...emptyState(),
    organizations: [
      { id: '4711', displayName: 'fernhill.example', policy: { bindings: [{ role: 'roles/iam.securityAdmin', members: [admin] }] } },
    ],
    customRoles: [
      { name: `projects/${project}/roles/lister`, includedPermissions: ['iam.serviceAccounts.list', 'iam.serviceAccounts.get'] },
    ],
    projects: [
      {
        projectId: project,
        number: '482915036617',
        parent: 'organizations/4711',
        policy: {
          bindings: [
            { role: 'roles/viewer', members: [dana] },
            { role: 'roles/iam.securityReviewer', members: [dana] },
            { role: `projects/${project}/roles/lister`, members: [eve] },
            {
              role: 'roles/run.invoker',
              members: [member('orders-api')],
              condition: { title: 'season', expression: 'request.time < timestamp("2027-01-01T00:00:00Z")' },
            },
          ],
        },
        serviceAccounts: [
          account('orders-api', { policy: creators(member('hop-two')) }),
          account('hop-one', { policy: creators(dana) }),
          account('hop-two', { policy: creators(member('hop-one')) }),
          account('bookkeeping', { keys: [key] }),
          account('legacy-export', { disabled: true }),
          ...['storefront', 'payments-api', 'nightly-report', 'thumbnails', 'scheduler'].map((name) => account(name)),
        ],
        services: [{ name: 'orders', location: 'europe-west1', serviceAccount: email('orders-api') }],
        jobs: [],
        workerPools: [],
      },
    ],
  };
}

/** A project with so many accounts. */
export function crowdedState(count: number): EmulatorState {
  const crowded = 'crowded-project';
  const serviceAccounts = Array.from({ length: count }, (_, index) => ({
    email: `a-${String(index).padStart(5, '0')}@${crowded}.iam.gserviceaccount.com`,
    uniqueId: String(100_000_000_000 + index),
  }));
  const policy = { bindings: [{ role: 'roles/iam.serviceAccountViewer', members: [dana] }] };
  return {
    ...emptyState(),
    projects: [{ projectId: crowded, number: '1', policy, serviceAccounts, services: [], jobs: [], workerPools: [] }],
  };
}

/** An emulator in this process, to which the extension is connected. */
export async function emulate(state: EmulatorState, as = dana): Promise<Emulator> {
  const catalog = openCatalog(() => brotliDecompressSync(readFileSync(path.join(extensionPath, 'dist/catalog.json.br'))).toString('utf8'));
  const emulator = await startEmulator({ state, catalog, member: as });
  await goTo(
    emulator.origin,
    state.projects.map(({ projectId }) => projectId),
  );
  return emulator;
}

/** Points the extension to an emulator, with these projects chosen; to Google with none where there is no origin. */
export async function goTo(origin?: string, projects: readonly string[] = []): Promise<void> {
  await set('endpoints', origin && { emulator: origin });
  if (origin) await commands.executeCommand('leastwise.showActiveCredentials');
  await commands.executeCommand('workbench.action.closeQuickOpen');
  await commands.executeCommand('leastwise.selectProjects', projects);
}

/** Sets a user setting of ours, or takes it back. */
export async function set(name: string, value: unknown, target = ConfigurationTarget.Global): Promise<void> {
  await workspace.getConfiguration('leastwise').update(name, value, target);
}

/** A line of the view with what is below it. */
export interface Row {
  readonly label: string;
  readonly description: string;
  readonly contextValue: string;
  readonly node: TreeNode;
  below(): Promise<Row[]>;
}

/** The lines of the Service Accounts view, as VS Code asks for them. */
export async function roots(): Promise<Row[]> {
  const extension = extensions.getExtension<Exports>('leastwise.leastwise');
  const tree = (await extension?.activate())?.tree as TreeDataProvider<TreeNode>;
  const below = async (parent?: TreeNode): Promise<Row[]> => {
    const nodes = (await tree.getChildren(parent)) ?? [];
    return Promise.all(
      nodes.map(async (node) => {
        const { label, description, contextValue = '' } = (await tree.getTreeItem(node)) as TreeItem;
        return { label: String(label), description: String(description ?? ''), contextValue, node, below: () => below(node) };
      }),
    );
  };
  return below();
}

/** The line that is found by the beginnings of the labels on the way to it. Throws with what is there instead. */
export async function row(...way: readonly string[]): Promise<Row> {
  let rows = await roots();
  let found: Row | undefined;
  for (const start of way) {
    found = rows.find(({ label }) => label.startsWith(start));
    if (!found) throw new Error(`There is no "${start}" among ${rows.map(({ label }) => label).join(', ')}`);
    rows = start === way.at(-1) ? [] : await found.below();
  }
  return found as Row;
}

/** A line in words, for comparisons. */
export const words = ({ label, description }: Pick<Row, 'label' | 'description'>): string =>
  [label, description].filter(Boolean).join(' — ');

/** Resolves as soon as the condition holds; VS Code tells of too few things by events. */
export async function until(holds: () => unknown, what: () => string = () => ''): Promise<void> {
  for (const deadline = Date.now() + 20_000; !(await holds()); await new Promise((resolve) => setTimeout(resolve, 50))) {
    if (Date.now() > deadline) throw new Error(`It has not become so: ${what()}`);
  }
}
