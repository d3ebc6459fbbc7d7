import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import path from 'node:path';
import { after, before, describe, test } from 'node:test';
import { vsix } from '../../scripts/project.ts';
import { choose, openWorkbench, picture, type Workbench } from './workbench.ts';

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

  test('all safe problems of a file are fixed at once', async () => {
    const { page } = workbench;
    await workbench.openFile('policy.json');
    await workbench.squiggles('error').nth(2).waitFor();
    const before = onDisk('policy.json');
    await workbench.runCommand('Leastwise: Fix All Safe Problems', { asks: true });
    await choose(page.locator('.quick-input-list .monaco-list-row', { hasText: 'Active file' }));
    await page.locator('.statusbar-item', { hasText: '3 problems fixed in 1 file.' }).waitFor();
    await workbench.squiggles('error').first().waitFor({ state: 'detached' });
    await picture(workbench, 'fixAll');
    assert.equal(
      await workbench.save(),
      before.replace('run.Invoker', 'run.invoker').replace('serviceaccount:', 'serviceAccount:').replace('logwriter', 'logWriter'),
    );
  });
});
