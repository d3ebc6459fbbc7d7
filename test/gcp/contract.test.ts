import assert from 'node:assert/strict';
import { after, before, describe, test } from 'node:test';
import type { cloudresourcemanager_v1, cloudresourcemanager_v3 } from '@googleapis/cloudresourcemanager';
import type { iam_v1 } from '@googleapis/iam';
import type { iamcredentials_v1 } from '@googleapis/iamcredentials';
import type { run_v1, run_v2 } from '@googleapis/run';
import type { gaxios } from 'google-auth-library';
import { type Clients, connect } from '../../client/gcp/clients.ts';
import { emulatorCredentials } from '../../client/gcp/credentials.ts';
import { emulatorEndpoints } from '../../client/gcp/endpoints.ts';
import { type Http, openHttp } from '../../client/gcp/http.ts';
import type { AllowPolicy, Binding, Condition, Role, ServiceAccount, ServiceAccountKey } from '../../client/gcp/iam.ts';
import type { Emulator } from '../../emulator/emulator.ts';
import { ann, first, project, runtime, second, shopState, startCloud } from './cloud.ts';
import { type Discovery, openDiscovery } from './discovery.ts';

/** The same type where everything may be written to, as the generated types have it. */
type Writable<T> = T extends readonly (infer Item)[]
  ? Writable<Item>[]
  : T extends object
    ? { -readonly [Name in keyof T]: Writable<T[Name]> }
    : T;

/** True where the type has no field that the schema lacks, and each is of a type that the schema takes. */
type Fits<Own, Schema> = [Exclude<keyof Own, keyof Schema>] extends [never] ? (Writable<Own> extends Schema ? true : false) : false;

// What the clients read and write, against what Google publishes: the compiler judges.
const fits: readonly true[] = [
  true satisfies Fits<ServiceAccount, iam_v1.Schema$ServiceAccount>,
  true satisfies Fits<ServiceAccountKey, iam_v1.Schema$ServiceAccountKey>,
  true satisfies Fits<AllowPolicy, iam_v1.Schema$Policy>,
  true satisfies Fits<AllowPolicy, cloudresourcemanager_v3.Schema$Policy>,
  true satisfies Fits<Binding, iam_v1.Schema$Binding>,
  true satisfies Fits<Condition, iam_v1.Schema$Expr>,
  true satisfies Fits<Role, iam_v1.Schema$Role>,
  true satisfies Fits<{ policy: AllowPolicy }, iam_v1.Schema$SetIamPolicyRequest>,
  true satisfies Fits<{ permissions: readonly string[] }, iam_v1.Schema$TestIamPermissionsRequest>,
  true satisfies Fits<{ accounts: ServiceAccount[]; nextPageToken: string }, iam_v1.Schema$ListServiceAccountsResponse>,
  true satisfies Fits<{ restoredAccount: ServiceAccount }, iam_v1.Schema$UndeleteServiceAccountResponse>,
  true satisfies Fits<
    { delegates: string[]; scope: readonly string[]; lifetime: string },
    iamcredentials_v1.Schema$GenerateAccessTokenRequest
  >,
  true satisfies Fits<{ accessToken: string; expireTime: string }, iamcredentials_v1.Schema$GenerateAccessTokenResponse>,
  true satisfies Fits<{ delegates: string[]; audience: string; includeEmail: boolean }, iamcredentials_v1.Schema$GenerateIdTokenRequest>,
  true satisfies Fits<{ delegates: string[]; payload: string }, iamcredentials_v1.Schema$SignJwtRequest>,
  true satisfies Fits<{ signedJwt: string; keyId: string }, iamcredentials_v1.Schema$SignJwtResponse>,
  true satisfies Fits<{ signedBlob: string; keyId: string }, iamcredentials_v1.Schema$SignBlobResponse>,
  true satisfies Fits<{ options: { requestedPolicyVersion: 3 } }, cloudresourcemanager_v3.Schema$GetIamPolicyRequest>,
  true satisfies Fits<{ ancestor: { resourceId: { type: string; id: string } }[] }, cloudresourcemanager_v1.Schema$GetAncestryResponse>,
  true satisfies Fits<{ locations: { locationId: string }[]; nextPageToken: string }, run_v1.Schema$ListLocationsResponse>,
  true satisfies Fits<
    { name: string; template: { serviceAccount: string }; uri: string; customAudiences: readonly string[] },
    run_v2.Schema$GoogleCloudRunV2Service
  >,
  true satisfies Fits<{ name: string; template: { template: { serviceAccount: string } } }, run_v2.Schema$GoogleCloudRunV2Job>,
  true satisfies Fits<{ name: string; template: { serviceAccount: string } }, run_v2.Schema$GoogleCloudRunV2WorkerPool>,
];

