#!/usr/bin/env node
// Takes the place of the `code` executable for @vscode/test-electron: opens the folder in the VS Code server's workbench,
// which runs the extension tests, and exits as they did.
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { parseArgs } from 'node:util';
import { createVSIX } from '@vscode/vsce';
import { chromium } from 'playwright-core';
import { requireChromium } from './chromium.ts';
import { startServer } from './server.ts';

const limitMinutes = 10;

const { values, positionals } = parseArgs({
  strict: false,
  allowPositionals: true,
  options: { extensionDevelopmentPath: { type: 'string', multiple: true }, extensionTestsPath: { type: 'string' } },
});
const [folder = process.cwd()] = positionals;
// The workbench in a browser takes one extension from its sources: the others are installed.
const [extension = '', ...beside] = [values.extensionDevelopmentPath ?? []].flat().map(String);

const executablePath = requireChromium();
const packages = mkdtempSync(path.join(tmpdir(), 'leastwise-packages-'));
process.once('exit', () => rmSync(packages, { recursive: true, force: true }));
const extensions = await packageAll(beside, packages);
const server = await startServer({ smokeTestDriver: true, preload: process.env.VSCODE_TEST_PRELOAD, extensions });
const browser = await chromium.launch({ executablePath });
try {
  const page = await browser.newPage();
  const errors: string[] = [];
  await page.exposeFunction('codeAutomationLog', (type: string, args: readonly unknown[]) => {
    const message = args.join(' ');
    if (process.env.VERBOSE) console.log(`[${type}] ${message}`);
    else if (type === 'error' && !message.startsWith('Canceled')) errors.push(message);
  });
  const ended = new Promise<number>((resolve, reject) => {
    page.exposeFunction('codeAutomationExit', resolve).catch(reject);
    page.on('crash', () => reject(new Error('The workbench crashed.')));
    setTimeout(() => reject(new Error(`The tests did not end within ${limitMinutes} minutes.`)), limitMinutes * 60_000).unref();
  });
  const remote = (file: unknown): string => `vscode-remote://${new URL(server.url).host}${file}`;
  const payload = [
    ['extensionDevelopmentPath', remote(extension)],
    ['extensionTestsPath', remote(values.extensionTestsPath)],
    ['skipWelcome', 'true'],
    ...(process.env.VSCODE_TEST_LOG_LEVEL ? [['logLevel', process.env.VSCODE_TEST_LOG_LEVEL]] : []),
  ];
  await page.goto(server.workbench(folder, { payload: JSON.stringify(payload) }));
  process.exitCode = await ended;
  if (process.exitCode !== 0) console.error(errors.join('\n'));
} finally {
  await browser.close();
  server.stop();
}

/** The extensions in these directories as packages in the given one. */
function packageAll(directories: readonly string[], into: string): Promise<string[]> {
  return Promise.all(
    directories.map(async (cwd) => {
      const packagePath = path.join(into, `${path.basename(cwd)}.vsix`);
      await createVSIX({ cwd, packagePath, dependencies: false, allowMissingRepository: true, skipLicense: true });
      return packagePath;
    }),
  );
}
