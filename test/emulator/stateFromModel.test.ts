import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { stateFromModel } from '../../emulator/stateFromModel.ts';
import { catalog } from '../catalog.ts';
import { emulated, noon } from './emulated.ts';
import { modelOf } from './modelOf.ts';

/** The state of a workspace of these files, and what is noticed about it. */
function stateOf(files: Record<string, string>) {
  const { state, notices } = stateFromModel(modelOf(files), catalog);
  return { state, notices: notices.map(({ message }) => message) };
}

const accounts = `
resource "google_service_account" "api" {
  account_id = "api-runtime"
  project    = "shop-1"
}

resource "google_service_account" "deployer" {
  account_id = "deployer"
  project    = "shop-1"
}
`;

const scope = ['https://www.googleapis.com/auth/cloud-platform'];
const mint = 'POST /v1/projects/-/serviceAccounts/api-runtime@shop-1.iam.gserviceaccount.com:generateAccessToken';

test('may A mint a token for B once this is applied?', async (t) => {
  const { state, notices } = stateOf({
    'main.tf': `${accounts}
resource "google_service_account_iam_member" "deployer" {
  service_account_id = google_service_account.api.name
  role               = "roles/iam.serviceAccountTokenCreator"
  member             = google_service_account.deployer.member
}

resource "google_project_iam_member" "on_call" {
  project = "shop-1"
  role    = "roles/iam.serviceAccountTokenCreator"
  member  = "group:on-call@example.com"

  condition {
    title      = "for now"
    expression = "request.time < timestamp(\\"2026-12-01T00:00:00Z\\")"
  }
}
`,
  });
  assert.deepEqual(notices, []);
  const emulator = await emulated(t, state);
  const status = async (member: string) => (await emulator.as(member)(mint, { scope })).status;
  assert.equal(await status('serviceAccount:deployer@shop-1.iam.gserviceaccount.com'), 200);
  assert.equal(await status('group:on-call@example.com'), 200);
  assert.equal(await status('user:eve@example.com'), 403);
  emulator.pass(8 * 86_400);
  assert.equal(await status('group:on-call@example.com'), 403);
});

describe('of accounts', () => {
  test('those are there that are declared, or that something runs as, and disabled ones are', () => {
    const { state } = stateOf({
      'main.tf': `
resource "google_service_account" "old" {
  account_id = "old-batch"
  project    = "shop-1"
  disabled   = true
}

resource "google_cloud_run_v2_job" "nightly" {
  name     = "nightly"
  location = "europe-west1"

  template {
    template {
      service_account = "reporter@shop-1.iam.gserviceaccount.com"

      containers {
        image = "image"
      }
    }
  }
}
`,
    });
    const [project] = state.projects;
    assert.deepEqual(
      project?.serviceAccounts.map(({ email, disabled }) => [email, disabled]),
      [
        ['old-batch@shop-1.iam.gserviceaccount.com', true],
        ['reporter@shop-1.iam.gserviceaccount.com', undefined],
      ],
    );
    assert.deepEqual(project?.jobs, [
      { name: 'nightly', location: 'europe-west1', serviceAccount: 'reporter@shop-1.iam.gserviceaccount.com' },
    ]);
    assert.match(project?.number ?? '', /^\d{12}$/);
  });

  test('those are left out whose project is not known', () => {
    const { state, notices } = stateOf({ 'main.tf': 'resource "google_service_account" "api" {\n  account_id = "api-runtime"\n}\n' });
    assert.deepEqual(state.projects, []);
    assert.deepEqual(notices, ['google_service_account.api is left out: its e-mail is not known.']);
  });
});

