import assert from 'node:assert/strict';
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { after, before, describe, test } from 'node:test';
import { vsix } from '../../scripts/project.ts';
import { choose, openWorkbench, picture, type Workbench } from './workbench.ts';

const texts = (id: string): Readonly<Record<string, string>> => ({
  'accounts.tf': `resource "google_service_account" "api" {
  account_id = "${id}"
  project    = "shop"
}

resource "google_service_account_iam_member" "developers" {
  service_account_id = google_service_account.api.name
  role               = "roles/iam.serviceAccountTokenCreator"
  member             = "group:dev@example.com"
}
`,
  'service.yaml': `apiVersion: serving.knative.dev/v1
kind: Service
metadata:
  name: orders
spec:
  template:
    spec:
      serviceAccountName: ${id}@shop.iam.gserviceaccount.com
      containers:
        - image: orders
`,
  'policy.json': `{
  "etag": "BwYh3kQf1oM=",
  "bindings": [
    { "role": "roles/run.invoker", "members": ["serviceAccount:${id}@shop.iam.gserviceaccount.com"] }
  ]
}
`,
});

describe('a service account in three formats', { timeout: 300_000 }, () => {
  const parent = mkdtempSync(path.join(tmpdir(), 'navigation-'));
  const folder = path.join(parent, 'orders');
  let workbench: Workbench;

  before(async () => {
    mkdirSync(folder);
    for (const [name, text] of Object.entries(texts('api-runtime'))) writeFileSync(path.join(folder, name), text);
    const settings = { 'leastwise.codeLens.enable': true, 'leastwise.inlayHints.enable': true };
    workbench = await openWorkbench({ vsix, folder, settings });
  });

  after(async () => {
    await workbench.close();
    rmSync(parent, { recursive: true, force: true });
  });

  test('has its numbers above its declaration, and its e-mail behind references', async () => {
    await workbench.openFile('accounts.tf');
    const lens = workbench.page.locator('.codelens-decoration', { hasText: '1 role, 1 impersonator, used by 1 service' });
    await lens.waitFor();
    await workbench.page.locator('.view-line', { hasText: 'api.nameapi-runtime@shop.iam.gserviceaccount.com' }).waitFor();
    await picture(workbench, 'lens');
    await lens.locator('a').click();
    const references = workbench.page.locator('.zone-widget .ref-tree .monaco-list-row');
    await references.filter({ hasText: 'service.yaml' }).waitFor();
    await workbench.page.keyboard.press('Escape');
    await workbench.page.locator('.zone-widget').waitFor({ state: 'hidden' });
  });

  test('has the principals that can become it as callers', async () => {
    await workbench.openFile('service.yaml');
    await workbench.cursorTo('api-runtime');
    await workbench.runCommand('Peek Call Hierarchy');
    await workbench.page.locator('.call-hierarchy .monaco-list-row', { hasText: 'group:dev@example.com' }).waitFor();
    await picture(workbench, 'call-hierarchy');
    await workbench.page.keyboard.press('Escape');
    await workbench.page.locator('.call-hierarchy').waitFor({ state: 'hidden' });
  });

  test('is renamed in all three after the user was warned', async () => {
    const { page } = workbench;
    await workbench.openFile('service.yaml');
    await workbench.cursorTo('api-runtime');
    await page.keyboard.press('F2');
    const name = page.locator('.rename-box input');
    await name.waitFor();
    assert.equal(await name.inputValue(), 'api-runtime');
    await name.fill('web-frontend');
    await name.press('Enter');
    const sure = page.locator('.quick-input-widget .monaco-list-row', { hasText: 'Rename api-runtime to web-frontend' });
    await sure.filter({ hasText: 'Terraform destroys this one' }).waitFor();
    await picture(workbench, 'rename');
    await choose(sure);
    await page.locator('.tab.active.dirty').waitFor();
    await workbench.runCommand('File: Save All');
    const expected = texts('web-frontend');
    const now = () =>
      Object.fromEntries(Object.keys(expected).map((file) => [file, readFileSync(path.join(workbench.folder, file), 'utf8')]));
    for (const end = Date.now() + 10_000; JSON.stringify(now()) !== JSON.stringify(expected) && Date.now() < end; )
      await new Promise((resolve) => setTimeout(resolve, 100));
    assert.deepEqual(now(), expected);
  });
});