/** A request as it was sent, with its answer. */
interface Exchange {
  readonly method: string;
  readonly url: URL;
  readonly body: unknown;
  readonly answer: unknown;
}

/** What belongs to requests of a method and path: the API, the parameters of the query, and the schemas of both bodies. */
interface Contract {
  readonly request: RegExp;
  readonly api: string;
  readonly parameters?: string;
  readonly body?: string;
  readonly answer: string;
}

const account = '/v1/projects/[^/]+/serviceAccounts/[^/:]+';
const iam = (request: string, answer: string, more: Partial<Contract> = {}): Contract => ({
  request: new RegExp(`^${request}$`),
  api: 'iam/v1',
  answer,
  ...more,
});
const mint = (method: string, schema: string): Contract => ({
  request: new RegExp(`^POST /v1/projects/-/serviceAccounts/[^/:]+:${method}$`),
  api: 'iamcredentials/v1',
  body: `${schema}Request`,
  answer: `${schema}Response`,
});
const resource = (request: string, answer: string, more: Partial<Contract> = {}): Contract => ({
  request: new RegExp(`^${request}$`),
  api: 'cloudresourcemanager/v3',
  answer,
  ...more,
});
const listed = (collection: string, parameters: string, answer: string): Contract => ({
  request: new RegExp(`^GET /v2/projects/[^/]+/locations/[^/]+/${collection}$`),
  api: 'run/v2',
  parameters: `Projects$Locations$${parameters}$List`,
  answer: `GoogleCloudRunV2${answer}`,
});

const contracts: readonly Contract[] = [
  iam('GET /v1/projects/[^/]+/serviceAccounts', 'ListServiceAccountsResponse', { parameters: 'Projects$Serviceaccounts$List' }),
  iam(`GET ${account}`, 'ServiceAccount'),
  iam(`GET ${account}/keys`, 'ListServiceAccountKeysResponse', { parameters: 'Projects$Serviceaccounts$Keys$List' }),
  iam(`POST ${account}:enable`, 'Empty', { body: 'EnableServiceAccountRequest' }),
  iam(`POST ${account}:disable`, 'Empty', { body: 'DisableServiceAccountRequest' }),
  iam(`POST ${account}:undelete`, 'UndeleteServiceAccountResponse', { body: 'UndeleteServiceAccountRequest' }),
  iam(`POST ${account}:getIamPolicy`, 'Policy', { parameters: 'Projects$Serviceaccounts$Getiampolicy' }),
  iam(`POST ${account}:setIamPolicy`, 'Policy', { body: 'SetIamPolicyRequest' }),
  iam(`POST ${account}:testIamPermissions`, 'TestIamPermissionsResponse', { body: 'TestIamPermissionsRequest' }),
  iam('GET /v1/(?:projects/[^/]+/)?roles/[^/]+', 'Role'),
  iam('GET /v1/roles', 'ListRolesResponse', { parameters: 'Roles$List' }),
  iam('GET /v1/projects/[^/]+/roles', 'ListRolesResponse', { parameters: 'Projects$Roles$List' }),
  mint('generateAccessToken', 'GenerateAccessToken'),
  mint('generateIdToken', 'GenerateIdToken'),
  mint('signJwt', 'SignJwt'),
  mint('signBlob', 'SignBlob'),
  resource('GET /v3/projects/[^/:]+', 'Project'),
  resource('GET /v3/projects:search', 'SearchProjectsResponse', { parameters: 'Projects$Search' }),
  resource('GET /v3/folders/\\d+', 'Folder'),
  resource('GET /v3/organizations/\\d+', 'Organization'),
  resource('POST /v3/\\w+/[^/:]+:getIamPolicy', 'Policy', { body: 'GetIamPolicyRequest' }),
  resource('POST /v3/\\w+/[^/:]+:testIamPermissions', 'TestIamPermissionsResponse', { body: 'TestIamPermissionsRequest' }),
  resource('GET /v1/projects/[^/:]+', 'Project', { api: 'cloudresourcemanager/v1' }),
  resource('POST /v1/projects/[^/:]+:getAncestry', 'GetAncestryResponse', { api: 'cloudresourcemanager/v1', body: 'GetAncestryRequest' }),
  {
    request: /^GET \/v1\/projects\/[^/]+\/locations$/,
    api: 'run/v1',
    parameters: 'Projects$Locations$List',
    answer: 'ListLocationsResponse',
  },
  { request: /^GET \/v1\/projects\/[^/]+\/locations\/-\/services$/, api: 'run/v1', answer: 'ListServicesResponse' },
  { request: /^GET \/apis\/run\.googleapis\.com\/v1\/namespaces\/[^/]+\/jobs$/, api: 'run/v1', answer: 'ListJobsResponse' },
  { request: /^GET \/v2\/.*\/services\/[^/:]+$/, api: 'run/v2', answer: 'GoogleCloudRunV2Service' },
  { request: /^GET \/v2\/.*\/services\/[^/]+:getIamPolicy$/, api: 'run/v2', answer: 'GoogleIamV1Policy' },
  listed('services', 'Services', 'ListServicesResponse'),
  listed('jobs', 'Jobs', 'ListJobsResponse'),
  listed('workerPools', 'Workerpools', 'ListWorkerPoolsResponse'),
];

