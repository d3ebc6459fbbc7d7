import assert from 'node:assert/strict';
import { copyFileSync, cpSync, mkdirSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { chromium, type Locator, type Page } from 'playwright-core';
import { root } from '../../scripts/project.ts';
import { requireChromium } from '../../scripts/testHost/chromium.ts';
import { startServer } from '../../scripts/testHost/server.ts';

/** What a workbench is opened with. */
export interface WorkbenchOptions {
  /** The extension's package. */
  readonly vsix: string;
  /** The display language of the extension: VS Code's own texts are English. */
  readonly locale?: string;
  /** A folder, of which a copy is opened. */
  readonly folder: string;
  /** User settings. */
  readonly settings?: Readonly<Record<string, unknown>>;
  /** The folder is not trusted before somebody says so. */
  readonly untrusted?: boolean;
}

const pictures = path.join(root, 'dist/screenshots');

/** Takes a picture into dist/; `UPDATE=1` makes it the README's. */
export async function picture(workbench: Workbench, name: string): Promise<void> {
  mkdirSync(pictures, { recursive: true });
  const file = path.join(pictures, `${name}.png`);
  await workbench.screenshot(file);
  if (process.env.UPDATE) copyFileSync(file, path.join(root, 'images', `${name}.png`));
}

/** How severe a squiggle looks. */
export type SquiggleSeverity = 'error' | 'warning' | 'info' | 'hint';

/** VS Code in a browser with the extension installed, driven by its keyboard and read from its page; every action waits for its effect. */
export interface Workbench {
  readonly page: Page;
  /** The opened copy, which the test may change. */
  readonly folder: string;
  /** Opens a file of the folder and waits for its editor. */
  openFile(file: string): Promise<void>;
  /** The squiggles in the visible part of the editor; a locator, to count or to wait for. */
  squiggles(severity: SquiggleSeverity): Locator;
  /** Puts the cursor into the n-th (from 0) occurrence of a text in the open file as it is on disk. */
  cursorTo(text: string, occurrence?: number): Promise<void>;
  /** Opens the hover at the cursor: its content, a locator. Escape closes it. */
  hover(): Promise<Locator>;
  /** Opens the quick fixes at the cursor: their rows, a locator. Escape closes them. */
  quickFixes(): Promise<Locator>;
  /** Applies the quick fix with this title at the cursor. */
  applyQuickFix(title: string): Promise<void>;
  /** Saves the open file and returns its text on disk. */
  save(): Promise<string>;
  /** Runs a command by its title in the palette, "Category: Title"; one that `asks` something in the palette's place is not waited for. */
  runCommand(title: string, how?: { asks: boolean }): Promise<void>;
  /** The rows of the Problems panel, which is shown; a locator. */
  problems(): Promise<Locator>;
  /** The messages of the notifications on the screen; a locator. */
  notifications(): Locator;
  /** The rows of a view by its title, once the view container with this name in the activity bar is shown; a locator. */
  viewRows(container: string, view: string): Promise<Locator>;
  /** Writes a picture of the page to a file. */
  screenshot(file: string): Promise<void>;
  /** Ends browser and server and removes the copy and the profile. */
  close(): Promise<void>;
}

/**
 * Acts until something is shown, or hidden: again where nothing has come of it for as many milliseconds as patience lasts. What a key or a click asks for is lost where
 * VS Code is about to do something else: a request for quick fixes is forgotten when the light bulb's own overtakes it (`CodeActionModel`),
 * and a click where the list under it is filled anew.
 */
export async function insist(
  act: () => Promise<void>,
  effect: Locator,
  state: 'visible' | 'hidden' = 'visible',
  patience = 10_000,
): Promise<void> {
  for (const end = Date.now() + 60_000; ; ) {
    await act();
    const reached = effect.waitFor({ state, timeout: patience }).then(
      () => true,
      () => false,
    );
    if (await reached) return;
    assert.ok(Date.now() < end, `${effect} is not ${state}`);
  }
}

/** Clicks a row of a list. The mouse leaves first: what it has come to rest on shows a tooltip after a while, over the rows beside it. */
export async function choose(row: Locator): Promise<void> {
  await row.page().mouse.move(0, 0);
  await row.click();
}

/** Opens a copy of the folder in VS Code with the extension installed from its package. */
export async function openWorkbench({ vsix, locale, folder: original, settings, untrusted }: WorkbenchOptions): Promise<Workbench> {
  const executablePath = requireChromium();
  const parent = mkdtempSync(path.join(tmpdir(), 'leastwise-ui-'));
  const folder = path.join(parent, path.basename(original));
  cpSync(original, folder, { recursive: true });
  const server = await startServer({ extensions: [vsix], locale, settings, workspaceTrust: untrusted });
  const browser = await chromium.launch({ executablePath });
  const close = async (): Promise<void> => {
    await browser.close();
    server.stop();
    rmSync(parent, { recursive: true, force: true });
  };
  try {
    const page = await browser.newPage({ viewport: { width: 1400, height: 900 }, permissions: ['clipboard-read', 'clipboard-write'] });
    // Whatever the workbench asks of other hosts fails at once instead of after a time-out.
    await page.route(
      (url) => url.origin !== server.url,
      (route) => route.abort(),
    );
    await page.goto(server.workbench(folder));
    await page.locator('.explorer-folders-view .monaco-list-row').first().waitFor();
    return { page, folder, close, ...actions(page, folder) };
  } catch (error) {
    await close();
    throw error;
  }
}

function actions(page: Page, folder: string): Omit<Workbench, 'page' | 'folder' | 'close'> {
  let openedFile = '';
  const diskText = (): string => readFileSync(path.join(folder, openedFile), 'utf8');

  /** Types into the palette's input, where `>` starts a command and `:` a position, and picks the entry that shows this label. */
  const pick = async (typed: string, label?: string, asks = false): Promise<void> => {
    const input = page.locator('.quick-input-widget .quick-input-box input');
    await insist(() => page.keyboard.press('F1'), input);
    await input.fill(typed);
    const entry = page.locator('.quick-input-list .monaco-list-row', { hasText: label }).first();
    const accept = () => (label ? choose(entry) : input.press('Enter'));
    await insist(accept, asks ? entry : page.locator('.quick-input-widget'), 'hidden');
  };
  const quickFixes = async (): Promise<Locator> => {
    const rows = page.locator('.action-widget .monaco-list-row.action');
    await insist(() => page.keyboard.press('Control+.'), rows.first());
    return rows;
  };

  return {
    async openFile(file) {
      await pick(file, path.basename(file));
      // The tab is there before its text is, and until then a cursor is that of the text before.
      await page.locator(`.tab.active[data-resource-name="${path.basename(file)}"]`).waitFor();
      await page.locator(`.editor-instance [data-uri$="/${file}"] .view-line`).first().waitFor();
      openedFile = file;
    },
    squiggles: (severity) => page.locator(`.editor-instance .squiggly-${severity}`),
    async cursorTo(text, occurrence = 0) {
      const before = diskText()
        .split(text)
        .slice(0, occurrence + 1);
      const lines = before.join(text).split('\n');
      const [line, column] = [lines.length, (lines.at(-1)?.length ?? 0) + 1];
      await insist(() => pick(`:${line}:${column}`), page.locator('.statusbar-item', { hasText: `Ln ${line}, Col ${column}` }));
      await page.locator('.editor-instance .monaco-editor.focused').waitFor();
    },
    async hover() {
      const hover = page.locator('.monaco-resizable-hover .monaco-hover-content');
      await insist(async () => {
        await page.keyboard.press('Control+K');
        await page.keyboard.press('Control+I');
      }, hover);
      return hover;
    },
    quickFixes,
    async applyQuickFix(title) {
      await (await quickFixes()).filter({ hasText: title }).first().click();
      await page.locator('.tab.active.dirty').waitFor();
    },
    async save() {
      await page.keyboard.press('Control+S');
      await page.locator('.tab.active:not(.dirty)').waitFor();
      return diskText();
    },
    runCommand: (title, { asks } = { asks: false }) => pick(`>${title}`, title, asks),
    async problems() {
      await pick('>Problems: Focus on Problems View', 'Problems: Focus on Problems View');
      const rows = page.locator('.markers-panel .monaco-list-row');
      await rows.first().waitFor();
      return rows;
    },
    notifications: () => page.locator('.notification-toast .notification-list-item-message'),
    async viewRows(container, view) {
      await page.locator(`.activitybar .action-item a[aria-label^="${container}"]`).click();
      return page.locator('.pane', { has: page.locator(`.pane-header[aria-label^="${view}"]`) }).locator('.monaco-list-row');
    },
    async screenshot(file) {
      await page.screenshot({ path: file, animations: 'disabled' });
    },
  };
}
