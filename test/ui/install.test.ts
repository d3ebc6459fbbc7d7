import assert from 'node:assert/strict';
import { copyFileSync, mkdirSync, mkdtempSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { after, before, describe, test } from 'node:test';
import { vsix } from '../../scripts/project.ts';
import { choose, openWorkbench, type Workbench } from './workbench.ts';

describe('the package, somewhere else, in an empty profile', { timeout: 300_000 }, () => {
  const elsewhere = mkdtempSync(path.join(tmpdir(), 'elsewhere-'));
  const own = path.join(elsewhere, path.basename(vsix));
  let workbench: Workbench;
  before(async () => {
    copyFileSync(vsix, own);
    mkdirSync(path.join(elsewhere, 'infra'));
    writeFileSync(
      path.join(elsewhere, 'infra/main.tf'),
      'resource "google_project_iam_member" "all" {\n  project = "shop"\n  role    = "roles/viewer"\n  member  = "allUsers"\n}\n',
    );
    workbench = await openWorkbench({ vsix: own, folder: path.join(elsewhere, 'infra') });
  });
  after(async () => {
    await workbench.close();
    rmSync(elsewhere, { recursive: true, force: true });
  });

  test('has at most 2 MB', () => assert(statSync(own).size <= 2 * 1024 * 1024, `${statSync(own).size} bytes`));

  test('lints', async () => {
    await workbench.openFile('main.tf');
    await workbench.squiggles('error').first().waitFor();
  });

  test('explains a rule by the page that it brings along', async () => {
    const { page } = workbench;
    await workbench.runCommand('Leastwise: Explain Rule...', { asks: true });
    const rows = page.locator('.quick-input-list .monaco-list-row');
    // The list of commands may still be there.
    await rows.filter({ hasText: 'admin-role-on-service-account' }).waitFor();
    await page.locator('.quick-input-widget .quick-input-box input').fill('public-member');
    await choose(rows.filter({ hasText: 'public-member' }).first());
    await page.locator('.tab.active', { hasText: 'public-member.md' }).waitFor();
    const shown = page.frameLocator('iframe.webview.ready').frameLocator('#active-frame');
    await shown.getByRole('heading', { name: 'Why it matters' }).waitFor();
  });
});
