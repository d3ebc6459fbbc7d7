import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import path from 'node:path';
import { after, before, describe, test } from 'node:test';
import { vsix } from '../../scripts/project.ts';
import { openWorkbench, picture, type Workbench } from './workbench.ts';

describe('editing', { timeout: 300_000 }, () => {
  let workbench: Workbench;
  before(async () => {
    workbench = await openWorkbench({ vsix, folder: path.join(import.meta.dirname, 'newsletter') });
    workbench.page.setDefaultTimeout(30_000);
  });
  after(() => workbench?.close());

  const onDisk = (file: string) => readFileSync(path.join(workbench.folder, file), 'utf8');

  test('a role is completed by those that the resource can be granted, with what they are', async () => {
    const { page } = workbench;
    await workbench.openFile('policy.json');
    await workbench.squiggles('error').first().waitFor();
    await workbench.openFile('accounts.tf');
    await workbench.cursorTo('objectViewer');
    await page.keyboard.press('Control+Shift+ArrowRight');
    await page.keyboard.type('object');
    const offered = page.locator('.suggest-widget .monaco-list-row', { hasText: 'roles/storage.objectUser' });
    await offered.first().waitFor();
    // What a role is stands beside the list.
    await page.keyboard.press('Control+Space');
    await page.locator('.suggest-details').waitFor();
    await page.waitForTimeout(1000);
    await picture(workbench, 'completion');
    await offered.first().click();
    assert.match(await workbench.save(), /"roles\/storage\.objectUser"/);
  });

  test('the call hierarchy of a service account is who can become it, and who can become them', async () => {
    const { page } = workbench;
    await workbench.openFile('service.yaml');
    await workbench.cursorTo('newsletter-api');
    await page.keyboard.press('Shift+Alt+H');
    const rows = page.locator('.sidebar .pane .monaco-list-row');
    await rows.filter({ hasText: 'deployer' }).first().waitFor();
    await rows.filter({ hasText: 'deployer' }).first().locator('.monaco-tl-twistie').click();
    await rows.filter({ hasText: 'editors@newsletter.example' }).first().waitFor();
    await page.waitForTimeout(1000);
    await picture(workbench, 'hierarchy');
  });

  test('a service account is renamed in Terraform, YAML and JSON, after one has seen what it means', async () => {
    const { page } = workbench;
    await workbench.openFile('service.yaml');
    await workbench.cursorTo('newsletter-api');
    await page.keyboard.press('F2');
    const name = page.locator('.rename-box input');
    await name.waitFor();
    assert.equal(await name.inputValue(), 'newsletter-api');
    await name.fill('letters-api');
    await name.press('Enter');
    await workbench.notifications().filter({ hasText: 'The e-mail of a service account is immutable' }).waitFor();
    const preview = page.locator('.bulk-edit-panel');
    // VS Code ticks nothing that needs to be confirmed.
    for (const file of ['accounts.tf', 'service.yaml', 'policy.json'])
      await preview.locator('.monaco-list-row', { hasText: file }).locator('.edit-checkbox').click();
    await page.waitForTimeout(1000);
    await picture(workbench, 'rename');
    await preview.locator('.monaco-button', { hasText: 'Apply' }).click();
    for (const file of ['accounts.tf', 'service.yaml', 'policy.json']) {
      for (let times = 0; times < 100 && onDisk(file).includes('newsletter-api'); times++) await page.waitForTimeout(100);
      assert.ok(onDisk(file).includes('letters-api') && !onDisk(file).includes('newsletter-api'), onDisk(file));
    }
  });

  test('all safe problems of a file are fixed at once', async () => {
    const { page } = workbench;
    await workbench.openFile('policy.json');
    await workbench.squiggles('error').nth(2).waitFor();
    const before = onDisk('policy.json');
    await workbench.runCommand('Leastwise: Fix All Safe Problems', { asks: true });
    await page.locator('.quick-input-list .monaco-list-row', { hasText: 'Active file' }).click();
    await page.locator('.statusbar-item', { hasText: '3 problems fixed in 1 file.' }).waitFor();
    await workbench.squiggles('error').first().waitFor({ state: 'detached' });
    await picture(workbench, 'fixAll');
    assert.equal(
      await workbench.save(),
      before.replace('run.Invoker', 'run.invoker').replace('serviceaccount:', 'serviceAccount:').replace('logwriter', 'logWriter'),
    );
  });
});
