import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { Identities, Place, ServiceAudiences } from '../../server/lsp/protocol.ts';
import { type Client, connected, queue, rangeOf, root } from './client.ts';

const accounts = `resource "google_service_account" "api" {
  account_id = "api-runtime"
  project    = "shop"
}
`;

const grants = `resource "google_project_iam_member" "api" {
  project = "shop"
  role    = "roles/editor"
  member  = google_service_account.api.member

  condition {
    title      = "for now"
    expression = "request.time < timestamp('2030-01-01T00:00:00Z')"
  }
}

resource "google_service_account_iam_member" "ana" {
  service_account_id = google_service_account.api.name
  role               = "roles/iam.serviceAccountTokenCreator"
  member             = "user:ana@example.com"
}
`;

const service = `apiVersion: serving.knative.dev/v1
kind: Service
metadata:
  name: orders
  annotations:
    run.googleapis.com/custom-audiences: '["https://orders.example.com"]'
spec:
  template:
    spec:
      serviceAccountName: api-runtime@shop.iam.gserviceaccount.com
      containers:
      - image: europe-docker.pkg.dev/shop/web/orders
`;

const files = { 'accounts.tf': accounts, 'grants.tf': grants, 'service.yaml': service };
const email = 'api-runtime@shop.iam.gserviceaccount.com';

const identities = (client: Client): Promise<Identities> => client.connection.sendRequest('leastwise/identities');
const place = (path: keyof typeof files, part: string): Place => ({ uri: `${root}/${path}`, range: rangeOf(files[path], part) });

test('tells of a service account where it is declared, what it holds, who can become it and what runs as it', async (t) => {
  const client = await connected(t, files);
  const { accounts, openGrants } = await identities(client);
  assert.deepEqual(openGrants, []);
  assert.deepEqual(accounts, [
    {
      declared: true,
      email,
      accountId: 'api-runtime',
      project: 'shop',
      label: email,
      at: place('accounts.tf', 'api'),
      optional: false,
      disabled: false,
      roles: [
        {
          role: 'roles/editor',
          member: `serviceAccount:${email}`,
          on: 'project "shop"',
          level: 'project',
          resource: 'projects/shop',
          condition: "request.time < timestamp('2030-01-01T00:00:00Z')",
          certain: true,
          at: place('grants.tf', 'google_service_account.api.member'),
        },
      ],
      impersonators: [
        {
          role: 'roles/iam.serviceAccountTokenCreator',
          member: 'user:ana@example.com',
          on: `service account "${email}"`,
          level: 'service-account',
          resource: `projects/-/serviceAccounts/${email}`,
          certain: true,
          at: place('grants.tf', 'user:ana@example.com'),
        },
      ],
      usedBy: [{ title: 'Cloud Run service "orders"', kind: 'service', name: 'orders', at: place('service.yaml', email) }],
      // basic-role, condition-not-allowed, impersonation-path
      findings: 3,
    },
  ]);
});

test('without files there is nobody', async (t) => {
  assert.deepEqual(await identities(await connected(t)), { accounts: [], openGrants: [] });
});

test('an open document counts as it is shown', async (t) => {
  const client = await connected(t, files);
  await client.open('accounts.tf', accounts);
  await client.edit('accounts.tf', '"api-runtime"', '"web-runtime"');
  const { accounts: changed } = await identities(client);
  assert.deepEqual(
    changed.map(({ label, declared }) => [label, declared]),
    [
      ['web-runtime@shop.iam.gserviceaccount.com', true],
      [email, false],
    ],
  );
});

test('folders that tell of one account tell of it together', async (t) => {
  const client = await connected(t, { 'one/main.tf': accounts, 'two/service.yaml': service }, { folders: [`${root}/one`, `${root}/two`] });
  const { accounts: together } = await identities(client);
  assert.deepEqual(
    together.map(({ label, declared, usedBy }) => [label, declared, usedBy.length]),
    [[email, true, 1]],
  );
});

test('tells who asked for it that the answer has changed, and says nothing while it has not', async (t) => {
  const client = await connected(t, files, { initializationOptions: { identities: true } });
  const changes = queue<void>();
  client.connection.onNotification('leastwise/identitiesChanged', () => changes.put());
  await changes.take();
  await client.open('service.yaml', service, 'yaml');
  await client.change('service.yaml', rangeOf(service, 'web/orders'), 'web/other');
  await client.edit('service.yaml', 'api-runtime@', 'web-runtime@');
  await changes.take();
  const { accounts: now } = await identities(client);
  assert.deepEqual(
    now.map(({ label, usedBy }) => [label, usedBy.length]),
    [
      [email, 0],
      ['web-runtime@shop.iam.gserviceaccount.com', 1],
    ],
  );
});

test('keeps nothing more with what an edit leaves as it was', async (t) => {
  const account = (name: string) =>
    `resource "google_service_account" "${name}" {\n  account_id = "${name}-runtime"\n  project    = "shop"\n}\n`;
  const grant = `resource "google_project_iam_member" "api" {
  project = "shop"
  role    = "roles/run.invoker"
  member  = "serviceAccount:api-runtime@shop.iam.gserviceaccount.com"
}
`;
  const client = await connected(t, { 'still/main.tf': account('api') + grant });
  await client.open('other/main.tf', account('job'));
  const keys = new Set<PropertyKey>();
  const kept = t.mock.method(Object, 'defineProperty', Object.defineProperty);
  const ask = async () => {
    await identities(client);
    for (const { arguments: each } of kept.mock.calls) if (String(each[1]) === 'Symbol(kept)') keys.add(each[1]);
    return keys.size;
  };
  const once = await ask();
  for (const [old, edited] of [
    ['job-', 'jobs-'],
    ['jobs-', 'tasks-'],
  ] as const) {
    await client.edit('other/main.tf', old, edited);
    assert.equal(await ask(), once);
  }
});

test('finds every place of an account', async (t) => {
  const client = await connected(t, files);
  const places: readonly Place[] = await client.connection.sendRequest('leastwise/usesOf', { email });
  assert.deepEqual(places, [
    place('accounts.tf', 'api'),
    place('grants.tf', 'google_service_account.api.member'),
    place('grants.tf', 'google_service_account.api.name'),
    place('service.yaml', email),
  ]);
});

const callers = `resource "google_cloud_run_v2_service" "stock" {
  name             = "stock"
  location         = "europe-west1"
  custom_audiences = ["https://stock.example.com"]
}

resource "google_cloud_scheduler_job" "count" {
  name = "count"
  http_target {
    uri = "https://stock-123456789012.europe-west1.run.app/count"
    oidc_token {
      service_account_email = "${email}"
    }
  }
}
`;

test('tells which services take ID tokens, for which audiences, and at which URL', async (t) => {
  const client = await connected(t, { 'service.yaml': service, 'main.tf': callers });
  const services: readonly ServiceAudiences[] = await client.connection.sendRequest('leastwise/audiences');
  assert.deepEqual(
    services.map(({ at, ...rest }) => [rest, at.uri]),
    [
      [
        { service: 'stock', url: 'https://stock-123456789012.europe-west1.run.app', audiences: ['https://stock.example.com'] },
        `${root}/main.tf`,
      ],
      [{ service: 'orders', audiences: ['https://orders.example.com'] }, `${root}/service.yaml`],
    ],
  );
});
