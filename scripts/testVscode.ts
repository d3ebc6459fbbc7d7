// Runs test/vscode/ in a real VS Code on a copy of examples/shop.
import './checkNode.js';
import { cpSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { root, runScript } from './project.ts';
import { runInVscode } from './testHost/run.ts';

runScript('esbuild.mjs', '--tests');
const workspace = mkdtempSync(path.join(tmpdir(), 'shop-'));
const network = mkdtempSync(path.join(tmpdir(), 'network-'));
try {
  cpSync(path.join(root, 'examples/shop'), workspace, { recursive: true });
  const passed = await runInVscode({
    workspace,
    extensionDevelopmentPath: [root, path.join(root, 'test/vscode/neighbours')],
    extensionTestsPath: path.join(root, 'dist/test/index.cjs'),
    env: {
      VSCODE_TEST_PRELOAD: path.join(root, 'test/vscode/recordNetwork.cjs'),
      LEASTWISE_NETWORK: path.join(network, 'log'),
      // So that the traffic with the language server is written where the tests look for tokens.
      VSCODE_TEST_LOG_LEVEL: 'leastwise.leastwise:trace',
    },
  });
  process.exitCode = passed ? 0 : 1;
} finally {
  for (const directory of [workspace, network]) rmSync(directory, { recursive: true, force: true });
}
