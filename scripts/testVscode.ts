// Runs test/vscode/ in a real VS Code on a copy of examples/shop.
import './checkNode.js';
import { cpSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { root, runScript } from './project.ts';
import { runInVscode } from './testHost/run.ts';

runScript('esbuild.mjs', '--tests');
const workspace = mkdtempSync(path.join(tmpdir(), 'shop-'));
try {
  cpSync(path.join(root, 'examples/shop'), workspace, { recursive: true });
  const passed = await runInVscode({
    workspace,
    extensionDevelopmentPath: root,
    extensionTestsPath: path.join(root, 'dist/test/index.cjs'),
  });
  process.exitCode = passed ? 0 : 1;
} finally {
  rmSync(workspace, { recursive: true, force: true });
}
