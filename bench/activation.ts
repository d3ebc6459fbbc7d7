import { cpSync, mkdirSync, mkdtempSync, readFileSync, rmSync, watch, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { createVSIX, listFiles, PackageManager } from '@vscode/vsce';
import { build } from 'esbuild';
import { chromium } from 'playwright-core';
import { root, runScript } from '../scripts/project.ts';
import { requireChromium } from '../scripts/testHost/chromium.ts';
import { startServer } from '../scripts/testHost/server.ts';
import { bundleOptions } from './bundle.ts';
import { median } from './measure.ts';

/** How many windows are opened, one after the other. */
const windows = 10;

/** How many times as long as that of the bare extension the activation may take. */
const most = 2;

const ours = 'leastwise.leastwise';
const bare = 'bench.bare';

/** The activation of our extension against one that only starts an empty language server, both in each window of one VS Code server, once it has come to rest. */
export async function benchActivation(): Promise<void> {
  const folder = mkdtempSync(path.join(tmpdir(), 'bench-'));
  const log = path.join(folder, 'times');
  const workspace = path.join(folder, 'workspace');
  mkdirSync(workspace);
  writeFileSync(log, '');
  try {
    const extensions = [
      await packedOurs(folder),
      await packed(folder, 'bare', { server: 'bench/bareServer.ts', main: 'bench/bareExtension.ts' }),
      await packed(folder, 'probe', { main: 'bench/activationProbe.ts' }, ['onStartupFinished']),
    ];
    const server = await startServer({ extensions, env: { BENCH_EXTENSIONS: `${ours},${bare}`, BENCH_TIMES: log } });
    const browser = await chromium.launch({ executablePath: requireChromium() });
    try {
      for (let count = 1; count <= windows; count++) {
        const page = await browser.newPage();
        await page.goto(server.workbench(workspace));
        await lines(log, count);
        await page.close();
      }
    } finally {
      await browser.close();
      server.stop();
    }
    report((await lines(log, windows)).map((line) => JSON.parse(line)));
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

/** How long each extension took in a window, in the order in which they were activated. */
type Times = readonly (readonly [name: string, milliseconds: number])[];

function report(times: readonly Times[]): void {
  // What comes first loads what both need, so each place in the order counts by itself.
  const at = (place: number, name: string) => median(times.flatMap((each) => (each[place]?.[0] === name ? [each[place][1]] : [])));
  const of = (name: string) => (at(0, name) + at(1, name)) / 2;
  const ratio = of(ours) / of(bare);
  console.log('activation in VS Code');
  console.log(
    `  ${ratio.toFixed(2)} times that of an extension that only starts an empty language server, at most ${most} (${of(ours).toFixed(1)} ms / ${of(bare).toFixed(1)} ms)${ratio > most ? ' ✗' : ''}`,
  );
}

/** Our extension as it ships, which only the bench activates. */
async function packedOurs(folder: string): Promise<string> {
  const cwd = path.join(folder, 'ours');
  runScript('esbuild.mjs', '--production');
  for (const file of await listFiles({ cwd: root, packageManager: PackageManager.None }))
    cpSync(path.join(root, file), path.join(cwd, file), { recursive: true });
  const manifest = JSON.parse(readFileSync(path.join(cwd, 'package.json'), 'utf8'));
  return pack(folder, 'ours', { ...manifest, scripts: {}, activationEvents: [] });
}

/** An extension of the bench as a package. */
async function packed(
  folder: string,
  name: string,
  entryPoints: Readonly<Record<string, string>>,
  activationEvents: readonly string[] = [],
): Promise<string> {
  const cwd = path.join(folder, name);
  await build({ ...bundleOptions, external: ['vscode'], entryPoints, outdir: cwd, outExtension: { '.js': '.cjs' } });
  writeFileSync(path.join(cwd, 'README.md'), '# Bench\n');
  const { engines } = JSON.parse(readFileSync(path.join(root, 'package.json'), 'utf8'));
  return pack(folder, name, {
    name,
    publisher: 'bench',
    version: '1.0.0',
    engines: { vscode: engines.vscode },
    main: './main.cjs',
    activationEvents,
  });
}

async function pack(folder: string, name: string, manifest: object): Promise<string> {
  const cwd = path.join(folder, name);
  const packagePath = path.join(folder, `${name}.vsix`);
  writeFileSync(path.join(cwd, 'package.json'), JSON.stringify(manifest));
  await createVSIX({ cwd, packagePath, dependencies: false, allowMissingRepository: true, skipLicense: true });
  return packagePath;
}

/** The lines of a file, once there are that many. */
function lines(file: string, count: number): Promise<readonly string[]> {
  return new Promise((resolve) => {
    const watcher = watch(file, look);
    look();

    function look(): void {
      const found = readFileSync(file, 'utf8').split('\n').filter(Boolean);
      if (found.length < count) return;
      watcher.close();
      resolve(found);
    }
  });
}
