import assert from 'node:assert/strict';
import path from 'node:path';
import { after, before, describe, test } from 'node:test';
import { demoMember, demoState } from '../../emulator/demo.ts';
import { type Emulator, startEmulator } from '../../emulator/emulator.ts';
import { root, vsix } from '../../scripts/project.ts';
import { catalog } from '../catalog.ts';
import { openWorkbench, type Workbench } from './workbench.ts';

describe('a folder that is not trusted', { timeout: 300_000 }, () => {
  let workbench: Workbench;
  let emulator: Emulator;
  before(async () => {
    emulator = await startEmulator({ state: demoState(new Date()), catalog, member: demoMember });
    workbench = await openWorkbench({
      vsix,
      folder: path.join(root, 'examples/shop'),
      settings: { 'leastwise.endpoints': { emulator: emulator.origin }, 'security.workspace.trust.startupPrompt': 'never' },
      untrusted: true,
    });
  });
  after(async () => {
    await workbench?.close();
    await emulator.close();
  });

  test('is linted', async () => {
    await workbench.openFile('iam.tf');
    await workbench.squiggles('error').first().waitFor();
  });

  test('shows what its files declare, and sends nothing', async () => {
    const rows = await workbench.viewRows('Leastwise', 'Service Accounts');
    await rows.filter({ hasText: 'orders-api' }).first().waitFor();
    assert.equal(await rows.filter({ hasText: 'Show what is live' }).count(), 0);
    await workbench.runCommand('Leastwise: Show Active Credentials');
    await workbench.notifications().filter({ hasText: 'Trust this workspace first' }).waitFor();
    assert.deepEqual(emulator.requests, []);
  });

  test('offers no minting', async () => {
    const { page } = workbench;
    await page.keyboard.press('F1');
    await page.locator('.quick-input-widget input').first().fill('>Leastwise: Mint Access Token');
    await page
      .locator('.quick-input-list .monaco-list-row', { hasText: 'No matching' })
      .or(page.locator('.quick-input-list .monaco-list-row'))
      .first()
      .waitFor();
    assert.equal(await page.locator('.quick-input-list .monaco-list-row', { hasText: 'Leastwise: Mint Access Token' }).count(), 0);
    await page.keyboard.press('Escape');
  });
});