/** Everything that the clients can ask. */
async function askAll({ iam, iamCredentials, resourceManager, run }: Clients, emulator: Emulator): Promise<void> {
  await iam.listServiceAccounts(project, { pageSize: 2 });
  await iam.listServiceAccounts(project, { pageToken: (await iam.listServiceAccounts(project, { pageSize: 2 })).nextPageToken });
  await iam.getServiceAccount(project, runtime);
  await iam.listKeys(project, runtime);
  await iam.disable(project, second);
  await iam.enable(project, second);
  const policy = await iam.getIamPolicy(project, runtime);
  const condition = { title: 'until', expression: "request.time < timestamp('2030-01-01T00:00:00Z')" };
  await iam.setIamPolicy(project, runtime, {
    ...policy,
    version: 3,
    bindings: [...policy.bindings, { role: 'roles/iam.serviceAccountUser', members: [ann], condition }],
  });
  await iam.testIamPermissions(project, runtime, ['iam.serviceAccounts.get']);
  await iam.testIamPermissions(project, runtime, ['iam.serviceAccounts.signBlob']);
  await iam.getRole('roles/iam.serviceAccountTokenCreator');
  await iam.listRoles(undefined, { pageSize: 5 });
  await iam.listRoles(`projects/${project}`);
  const chain = { target: runtime, delegates: [first, second] };
  await iamCredentials.generateAccessToken({ ...chain, scopes: ['https://www.googleapis.com/auth/cloud-platform'], lifetimeSeconds: 300 });
  await iamCredentials.generateIdToken({ ...chain, audience: 'https://a.example' });
  await iamCredentials.signJwt({ ...chain, claims: { sub: 'x' } });
  await iamCredentials.signBlob({ ...chain, bytes: Buffer.from('x') });
  await resourceManager.getProject(project);
  await resourceManager.getInheritedPolicies(project);
  await resourceManager.testIamPermissions(`projects/${project}`, ['resourcemanager.projects.get']);
  await resourceManager.searchProjects('state:ACTIVE', { pageSize: 5 });
  await run.listServices(project);
  await run.listJobs(project);
  await run.listWorkerPools(project);
  const removed = emulator.state.projects[0]?.serviceAccounts.find(({ email }) => email === second) ?? assert.fail();
  removed.deletedAt = new Date().toISOString();
  await iam.undelete(project, removed.uniqueId);
}

/** What the emulator answers beside. */
async function askMore(http: Http): Promise<void> {
  for (const path of [`/v1/projects/${project}`, '/v3/folders/8', '/v3/organizations/9'])
    await http.request({ api: 'resourceManager', path });
  const service = `/v2/projects/${project}/locations/europe-west1/services/orders`;
  for (const path of [
    `/v1/projects/${project}/locations/-/services`,
    `/apis/run.googleapis.com/v1/namespaces/${project}/jobs`,
    service,
    `${service}:getIamPolicy`,
  ])
    await http.request({ api: 'run', path });
}

