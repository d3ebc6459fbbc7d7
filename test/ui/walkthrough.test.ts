import path from 'node:path';
import { after, before, describe, test } from 'node:test';
import { root, vsix } from '../../scripts/project.ts';
import { choose, openWorkbench, picture, type Workbench } from './workbench.ts';

describe('the walkthrough', { timeout: 300_000 }, () => {
  let workbench: Workbench;
  before(async () => {
    workbench = await openWorkbench({ vsix, folder: path.join(root, 'examples/landing-zone') });
    workbench.page.setDefaultTimeout(30_000);
  });
  after(() => workbench?.close());

  const step = (title: string) => workbench.page.locator('.getting-started-step', { hasText: title });
  const button = (label: string) => workbench.page.locator('.getting-started-step.expanded .monaco-button', { hasText: label });
  const done = (title: string) => step(title).locator('.codicon.complete').first();

  test('opens the demo, and goes on there', async () => {
    const { page } = workbench;
    await page.locator('.activitybar a[aria-label^="Leastwise"]').waitFor();
    await workbench.runCommand('Welcome: Open Walkthrough...', { asks: true });
    await choose(page.locator('.quick-input-list .monaco-list-row', { hasText: 'Get Started with Leastwise' }));
    for (const title of [
      'See what is wrong',
      'Fix one, and read why',
      'See who can become whom',
      'Mint a token, and decode it',
      'Make it yours',
    ])
      await step(title).waitFor();
    const loaded = page.waitForURL(/globalStorage.*demo/);
    await button('Open Demo Project').click();
    await loaded;
    await done('See what is wrong').waitFor();
    await page.waitForTimeout(1500);
    await picture(workbench, 'walkthrough');
  });

  test('explains a rule', async () => {
    const { page } = workbench;
    await step('Fix one, and read why').click();
    await button('Explain a Rule').click();
    await page.locator('.quick-input-widget input[placeholder="Rule to explain"]').waitFor();
    await page.keyboard.press('Escape');
    await done('Fix one, and read why').waitFor();
  });

  test('shows the service accounts', async () => {
    await step('See who can become whom').click();
    await button('Show Service Accounts').click();
    await workbench.page.locator('.pane-header', { hasText: 'EMULATOR' }).first().waitFor();
    await done('See who can become whom').waitFor();
  });

  test('asks for whom to mint a token', async () => {
    const { page } = workbench;
    await step('Mint a token, and decode it').click();
    await button('Mint Token').click();
    await page.locator('.quick-input-widget input[placeholder^="Service account to act as"]').waitFor();
    await page.keyboard.press('Escape');
  });
});