describe('of grants', () => {
  test('those are left out that are not known, or that IAM would refuse', () => {
    const grant = (name: string, rest: string) => `resource "google_project_iam_member" "${name}" {\n  project = "shop-1"\n${rest}\n}\n`;
    const { state, notices } = stateOf({
      'main.tf': [
        'variable "who" {}',
        grant('unknown_member', 'role = "roles/viewer"\nmember = var.who'),
        grant('unknown_role', 'role = var.who\nmember = "user:ada@example.com"'),
        grant('no_such_role', 'role = "roles/viewr"\nmember = "user:ada@example.com"'),
        grant('no_member', 'role = "roles/viewer"\nmember = "ada@example.com"'),
        grant(
          'unknown_condition',
          'role = "roles/browser"\nmember = "user:ada@example.com"\ncondition {\n  title = "a"\n  expression = var.who\n}',
        ),
        'resource "google_project_iam_member" "unknown_project" {\n  project = var.who\n  role = "roles/viewer"\n  member = "user:ada@example.com"\n}\n',
      ].join('\n'),
      'policy.json': JSON.stringify({ bindings: [{ role: 'roles/viewer', members: ['user:bo@example.com'] }] }),
    });
    assert.deepEqual(notices, [
      'A grant of roles/viewer is left out: to whom is not known, or it is nobody whom IAM takes.',
      'A grant is left out: its role is not known.',
      'A grant of roles/viewr is left out: there is no such role.',
      'A grant of roles/viewer is left out: to whom is not known, or it is nobody whom IAM takes.',
      'The grant of roles/browser to user:ada@example.com is left out: its condition is not known.',
      'The grant of roles/viewer to user:ada@example.com is left out: on what it is, is not known.',
      'The grant of roles/viewer to user:bo@example.com is left out: on what it is, is not known.',
    ]);
    assert.deepEqual(state.projects, []);
  });

  test('of one role to many, under one condition, there is one binding', () => {
    const { state } = stateOf({
      'main.tf': `
resource "google_project_iam_binding" "viewers" {
  project = "shop-1"
  role    = "roles/browser"
  members = ["user:ada@example.com", "user:bo@example.com"]
}

resource "google_project_iam_member" "viewer" {
  project = "shop-1"
  role    = "roles/browser"
  member  = "user:cy@example.com"
}
`,
    });
    const members = ['user:ada@example.com', 'user:bo@example.com', 'user:cy@example.com'];
    assert.deepEqual(state.projects[0]?.policy, { bindings: [{ role: 'roles/browser', members }] });
  });

  test('on what the emulator does not have, like buckets, nothing is said', () => {
    const { notices } = stateOf({
      'main.tf': `${accounts}\nresource "google_storage_bucket_iam_member" "all" {\n  bucket = "media"\n  role   = "roles/storage.objectViewer"\n  member = "allUsers"\n}\n`,
    });
    assert.deepEqual(notices, []);
  });
});

test('services are there with their account, audiences and callers', () => {
  const { state, notices } = stateOf({
    'main.tf': `${accounts}
resource "google_cloud_run_v2_service_iam_member" "all" {
  name     = "orders"
  location = "europe-west1"
  role     = "roles/run.invoker"
  member   = "allUsers"
}
`,
    'orders.yaml': `apiVersion: serving.knative.dev/v1
kind: Service
metadata:
  name: orders
  labels:
    cloud.googleapis.com/location: europe-west1
  annotations:
    run.googleapis.com/custom-audiences: '["https://orders.example.com"]'
spec:
  template:
    spec:
      serviceAccountName: api-runtime@shop-1.iam.gserviceaccount.com
      containers:
        - image: image
`,
  });
  assert.deepEqual(notices, []);
  assert.deepEqual(state.projects[0]?.services, [
    {
      name: 'orders',
      location: 'europe-west1',
      serviceAccount: 'api-runtime@shop-1.iam.gserviceaccount.com',
      customAudiences: ['https://orders.example.com'],
      policy: { bindings: [{ role: 'roles/run.invoker', members: ['allUsers'] }] },
    },
  ]);
});

test('services are left out where there are several projects to be in, or nobody knows what they run as', () => {
  const service = (rest: string) =>
    `resource "google_cloud_run_v2_service" "orders" {\n  name = "orders"\n${rest}\n  template {\n    service_account = var.account\n    containers {\n      image = "image"\n    }\n  }\n}\nvariable "account" {}\n`;
  const second = accounts.replaceAll('shop-1', 'shop-2').replaceAll(/"(api|deployer)" \{/g, '"$1_2" {');
  assert.deepEqual(stateOf({ 'main.tf': accounts + second + service('location = "europe-west1"') }).notices, [
    'google_cloud_run_v2_service.orders is left out: which project it is in is not known.',
  ]);
  assert.deepEqual(stateOf({ 'main.tf': accounts + service('location = "europe-west1"') }).notices, [
    'google_cloud_run_v2_service.orders is left out: what it runs as is not known.',
  ]);
  assert.deepEqual(stateOf({ 'main.tf': accounts + service('') }).notices, [
    'google_cloud_run_v2_service.orders is left out: its name or its location is not known.',
  ]);
});

test('custom roles, the only organization and organization policies count for all projects', async (t) => {
  const { state, notices } = stateOf({
    'main.tf': `${accounts}
resource "google_organization_iam_custom_role" "minter" {
  org_id      = "1000"
  role_id     = "minter"
  title       = "Minter"
  permissions = ["iam.serviceAccounts.getAccessToken"]
}

resource "google_organization_iam_member" "minter" {
  org_id = "1000"
  role   = google_organization_iam_custom_role.minter.id
  member = "user:ada@example.com"
}

resource "google_org_policy_policy" "lifetime" {
  name   = "organizations/1000/policies/iam.allowServiceAccountCredentialLifetimeExtension"
  parent = "organizations/1000"

  spec {
    rules {
      values {
        allowed_values = ["api-runtime@shop-1.iam.gserviceaccount.com"]
      }
    }
  }
}
`,
  });
  assert.deepEqual(notices, ['All projects are taken to be in organizations/1000, the only one that the files name.']);
  const call = (await emulated(t, state)).as('user:ada@example.com');
  assert.equal(
    (await call(mint, { scope, lifetime: '43200s' })).body.expireTime,
    new Date(noon.getTime() + 43_200_000).toISOString().replace('.000', ''),
  );
});
