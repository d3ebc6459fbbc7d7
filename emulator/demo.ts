import type { AccountState, BindingState, EmulatorState, KeyState, PolicyState, RunState } from './state.ts';
import { uniqueIdOf } from './uniqueId.ts';

/** Whom the demo is for: he may see most, change the policies of service accounts, and mint the tokens of a few. */
export const demoMember = 'user:tomas@fernhill.example';

/** The project that examples/shop is about. */
const shop = { projectId: 'fernhill-shop', number: '123456789012' } as const;
const lab = { projectId: 'fernhill-lab', number: '210987654321' } as const;
const organization = '456123789012';
const folder = '310987654321';

const tokenCreator = 'roles/iam.serviceAccountTokenCreator';
const accountUser = 'roles/iam.serviceAccountUser';

/**
 * The Google Cloud in which examples/shop has been applied, some time ago: not all that the files declare is there, and some is there that they do not declare.
 * With `accounts`, that many more accounts are in the shop's project.
 */
export function demoState(now: Date, accounts = 0): EmulatorState {
  const ago = (days: number) => new Date(now.getTime() - days * 86_400_000).toISOString().replace(/\.\d+/, '');
  return {
    organizations: [{ id: organization, displayName: 'fernhill.example', policy: organizationPolicy() }],
    folders: [{ id: folder, displayName: 'Production', parent: `organizations/${organization}`, policy: folderPolicy() }],
    projects: [
      {
        ...shop,
        displayName: 'Fernhill Shop',
        parent: `folders/${folder}`,
        policy: shopPolicy(ago),
        serviceAccounts: [...shopAccounts(ago), ...more(accounts)],
        ...workloads(),
      },
      {
        ...lab,
        displayName: 'Fernhill Lab',
        parent: `organizations/${organization}`,
        policy: policy(
          [`organizations/${organization}/roles/accountLister`, 'group:platform@fernhill.example'],
          ['roles/owner', 'user:lena@fernhill.example'],
        ),
        serviceAccounts: [account('experiments', 'Experiments', {}, lab.projectId), account('notebooks', 'Notebooks', {}, lab.projectId)],
        services: [],
        jobs: [],
        workerPools: [],
      },
    ],
    customRoles: [
      {
        name: `organizations/${organization}/roles/accountLister`,
        title: 'Account Lister',
        description: 'Sees that there are service accounts, and nothing about them.',
        stage: 'GA',
        includedPermissions: ['iam.serviceAccounts.get', 'iam.serviceAccounts.list', 'resourcemanager.projects.get'],
      },
    ],
    organizationPolicies: [
      {
        resource: `organizations/${organization}`,
        constraint: 'iam.allowServiceAccountCredentialLifetimeExtension',
        allowedValues: [email('terraform')],
      },
      { resource: `folders/${folder}`, constraint: 'iam.disableServiceAccountKeyCreation', enforced: true },
    ],
    groups: {
      'group:developers@fernhill.example': ['user:mira@fernhill.example', 'group:platform@fernhill.example'],
      'group:platform@fernhill.example': [demoMember],
      'group:on-call@fernhill.example': ['user:mira@fernhill.example'],
      'group:office@fernhill.example': ['user:lena@fernhill.example'],
    },
    metadata: { projectId: shop.projectId, serviceAccount: email('storefront'), region: 'europe-west1' },
  };
}

function organizationPolicy(): PolicyState {
  return policy(
    ['roles/resourcemanager.organizationAdmin', 'user:lena@fernhill.example'],
    ['roles/iam.serviceAccountAdmin', 'group:security@fernhill.example'],
  );
}

function folderPolicy(): PolicyState {
  return policy(
    ['roles/browser', 'group:developers@fernhill.example'],
    ['roles/iam.securityReviewer', 'group:platform@fernhill.example'],
    [tokenCreator, `serviceAccount:${email('release')}`],
  );
}

function shopPolicy(ago: (days: number) => string): PolicyState {
  return policy(
    ['roles/owner', 'user:lena@fernhill.example'],
    ['roles/viewer', 'group:developers@fernhill.example', 'group:office@fernhill.example'],
    ['roles/iam.serviceAccountAdmin', 'group:platform@fernhill.example'],
    ['roles/serviceusage.serviceUsageConsumer', 'group:platform@fernhill.example'],
    ['roles/editor', `serviceAccount:${shop.number}-compute@developer.gserviceaccount.com`],
    ['roles/run.developer', `serviceAccount:${email('builder')}`],
    ['roles/cloudsql.client', `serviceAccount:${email('nightly-report')}`, `serviceAccount:${email('orders-api')}`],
    until('while on call', ago(-30), [tokenCreator, 'group:on-call@fernhill.example']),
    until('until the move is over', ago(40), [tokenCreator, 'user:contractor@ledgerworks.example']),
  );
}

