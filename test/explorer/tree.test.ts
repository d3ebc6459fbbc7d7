import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { api, openShop, shopState } from './shop.ts';

const files = {
  'main.tf': `resource "google_service_account" "api" {
  account_id = "api-runtime"
  project    = "shop"
}

resource "google_service_account" "worker" {
  account_id = "worker"
  project    = "shop"
}

resource "google_service_account" "elsewhere" {
  account_id = "elsewhere"
  project    = "warehouse"
}

resource "google_project_iam_member" "sql" {
  project = "shop"
  role    = "roles/cloudsql.client"
  member  = google_service_account.api.member
}

resource "google_service_account_iam_member" "bo" {
  service_account_id = google_service_account.api.name
  role               = "roles/iam.serviceAccountTokenCreator"
  member             = "user:bo@example.com"
}
`,
  'service.yaml': `apiVersion: serving.knative.dev/v1
kind: Service
metadata:
  name: orders
spec:
  template:
    spec:
      serviceAccountName: ${api}
      containers:
      - image: europe-docker.pkg.dev/shop/web/orders
`,
};

describe('the tree', () => {
  test('is what the files declare while nothing is connected, and asks nobody', async (t) => {
    const shop = await openShop(t, { files });
    shop.tree.update({ projects: [] });
    assert.equal(
      await shop.show([], ['Workspace', 'api-runtime', 'Roles', 'Can impersonate it', 'Used by', 'Declared in']),
      `Workspace (3)
  api-runtime — declared
    Roles (1)
      roles/cloudsql.client — declared
    Can impersonate it (1)
      bo@example.com — roles/iam.serviceAccountTokenCreator · declared
    Used by (1)
      Cloud Run service "orders" — service.yaml:8
    Declared in (3)
      service account — main.tf:1
      roles/cloudsql.client — main.tf:19
      roles/iam.serviceAccountTokenCreator — main.tf:25
  elsewhere — declared
  worker — declared
Show what is live…
`,
    );
    assert.deepEqual(shop.emulator.requests, []);
  });

  test('tells which live accounts it has read, the same list until there are others, and none when they are forgotten', async (t) => {
    const { tree, show } = await openShop(t, { files });
    assert.deepEqual(tree.loaded, []);
    await show(['shop']);
    const { loaded } = tree;
    assert.ok(loaded.some(({ email }) => email === api));
    assert.equal(tree.loaded, loaded);
    tree.reset();
    assert.deepEqual(tree.loaded, []);
  });

  test('asks for a project when it is opened, and not before', async (t) => {
    const shop = await openShop(t, { files });
    assert.equal(await shop.show([]), 'shop\nWorkspace (3)\n');
    assert.deepEqual(shop.emulator.requests, []);
    assert.equal(
      await shop.show(['shop']),
      `api-runtime — declared · live
old-batch — disabled · live
123456789012-compute@developer.gserviceaccount.com — default account · live
Google-managed
`,
    );
    assert.deepEqual(
      shop.emulator.requests.map(({ path }) => path),
      ['/emulator/tokens', '/v1/projects/shop/serviceAccounts'],
    );
    assert.equal(
      await shop.show([], ['Declared, not live', 'Workspace']),
      `shop — 3 accounts
Declared, not live (1)
  worker — declared, not live
Workspace (1)
  elsewhere — declared
`,
    );
  });

  test('shows the roles of an account, inherited and conditional ones marked, and where files and project differ', async (t) => {
    const shop = await openShop(t, { files });
    assert.equal(
      await shop.show(['shop', 'api-runtime', 'Roles on the project']),
      `roles/run.invoker — live, not in the files · until 2027-01-01
roles/logging.logWriter — live, not in the files · inherited from folders/42
roles/cloudsql.client — declared, not live
`,
    );
  });

  test('shows who can impersonate an account, by its own policy and by those above it', async (t) => {
    const shop = await openShop(t, { files });
    assert.equal(
      await shop.show(['shop', 'api-runtime', 'Can impersonate it']),
      `bo@example.com — roles/iam.serviceAccountTokenCreator · mints its tokens · declared · live
ana@example.com — live, not in the files · roles/iam.serviceAccountAdmin · changes who may · from the project
service-123456789012@serverless-robot-prod.iam.gserviceaccount.com — roles/run.serviceAgent · mints its tokens · from the project · live
platform@example.com — roles/iam.serviceAccountTokenCreator · mints its tokens · inherited from organizations/1234567890 · live
`,
    );
    const group = await shop.find('shop', 'api-runtime', 'Can impersonate it', 'platform@example.com');
    assert.equal(
      group.accessibilityLabel,
      'platform@example.com, group, everyone in it, roles/iam.serviceAccountTokenCreator, mints its tokens, inherited from organizations/1234567890, live',
    );
  });

  test('asks what a custom role permits', async (t) => {
    const state = shopState();
    state.customRoles.push({ name: 'projects/shop/roles/minter', includedPermissions: ['iam.serviceAccounts.getOpenIdToken'] });
    state.projects[0]?.policy?.bindings.push({ role: 'projects/shop/roles/minter', members: ['user:eve@example.com'] });
    const shop = await openShop(t, { state });
    assert.match(
      await shop.show(['shop', 'api-runtime', 'Can impersonate it']),
      /^eve@example.com — projects\/shop\/roles\/minter · mints its ID tokens · from the project$/m,
    );
  });

  test('shows the keys of users with their age and their end, the oldest first', async (t) => {
    const shop = await openShop(t);
    assert.equal(
      await shop.show(['shop', 'api-runtime', 'User-managed keys']),
      `created 412 days ago · never expires — aaaaaaaa
disabled · created today · expires on 2026-12-31 — bbbbbbbb
`,
    );
    assert.equal(await shop.show(['shop', 'old-batch', 'User-managed keys']), 'None\n');
  });

  test('shows what runs as an account, live and in files', async (t) => {
    const shop = await openShop(t, { files });
    assert.equal(
      await shop.show(['shop', 'api-runtime', 'Used by']),
      `Cloud Run service "orders" — live · europe-west1 · service.yaml:8
Cloud Run job "report" — live · us-central1
`,
    );
    assert.equal(
      await shop.show(['shop', '123456789012-compute@developer.gserviceaccount.com', 'Used by']),
      'Cloud Run service "web" — live · europe-west1\n',
    );
  });

  test('shows the agents of Google in a group of their own, or not at all', async (t) => {
    const shop = await openShop(t);
    assert.equal(
      await shop.show(['shop', 'Google-managed'], ['service-123456789012@serverless-robot-prod.iam.gserviceaccount.com']),
      `service-123456789012@serverless-robot-prod.iam.gserviceaccount.com — service agent of Google
  roles/run.serviceAgent
`,
    );
    shop.tree.update({ showGoogleManaged: false });
    assert.doesNotMatch(await shop.show(['shop']), /Google-managed/);
  });

  test('counts below a heading once it was opened', async (t) => {
    const shop = await openShop(t);
    const keys = await shop.find('shop', 'api-runtime', 'User-managed keys');
    assert.equal(keys.label, 'User-managed keys (2)');
    assert.equal(keys.accessibilityLabel, 'User-managed keys, 2 entries');
  });

  test('keeps ids from one look to the next, each of them once', async (t) => {
    const shop = await openShop(t, { files });
    const ids = async () => {
      const found: string[] = [];
      const pending = [...shop.tree.roots()];
      for (const node of pending) {
        found.push(node.id);
        pending.push(...((await node.children?.()) ?? []));
      }
      return found.sort();
    };
    await ids();
    const first = await ids();
    shop.tree.refresh();
    assert.deepEqual(await ids(), first);
    assert.equal(new Set(first).size, first.length);
  });

  test('has words for every line', async (t) => {
    const shop = await openShop(t, { files });
    const pending = [...shop.tree.roots()];
    for (const node of pending) {
      const children = (await node.children?.()) ?? [];
      assert.ok(node.accessibilityLabel.length > 0, node.id);
      for (const part of [node.description ?? ''].filter(Boolean))
        assert.ok(
          part.split(' · ').every((word) => node.accessibilityLabel.includes(word)),
          node.id,
        );
      pending.push(...children);
    }
    assert.equal((await shop.find('shop')).accessibilityLabel, 'Project shop, 3 accounts');
    assert.equal(
      (await shop.find('shop', 'old-batch')).accessibilityLabel,
      'Service account old-batch@shop.iam.gserviceaccount.com, disabled, live',
    );
  });

  test('tells menus what a line is', async (t) => {
    const shop = await openShop(t, { files });
    const words = async (...path: string[]) => (await shop.find(...path)).contextValue;
    assert.equal(await words('shop'), 'project live');
    assert.equal(await words('shop', 'api-runtime'), 'account live enabled declared');
    assert.equal(await words('shop', 'old-batch'), 'account live disabled undeclared');
    assert.equal(await words('Workspace', 'elsewhere'), 'account absent enabled declared');
  });
});

describe('findings', () => {
  test('stand at the accounts of the files, at their project and in the badge', async (t) => {
    const shop = await openShop(t, {
      files: {
        'main.tf': `resource "google_service_account" "api" {
  account_id = "api-runtime"
  project    = "shop"
}

resource "google_project_iam_member" "owner" {
  project = "shop"
  role    = "roles/owner"
  member  = google_service_account.api.member
}
`,
      },
    });
    const { findings } = shop.tree;
    assert.ok(findings > 0);
    const count = findings === 1 ? '1 finding' : `${findings} findings`;
    await shop.show(['shop']);
    assert.equal((await shop.show([])).split('\n')[0], `shop — 3 accounts · ${count}`);
    assert.match(await shop.show(['shop']), new RegExp(`^api-runtime — declared · live · ${count}$`, 'm'));
  });
});