describe('with what Google publishes', () => {
  const exchanges: Exchange[] = [];
  let emulator: Emulator;
  const opened = new Map<string, Discovery>();
  const discovery = (api: string) => {
    const found = opened.get(api) ?? openDiscovery(api);
    opened.set(api, found);
    return found;
  };

  before(async () => {
    const state = shopState();
    state.organizations[0] = { id: '9', displayName: 'example.com', policy: { bindings: [{ role: 'roles/browser', members: [ann] }] } };
    state.folders[0]?.policy?.bindings.push({ role: 'roles/resourcemanager.folderViewer', members: [ann] });
    state.customRoles.push({
      name: `projects/${project}/roles/minter`,
      title: 'Minter',
      includedPermissions: ['iam.serviceAccounts.signJwt'],
    });
    const key = { keyOrigin: 'GOOGLE_PROVIDED', validAfterTime: '2025-10-06T00:00:00Z', validBeforeTime: '9999-12-31T23:59:59Z' } as const;
    const [shop] = state.projects;
    if (shop?.serviceAccounts[0]) shop.serviceAccounts[0].keys = [{ id: 'a'.repeat(40), ...key }];
    ({ emulator } = await startCloud(state));
    const credentials = emulatorCredentials(emulator.origin, ann);
    const { client } = credentials;
    const request = client.request.bind(client);
    client.request = async <T>(options: gaxios.GaxiosOptions) => {
      const answer = await request<T>(options);
      if (answer.status === 200)
        exchanges.push({ method: options.method ?? 'GET', url: new URL(String(options.url)), body: options.data, answer: answer.data });
      return answer;
    };
    const endpoints = emulatorEndpoints(emulator.origin);
    await askAll(connect({ credentials, endpoints }), emulator);
    await askMore(openHttp(credentials, endpoints));
  });
  after(() => emulator.close());

  const contractOf = ({ method, url }: Exchange) =>
    contracts.find(({ request }) => request.test(`${method} ${decodeURIComponent(url.pathname)}`));

  test('agrees what the clients are written for', () => assert.ok(fits.every((each) => each)));

  test('agrees each request: there is such a method, and it takes the query and the body', () => {
    for (const exchange of exchanges) {
      const { method, url, body } = exchange;
      const title = `${method} ${url.pathname}${url.search}`;
      const contract = contractOf(exchange) ?? assert.fail(title);
      const { hasMethod, parameters, misfits } = discovery(contract.api);
      assert.ok(hasMethod(method, decodeURIComponent(url.pathname)), title);
      const known = contract.parameters === undefined ? new Set<string>() : parameters(contract.parameters);
      assert.deepEqual(
        [...url.searchParams.keys()].filter((name) => !known.has(name)),
        [],
        title,
      );
      if (contract.body !== undefined) assert.deepEqual(misfits(body, contract.body), [], title);
      else assert.equal(body, undefined, title);
    }
  });

  test('agrees each answer of the emulator', () => {
    for (const exchange of exchanges) {
      const contract = contractOf(exchange) ?? assert.fail();
      assert.deepEqual(
        discovery(contract.api).misfits(exchange.answer, contract.answer),
        [],
        `${exchange.method} ${exchange.url.pathname}`,
      );
    }
  });

  test('was compared all there is', () => {
    const used = new Set(exchanges.map(contractOf));
    assert.deepEqual(
      contracts.filter((contract) => !used.has(contract)).map(({ request }) => request.source),
      [],
    );
  });

  test('would not agree what is wrong', () => {
    const { misfits, hasMethod, parameters } = discovery('iam/v1');
    assert.deepEqual(misfits({ bindings: [{ rol: 'x', members: 'all' }], version: '3' }, 'Policy'), [
      'Policy.bindings[0].rol is unknown',
      'Policy.bindings[0].members is no list',
      'Policy.version is no number',
    ]);
    assert.deepEqual(misfits({ bindings: [{ role: 'x', members: ['y'], condition: { expression: 'true' } }] }, 'Policy'), []);
    assert.deepEqual([hasMethod('POST', '/v1/a:getIamPolicy'), hasMethod('POST', '/v1/a:readIamPolicy')], [true, false]);
    assert.deepEqual([parameters('Roles$List').has('view'), parameters('Roles$List').has('size')], [true, false]);
  });
});
