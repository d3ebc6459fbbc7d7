// Builds for production and packages the extension as leastwise-<version>.vsix in the root.
import './checkNode.js';
import { createVSIX, listFiles, PackageManager } from '@vscode/vsce';
import { contentFaults, packageContents } from './packageContents.ts';
import { root, runScript, vsix } from './project.ts';

runScript('esbuild.mjs', '--production');
const faults = contentFaults(await listFiles({ cwd: root, packageManager: PackageManager.None }), packageContents.vsix);
if (faults.length > 0) {
  console.error(faults.join('\n'));
  process.exit(1);
}
await createVSIX({ cwd: root, packagePath: vsix, dependencies: false });