function shopAccounts(ago: (days: number) => string): AccountState[] {
  const never = '9999-12-31T23:59:59Z';
  const key = (id: string, days: number, rest: Partial<KeyState> = {}): KeyState => ({
    id: id.repeat(40).slice(0, 40),
    keyOrigin: 'GOOGLE_PROVIDED',
    validAfterTime: ago(days),
    validBeforeTime: never,
    ...rest,
  });
  const builder = `serviceAccount:${email('builder')}`;
  return [
    account('storefront', 'Storefront', { policy: policy([accountUser, builder], [tokenCreator, demoMember]) }),
    account('orders-api', 'Orders API', { policy: policy([accountUser, builder]) }),
    account('payments-api', 'Payments API'),
    account('nightly-report', 'Nightly report'),
    account('thumbnails', 'Thumbnails of product photos'),
    account('builder', 'Builds and deploys the services', {
      policy: policy([
        'roles/iam.workloadIdentityUser',
        `principalSet://iam.googleapis.com/projects/${shop.number}/locations/global/workloadIdentityPools/github/attribute.repository_id/518200417`,
      ]),
    }),
    account('bookkeeping', 'Bookkeeping', { keys: [key('b0', 412)] }),
    account('newsletter', 'Newsletter', {
      description: 'Made by hand for the spring campaign.',
      keys: [key('7e', 95, { disabled: true })],
    }),
    account('old-batch', 'Old batch jobs', {
      disabled: true,
      keys: [key('0b', 1230), key('c4', 700, { keyOrigin: 'USER_PROVIDED', validBeforeTime: ago(-30) })],
    }),
    account('ci-gate', 'Where the pipelines come in', { policy: policy([tokenCreator, demoMember]) }),
    account('release', 'Releases', { policy: policy([tokenCreator, `serviceAccount:${email('ci-gate')}`]) }),
    account('terraform', 'Applies the configuration', { policy: policy([tokenCreator, `serviceAccount:${email('release')}`]) }),
    defaultAccount(`${shop.number}-compute@developer.gserviceaccount.com`, 'Compute Engine default service account'),
    defaultAccount(`${shop.projectId}@appspot.gserviceaccount.com`, 'App Engine default service account'),
  ];
}

function workloads(): { services: RunState[]; jobs: RunState[]; workerPools: RunState[] } {
  return {
    services: [
      run('storefront', { serviceAccount: email('storefront'), policy: policy(['roles/run.invoker', 'allUsers']) }),
      run('orders', { policy: policy(['roles/run.invoker', `serviceAccount:${email('storefront')}`]) }),
      run('payments', { serviceAccount: email('payments-api'), customAudiences: ['https://payments.fernhill.example'] }),
      run('newsletter', { serviceAccount: email('newsletter'), location: 'us-central1' }),
    ],
    jobs: [run('nightly-report', { serviceAccount: email('nightly-report') })],
    workerPools: [run('order-queue', { serviceAccount: email('orders-api') })],
  };
}

function run(name: string, rest: Partial<RunState>): RunState {
  return { name, location: 'europe-west1', ...rest };
}

function more(count: number): AccountState[] {
  const digits = String(count).length;
  return Array.from({ length: count }, (_, index) => account(`load-${String(index + 1).padStart(digits, '0')}`, `Load ${index + 1}`));
}

function account(name: string, displayName: string, rest: Partial<AccountState> = {}, project: string = shop.projectId): AccountState {
  return { ...defaultAccount(email(name, project), displayName), ...rest };
}

function defaultAccount(address: string, displayName: string): AccountState {
  return { email: address, uniqueId: uniqueIdOf(address), displayName };
}

function email(name: string, project: string = shop.projectId): string {
  return `${name}@${project}.iam.gserviceaccount.com`;
}

type Granted = readonly [role: string, ...members: string[]] | BindingState;

function policy(...granted: readonly Granted[]): PolicyState {
  return { bindings: granted.map((each) => ('role' in each ? each : { role: each[0], members: each.slice(1) })) };
}

function until(title: string, time: string, [role, ...members]: readonly [string, ...string[]]): BindingState {
  return { role, members, condition: { title, expression: `request.time < timestamp("${time}")` } };
}
