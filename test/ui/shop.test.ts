import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import path from 'node:path';
import { after, before, describe, test } from 'node:test';
import { root, vsix } from '../../scripts/project.ts';
import { openWorkbench, picture, type Workbench } from './workbench.ts';

describe('the packaged extension on the shop', { timeout: 300_000 }, () => {
  let workbench: Workbench;
  before(async () => {
    workbench = await openWorkbench({ vsix, folder: path.join(root, 'examples/shop') });
  });
  after(() => workbench.close());

  for (const [file, severity] of [
    ['services/payments.yaml', 'error'],
    ['policies/project.json', 'error'],
    ['iam.tf', 'error'],
  ] as const) {
    test(`${file} has squiggles`, async () => {
      await workbench.openFile(file);
      await workbench.squiggles(severity).first().waitFor();
    });
  }

  test('the Problems panel lists findings of all three formats', async () => {
    const rows = await workbench.problems();
    await workbench.openFile('iam.tf');
    await picture(workbench, 'problems');
    // The list shows only rows that have room.
    await workbench.runCommand('View: Toggle Maximized Panel');
    await workbench.page.setViewportSize({ width: 1400, height: 1400 });
    for (const name of ['project.json', 'payments.yaml', 'iam.tf']) await rows.filter({ hasText: name }).first().waitFor();
    await workbench.page.setViewportSize({ width: 1400, height: 900 });
    await workbench.runCommand('View: Toggle Maximized Panel');
    await workbench.runCommand('View: Toggle Panel Visibility');
  });

  test('a hover explains the finding and the role', async () => {
    await workbench.openFile('iam.tf');
    await workbench.cursorTo('roles/editor');
    await workbench.squiggles('warning').first().waitFor();
    const hover = await workbench.hover();
    for (const text of ['roles/editor gives group:developers@fernhill.example', 'basic-role', '11,979 permissions'])
      await hover.filter({ hasText: text }).waitFor();
    await picture(workbench, 'hover');
    await workbench.page.keyboard.press('Escape');
  });

  test('a quick fix mends a role', async () => {
    await workbench.openFile('iam.tf');
    await workbench.cursorTo('roles/cloudsql.Client');
    const fixes = await workbench.quickFixes();
    for (const title of ['Use roles/cloudsql.client', 'Explain unknown-role', 'Ignore'])
      await fixes.filter({ hasText: title }).first().waitFor();
    await picture(workbench, 'quickfix');
    await workbench.page.keyboard.press('Escape');
    await fixes.first().waitFor({ state: 'hidden' });
    await workbench.applyQuickFix('Use roles/cloudsql.client');
    const saved = await workbench.save();
    assert.equal(
      saved,
      readFileSync(path.join(root, 'examples/shop/iam.tf'), 'utf8').replace('roles/cloudsql.Client', 'roles/cloudsql.client'),
    );
  });
});
