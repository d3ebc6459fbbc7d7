// Packages the extension and runs test/ui/ against the package, in the VS Code server with Chromium.
import './checkNode.js';
import { globSync } from 'node:fs';
import path from 'node:path';
import { run } from 'node:test';
import { spec } from 'node:test/reporters';
import { root, runScript } from './project.ts';
import { requireChromium } from './testHost/chromium.ts';
import { installHost } from './testHost/install.ts';

requireChromium();
installHost();
runScript('scripts/package.ts');
run({ files: globSync(path.join(root, 'test/ui/*.test.ts')), concurrency: false })
  .on('test:fail', () => {
    process.exitCode = 1;
  })
  .compose(spec)
  .pipe(process.stdout);
