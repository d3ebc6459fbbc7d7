import assert from 'node:assert/strict';
import path from 'node:path';
import { after, before, describe, test } from 'node:test';
import type { Locator } from 'playwright-core';
import { root, vsix } from '../../scripts/project.ts';
import { choose, insist, openWorkbench, picture, type Workbench } from './workbench.ts';

describe('the demo project', { timeout: 600_000 }, () => {
  let workbench: Workbench;
  let rows: Locator;
  before(async () => {
    workbench = await openWorkbench({ vsix, folder: path.join(root, 'examples/landing-zone') });
    const { page } = workbench;
    page.setDefaultTimeout(25_000);
    await page.locator('.activitybar a[aria-label^="Leastwise"]').waitFor();
    // VS Code loads anew with the copy of the shop.
    const loaded = page.waitForURL(/globalStorage.*demo/);
    await workbench.runCommand('Leastwise: Open Demo Project');
    await loaded;
    await page.locator('.explorer-folders-view .monaco-list-row').first().waitFor();
    rows = await workbench.viewRows('Leastwise', 'Service Accounts');
    // Room for the descriptions.
    const sash = await page.locator('.monaco-sash.vertical').evaluateAll((sashes) => sashes.map((each) => each.getBoundingClientRect().x));
    const border = Math.min(...sash.filter((x) => x > 200)) + 2;
    await page.mouse.move(border, 700);
    await page.mouse.down();
    await page.mouse.move(660, 700, { steps: 5 });
    await page.mouse.up();
  });
  after(() => workbench?.close());

  /** The line that begins with this text. */
  const line = (text: string) => rows.filter({ hasText: new RegExp(`^\\s*${text}`) }).first();
  /** Opens a line, unless it is open. */
  async function unfold(text: string): Promise<void> {
    const click = async () => {
      // What loads above moves the lines.
      await workbench.page.waitForTimeout(1000);
      await line(text).click({ position: { x: 90, y: 10 } });
    };
    const open = line(text).and(workbench.page.locator('[aria-expanded=true]'));
    if (!(await open.isVisible())) await insist(click, open);
  }
  /** The list or box that asks so. */
  const question = (placeholder: string) => workbench.page.locator(`.quick-input-widget input[placeholder^="${placeholder}"]`);
  const choice = (text: string) => workbench.page.locator('.quick-input-list .monaco-list-row', { hasText: text }).first();
  /** Starts to mint an ID token by the menu of an account's line. */
  async function mintFor(account: string): Promise<void> {
    const entry = workbench.page.locator('.context-view .action-label', { hasText: 'Mint ID Token...' });
    await line(account).click({ button: 'right' });
    await entry.waitFor();
    // For 100 ms VS Code takes a release of the button for that of the click that opened the menu.
    await workbench.page.waitForTimeout(500);
    await entry.click();
    await question('Who receives it').waitFor();
  }
  /** Answers what is asked by an entry, which is found by typing. */
  async function answer(placeholder: string, typed: string, entry = typed): Promise<void> {
    await question(placeholder).fill(typed);
    await insist(() => choose(choice(entry)), question(placeholder), 'hidden', 2000);
  }

  test('starts its emulator by itself, and the view says so', async () => {
    await workbench.page.locator('.pane-header', { hasText: 'EMULATOR' }).first().waitFor();
  });

  test('shows accounts live beside declared, keys with their age, and who may become them', async () => {
    await unfold('fernhill-shop');
    await unfold('bookkeeping');
    await unfold('User-managed keys');
    assert.match((await rows.filter({ hasText: 'created' }).first().textContent()) ?? '', /created 412 days ago · never expires/);
    await unfold('Can impersonate it');
    await rows.filter({ hasText: 'until' }).first().waitFor();
    await workbench.page.mouse.move(1000, 100);
    await picture(workbench, 'accounts');
  });

  test('keeps what is unfolded when it is refreshed', async () => {
    await workbench.runCommand('Leastwise: Refresh');
    await rows.filter({ hasText: 'created 412 days ago' }).first().waitFor();
  });

  test('mints through a chain, whose hops are checked, and says before who acts as whom', async () => {
    const { page } = workbench;
    await workbench.runCommand('Leastwise: Mint Access Token...', { asks: true });
    await answer('Service account to act as', 'terraform@', 'terraform@fernhill-shop.iam');
    await question('Scopes').waitFor();
    await choose(choice('cloud-platform').locator('[role=checkbox]'));
    await question('Scopes').press('Enter');
    await answer('How long', '', '15 min');
    for (const delegate of ['ci-gate@', 'release@']) {
      await answer('Who acts through whom', '', 'Add a service account');
      await answer('Service account in between', delegate, `${delegate}fernhill-shop.iam`);
    }
    await question('Who acts through whom').waitFor();
    for (let hop = 0; hop < 3; hop++) await page.locator('.quick-input-list .codicon-pass').nth(hop).waitFor();
    await picture(workbench, 'chain');
    await choose(choice('Through this chain'));
    // The chain's own list names who asks, too: what mints is in the list that comes after it.
    const asked = choice('Mint and copy');
    await asked.waitFor();
    await page.locator('.quick-input-list .monaco-list-row', { hasText: 'tomas@fernhill.example' }).first().waitFor();
    await choose(asked);
    await question('Access token minted').waitFor();
    await choose(choice('Verify'));
    await page.locator('.tab.active', { hasText: 'Access token of terraform@' }).waitFor();
    await page.locator('.editor-instance .view-line', { hasText: 'scope' }).first().waitFor();
    const tokens = page.locator('.pane', { has: page.locator('.pane-header[aria-label^="Session Tokens"]') }).locator('.monaco-list-row');
    await tokens.first().waitFor();
    assert.match((await tokens.first().textContent()) ?? '', /terraform/);
    assert.ok(!(await page.content()).includes('ya29.'));
  });

  test('decodes what was minted, with a meaning for each claim', async () => {
    const { page } = workbench;
    await mintFor('storefront');
    await answer('Who receives it', 'https://orders.fernhill.example');
    await answer('Who acts through whom', '', 'Directly');
    await choose(choice('Mint and copy'));
    await answer('ID token minted', '', 'Decode');
    await page.locator('.tab.active', { hasText: 'ID token of storefront@' }).waitFor();
    await page.locator('.editor-instance .view-line', { hasText: 'https://orders.fernhill.example' }).first().waitFor();
    await page.mouse.move(1000, 850);
    await page.waitForTimeout(1000);
    await picture(workbench, 'token');
  });

  test('explains a mint that is denied', async () => {
    const { page } = workbench;
    await mintFor('bookkeeping');
    await answer('Who receives it', 'https://orders.fernhill.example');
    await answer('Who acts through whom', '', 'Directly');
    await choose(choice('Mint and copy'));
    const message = workbench.notifications().filter({ hasText: 'iam.serviceAccounts.getOpenIdToken' });
    await message.waitFor();
    const text = (await message.textContent()) ?? '';
    for (const part of ['bookkeeping@fernhill-shop', 'tomas@fernhill.example']) assert.ok(text.includes(part), text);
    await message.hover();
    await page.locator('.notification-toast .monaco-button', { hasText: 'Copy Terraform' }).waitFor();
    // Toasts slide in.
    await page.waitForTimeout(1000);
    await picture(workbench, 'denied');
  });
});
